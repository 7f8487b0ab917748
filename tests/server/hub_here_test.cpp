// Who is here, as it is told to those who look at a group.

#include "protocol/json.hpp"
#include "tests/server/nodes_scene.hpp"

using namespace folkmoot::server;
using namespace std::chrono_literals;
namespace feeds = folkmoot::protocol::feeds;
namespace here = folkmoot::protocol::here;
using folkmoot::protocol::GroupId;
using folkmoot::storage::HereTold;

namespace {

GroupId const group{static_cast<folkmoot::protocol::Uuid const&>(forum)};
auto const node = id_of<FeedId>(91);
using People = std::set<PersonId>;

People those(std::initializer_list<int> numbers)
{
    People all;
    for (int const number : numbers)
        all.insert(id_of<PersonId>(number));
    return all;
}

/// What somebody who looks would see on their page.
struct Seen {
    People people;
    long count = 0;
    std::size_t told = 0; ///< how often
};

struct Lobby : Here {
    using Answer = Result<here::Now>;
    std::shared_ptr<std::optional<Answer>> asks_to_look(std::shared_ptr<Ear> const& ear)
    {
        auto answer = std::make_shared<std::optional<Answer>>();
        hub.look_who(ear, group, [answer](Answer now) { *answer = std::move(now); });
        return answer;
    }
    People looks(std::shared_ptr<Ear> const& ear)
    {
        auto const answer = asks_to_look(ear);
        run();
        REQUIRE(answer->has_value());
        People people;
        for (auto const& one : (*answer)->value().people)
            people.insert(one.person);
        CHECK((*answer)->value().count == static_cast<long>(people.size()));
        first[ear] = people;
        return people;
    }
    /// Long enough for what changed to be told; not for anybody to be given up.
    void a_moment()
    {
        for (int i = 0; i < 20; ++i) {
            run();
            strand->pass(100ms);
        }
        run();
    }
    void long_enough_to_be_gone()
    {
        strand->pass(8s);
        a_moment();
    }
    Seen sees(std::shared_ptr<Ear> const& ear)
    {
        Seen seen{first[ear], static_cast<long>(first[ear].size()), ear->here.size()};
        for (auto const& text : ear->here) {
            auto const changed =
                folkmoot::protocol::decode<here::Changed>(text.substr(0, text.find("]}") + 2))
                    .value();
            CHECK(changed.group == group);
            for (auto const& one : changed.came)
                seen.people.insert(one.person);
            for (auto const person : changed.gone)
                CHECK(seen.people.erase(person) == 1);
            seen.count = changed.count;
        }
        CHECK(seen.count == static_cast<long>(seen.people.size()));
        return seen;
    }
    HereTold from_there(std::vector<PersonId> here, std::vector<PersonId> gone = {})
    {
        return {.node = node, .here = std::move(here), .gone = std::move(gone)};
    }
    std::shared_ptr<Ear> another_sign_in_of(int person, int sign_in)
    {
        auto ear = std::make_shared<Ear>(Actor{id_of<PersonId>(person), id_of<SignInId>(sign_in)});
        hub.join(ear);
        run();
        return ear;
    }

    std::map<std::shared_ptr<Ear>, People> first;
};

} // namespace

TEST_CASE("who looks sees who is here, and who comes and goes, once however many tabs they have")
{
    Lobby lobby;
    auto const ear = lobby.connects(ada);
    CHECK(lobby.looks(ear) == those({ada}));
    auto const tab = lobby.connects(ben);
    auto const other = lobby.another_sign_in_of(ben, 77);
    lobby.a_moment();
    CHECK(lobby.sees(ear).people == those({ada, ben}));
    CHECK(lobby.sees(ear).told == 1);
    lobby.hub.leave(tab.get());
    lobby.long_enough_to_be_gone();
    CHECK(lobby.sees(ear).told == 1);
    lobby.hub.leave(other.get());
    lobby.long_enough_to_be_gone();
    CHECK(lobby.sees(ear).people == those({ada}));
}

