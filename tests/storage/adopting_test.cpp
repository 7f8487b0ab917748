// Adopting: which authority uses which version, who may say so, and who is told that there is a newer one.

#include "storage/adopting.hpp"
#include "storage/erasure.hpp"
#include "storage/network.hpp"
#include "storage/outbox.hpp"
#include "storage/people.hpp"
#include "storage/person_export.hpp"
#include "tests/storage/library_scene.hpp"

using namespace folkmoot::tests;
using enum feeds::EntryKind;

namespace {

/// A resource of Northmere's in a group of three authorities, with version 1 released.
struct Adopting {
    World world;
    Somebody lead = world.person("Skills lead", world.northmere);
    GroupId group = world.group(lead, groups::Kind::by_invitation);
    FeedId feed = world.feeds(group).feed;
    Somebody ana = world.member(group, "Ana", world.easthaven);
    Somebody guest = world.member(group, "Guest", world.union_learning, Role::guest);
    ResourceId resource;
    VersionId first;
    VersionId latest;

    Adopting()
    {
        auto const added = puts_link_in(lead, group);
        resource = added.resource;
        first = release(added.version);
    }

    VersionId draft()
    {
        return lead
            .asks(may_add_version, resource, add_version,
                  {.resource = resource,
                   .changed = {"Shorter"},
                   .link = Link{"https://northmere.example/next"}})
            .value()
            .version;
    }
    VersionId release(VersionId version)
    {
        world.store.clock.pass(std::chrono::minutes{1});
        auto const revision = lead.asks(may_read_resource, resource, resource_page, {resource})
                                  .value()
                                  .resource.revision;
        lead.asks(may_release_version, version, release_version,
                  {.version = version, .revision = revision, .note = {"Ready"}})
            .value();
        return latest = version;
    }
    VersionId next() { return release(draft()); }
    Result<Done> adopt(Somebody const& who, VersionId version,
                       std::optional<AuthorityId> authority = {}, std::string note = "")
    {
        world.store.clock.pass(std::chrono::minutes{1});
        return who.asks(may_adopt, version, adopt_version,
                        {.version = version, .authority = authority, .note = {std::move(note)}});
    }
    Result<Done> end(Somebody const& who, std::optional<AuthorityId> authority = {})
    {
        return who.asks(
            may_end_adoption, resource, end_adoption,
            {.resource = resource, .authority = authority, .why = {"We wrote our own"}});
    }
    Result<Done> remove(VersionId version)
    {
        lead.asks(may_remove_version, version, remove_version,
                  {.version = version, .why = {"A mistake"}})
            .value();
        return Done{};
    }
    library::AdoptionGrid grid(Somebody const& who)
    {
        return who.asks(may_read_resource, resource, adoptions_of, {resource}).value();
    }
    library::AdoptionGrid grid() { return grid(lead); }
    std::vector<home::NewerVersion> waiting(Somebody const& who)
    {
        return who.asks(home_page).value().newer_versions;
    }
    Somebody coordinator_of(AuthorityId authority)
    {
        auto const somebody = world.person("Coordinator", std::nullopt);
        world.store.change([&](Change& change) { affiliate(change, somebody, authority, true); });
        return somebody;
    }
};

} // namespace

TEST_CASE(
    "an authority adopts a version, and everybody in the group sees which, since when, by whom")
{
    Adopting adopting;
    adopting.adopt(adopting.ana, adopting.first, {}, "For our libraries").value();
    auto const grid = adopting.grid(adopting.guest);
    REQUIRE(grid.adoptions.size() == 1);
    auto const& row = grid.adoptions[0];
    CHECK(row.authority == adopting.world.easthaven);
    CHECK(row.authority_name == "Easthaven");
    CHECK(row.version == adopting.first);
    CHECK(row.number == 1);
    CHECK(row.behind == 0);
    CHECK_FALSE(row.removed);
    CHECK_FALSE(row.closed);
    CHECK(row.by.name == "Ana");
    CHECK(row.by.authority_name == "Easthaven");
    CHECK(row.words == "For our libraries");
    CHECK(row.at == adopting.world.store.clock.now());
    CHECK(grid.before.empty());

    auto const told = adopting.guest.catches_up(adopting.feed).value().entries.back();
    CHECK(told.kind == version_adopted);
    CHECK(told.number == grid.entry);
    CHECK(told.resource->resource == adopting.resource);
    CHECK(told.version == adopting.first);
    CHECK(told.by->authority_name == "Easthaven");
}

