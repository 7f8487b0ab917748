// Resources and their versions: drafts, releases, what is current, removing, and who hears of it.

#include "storage/erasure.hpp"
#include "storage/library.hpp"
#include "storage/person_export.hpp"
#include "storage/uploads.hpp"
#include "storage/version_files.hpp"
#include "tests/storage/world.hpp"

#include <set>

using namespace folkmoot::tests;
using enum feeds::EntryKind;
using library::VersionState;

namespace {

library::AddResource resource_called(GroupId group, std::string title)
{
    return {.group = group,
            .title = {std::move(title)},
            .summary = {"How to begin"},
            .kind = library::ResourceKind::toolkit,
            .audience = {"New representatives"},
            .licence = {"CC BY 4.0"},
            .language = {"en-GB"},
            .link = Link{"https://northmere.example/1"}};
}

/// A facilitator, two members of two authorities and a guest, in a group by invitation.
struct Library {
    World world;
    Somebody lead = world.person("Skills lead", world.northmere);
    GroupId group = world.group(lead, groups::Kind::by_invitation);
    FeedId feed = world.feeds(group).feed;
    Somebody ana = world.member(group, "Ana", world.easthaven);
    Somebody ben = world.member(group, "Ben", world.northmere);
    Somebody guest = world.member(group, "Guest", world.union_learning, Role::guest);

    Result<library::ResourceAdded> add(Somebody const& who, library::AddResource const& request)
    {
        return who.asks(may_write_in_group, request.group, add_resource, request);
    }
    library::ResourceAdded add(Somebody const& who, std::string title)
    {
        return add(who, resource_called(group, std::move(title))).value();
    }
    Result<library::VersionAdded> add_to(Somebody const& who, ResourceId resource,
                                         std::optional<VersionId> base = {},
                                         std::string changed = "Shorter")
    {
        return who.asks(may_add_version, resource, add_version,
                        {.resource = resource,
                         .base = base,
                         .changed = {std::move(changed)},
                         .link = Link{"https://northmere.example/next"}});
    }
    Result<library::Released> release(Somebody const& who, VersionId version, Revision revision,
                                      std::optional<Day> review_on = {})
    {
        return who.asks(
            may_release_version, version, release_version,
            {.version = version, .revision = revision, .note = {"Ready"}, .review_on = review_on});
    }
    /// A draft of Ana's on nothing, released by Ben.
    VersionId released(ResourceId resource)
    {
        auto const version = add_to(ana, resource).value().version;
        release(ben, version, page(resource).resource.revision).value();
        return version;
    }
    Result<people::Revised> remove(Somebody const& who, VersionId version)
    {
        return who.asks(may_remove_version, version, remove_version,
                        {.version = version, .why = {"A mistake"}});
    }
    Result<library::ResourcePage> look(Somebody const& who, ResourceId resource)
    {
        return who.asks(may_read_resource, resource, resource_page, {.resource = resource});
    }
    library::ResourcePage page(ResourceId resource) { return look(lead, resource).value(); }
    std::vector<VersionState> states(ResourceId resource)
    {
        std::vector<VersionState> states;
        for (auto const& version : page(resource).versions) {
            states.push_back(version.state);
        }
        return states;
    }
    std::vector<std::string> titles(library::Resources request)
    {
        request.group = group;
        std::vector<std::string> titles;
        for (auto const& row :
             lead.asks(may_read_group, group, resources_of, request).value().resources) {
            titles.push_back(row.title);
        }
        return titles;
    }
};

using States = std::vector<VersionState>;
using Titles = std::vector<std::string>;

library::ChangeResource as_it_is(library::ResourceRow const& row)
{
    return {.resource = row.resource,
            .revision = row.revision,
            .title = {row.title},
            .summary = {row.summary},
            .kind = row.kind,
            .audience = {row.audience},
            .licence = {row.licence},
            .language = {row.language},
            .review_on = row.review_on,
            .labels = {row.labels}};
}

} // namespace

