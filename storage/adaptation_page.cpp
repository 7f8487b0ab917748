// What a resource was made from, and what was made from it.

#include "storage/adapting.hpp"
#include "storage/feeds.hpp"
#include "storage/known_versions.hpp"
#include "storage/seats.hpp"

namespace folkmoot::storage {

namespace {

constexpr Sql select_group = R"sql(
SELECT group_id FROM resources WHERE id = $1
)sql";

constexpr Sql select_credit = R"sql(
SELECT w.origin AS resource, o.group_id, o.title, u.short_name AS authority_name, w.base, w.number,
       w.removed, w.behind
  FROM adaptation_rows w
  JOIN resources o ON o.id = w.origin
  JOIN authority_rows u ON u.authority = o.authority
 WHERE w.resource = $1
)sql";

constexpr Sql select_adapted = R"sql(
SELECT w.resource, w.group_id, w.title, w.authority, w.authority_name, w.closed, w.number,
       w.removed, w.behind, w.at
  FROM adaptation_rows w
 WHERE w.origin = $1
 ORDER BY w.authority_name, w.resource
)sql";

constexpr Sql select_catch_ups = R"sql(
SELECT a.entry, v.number, a.version, a.person AS by_person,
       CASE WHEN p.ended_at IS NULL THEN p.name ELSE '' END AS by_name, a.by_authority,
       COALESCE((SELECT n.short_name FROM authority_names n
                  WHERE n.authority = a.by_authority AND n.from_at <= a.at
                  ORDER BY n.from_at DESC LIMIT 1), '') AS by_authority_name,
       0 AS by_guest, a.at, CASE WHEN a.undone_at IS NULL THEN 0 ELSE 1 END AS undone
  FROM adaptations a
  JOIN versions v ON v.id = a.base
  JOIN people p ON p.id = a.person
 WHERE a.resource = $1
 ORDER BY a.entry DESC
 LIMIT $2
)sql";

constexpr Sql select_changes = R"sql(
SELECT kind, before, after, fate FROM origin_changes
 WHERE resource = $1 AND entry = $2
 ORDER BY place
)sql";

// What somebody would go on from: the current version, or a draft that came after it was released.
constexpr Sql select_ours = R"sql(
SELECT v.id AS version, v.sha256, v.file_size AS size, v.file_name AS name
  FROM versions v
 WHERE v.resource = $1 AND v.removed_at IS NULL
 ORDER BY COALESCE(v.released_at, v.at) DESC, v.id DESC
 LIMIT 1
)sql";

constexpr Sql select_theirs = R"sql(
SELECT v.id AS version, v.sha256, v.file_size AS size, v.file_name AS name
  FROM versions v
 WHERE v.resource = $1 AND v.removed_at IS NULL AND v.number IS NOT NULL
 ORDER BY v.number DESC
 LIMIT 1
)sql";

constexpr Sql select_base = R"sql(
SELECT v.id AS version, v.sha256, v.file_size AS size, v.file_name AS name
  FROM versions v
 WHERE v.id = $1
)sql";

constexpr Sql select_now = R"sql(
SELECT w.origin, w.base, w.group_id FROM adaptation_rows w WHERE w.resource = $1
)sql";

struct RestsOn {
    ResourceId origin;
    VersionId base;
    GroupId group_id;
};
BOOST_DESCRIBE_STRUCT(RestsOn, (), (origin, base, group_id))

/// A version; a link and a removed one have no file.
struct FileRow {
    VersionId version;
    std::optional<std::string> sha256;
    std::optional<std::int64_t> size;
    std::optional<std::string> name;
};
BOOST_DESCRIBE_STRUCT(FileRow, (), (version, sha256, size, name))

struct CreditRow {
    ResourceId resource;
    GroupId group_id;
    std::string title;
    std::string authority_name;
    VersionId base;
    Number number = 0;
    bool removed = false;
    Count behind = 0;
};
BOOST_DESCRIBE_STRUCT(CreditRow, (),
                      (resource, group_id, title, authority_name, base, number, removed, behind))

