// People, their sign-ins and settings, and whom one may find.

#include "tests/storage/world.hpp"

using namespace folkmoot::tests;
namespace storage = folkmoot::storage;

namespace {

std::vector<std::string> found(Somebody const& who, std::string words,
                               std::optional<GroupId> group = {})
{
    std::vector<std::string> names;
    auto const people = who.asks(find_people, {.words = {words}, .group = group}).value();
    for (auto const& person : people.people) {
        names.push_back(person.name);
    }
    return names;
}

using Names = std::vector<std::string>;

} // namespace

TEST_CASE("somebody's own page says who they are and where they belong")
{
    World world;
    auto const lead = world.person("Skills lead", world.northmere);
    auto const me = lead.asks(storage::me).value();
    CHECK(me.name == "Skills lead");
    CHECK(me.mail == "p1@folkmoot.example");
    CHECK(me.network_name == "Skills of the Vale");
    CHECK(me.network_feed == world.network.feed);
    CHECK(me.feed == lead.feed());
    CHECK_FALSE(me.administrator);
    CHECK_FALSE(me.guest);
    REQUIRE(me.affiliations.size() == 1);
    CHECK(me.affiliations[0].short_name == "Northmere");
}

TEST_CASE("changing settings needs the revision that was looked at, and tells one's own feed")
{
    World world;
    auto const lead = world.person("Skills lead", world.northmere);
    people::ChangeMe request{.revision = 1,
                             .name = {"Lead of skills"},
                             .language = {"en-GB"},
                             .zone = {"Europe/London"},
                             .theme = people::Theme::dark};
    CHECK(lead.asks(change_me, request).value().revision == 2);
    CHECK(lead.asks(storage::me).value().name == "Lead of skills");
    CHECK(lead.asks(storage::me).value().theme == people::Theme::dark);
    CHECK(lead.hears(lead.feed()) == std::vector{feeds::EntryKind::settings_changed});

    CHECK(refusal(lead.asks(change_me, request)) == ErrorName::conflict);
    request.revision = 2;
    CHECK(lead.asks(change_me, request).value().revision == 2); // nothing new
    CHECK(lead.hears(lead.feed()).size() == 1);
    request.zone = {"../etc/passwd"};
    CHECK(field_of_refusal(lead.asks(change_me, request)) == "zone");
    request.language = {"en GB"};
    CHECK(field_of_refusal(lead.asks(change_me, request)) == "language");
}