TEST_CASE("what is put in has a draft and no current version, and the group's feed tells of it")
{
    Library library;
    auto const added = library.add(library.ana, "Induction toolkit");
    auto const page = library.page(added.resource);
    CHECK(page.resource.title == "Induction toolkit");
    CHECK(page.resource.summary == "How to begin");
    CHECK(page.resource.kind == library::ResourceKind::toolkit);
    CHECK(page.resource.by.name == "Ana");
    CHECK(page.resource.by.authority_name == "Easthaven");
    CHECK_FALSE(page.resource.current.has_value());
    CHECK(page.resource.drafts == 1);
    CHECK(page.entry == added.entry);
    REQUIRE(page.versions.size() == 1);
    CHECK(page.versions[0].version == added.version);
    CHECK(page.versions[0].state == VersionState::draft);
    CHECK_FALSE(page.versions[0].number.has_value());
    CHECK(page.versions[0].link == "https://northmere.example/1");
    CHECK_FALSE(page.versions[0].released_by.has_value());

    auto const told = library.ben.catches_up(library.feed, added.entry - 1).value().entries;
    REQUIRE(told.size() == 1);
    CHECK(told[0].kind == resource_added);
    CHECK(told[0].by->name == "Ana");
    CHECK(told[0].resource->title == "Induction toolkit");
    CHECK(told[0].version == added.version);
}

