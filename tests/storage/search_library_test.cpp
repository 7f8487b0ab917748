// Searching the libraries: what is found of a resource, and by whom.

#include "storage/erasure.hpp"
#include "tests/storage/beside_index.hpp"
#include "tests/storage/search_scene.hpp"

namespace folkmoot::tests {
namespace {

using search::Kind;

/// A room with a library.
struct Shelves : Room {
    Somebody ana = member("Ana");
    Somebody ben = member("Ben");

    library::AddResource saying(std::string title, std::string summary = "How to begin") const
    {
        return {.group = group,
                .title = {std::move(title)},
                .summary = {std::move(summary)},
                .kind = library::ResourceKind::toolkit,
                .language = {"en-GB"},
                .link = Link{"https://northmere.example/1"}};
    }
    library::ResourceAdded put_in(Somebody const& who, library::AddResource const& request)
    {
        world.store.clock.pass(std::chrono::seconds{1});
        return who.asks(may_write_in_group, request.group, add_resource, request).value();
    }
    library::ResourceAdded put_in(Somebody const& who, std::string title)
    {
        return put_in(who, saying(std::move(title)));
    }
    VersionId adds(Somebody const& who, ResourceId resource, std::string changed)
    {
        world.store.clock.pass(std::chrono::seconds{1});
        return who
            .asks(may_add_version, resource, add_version,
                  {.resource = resource,
                   .changed = {std::move(changed)},
                   .link = Link{"https://northmere.example/2"}})
            .value()
            .version;
    }
    library::ResourcePage page_of(ResourceId resource)
    {
        return lead.asks(may_read_resource, resource, resource_page, {.resource = resource})
            .value();
    }
    void releases(Somebody const& who, ResourceId resource, VersionId version,
                  std::string note = {})
    {
        world.store.clock.pass(std::chrono::seconds{1});
        who.asks(may_release_version, version, release_version,
                 {.version = version,
                  .revision = page_of(resource).resource.revision,
                  .note = {std::move(note)}})
            .value();
    }
    void removes(Somebody const& who, VersionId version)
    {
        who.asks(may_remove_version, version, remove_version,
                 {.version = version, .why = {"A mistake"}})
            .value();
    }
    void says(Somebody const& who, ResourceId resource, std::string title)
    {
        auto const now = page_of(resource).resource;
        who.asks(may_change_resource, resource, change_resource,
                 {.resource = resource,
                  .revision = now.revision,
                  .title = {std::move(title)},
                  .summary = {now.summary},
                  .kind = now.kind,
                  .language = {now.language}})
            .value();
    }
    search::Hit only(std::string const& words)
    {
        auto const hits = page(lead, {.words = {words}}).value().hits;
        REQUIRE(hits.size() == 1);
        return hits.front();
    }
    void erase(Somebody const& who)
    {
        world.store
            .change([&](Change& change) {
                return erase_person(change, who.person, Writings::erased, std::nullopt);
            })
            .value();
    }
};

TEST_CASE("A resource is found by what is said of it, with what it is and which version is current")
{
    Shelves room;
    auto request = room.saying("Induction toolkit", "A first week\nwith a buddy");
    request.audience = {"New representatives"};
    auto const added = room.put_in(room.ana, request);
    for (auto const* words : {"induction", "\"first week with\"", "buddies", "representative"}) {
        CAPTURE(words);
        CHECK(room.finds(room.ben, words) == "[Induction toolkit]");
    }
    auto hit = room.only("buddy");
    CHECK(hit.kind == Kind::resource);
    CHECK_FALSE(hit.topic);
    CHECK_FALSE(hit.post);
    CHECK(hit.group == room.group);
    REQUIRE(hit.resource);
    CHECK(hit.resource->resource == added.resource);
    CHECK(hit.resource->kind == library::ResourceKind::toolkit);
    CHECK_FALSE(hit.resource->current);
    CHECK(hit.by.name == "Ana");
    CHECK(SearchScene::marked(hit.snippet) == "A first week with a [buddy] · New representatives");
    room.releases(room.ben, added.resource, added.version);
    CHECK(room.only("buddy").resource->current == 1);
}

TEST_CASE("A resource is found by what changed in its versions, the release's note and its labels, "
          "the current version first")
{
    Shelves room;
    auto const label = room.lead.adds_label(room.group, "Devices").value().label;
    auto request = room.saying("Lending laptops");
    request.labels.values = {label};
    auto const added = room.put_in(room.ana, request);
    room.releases(room.ben, added.resource, added.version, "Checked by everybody");
    auto const second = room.adds(room.ben, added.resource, "Shorter agreement");
    CHECK(room.finds(room.lead, "agreement") == "[Lending laptops]"); // a draft too
    room.releases(room.ben, added.resource, second, "Use this one");
    for (auto const* words : {"devices", "everybody", "\"shorter agreement\"", "use this"}) {
        CAPTURE(words);
        CHECK(room.finds(room.lead, words) == "[Lending laptops]");
    }
    CHECK(SearchScene::plain(room.only("laptops").snippet) ==
          "How to begin · Devices · Shorter agreement · Use this one · Checked by everybody");
}

TEST_CASE("What is renamed, changed and removed in a library is found as it stands now")
{
    Shelves room;
    auto const added = room.put_in(room.ana, "Kingfisher");
    auto const version = room.adds(room.ana, added.resource, "quicksilver");
    CHECK(room.finds(room.lead, "quicksilver") == "[Kingfisher]");
    room.says(room.ana, added.resource, "Osprey");
    CHECK(room.finds(room.lead, "kingfisher") == "");
    CHECK(room.finds(room.lead, "osprey") == "[Osprey]");
    room.removes(room.lead, version);
    CHECK(room.finds(room.lead, "quicksilver") == "");
    CHECK(room.finds(room.lead, "mistake") == "");
    CHECK(room.finds(room.lead, "osprey") == "[Osprey]");
}

TEST_CASE("A label that was taken away finds nothing, before the index hears of it")
{
    Shelves room;
    auto const label = room.lead.adds_label(room.group, "Devices").value().label;
    auto request = room.saying("Lending");
    request.labels.values = {label};
    room.put_in(room.ana, request);
    CHECK(room.finds(room.lead, "devices") == "[Lending]");
    room.lead.asks(may_remove_label, label, remove_label, {.label = label}).value();
    CHECK(room.finds(room.lead, "devices") == "");
    CHECK(room.finds(room.lead, "lending") == "[Lending]");
}

TEST_CASE("What the index has not yet taken in of a library is never shown by its old words")
{
    Shelves room;
    auto const added = room.put_in(room.ana, "Kingfisher");
    auto const version = room.adds(room.ana, added.resource, "quicksilver");
    room.settle();
    auto const at_once = [&](std::string words) {
        return room.lead.asks(folkmoot::storage::find, {.words = {std::move(words)}}).value();
    };
    CHECK(at_once("quicksilver").hits.size() == 1);
    room.removes(room.lead, version);
    CHECK(at_once("quicksilver").hits.empty());
    room.says(room.ana, added.resource, "Osprey");
    CHECK(at_once("kingfisher").hits.empty());
}

TEST_CASE("Of a library that one may not read nothing is found, whatever one asks")
{
    Shelves room;
    auto const hidden = room.world.group(room.lead, groups::Kind::by_invitation, "Hidden");
    auto request = room.saying("Quicksilver");
    request.group = hidden;
    auto const added = room.put_in(room.lead, request);
    room.releases(room.lead, added.resource, added.version, "quicksilver");
    auto const outside = room.world.person("Olive Other", room.world.easthaven);
    search::Find library{.group = hidden};
    library.kinds.values = {Kind::resource};
    for (auto const& who : {outside, room.world.administrator(), room.ana}) {
        CHECK(room.finds(who, "quicksilver") == "");
        CHECK(room.finds(who, library) == "");
        CHECK(room.finds(who, search::Find{.person = room.lead.person}) ==
              room.finds(room.ben, search::Find{.person = room.lead.person}));
    }
    auto const guest = room.world.member(hidden, "Gus", room.world.easthaven, Role::guest);
    CHECK(room.finds(guest, "quicksilver") == "[Quicksilver]");
    CHECK(room.finds(guest, library) == "[Quicksilver]");
}

TEST_CASE("What is in the library of an archived group is still found by who reads it")
{
    Shelves room;
    room.put_in(room.ana, "Induction toolkit");
    room.lead.archives(room.group).value();
    CHECK(room.finds(room.ben, "induction") == "[Induction toolkit]");
}

TEST_CASE("Hits can be narrowed to the library, and to any two of the kinds")
{
    Shelves room;
    room.starts(room.lead, room.group, "Plan one", "something else");
    room.replies(room.ana, "plan two");
    room.put_in(room.ana, "Plan three");
    auto const finds = [&](std::vector<Kind> kinds, search::Find request = {}) {
        request.words = {"plan"};
        request.kinds.values = std::move(kinds);
        return room.finds(room.lead, request);
    };
    CHECK(finds({}) == "[Plan three]|plan two|[Plan one]");
    CHECK(finds({Kind::resource}) == "[Plan three]");
    CHECK(finds({Kind::topic, Kind::resource}) == "[Plan three]|[Plan one]");
    CHECK(finds({Kind::resource, Kind::post}) == "[Plan three]|plan two");
    CHECK(finds({Kind::post, Kind::topic}) == "plan two|[Plan one]");
    CHECK(finds({Kind::resource, Kind::person}) == "[Plan three]");
    CHECK(finds({Kind::resource}, {.person = room.ana.person}) == "[Plan three]");
    CHECK(finds({Kind::resource}, {.person = room.lead.person}) == "");
    CHECK(finds({Kind::resource}, {.authority = room.world.easthaven}) == "[Plan three]");
    CHECK(finds({Kind::resource}, {.group = room.group}) == "[Plan three]");
    // without words: the whole library
    search::Find all{.group = room.group};
    all.kinds.values = {Kind::resource};
    CHECK(room.finds(room.lead, all) == "[Plan three]");
}

TEST_CASE("A resource stands at the instant of its current version, and goes back with it")
{
    Shelves room;
    auto const first = room.put_in(room.ana, "Plan one");
    room.put_in(room.ana, "Plan two");
    CHECK(room.finds(room.lead, "plan") == "[Plan two]|[Plan one]");
    room.releases(room.ben, first.resource, first.version);
    auto const released_at = room.world.store.clock.now();
    CHECK(room.finds(room.lead, "plan") == "[Plan one]|[Plan two]");
    CHECK(room.only("one").at == released_at);
    CHECK(room.finds(room.lead, search::Find{.words = {"plan"}, .from = released_at}) ==
          "[Plan one]");
    room.removes(room.lead, first.version);
    CHECK(room.finds(room.lead, "plan") == "[Plan two]|[Plan one]");
}

TEST_CASE("Resources come in pages and by relevance beside posts")
{
    Shelves room;
    for (int i = 0; i < 25; ++i) {
        room.put_in(room.ana, "Plan " + std::to_string(i));
    }
    room.replies(room.lead, "plan plan plan");
    for (auto const order : {search::Order::newest, search::Order::relevance}) {
        search::Find const request{.words = {"plan"}, .order = order};
        CHECK(room.page(room.lead, request).value().hits.size() == search::hits_page);
        auto const hits = room.all(room.lead, request).hits;
        CHECK(hits.size() == 26);
        CHECK(SearchScene::plain(hits.front().snippet) == "plan plan plan");
        std::set<ResourceId> resources;
        for (auto const& hit : hits) {
            if (hit.resource) {
                resources.insert(hit.resource->resource);
            }
        }
        CHECK(resources.size() == 25);
    }
}

TEST_CASE("A resource with very many versions of many words is found by its newest ones")
{
    Shelves room;
    auto const added = room.put_in(room.ana, "Long history");
    auto version = added.version;
    for (int i = 0; i < 60; ++i) {
        room.releases(room.ben, added.resource, version);
        std::string words = "change" + std::to_string(i);
        for (int w = 0; words.size() < 1'900; ++w) {
            words += " w" + std::to_string(i) + "x" + std::to_string(w);
        }
        version = room.adds(room.ana, added.resource, words);
    }
    room.releases(room.ben, added.resource, version, "Heron");
    CHECK(room.finds(room.lead, "heron") == "[Long history]");
    CHECK(room.finds(room.lead, "change59") == "[Long history]");
    CHECK(room.finds(room.lead, "change58") == "[Long history]");
    CHECK(room.finds(room.lead, "change1") == "");
}

TEST_CASE("What an erased person wrote in a library is found nowhere, in others' resources neither")
{
    Shelves room;
    room.put_in(room.ana, "Quagmire");
    auto const others = room.put_in(room.ben, "Lending");
    room.adds(room.ana, others.resource, "velocipede");
    room.releases(room.ana, others.resource, others.version, "rhododendron");
    for (auto const* words : {"quagmire", "velocipede", "rhododendron"}) {
        CHECK(room.finds(room.lead, words) != "");
    }
    room.erase(room.ana);
    for (auto const* words : {"quagmire", "velocipede", "rhododendron"}) {
        CAPTURE(words);
        CHECK(room.finds(room.lead, words) == "");
        CHECK(room.finds(room.lead, std::string{words}.substr(0, 5) + "*") == "");
    }
    CHECK(room.finds(room.lead, "lending") == "[Lending]");
    if (!on_postgres()) { // there VACUUM takes them
        room.settle();
        auto const bytes = bytes_of_index(room.world.store.folder.path());
        for (auto const* word : {"uagmire", "elocipede", "hododendron"}) {
            CHECK(bytes.find(word) == std::string::npos);
        }
    }
}

TEST_CASE("What was in a library before the index was made is found after it was made anew")
{
    Shelves room;
    auto const added = room.put_in(room.ana, "Induction toolkit");
    room.releases(room.ben, added.resource, added.version, "Ready");
    room.settle();
    room.world.store.restart();
    CHECK(room.finds(room.lead, "induction ready") == "[Induction toolkit]");
}

TEST_CASE("An index that an older program left, without libraries, is made anew")
{
    Shelves room;
    room.put_in(room.ana, "Induction toolkit");
    CHECK(room.finds(room.lead, "induction") == "[Induction toolkit]");
    run_on_index(room.world, "UPDATE search_state SET version = 1;"
                             "DELETE FROM search_pieces WHERE kind = 'resource';");
    room.world.store.restart();
    CHECK(room.finds(room.lead, "induction") == "[Induction toolkit]");
    CHECK(room.finds(room.lead, "hello") == "Say hello");
}

} // namespace
} // namespace folkmoot::tests
