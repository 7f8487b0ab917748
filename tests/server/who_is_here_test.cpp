// Who is here, counted over connections and nodes.

#include "server/who_is_here.hpp"
#include "tests/server/live_scene.hpp"

using namespace folkmoot::server;
using folkmoot::storage::HereTold;

namespace {

auto const ada = id_of<PersonId>(1);
auto const ben = id_of<PersonId>(2);
auto const north = id_of<folkmoot::protocol::Id<int>>(91);
auto const south = id_of<folkmoot::protocol::Id<int>>(92);

HereTold says(folkmoot::protocol::Uuid const& node, std::vector<PersonId> here,
              std::vector<PersonId> gone = {})
{
    return {.node = node, .here = std::move(here), .gone = std::move(gone)};
}

} // namespace

TEST_CASE("somebody who is at two nodes is here until they have left both")
{
    WhoIsHere who;
    who.came(ada);
    who.told(says(north, {ada}));
    CHECK(who.take_changed() == WhoIsHere::People{ada});
    who.left(ada);
    CHECK(who.take_changed().empty());
    CHECK(who.everybody()->contains(ada));
    who.told(says(north, {}, {ada}));
    CHECK(who.take_changed() == WhoIsHere::People{ada});
    CHECK(who.everybody()->empty());
}

TEST_CASE("what was asked for stays as it was, whoever comes later")
{
    WhoIsHere who;
    who.came(ada);
    auto const then = who.everybody();
    who.came(ben);
    CHECK(then->size() == 1);
    CHECK(who.everybody()->size() == 2);
}

TEST_CASE("other nodes are told of each change once, as it is when they are told")
{
    WhoIsHere who;
    who.came(ada);
    who.came(ben);
    who.left(ben);
    auto const news = who.take_news();
    CHECK(news.here == std::vector{ada});
    CHECK(news.gone == std::vector{ben});
    CHECK(who.take_news().empty());
    who.told(says(north, {ben}));
    CHECK(who.take_news().empty()); // everybody heard that themselves
    CHECK(who.whole().here == std::vector{ada});
}

TEST_CASE("what another node does not say again is forgotten, each person by themselves")
{
    WhoIsHere who;
    who.told(says(north, {ada, ben}));
    who.told(says(south, {ada}));
    who.take_changed();
    for (int tick = 1; tick < ticks_remembered; ++tick) {
        who.tick();
        who.told(says(south, {ada}));
    }
    CHECK(who.everybody()->size() == 2);
    who.tick();
    CHECK(who.take_changed() == WhoIsHere::People{ben});
    CHECK(*who.everybody() == WhoIsHere::People{ada});
}

TEST_CASE("to be told that somebody has gone who was not here changes nothing")
{
    WhoIsHere who;
    who.told(says(north, {}, {ada}));
    who.left(ada);
    CHECK(who.take_changed().empty());
    CHECK(who.take_news().empty());
}
