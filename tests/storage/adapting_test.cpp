// Adapting: a resource that was made from another remembers from what, catches up with it, and can take that back.

#include "storage/adapting.hpp"
#include "storage/release_letters.hpp"
#include "tests/storage/library_scene.hpp"

#include <algorithm>

using namespace folkmoot::tests;

namespace {

/// Permission first, then the function, for predicates about two things.
template <class Answer, class Request>
Result<Answer> asks(Somebody const& who,
                    Result<Answer> (*function)(Change&, Actor const&, Request const&),
                    Request const& request, auto const& may)
{
    return who.world->store.change([&](Change& change) -> Result<Answer> {
        if (auto const allowed = may(change); allowed.has_error()) {
            return allowed.error();
        }
        return function(change, who.actor, request);
    });
}

/// Northmere's resource in a group by invitation, with version 1 released. Ana sits there for Easthaven, and in a
/// group of her own.
struct Adapting {
    World world;
    Somebody lead = world.person("Skills lead", world.northmere);
    GroupId group = world.group(lead, groups::Kind::by_invitation);
    Somebody ana = world.member(group, "Ana", world.easthaven);
    Somebody guest = world.member(group, "Guest", world.union_learning, Role::guest);
    Somebody stranger = world.person("Stranger", world.union_learning);
    GroupId own = world.group(ana, groups::Kind::by_invitation);
    ResourceId origin;
    VersionId first;

    Adapting()
    {
        auto const added = puts_link_in(lead, group);
        origin = added.resource;
        first = release(lead, added.version, origin);
    }

    VersionId release(Somebody const& who, VersionId version, ResourceId resource)
    {
        world.store.clock.pass(std::chrono::minutes{1});
        auto const revision = who.asks(may_read_resource, resource, resource_page, {resource})
                                  .value()
                                  .resource.revision;
        who.asks(may_release_version, version, release_version,
                 {.version = version, .revision = revision, .note = {"Ready"}})
            .value();
        return version;
    }
    /// The origin's next version.
    VersionId next()
    {
        auto const added = lead.asks(may_add_version, origin, add_version,
                                     {.resource = origin,
                                      .changed = {"Shorter"},
                                      .link = Link{"https://northmere.example/next"}})
                               .value();
        return release(lead, added.version, origin);
    }
    Result<library::ResourceAdded> adapt(Somebody const& who, VersionId version, GroupId to)
    {
        world.store.clock.pass(std::chrono::minutes{1});
        return asks(who, adapt_version,
                    library::AdaptVersion{.version = version, .group = to, .title = {"Ours"}},
                    [&](Change& change) { return may_adapt(change, who.actor, version, to); });
    }
    Result<library::CaughtUp> catch_up_as(Somebody const& who,
                                          library::CatchUpWithOrigin const& request)
    {
        world.store.clock.pass(std::chrono::minutes{1});
        return asks(who, catch_up, request, [&](Change& change) {
            return may_catch_up(change, who.actor, request.resource, request.to);
        });
    }
    Result<Done> undo(Somebody const& who, ResourceId resource, Number entry)
    {
        return who.asks(may_undo_catch_up, resource, undo_catch_up,
                        {.resource = resource, .entry = entry});
    }
    library::AdaptationPage page(Somebody const& who, ResourceId resource)
    {
        return who.asks(may_read_resource, resource, adaptation_page, {resource}).value();
    }
    library::ResourcePage shown(Somebody const& who, ResourceId resource)
    {
        return who.asks(may_read_resource, resource, resource_page, {resource}).value();
    }
};

library::SettledChange changed(std::string before, std::string after, library::ChangeFate fate)
{
    return {library::ChangeKind::replaced, {std::move(before)}, {std::move(after)}, fate};
}

} // namespace

TEST_CASE_FIXTURE(Adapting, "an adaptation starts as the origin is, in its authority's name")
{
    auto const made = adapt(ana, first, own).value();
    auto const resource = shown(ana, made.resource);
    CHECK(resource.resource.title == "Ours");
    CHECK(resource.resource.group == own);
    CHECK(resource.resource.by.authority == world.easthaven);
    CHECK(resource.resource.language == "en-GB");
    REQUIRE(resource.versions.size() == 1);
    CHECK(resource.versions[0].state == library::VersionState::draft);
    CHECK(resource.versions[0].link == "https://northmere.example/1");
}

