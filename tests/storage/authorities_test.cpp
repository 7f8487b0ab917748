// Authorities change: names, merging, splitting, closing; and what goes on with them.

#include "tests/storage/world.hpp"

#include <algorithm>
#include <future>

using namespace folkmoot::tests;

namespace {

using Colour = authorities::Colour;

template <class Answer, class On, class Request>
Result<Answer> administers(Somebody const& who,
                           Result<Answer> (*function)(On&, Actor const&, Request const&),
                           std::type_identity_t<Request> const& request)
{
    return who.world->store.template change([&](Change& change) -> Result<Answer> {
        if (auto const may = may_administer(change, who.actor); may.has_error()) {
            return may.error();
        }
        return function(change, who.actor, request);
    });
}

authorities::AuthorityPage page_of(Somebody const& who, AuthorityId authority)
{
    return who.asks(authority_page, {.authority = authority}).value();
}

authorities::ChangeAuthority renaming(AuthorityId authority, Revision revision, std::string name,
                                      std::string short_name)
{
    return {.authority = authority,
            .revision = revision,
            .name = {name},
            .short_name = {short_name},
            .kind = authorities::Kind::council};
}

/// For whom somebody sits in a group, and as what.
std::vector<std::pair<AuthorityId, Role>> seats_in(Somebody const& who, GroupId group)
{
    std::vector<std::pair<AuthorityId, Role>> seats;
    for (auto const& seat : who.opens(group).value().own_seats) {
        seats.emplace_back(seat.authority, seat.role);
    }
    return seats;
}

bool narrows(std::vector<RightChange> const& changes, FeedId feed)
{
    return std::ranges::any_of(changes, [&](RightChange const& change) {
        return change.feed == feed && change.narrows();
    });
}

} // namespace

TEST_CASE("an administrator makes an authority, and nobody else does")
{
    World world;
    auto const boss = world.administrator();
    auto const lead = world.person("Skills lead", world.northmere);
    authorities::Make const request{.name = {"Harbrook Council"},
                                    .short_name = {"Harbrook"},
                                    .kind = authorities::Kind::council,
                                    .colour = Colour::teal,
                                    .mail_domains = {{{"Harbrook.Example"}, {"harbrook.example"}}}};
    CHECK(refusal(administers(lead, make_authority, request)) == ErrorName::forbidden);
    auto const made = administers(boss, make_authority, request).value().authority;
    auto const page = page_of(boss, made);
    CHECK(page.name == "Harbrook Council");
    CHECK(page.colour == Colour::teal);
    CHECK(page.mail_domains == std::vector<std::string>{"harbrook.example"});
    CHECK(page.revision == 1);
    CHECK(lead.hears(world.network.feed).back() == feeds::EntryKind::authority_made);
    CHECK(lead.catches_up(world.network.feed).value().entries.back().about_authority == made);
    CHECK(field_of_refusal(administers(boss, make_authority, request)) == "name");
    auto odd = request;
    odd.name = {"Other"}, odd.short_name = {"Other"}, odd.mail_domains = {{{"no domain"}}};
    CHECK(field_of_refusal(administers(boss, make_authority, odd)) == "mail_domains");
}

TEST_CASE("a new name is dated: what was written keeps the name of its day")
{
    World world;
    auto const boss = world.administrator();
    auto const lead = world.person("Skills lead", world.northmere);
    auto const group = world.group(lead, groups::Kind::open);
    auto const topic = lead.starts(group, "Old", "Before").value().topic;
    world.store.clock.pass(std::chrono::hours{24});
    auto const request = renaming(world.northmere, 1, "Vale Unitary Council", "Vale");
    CHECK(administers(boss, change_authority, request).value().revision == 2);
    lead.replies(topic, "After").value();
    auto const page = lead.looks_at(topic).value();
    CHECK(page.posts[0].by.authority_name == "Northmere");
    CHECK(page.posts[1].by.authority_name == "Vale");
    CHECK(page_of(boss, world.northmere).names.size() == 2);
    CHECK(page_of(boss, world.northmere).names[0].short_name == "Vale");

    CHECK(refusal(administers(boss, change_authority, request)) == ErrorName::conflict);
    auto const again = renaming(world.northmere, 2, "Vale Unitary Council", "Vale");
    CHECK(administers(boss, change_authority, again).value().revision == 2); // nothing new
    auto const taken = renaming(world.northmere, 2, "Vale Unitary Council", "VUL");
    CHECK(field_of_refusal(administers(boss, change_authority, taken)) == "name");
    auto const nowhere = renaming({}, 1, "X", "X");
    CHECK(refusal(administers(boss, change_authority, nowhere)) == ErrorName::not_found);
}