TEST_CASE("one adoption of an authority stands, and what it said before is kept as it was said")
{
    Adopting adopting;
    adopting.adopt(adopting.ana, adopting.first, {}, "For a start").value();
    auto const second = adopting.next();
    auto const third = adopting.next();
    CHECK(adopting.grid().adoptions[0].behind == 2);
    adopting.adopt(adopting.ana, second).value();
    CHECK(adopting.grid().adoptions[0].behind == 1);
    adopting.adopt(adopting.lead, third).value();

    auto const grid = adopting.grid();
    REQUIRE(grid.adoptions.size() == 2); // by name: Easthaven, Northmere
    CHECK(grid.adoptions[0].number == 2);
    CHECK(grid.adoptions[1].authority == adopting.world.northmere);
    CHECK(grid.adoptions[1].number == 3);
    REQUIRE(grid.before.size() == 1);
    CHECK(grid.before[0].number == 1);
    CHECK(grid.before[0].words == "For a start");

    adopting.adopt(adopting.ana, adopting.first).value(); // an older one again
    CHECK(adopting.grid().adoptions[0].number == 1);
    CHECK(adopting.grid().before.size() == 2);
}

TEST_CASE("saying again what stands says nothing")
{
    Adopting adopting;
    CHECK(adopting.end(adopting.ana).has_value()); // it uses none
    CHECK(adopting.ana.hears(adopting.feed).back() == version_released);
    adopting.adopt(adopting.ana, adopting.first).value();
    auto const entry = adopting.grid().entry;
    CHECK(adopting.adopt(adopting.ana, adopting.first).has_value());
    CHECK(adopting.grid().entry == entry);
    CHECK(adopting.grid().before.empty());
}

TEST_CASE("an authority that stops using a resource is told as one that did")
{
    Adopting adopting;
    adopting.adopt(adopting.ana, adopting.first).value();
    adopting.end(adopting.ana).value();
    auto const grid = adopting.grid();
    CHECK(grid.adoptions.empty());
    REQUIRE(grid.before.size() == 2); // the newest first
    CHECK_FALSE(grid.before[0].version.has_value());
    CHECK(grid.before[0].words == "We wrote our own");
    CHECK(grid.before[1].number == 1);
    CHECK(adopting.lead.hears(adopting.feed).back() == adoption_ended);
    adopting.adopt(adopting.ana, adopting.first).value();
    CHECK(adopting.grid().adoptions.size() == 1);
}

TEST_CASE("what is released and stands is adopted: no draft, and nothing that was removed")
{
    Adopting adopting;
    auto const draft = adopting.draft();
    CHECK(refusal(adopting.adopt(adopting.ana, draft)) == ErrorName::conflict);
    auto const second = adopting.next();
    adopting.remove(second);
    CHECK(refusal(adopting.adopt(adopting.ana, second)) == ErrorName::conflict);
    CHECK(adopting.grid().adoptions.empty());
}

TEST_CASE("who sits in the group for an authority says what it uses; a guest and others do not")
{
    Adopting adopting;
    auto const outsider = adopting.world.person("Outsider", adopting.world.easthaven);
    auto const coordinator = adopting.coordinator_of(adopting.world.easthaven);
    CHECK(refusal(adopting.adopt(adopting.guest, adopting.first)) == ErrorName::forbidden);
    CHECK(refusal(adopting.end(adopting.guest)) == ErrorName::forbidden);
    CHECK(refusal(adopting.adopt(outsider, adopting.first)) == ErrorName::not_found);
    CHECK(refusal(adopting.adopt(coordinator, adopting.first)) == ErrorName::not_found);
    auto const for_another = adopting.adopt(adopting.ana, adopting.first, adopting.world.northmere);
    CHECK(field_of_refusal(for_another) == "authority");

    // whoever is a guest for one authority stays so, also when they are a member for another
    adopting.world.seat(adopting.group, adopting.ana, adopting.world.union_learning, Role::guest);
    auto const as_guest =
        adopting.adopt(adopting.ana, adopting.first, adopting.world.union_learning);
    CHECK(refusal(as_guest) == ErrorName::forbidden);
    CHECK(adopting.adopt(adopting.ana, adopting.first, adopting.world.easthaven).has_value());

    adopting.lead.archives(adopting.group).value();
    CHECK(refusal(adopting.adopt(adopting.lead, adopting.first)) == ErrorName::forbidden);
    CHECK(refusal(adopting.end(adopting.ana)) == ErrorName::forbidden);
    CHECK(adopting.grid(adopting.ana).adoptions.size() == 1);
}

TEST_CASE("an adoption of a version that is removed stays, and the grid says that it was")
{
    Adopting adopting;
    auto const second = adopting.next();
    adopting.adopt(adopting.ana, second).value();
    adopting.remove(second);
    auto const row = adopting.grid().adoptions.at(0);
    CHECK(row.removed);
    CHECK(row.number == 2);
    CHECK(row.version == second);
    CHECK(row.behind == 0); // version 1 is current again
    auto const waits = adopting.waiting(adopting.ana);
    REQUIRE(waits.size() == 1);
    CHECK(waits[0].removed);
    CHECK(waits[0].current == 1);
    adopting.remove(adopting.first);
    CHECK(adopting.waiting(adopting.ana).empty()); // there is none to change to
}

