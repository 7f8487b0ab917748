// What the database has to say to who is here.

#include "storage/here.hpp"
#include "tests/storage/world.hpp"

#include <algorithm>

using namespace folkmoot::tests;

namespace {

struct Lobby {
    World world;
    Somebody lead = world.person("Facilitator", world.northmere, true);
    GroupId group = world.group(lead, groups::Kind::by_invitation);
    Somebody ada = world.member(group, "Ada Lovelace", world.northmere);
    Somebody tom = world.member(group, "Tom Barker", world.easthaven);

    GroupHere of(std::vector<Somebody> const& askers, std::vector<Somebody> const& here,
                 std::optional<GroupId> asked = {})
    {
        std::vector<Actor> actors;
        for (auto const& asker : askers)
            actors.push_back(asker.actor);
        PeopleSet people;
        for (auto const& one : here)
            people.insert(one.actor.person);
        return world.store.read(
            [&](Read& read) { return group_here(read, asked.value_or(group), actors, people); });
    }
    std::vector<std::string> names(std::vector<Somebody> const& here)
    {
        std::vector<std::string> all;
        for (auto const& one : of({lead}, here).showing)
            all.push_back(one.name);
        std::ranges::sort(all);
        return all;
    }
    bool shows(Somebody const& who)
    {
        return world.store.read([&](Read& read) { return shows_here(read, who.actor); });
    }
    void wishes(Somebody const& who, bool to_be_shown)
    {
        world.store.change([&](Change& change) {
            auto const now = me(change, who.actor, {}).value();
            RequestId request;
            request.bytes[0] = 1;
            change_me(change, who.actor,
                      {.request = request,
                       .revision = now.revision,
                       .name = {now.name},
                       .language = {now.language},
                       .zone = {now.zone},
                       .theme = now.theme,
                       .shows_here = to_be_shown})
                .value();
        });
    }
};

using Names = std::vector<std::string>;

} // namespace

TEST_CASE("of those who are here, those show who sit in the group now")
{
    Lobby lobby;
    auto const stranger = lobby.world.person("Stranger", lobby.world.northmere);
    CHECK(lobby.names({}).empty());
    CHECK(lobby.names({lobby.ada, stranger}) == Names{"Ada Lovelace"});
    auto const both = lobby.of({lobby.lead}, {lobby.ada, lobby.tom});
    CHECK(both.seated.size() == 3);
    CHECK(both.feed == lobby.world.feeds(lobby.group).feed);
    lobby.lead.removes(lobby.lead.adds(lobby.group, stranger).value().seat).value();
    CHECK(lobby.names({stranger}).empty());
    lobby.world.store.change([&](Change& change) { end_person(change, lobby.ada.actor.person); });
    CHECK(lobby.names({lobby.ada, lobby.tom}) == Names{"Tom Barker"});
}

TEST_CASE("whoever sits there for two authorities shows once")
{
    Lobby lobby;
    lobby.world.store.change([&](Change& change) {
        affiliate(change, lobby.ada.actor.person, lobby.world.easthaven, false);
        give_seat(change, {.group = lobby.group,
                           .person = lobby.ada.actor.person,
                           .authority = lobby.world.easthaven,
                           .role = groups::Role::member,
                           .by = lobby.lead.actor.person})
            .value();
    });
    CHECK(lobby.names({lobby.ada}) == Names{"Ada Lovelace"});
}

TEST_CASE("each asker is told for themselves whether they may see who sits there")
{
    Lobby lobby;
    auto const stranger = lobby.world.person("Stranger", lobby.world.northmere);
    auto const may = lobby.of({lobby.tom, stranger, lobby.lead}, {}).may;
    REQUIRE(may.size() == 3);
    CHECK(may[0].has_value());
    CHECK(may[1].error() == not_found());
    CHECK(may[2].has_value());
    GroupId nothing;
    nothing.bytes[0] = 9;
    CHECK(lobby.of({lobby.lead}, {}, nothing).may.front().error() == not_found());
    CHECK(lobby.of({lobby.lead}, {lobby.ada}, nothing).showing.empty());
}

TEST_CASE("whoever does not wish to be seen does not show, and says so in their settings")
{
    Lobby lobby;
    CHECK(lobby.shows(lobby.ada));
    lobby.wishes(lobby.ada, false);
    CHECK_FALSE(lobby.shows(lobby.ada));
    CHECK(lobby.names({lobby.ada, lobby.tom}) == Names{"Tom Barker"});
    CHECK_FALSE(
        lobby.world.store.read([&](Read& read) { return me(read, lobby.ada.actor, {}).value(); })
            .shows_here);
    lobby.wishes(lobby.ada, true);
    CHECK(lobby.names({lobby.ada}) == Names{"Ada Lovelace"});
}

TEST_CASE("a program with an access token makes nobody be here")
{
    Lobby lobby;
    auto const token = lobby.world.store.change([&](Change& change) {
        NewSignIn fresh{.person = lobby.ada.actor.person,
                        .kind = people::SignInKind::token,
                        .expires_at = Instant{change.now().microseconds + 1'000'000'000}};
        fresh.secret[5] = 7;
        return begin_sign_in(change, fresh);
    });
    CHECK_FALSE(lobby.world.store.read([&](Read& read) {
        return shows_here(read, Actor{lobby.ada.actor.person, token});
    }));
}
