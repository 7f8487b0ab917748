// Live delivery where other nodes write the same network: what they commit is brought by news that may
// come late, twice or never. Ends of rights to a feed are in hub_rights_test.cpp.

#include "tests/server/nodes_scene.hpp"

using namespace folkmoot::server;
using namespace std::chrono_literals;
namespace feeds = folkmoot::protocol::feeds;

TEST_CASE("what another node wrote is told when its news come, with what came before it unheard of")
{
    Here here;
    auto const ear = here.follower(ada);
    here.writes_there(2);
    here.commits.heard(here.writes_there(1));
    here.run_for_long();
    CHECK(ear->numbers(forum) == Numbers{1, 2, 3});
}

TEST_CASE("news that come twice or late tell nothing twice")
{
    Here here;
    auto const ear = here.follower(ada);
    auto const first = here.writes_there(1);
    auto const second = here.writes_there(1);
    for (auto const& news : {second, first, second}) {
        here.commits.heard(news);
        here.run_for_long();
    }
    CHECK(ear->numbers(forum) == Numbers{1, 2});
}

TEST_CASE("what another node wrote is told within a second though its news never come")
{
    Here here;
    auto const ear = here.follower(ada);
    here.writes_there(2);
    here.strand->pass(900ms);
    here.run();
    CHECK(ear->heard.empty());
    here.strand->pass(100ms);
    here.run_for_long();
    CHECK(ear->numbers(forum) == Numbers{1, 2});
}

TEST_CASE(
    "when news may have been missed it is looked for at once, and again for what comes meanwhile")
{
    Here here;
    auto const ear = here.follower(ada);
    here.writes_there(1);
    here.commits.missed();
    here.strand->run();
    here.library->take_picture();
    here.writes_there(1);
    here.commits.missed(); // the picture does not hold it
    here.run_for_long();
    CHECK(here.strand->now < 1s);
    CHECK(ear->numbers(forum) == Numbers{1, 2});
}

TEST_CASE("a node that nobody else shares a network with never looks")
{
    Scene scene;
    scene.begins_seat(ada, forum);
    scene.follows(scene.connects(ada), {forum});
    scene.run_for_long();
    CHECK(scene.strand->later.empty());
}

TEST_CASE("a sign-in that another node ended closes its connections, those that follow nothing too")
{
    Here here;
    auto const ear = here.follower(ada);
    auto const silent = here.connects(ada);
    auto const elsewhere = std::make_shared<Ear>(Actor{id_of<PersonId>(ada), id_of<SignInId>(77)});
    here.hub.join(elsewhere);
    auto const other = here.follower(ben);
    here.run();
    auto const news = here.ends_there(signs_out(ada));
    SUBCASE("when the news come")
    {
        here.commits.heard(news);
    }
    SUBCASE("within a second without news")
    {
        here.strand->pass(1s);
    }
    here.run();
    CHECK(ear->closed == feeds::close_sign_in_ended);
    CHECK(silent->closed == feeds::close_sign_in_ended);
    CHECK(elsewhere->closed == 0);
    CHECK(other->closed == 0);
    CHECK(ear->heard.empty());
}

TEST_CASE("of one's own feed nothing is told to a sign-in that another node ended unheard of")
{
    Here here;
    auto const own = own_feed(id_of<PersonId>(ada));
    auto const ear = here.connects(ada);
    auto const elsewhere = std::make_shared<Ear>(Actor{id_of<PersonId>(ada), id_of<SignInId>(77)});
    here.hub.join(elsewhere);
    here.follows(ear, {own});
    here.follows(elsewhere, {own});
    here.ends_there(signs_out(ada));
    here.commits_entries(own, 1);
    here.run_for_long();
    CHECK(ear->numbers(own).empty());
    CHECK(elsewhere->numbers(own) == Numbers{1});
}

TEST_CASE("a database that went back to what it was before is believed")
{
    Here here;
    auto const ear = here.follower(ada);
    auto const other = here.follower(ben);
    here.commits.heard(here.ends_there(leaves(cem)));
    here.commits.heard(here.ends_there(leaves(cem)));
    here.run();
    here.database().rights[forum] = 1; // as after a standby that lacked something took over
    here.commits.heard(here.writes_there(1));
    here.run_for_long();
    here.looks();
    CHECK(ear->numbers(forum) == Numbers{1});
    here.ends_there(leaves(ada), 1);
    here.looks();
    CHECK(ear->numbers(forum) == Numbers{1});
    CHECK(ear->told_ended(forum));
    CHECK(other->numbers(forum) == Numbers{1, 2});
}
