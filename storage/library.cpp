#include "storage/library.hpp"

#include "storage/feeds.hpp"
#include "storage/library_rows.hpp"
#include "storage/seats.hpp"

#include <algorithm>

namespace folkmoot::storage {

namespace {

constexpr Sql select_resources = R"sql(
SELECT w.*
  FROM resources r
  JOIN resource_rows w ON w.resource = r.id
 WHERE r.group_id = $1
   AND (r.folded > $2 OR (r.folded = $2 AND r.id > $3))
   AND ($4 = '' OR r.kind = $4)
   AND ($5 = 0 OR EXISTS (SELECT 1 FROM resource_labels l WHERE l.resource = r.id AND l.label = $6))
   AND ($7 = 0 OR r.review_on <= $8)
 ORDER BY r.folded, r.id
 LIMIT $9
)sql";

constexpr Sql select_key = R"sql(
SELECT folded, id FROM resources WHERE id = $1 AND group_id = $2
)sql";

constexpr Sql select_versions = R"sql(
SELECT w.*, w.version AS code
  FROM versions v
  JOIN version_rows w ON w.version = v.id
 WHERE v.resource = $1
 ORDER BY CASE WHEN v.number IS NULL THEN 0 ELSE 1 END, v.number DESC, v.at DESC, v.id DESC
)sql";
constexpr Sql upsert_seen = R"sql(
INSERT INTO group_reading (person, group_id, entry, library_entry) VALUES ($1, $2, 0, $3)
ON CONFLICT (person, group_id) DO UPDATE SET library_entry = excluded.library_entry
 WHERE excluded.library_entry > group_reading.library_entry
)sql";

/// A resource's place in the list of its group.
struct Key {
    std::string folded;
    ResourceId id;
};
BOOST_DESCRIBE_STRUCT(Key, (), (folded, id))

} // namespace

Result<library::ResourceList> resources_of(Read& read, Actor const&,
                                           library::Resources const& request)
{
    Key after;
    if (request.after) {
        auto const key = read.row<Key>(select_key, *request.after, request.group);
        if (!key) {
            return not_found();
        }
        after = *key;
    }
    auto const kind =
        request.kind ? boost::describe::enum_to_string(*request.kind, "") : std::string_view{};
    auto rows = read.rows<library::ResourceRow>(
        select_resources, request.group, after.folded, after.id, kind, request.label.has_value(),
        request.label.value_or(LabelId{}), request.review_by.has_value(),
        request.review_by.value_or(Day{}), library::resources_page + 1);
    library::ResourceList list;
    list.more = std::ssize(rows) > library::resources_page;
    rows.resize(std::min<std::size_t>(rows.size(), library::resources_page));
    for (auto& row : rows) {
        fill(read, row);
    }
    list.resources = std::move(rows);
    return list;
}

Result<library::ResourcePage> resource_page(Read& read, Actor const&,
                                            library::ShowResource const& request)
{
    auto resource = resource_row(read, request.resource);
    if (!resource) {
        return not_found();
    }
    library::ResourcePage page;
    page.versions = read.rows<library::VersionRow>(select_versions, request.resource);
    page.entry = last_number(read, feeds_of(read, resource->group).feed);
    page.resource = *std::move(resource);
    return page;
}

Result<Done> mark_library_seen(Change& change, Actor const& actor, library::MarkSeen const& request)
{
    auto const last = last_number(change, feeds_of(change, request.group).feed);
    change.run(upsert_seen, actor.person, request.group,
               std::clamp<Number>(request.entry, 0, last));
    return Done{};
}

} // namespace folkmoot::storage
