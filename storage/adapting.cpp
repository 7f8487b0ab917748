#include "storage/adapting.hpp"

#include "storage/library.hpp"
#include "storage/library_entries.hpp"

namespace folkmoot::storage {

namespace {

constexpr Sql select_origin = R"sql(
SELECT v.resource, r.group_id, r.summary, r.kind, r.audience, r.licence, r.language, v.number,
       CASE WHEN v.removed_at IS NULL THEN 0 ELSE 1 END AS removed
  FROM versions v
  JOIN resources r ON r.id = v.resource
 WHERE v.id = $1
)sql";

constexpr Sql select_labels = R"sql(
SELECT label FROM resource_labels WHERE resource = $1
)sql";

constexpr Sql insert_adaptation = R"sql(
INSERT INTO adaptations (resource, entry, origin, base, version, person, by_authority, at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
)sql";

constexpr Sql insert_change = R"sql(
INSERT INTO origin_changes (resource, entry, place, kind, before, after, fate)
VALUES ($1, $2, $3, $4, $5, $6, $7)
)sql";

constexpr Sql select_now = R"sql(
SELECT w.group_id, w.entry, w.origin, w.base, w.number, o.group_id AS origin_group
  FROM adaptation_rows w
  JOIN resources o ON o.id = w.origin
 WHERE w.resource = $1
)sql";

constexpr Sql count_later = R"sql(
SELECT count(*) FROM versions
 WHERE id = $1 AND resource = $2 AND removed_at IS NULL AND number > $3
)sql";

constexpr Sql count_caught_up = R"sql(
SELECT count(*) FROM adaptations WHERE resource = $1 AND undone_at IS NULL
)sql";

constexpr Sql select_draft = R"sql(
SELECT v.id AS version, CASE WHEN v.number IS NULL THEN 0 ELSE 1 END AS released
  FROM adaptations a
  JOIN versions v ON v.id = a.version
 WHERE a.resource = $1 AND a.entry = $2 AND v.removed_at IS NULL
)sql";

constexpr Sql update_undone = R"sql(
UPDATE adaptations SET undone_at = $3, undone_by = $4 WHERE resource = $1 AND entry = $2
)sql";

constexpr Sql delete_changes = R"sql(
DELETE FROM origin_changes
 WHERE EXISTS (SELECT 1 FROM adaptations a
                WHERE a.resource = origin_changes.resource AND a.entry = origin_changes.entry
                  AND (a.base = $1 OR a.version = $1))
    OR EXISTS (SELECT 1 FROM adaptations a
                WHERE a.resource = origin_changes.resource AND a.base = $1
                  AND a.entry = (SELECT max(b.entry) FROM adaptations b
                                  WHERE b.resource = a.resource
                                    AND b.undone_at IS NULL AND b.entry < origin_changes.entry))
)sql";

/// A version that something is made from, and what is said of its resource.
struct OriginNow {
    ResourceId resource;
    GroupId group_id;
    std::string summary;
    library::ResourceKind kind{};
    std::string audience;
    std::string licence;
    std::string language;
    std::optional<Number> number;
    bool removed = false;
};
BOOST_DESCRIBE_STRUCT(OriginNow, (),
                      (resource, group_id, summary, kind, audience, licence, language, number,
                       removed))

struct AdaptationNow {
    GroupId group_id;
    Number entry = 0;
    ResourceId origin;
    VersionId base;
    Number number = 0;
    GroupId origin_group;
};
BOOST_DESCRIBE_STRUCT(AdaptationNow, (), (group_id, entry, origin, base, number, origin_group))

struct DraftMade {
    VersionId version;
    bool released = false;
};
BOOST_DESCRIBE_STRUCT(DraftMade, (), (version, released))

Result<void> can_be_adapted(OriginNow const& origin)
{
    if (origin.removed) {
        return conflict("This version was removed.");
    }
    if (!origin.number) {
        return conflict("This version is a draft. It can be adapted when it is released.");
    }
    return {};
}

/// As the origin is, under the new title.
NewResource made_from(Read& read, OriginNow const& origin, library::AdaptVersion const& request)
{
    NewResource made{.group = request.group,
                     .title = request.title.value,
                     .summary = origin.summary,
                     .kind = origin.kind,
                     .audience = origin.audience,
                     .licence = origin.licence,
                     .language = origin.language,
                     .review_on = {},
                     .labels = {}};
    if (origin.group_id == request.group) {
        made.labels = read.rows<LabelId>(select_labels, origin.resource);
    }
    return made;
}

/// Whoever shows what it was made from, or what was made from it, looks again.
Number tell_changed(Change& change, PersonId person, AuthorityId authority, ResourceId resource,
                    GroupId group)
{
    return write_library_entry(
        change, person, feeds::EntryKind::resource_changed,
        {.group = group, .resource = resource, .version = {}, .authority = authority});
}