TEST_CASE("a release waits on the home page of who adopted and of coordinators who may read it")
{
    Adopting adopting;
    auto const colleague = adopting.world.member(adopting.group, "Cas", adopting.world.easthaven);
    auto const coordinator = adopting.coordinator_of(adopting.world.easthaven);
    auto const outside = adopting.coordinator_of(adopting.world.easthaven);
    adopting.world.seat(adopting.group, coordinator, adopting.world.easthaven);
    adopting.adopt(adopting.ana, adopting.first).value();
    CHECK(adopting.waiting(adopting.ana).empty());
    adopting.next();
    auto const waits = adopting.waiting(adopting.ana);
    REQUIRE(waits.size() == 1);
    CHECK(waits[0].resource == adopting.resource);
    CHECK(waits[0].title == "Toolkit");
    CHECK(waits[0].group == adopting.group);
    CHECK(waits[0].authority_name == "Easthaven");
    CHECK(waits[0].number == 1);
    CHECK(waits[0].current == 2);
    CHECK_FALSE(waits[0].removed);
    CHECK(adopting.waiting(coordinator).size() == 1);
    CHECK(adopting.waiting(outside).empty());
    CHECK(adopting.waiting(colleague).empty());
    CHECK(adopting.waiting(adopting.lead).empty());

    adopting.adopt(colleague, adopting.latest).value(); // catching up settles it for everybody
    CHECK(adopting.waiting(adopting.ana).empty());
    CHECK(adopting.waiting(coordinator).empty());
    adopting.next();
    CHECK(adopting.waiting(colleague).size() == 1); // who said it last
    CHECK(adopting.waiting(adopting.ana).empty());
    adopting.lead.archives(adopting.group).value();
    CHECK(adopting.waiting(colleague).empty()); // nobody can catch up there
}

TEST_CASE(
    "an adoption stays with a closed authority, which the grid marks, until a facilitator ends it")
{
    Adopting adopting;
    adopting.adopt(adopting.ana, adopting.first).value();
    auto const boss = adopting.world.administrator();
    CHECK(field_of_refusal(adopting.end(adopting.lead, adopting.world.easthaven)) == "authority");
    adopting.world.store.change([&](Change& change) {
        merge_authority(change, boss.actor,
                        {.authority = adopting.world.easthaven,
                         .revision = 1,
                         .into = adopting.world.union_learning})
            .value();
    });
    CHECK(adopting.grid().adoptions.at(0).closed);
    CHECK(field_of_refusal(adopting.end(adopting.ana, adopting.world.easthaven)) == "authority");
    adopting.end(adopting.lead, adopting.world.easthaven).value();
    auto const grid = adopting.grid();
    CHECK(grid.adoptions.empty());
    CHECK(grid.before.at(0).authority == adopting.world.easthaven);
    CHECK(grid.before.at(0).by.authority_name == "Northmere");
}

TEST_CASE("who adopted goes out with their name and words, and what their authority uses stays")
{
    Adopting adopting;
    adopting.adopt(adopting.ana, adopting.first, {}, "For our libraries").value();
    auto const kept = adopting.world.store.read(
        [&](Read& read) { return person_export(read, adopting.ana).value(); });
    REQUIRE(kept.adoptions.size() == 1);
    CHECK(kept.adoptions[0].resource == "Toolkit");
    CHECK(kept.adoptions[0].authority == "Easthaven Borough Council");
    CHECK(kept.adoptions[0].number == 1);
    CHECK(kept.adoptions[0].words == "For our libraries");

    auto const boss = adopting.world.administrator();
    auto const erase = [&] {
        return adopting.world.store.change(
            [&](Change& change) { return erase_person(change, adopting.ana, Writings::erased); });
    };
    adopting.world.store.change([&](Change& change) {
        set_hold(change, {.group = adopting.group}, boss, "A complaint").value();
    });
    CHECK(refusal(erase()) == ErrorName::conflict); // her words are held there
    adopting.world.store.change(
        [&](Change& change) { lift_hold(change, {.group = adopting.group}, boss).value(); });
    erase().value();
    auto const row = adopting.grid().adoptions.at(0);
    CHECK(row.by.name.empty());
    CHECK(row.words.empty());
    CHECK(row.number == 1);
    CHECK(row.authority_name == "Easthaven");
}

// --- mails about newer versions -------------------------------------------------------------------------

