#include "tests/server/live_scene.hpp"

#include <algorithm>

using namespace folkmoot::server;
using namespace std::chrono_literals;
namespace feeds = folkmoot::protocol::feeds;
using Numbers = std::vector<Number>;

namespace {

auto const forum = id_of<FeedId>(1);
auto const desk = id_of<FeedId>(2);
constexpr int ada = 1;
constexpr int ben = 2;

RightChange ends(int person, FeedId feed)
{
    return {.kind = RightChange::Kind::feed_ended, .person = id_of<PersonId>(person), .feed = feed};
}
RightChange sign_in_ends(int person)
{
    return {.kind = RightChange::Kind::sign_in_ended,
            .person = id_of<PersonId>(person),
            .sign_in = id_of<SignInId>(person)};
}
RightChange closes_to_the_unseated(FeedId feed)
{
    return {.kind = RightChange::Kind::feed_ended, .feed = feed};
}

} // namespace

TEST_CASE("who follows a feed hears what is committed after the number that was answered, in order")
{
    Scene scene;
    scene.begins_seat(ada, forum);
    scene.commits_entries(forum, 3);
    auto const ear = scene.connects(ada);
    auto const list = scene.follows(ear, {forum});
    REQUIRE(list.feeds.size() == 1);
    CHECK(list.feeds[0].last == 3);

    scene.commits_entries(forum, 12); // more than a page of the reader
    scene.run_for_long();
    CHECK(ear->numbers(forum) == Numbers{4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15});
}

TEST_CASE("a feed one may not read is left out, and nothing of it is heard")
{
    Scene scene;
    scene.begins_seat(ada, forum);
    auto const ear = scene.connects(ada);
    CHECK(scene.follows(ear, {forum, desk}).feeds.size() == 1);
    scene.commits_entries(desk, 2);
    scene.run_for_long();
    CHECK(ear->heard.empty());
}

TEST_CASE("an entry committed while feeds.follow is under way is heard, wherever it falls")
{
    for (int moment = 0; moment < 4; ++moment) {
        CAPTURE(moment);
        Scene scene;
        scene.begins_seat(ada, forum);
        scene.commits_entries(forum, 1);
        auto const ear = scene.connects(ada);
        auto const answer = scene.asks_to_follow(ear, {forum});
        std::vector<std::function<void()>> const steps{
            [&] { scene.strand->run(); },
            [&] { scene.library->take_picture(); },
            [&] { scene.library->hand_back(); },
            [&] { scene.strand->run(); },
        };
        for (int step = 0; step < 4; ++step) {
            if (step == moment)
                scene.commits_entries(forum, 2);
            steps[static_cast<std::size_t>(step)]();
        }
        scene.run_for_long();
        REQUIRE(answer->has_value());
        auto const last = (***answer).feeds[0].last;
        CHECK(last == (moment <= 1 ? 3 : 1));
        CHECK(ear->numbers(forum) == (moment <= 1 ? Numbers{} : Numbers{2, 3}));
    }
}

TEST_CASE("following again goes on unbroken and answers what was sent last")
{
    Scene scene;
    scene.begins_seat(ada, forum);
    auto const ear = scene.connects(ada);
    scene.follows(ear, {forum});
    scene.commits_entries(forum, 2);
    scene.run();
    auto const again = scene.asks_to_follow(ear, {forum});
    scene.commits_entries(forum, 1);
    scene.run_for_long();
    CHECK((***again).feeds[0].last >= 2);
    CHECK(ear->numbers(forum) == Numbers{1, 2, 3});
}

TEST_CASE("from before the commit that ends a right nothing is heard, and then feeds.ended")
{
    Scene scene;
    scene.begins_seat(ada, forum);
    scene.begins_seat(ben, forum);
    auto const leaver = scene.connects(ada);
    auto const other = scene.connects(ben);
    scene.follows(leaver, {forum});
    scene.follows(other, {forum});

    scene.commits_entries(forum, 1); // being read while the right ends
    scene.strand->run();
    auto ending = scene.begins_ending(ends(ada, forum), {{forum, 2}});
    SUBCASE("read from a picture of before")
    {
        scene.run_for_long();
        CHECK(other->numbers(forum) == Numbers{1});
        ending.happens();
    }
    SUBCASE("read from a picture of after")
    {
        ending.happens();
        scene.run_for_long();
    }
    CHECK(leaver->heard.empty());

    ending.settles();
    scene.run_for_long();
    CHECK(leaver->numbers(forum).empty());
    CHECK(leaver->told_ended(forum));
    CHECK(other->numbers(forum) == Numbers{1, 2});
}