TEST_CASE("of several who give an authority the same name at the same instant one does")
{
    World world;
    auto const boss = world.administrator();
    auto& store = world.store.store();
    for (int round = 0; round < 10; ++round) {
        CAPTURE(round);
        authorities::Make const request{.name = {"Westmere " + std::to_string(round)},
                                        .short_name = {"W" + std::to_string(round)},
                                        .kind = authorities::Kind::council};
        std::vector<std::promise<bool>> made(8);
        for (auto& one : made) {
            // Each about something else, so that they go to different writers where there are several.
            auto const place =
                world.store.change([](Change& change) { return change.fresh_uuid(); });
            store.change<authorities::Made>(
                [&](Change& change) { return make_authority(change, boss.actor, request); },
                [&one](Result<authorities::Made> const& result) {
                    one.set_value(!result.has_error());
                },
                place);
        }
        CHECK(std::ranges::count_if(made, [](auto& one) { return one.get_future().get(); }) == 1);
    }
}

TEST_CASE("an authority is not opened again while another has its name")
{
    World world;
    auto const boss = world.administrator();
    authorities::Make const westmere{
        .name = {"Westmere"}, .short_name = {"W"}, .kind = authorities::Kind::council};
    auto const first = administers(boss, make_authority, westmere).value().authority;
    auto const revision = page_of(boss, first).revision;
    auto const closed = administers(boss, close_authority,
                                    {.authority = first, .revision = revision, .closed = true})
                            .value()
                            .revision;
    administers(boss, make_authority, westmere).value();
    auto const opens = [&](Revision looked_at) {
        return administers(boss, close_authority,
                           {.authority = first, .revision = looked_at, .closed = false});
    };
    CHECK(refusal(opens(closed)) == ErrorName::conflict);
    auto const renamed =
        administers(boss, change_authority, renaming(first, closed, "Old Westmere", "OW"));
    CHECK_FALSE(refusal(opens(renamed.value().revision)));
}

TEST_CASE("people, seats and requests go on with the authority that theirs was merged into")
{
    World world;
    auto const boss = world.administrator();
    auto const lead = world.person("Skills lead", world.northmere);
    auto const group = world.group(lead, groups::Kind::by_invitation);
    auto const waits =
        world.group(world.person("Other", world.union_learning), groups::Kind::by_request, "Waits");
    auto const member = world.member(group, "Member", world.union_learning);
    auto const topic = lead.starts(group, "Measures", "What do you count?").value().topic;
    lead.asks_to_join(waits).value();
    world.store.change([&](Change& change) { affiliate(change, lead, world.northmere, true); });
    member.replies(topic, "Learners").value();
    auto const unread = lead.unread(group);
    auto const feeds = world.feeds(group);
    auto const before = lead.catches_up(feeds.feed).value().entries.size();
    world.right_changes();

    auto const merged =
        administers(boss, merge_authority,
                    {.authority = world.northmere, .revision = 1, .into = world.easthaven});
    CHECK(merged.value().revision == 2);
    CHECK(seats_in(lead, group) == std::vector{std::pair{world.easthaven, Role::facilitator}});
    CHECK(lead.unread(group) == unread); // nothing counts as read by it
    CHECK(lead.catches_up(feeds.feed).value().entries.size() == before + 1); // no gap
    CHECK(lead.hears(feeds.feed).back() == feeds::EntryKind::seat_goes_on);
    CHECK(lead.catches_up(feeds.desk).has_value());
    CHECK(lead.looks_at(topic).value().posts[0].by.authority_name == "Northmere");
    auto const told = world.right_changes();
    CHECK_FALSE(narrows(told, feeds.feed));
    CHECK_FALSE(narrows(told, feeds.desk));

    auto const page = page_of(boss, world.northmere);
    CHECK(page.closed);
    CHECK(page.succeeded_by == world.easthaven);
    CHECK(page.people.empty());
    auto const into = page_of(boss, world.easthaven);
    REQUIRE(into.people.size() == 1);
    CHECK(into.people[0].coordinator);
    CHECK(lead.hears(lead.feed()).back() == feeds::EntryKind::affiliation_ended);
    CHECK(lead.starts(group, "New", "For whom?").has_value());
    CHECK(lead.looks_at(lead.starts(group, "New", "For whom?").value().topic)
              .value()
              .topic.by.authority_name == "Easthaven");
    // whoever was to belong to it belongs to the one it went on in
    world.store.change([&](Change& change) { affiliate(change, member, world.northmere, false); });
    CHECK(page_of(boss, world.easthaven).people.size() == 2);
}