TEST_CASE_FIXTURE(Adapting, "an adaptation of a file is the same file until a version is added")
{
    auto const file = release(lead, adds_file(lead, group, origin, std::string(64, 'a')), origin);
    auto const made = adapt(ana, file, own).value();
    auto const versions = shown(ana, made.resource).versions;
    REQUIRE(versions.size() == 1);
    REQUIRE(versions[0].file);
    CHECK(versions[0].file->sha256 == std::string(64, 'a'));
    CHECK(versions[0].file->name == "plan.docx");
    CHECK(versions[0].file->size == 3);
}

TEST_CASE_FIXTURE(Adapting, "both say of what the other was made, and how far behind it is")
{
    auto const made = adapt(ana, first, own).value();
    next();
    auto const credits = page(ana, made.resource).credits;
    REQUIRE(credits.size() == 1);
    CHECK(credits[0].resource == origin);
    CHECK(credits[0].title == "Toolkit");
    CHECK(credits[0].authority_name == "Northmere");
    CHECK(credits[0].number == 1);
    CHECK(credits[0].readable);
    CHECK(credits[0].behind == 1);
    auto const adapted = page(ana, origin).adaptations;
    REQUIRE(adapted.size() == 1);
    CHECK(adapted[0].resource == made.resource);
    CHECK(adapted[0].title == "Ours");
    CHECK(adapted[0].behind == 1);
}

TEST_CASE_FIXTURE(Adapting, "who may not read an adaptation learns whose it is and no more")
{
    adapt(ana, first, own).value();
    auto const adapted = page(lead, origin).adaptations;
    REQUIRE(adapted.size() == 1);
    CHECK(!adapted[0].resource);
    CHECK(adapted[0].title.empty());
    CHECK(adapted[0].authority_name == "Easthaven");
    CHECK(adapted[0].number == 1);
}

TEST_CASE_FIXTURE(Adapting, "credit survives every hop, also where the origin may not be read")
{
    auto const one = adapt(ana, first, own).value();
    auto const released = release(ana, one.version, one.resource);
    ana.adds(own, stranger.person).value();
    auto const far = world.group(stranger, groups::Kind::by_invitation);
    auto const two = adapt(stranger, released, far).value();
    next();
    auto const credits = page(stranger, two.resource).credits;
    REQUIRE(credits.size() == 2);
    CHECK(credits[0].resource == one.resource);
    CHECK(credits[0].readable);
    CHECK(credits[1].resource == origin);
    CHECK(credits[1].title == "Toolkit");
    CHECK(credits[1].authority_name == "Northmere");
    CHECK(!credits[1].readable);
    CHECK(credits[1].behind == 0);
}

TEST_CASE_FIXTURE(Adapting,
                  "only what is released and stands is adapted, by members who may read it")
{
    auto const draft = lead.asks(may_add_version, origin, add_version,
                                 {.resource = origin, .link = Link{"https://northmere.example/2"}})
                           .value()
                           .version;
    CHECK(refusal(adapt(ana, draft, own)) == ErrorName::conflict);
    CHECK(refusal(adapt(ana, first, world.group(lead, groups::Kind::by_invitation))) ==
          ErrorName::not_found);
    CHECK(refusal(adapt(stranger, first, world.group(stranger, groups::Kind::open))) ==
          ErrorName::not_found);
    CHECK(refusal(adapt(guest, first, group)) == ErrorName::forbidden);
    lead.asks(may_remove_version, first, remove_version, {.version = first, .why = {"A mistake"}})
        .value();
    CHECK(refusal(adapt(ana, first, own)) == ErrorName::conflict);
}

