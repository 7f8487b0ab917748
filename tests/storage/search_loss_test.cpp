// The index of words, damaged or taken away while somebody serves, comes back by itself.

#include "storage/search/rebuild.hpp"
#include "tests/storage/beside_index.hpp"
#include "tests/storage/search_scene.hpp"

#include <atomic>
#include <fstream>
#include <sstream>
#include <thread>

namespace folkmoot::tests {
namespace {

/// The thread that feeds needs a moment to see that something is gone.
void comes_back(Room& room)
{
    search::Hits found;
    auto const is_back = [&] {
        found = room.page(room.lead, {.words = {"still"}}).value();
        return found.complete && found.hits.size() == 2;
    };
    for (int tries = 0; !is_back() && tries < 100; ++tries) {
        std::this_thread::sleep_for(std::chrono::milliseconds{50});
    }
    CHECK(found.complete);
    CHECK(room.finds(room.lead, "still") == "still here|still the oldest");
}

struct Indexed : Room {
    Indexed()
    {
        first = replies(lead, "still the oldest");
        replies(lead, "still here");
        CHECK(finds(lead, "still") == "still here|still the oldest");
    }
    PostId first;
};

TEST_CASE("The index comes back when what is in it is taken away while somebody serves")
{
    Indexed room;
    for (std::string const gone :
         {"search_state", "search_fed", "search_pieces", "search_words",
          "search_pieces search_words", "search_fed search_words", "search_state search_pieces",
          "search_pieces search_words search_fed",
          "search_state search_fed search_pieces search_words"}) {
        CAPTURE(gone);
        std::istringstream tables{gone};
        std::string script;
        for (std::string table; tables >> table;) {
            script += "DELETE FROM " + table + ";";
        }
        run_on_index(room.world, script);
        comes_back(room);
    }
    room.replies(room.lead, "written after");
    CHECK(room.finds(room.lead, "written") == "written after");
    room.lead.edits(room.first, 1, "another word").value();
    CHECK(room.finds(room.lead, "still") == "still here");
    CHECK(room.finds(room.lead, "another") == "another word");
}

TEST_CASE("The index comes back when its tables are dropped while somebody serves")
{
    Indexed room;
    for (std::string const table :
         {"search_state", "search_fed", "search_pieces", "search_words"}) {
        CAPTURE(table);
        run_on_index(room.world, "DROP TABLE " + table + ";");
        comes_back(room);
    }
    run_on_index(room.world,
                 "DROP TABLE search_state; DROP TABLE search_fed; DROP TABLE search_pieces;"
                 "DROP TABLE search_words;");
    comes_back(room);
}

TEST_CASE("An index that has nothing to hold is not taken for a lost one")
{
    std::atomic<int> said = 0;
    World world{{.search = true, .log = [&](std::string_view line) {
                     said += line.find("searching") != line.npos;
                 }}};
    auto const lead = world.person("Lena Lead", world.northmere);
    world.group(lead, groups::Kind::open);
    for (int look = 0; look < 3; ++look) {
        world.store.store().settle_search();
        CHECK(lead.asks(folkmoot::storage::find, {.words = {"nothing"}}).value().complete);
    }
    CHECK(said == 0);
}

TEST_CASE("What is lost from the middle of the index comes back when it is made anew")
{
    Indexed room;
    for (int i = 0; i < 1'200; ++i) {
        room.replies(room.lead, "in between " + std::to_string(i));
    }
    room.replies(room.lead, "the newest");
    CHECK(room.finds(room.lead, "newest") == "the newest");
    if (!on_postgres()) {
        room.world.store.end(); // nobody else may have the folder
    }
    std::string const place = on_postgres() ? "place" : "rowid";
    run_on_index(room.world, "DELETE FROM search_words WHERE " + place +
                                 " > (SELECT min(place) FROM search_pieces) AND " + place +
                                 " < (SELECT max(place) FROM search_pieces);");
    RebuildProgress before;
    rebuild_search(room.world.store.place.place(), [&](RebuildProgress const& now) {
        CHECK(now.taken >= before.taken);
        before = now;
    });
    CHECK(before.all > 0);
    CHECK(before.taken == before.all);
    if (!on_postgres()) {
        room.world.store.restart();
    }
    comes_back(room);
    CHECK(room.finds(room.lead, "\"between 700\"") == "in between 700");
}

// SQLite has no such table.
TEST_CASE(
    "Days, by which PostgreSQL looks at the newest first, are counted again when they are gone" *
    doctest::skip(!on_postgres()))
{
    Indexed room;
    run_on_index(room.world, "TRUNCATE search_days;");
    comes_back(room);
    CHECK(database_beside(room.world)
              .rows("SELECT sum(pieces) = (SELECT count(*) FROM folkmoot.search_pieces) "
                    "FROM folkmoot.search_days") == std::vector<std::vector<std::string>>{{"t"}});
}

TEST_SUITE("only SQLite")
{
    TEST_CASE("The index comes back when its file is deleted, spoiled or of another network")
    {
        Indexed room;
        auto const file = room.world.store.folder.path() / "search.sqlite";
        SUBCASE("deleted while it is in use")
        {
            std::filesystem::remove(file);
        }
        SUBCASE("deleted with all beside it")
        {
            for (auto const* companion : {"", "-wal", "-shm"}) {
                std::filesystem::remove(file.string() + companion);
            }
        }
        SUBCASE("replaced by something else")
        {
            std::filesystem::remove(file);
            std::ofstream{file} << std::string(10'000, 'x');
        }
        SUBCASE("spoiled while nobody served")
        {
            room.world.store.end();
            std::ofstream{file, std::ios::binary | std::ios::in}.seekp(4'000)
                << std::string(9'000, 'x');
            room.world.store.restart();
        }
        SUBCASE("of another network")
        {
            Room other;
            other.replies(other.lead, "still elsewhere");
            other.settle();
            other.world.store.end();
            room.world.store.end();
            auto const from = other.world.store.folder.path() / "search.sqlite";
            std::filesystem::copy_file(from, file,
                                       std::filesystem::copy_options::overwrite_existing);
            room.world.store.restart();
        }
        comes_back(room);
        CHECK(std::filesystem::exists(file));
        room.replies(room.lead, "written after");
        CHECK(room.finds(room.lead, "written") == "written after");
    }
}

} // namespace
} // namespace folkmoot::tests
