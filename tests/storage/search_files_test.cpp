// Searching the words of files: where they are found, by whom, and when no more.

#include "storage/search/rebuild.hpp"
#include "tests/storage/library_scene.hpp"
#include "tests/storage/search_scene.hpp"

namespace folkmoot::tests {
namespace {

using library::BlockKind;
using Blocks = std::vector<library::TextBlock>;

std::string content(char digit)
{
    return std::string(64, digit);
}

/// A resource of a room, whose versions are files that somebody reads out.
struct Files : Room {
    Somebody ana = member("Ana");
    ResourceId resource = puts_link_in(ana, group).resource;

    /// A draft with this content, whose words nobody has read out yet.
    VersionId adds(std::string const& sha256)
    {
        world.store.clock.pass(std::chrono::seconds{1});
        return adds_file(ana, group, resource, sha256);
    }
    /// All that waits is read out: each has these words.
    void reads(Blocks const& blocks)
    {
        world.store.change([&](Change& change) {
            while (auto const taken = take_text(change)) {
                keep_text(change, *taken, kept_words(blocks));
            }
        });
    }
    VersionId adds(char digit, std::string words)
    {
        auto const version = adds(content(digit));
        reads({{BlockKind::paragraph, std::move(words)}});
        return version;
    }
    void releases(VersionId version)
    {
        auto const page =
            ana.asks(may_read_resource, resource, resource_page, {.resource = resource}).value();
        ana.asks(may_release_version, version, release_version,
                 {.version = version, .revision = page.resource.revision})
            .value();
    }
    void removes(VersionId version)
    {
        ana.asks(may_remove_version, version, remove_version,
                 {.version = version, .why = {"A mistake"}})
            .value();
    }
    std::string found(std::string const& words) { return finds(lead, words); }
};

} // namespace

TEST_CASE("The words of the current version's file find its resource, and the hit shows where")
{
    Files room;
    auto const version = room.adds(content('a'));
    room.releases(version);
    CHECK(room.found("buddies").empty());
    room.reads({{BlockKind::heading, "The first week"},
                {BlockKind::paragraph, "Everybody begins with a buddy from another team."},
                {BlockKind::row, "Monday\tTour of the building"}});
    REQUIRE(room.found("buddies") == "[Toolkit]");
    auto const hit = room.page(room.lead, {.words = {"buddies"}}).value().hits.front();
    CHECK(hit.resource->in_file);
    CHECK(SearchScene::marked(hit.snippet) == "Everybody begins with a [buddy] from another team.");
    CHECK(room.found("tour monday") == "[Toolkit]");
    CHECK(room.found("buil*") == "[Toolkit]");
    CHECK(room.found("tuesday").empty());
    CHECK_FALSE(
        room.page(room.lead, {.words = {"toolkit"}}).value().hits.front().resource->in_file);
}

TEST_CASE("A resource that says one of the words and has the other in its file is found")
{
    Files room;
    room.adds('a', "Lending laptops to carers");
    CHECK(room.found("toolkit carers") == "[Toolkit]");
    CHECK(room.found("\"toolkit carers\"").empty());
    auto const best =
        room.page(room.lead, {.words = {"laptops"}, .order = search::Order::relevance});
    CHECK(best.value().hits.size() == 1);
}

TEST_CASE("Words together are found in a file where they stand together, and nowhere else")
{
    Files room;
    room.adds(content('a'));
    room.reads({{BlockKind::paragraph, "Safe lending, and how we lend."},
                {BlockKind::paragraph, "We keep a register of lending for each laptop."},
                {BlockKind::paragraph, "It begins"},
                {BlockKind::paragraph, "here"}});
    // the index has them in the order of letters
    CHECK(room.found("\"register of lending\"") == "[Toolkit]");
    CHECK(room.found("register-of-lend*") == "[Toolkit]");
    CHECK(room.found("\"lending of register\"").empty());
    CHECK(room.found("\"begins here\"").empty()); // not across paragraphs
    auto const hit =
        room.page(room.lead, {.words = {"\"register of lending\""}}).value().hits.at(0);
    CHECK(SearchScene::marked(hit.snippet) == "We keep a [register of lending] for each laptop.");
}

TEST_CASE("The current version's file is searched; a draft's only while none is current")
{
    Files room;
    auto const first = room.adds('a', "Paper forms");
    CHECK(room.found("paper") == "[Toolkit]");
    room.releases(first);
    auto const second = room.adds('b', "Web forms");
    CHECK(room.found("paper") == "[Toolkit]");
    CHECK(room.found("web").empty());
    room.releases(second);
    CHECK(room.found("paper").empty());
    CHECK(room.found("web") == "[Toolkit]");
    room.removes(second);
    CHECK(room.found("paper") == "[Toolkit]");
    CHECK(room.found("web").empty());
    room.removes(first);
    CHECK(room.found("paper").empty());
}

TEST_CASE("What a removed file said is not found before the index hears of it either")
{
    Files room;
    auto const version = room.adds('a', "A name that should not stand there");
    REQUIRE(room.found("stand") == "[Toolkit]");
    room.removes(version);
    CHECK(room.lead.asks(folkmoot::storage::find, {.words = {"stand"}}).value().hits.empty());
}

TEST_CASE("A file that is in two groups is found in each by who reads there, and told to both")
{
    Files room;
    auto const loner = room.world.person("Loner", room.world.easthaven);
    auto const other = room.world.group(loner, groups::Kind::by_invitation, "Closed");
    auto const theirs = puts_link_in(loner, other).resource;
    room.world.store.clock.pass(std::chrono::seconds{1});
    adds_file(loner, other, theirs, content('a'));
    room.adds('a', "A plan for carers");
    CHECK(room.finds(room.ana, "carers") == "[Toolkit]");
    auto const hits = room.all(loner, {.words = {"carers"}}).hits;
    REQUIRE(hits.size() == 2); // the open group's too
    auto const narrowed = room.all(room.ana, {.words = {"carers"}, .group = other}).hits;
    CHECK(narrowed.empty());
}

TEST_CASE("What files say is found again after the index was made anew")
{
    Files room;
    room.adds('a', "Lending laptops");
    REQUIRE(room.found("lending") == "[Toolkit]");
    if (!on_postgres()) {
        room.world.store.end(); // nobody else may have the folder
    }
    rebuild_search(room.world.store.place.place(), [](RebuildProgress const&) {});
    if (!on_postgres()) {
        room.world.store.restart();
    }
    CHECK(room.found("lending") == "[Toolkit]");
}

TEST_CASE("A file of very many different words is taken in as far as an index can")
{
    Files room;
    std::string words = "first";
    for (int number = 1'000'000; words.size() < 1'500'000; number += 37) {
        words += " w" + std::to_string(number);
    }
    room.adds('a', words);
    CHECK(room.found("first") == "[Toolkit]");
    CHECK(room.found("w1000000") == "[Toolkit]");
    CHECK(room.found("toolkit") == "[Toolkit]");
}

TEST_CASE("A search that would have to look at too much in files says so, and others go on")
{
    Files room;
    std::string words;
    while (words.size() < 2'000'000) {
        words += "green and blue and ";
    }
    for (char const digit : {'1', '2', '3', '4', '5', '6', '7', '8', '9'}) {
        room.resource = puts_link_in(room.ana, room.group).resource;
        room.adds(content(digit));
    }
    room.reads({{BlockKind::paragraph, words}});
    auto const refused = room.page(room.lead, {.words = {"\"green blue\""}});
    REQUIRE(refused.has_error());
    CHECK(refused.error().field == "words");
    CHECK(room.all(room.lead, {.words = {"\"green and blue\""}}).hits.size() == 9);
}

} // namespace folkmoot::tests
