#include "storage/library_rows.hpp"

namespace folkmoot::storage {

namespace {

constexpr Sql select_resource = R"sql(
SELECT r.* FROM resource_rows r WHERE r.resource = $1
)sql";

constexpr Sql select_version = R"sql(
SELECT r.*, r.version AS code FROM version_rows r WHERE r.version = $1
)sql";

constexpr Sql select_labels = R"sql(
SELECT l.id
  FROM resource_labels t
  JOIN labels l ON l.id = t.label
 WHERE t.resource = $1
 ORDER BY l.folded
)sql";

} // namespace

void fill(Read& read, library::ResourceRow& resource)
{
    resource.labels = read.rows<LabelId>(select_labels, resource.resource);
}

std::optional<library::ResourceRow> resource_row(Read& read, ResourceId resource)
{
    auto row = read.row<library::ResourceRow>(select_resource, resource);
    if (row) {
        fill(read, *row);
    }
    return row;
}

std::optional<library::VersionRow> version_row(Read& read, VersionId version)
{
    return read.row<library::VersionRow>(select_version, version);
}

} // namespace folkmoot::storage
