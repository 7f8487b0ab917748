#include "storage/adopting.hpp"

#include "storage/feeds.hpp"
#include "storage/library_entries.hpp"
#include "storage/standing.hpp"

namespace folkmoot::storage {

namespace {

constexpr Sql select_group = R"sql(
SELECT group_id FROM resources WHERE id = $1
)sql";

constexpr Sql select_standing = R"sql(
SELECT w.authority, w.authority_name, w.closed, w.version, w.number, w.removed, w.behind, w.by_person,
       w.by_name, w.by_authority, w.by_authority_name, w.by_guest, w.at, w.words
  FROM adoption_rows w
 WHERE w.resource = $1 AND w.last = 1 AND w.version IS NOT NULL
 ORDER BY w.authority_name, w.authority
)sql";

constexpr Sql select_before = R"sql(
SELECT w.authority, w.authority_name, w.closed, w.version, w.number, w.removed, w.behind, w.by_person,
       w.by_name, w.by_authority, w.by_authority_name, w.by_guest, w.at, w.words
  FROM adoption_rows w
 WHERE w.resource = $1 AND (w.last = 0 OR w.version IS NULL)
 ORDER BY w.entry DESC
 LIMIT $2
)sql";

constexpr Sql select_version = R"sql(
SELECT v.resource, r.group_id, v.number,
       CASE WHEN v.removed_at IS NULL THEN 0 ELSE 1 END AS removed
  FROM versions v
  JOIN resources r ON r.id = v.resource
 WHERE v.id = $1
)sql";

constexpr Sql select_used = R"sql(
SELECT a.version FROM adoptions a
 WHERE a.resource = $1 AND a.authority = $2 AND a.version IS NOT NULL
   AND a.entry = (SELECT max(l.entry) FROM adoptions l
                   WHERE l.resource = $1 AND l.authority = $2)
)sql";

constexpr Sql count_closed = R"sql(
SELECT count(*) FROM authorities WHERE id = $1 AND closed_at IS NOT NULL
)sql";

constexpr Sql insert_adoption = R"sql(
INSERT INTO adoptions (resource, entry, authority, version, person, by_authority, at, words)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
)sql";

constexpr Sql update_words = R"sql(
UPDATE adoptions SET words = '' WHERE person = $1
)sql";

// A resource in the library of an archived group is caught up with by nobody.
constexpr Sql select_newer = R"sql(
SELECT w.resource, w.adaptation, r.title, r.group_id AS "group", w.authority, w.authority_name,
       w.number, w.removed, c.number AS current, c.released_at AS at
  FROM affiliations f
  JOIN (SELECT a.resource, NULL AS adaptation, a.authority, a.authority_name, a.version, a.number,
               a.removed, a.by_person AS person
          FROM adoption_rows a
         WHERE a.last = 1
        UNION ALL
        SELECT d.origin, d.resource, d.authority, d.authority_name, d.base, d.number, d.removed,
               d.person
          FROM adaptation_rows d
          JOIN resources o ON o.id = d.resource
          JOIN groups h ON h.id = o.group_id AND h.archived_at IS NULL) w
    ON w.authority = f.authority AND (w.person = $1 OR f.coordinator = 1)
  JOIN resources r ON r.id = w.resource
  JOIN groups g ON g.id = r.group_id AND g.archived_at IS NULL
  JOIN versions c
    ON c.resource = w.resource AND c.removed_at IS NULL AND c.id <> w.version
   AND c.number = (SELECT max(n.number) FROM versions n
                    WHERE n.resource = w.resource AND n.removed_at IS NULL)
 WHERE f.person = $1 AND f.until_at IS NULL
 ORDER BY c.released_at DESC, w.resource, w.authority, w.adaptation
)sql";

struct VersionNow {
    ResourceId resource;
    GroupId group_id;
    std::optional<Number> number;
    bool removed = false;
};
BOOST_DESCRIBE_STRUCT(VersionNow, (), (resource, group_id, number, removed))

