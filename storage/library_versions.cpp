// Versions of a resource: from draft to current to superseded, and removed.

#include "storage/adapting.hpp"
#include "storage/adopting.hpp"
#include "storage/erasure.hpp"
#include "storage/file_texts.hpp"
#include "storage/library.hpp"
#include "storage/library_entries.hpp"
#include "storage/permission.hpp"
#include "storage/release_letters.hpp"
#include "storage/required.hpp"
#include "storage/uploads.hpp"
#include "storage/version_files.hpp"

namespace folkmoot::storage {

BOOST_DESCRIBE_STRUCT(VersionFile, (), (sha256, size, name, type, number, state))

namespace {

constexpr Sql insert_row = R"sql(
INSERT INTO versions (id, resource, base, author, authority, as_guest, at, changed, link, sha256,
                      file_name, file_size)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
)sql";

constexpr Sql select_group = R"sql(
SELECT group_id FROM resources WHERE id = $1
)sql";

constexpr Sql count_base = R"sql(
SELECT count(*) FROM versions WHERE id = $1 AND resource = $2 AND removed_at IS NULL
)sql";

constexpr Sql count_drafts = R"sql(
SELECT count(*) FROM versions
 WHERE resource = $1 AND number IS NULL AND removed_at IS NULL
)sql";

constexpr Sql select_version = R"sql(
SELECT v.resource, r.group_id, r.revision, v.author, v.authority, v.number,
       CASE WHEN v.removed_at IS NULL THEN 0 ELSE 1 END AS removed
  FROM versions v
  JOIN resources r ON r.id = v.resource
 WHERE v.id = $1
)sql";

constexpr Sql select_next_number = R"sql(
SELECT COALESCE(max(number), 0) + 1 FROM versions WHERE resource = $1
)sql";

constexpr Sql update_released = R"sql(
UPDATE versions SET number = $2, released_at = $3, released_by = $4, released_by_authority = $5,
                    released_by_guest = $6, note = $7
 WHERE id = $1
)sql";

constexpr Sql update_review = R"sql(
UPDATE resources SET review_on = $2, revision = revision + 1 WHERE id = $1
)sql";

constexpr Sql update_revision = R"sql(
UPDATE resources SET revision = revision + 1 WHERE id = $1 RETURNING revision
)sql";

constexpr Sql update_removed = R"sql(
UPDATE versions SET changed = '', link = '', sha256 = NULL, file_name = NULL, file_size = NULL,
                    note = '', removed_at = $2, removed_by = $3,
                    removed_by_authority = $4, removed_by_guest = $5, removed_why = $6
 WHERE id = $1
)sql";

constexpr Sql select_versions_of = R"sql(
SELECT id FROM versions WHERE author = $1 AND removed_at IS NULL ORDER BY at, id
)sql";

constexpr Sql select_resources_of = R"sql(
SELECT id AS resource, group_id, authority FROM resources WHERE author = $1 ORDER BY at, id
)sql";

constexpr Sql update_erased = R"sql(
UPDATE resources SET title = 'Erased', folded = 'erased', summary = '', audience = '', licence = '',
                     revision = revision + 1
 WHERE id = $1
)sql";

constexpr Sql select_file = R"sql(
SELECT v.sha256, v.file_size AS size, v.file_name AS name, '' AS type, v.number,
       w.state
  FROM versions v
  JOIN version_rows w ON w.version = v.id
 WHERE v.id = $1 AND v.sha256 IS NOT NULL AND v.removed_at IS NULL
)sql";

constexpr Sql select_noted_by = R"sql(
SELECT DISTINCT r.id AS resource, r.group_id, v.released_by_authority AS authority
  FROM versions v
  JOIN resources r ON r.id = v.resource
 WHERE v.released_by = $1 AND v.note <> '' AND r.author <> $1
)sql";

constexpr Sql select_content = R"sql(
SELECT sha256 FROM versions WHERE id = $1 AND sha256 IS NOT NULL
)sql";

constexpr Sql select_content_of = R"sql(
SELECT link, sha256, file_name, file_size FROM versions WHERE id = $1 AND removed_at IS NULL
)sql";