TEST_CASE_FIXTURE(Adapting,
                  "catching up makes a draft, moves the base and keeps what became of each change")
{
    auto const made = adapt(ana, first, own).value();
    auto const second = next();
    auto const caught =
        catch_up_as(ana, {.resource = made.resource,
                          .base = first,
                          .to = second,
                          .made_from = made.version,
                          .upload = uploads(ana, own, std::string(64, 'b')),
                          .changed = {"Caught up with version 2"},
                          .changes = {{changed("Old", "New", library::ChangeFate::taken),
                                       changed("Here", "There", library::ChangeFate::refused)}}})
            .value();
    auto const now = page(ana, made.resource);
    REQUIRE(now.catch_ups.size() == 2);
    CHECK(now.credits[0].base == second);
    CHECK(now.credits[0].behind == 0);
    CHECK(now.catch_ups[0].version == caught.version);
    CHECK(now.catch_ups[0].number == 2);
    CHECK(now.catch_ups[0].by.name == "Ana");
    REQUIRE(now.catch_ups[0].changes.size() == 2);
    CHECK(now.catch_ups[0].changes[0].after.value == "New");
    CHECK(now.catch_ups[0].changes[1].fate == library::ChangeFate::refused);
    auto const versions = shown(ana, made.resource).versions;
    REQUIRE(versions.size() == 2);
    CHECK(versions[0].version == caught.version);
    CHECK(versions[0].base == made.version);
}

TEST_CASE_FIXTURE(Adapting, "who takes nothing says so, and no draft is made")
{
    auto const made = adapt(ana, first, own).value();
    auto const second = next();
    auto const caught =
        catch_up_as(ana, {.resource = made.resource, .base = first, .to = second}).value();
    CHECK(!caught.version);
    CHECK(page(ana, made.resource).credits[0].behind == 0);
    CHECK(shown(ana, made.resource).versions.size() == 1);
}

TEST_CASE_FIXTURE(Adapting, "two who catch up at once are told, and nothing of the second is lost")
{
    auto const made = adapt(ana, first, own).value();
    auto const second = next();
    catch_up_as(ana, {.resource = made.resource, .base = first, .to = second}).value();
    auto const upload = uploads(ana, own, std::string(64, 'c'));
    CHECK(refusal(catch_up_as(
              ana, {.resource = made.resource, .base = first, .to = second, .upload = upload})) ==
          ErrorName::conflict);
    CHECK(ana.asks(may_add_version, made.resource, add_version,
                   {.resource = made.resource, .upload = upload})
              .has_value());
}

TEST_CASE_FIXTURE(Adapting, "it is caught up only with a later version of the origin that stands")
{
    auto const made = adapt(ana, first, own).value();
    auto const other = puts_link_in(lead, group);
    auto const of_another = release(lead, other.version, other.resource);
    auto const second = next();
    lead.asks(may_remove_version, second, remove_version, {.version = second, .why = {"Wrong"}})
        .value();
    for (auto const to : {first, of_another, second}) {
        CHECK(field_of_refusal(
                  catch_up_as(ana, {.resource = made.resource, .base = first, .to = to})) == "to");
    }
    CHECK(field_of_refusal(catch_up_as(
              lead, {.resource = origin, .base = first, .to = of_another})) == "resource");
}

TEST_CASE_FIXTURE(Adapting,
                  "catching up is undone as one step: the base moves back and the draft goes")
{
    auto const made = adapt(ana, first, own).value();
    auto const second = next();
    auto const caught = catch_up_as(ana, {.resource = made.resource,
                                          .base = first,
                                          .to = second,
                                          .upload = uploads(ana, own, std::string(64, 'b'))})
                            .value();
    CHECK(undo(ana, made.resource, caught.entry).has_value());
    auto const now = page(ana, made.resource);
    CHECK(now.credits[0].base == first);
    CHECK(now.credits[0].behind == 1);
    CHECK(now.catch_ups[0].undone);
    auto const versions = shown(ana, made.resource).versions;
    CHECK(std::ranges::count(versions, library::VersionState::removed,
                             &library::VersionRow::state) == 1);
    CHECK(refusal(undo(ana, made.resource, caught.entry)) == ErrorName::conflict);
    CHECK(catch_up_as(ana, {.resource = made.resource, .base = first, .to = second}).has_value());
}