Result<void> can_catch_up(Read& read, AdaptationNow const& now,
                          library::CatchUpWithOrigin const& request)
{
    if (now.base != request.base) {
        return conflict("Somebody has caught up with the origin since you looked.");
    }
    if (read.number(count_later, request.to, now.origin, now.number) == 0) {
        return invalid("to", "This is no later version of the origin that stands.");
    }
    return {};
}

/// The draft, or else that the adaptation rests on something else now. Its number in the group's feed.
Result<library::CaughtUp> draft_of(Change& change, Actor const& actor,
                                   library::CatchUpWithOrigin const& request,
                                   AdaptationNow const& now, AuthorityId authority)
{
    if (!request.upload) {
        return library::CaughtUp{
            {}, tell_changed(change, actor.person, authority, request.resource, now.group_id)};
    }
    auto const added = add_version(change, actor,
                                   {.request = request.request,
                                    .resource = request.resource,
                                    .authority = authority,
                                    .base = request.made_from,
                                    .changed = request.changed,
                                    .link = {},
                                    .upload = request.upload});
    if (added.has_error()) {
        return added.error();
    }
    return library::CaughtUp{added->version, added->entry};
}

void keep_changes(Change& change, library::CatchUpWithOrigin const& request, Number entry)
{
    for (std::int64_t place = 0; auto const& one : request.changes.values) {
        change.put(insert_change, request.resource, entry, place++, one.kind, one.before, one.after,
                   one.fate);
    }
}

} // namespace

Result<library::ResourceAdded> adapt_version(Change& change, Actor const& actor,
                                             library::AdaptVersion const& request)
{
    auto const origin = change.row<OriginNow>(select_origin, request.version);
    if (!origin) {
        return not_found();
    }
    if (auto const may = can_be_adapted(*origin); may.has_error()) {
        return may.error();
    }
    auto const seat = speaking_as_member(change, actor.person, request.group, request.authority);
    if (seat.has_error()) {
        return seat.error();
    }
    auto const added = put_resource_in(change, actor, *seat, made_from(change, *origin, request),
                                       {.link = {}, .upload = {}, .copy_of = request.version});
    if (added.has_error()) {
        return added.error();
    }
    change.put(insert_adaptation, added->resource, added->entry, origin->resource, request.version,
               added->version, actor.person, seat->authority, change.now());
    tell_changed(change, actor.person, seat->authority, origin->resource, origin->group_id);
    return *added;
}

Result<library::CaughtUp> catch_up(Change& change, Actor const& actor,
                                   library::CatchUpWithOrigin const& request)
{
    auto const now = change.row<AdaptationNow>(select_now, request.resource);
    if (!now) {
        return invalid("resource", "This was not made from another resource.");
    }
    if (auto const may = can_catch_up(change, *now, request); may.has_error()) {
        return may.error();
    }
    auto const seat = speaking_as_member(change, actor.person, now->group_id, request.authority);
    if (seat.has_error()) {
        return seat.error();
    }
    auto const made = draft_of(change, actor, request, *now, seat->authority);
    if (made.has_error()) {
        return made.error();
    }
    change.put(insert_adaptation, request.resource, made->entry, now->origin, request.to,
               made->version, actor.person, seat->authority, change.now());
    keep_changes(change, request, made->entry);
    tell_changed(change, actor.person, seat->authority, now->origin, now->origin_group);
    return *made;
}

Result<Done> undo_catch_up(Change& change, Actor const& actor, library::UndoCatchUp const& request)
{
    auto const now = change.row<AdaptationNow>(select_now, request.resource);
    if (!now || now->entry != request.entry ||
        change.number(count_caught_up, request.resource) < 2) {
        return conflict("This is not the last time that it caught up. Look again.");
    }
    auto const seat = speaking_as_member(change, actor.person, now->group_id, std::nullopt);
    if (seat.has_error()) {
        return seat.error();
    }
    auto const draft = change.row<DraftMade>(select_draft, request.resource, request.entry);
    if (draft && draft->released) {
        return conflict("Its draft was released already, so it cannot be undone. Add a version "
                        "that is as you want it.");
    }
    if (draft) {
        auto const taken =
            take_version(change, {actor.person, *seat, draft->version, "Catching up was undone."});
        if (taken.has_error()) {
            return taken.error();
        }
    }
    change.put(update_undone, request.resource, request.entry, change.now(), actor.person);
    tell_changed(change, actor.person, seat->authority, request.resource, now->group_id);
    tell_changed(change, actor.person, seat->authority, now->origin, now->origin_group);
    return Done{};
}

void forget_origin_changes(Change& change, VersionId version)
{
    change.put(delete_changes, version);
}

} // namespace folkmoot::storage