TEST_CASE("a short absence is not told")
{
    Lobby lobby;
    auto const ear = lobby.connects(ada);
    auto tab = lobby.connects(ben);
    lobby.looks(ear);
    for (int i = 0; i < 5; ++i) {
        lobby.hub.leave(tab.get());
        lobby.strand->pass(7s);
        tab = lobby.connects(ben);
    }
    lobby.long_enough_to_be_gone();
    CHECK(lobby.sees(ear).people == those({ada, ben}));
    CHECK(lobby.sees(ear).told == 0);
}

TEST_CASE("who signs out, or is ended, is gone at once")
{
    Lobby lobby;
    auto const ear = lobby.connects(ada);
    auto const tab = lobby.connects(ben);
    lobby.looks(ear);
    lobby.ends(signs_out(ben));
    lobby.a_moment();
    CHECK(tab->closed == feeds::close_sign_in_ended);
    CHECK(lobby.sees(ear).people == those({ada}));
}

TEST_CASE("many who come at once are told together")
{
    Lobby lobby;
    for (int person = 10; person < 40; ++person)
        lobby.begins_seat(person, forum);
    auto const ear = lobby.connects(ada);
    lobby.looks(ear);
    std::vector<std::shared_ptr<Ear>> all;
    for (int person = 10; person < 40; ++person)
        all.push_back(lobby.connects(person));
    lobby.a_moment();
    CHECK(lobby.sees(ear).count == 31);
    CHECK(lobby.sees(ear).told == 1);
}

TEST_CASE("only those are told of who sit there")
{
    Lobby lobby;
    auto const ear = lobby.connects(ada);
    auto const stranger = lobby.connects(7);
    CHECK(lobby.looks(ear) == those({ada}));
    lobby.a_moment();
    auto const asked = lobby.library->here_asked;
    auto const another = lobby.connects(8);
    lobby.a_moment();
    CHECK(lobby.sees(ear).told == 0);
    CHECK(lobby.library->here_asked == asked); // nor is anything read for it
    lobby.begins_seat(7, forum);
    lobby.commits_entries(forum, 1);
    lobby.a_moment();
    CHECK(lobby.sees(ear).people == those({ada, 7}));
    lobby.ends(leaves(7));
    lobby.commits_entries(forum, 1);
    lobby.a_moment();
    CHECK(lobby.sees(ear).people == those({ada}));
}

TEST_CASE("who may not see the seats is refused")
{
    Lobby lobby;
    auto const answer = lobby.asks_to_look(lobby.connects(7));
    lobby.run();
    CHECK((*answer)->error() == folkmoot::protocol::not_found());
}

TEST_CASE("nobody hears what happened after their right ended, though its news never come")
{
    Lobby lobby;
    auto const ear = lobby.connects(ada);
    auto const other = lobby.connects(cem);
    lobby.looks(ear);
    lobby.looks(other);
    SUBCASE("ended by another node, unheard of")
    {
        lobby.ends_there(leaves(ada));
        auto const tab = lobby.connects(ben);
        lobby.a_moment();
        CHECK(lobby.sees(ear).told == 0);
        CHECK(lobby.sees(other).people == those({ben, cem}));
    }
    SUBCASE("ended while it was being read: who comes then is not in what is told")
    {
        auto const tab = lobby.connects(ben);
        lobby.strand->pass(2s); // it is asked
        while (lobby.library->take_picture()) {
        }
        lobby.ends(leaves(ada));
        lobby.hub.leave(tab.get());
        lobby.connects(ben);
        auto const late = lobby.connects(7);
        lobby.begins_seat(7, forum);
        lobby.commits_entries(forum, 1);
        lobby.a_moment();
        CHECK(lobby.sees(ear).people == those({ada, ben, cem}));
        CHECK(lobby.sees(other).people == those({ben, cem, 7}));
    }
}

TEST_CASE("whoever does not wish to be seen is not, from the moment they say so")
{
    Lobby lobby;
    auto const ear = lobby.connects(ada);
    auto const tab = lobby.connects(ben);
    CHECK(lobby.looks(ear) == those({ada, ben}));
    lobby.database().hidden.insert(id_of<PersonId>(ben));
    lobby.commits_entries(own_feed(id_of<PersonId>(ben)), 1);
    lobby.a_moment();
    CHECK(lobby.sees(ear).people == those({ada}));
    lobby.database().hidden.clear();
    lobby.commits_entries(own_feed(id_of<PersonId>(ben)), 1);
    lobby.a_moment();
    CHECK(lobby.sees(ear).people == those({ada, ben}));
}