TEST_CASE_FIXTURE(Adapting, "what was released is not undone, nor that it was made")
{
    auto const made = adapt(ana, first, own).value();
    auto const only = page(ana, made.resource).catch_ups[0].entry;
    CHECK(refusal(undo(ana, made.resource, only)) == ErrorName::conflict);
    auto const second = next();
    auto const caught = catch_up_as(ana, {.resource = made.resource,
                                          .base = first,
                                          .to = second,
                                          .upload = uploads(ana, own, std::string(64, 'b'))})
                            .value();
    release(ana, *caught.version, made.resource);
    CHECK(refusal(undo(ana, made.resource, caught.entry)) == ErrorName::conflict);
    CHECK(page(ana, made.resource).credits[0].base == second);
}

TEST_CASE_FIXTURE(Adapting, "words of a removed version go out of the lists of changes")
{
    auto const made = adapt(ana, first, own).value();
    auto const second = next();
    catch_up_as(ana, {.resource = made.resource,
                      .base = first,
                      .to = second,
                      .changes = {{changed("Old", "New", library::ChangeFate::refused)}}})
        .value();
    SUBCASE("of that which it rests on")
    {
        lead.asks(may_remove_version, second, remove_version, {.version = second, .why = {"Data"}})
            .value();
    }
    SUBCASE("of that which it rested on")
    {
        lead.asks(may_remove_version, first, remove_version, {.version = first, .why = {"Data"}})
            .value();
    }
    CHECK(page(ana, made.resource).catch_ups[0].changes.empty());
}

TEST_CASE_FIXTURE(Adapting, "who adapted is told at home of a newer version, until it caught up")
{
    auto const made = adapt(ana, first, own).value();
    auto const told = [&] { return ana.asks(home_page).value().newer_versions; };
    CHECK(told().empty());
    auto const second = next();
    REQUIRE(told().size() == 1);
    CHECK(told()[0].resource == origin);
    CHECK(told()[0].adaptation == made.resource);
    CHECK(told()[0].number == 1);
    CHECK(told()[0].current == 2);
    catch_up_as(ana, {.resource = made.resource, .base = first, .to = second}).value();
    CHECK(told().empty());
}

TEST_CASE_FIXTURE(Adapting, "a release is mailed to those whose authority made something of it")
{
    adapt(ana, first, own).value();
    auto const second = next();
    auto const letter = world.store.change([&](Change& change) {
        return release_letter_taken(change, Uuid{}, ana.person, second, SecretHash{});
    });
    REQUIRE(letter);
    CHECK(letter->title == "Toolkit");
    REQUIRE(letter->uses.size() == 1);
    CHECK(letter->uses[0].authority_name == "Easthaven");
}

TEST_CASE_FIXTURE(Adapting, "changes go into the current version, or a draft that came after it")
{
    auto const file = release(lead, adds_file(lead, group, origin, std::string(64, 'a')), origin);
    auto const made = adapt(ana, file, own).value();
    auto const files = [&] {
        return world.store.read([&](Read& read) { return files_to_merge(read, made.resource); })
            .value();
    };
    CHECK(files().state == library::MergeState::caught_up);
    auto const theirs = release(lead, adds_file(lead, group, origin, std::string(64, 'b')), origin);
    CHECK(files().base.version == file);
    CHECK(files().ours.version == made.version);
    CHECK(files().theirs.version == theirs);
    world.store.clock.pass(std::chrono::minutes{1});
    auto const current = adds_file(ana, own, made.resource, std::string(64, 'c'));
    CHECK(files().ours.version == current);
    release(ana, current, made.resource);
    CHECK(files().ours.version == current);
    world.store.clock.pass(std::chrono::minutes{1});
    CHECK(files().ours.version == current);
    auto const draft = adds_file(ana, own, made.resource, std::string(64, 'd'));
    CHECK(files().ours.version == draft);
    next();
    CHECK(files().state == library::MergeState::removed); // a link
}