Result<void> can_be_adopted(VersionNow const& version)
{
    if (version.removed) {
        return conflict("This version was removed.");
    }
    if (!version.number) {
        return conflict("This version is a draft. It can be adopted when it is released.");
    }
    return {};
}

/// Who says what about which resource, for which authority.
struct Said {
    GroupId group;
    ResourceId resource;
    AuthorityId authority;
    std::optional<VersionId> version; ///< nothing when it uses none any more
    std::optional<VersionId> about;   ///< that its entry is about
    AuthorityId by_authority;
    std::string_view words;
};

void say(Change& change, Actor const& actor, Said const& said)
{
    auto const kind =
        said.version ? feeds::EntryKind::version_adopted : feeds::EntryKind::adoption_ended;
    auto const entry = write_library_entry(change, actor.person, kind,
                                           {.group = said.group,
                                            .resource = said.resource,
                                            .version = said.about,
                                            .authority = said.by_authority});
    change.put(insert_adoption, said.resource, entry, said.authority, said.version, actor.person,
               said.by_authority, change.now(), said.words);
}

bool speaks_for_closed(Read& read, PersonId person, GroupId group,
                       std::optional<AuthorityId> authority)
{
    if (!authority || read.number(count_closed, *authority) == 0) {
        return false;
    }
    auto const standing = standing_in(read, person, group);
    return standing && standing->facilitates();
}

} // namespace

Result<library::AdoptionGrid> adoptions_of(Read& read, Actor const&,
                                           library::Adoptions const& request)
{
    auto const group = read.row<GroupId>(select_group, request.resource);
    if (!group) {
        return not_found();
    }
    return library::AdoptionGrid{
        .adoptions = read.rows<library::Adoption>(select_standing, request.resource),
        .before =
            read.rows<library::Adoption>(select_before, request.resource, library::adoptions_told),
        .entry = last_number(read, feeds_of(read, *group).feed)};
}

Result<Done> adopt_version(Change& change, Actor const& actor, library::AdoptVersion const& request)
{
    auto const version = change.row<VersionNow>(select_version, request.version);
    if (!version) {
        return not_found();
    }
    if (auto const may = can_be_adopted(*version); may.has_error()) {
        return may.error();
    }
    auto const seat =
        speaking_as_member(change, actor.person, version->group_id, request.authority);
    if (seat.has_error()) {
        return seat.error();
    }
    auto const authority = seat->authority;
    auto const used = change.row<VersionId>(select_used, version->resource, authority);
    if (used != request.version) {
        say(change, actor,
            {.group = version->group_id,
             .resource = version->resource,
             .authority = authority,
             .version = request.version,
             .about = request.version,
             .by_authority = authority,
             .words = request.note.value});
    }
    return Done{};
}

Result<Done> end_adoption(Change& change, Actor const& actor, library::EndAdoption const& request)
{
    auto const group = change.row<GroupId>(select_group, request.resource);
    if (!group) {
        return not_found();
    }
    auto const for_closed = speaks_for_closed(change, actor.person, *group, request.authority);
    auto const by = speaking_as_member(change, actor.person, *group,
                                       for_closed ? std::nullopt : request.authority);
    if (by.has_error()) {
        return by.error();
    }
    auto const authority = for_closed ? *request.authority : by->authority;
    auto const used = change.row<VersionId>(select_used, request.resource, authority);
    if (used) {
        say(change, actor,
            {.group = *group,
             .resource = request.resource,
             .authority = authority,
             .version = {},
             .about = used,
             .by_authority = by->authority,
             .words = request.why.value});
    }
    return Done{};
}

std::vector<home::NewerVersion> newer_versions(Read& read, PersonId person)
{
    return read.rows<home::NewerVersion>(select_newer, person);
}

void erase_adoption_words(Change& change, PersonId person)
{
    change.put(update_words, person);
}

} // namespace folkmoot::storage