struct AdaptedRow {
    ResourceId resource;
    GroupId group_id;
    std::string title;
    AuthorityId authority;
    std::string authority_name;
    bool closed = false;
    Number number = 0;
    bool removed = false;
    Count behind = 0;
    Instant at;
};
BOOST_DESCRIBE_STRUCT(AdaptedRow, (),
                      (resource, group_id, title, authority, authority_name, closed, number,
                       removed, behind, at))

std::vector<library::Credit> credits_of(Read& read, Readable& readable, ResourceId resource)
{
    std::vector<library::Credit> credits;
    while (std::ssize(credits) < library::credits_max) {
        auto row = read.row<CreditRow>(select_credit, resource);
        if (!row) {
            break;
        }
        bool const known = readable(row->group_id);
        credits.push_back({.resource = row->resource,
                           .title = std::move(row->title),
                           .authority_name = std::move(row->authority_name),
                           .base = row->base,
                           .number = row->number,
                           .readable = known,
                           .removed = known && row->removed,
                           .behind = known ? row->behind : 0});
        resource = row->resource;
    }
    return credits;
}

std::vector<library::Adapted> adapted_from(Read& read, Readable& readable, ResourceId resource)
{
    std::vector<library::Adapted> adapted;
    for (auto& row : read.rows<AdaptedRow>(select_adapted, resource)) {
        bool const known = readable(row.group_id);
        adapted.push_back({.resource = known ? std::optional{row.resource} : std::nullopt,
                           .title = known ? std::move(row.title) : std::string{},
                           .authority = row.authority,
                           .authority_name = std::move(row.authority_name),
                           .closed = row.closed,
                           .number = row.number,
                           .removed = row.removed,
                           .behind = row.behind,
                           .at = row.at});
    }
    return adapted;
}

std::vector<library::CatchUp> catch_ups_of(Read& read, ResourceId resource)
{
    auto catch_ups =
        read.rows<library::CatchUp>(select_catch_ups, resource, library::catch_ups_told);
    for (auto& one : catch_ups) {
        one.changes = read.rows<library::SettledChange>(select_changes, resource, one.entry);
    }
    return catch_ups;
}

std::optional<MergedFile> merged_file(std::optional<FileRow> row)
{
    if (!row || !row->sha256) {
        return std::nullopt;
    }
    return MergedFile{row->version, *std::move(row->sha256), row->size.value_or(0),
                      std::move(row->name).value_or("")};
}

} // namespace

Result<FilesToMerge> files_to_merge(Read& read, ResourceId adaptation)
{
    auto const now = read.row<RestsOn>(select_now, adaptation);
    if (!now) {
        return not_found();
    }
    FilesToMerge files{.group = now->group_id};
    auto base = merged_file(read.row<FileRow>(select_base, now->base));
    auto ours = merged_file(read.row<FileRow>(select_ours, adaptation));
    auto theirs = merged_file(read.row<FileRow>(select_theirs, now->origin));
    if (theirs && theirs->version == now->base) {
        files.state = library::MergeState::caught_up;
    } else if (!base || !ours || !theirs) {
        files.state = library::MergeState::removed;
    } else {
        files.base = *std::move(base);
        files.ours = *std::move(ours);
        files.theirs = *std::move(theirs);
    }
    return files;
}

Result<library::AdaptationPage> adaptation_page(Read& read, Actor const& actor,
                                                library::ShowAdaptation const& request)
{
    auto const group = read.row<GroupId>(select_group, request.resource);
    if (!group) {
        return not_found();
    }
    Readable readable{read, actor.person};
    return library::AdaptationPage{.credits = credits_of(read, readable, request.resource),
                                   .adaptations = adapted_from(read, readable, request.resource),
                                   .catch_ups = catch_ups_of(read, request.resource),
                                   .entry = last_number(read, feeds_of(read, *group).feed)};
}

} // namespace folkmoot::storage
