#include "storage/group_rows.hpp"

#include "storage/forum_rows.hpp"
#include "storage/required.hpp"

namespace folkmoot::storage {

namespace {

constexpr Sql select_group_row = R"sql(
SELECT g.id AS "group", g.name, g.purpose, g.kind,
       CASE WHEN g.archived_at IS NULL THEN 0 ELSE 1 END AS archived,
       NULL AS role,
       (SELECT count(DISTINCT s.person) FROM seats s
         WHERE s.group_id = g.id AND s.until_at IS NULL) AS members,
       (SELECT count(DISTINCT s.authority) FROM seats s
         WHERE s.group_id = g.id AND s.until_at IS NULL) AS authorities,
       0 AS unread,
       CASE WHEN EXISTS (SELECT 1 FROM join_requests j
                          WHERE j.group_id = g.id AND j.person = $2 AND j.decided_at IS NULL)
            THEN 1 ELSE 0 END AS asked
  FROM groups g
 WHERE g.id = $1
)sql";

} // namespace

groups::GroupRow group_row(Read& read, PersonId person, Standing const& standing)
{
    auto row = required(read.row<groups::GroupRow>(select_group_row, standing.group_id, person));
    row.role = standing.role;
    if (!standing.sees_seats()) {
        row.members = 0;
        row.authorities = 0;
    }
    if (standing.role) {
        row.unread = unread_in(read, person, standing.group_id);
    }
    return row;
}

} // namespace folkmoot::storage
