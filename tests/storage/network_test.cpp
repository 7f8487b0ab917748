// Making a network, and leaving it.

#include "tests/storage/world.hpp"

using namespace folkmoot::tests;

namespace {

bool told(std::vector<RightChange> const& changes, RightChange::Kind kind, FeedId feed)
{
    return std::any_of(changes.begin(), changes.end(), [&](RightChange const& change) {
        return change.kind == kind && change.feed == feed;
    });
}

} // namespace

TEST_CASE("a network's feed tells that it, its authorities and people were made, without a name")
{
    World world;
    auto const lead = world.person("Skills lead", world.northmere);
    using enum feeds::EntryKind;
    CHECK(lead.hears(world.network.feed) ==
          std::vector{network_made, authority_made, authority_made, authority_made, person_added});
}

TEST_CASE("everybody who can sign in is listed for the terminal, by authority and name")
{
    World world;
    world.person("Skills lead", world.northmere);
    world.person("Adviser", world.easthaven);
    world.administrator();
    auto const listed = world.store.read([](Read& read) { return people_listed(read); });
    REQUIRE(listed.size() == 3);
    CHECK(listed[0].administrator);
    CHECK(listed[0].authority_name.empty());
    CHECK(listed[1].name == "Adviser");
    CHECK(listed[1].authority_name == "Easthaven Borough Council");
    CHECK(listed[2].mail == "p1@folkmoot.example");
}

TEST_CASE("a mail address belongs to one person")
{
    World world;
    world.person("Skills lead", world.northmere);
    CHECK_THROWS(world.store.change([](Change& change) {
        add_person(change, {.name = "Another", .mail = {"P1@folkmoot.example"}});
    }));
}

TEST_CASE(
    "somebody who leaves the network loses seats, sign-ins and addresses, and stays an author")
{
    World world;
    auto const facilitator = world.person("Facilitator", world.northmere);
    auto const group = world.group(facilitator, groups::Kind::by_invitation);
    auto const member = world.member(group, "Member", world.easthaven);
    auto const topic = member.starts(group, "Measures", "What do you count?").value().topic;
    auto const before = world.feeds(group).feed;
    std::vector<RightChange> changes;
    world.store.change([&](Change& change) {
        end_person(change, member);
        changes = change.right_changes();
    });

    CHECK(told(changes, RightChange::Kind::feed_ended, before));
    CHECK(changes.back().kind == RightChange::Kind::person_ended);
    CHECK(refusal(member.looks_at(topic)) == ErrorName::sign_in_needed);
    CHECK(facilitator.hears(before).back() == feeds::EntryKind::member_left);
    auto const page = facilitator.looks_at(topic).value();
    CHECK(page.topic.by.name.empty());
    CHECK(page.topic.by.authority_name == "Easthaven");
    CHECK(page.posts[0].html.find("What do you count?") != std::string::npos);
    CHECK(facilitator.opens(group).value().members == 1);
    CHECK_FALSE(world.store.read(
        [](Read& read) { return person_with_mail(read, {"p2@folkmoot.example"}); }));
}

TEST_CASE("who no longer belongs to an authority sits for it no more")
{
    World world;
    auto const facilitator = world.person("Facilitator", world.northmere);
    auto const group = world.group(facilitator, groups::Kind::by_invitation);
    auto const member = world.member(group, "Member", world.easthaven);
    world.store.change([&](Change& change) {
        affiliate(change, member, world.northmere, false);
        end_affiliation(change, member, world.easthaven);
    });
    CHECK(refusal(member.opens(group)) == ErrorName::not_found);
    CHECK(member.hears(member.feed()).back() == feeds::EntryKind::seat_ended);
    CHECK(facilitator.adds(group, member).has_value()); // for the other authority
}

TEST_CASE("a contribution shows its authority's name of that day")
{
    World world;
    auto const facilitator = world.person("Facilitator", world.northmere);
    auto const group = world.group(facilitator, groups::Kind::open);
    auto const topic = facilitator.starts(group, "Old", "Before the merger").value().topic;
    world.store.clock.pass(std::chrono::hours{24});
    world.store.change([&](Change& change) {
        change.run(R"sql(INSERT INTO authority_names (authority, from_at, name, short_name)
                         VALUES ($1, $2, 'Vale Unitary Council', 'Vale'))sql",
                   world.northmere, change.now());
    });
    facilitator.replies(topic, "After it").value();
    auto const page = facilitator.looks_at(topic).value();
    CHECK(page.posts[0].by.authority_name == "Northmere");
    CHECK(page.posts[1].by.authority_name == "Vale");
    CHECK(page.topic.last_by.authority_name == "Vale");
    CHECK(facilitator.opens(group).value().own_seats[0].authority_name == "Vale");
}