constexpr Sql update_notes = R"sql(
UPDATE versions SET note = '' WHERE released_by = $1
)sql";

struct VersionNow {
    ResourceId resource;
    GroupId group_id;
    Revision revision = 0; ///< of the resource
    PersonId author;
    AuthorityId authority;
    std::optional<Number> number;
    bool removed = false;

    AboutResource about(VersionId version, AuthorityId for_whom) const
    {
        return {.group = group_id, .resource = resource, .version = version, .authority = for_whom};
    }
};
BOOST_DESCRIBE_STRUCT(VersionNow, (),
                      (resource, group_id, revision, author, authority, number, removed))

struct ResourcePlace {
    ResourceId resource;
    GroupId group_id;
    AuthorityId authority;
};
BOOST_DESCRIBE_STRUCT(ResourcePlace, (), (resource, group_id, authority))

Result<void> may_wait(Read& read, library::AddVersion const& request)
{
    if (request.base && read.number(count_base, *request.base, request.resource) == 0) {
        return invalid("base", "This is no version of the resource, or it was removed.");
    }
    if (read.number(count_drafts, request.resource) >= library::drafts_max) {
        return too_many("50 drafts of this resource wait. Release or remove some first.");
    }
    return {};
}

/// Whoever shows or searches it looks again.
void tell_changed(Change& change, PersonId person, ResourcePlace const& place)
{
    write_library_entry(change, person, feeds::EntryKind::resource_changed,
                        {.group = place.group_id,
                         .resource = place.resource,
                         .version = {},
                         .authority = place.authority});
}

Result<void> is_draft(VersionNow const& version, Revision looked_at)
{
    if (version.removed) {
        return conflict("This version was removed.");
    }
    if (version.number) {
        return conflict("This version was released already.");
    }
    if (version.revision != looked_at) {
        return conflict("The resource was changed since you looked.");
    }
    return {};
}

/// Takes what it holds, and all that was read out of it or is listed of its words.
void empty(Change& change, VersionId version, PersonId by, AuthorityId authority, bool as_guest,
           std::string_view why)
{
    auto const content = change.row<std::string>(select_content, version);
    change.put(update_removed, version, change.now(), by, authority, as_guest, why);
    if (content) {
        forget_text(change, *content);
    }
    forget_origin_changes(change, version);
}

/// A link or a file.
struct Content {
    std::string link;
    std::optional<std::string> sha256;
    std::optional<std::string> file_name;
    std::optional<std::int64_t> file_size;
};
BOOST_DESCRIBE_STRUCT(Content, (), (link, sha256, file_name, file_size))

Result<Content> content_of(Change& change, Actor const& actor, NewVersion const& version)
{
    auto const& [link, upload, copy_of] = version.is;
    if (copy_of) {
        return required(change.row<Content>(select_content_of, *copy_of));
    }
    if (link.has_value() == upload.has_value()) {
        return invalid("link", "A version is a link or a file: name one of link and upload.");
    }
    if (link) {
        return Content{link->value, {}, {}, {}};
    }
    auto file = take_upload(change, actor, version.group, *upload);
    if (file.has_error()) {
        return file.error();
    }
    return Content{{}, std::move(file->sha256), std::move(file->name), file->size};
}

} // namespace

Result<void> insert_version(Change& change, Actor const& actor, Speaking const& seat,
                            NewVersion const& version)
{
    auto content = content_of(change, actor, version);
    if (content.has_error()) {
        return content.error();
    }
    change.put(insert_row, version.version, version.resource, version.base, actor.person,
               seat.authority, seat.as_guest(), change.now(), version.changed, content->link,
               content->sha256, content->file_name, content->file_size);
    return {};
}

