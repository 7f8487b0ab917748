#include "storage/here.hpp"

#include "storage/permission.hpp"

namespace folkmoot::storage {

namespace {

constexpr Sql select_feed = R"sql(
SELECT feed FROM groups WHERE id = $1
)sql";

constexpr Sql select_seated = R"sql(
SELECT DISTINCT s.person, p.name, p.shows_here AS shows
  FROM seats s
  JOIN people p ON p.id = s.person
 WHERE s.group_id = $1 AND s.until_at IS NULL AND p.ended_at IS NULL
)sql";

constexpr Sql count_showing = R"sql(
SELECT count(*)
  FROM sign_ins s
  JOIN people p ON p.id = s.person
 WHERE s.id = $1 AND s.person = $2 AND s.kind = 'browser' AND p.shows_here = 1
)sql";

struct Seated {
    PersonId person;
    std::string name;
    bool shows = false;
};
BOOST_DESCRIBE_STRUCT(Seated, (), (person, name, shows))

} // namespace

GroupHere group_here(Read& read, GroupId group, std::vector<Actor> const& askers,
                     PeopleSet const& here)
{
    GroupHere all;
    all.feed = read.row<FeedId>(select_feed, group).value_or(FeedId{});
    for (auto const& asker : askers) {
        all.may.push_back(may_see_seats(read, asker, group));
    }
    for (auto& one : read.rows<Seated>(select_seated, group)) {
        all.seated.push_back(one.person);
        if (one.shows && here.contains(one.person)) {
            all.showing.push_back({one.person, std::move(one.name)});
        }
    }
    return all;
}

bool shows_here(Read& read, Actor const& actor)
{
    return read.number(count_showing, actor.sign_in, actor.person) > 0;
}

} // namespace folkmoot::storage
