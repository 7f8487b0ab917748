// What counts as unread, and how read positions move.

#include "tests/storage/world.hpp"

using namespace folkmoot::tests;

namespace {

struct Reading {
    World world;
    Somebody facilitator = world.person("Facilitator", world.northmere);
    GroupId group = world.group(facilitator, groups::Kind::open);
    Somebody reader = world.member(group, "Reader", world.easthaven);

    TopicId topic(int replies = 0)
    {
        auto const topic = facilitator.starts(group, "Measures", "What?").value().topic;
        for (int number = 0; number < replies; ++number) {
            facilitator.replies(topic, "More").value();
        }
        return topic;
    }
    Number read_up_to(TopicId topic) { return reader.looks_at(topic).value().read_up_to; }
};

} // namespace

TEST_CASE("unread are the posts of others that one has not read")
{
    Reading reading;
    auto const topic = reading.topic(2);
    CHECK(reading.reader.unread(reading.group) == 3);
    CHECK(reading.facilitator.unread(reading.group) == 0);
    reading.reader.has_read(topic, 2).value();
    CHECK(reading.reader.unread(reading.group) == 1);
    CHECK(reading.read_up_to(topic) == 2);
    reading.reader.starts(reading.group, "Mine", "Not unread to me").value();
    CHECK(reading.reader.unread(reading.group) == 1);
    CHECK(reading.facilitator.unread(reading.group) == 1);
}

TEST_CASE("a read position never goes back nor past the last post")
{
    Reading reading;
    auto const topic = reading.topic(2);
    reading.reader.has_read(topic, 99).value();
    CHECK(reading.read_up_to(topic) == 3);
    reading.reader.has_read(topic, 1).value();
    CHECK(reading.read_up_to(topic) == 3);
    reading.facilitator.replies(topic, "Newer").value();
    CHECK(reading.reader.unread(reading.group) == 1);
}

TEST_CASE("reading a whole group up to an entry reads its topics, never goes back nor past the end")
{
    Reading reading;
    auto const topic = reading.topic(2);
    auto const entry = reading.reader.looks_at(topic).value().entry;
    reading.reader.has_read_all(reading.group, entry - 1).value();
    CHECK(reading.reader.unread(reading.group) == 1);
    CHECK(reading.read_up_to(topic) == 2);
    reading.reader.has_read_all(reading.group, 1'000'000).value();
    CHECK(reading.reader.unread(reading.group) == 0);
    CHECK(reading.read_up_to(topic) == 3);
    reading.reader.has_read_all(reading.group, 1).value();
    CHECK(reading.reader.unread(reading.group) == 0);
    reading.facilitator.replies(topic, "Newer").value();
    CHECK(reading.reader.unread(reading.group) == 1);
    CHECK(reading.read_up_to(topic) == 3);
}

TEST_CASE("what was there before somebody came is not unread to them")
{
    Reading reading;
    auto const topic = reading.topic(2);
    auto const late = reading.world.member(reading.group, "Late", reading.world.easthaven);
    CHECK(late.unread(reading.group) == 0);
    CHECK(late.looks_at(topic).value().read_up_to == 3);
    reading.facilitator.replies(topic, "Newer").value();
    CHECK(late.unread(reading.group) == 1);
}

TEST_CASE("nothing is unread in an open group where one has no seat")
{
    Reading reading;
    reading.topic(2);
    auto const passer = reading.world.person("Passer-by", reading.world.easthaven);
    CHECK(passer.unread(reading.group) == 0);
}

TEST_CASE("deleted posts and muted topics are not unread")
{
    Reading reading;
    auto const topic = reading.topic();
    auto const reply = reading.facilitator.replies(topic, "Gone soon").value();
    CHECK(reading.reader.unread(reading.group) == 2);
    reading.facilitator.deletes(reply.post).value();
    CHECK(reading.reader.unread(reading.group) == 1);
    reading.reader.follows(topic, forum::Following::mute).value();
    CHECK(reading.reader.unread(reading.group) == 0);
    reading.reader.follows(topic, forum::Following::plain).value();
    CHECK(reading.reader.unread(reading.group) == 1);
}

TEST_CASE("at most a hundred unread posts are counted")
{
    Reading reading;
    reading.topic(101);
    CHECK(reading.reader.unread(reading.group) == 100);
}

TEST_CASE("a reply reads up to itself when all before was read, and not otherwise")
{
    Reading reading;
    auto const topic = reading.topic(1);
    reading.reader.replies(topic, "Without reading").value();
    CHECK(reading.read_up_to(topic) == 0);
    CHECK(reading.reader.unread(reading.group) == 2);
    reading.reader.has_read(topic, 2).value();
    reading.reader.replies(topic, "Having read").value();
    CHECK(reading.read_up_to(topic) == 4);
}

TEST_CASE("who writes in a topic follows it, unless they muted it")
{
    Reading reading;
    auto const topic = reading.topic();
    auto const other = reading.topic();
    reading.reader.follows(other, forum::Following::mute).value();
    reading.reader.replies(topic, "Hello").value();
    reading.reader.replies(other, "Hello").value();
    CHECK(reading.reader.looks_at(topic).value().following == forum::Following::follow);
    CHECK(reading.reader.looks_at(other).value().following == forum::Following::mute);
}