TEST_CASE("two seats in a group become one when their authorities do, with the higher role")
{
    World world;
    auto const boss = world.administrator();
    auto const lead = world.person("Skills lead", world.northmere);
    auto const group = world.group(lead, groups::Kind::open);
    world.store.change([&](Change& change) { affiliate(change, lead, world.easthaven, false); });
    world.seat(group, lead, world.easthaven, Role::member);
    administers(boss, merge_authority,
                {.authority = world.northmere, .revision = 1, .into = world.easthaven})
        .value();
    CHECK(seats_in(lead, group) == std::vector{std::pair{world.easthaven, Role::facilitator}});
    CHECK(lead.opens(group).value().facilitators.size() == 1);
}

TEST_CASE("an authority is not merged into itself, a closed one or nothing")
{
    World world;
    auto const boss = world.administrator();
    auto const merge = [&](AuthorityId from, Revision revision, AuthorityId into) {
        return administers(boss, merge_authority,
                           {.authority = from, .revision = revision, .into = into});
    };
    CHECK(field_of_refusal(merge(world.northmere, 1, world.northmere)) == "into");
    CHECK(field_of_refusal(merge(world.northmere, 1, AuthorityId{})) == "into");
    CHECK(merge(world.northmere, 1, world.easthaven).has_value());
    CHECK(refusal(merge(world.union_learning, 1, world.northmere)) == ErrorName::conflict);
    CHECK(refusal(merge(world.northmere, 2, world.easthaven)) == ErrorName::conflict);
    CHECK(refusal(merge(world.easthaven, 1, world.union_learning)) == ErrorName::conflict);
    CHECK(merge(world.easthaven, 2, world.union_learning).has_value());
    auto const open_again = administers(
        boss, close_authority, {.authority = world.northmere, .revision = 2, .closed = false});
    CHECK(refusal(open_again) == ErrorName::conflict);
}

TEST_CASE("a part of an authority becomes one of its own, with the people who go on with it")
{
    World world;
    auto const boss = world.administrator();
    auto const stays = world.person("Stays", world.northmere);
    auto const goes = world.person("Goes", world.northmere);
    auto const group = world.group(stays, groups::Kind::open);
    world.seat(group, goes, world.northmere);
    authorities::Split request{.authority = world.northmere,
                               .revision = 1,
                               .name = {"Northmere Trust"},
                               .short_name = {"Trust"},
                               .kind = authorities::Kind::provider,
                               .people = {{goes, stays, world.administrator()}}};
    CHECK(field_of_refusal(administers(boss, split_authority, request)) == "people");
    request.people = {{goes.person}};
    auto const made = administers(boss, split_authority, request).value().authority;
    CHECK(page_of(boss, made).split_from == world.northmere);
    CHECK(page_of(boss, made).people.size() == 1);
    CHECK(page_of(boss, world.northmere).people.size() == 1);
    CHECK(seats_in(goes, group) == std::vector{std::pair{made, Role::member}});
    CHECK(seats_in(stays, group) == std::vector{std::pair{world.northmere, Role::facilitator}});
    CHECK(refusal(administers(boss, split_authority, request)) == ErrorName::conflict);
}

