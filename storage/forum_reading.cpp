// How one person follows topics and how far they have read; nothing here is an entry of a feed.

#include "storage/feeds.hpp"
#include "storage/forum.hpp"
#include "storage/seats.hpp"

#include <algorithm>

namespace folkmoot::storage {

namespace {

constexpr Sql delete_following = R"sql(
DELETE FROM following WHERE person = $1 AND topic = $2
)sql";

constexpr Sql upsert_following = R"sql(
INSERT INTO following (person, topic, how) VALUES ($1, $2, $3)
ON CONFLICT (person, topic) DO UPDATE SET how = excluded.how
)sql";

constexpr Sql select_extent = R"sql(
SELECT group_id, posts FROM topics WHERE id = $1
)sql";

constexpr Sql upsert_reading = R"sql(
INSERT INTO reading (person, topic, number, at) VALUES ($1, $2, $3, $4)
ON CONFLICT (person, topic) DO UPDATE SET number = excluded.number, at = excluded.at
 WHERE excluded.number > reading.number
)sql";

constexpr Sql upsert_read_at = R"sql(
INSERT INTO group_reading (person, group_id, entry, read_at) VALUES ($1, $2, 0, $3)
ON CONFLICT (person, group_id) DO UPDATE SET read_at = excluded.read_at
)sql";

constexpr Sql upsert_group_reading = R"sql(
INSERT INTO group_reading (person, group_id, entry) VALUES ($1, $2, $3)
ON CONFLICT (person, group_id) DO UPDATE SET entry = excluded.entry
 WHERE excluded.entry > group_reading.entry
)sql";

struct Extent {
    GroupId group_id;
    Count posts = 0;
};
BOOST_DESCRIBE_STRUCT(Extent, (), (group_id, posts))

} // namespace

Result<Done> follow(Change& change, Actor const& actor, forum::Follow const& request)
{
    if (request.following == forum::Following::plain) {
        change.run(delete_following, actor.person, request.topic);
    } else {
        change.run(upsert_following, actor.person, request.topic, request.following);
    }
    return Done{};
}

Result<Done> mark_read(Change& change, Actor const& actor, forum::MarkRead const& request)
{
    auto const topic = change.row<Extent>(select_extent, request.topic);
    if (!topic) {
        return not_found();
    }
    auto const number = std::min(request.number, topic->posts);
    if (number < 1) {
        return Done{};
    }
    change.run(upsert_reading, actor.person, request.topic, number, change.now());
    change.run(upsert_read_at, actor.person, topic->group_id, change.now());
    return Done{};
}

Result<Done> mark_group_read(Change& change, Actor const& actor,
                             forum::MarkGroupRead const& request)
{
    auto const last = last_number(change, feeds_of(change, request.group).feed);
    auto const entry = std::clamp<Number>(request.entry, 0, last);
    change.run(upsert_group_reading, actor.person, request.group, entry);
    change.run(upsert_read_at, actor.person, request.group, change.now());
    return Done{};
}

} // namespace folkmoot::storage
