// Endings that are planned for a later day.

#include "storage/audit.hpp"
#include "storage/endings.hpp"
#include "storage/person_export.hpp"
#include "tests/storage/world.hpp"

#include <algorithm>

using namespace folkmoot::tests;

namespace {

constexpr std::chrono::hours day{24};

struct Planned {
    World world;
    Somebody boss = world.administrator();
    Somebody lead = world.person("Skills lead", world.northmere);
    GroupId group = world.group(lead, groups::Kind::by_invitation);
    Somebody leaver = world.member(group, "Leaver", world.easthaven);

    Instant in(std::chrono::microseconds time)
    {
        return Instant{world.store.clock.now().microseconds + time.count()};
    }
    Result<Done> plans(Somebody const& who, Instant at, std::optional<AuthorityId> from = {})
    {
        if (from) {
            return boss.asks(end_belonging, {.authority = *from, .person = who, .at = at});
        }
        return boss.asks(end_somebody, {.person = who, .at = at});
    }
    Result<Done> undoes(Somebody const& who, std::optional<AuthorityId> from = {})
    {
        return boss.asks(undo_ending, {.person = who, .authority = from});
    }
    std::vector<Ending> due()
    {
        auto const now = world.store.clock.now();
        return world.store.read([now](Read& read) { return endings_due(read, now); });
    }
    Result<Done> ends(Ending const& ending)
    {
        return world.store.change([&](Change& change) { return end_as_planned(change, ending); });
    }
    std::vector<people::PlannedEnding> endings(Somebody const& asker, Somebody const& of)
    {
        return asker.asks(person_page, {.person = of}).value().endings;
    }
    std::vector<std::string> trail()
    {
        std::vector<std::string> kinds;
        for (auto const& link :
             world.store.read([](Read& read) { return links_after(read, 0, 1'000); })) {
            kinds.push_back(link.kind);
        }
        return kinds;
    }
};

} // namespace

TEST_CASE_FIXTURE(Planned, "whoever is to leave on a later day notices nothing until then")
{
    auto const network = leaver.hears(world.network.feed).size();
    world.right_changes();
    plans(leaver, in(day)).value();
    CHECK(leaver.hears(world.network.feed).size() == network); // no entry tells of it
    CHECK(world.right_changes().empty());
    CHECK(endings(lead, leaver).empty());
    CHECK(endings(leaver, leaver).empty());
    auto const told = endings(boss, leaver);
    REQUIRE(told.size() == 1);
    CHECK(told[0].at == in(day));
    CHECK(told[0].by_name == "Administrator");
    CHECK_FALSE(told[0].authority);
    CHECK(trail().back() == "person_end_planned");

    world.store.clock.pass(day - std::chrono::microseconds{1});
    CHECK(due().empty());
    CHECK(ends({leaver, {}}).has_value()); // asked too early it does nothing
    CHECK(leaver.opens(group).has_value());
}

TEST_CASE_FIXTURE(Planned, "at its moment a person ends as if they were ended just then, once")
{
    plans(leaver, in(day)).value();
    world.store.restart(); // what is planned outlives the server
    world.store.clock.pass(2 * day);
    REQUIRE(due().size() == 1);
    auto const before = lead.hears(world.network.feed).size();
    ends(due()[0]).value();
    CHECK(refusal(leaver.opens(group)) == ErrorName::sign_in_needed);
    CHECK(due().empty());
    ends({leaver, {}}).value(); // the other node comes later
    auto const heard = lead.hears(world.network.feed);
    CHECK(heard.size() == before + 1);
    CHECK(heard.back() == feeds::EntryKind::person_ended);
    CHECK(lead.catches_up(world.network.feed).value().entries.back().by.value().person ==
          boss.person);
    CHECK(trail().back() == "person_ended");
    CHECK(world.store.read([](Read& read) { return check_audit(read).broken; }) == std::nullopt);
    CHECK(endings(boss, leaver).empty());
    CHECK(refusal(undoes(leaver)) == ErrorName::conflict);
}

TEST_CASE_FIXTURE(Planned, "live delivery hears of a planned end as of any other")
{
    plans(leaver, in(day)).value();
    world.store.clock.pass(day);
    auto const told = world.store.change([&](Change& change) {
        end_as_planned(change, {leaver, {}}).value();
        return change.right_changes();
    });
    CHECK(std::ranges::any_of(told, [&](RightChange const& one) {
        return one.kind == RightChange::Kind::person_ended && one.person == leaver.person;
    }));
}

TEST_CASE_FIXTURE(Planned, "belonging to an authority ends on its day, and everything else stays")
{
    auto const both = world.member(group, "Both", world.northmere);
    world.store.change([&](Change& change) { affiliate(change, both, world.easthaven, false); });
    plans(both, in(day), world.northmere).value();
    CHECK(trail().back() == "affiliation_end_planned");
    auto const page = boss.asks(authority_page, {.authority = world.northmere}).value();
    auto const row = std::ranges::find(page.people, both.person, &authorities::Belonging::person);
    CHECK(row->ends_at == in(day));
    CHECK(endings(boss, both)[0].short_name == "Northmere");
    world.store.clock.pass(day);
    REQUIRE(due().size() == 1);
    ends(due()[0]).value();
    CHECK(refusal(both.opens(group)) == ErrorName::not_found); // their seat was for it
    auto const me = both.asks(folkmoot::storage::me).value();
    REQUIRE(me.affiliations.size() == 1);
    CHECK(me.affiliations[0].authority == world.easthaven);
    CHECK(due().empty());
}

TEST_CASE_FIXTURE(Planned,
                  "an authority's page says which comes first, the end of belonging or of all")
{
    auto const ends_at = [this] {
        auto const page = boss.asks(authority_page, {.authority = world.easthaven}).value();
        auto const& people = page.people;
        return std::ranges::find(people, leaver.person, &authorities::Belonging::person)->ends_at;
    };
    CHECK_FALSE(ends_at());
    plans(leaver, in(2 * day)).value();
    CHECK(ends_at() == in(2 * day));
    plans(leaver, in(day), world.easthaven).value();
    CHECK(ends_at() == in(day));
    plans(leaver, in(3 * day), world.easthaven).value();
    CHECK(ends_at() == in(2 * day));
}

TEST_CASE_FIXTURE(Planned, "of two ends at the same moment each happens once, whichever is first")
{
    auto const other = world.member(group, "Other", world.easthaven);
    for (auto const& who : {leaver, other}) {
        plans(who, in(day)).value();
        plans(who, in(day), world.easthaven).value();
    }
    world.store.clock.pass(day);
    CHECK(due().size() == 4);
    ends({leaver, {}}).value();
    CHECK(due().size() == 2); // their belonging went with them
    auto const told = trail().size();
    ends({leaver, world.easthaven}).value();
    CHECK(trail().size() == told);
    ends({other, world.easthaven}).value();
    ends({other, {}}).value();
    CHECK(refusal(other.opens(group)) == ErrorName::sign_in_needed);
    CHECK(due().empty());
}

TEST_CASE_FIXTURE(Planned, "undoing one planned end leaves the other")
{
    plans(leaver, in(2 * day)).value();
    plans(leaver, in(day), world.easthaven).value();
    undoes(leaver, world.easthaven).value();
    CHECK(trail().back() == "affiliation_end_undone");
    auto const left = endings(boss, leaver);
    REQUIRE(left.size() == 1);
    CHECK_FALSE(left[0].authority);
    CHECK(refusal(undoes(leaver, world.easthaven)) == ErrorName::conflict);
    world.store.clock.pass(day);
    CHECK(due().empty());
}

TEST_CASE_FIXTURE(Planned, "what was undone does not end, and may be planned anew")
{
    plans(leaver, in(day)).value();
    undoes(leaver).value();
    CHECK(trail().back() == "person_end_undone");
    CHECK(refusal(undoes(leaver)) == ErrorName::conflict);
    CHECK(endings(boss, leaver).empty());
    world.store.clock.pass(2 * day);
    CHECK(due().empty());
    ends({leaver, {}}).value(); // found just before it was undone
    CHECK(leaver.opens(group).has_value());

    plans(leaver, in(day)).value();
    plans(leaver, in(3 * day)).value(); // put off: the last word counts
    world.store.clock.pass(2 * day);
    CHECK(due().empty());
    boss.asks(end_somebody, {.person = leaver}).value(); // and at once is at once
    world.store.clock.pass(2 * day);
    CHECK(due().empty());
}

TEST_CASE_FIXTURE(Planned, "an ending is planned for a time to come, at most five years ahead")
{
    CHECK(field_of_refusal(plans(leaver, in({}))) == "at");
    CHECK(field_of_refusal(plans(leaver, in(-day))) == "at");
    CHECK(field_of_refusal(plans(leaver, in(6 * 365 * day))) == "at");
    CHECK(field_of_refusal(plans(leaver, in(-day), world.easthaven)) == "at");
    CHECK(refusal(plans(leaver, in(day), world.northmere)) == ErrorName::not_found);
    CHECK(endings(boss, leaver).empty());
    plans(leaver, in(5 * 365 * day)).value();
}

TEST_CASE_FIXTURE(Planned,
                  "the last administrator is not planned to leave, and stays when that is due")
{
    CHECK(refusal(plans(boss, in(day))) == ErrorName::conflict);
    auto const other = world.person("Second", world.northmere, true);
    plans(boss, in(day)).value();
    boss.asks(end_somebody, {.person = other}).value();
    world.store.clock.pass(day);
    REQUIRE(due().size() == 1);
    CHECK(refusal(ends(due()[0])) == ErrorName::conflict);
    CHECK(endings(boss, boss).size() == 1); // it is still there to be undone
    boss.asks(appoint_administrator, {.person = lead, .administrator = true}).value();
    ends(due()[0]).value();
    CHECK(refusal(boss.opens(group)) == ErrorName::sign_in_needed);
}

TEST_CASE_FIXTURE(Planned, "a planned end goes on with the authority that theirs was merged into")
{
    auto const both = world.person("Both", world.easthaven);
    world.store.change([&](Change& change) { affiliate(change, both, world.northmere, false); });
    plans(leaver, in(day), world.easthaven).value();
    plans(both, in(day), world.easthaven).value();
    boss.asks(merge_authority,
              {.authority = world.easthaven, .revision = 1, .into = world.northmere})
        .value();
    auto const carried = endings(boss, leaver);
    REQUIRE(carried.size() == 1);
    CHECK(carried[0].authority == world.northmere);
    CHECK(carried[0].at == in(day));
    CHECK(endings(boss, both).empty()); // they belonged to it before, and do
    world.store.clock.pass(day);
    REQUIRE(due().size() == 1);
    ends(due()[0]).value();
    CHECK(refusal(leaver.opens(group)) == ErrorName::not_found);
}

TEST_CASE_FIXTURE(Planned,
                  "a planned end goes along with whoever is split off into a new authority")
{
    plans(leaver, in(day), world.easthaven).value();
    auto const made = boss.asks(split_authority, {.authority = world.easthaven,
                                                  .revision = 1,
                                                  .name = {"Easthaven Port"},
                                                  .short_name = {"Port"},
                                                  .people = {{leaver}}})
                          .value();
    auto const carried = endings(boss, leaver);
    REQUIRE(carried.size() == 1);
    CHECK(carried[0].authority == made.authority);
    CHECK(refusal(undoes(leaver, world.easthaven)) == ErrorName::conflict);
    undoes(leaver, made.authority).value();
}

TEST_CASE_FIXTURE(Planned, "what is planned for a person is in their export")
{
    plans(leaver, in(day)).value();
    plans(leaver, in(2 * day), world.easthaven).value();
    auto const all =
        world.store.read([&](Read& read) { return person_export(read, leaver.person).value(); });
    CHECK(all.ends_at == in(day));
    REQUIRE(all.belongings.size() == 1);
    CHECK(all.belongings[0].ends_at == in(2 * day));
}