TEST_CASE("an authority is closed when nobody belongs to it any more, and can be opened again")
{
    World world;
    auto const boss = world.administrator();
    auto const lead = world.person("Skills lead", world.northmere);
    auto const set = [&](Revision revision, bool closed) {
        return administers(boss, close_authority,
                           {.authority = world.northmere, .revision = revision, .closed = closed});
    };
    CHECK(refusal(set(1, true)) == ErrorName::conflict);
    world.store.change([&](Change& change) { end_affiliation(change, lead, world.northmere); });
    CHECK(set(1, true).value().revision == 2);
    CHECK(page_of(boss, world.northmere).closed);
    CHECK(set(2, false).value().revision == 3);
    CHECK_FALSE(page_of(boss, world.northmere).closed);
    using enum feeds::EntryKind;
    auto const heard = lead.hears(world.network.feed);
    CHECK(std::vector(heard.end() - 2, heard.end()) ==
          std::vector{authority_closed, authority_reopened});
}

TEST_CASE("coordinators are made and unmade among those who belong to an authority")
{
    World world;
    auto const boss = world.administrator();
    auto const lead = world.person("Skills lead", world.northmere);
    auto const set = [&](PersonId person, bool coordinator) {
        return administers(
            boss, set_coordinator,
            {.authority = world.northmere, .person = person, .coordinator = coordinator});
    };
    CHECK(refusal(set(boss, true)) == ErrorName::not_found);
    CHECK(lead.refused(may_see_presence, world.northmere) == ErrorName::forbidden);
    CHECK(set(lead, true).has_value());
    CHECK(lead.refused(may_see_presence, world.northmere) == std::nullopt);
    CHECK(lead.hears(lead.feed()).back() == feeds::EntryKind::coordinator_made);
    CHECK(set(lead, false).has_value());
    CHECK(lead.refused(may_see_presence, world.northmere) == ErrorName::forbidden);
}

TEST_CASE("how many people belong to an authority is told to administrators alone")
{
    World world;
    auto const lead = world.person("Skills lead", world.northmere);
    auto const people_seen_by = [](Somebody const& who) {
        Count all = 0;
        for (auto const& row : who.asks(authorities_list).value().authorities) {
            all += row.people;
        }
        return all;
    };
    CHECK(people_seen_by(lead) == 0);
    CHECK(people_seen_by(world.administrator()) == 1);
}

TEST_CASE("an administrator ends somebody, or their belonging, at once; the last one stays")
{
    World world;
    auto const boss = world.administrator();
    auto const lead = world.person("Skills lead", world.northmere);
    auto const group = world.group(lead, groups::Kind::by_invitation);
    auto const member = world.member(group, "Member", world.easthaven);
    auto const end = [&](PersonId person) {
        return administers(boss, end_somebody, {.person = person});
    };
    auto const appoint = [&](PersonId person, bool administrator) {
        return administers(boss, appoint_administrator,
                           {.person = person, .administrator = administrator});
    };
    auto const unbind =
        administers(boss, end_belonging, {.authority = world.easthaven, .person = member});
    CHECK(unbind.has_value());
    CHECK(refusal(member.opens(group)) == ErrorName::not_found);
    CHECK(refusal(
              administers(boss, end_belonging, {.authority = world.easthaven, .person = member})) ==
          ErrorName::not_found);

    CHECK(refusal(end(boss)) == ErrorName::conflict);
    CHECK(refusal(appoint(boss, false)) == ErrorName::conflict);
    CHECK(refusal(end(PersonId{})) == ErrorName::not_found);
    CHECK(end(member).has_value());
    CHECK(refusal(member.asks(folkmoot::storage::me)) == ErrorName::sign_in_needed);
    CHECK(refusal(end(member)) == ErrorName::not_found);
    CHECK(refusal(appoint(member, true)) == ErrorName::not_found);

    CHECK(appoint(lead, true).has_value());
    CHECK(lead.refused(may_see_presence, world.easthaven) == std::nullopt);
    CHECK(end(boss).has_value());
    CHECK(boss.world->store.read([&](Read& read) {
        return read.number(R"sql(SELECT count(*) FROM people WHERE administrator = 1
                                    AND ended_at IS NULL)sql");
    }) == 1);
}