TEST_CASE("a sign-in is found by its secret until it ends, expires, or its person leaves")
{
    World world;
    auto const lead = world.person("Skills lead", world.northmere);
    SecretHash const secret{1, 2, 3};
    auto const later = Instant{world.store.clock.now().microseconds + 1'000};
    auto const begun = world.store.change([&](Change& change) {
        return begin_sign_in(
            change, {.person = lead, .label = "Firefox", .secret = secret, .expires_at = later});
    });
    auto const finds = [&](Instant now) {
        return world.store.read([&](Read& read) { return find_sign_in(read, secret, now); });
    };
    REQUIRE(finds(world.store.clock.now()));
    CHECK(finds(world.store.clock.now())->actor.person == lead.person);
    CHECK(finds(world.store.clock.now())->actor.sign_in == begun);
    CHECK_FALSE(finds(later));

    SUBCASE("ended")
    {
        world.store.change([&](Change& change) {
            end_sign_in(change, begun);
            REQUIRE(change.right_changes().size() == 1);
            CHECK(change.right_changes()[0].kind == RightChange::Kind::sign_in_ended);
            CHECK(change.right_changes()[0].sign_in == begun);
        });
        CHECK_FALSE(finds(world.store.clock.now()));
    }
    SUBCASE("the person leaves")
    {
        world.store.change([&](Change& change) { end_person(change, lead); });
        CHECK_FALSE(finds(world.store.clock.now()));
    }
}

TEST_CASE("one ends one's own sign-ins only, and an ended one asks for signing in")
{
    World world;
    auto const lead = world.person("Skills lead", world.northmere);
    auto const other = world.person("Adviser", world.easthaven);
    auto const end = [](Somebody const& who, SignInId sign_in) {
        return who.asks(may_end_sign_in, sign_in, end_own_sign_in, {.sign_in = sign_in});
    };
    CHECK(refusal(end(other, lead.actor.sign_in)) == ErrorName::not_found);
    CHECK(lead.asks(sign_ins).value().sign_ins.size() == 1);
    CHECK(lead.asks(sign_ins).value().sign_ins[0].this_one);
    CHECK(end(lead, lead.actor.sign_in).has_value());
    CHECK(refusal(lead.asks(storage::me)) == ErrorName::sign_in_needed);
    CHECK(other.asks(storage::me).has_value());
}

TEST_CASE("a new password ends every other sign-in")
{
    World world;
    auto const lead = world.person("Skills lead", world.northmere);
    auto const elsewhere = world.store.change([&](Change& change) {
        return begin_sign_in(
            change,
            {.person = lead, .secret = {9}, .expires_at = Instant{change.now().microseconds + 1}});
    });
    world.store.change([&](Change& change) {
        set_password(change, lead, "a hash");
        end_other_sign_ins(change, lead, lead.actor.sign_in);
    });
    CHECK(lead.refused(may_end_sign_in, elsewhere) == ErrorName::not_found);
    CHECK(lead.asks(storage::me).has_value());
    auto const hash = world.store.read([&](Read& read) { return password_of(read, lead.person); });
    CHECK(hash == "a hash");
}

TEST_CASE("a mail address is found however it is written, until its person leaves")
{
    World world;
    auto const lead = world.person("Skills lead", world.northmere);
    world.store.change([&](Change& change) { set_password(change, lead, "a hash"); });
    auto const finds = [&](std::string mail) {
        return world.store.read([&](Read& read) { return password_of(read, Mail{mail}); });
    };
    REQUIRE(finds("P1@Folkmoot.Example"));
    CHECK(finds("P1@Folkmoot.Example")->person == lead.person);
    CHECK_FALSE(finds("somebody@folkmoot.example"));
    world.store.change([&](Change& change) { end_person(change, lead); });
    CHECK_FALSE(finds("p1@folkmoot.example"));
}

TEST_CASE("people are found by parts of their names and authorities, without capitals and accents")
{
    World world;
    auto const lead = world.person("Skills lead", world.northmere);
    world.person("Adviser Zo\xc3\xab", world.easthaven);
    world.person("Learning rep", world.union_learning);
    CHECK(found(lead, "") == Names{"Adviser Zo\xc3\xab", "Learning rep", "Skills lead"});
    CHECK(found(lead, "zoe") == Names{"Adviser Zo\xc3\xab"});
    CHECK(found(lead, "EASTHAVEN adv") == Names{"Adviser Zo\xc3\xab"});
    CHECK(found(lead, "vul") == Names{"Learning rep"});
    CHECK(found(lead, "adviser northmere").empty());
}

TEST_CASE("at most twenty people are found, and it says that there are more")
{
    World world;
    auto const lead = world.person("Skills lead", world.northmere);
    for (int number = 0; number < 21; ++number) {
        world.person("Rep " + std::to_string(number), world.union_learning);
    }
    auto const reps = lead.asks(find_people, {.words = {"rep"}}).value();
    CHECK(reps.people.size() == 20);
    CHECK(reps.more);
    CHECK_FALSE(lead.asks(find_people, {.words = {"lead"}}).value().more);
}

TEST_CASE("a guest finds and sees only people they share a group with, and their authorities")
{
    World world;
    auto const facilitator = world.person("Facilitator", world.northmere);
    auto const group = world.group(facilitator, groups::Kind::by_invitation);
    auto const guest = world.member(group, "Guest", world.union_learning, Role::guest);
    auto const outsider = world.person("Outsider", world.easthaven);

    CHECK(found(guest, "") == Names{"Facilitator", "Guest"});
    CHECK(guest.asks(storage::me).value().guest);
    CHECK_FALSE(guest.refused(may_see_person, facilitator));
    CHECK(guest.refused(may_see_person, outsider) == ErrorName::not_found);
    CHECK(guest.refused(may_see_person, PersonId{}) == ErrorName::not_found);
    auto const authorities = guest.asks(authorities_list).value().authorities;
    REQUIRE(authorities.size() == 2);
    CHECK(authorities[0].short_name == "Northmere");
    CHECK(authorities[1].short_name == "VUL");
    CHECK(outsider.asks(authorities_list).value().authorities.size() == 3);
}

TEST_CASE("finding people within a group is for those who see who sits there")
{
    World world;
    auto const facilitator = world.person("Facilitator", world.northmere);
    auto const group = world.group(facilitator, groups::Kind::by_invitation);
    auto const outsider = world.person("Outsider", world.easthaven);
    CHECK(found(facilitator, "", group) == Names{"Facilitator"});
    CHECK(found(world.administrator(), "", group) == Names{"Facilitator"});
    CHECK(refusal(outsider.asks(find_people, {.words = {""}, .group = group})) ==
          ErrorName::not_found);
}

TEST_CASE("a person's page shows the groups that both sit in, and no name of somebody who left")
{
    World world;
    auto const facilitator = world.person("Facilitator", world.northmere);
    auto const shared = world.group(facilitator, groups::Kind::by_invitation, "Shared");
    world.group(facilitator, groups::Kind::by_invitation, "Secret");
    auto const member = world.member(shared, "Member", world.easthaven);
    auto const looks = [&] {
        return member.asks(may_see_person, facilitator, person_page, {.person = facilitator})
            .value();
    };
    REQUIRE(looks().shared_groups.size() == 1);
    CHECK(looks().shared_groups[0].name == "Shared");
    CHECK(looks().affiliations.size() == 1);
    CHECK(looks().name == "Facilitator");

    world.store.change([&](Change& change) { end_person(change, facilitator); });
    CHECK(looks().ended);
    CHECK(looks().name.empty());
    CHECK(looks().affiliations.empty());
    CHECK(looks().shared_groups.empty());
}

TEST_CASE("only an authority's coordinators and administrators see where its people sit")
{
    World world;
    auto const facilitator = world.person("Facilitator", world.northmere);
    auto const group = world.group(facilitator, groups::Kind::by_invitation);
    world.member(group, "Rep", world.union_learning);
    auto const coordinator = world.person("Coordinator", std::nullopt);
    world.store.change(
        [&](Change& change) { affiliate(change, coordinator, world.northmere, true); });
    auto const asks = [&](Somebody const& who, AuthorityId authority) {
        return who.asks(may_see_presence, authority, presence_of, {.authority = authority});
    };
    auto const seats = asks(coordinator, world.northmere).value().seats;
    REQUIRE(seats.size() == 1);
    CHECK(seats[0].name == "Facilitator");
    CHECK(seats[0].group_name == "Measures");
    CHECK(seats[0].role == "facilitator");
    CHECK(refusal(asks(coordinator, world.union_learning)) == ErrorName::forbidden);
    CHECK(refusal(asks(facilitator, world.northmere)) == ErrorName::forbidden);
    CHECK(refusal(asks(facilitator, AuthorityId{})) == ErrorName::not_found);
    CHECK(asks(world.administrator(), world.union_learning).value().seats.size() == 1);
    CHECK(refusal(coordinator.opens(group)) == ErrorName::not_found); // no content
}
