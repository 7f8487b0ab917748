#include "storage/known_versions.hpp"

#include "storage/library_rows.hpp"
#include "storage/standing.hpp"

namespace folkmoot::storage {

namespace {

constexpr Sql select_by_content = R"sql(
SELECT v.id AS version, v.resource, r.group_id
  FROM versions v
  JOIN resources r ON r.id = v.resource
 WHERE v.sha256 = $1
 ORDER BY v.at DESC, v.id DESC
)sql";

constexpr Sql select_group_name = R"sql(
SELECT name FROM groups WHERE id = $1
)sql";

constexpr Sql select_superseded_at = R"sql(
SELECT min(n.released_at) FROM versions v JOIN versions n ON n.resource = v.resource
 WHERE v.id = $1 AND n.number > v.number
)sql";

} // namespace

std::vector<FoundVersion> versions_of_content(Read& read, std::string_view sha256)
{
    return read.rows<FoundVersion>(select_by_content, sha256);
}

library::KnownVersion known_version(Read& read, FoundVersion const& found, library::SameBy by)
{
    auto resource = resource_row(read, found.resource);
    auto version = version_row(read, found.version);
    return {.by = by,
            .likeness = {},
            .resource = std::move(resource).value(),
            .group_name = read.row<std::string>(select_group_name, found.group_id).value_or(""),
            .version = std::move(version).value(),
            .superseded_at = read.row<std::optional<Instant>>(select_superseded_at, found.version)
                                 .value_or(std::nullopt)};
}

bool Readable::operator()(GroupId group)
{
    auto const [place, is_new] = known_.try_emplace(group, false);
    if (is_new) {
        auto const standing = standing_in(read_, person_, group);
        place->second = standing && standing->reads();
    }
    return place->second;
}

} // namespace folkmoot::storage
