// Searching over what one may see, on either engine.

#include "storage/erasure.hpp"
#include "tests/storage/beside_index.hpp"
#include "tests/storage/search_scene.hpp"

namespace folkmoot::tests {
namespace {

using search::Kind;

TEST_CASE("What was written is found, the newest first, with where, who, when and a snippet")
{
    Room room;
    auto const post = room.replies(room.lead, "How do **councils** measure? A toolkit.");
    room.replies(room.lead, "Another council's toolkit");
    CHECK(room.finds(room.lead, "council toolkit") ==
          "Another council's toolkit|How do councils measure? A toolkit.");
    auto const hits = room.page(room.lead, {.words = {"measure"}}).value();
    CHECK(hits.complete);
    CHECK(!hits.next);
    REQUIRE(hits.hits.size() == 1);
    auto const& hit = hits.hits.front();
    CHECK(hit.kind == Kind::post);
    CHECK(hit.post == post);
    CHECK(hit.topic == room.topic);
    CHECK(hit.number == 2);
    CHECK(hit.group == room.group);
    CHECK(hit.group_name == "Measures");
    CHECK(hit.by.name == "Lena Lead");
    CHECK(hit.by.authority_name == "Northmere");
    CHECK(SearchScene::marked(hit.snippet) == "How do councils [measure]? A toolkit.");
    CHECK(SearchScene::marked(hit.title) == "Welcome");
}

TEST_CASE("A topic is found by its title, once: not beside its first post when that says the same")
{
    Room room;
    room.starts(room.lead, room.group, "Digital inclusion", "Who has a tablet to lend?");
    room.starts(room.lead, room.group, "Digital badges", "Are digital badges of use?");
    CHECK(room.finds(room.lead, "digital") == "Are digital badges of use?|[Digital inclusion]");
    search::Find topics{.words = {"digital"}};
    topics.kinds.values = {Kind::topic};
    CHECK(room.finds(room.lead, topics) == "[Digital badges]|[Digital inclusion]");
    topics.kinds.values = {Kind::post};
    CHECK(room.finds(room.lead, topics) == "Are digital badges of use?");
    CHECK(SearchScene::plain(
              room.page(room.lead, {.words = {"inclusion"}}).value().hits.at(0).snippet) ==
          "Who has a tablet to lend?");
}

TEST_CASE("Several words together, and the beginning of a word")
{
    Room room;
    room.replies(room.lead, "skills for all");
    room.replies(room.lead, "all for skilled people");
    CHECK(room.finds(room.lead, "\"for all\"") == "skills for all");
    CHECK(room.finds(room.lead, "all for") == "all for skilled people|skills for all");
    CHECK(room.finds(room.lead, "skil*") == "all for skilled people|skills for all");
    CHECK(room.finds(room.lead, "skille") == "");
    CHECK(room.finds(room.lead, "SKILLS") == "skills for all");
}

TEST_CASE("Nothing is found in a group that one may not read, whatever one asks")
{
    Room room;
    auto const hidden = room.world.group(room.lead, groups::Kind::by_invitation, "Hidden");
    auto const known = room.world.group(room.lead, groups::Kind::by_request, "Known");
    room.starts(room.lead, hidden, "Quicksilver", "quicksilver one");
    room.starts(room.lead, known, "Other", "quicksilver two");
    auto const other = room.world.person("Olive Other", room.world.easthaven);
    auto const administrator = room.world.administrator();
    auto const guest = room.member("Gus Guest", Role::guest);
    CHECK(room.finds(room.lead, "quicksilver") == "quicksilver two|quicksilver one");
    for (auto const& who : {other, administrator, guest}) {
        CHECK(room.finds(who, "quicksilver") == "");
        CHECK(room.finds(who, "quick*") == "");
        CHECK(room.finds(who, search::Find{.words = {""}, .group = hidden}) == "");
        CHECK(room.finds(who, search::Find{.words = {"quicksilver"}, .group = known}) == "");
        CHECK(room.finds(who, search::Find{.words = {"quicksilver"}, .person = room.lead.person}) ==
              "");
        // What marks a group in the index is no word of a post.
        auto mark = to_string(hidden);
        std::erase(mark, '-');
        CHECK(room.finds(who, "g" + mark) == "");
        CHECK(room.finds(who, "kpost") == "");
    }
    auto const seat = room.world.seat(hidden, other, room.world.easthaven);
    CHECK(room.finds(other, "quicksilver") == "quicksilver one");
    room.lead.removes(seat).value();
    CHECK(room.finds(other, "quicksilver") == "");
}

TEST_CASE("A topic that was moved is found with its posts where it is now, and nowhere else")
{
    Room room;
    auto const to = room.world.group(room.lead, groups::Kind::by_invitation, "Where it goes");
    auto const other = room.member("Olive Other");
    room.replies(other, "quicksilver");
    CHECK(room.finds(other, "quicksilver") == "quicksilver");
    room.world.store.change([&](Change& change) {
        may_move_topic(change, room.lead.actor, room.topic, to).value();
        move_topic(change, room.lead.actor, {.topic = room.topic, .from = room.group, .to = to})
            .value();
    });
    CHECK(room.finds(other, "quicksilver") == "");
    CHECK(room.finds(other, "welcome") == "");
    CHECK(room.finds(room.lead, search::Find{.words = {"quicksilver"}, .group = to}) ==
          "quicksilver");
    CHECK(room.finds(room.lead, search::Find{.words = {"quicksilver"}, .group = room.group}) == "");
}

TEST_CASE("A guest finds in their groups alone, and only people they share one with")
{
    Room room;
    auto const closed = room.world.group(room.lead, groups::Kind::by_request, "Closed");
    room.starts(room.lead, closed, "Inside", "amber words");
    room.replies(room.lead, "amber in the open");
    auto const guest = room.world.member(closed, "Gus Guest", room.world.easthaven, Role::guest);
    auto const far = room.world.person("Fay Far", room.world.easthaven);
    CHECK(room.finds(guest, "amber") == "amber words");
    CHECK(room.finds(far, "amber") == "amber in the open");
    CHECK(room.finds_people(guest, "lena") == "Lena Lead");
    CHECK(room.finds_people(guest, "fay") == "");
    CHECK(room.finds_people(far, "fay") == "Fay Far");
}

TEST_CASE("Hits can be narrowed to a group, a person, an authority and a time")
{
    Room room;
    auto const second = room.world.group(room.lead, groups::Kind::open, "Second");
    auto const anna = room.member("Anna", Role::member);
    room.replies(room.lead, "plan one");
    room.replies(anna, "plan two");
    auto const noon = room.world.store.clock.now();
    room.starts(room.lead, second, "Plans", "plan three");
    auto const finds = [&](search::Find request) {
        request.words = {"plan"};
        return room.finds(room.lead, request);
    };
    CHECK(finds({}) == "plan three|plan two|plan one");
    CHECK(finds({.group = room.group}) == "plan two|plan one");
    CHECK(finds({.person = anna.person}) == "plan two");
    CHECK(finds({.authority = room.world.easthaven}) == "plan two");
    CHECK(finds({.from = noon}) == "plan three|plan two");
    CHECK(finds({.until = noon}) == "plan one");
    CHECK(finds({.group = second, .person = anna.person}) == "");
    CHECK(finds({.group = GroupId{anna.person}}) == "");
    CHECK(finds({.from = Instant{INT64_MAX}}) == "");
    CHECK(finds({.until = Instant{INT64_MIN}}) == "");
    // Without words: everything of theirs.
    CHECK(room.finds(room.lead, search::Find{.person = anna.person}) == "plan two");
    CHECK(field_of_refusal(room.page(room.lead, {})) == "words");
}

TEST_CASE("What is edited, deleted and renamed is found as it stands now")
{
    Room room;
    auto const post = room.replies(room.lead, "first heron");
    auto const topic = room.starts(room.lead, room.group, "Kingfisher", "Birds").topic;
    CHECK(room.finds(room.lead, "heron") == "first heron");
    room.lead.edits(post, 1, "second egret").value();
    CHECK(room.finds(room.lead, "heron") == "");
    CHECK(room.finds(room.lead, "egret") == "second egret");
    room.lead
        .asks(may_change_topic, topic, change_topic,
              {.topic = topic, .revision = 1, .title = {"Osprey"}})
        .value();
    CHECK(room.finds(room.lead, "kingfisher") == "");
    CHECK(room.finds(room.lead, "osprey") == "[Osprey]");
    room.lead.pins(topic).value();
    CHECK(room.finds(room.lead, "osprey") == "[Osprey]");
    room.lead.deletes(post).value();
    CHECK(room.finds(room.lead, "egret") == "");
    CHECK(room.finds(room.lead, "second") == "");
}

TEST_CASE("What the index has not yet taken in is never shown by its old words")
{
    Room room;
    auto const post = room.replies(room.lead, "old words");
    room.settle();
    room.lead.edits(post, 1, "new words").value();
    auto const at_once = room.lead.asks(folkmoot::storage::find, {.words = {"old"}}).value();
    CHECK(at_once.hits.empty());
    room.lead.deletes(post).value();
    CHECK(room.lead.asks(folkmoot::storage::find, {.words = {"words"}}).value().hits.empty());
}

TEST_CASE("Hits come in pages that neither repeat nor leave out, in either order")
{
    Room room;
    for (int i = 0; i < 45; ++i) {
        room.replies(room.lead, "page " + std::to_string(i));
    }
    for (auto const order : {search::Order::newest, search::Order::relevance}) {
        search::Find request{.words = {"page"}, .order = order};
        auto const first = room.page(room.lead, request).value();
        CHECK(first.hits.size() == search::hits_page);
        CHECK(first.next);
        std::set<PostId> posts;
        auto const all = room.all(room.lead, request).hits;
        for (auto const& hit : all) {
            posts.insert(hit.post.value());
        }
        CHECK(all.size() == 45);
        CHECK(posts.size() == 45);
    }
    auto const wrong = room.page(room.lead, {.words = {"page"}, .after = {{"wrong"}}});
    CHECK(field_of_refusal(wrong) == "after");
}

TEST_CASE("By relevance what says it most comes first")
{
    Room room;
    room.replies(room.lead, "evaluation evaluation evaluation");
    room.replies(room.lead, "a long post with many other words and one evaluation in it");
    room.replies(room.lead, "evaluation evaluation");
    search::Find request{.words = {"evaluation"}, .order = search::Order::relevance};
    CHECK(room.finds(room.lead, request) ==
          "evaluation evaluation evaluation|evaluation evaluation|"
          "a long post with many other words and one evaluation in it");
}

TEST_CASE("Hostile words find what they say, or are refused plainly")
{
    Room room;
    room.replies(room.lead, "1=1 OR near b");
    room.replies(room.lead, "text: 'quoted' x");
    for (auto const* const words : {"\" OR 1=1 --",
                                    "a NEAR(b",
                                    "col:x",
                                    "text:x",
                                    "marks:kpost",
                                    "words : x",
                                    "{words} : x",
                                    "x) OR (y",
                                    "x' OR 'x",
                                    "x'); DROP TABLE posts; --",
                                    "x:*",
                                    "x & !y",
                                    "x | y",
                                    "x <-> y",
                                    "^x",
                                    "-x",
                                    "+x",
                                    "NOT x",
                                    "AND",
                                    "OR",
                                    "NEAR",
                                    "\\x",
                                    "$1",
                                    "%x%",
                                    "_",
                                    "\"x",
                                    "x\"",
                                    "\"\"",
                                    "'''",
                                    "x\ty",
                                    "🙂 x",
                                    "\xF0\x9F\x92\xA9"}) {
        CAPTURE(words);
        auto const answer = room.page(room.lead, {.words = {words}});
        CHECK((answer.has_value() || answer.error().field == "words"));
    }
    CHECK(room.finds(room.lead, "or \"1 1\"") == "1=1 OR near b");
    CHECK(room.finds(room.lead, "text:") == "text: 'quoted' x");
    for (auto const* const nothing : {"*", "\"\"\"", "--", "()", "…"}) {
        CHECK(field_of_refusal(room.page(room.lead, {.words = {nothing}})) == "words");
    }
    std::string many;
    for (int i = 0; i < 60; ++i) {
        many += "w" + std::to_string(i) + " ";
    }
    CHECK(field_of_refusal(room.page(room.lead, {.words = {many}})) == "words");
    CHECK(field_of_refusal(room.page(room.lead, {.words = {std::string(10'000, '"')}})) == "words");
}

TEST_CASE("Every character of a post can be looked for without harm")
{
    Room room;
    std::string text = "start ";
    for (int c = 0x20; c < 0x7F; ++c) {
        text += static_cast<char>(c);
    }
    room.replies(room.lead, "```\n" + text + "\n```");
    room.replies(room.lead, std::string(32'000, '\''));
    std::string one;
    for (int i = 0; i < 16'000; ++i) {
        one += "a ";
    }
    room.replies(room.lead, one);
    CHECK(room.page(room.lead, {.words = {"start"}}).value().hits.size() == 1);
    CHECK(room.page(room.lead, {.words = {"\"a a a\""}}).value().hits.size() == 1);
}

TEST_CASE("People are found by the beginnings of their names and authorities")
{
    Room room;
    room.world.person("Zoë Davies", room.world.union_learning);
    room.world.person("Dave Zimmer", room.world.easthaven);
    CHECK(room.finds_people(room.lead, "zo dav") == "Zoë Davies");
    CHECK(room.finds_people(room.lead, "davies") == "Zoë Davies");
    CHECK(room.finds_people(room.lead, "dav") == "Dave Zimmer|Zoë Davies");
    CHECK(room.finds_people(room.lead, "vale union") == "Zoë Davies");
    search::Find in_group{.words = {"lena"}, .group = room.group};
    CHECK(room.all(room.lead, in_group).people.size() == 1);
    in_group.words = {"zoe"};
    CHECK(room.all(room.lead, in_group).people.empty());
    for (int i = 0; i < 8; ++i) {
        room.world.person("Sam " + std::to_string(i), room.world.easthaven);
    }
    auto const beside = room.page(room.lead, {.words = {"sam"}}).value();
    CHECK(beside.people.size() == search::people_beside);
    CHECK(beside.more_people);
    search::Find alone{.words = {"sam"}};
    alone.kinds.values = {Kind::person};
    CHECK(room.page(room.lead, alone).value().people.size() == 8);
}

TEST_CASE("Who is not signed in finds nothing, and where no index is kept that is said")
{
    World world;
    auto const lead = world.person("Lead", world.northmere);
    auto const group = world.group(lead, groups::Kind::open);
    lead.starts(group, "Welcome", "Say hello").value();
    auto const hits = lead.asks(folkmoot::storage::find, {.words = {"hello"}}).value();
    CHECK(hits.hits.empty());
    CHECK(!hits.complete);
}

TEST_CASE("What was written before the server started is found after it started")
{
    Room room;
    room.replies(room.lead, "kept over the night");
    room.settle();
    room.world.store.restart();
    CHECK(room.finds(room.lead, "night") == "kept over the night");
    room.replies(room.lead, "and the next night");
    CHECK(room.finds(room.lead, "night") == "and the next night|kept over the night");
}

// --- the file -----------------------------------------------------------------------------------------

TEST_SUITE("only SQLite")
{
    TEST_CASE("What an erased person wrote leaves the index file, titles without posts too")
    {
        Room room;
        auto const anna = room.member("Anna");
        auto const started = room.starts(anna, room.group, "Quagmire", "Velocipede");
        room.starts(anna, room.group, "Rhododendron", "Saxophone");
        anna.deletes(started.post).value();
        CHECK(room.finds(room.lead, "quagmire") == "[Quagmire]");
        room.world.store
            .change([&](Change& change) {
                return erase_person(change, anna, Writings::erased, std::nullopt);
            })
            .value();
        CHECK(room.finds(room.lead, "quagmire") == "");
        CHECK(room.finds(room.lead, "saxophone") == "");
        room.settle();
        auto const bytes = bytes_of_index(room.world.store.folder.path());
        for (auto const* word : {"uagmire", "elocipede", "hododendron", "axophone"}) {
            CHECK(bytes.find(word) == std::string::npos);
        }
    }

    TEST_CASE("Deleted and replaced words leave the index file and its log")
    {
        Room room;
        auto const& folder = room.world.store.folder.path();
        auto const deleted = room.replies(room.lead, "Xylophonist among other words");
        auto const edited = room.replies(room.lead, "Zymurgistic among other words");
        for (int i = 0; i < 50; ++i) {
            room.replies(room.lead, "other words number " + std::to_string(i));
        }
        room.settle();
        CHECK(bytes_of_index(folder).find("xylophonist") != std::string::npos);
        CHECK(bytes_of_index(folder).find("zymurgistic") != std::string::npos);
        room.lead.deletes(deleted).value();
        room.lead.edits(edited, 1, "Brewing").value();
        room.settle();
        room.settle();
        CHECK(bytes_of_index(folder).find("ylophonist") == std::string::npos);
        CHECK(bytes_of_index(folder).find("ymurgistic") == std::string::npos);
        CHECK(room.finds(room.lead, "brewing") == "Brewing");
    }

    TEST_CASE("A network that was set back to an earlier state is not found by what came after")
    {
        Room room;
        auto const folder = room.world.store.folder.path();
        room.world.store.end();
        std::filesystem::copy_file(folder / "folkmoot.sqlite", folder / "before");
        room.world.store.restart();
        room.replies(room.lead, "the future");
        room.settle();
        room.world.store.end();
        std::filesystem::rename(folder / "before", folder / "folkmoot.sqlite");
        room.world.store.restart();
        CHECK(room.finds(room.lead, "future") == "");
        room.replies(room.lead, "another future");
        CHECK(room.finds(room.lead, "future") == "another future");
    }
}

} // namespace
} // namespace folkmoot::tests
