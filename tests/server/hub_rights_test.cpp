// Ends of rights to a feed, here and at other nodes, in every order that they are known in.

#include "tests/server/nodes_scene.hpp"

using namespace folkmoot::server;
using namespace std::chrono_literals;
namespace feeds = folkmoot::protocol::feeds;

TEST_CASE("a right that another node ended ends when its news come, and nobody else is asked")
{
    Here here;
    auto const leaver = here.follower(ada);
    auto const other = here.follower(ben);
    here.commits.heard(here.ends_there(leaves(ada), 1));
    here.run_for_long();
    CHECK(leaver->numbers(forum).empty());
    CHECK(leaver->told_ended(forum));
    CHECK(other->numbers(forum) == Numbers{1});
    CHECK(here.library->rights_asked == 0);
}

TEST_CASE("a right that ended here ends without anybody being asked")
{
    Here here;
    auto const leaver = here.follower(ada);
    auto const other = here.follower(ben);
    auto first = here.begins_ending(leaves(ada), {{forum, 1}});
    here.run();
    first.happens();
    SUBCASE("one after the other") {}
    SUBCASE("while entries are read that hold it already")
    {
        here.commits.heard({.entries = {{forum, 1}}});
        here.run_for_long();
    }
    CHECK(leaver->heard.empty());
    CHECK(other->heard.empty());
    first.settles();
    here.ends(leaves(cem));
    here.run_for_long();
    CHECK(leaver->numbers(forum).empty());
    CHECK(leaver->told_ended(forum));
    CHECK(other->numbers(forum) == Numbers{1});
    CHECK(here.library->rights_asked == 0);
}

TEST_CASE("entries that were read before a right ended here are told after it, and nobody is asked")
{
    Here here;
    auto const leaver = here.follower(ada);
    auto const other = here.follower(ben);
    here.commits_entries(forum, 1);
    here.strand->run();
    here.library->take_picture();
    here.ends(leaves(ada));
    here.strand->run();
    here.run_for_long();
    CHECK(leaver->numbers(forum).empty());
    CHECK(leaver->told_ended(forum));
    CHECK(other->numbers(forum) == Numbers{1});
    CHECK(here.library->rights_asked == 0);
}

TEST_CASE("somebody who begins to follow shows that the right of another has ended")
{
    Here here;
    auto const leaver = here.follower(ada);
    here.ends_there(leaves(ada));
    auto const other = here.follower(ben);
    here.run();
    CHECK(leaver->told_ended(forum));
    CHECK_FALSE(other->told_ended(forum));
}

TEST_CASE("a node that never heard of the end of a right tells nothing of what came after it")
{
    Here here;
    auto const leaver = here.follower(ada);
    auto const other = here.follower(ben);
    here.ends_there(leaves(ada), 1);
    SUBCASE("when news of a later entry come")
    {
        here.commits.heard(here.writes_there(1));
    }
    SUBCASE("when an entry is written here")
    {
        here.writes_there(0);
        here.commits_entries(forum, 1);
    }
    SUBCASE("when it looks")
    {
        here.writes_there(1);
        here.strand->pass(1s);
    }
    here.run_for_long();
    CHECK(leaver->numbers(forum).empty());
    CHECK(leaver->told_ended(forum));
    CHECK(other->numbers(forum) == Numbers{1, 2});
    CHECK(here.library->rights_asked == 1);
}

TEST_CASE("while rights are asked for nobody hears, and an end that comes meanwhile is not lost")
{
    Here here;
    auto const one = here.follower(ada);
    auto const other = here.follower(ben);
    here.writes_there(1);
    auto const entry = here.writes_there(1);
    here.commits.heard(entry);
    here.strand->run();
    here.library->take_picture(); // of the entries, before the right ends
    here.ends_there(leaves(cem));
    here.commits.heard(here.ends_there(leaves(cem))); // the one before it is lacking
    here.strand->run();
    here.library->take_picture(); // of the rights
    here.library->hand_back();
    here.strand->run();
    CHECK(one->heard.empty());
    here.commits.heard(here.ends_there(leaves(ada)));
    here.run_for_long();
    CHECK(here.strand->now < 1s);
    CHECK(one->told_ended(forum));
    CHECK(one->numbers(forum).empty());
    CHECK(other->numbers(forum) == Numbers{1, 2});
}

TEST_CASE("late news of an end do not end a right that began again")
{
    Here here;
    auto const before = here.follower(ada);
    auto const other = here.follower(ben);
    auto const news = here.ends_there(leaves(ada), 1);
    here.begins_seat(ada, forum);
    here.looks();
    CHECK(before->told_ended(forum));
    auto const after = here.follower(ada);
    here.commits.heard(news);
    here.commits.heard(here.writes_there(1));
    here.run_for_long();
    CHECK_FALSE(after->told_ended(forum));
    CHECK(after->numbers(forum) == Numbers{2});
    CHECK(other->numbers(forum) == Numbers{1, 2});
}