namespace {

SecretHash secret(std::uint8_t number)
{
    SecretHash hash{};
    hash[0] = number;
    return hash;
}

/// Everything that waits, as it would be written now.
std::vector<ReleaseLetter> letters(Adopting& adopting, std::uint8_t first_secret = 1)
{
    return adopting.world.store.change([&](Change& change) {
        std::vector<ReleaseLetter> all;
        while (auto mail = take_mail(
                   change, secret(static_cast<std::uint8_t>(first_secret + all.size())))) {
            all.push_back(std::get<ReleaseLetter>(mail->about));
            mail_sent(change, mail->mail);
        }
        return all;
    });
}

std::int64_t mails_that_wait(Adopting& adopting)
{
    auto const now = adopting.world.store.clock.now();
    return adopting.world.store.read([&](Read& read) { return mails_due(read, now); });
}

} // namespace

TEST_CASE("a release writes one letter to each who would want it, with what changed")
{
    Adopting adopting;
    auto const coordinator = adopting.coordinator_of(adopting.world.easthaven);
    adopting.world.seat(adopting.group, coordinator, adopting.world.easthaven);
    adopting.coordinator_of(adopting.world.easthaven); // may not read the group
    adopting.adopt(coordinator, adopting.first).value();
    adopting.adopt(adopting.lead, adopting.first).value();
    CHECK(mails_that_wait(adopting) == 0);
    adopting.next(); // by lead, who knows
    CHECK(mails_that_wait(adopting) == 1);
    auto const sent = letters(adopting);
    REQUIRE(sent.size() == 1);
    CHECK(sent[0].person == coordinator.person);
    CHECK(sent[0].title == "Toolkit");
    CHECK(sent[0].group_name == "Measures");
    CHECK(sent[0].number == 2);
    CHECK(sent[0].changed == "Shorter");
    CHECK(sent[0].note == "Ready");
    REQUIRE(sent[0].uses.size() == 1);
    CHECK(sent[0].uses[0].authority_name == "Easthaven");
    CHECK(sent[0].uses[0].number == 1);
    CHECK(letters(adopting).empty());
}

TEST_CASE(
    "a letter that came to nothing is not sent: caught up, superseded, removed or not to be read")
{
    Adopting adopting;
    adopting.adopt(adopting.ana, adopting.first).value();
    auto const second = adopting.next();
    adopting.adopt(adopting.ana, second).value();
    CHECK(letters(adopting).empty());
    adopting.next();
    adopting.next();
    auto const sent = letters(adopting); // of two, the newest is told
    REQUIRE(sent.size() == 1);
    CHECK(sent[0].number == 4);
    adopting.remove(adopting.next());
    CHECK(letters(adopting).empty());
    adopting.next();
    adopting.world.store.change([&](Change& change) { end_person(change, adopting.ana); });
    CHECK(mails_that_wait(adopting) == 0);
}

TEST_CASE("the link in a letter ends them, and the settings bring them back")
{
    Adopting adopting;
    adopting.adopt(adopting.ana, adopting.first).value();
    adopting.next();
    REQUIRE(letters(adopting).size() == 1);
    auto const shown = [&](std::uint8_t number) {
        return adopting.world.store.read(
            [&](Read& read) { return show_letters(read, secret(number)); });
    };
    auto const stop = [&] {
        return adopting.world.store.change(
            [](Change& change) { return stop_letters(change, secret(1)); });
    };
    CHECK(shown(1)->library_letters);
    CHECK_FALSE(shown(9).has_value());
    CHECK_FALSE(stop()->library_letters);
    CHECK_FALSE(stop()->library_letters); // again
    auto const me = adopting.ana.asks(folkmoot::storage::me).value();
    CHECK_FALSE(me.library_letters);
    adopting.next();
    CHECK(mails_that_wait(adopting) == 0);
    CHECK(adopting.waiting(adopting.ana).size() == 1); // home tells still

    people::ChangeMe const again{.revision = me.revision,
                                 .name = {me.name},
                                 .language = {me.language},
                                 .zone = {me.zone},
                                 .library_letters = true};
    adopting.ana.asks(change_me, again).value();
    adopting.next();
    CHECK(letters(adopting, 2).size() == 1);
}

TEST_CASE("letters are forgotten after three months, and their links with them")
{
    Adopting adopting;
    adopting.adopt(adopting.ana, adopting.first).value();
    adopting.next();
    REQUIRE(letters(adopting).size() == 1);
    auto const sweep = [&] {
        return adopting.world.store.change(
            [](Change& change) { return sweep_release_letters(change); });
    };
    CHECK(sweep() == 0);
    adopting.world.store.clock.pass(std::chrono::hours{24 * 91});
    CHECK(sweep() == 1);
    CHECK_FALSE(adopting.world.store.read([](Read& read) { return show_letters(read, secret(1)); })
                    .has_value());
}