TEST_CASE("when the commit that would have ended a right fails, nothing is missing")
{
    Scene scene;
    scene.begins_seat(ada, forum);
    auto const ear = scene.connects(ada);
    scene.follows(ear, {forum});
    scene.commits_entries(forum, 2);
    auto ending = scene.begins_ending(ends(ada, forum));
    scene.run_for_long();
    CHECK(ear->heard.empty());
    ending.fails();
    scene.run_for_long();
    CHECK(ear->numbers(forum) == Numbers{1, 2});
    CHECK_FALSE(ear->told_ended(forum));
}

TEST_CASE("following while one's right ends is read again after it is settled")
{
    Scene scene;
    scene.begins_seat(ada, forum);
    auto const ear = scene.connects(ada);
    auto const answer = scene.asks_to_follow(ear, {forum});
    scene.strand->run();
    scene.library->take_picture(); // still holds the right
    auto ending = scene.begins_ending(ends(ada, forum));
    scene.run();
    CHECK_FALSE(answer->has_value());
    ending.happens();
    ending.settles();
    scene.run();
    REQUIRE(answer->has_value());
    CHECK((***answer).feeds.empty());
}

TEST_CASE("when an open group closes, those without a seat are told and those with one go on")
{
    Scene scene;
    scene.library->now.open.insert(forum);
    scene.begins_seat(ben, forum);
    auto const visitor = scene.connects(ada);
    auto const member = scene.connects(ben);
    scene.follows(visitor, {forum});
    scene.follows(member, {forum});

    auto ending = scene.begins_ending(closes_to_the_unseated(forum), {{forum, 1}});
    ending.happens();
    ending.settles();
    scene.run_for_long();
    CHECK(visitor->numbers(forum).empty());
    CHECK(visitor->told_ended(forum));
    CHECK(member->numbers(forum) == Numbers{1});
    CHECK_FALSE(member->told_ended(forum));
}

TEST_CASE("a right that ended and began again does not carry a follower over the gap")
{
    Scene scene;
    scene.library->now.open.insert(forum);
    auto const ear = scene.connects(ada);
    scene.follows(ear, {forum});
    scene.ends(closes_to_the_unseated(forum));
    scene.strand->run(); // the right is being asked for again
    scene.commits_entries(forum, 1);
    scene.begins_seat(ada, forum); // from 2 on
    scene.commits_entries(forum, 1);
    scene.run_for_long();
    CHECK(ear->numbers(forum).empty());
    CHECK(ear->told_ended(forum));
    CHECK(scene.follows(ear, {forum}).feeds[0].last == 2);
}

TEST_CASE("ending a sign-in closes its connections with 4001 and no others")
{
    Scene scene;
    scene.begins_seat(ada, forum);
    auto const here = scene.connects(ada);
    auto const elsewhere = std::make_shared<Ear>(Actor{id_of<PersonId>(ada), id_of<SignInId>(77)});
    scene.hub.join(elsewhere);
    scene.follows(here, {forum});
    scene.follows(elsewhere, {forum});
    auto ending = scene.begins_ending(sign_in_ends(ada), {{forum, 1}});
    ending.happens();
    ending.settles();
    scene.run_for_long();
    CHECK(here->closed == feeds::close_sign_in_ended);
    CHECK(here->heard.empty());
    CHECK(elsewhere->closed == 0);
    CHECK(elsewhere->numbers(forum) == Numbers{1});
}

TEST_CASE("from before the commit that ends a sign-in its connections hear nothing")
{
    Scene scene;
    scene.begins_seat(ada, forum);
    auto const ear = scene.connects(ada);
    scene.follows(ear, {forum});
    scene.commits_entries(forum, 1);
    scene.strand->run();
    auto ending = scene.begins_ending(sign_in_ends(ada));
    scene.run_for_long();
    CHECK(ear->heard.empty());
    SUBCASE("and are closed when it is committed")
    {
        ending.happens();
        ending.settles();
        scene.run_for_long();
        CHECK(ear->heard.empty());
        CHECK(ear->closed == feeds::close_sign_in_ended);
    }
    SUBCASE("and miss nothing when it fails")
    {
        ending.fails();
        scene.run_for_long();
        CHECK(ear->numbers(forum) == Numbers{1});
        CHECK(ear->closed == 0);
    }
}

TEST_CASE("ending a person closes all their connections")
{
    Scene scene;
    auto const one = scene.connects(ada);
    auto const two = scene.connects(ada);
    auto const other = scene.connects(ben);
    scene.ends({.kind = RightChange::Kind::person_ended, .person = id_of<PersonId>(ada)});
    scene.run();
    CHECK(one->closed == feeds::close_sign_in_ended);
    CHECK(two->closed == feeds::close_sign_in_ended);
    CHECK(other->closed == 0);
}