TEST_CASE(
    "a follow read before a right ended elsewhere and answered after that was known is asked again")
{
    Here here;
    auto const other = here.follower(ben);
    auto const late = here.connects(ada);
    auto const answer = here.asks_to_follow(late, {forum});
    here.strand->run();
    here.library->take_picture(); // still holds the right
    SUBCASE("heard of")
    {
        here.commits.heard(here.ends_there(leaves(ada), 1));
    }
    SUBCASE("seen in a picture")
    {
        here.ends_there(leaves(ada));
        here.commits.heard(here.writes_there(1));
        here.strand->run();
        here.library->take_picture(); // of the entry
        here.library->hand_back(1);
        here.strand->run();
        here.library->take_picture(); // of the other's right
        here.library->hand_back(1);
    }
    here.run_for_long();
    REQUIRE(answer->has_value());
    CHECK(late->numbers(forum).empty());
    CHECK(((***answer).feeds.empty() || late->told_ended(forum)));
    CHECK(other->numbers(forum) == Numbers{1});
}

TEST_CASE("following again after a right ended unheard of and began again is told of the end first")
{
    Here here;
    auto const ear = here.follower(ada);
    here.ends_there(leaves(ada), 1);
    here.begins_seat(ada, forum);
    auto const answer = here.asks_to_follow(ear, {forum});
    here.run_for_long();
    REQUIRE(answer->has_value());
    REQUIRE((***answer).feeds.size() == 1);
    CHECK((***answer).feeds[0].last == 1);
    here.commits.heard(here.writes_there(1));
    here.run_for_long();
    CHECK(ear->numbers(forum) == Numbers{2}); // so the end came before the answer
    CHECK(std::ranges::count(ear->heard, true, &Heard::ended) == 1);
}

TEST_CASE("commits in doubt at the same time are settled each by itself")
{
    Here here;
    auto const one = here.follower(ada);
    auto const other = here.follower(ben);
    auto first = here.begins_ending(leaves(ada));
    auto second = here.begins_ending(leaves(ben));
    here.commits.heard(here.writes_there(1));
    here.run_for_long();
    CHECK(one->heard.empty());
    CHECK(other->heard.empty());
    second.fails();
    here.run_for_long();
    CHECK(one->heard.empty());
    CHECK(other->numbers(forum) == Numbers{1});
    first.happens();
    first.settles();
    here.run_for_long();
    CHECK(one->told_ended(forum));
    CHECK(one->numbers(forum).empty());
    CHECK_FALSE(other->told_ended(forum));
}

TEST_CASE("a number that our failed commit did not use is another node's, and everybody is asked")
{
    Here here;
    auto const ours = here.follower(ada);
    auto const theirs = here.follower(ben);
    auto const other = here.follower(cem);
    auto failing = here.begins_ending(leaves(ada));
    here.run();
    here.ends_there(leaves(ben));
    here.commits.heard(here.writes_there(1)); // read while it may still be our number
    here.run_for_long();
    CHECK(other->heard.empty());
    failing.fails();
    here.run_for_long();
    CHECK(ours->numbers(forum) == Numbers{1});
    CHECK(theirs->numbers(forum).empty());
    CHECK(theirs->told_ended(forum));
    CHECK(other->numbers(forum) == Numbers{1});
}

TEST_CASE(
    "when nobody knows whether our own commit was stored, what it ended is ended all the same")
{
    Here here;
    auto const leaver = here.follower(ada);
    auto const other = here.follower(ben);
    auto lost = here.begins_ending(leaves(ada), {{forum, 1}});
    lost.happens();
    lost.fails(); // as far as this node can tell
    here.looks();
    CHECK(leaver->told_ended(forum));
    CHECK(leaver->numbers(forum).empty());
    CHECK(other->numbers(forum) == Numbers{1});
}

TEST_CASE("an open group that another node closed is lost by those without a seat")
{
    Here here;
    here.database().open.insert(forum);
    here.database().seats.erase({id_of<PersonId>(ada), forum});
    auto const visitor = here.follower(ada);
    auto const member = here.follower(ben);
    auto const news = here.ends_there(closes(), 1);
    SUBCASE("heard of")
    {
        here.commits.heard(news);
    }
    SUBCASE("looked for")
    {
        here.strand->pass(1s);
    }
    here.run_for_long();
    CHECK(visitor->told_ended(forum));
    CHECK(visitor->numbers(forum).empty());
    CHECK(member->numbers(forum) == Numbers{1});
}

TEST_CASE("who cannot be asked about comes back")
{
    Here here;
    auto const ear = here.follower(ada);
    auto const apart = here.connects(ben);
    here.library->broken = true;
    here.commits.heard(here.ends_there(closes()));
    here.run_for_long();
    CHECK(ear->closed == feeds::close_come_back);
    CHECK(apart->closed == 0);
}
