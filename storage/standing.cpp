#include "storage/standing.hpp"

namespace folkmoot::storage {

namespace {

constexpr Sql select_standing = R"sql(
SELECT group_id, feed, desk, kind, archived, administrator, role, guest
  FROM standings WHERE person = $1 AND group_id = $2
)sql";

constexpr Sql select_standings = R"sql(
SELECT group_id, feed, desk, kind, archived, administrator, role, guest
  FROM standings WHERE person = $1
)sql";

constexpr Sql count_seats_not_guests = R"sql(
SELECT count(*) FROM seats WHERE person = $1 AND until_at IS NULL AND role <> 'guest'
)sql";

constexpr Sql count_seats_as_guest = R"sql(
SELECT count(*) FROM seats WHERE person = $1 AND role = 'guest'
)sql";

constexpr Sql count_administrators = R"sql(
SELECT count(*) FROM people WHERE id = $1 AND administrator = 1 AND ended_at IS NULL
)sql";

constexpr Sql count_shared_groups = R"sql(
SELECT count(*) FROM seats mine
  JOIN seats theirs ON theirs.group_id = mine.group_id
 WHERE mine.person = $1 AND mine.until_at IS NULL
   AND theirs.person = $2 AND theirs.until_at IS NULL
)sql";

constexpr Sql select_coordinator = R"sql(
SELECT coordinator FROM affiliations
 WHERE person = $1 AND authority = $2 AND until_at IS NULL
)sql";

} // namespace

Asked<Standing> ask_standing_in(Read& read, PersonId person, GroupId group)
{
    return read.ask<Standing>(select_standing, person, group);
}

std::optional<Standing> standing_in(Read& read, PersonId person, GroupId group)
{
    return ask_standing_in(read, person, group).row();
}

std::vector<Standing> standings_of(Read& read, PersonId person)
{
    return read.rows<Standing>(select_standings, person);
}

bool is_guest(Read& read, PersonId person)
{
    return read.number(count_seats_as_guest, person) > 0 &&
           read.number(count_seats_not_guests, person) == 0;
}

bool is_administrator(Read& read, PersonId person)
{
    return read.number(count_administrators, person) > 0;
}

bool share_a_group(Read& read, PersonId one, PersonId other)
{
    return read.number(count_shared_groups, one, other) > 0;
}

bool belongs_to(Read& read, PersonId person, AuthorityId authority)
{
    return read.row<bool>(select_coordinator, person, authority).has_value();
}

bool coordinates(Read& read, PersonId person, AuthorityId authority)
{
    return read.row<bool>(select_coordinator, person, authority).value_or(false);
}

} // namespace folkmoot::storage