TEST_CASE("a connection whose sign-in ended before it was known here is closed")
{
    Scene scene;
    scene.library->now.ended.insert(id_of<SignInId>(ada));
    CHECK(scene.connects(ada)->closed == feeds::close_sign_in_ended);
}

TEST_CASE("a person's connections past the limit are told to try later")
{
    Scene scene;
    std::vector<std::shared_ptr<Ear>> ears;
    for (std::size_t i = 0; i < connections_per_person_max; ++i)
        ears.push_back(scene.connects(ada));
    CHECK(std::ranges::all_of(ears, [](auto const& ear) { return ear->closed == 0; }));
    CHECK(scene.connects(ada)->closed == close_try_later);
    CHECK(scene.connects(ben)->closed == 0);
    scene.hub.leave(ears.front().get());
    CHECK(scene.connects(ada)->closed == 0);
}

TEST_CASE("more feeds than a connection may follow are refused")
{
    Scene scene;
    auto const ear = scene.connects(ada);
    for (int batch = 0; batch < 5; ++batch) {
        std::vector<FeedId> some;
        for (int i = 0; i < 200; ++i) {
            some.push_back(id_of<FeedId>(1000 + batch * 200 + i));
            scene.begins_seat(ada, some.back());
        }
        CHECK(scene.follows(ear, some).feeds.size() == 200);
    }
    scene.begins_seat(ada, forum);
    auto const answer = scene.asks_to_follow(ear, {forum});
    scene.run();
    REQUIRE(answer->has_value());
    REQUIRE_FALSE((*answer)->has_value());
    CHECK((*answer)->error().name == folkmoot::protocol::ErrorName::too_many);
}

TEST_CASE("when entries cannot be read their followers are told to come back")
{
    Scene scene;
    scene.begins_seat(ada, forum);
    scene.begins_seat(ben, desk);
    auto const ear = scene.connects(ada);
    auto const other = scene.connects(ben);
    scene.follows(ear, {forum});
    scene.follows(other, {desk});
    scene.library->broken = true;
    scene.commits_entries(forum, 1);
    scene.run_for_long();
    CHECK(ear->closed == feeds::close_come_back);
    CHECK(ear->heard.empty());
    CHECK(other->closed == 0);
}

TEST_CASE("the first entry leaves at once; what follows waits for a tick that grows from 1 to 4 ms")
{
    Scene scene;
    scene.begins_seat(ada, forum);
    auto const ear = scene.connects(ada);
    scene.follows(ear, {forum});
    scene.commits_entries(forum, 1);
    scene.run();
    CHECK(ear->messages.size() == 1);

    std::size_t messages = 1;
    for (auto const tick : {1ms, 2ms, 4ms, 4ms}) {
        CAPTURE(tick.count());
        scene.commits_entries(forum, 3);
        scene.run();
        scene.strand->pass(tick - 1us);
        CHECK(ear->messages.size() == messages);
        scene.strand->pass(1us);
        CHECK(ear->messages.size() == ++messages);
    }
    scene.strand->pass(4ms); // nothing to say: the next is a first one again
    CHECK(scene.strand->later.empty());
    scene.commits_entries(forum, 1);
    scene.run();
    CHECK(ear->messages.size() == messages + 1);
}

TEST_CASE("connections for which the same waits are given one shared message")
{
    Scene scene;
    scene.begins_seat(ada, forum);
    scene.begins_seat(ben, forum);
    scene.begins_seat(ben, desk);
    auto const one = scene.connects(ada);
    auto const two = scene.connects(ada);
    auto const other = scene.connects(ben);
    scene.follows(one, {forum});
    scene.follows(two, {forum});
    scene.follows(other, {forum, desk});
    scene.commits_entries(forum, 1);
    scene.run();
    scene.commits_entries(forum, 2);
    scene.commits_entries(desk, 1);
    scene.run();
    scene.strand->pass(4ms);
    REQUIRE(one->messages.size() == 2);
    CHECK(one->messages == two->messages);
    REQUIRE(other->messages.size() == 2);
    CHECK(other->messages[0] == one->messages[0]);
    CHECK(other->messages[1] != one->messages[1]);
    CHECK(other->heard.size() == 4);
}

TEST_CASE("nothing is sent to a connection that left")
{
    Scene scene;
    scene.begins_seat(ada, forum);
    auto const ear = scene.connects(ada);
    scene.follows(ear, {forum});
    scene.commits_entries(forum, 1);
    scene.strand->run();
    scene.hub.leave(ear.get());
    scene.run_for_long();
    CHECK(ear->heard.empty());
    CHECK(ear.use_count() == 1);
    auto const answer = scene.asks_to_follow(ear, {forum});
    scene.run();
    REQUIRE(answer->has_value());
    CHECK_FALSE((*answer)->has_value());
}