TEST_CASE("a release makes a draft the current version, by somebody, for an authority, with a note")
{
    Library library;
    auto const added = library.add(library.ana, "Toolkit");
    auto const released = library.release(library.ben, added.version, 1, Day{21'000}).value();
    CHECK(released.number == 1);
    auto const page = library.page(added.resource);
    CHECK(page.resource.current->version == added.version);
    CHECK(page.resource.current->number == 1);
    CHECK(page.resource.drafts == 0);
    CHECK(page.resource.review_on == Day{21'000});
    CHECK(page.resource.revision == released.revision);
    CHECK(page.versions[0].state == VersionState::current);
    CHECK(page.versions[0].by.name == "Ana");
    CHECK(page.versions[0].released_by->name == "Ben");
    CHECK(page.versions[0].released_by->authority_name == "Northmere");
    CHECK(page.versions[0].note == "Ready");
    CHECK(library.ana.hears(library.feed).back() == version_released);
}

TEST_CASE("one version is current at most, and each released one keeps its number")
{
    Library library;
    auto const resource = library.add(library.ana, "Toolkit").resource;
    auto const first = library.released(resource);
    auto const second = library.released(resource);
    CHECK(library.states(resource) ==
          States{VersionState::draft, VersionState::current, VersionState::superseded});
    auto const page = library.page(resource);
    CHECK(page.versions[1].version == second);
    CHECK(page.versions[1].number == 2);
    CHECK(page.versions[2].version == first);
    CHECK(page.versions[2].number == 1);
}

TEST_CASE("two drafts on the same base are both kept")
{
    Library library;
    auto const resource = library.add(library.ana, "Toolkit").resource;
    auto const base = library.released(resource);
    auto const one = library.add_to(library.ana, resource, base, "Ana's").value().version;
    library.world.store.clock.pass(std::chrono::minutes{1});
    auto const other = library.add_to(library.ben, resource, base, "Ben's").value().version;
    auto const page = library.page(resource);
    REQUIRE(page.versions.size() == 4);
    CHECK(page.versions[0].version == other); // the newest draft first
    CHECK(page.versions[0].base == base);
    CHECK(page.versions[0].changed == "Ben's");
    CHECK(page.versions[1].version == one);
    CHECK(page.versions[1].base == base);
}

TEST_CASE("whoever releases on an old look is told, and nothing is released")
{
    Library library;
    auto const resource = library.add(library.ana, "Toolkit").resource;
    auto const one = library.add_to(library.ana, resource).value().version;
    auto const other = library.add_to(library.ben, resource).value().version;
    auto const looked_at = library.page(resource).resource.revision;
    library.release(library.ana, one, looked_at).value();
    CHECK(refusal(library.release(library.ben, other, looked_at)) == ErrorName::conflict);
    CHECK(library.page(resource).resource.current->number == 1);
    CHECK(refusal(library.release(library.ben, one, looked_at + 1)) == ErrorName::conflict);
    CHECK(library.release(library.ben, other, looked_at + 1).value().number == 2);
}

TEST_CASE("a removed version leaves a mark with who and why, and the one before is current again")
{
    Library library;
    auto const resource = library.add(library.lead, "Toolkit").resource;
    auto const first = library.released(resource);
    auto const second = library.released(resource);
    auto const before = library.page(resource).resource.revision;
    auto const removed = library.remove(library.ana, second).value();
    CHECK(removed.revision == before + 1);
    auto const page = library.page(resource);
    CHECK(page.resource.current->version == first);
    CHECK(library.states(resource) ==
          States{VersionState::draft, VersionState::removed, VersionState::current});
    auto const& mark = page.versions[1];
    CHECK(mark.number == 2);
    CHECK(mark.link.empty());
    CHECK(mark.changed.empty());
    CHECK(mark.note.empty());
    CHECK(mark.removed_by->name == "Ana");
    CHECK(mark.removed_why == "A mistake");
    CHECK(library.ana.hears(library.feed).back() == version_removed);
    CHECK(library.remove(library.lead, second).value().revision == removed.revision); // once
    CHECK(library.page(resource).versions[1].removed_by->name == "Ana");

    auto const third = library.released(resource);
    CHECK(library.page(resource).resource.current->version == third);
    CHECK(library.page(resource).resource.current->number == 3); // a number is given once
}

TEST_CASE(
    "nothing is made from a removed version, from another resource's, or released after removal")
{
    Library library;
    auto const resource = library.add(library.ana, "Toolkit").resource;
    auto const elsewhere = library.add(library.ana, "Form");
    auto const draft = library.add_to(library.ana, resource).value().version;
    library.remove(library.ana, draft).value();
    CHECK(field_of_refusal(library.add_to(library.ben, resource, draft)) == "base");
    CHECK(field_of_refusal(library.add_to(library.ben, resource, elsewhere.version)) == "base");
    auto const revision = library.page(resource).resource.revision;
    CHECK(refusal(library.release(library.ben, draft, revision)) == ErrorName::conflict);
}

TEST_CASE("at most 50 drafts of a resource wait")
{
    Library library;
    auto const resource = library.add(library.ana, "Toolkit").resource; // one
    for (int draft = 2; draft <= library::drafts_max; ++draft) {
        library.add_to(library.ana, resource).value();
    }
    CHECK(refusal(library.add_to(library.ben, resource)) == ErrorName::too_many);
    library.remove(library.ana, library.page(resource).versions[0].version).value();
    CHECK(library.add_to(library.ben, resource).has_value());
}

TEST_CASE("what is said about a resource is changed by members, on the look they had")
{
    Library library;
    auto const resource = library.add(library.ana, "Toolkit").resource;
    auto const label = library.lead.adds_label(library.group, "Induction").value().label;
    auto request = as_it_is(library.page(resource).resource);
    auto const change = [&](Somebody const& who) {
        return who.asks(may_change_resource, resource, change_resource, request);
    };
    CHECK(change(library.ben).value().revision == 1); // nothing is changed
    CHECK(library.ben.hears(library.feed).back() == label_added);
    request.title = {"Étoile"};
    request.labels = {{label}};
    request.review_on = Day{20'000};
    CHECK(change(library.ben).value().revision == 2);
    auto const row = library.page(resource).resource;
    CHECK(row.title == "Étoile");
    CHECK(row.labels == std::vector{label});
    CHECK(row.review_on == Day{20'000});
    CHECK(row.by.name == "Ana"); // who put it in stays
    CHECK(library.ben.hears(library.feed).back() == resource_changed);
    CHECK(refusal(change(library.ana)) == ErrorName::conflict);
    CHECK(library.page(resource).resource.revision == 2);
    request.revision = 2;
    request.labels = {{LabelId{library.world.northmere}}};
    CHECK(field_of_refusal(change(library.ana)) == "labels[0]");
}

TEST_CASE("a label that is removed from the group is gone from its resources")
{
    Library library;
    auto const label = library.lead.adds_label(library.group, "Induction").value().label;
    auto request = resource_called(library.group, "Toolkit");
    request.labels = {{label}};
    auto const resource = library.add(library.ana, request).value().resource;
    library.lead.asks(may_remove_label, label, remove_label, {.label = label}).value();
    CHECK(library.page(resource).resource.labels.empty());
}

TEST_CASE("a guest adds what they have, and changes nothing that is others'")
{
    Library library;
    auto const theirs = library.add(library.ana, "Toolkit");
    auto const own = library.add(library.guest, "Guest's");
    auto const draft = library.add_to(library.guest, theirs.resource).value().version;
    CHECK(library.page(theirs.resource).versions[0].by.guest);
    CHECK(refusal(library.release(library.guest, draft, 1)) == ErrorName::forbidden);
    CHECK(library.guest.refused(may_change_resource, theirs.resource) == ErrorName::forbidden);
    CHECK(refusal(library.remove(library.guest, theirs.version)) == ErrorName::forbidden);
    CHECK(library.remove(library.guest, draft).has_value());
    CHECK(library.release(library.guest, own.version, 1).value().number == 1);
    CHECK_FALSE(library.guest.refused(may_change_resource, own.resource).has_value());
    CHECK(refusal(library.remove(library.ben, theirs.version)) == ErrorName::forbidden);
    CHECK(library.remove(library.lead, theirs.version).has_value());
}

TEST_CASE("for people outside a closed group its library does not exist")
{
    Library library;
    auto const added = library.add(library.ana, "Toolkit");
    auto const outsider = library.world.person("Outsider", library.world.easthaven);
    CHECK(refusal(library.look(outsider, added.resource)) == ErrorName::not_found);
    CHECK(refusal(library.add_to(outsider, added.resource)) == ErrorName::not_found);
    CHECK(refusal(library.release(outsider, added.version, 1)) == ErrorName::not_found);
    CHECK(refusal(library.remove(outsider, added.version)) == ErrorName::not_found);
    CHECK(refusal(library.look(library.lead, ResourceId{library.group})) == ErrorName::not_found);
}

TEST_CASE(
    "the list is in the order of titles as people read them, and asks by kind, label and review")
{
    Library library;
    auto const label = library.lead.adds_label(library.group, "Induction").value().label;
    auto form = resource_called(library.group, "éclair form");
    form.kind = library::ResourceKind::form;
    form.labels = {{label}};
    form.review_on = Day{20'000};
    library.add(library.ana, form).value();
    library.add(library.ana, "Zebra");
    library.add(library.ana, "eagle");
    CHECK(library.titles({}) == Titles{"eagle", "éclair form", "Zebra"});
    CHECK(library.titles({.kind = library::ResourceKind::form}) == Titles{"éclair form"});
    CHECK(library.titles({.label = label}) == Titles{"éclair form"});
    CHECK(library.titles({.review_by = Day{20'000}}) == Titles{"éclair form"});
    CHECK(library.titles({.review_by = Day{19'999}}).empty());
}

TEST_CASE("the list comes 50 a page, each resource once, equal titles too")
{
    Library library;
    std::set<ResourceId> added;
    for (int number = 0; number < 120; ++number) {
        added.insert(library.add(library.ana, "Toolkit " + std::to_string(number / 60)).resource);
    }
    std::vector<ResourceId> listed;
    library::ResourceList page{.resources = {}, .more = true};
    while (page.more) {
        auto const after = listed.empty() ? std::nullopt : std::optional{listed.back()};
        page = library.ben
                   .asks(may_read_group, library.group, resources_of,
                         {.group = library.group, .after = after})
                   .value();
        CHECK(page.resources.size() <= 50);
        for (auto const& row : page.resources) {
            listed.push_back(row.resource);
        }
    }
    CHECK(listed.size() == 120);
    CHECK(std::set(listed.begin(), listed.end()) == added);
    auto const elsewhere = library.ben.asks(may_read_group, library.group, resources_of,
                                            {.group = library.group, .after = ResourceId{}});
    CHECK(refusal(elsewhere) == ErrorName::not_found);
}

TEST_CASE("an archived group's library is read, and not changed")
{
    Library library;
    auto const added = library.add(library.ana, "Toolkit");
    library.lead.archives(library.group).value();
    CHECK(library.look(library.ana, added.resource).has_value());
    CHECK(refusal(library.add_to(library.ana, added.resource)) == ErrorName::forbidden);
    CHECK(refusal(library.release(library.ana, added.version, 1)) == ErrorName::forbidden);
    CHECK(refusal(library.remove(library.lead, added.version)) == ErrorName::forbidden);
}

TEST_CASE("with their writings erased, a person's resources and versions leave their places alone")
{
    Library library;
    auto const mine = library.add(library.ana, "Ana's toolkit").resource;
    auto const theirs = library.add(library.ben, "Ben's form");
    library.add_to(library.ana, theirs.resource, {}, "Ana changed it").value();
    library.release(library.ana, theirs.version, 1).value();
    auto const kept = library.world.store.read(
        [&](Read& read) { return person_export(read, library.ana).value(); });
    CHECK(kept.resources.at(0).title == "Ana's toolkit");
    CHECK(kept.versions.size() == 2);
    CHECK(kept.versions.at(1).changed == "Ana changed it");
    CHECK(kept.releases.at(0).note == "Ready");

    library.world.store.change(
        [&](Change& change) { erase_person(change, library.ana, Writings::erased).value(); });
    CHECK(library.page(mine).resource.title == "Erased");
    CHECK(library.page(mine).resource.summary.empty());
    CHECK(library.states(mine) == States{VersionState::removed});
    auto const page = library.page(theirs.resource);
    CHECK(page.resource.title == "Ben's form");
    CHECK(page.versions.at(0).state == VersionState::removed); // hers
    CHECK(page.versions.at(1).state == VersionState::current); // Ben's, that she released
    CHECK(page.versions.at(1).note.empty());
    CHECK(page.versions.at(1).link == "https://northmere.example/1");
}

TEST_CASE("a hold keeps a version, and a removal is done again after a restore")
{
    Library library;
    auto const boss = library.world.administrator();
    auto const added = library.add(library.ana, "Toolkit");
    library.world.store.change([&](Change& change) {
        set_hold(change, {.group = library.group}, boss, "A complaint").value();
    });
    CHECK(refusal(library.remove(library.ana, added.version)) == ErrorName::conflict);
    auto const erased = library.world.store.change(
        [&](Change& change) { return erase_person(change, library.ana, Writings::erased); });
    CHECK(refusal(erased) == ErrorName::conflict);
    CHECK_FALSE(library.page(added.resource).versions[0].link.empty());

    auto const again = [&] {
        return library.world.store.change([&](Change& change) {
            return erase_again(change, {{ErasureKind::version, added.version, Instant{}}});
        });
    };
    CHECK(again() == 1);
    CHECK(library.states(added.resource) == States{VersionState::removed});
    CHECK(again() == 0);
}

// --- versions that are files -------------------------------------------------------------------------

namespace {

constexpr Sql insert_content = R"sql(
INSERT INTO blobs (sha256, size, at) VALUES ($1, 3, 0)
)sql";

constexpr Sql update_arrived = R"sql(
UPDATE uploads SET received = size, sha256 = $2 WHERE id = $1
)sql";

constexpr Sql count_named = R"sql(
SELECT count(*) FROM named_blobs
)sql";

std::string const content(64, 'a');

/// An upload of somebody's, of which all has come.
UploadId sent_by(Library& library, Somebody const& who, bool complete = true)
{
    return library.world.store.change([&](Change& change) {
        auto const upload =
            begin_upload(change, who.actor, {library.group, "Toolkit v2 (final).docx", 3})
                .value()
                .upload;
        if (complete) {
            change.run(insert_content, content);
            change.run(update_arrived, upload, content);
        }
        return upload;
    });
}

Result<library::VersionAdded> add_file(Somebody const& who, ResourceId resource, UploadId upload)
{
    return who.asks(may_add_version, resource, add_version,
                    {.resource = resource, .upload = upload});
}

std::optional<ErrorName> refused_file(Library& library, Somebody const& who, VersionId version)
{
    return refusal(library.world.store.read(
        [&](Read& read) { return folkmoot::storage::file_of(read, who.actor, version); }));
}

} // namespace

TEST_CASE("a version is made of an upload, which is used up, and its file is named by who sent it")
{
    Library library;
    auto const resource = library.add(library.ana, "Toolkit").resource;
    auto const upload = sent_by(library, library.ana);
    auto const version = add_file(library.ana, resource, upload).value().version;
    auto const row = library.page(resource).versions.at(0);
    CHECK(row.version == version);
    CHECK(row.link.empty());
    REQUIRE(row.file.has_value());
    CHECK(row.file->name == "Toolkit v2 (final).docx");
    CHECK(row.file->size == 3);
    CHECK(row.file->sha256 == content);
    CHECK(field_of_refusal(add_file(library.ana, resource, upload)) == "upload");
    auto const file = library.world.store.read([&](Read& read) {
        return folkmoot::storage::file_of(read, library.ben.actor, version).value();
    });
    CHECK(file.sha256 == content);
    CHECK(file.name == row.file->name);
}

TEST_CASE(
    "nothing is made of what has not come whole, of another's upload, or of neither link nor file")
{
    Library library;
    auto const resource = library.add(library.ana, "Toolkit").resource;
    auto const half = sent_by(library, library.ana, false);
    CHECK(field_of_refusal(add_file(library.ana, resource, half)) == "upload");
    auto const whole = sent_by(library, library.ben);
    CHECK(field_of_refusal(add_file(library.ana, resource, whole)) == "upload");
    library::AddVersion request{.resource = resource};
    auto const add = [&] {
        return library.ben.asks(may_add_version, resource, add_version, request);
    };
    CHECK(field_of_refusal(add()) == "link");
    request.upload = whole;
    request.link = Link{"https://a.example"};
    CHECK(field_of_refusal(add()) == "link");
    request.link.reset();
    CHECK(add().has_value()); // what was refused used nothing up
}

TEST_CASE("a file is for who may read its group, and gone when its version is removed")
{
    Library library;
    auto const resource = library.add(library.ana, "Toolkit").resource;
    auto const version =
        add_file(library.ana, resource, sent_by(library, library.ana)).value().version;
    auto const link = library.page(resource).versions.at(1).version;
    auto const outsider = library.world.person("Outsider", library.world.easthaven);
    CHECK(refused_file(library, library.guest, version) == std::nullopt);
    CHECK(refused_file(library, outsider, version) == ErrorName::not_found);
    CHECK(refused_file(library, library.ana, link) == ErrorName::not_found);
    auto const named = [&] {
        return library.world.store.read([](Read& read) { return read.number(count_named); });
    };
    CHECK(named() == 1);
    library.remove(library.ana, version).value();
    CHECK(refused_file(library, library.ana, version) == ErrorName::not_found);
    CHECK_FALSE(library.page(resource).versions.at(0).file.has_value());
    CHECK(named() == 0); // it will be swept
}