Result<library::VersionAdded> add_version(Change& change, Actor const& actor,
                                          library::AddVersion const& request)
{
    auto const group = change.row<GroupId>(select_group, request.resource);
    if (!group) {
        return not_found();
    }
    if (auto const may = may_wait(change, request); may.has_error()) {
        return may.error();
    }
    auto const seat = speaking(change, actor.person, *group, request.authority);
    if (seat.has_error()) {
        return seat.error();
    }
    auto const version = fresh_version(change);
    if (auto const made = insert_version(change, actor, *seat,
                                         {.version = version,
                                          .group = *group,
                                          .resource = request.resource,
                                          .base = request.base,
                                          .changed = request.changed.value,
                                          .is = {request.link, request.upload, {}}});
        made.has_error()) {
        return made.error();
    }
    auto const entry = write_library_entry(change, actor.person, feeds::EntryKind::version_added,
                                           {.group = *group,
                                            .resource = request.resource,
                                            .version = version,
                                            .authority = seat->authority});
    return library::VersionAdded{version, entry};
}

Result<library::Released> release_version(Change& change, Actor const& actor,
                                          library::ReleaseVersion const& request)
{
    auto const version = change.row<VersionNow>(select_version, request.version);
    if (!version) {
        return not_found();
    }
    if (auto const may = is_draft(*version, request.revision); may.has_error()) {
        return may.error();
    }
    auto const seat = speaking(change, actor.person, version->group_id, request.authority);
    if (seat.has_error()) {
        return seat.error();
    }
    auto const number = change.number(select_next_number, version->resource);
    change.put(update_released, request.version, number, change.now(), actor.person,
               seat->authority, seat->as_guest(), request.note);
    change.put(update_review, version->resource, request.review_on);
    auto const entry = write_library_entry(change, actor.person, feeds::EntryKind::version_released,
                                           version->about(request.version, seat->authority));
    queue_release_letters(change, request.version, actor.person);
    return library::Released{number, version->revision + 1, entry};
}

Result<Revision> take_version(Change& change, VersionTaken const& taken)
{
    auto const version = required(change.row<VersionNow>(select_version, taken.version));
    auto const may = not_held(change, {.person = version.author, .group = version.group_id});
    if (may.has_error()) {
        return may.error();
    }
    note_erasure(change, ErasureKind::version, taken.version);
    empty(change, taken.version, taken.by, taken.seat.authority, taken.seat.as_guest(), taken.why);
    auto const revision = change.number(update_revision, version.resource);
    write_library_entry(change, taken.by, feeds::EntryKind::version_removed,
                        version.about(taken.version, taken.seat.authority));
    return revision;
}

Result<people::Revised> remove_version(Change& change, Actor const& actor,
                                       library::RemoveVersion const& request)
{
    auto const version = change.row<VersionNow>(select_version, request.version);
    if (!version) {
        return not_found();
    }
    if (version->removed) {
        return people::Revised{version->revision};
    }
    auto const seat = speaking(change, actor.person, version->group_id, std::nullopt);
    if (seat.has_error()) {
        return seat.error();
    }
    auto const revision =
        take_version(change, {actor.person, *seat, request.version, request.why.value});
    if (revision.has_error()) {
        return revision.error();
    }
    return people::Revised{*revision};
}

bool erase_version(Change& change, VersionId version)
{
    auto const place = change.row<VersionNow>(select_version, version);
    if (!place || place->removed) {
        return false;
    }
    empty(change, version, place->author, place->authority, false, "");
    change.number(update_revision, place->resource);
    write_library_entry(change, place->author, feeds::EntryKind::version_removed,
                        place->about(version, place->authority));
    return true;
}

Result<VersionFile> file_of(Read& read, Actor const& actor, VersionId version)
{
    if (auto const may = may_read_version(read, actor, version); may.has_error()) {
        return may.error();
    }
    auto file = read.row<VersionFile>(select_file, version);
    if (!file) {
        return not_found();
    }
    return *std::move(file);
}

void erase_library_of(Change& change, PersonId person)
{
    for (auto const version : change.rows<VersionId>(select_versions_of, person)) {
        erase_version(change, version);
    }
    auto const noted = change.rows<ResourcePlace>(select_noted_by, person);
    change.put(update_notes, person);
    erase_adoption_words(change, person);
    for (auto const& place : noted) {
        change.number(update_revision, place.resource);
        tell_changed(change, person, place);
    }
    for (auto const& place : change.rows<ResourcePlace>(select_resources_of, person)) {
        change.put(update_erased, place.resource);
        tell_changed(change, person, place);
    }
}

} // namespace folkmoot::storage