TEST_CASE("a connection hears of eight groups; the one looked at longest ago is left out")
{
    Lobby lobby;
    auto const ear = lobby.connects(ada);
    lobby.looks(ear);
    for (int other = 51; other < 59; ++other) {
        lobby.begins_seat(ada, id_of<FeedId>(other));
        lobby.hub.look_who(ear, id_of<GroupId>(other),
                           [](auto const& now) { CHECK(now.has_value()); });
        lobby.run();
    }
    auto const tab = lobby.connects(ben);
    lobby.a_moment();
    CHECK(lobby.sees(ear).told == 0);
    CHECK(lobby.looks(ear) == those({ada, ben}));
}

TEST_CASE("when it cannot be read, it is told as soon as it can")
{
    Lobby lobby;
    auto const ear = lobby.connects(ada);
    lobby.looks(ear);
    lobby.library->broken = true;
    auto const refused = lobby.asks_to_look(ear);
    lobby.run();
    CHECK((*refused)->error() == folkmoot::protocol::unavailable());
    lobby.commits.here(lobby.from_there({id_of<PersonId>(ben)}));
    lobby.a_moment();
    CHECK(lobby.sees(ear).told == 0);
    lobby.library->broken = false;
    lobby.a_moment();
    CHECK(lobby.sees(ear).people == those({ada, ben}));
}

// --- other nodes -------------------------------------------------------------------------------

TEST_CASE("who is at another node is here too, until it says otherwise or is silent for 40 seconds")
{
    Lobby lobby;
    auto const ear = lobby.connects(ada);
    lobby.looks(ear);
    auto const told = lobby.from_there({id_of<PersonId>(ben), id_of<PersonId>(cem)});
    lobby.commits.here(told);
    lobby.a_moment();
    CHECK(lobby.sees(ear).people == those({ada, ben, cem}));
    lobby.commits.here(lobby.from_there({}, {id_of<PersonId>(cem)}));
    lobby.a_moment();
    CHECK(lobby.sees(ear).people == those({ada, ben}));
    for (int i = 0; i < 4; ++i) {
        lobby.strand->pass(15s);
        lobby.commits.here(lobby.from_there({id_of<PersonId>(ben)}));
        lobby.a_moment();
    }
    CHECK(lobby.sees(ear).people == those({ada, ben}));
    lobby.strand->pass(30s);
    lobby.a_moment();
    CHECK(lobby.sees(ear).people == those({ada, ben}));
    lobby.strand->pass(10s);
    lobby.a_moment();
    CHECK(lobby.sees(ear).people == those({ada}));
}

TEST_CASE(
    "other nodes are told who is at this one: changes in a moment, all of it every 15 seconds")
{
    Here here; // has begun as one of several
    auto const everything_told = [&] {
        std::vector<PersonId> all;
        for (auto const& told : std::exchange(here.library->told, {}))
            all.insert(all.end(), told.here.begin(), told.here.end());
        return all;
    };
    REQUIRE(here.library->told.size() == 1);
    CHECK(here.library->told.front().asks);
    auto const tab = here.connects(ada);
    here.strand->pass(300ms);
    CHECK(everything_told() == std::vector{id_of<PersonId>(ada)});
    here.strand->pass(13s);
    CHECK(everything_told().empty());
    here.strand->pass(2s);
    CHECK(everything_told() == std::vector{id_of<PersonId>(ada)});
    here.commits.here({.node = node, .here = {}, .gone = {}, .asks = true});
    here.run();
    CHECK(everything_told() == std::vector{id_of<PersonId>(ada)});
    here.hub.leave(tab.get());
    here.run();
    here.strand->pass(9s);
    REQUIRE(!here.library->told.empty());
    CHECK(here.library->told.back().gone == std::vector{id_of<PersonId>(ada)});
}
