// A network that is moved is the same network, or nothing.

#include "tests/storage/move_scene.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <set>

using namespace folkmoot::tests;
using folkmoot::storage::Value;

namespace {

void watch_nothing(MoveProgress const&) {}

void ignore(Columns const&) {}

Moved move_between(EmptyPlace const& from, EmptyPlace const& to,
                   MoveWatcher const& watcher = watch_nothing)
{
    return move_network(
        from.place(), to.place(), Instant{}, [](std::string_view) {}, watcher);
}

/// A place with the network of put_network.
EmptyPlace const& filled(Engine engine)
{
    auto const make = [](Engine of) {
        auto place = std::make_unique<EmptyPlace>(of);
        put_network(*place->open()->writing());
        return place;
    };
    if (engine == Engine::sqlite) {
        static auto const made = make(engine);
        return *made;
    }
    static auto const made = make(engine);
    return *made;
}

bool nothing_in(EmptyPlace const& place)
{
    return std::ranges::all_of(place.contents(),
                               [](TableContent const& content) { return content.rows == 0; });
}

/// The sentence; empty when there was none.
template <class Work>
std::string sentence(Work work)
{
    try {
        work();
    } catch (std::runtime_error const& problem) {
        return problem.what();
    }
    return {};
}

bool halfway(MoveProgress const& now)
{
    return now.doing == MoveProgress::Doing::copying && now.table == "posts" && now.rows > 0;
}

struct Way {
    Engine from;
    Engine to;
};
constexpr std::array ways{
    Way{Engine::sqlite, Engine::sqlite},
    Way{Engine::sqlite, Engine::postgres},
    Way{Engine::postgres, Engine::sqlite},
    Way{Engine::postgres, Engine::postgres},
};

/// Does it for each way between the engines.
template <class Work>
void each_way(Work work)
{
    for (auto const& way : ways) {
        auto const said = to_string(way.from) + " to " + to_string(way.to);
        CAPTURE(said);
        work(filled(way.from), EmptyPlace{way.to});
    }
}

std::vector<std::string> strings(Connection& connection, std::string_view sql)
{
    std::vector<std::string> found;
    connection.run(sql, {}, [&](Columns const& row) { found.emplace_back(row.text(0)); });
    return found;
}

} // namespace

TEST_CASE("the list of what is moved names every table of the schema, with its primary key")
{
    EmptyPlace const place{Engine::sqlite};
    auto const connection = place.open()->writing();
    auto const in_schema =
        strings(*connection,
                R"(SELECT m.name || ': ' || (SELECT group_concat(c.name, ', ') FROM
                  (SELECT name FROM pragma_table_info(m.name) WHERE pk > 0 ORDER BY pk) c)
             FROM sqlite_schema m
            WHERE m.type = 'table' AND m.name <> 'schema_version' ORDER BY 1)");
    std::vector<std::string> listed;
    for (auto const& table : moved_tables()) {
        listed.push_back(std::string{table.name} + ": " + std::string{table.key});
    }
    std::ranges::sort(listed);
    CHECK(in_schema == listed);
}

TEST_CASE(
    "tables are moved after those they refer to, and references within a table are filled last")
{
    EmptyPlace const place{Engine::sqlite};
    auto const connection = place.open()->writing();
    std::set<std::string> before;
    for (auto const& table : moved_tables()) {
        CAPTURE(table.name);
        std::array const name{Value{std::string{table.name}}};
        std::string later;
        connection->run(R"(SELECT "table", "from" FROM pragma_foreign_key_list($1))", name,
                        [&](Columns const& row) {
                            auto const referred = std::string{row.text(0)};
                            CAPTURE(referred);
                            if (referred == table.name) {
                                later += row.text(1);
                            } else {
                                CHECK(before.contains(referred));
                            }
                        });
        CHECK(later == table.later);
        before.insert(std::string{table.name});
    }
}

TEST_CASE("the network of these tests has rows in every table, NULL in every column that takes it")
{
    auto const database = filled(Engine::sqlite).open();
    auto const connection = database->reading();
    for (auto const& table : moved_tables()) {
        CAPTURE(table.name);
        CHECK(content_of(*connection, table).rows > 0);
        std::array const name{Value{std::string{table.name}}};
        std::vector<std::string> nullable;
        connection->run(R"(SELECT name FROM pragma_table_info($1) WHERE "notnull" = 0 AND pk = 0)",
                        name, [&](Columns const& row) { nullable.emplace_back(row.text(0)); });
        for (auto const& column : nullable) {
            CAPTURE(column);
            std::int64_t nulls = 0;
            connection->run("SELECT count(*) FROM " + std::string{table.name} + " WHERE " + column +
                                " IS NULL",
                            {}, [&](Columns const& row) { nulls = row.integer(0); });
            CHECK(nulls > 0);
        }
    }
}

TEST_CASE("a moved network is equal in every row, and the report says so")
{
    each_way([](EmptyPlace const& from, EmptyPlace const& to) {
        auto const moved = move_between(from, to);
        CHECK(moved.agrees());
        CHECK(moved.here == FeedNumbers{1 + 9 + 24 + 6, 1 + 9 + 24 + 6});
        CHECK(moved.there == moved.here);
        auto const there = to.contents();
        CHECK(there == from.contents());
        REQUIRE(moved.tables.size() == there.size());
        for (std::size_t i = 0; i < there.size(); ++i) {
            CAPTURE(moved.tables[i].table);
            CHECK(moved.tables[i].there == there[i]);
        }
    });
}

TEST_CASE("a network moved to the other engine and back is the one it was")
{
    EmptyPlace const there{Engine::postgres};
    EmptyPlace const back{Engine::sqlite};
    move_between(filled(Engine::sqlite), there);
    move_between(there, back);
    CHECK(back.contents() == filled(Engine::sqlite).contents());
}

TEST_CASE("a row that differs there is found, named by its table, and nothing is stored")
{
    for (auto const engine : {Engine::sqlite, Engine::postgres}) {
        CAPTURE(to_string(engine));
        EmptyPlace const to{engine};
        {
            auto const source = filled(Engine::sqlite).open();
            auto const target = to.open();
            auto const reading = source->reading();
            auto const writing = target->writing();
            auto const moved = move_rows(*reading, *writing, [&](MoveProgress const& now) {
                if (now.doing == MoveProgress::Doing::comparing && now.table == "feeds" &&
                    now.rows == 0) {
                    writing->run("UPDATE labels SET name = 'E'", {}, ignore);
                }
            });
            CHECK(!moved.agrees());
            for (auto const& table : moved.tables) {
                CAPTURE(table.table);
                CHECK(table.agrees() == (table.table != "labels"));
            }
        }
        CHECK(nothing_in(to));
    }
}

TEST_CASE("the hash tells a value from every other value that may look like it")
{
    EmptyPlace const place{Engine::sqlite};
    auto const database = place.open();
    auto const connection = database->writing();
    connection->run_script(
        "CREATE TABLE odd (id INTEGER NOT NULL PRIMARY KEY, a ANY, b ANY) STRICT");
    auto const bytes = [](std::string text) { return Value{Bytes{std::move(text)}}; };
    std::vector<std::pair<Value, Value>> const rows{
        {{}, {}},
        {"", {}},
        {{}, ""},
        {"", ""},
        {bytes(""), ""},
        {"a", "b"},
        {"ab", ""},
        {"", "ab"},
        {"1", {}},
        {std::int64_t{1}, {}},
        {bytes("1"), {}},
        {std::int64_t{-1}, {}},
        {std::int64_t{256}, {}},
    };
    std::set<std::string> hashes;
    for (auto const& [a, b] : rows) {
        connection->run_script("DELETE FROM odd");
        put(*connection, "odd", {{"id", std::int64_t{1}}, {"a", a}, {"b", b}});
        hashes.insert(content_of(*connection, {"odd", "id", ""}).hash);
    }
    CHECK(hashes.size() == rows.size());
}

TEST_CASE("a move that is killed leaves nothing, and can be made again")
{
    each_way([](EmptyPlace const& from, EmptyPlace const& to) {
        CHECK(killed_move(from.place(), to.place(), halfway));
        CHECK(nothing_in(to));
        CHECK(killed_move(from.place(), to.place(), [](MoveProgress const& now) {
            return now.doing == MoveProgress::Doing::comparing && now.percent == 100;
        }));
        CHECK(nothing_in(to));
        CHECK(move_between(from, to).agrees());
    });
}

TEST_CASE("progress counts all rows twice, to copy and to compare, and ends at all of them")
{
    EmptyPlace const to{Engine::sqlite};
    std::vector<int> percents;
    std::int64_t posts = 0;
    move_between(filled(Engine::sqlite), to, [&](MoveProgress const& now) {
        percents.push_back(now.percent);
        if (now.table == "posts") {
            posts = std::max(posts, now.rows);
            CHECK(now.rows_of_table == 450);
        }
    });
    CHECK(posts == 450);
    CHECK(std::ranges::count(percents, 100) >= 2);
    CHECK(percents.back() == 100);
    CHECK(std::ranges::adjacent_find(percents, std::greater{}) !=
          percents.end()); // begins again to compare
}

TEST_CASE("a place that is not empty is refused, and what is there stays")
{
    each_way([](EmptyPlace const& from, EmptyPlace const& to) {
        move_between(from, to);
        auto const there = to.contents();
        auto const refused = sentence([&] { move_between(from, to); });
        CHECK(refused.starts_with("The place to move to is not empty: it has rows in feeds."));
        CHECK(to.contents() == there);
    });
}

TEST_CASE("a place with one row of a network is not empty")
{
    EmptyPlace const to{Engine::sqlite};
    put(*to.open()->writing(), "receipts",
        {{"person", Bytes{"p"}},
         {"request", Bytes{"r"}},
         {"method", "m"},
         {"hash", Bytes{"h"}},
         {"result", "{}"},
         {"at", std::int64_t{1}}});
    CHECK(sentence([&] { move_between(filled(Engine::sqlite), to); }).find("rows in receipts") !=
          std::string::npos);
}

TEST_CASE("a row with a character 0 is named and refused")
{
    EmptyPlace const from{Engine::sqlite};
    EmptyPlace const to{Engine::sqlite};
    put(*from.open()->writing(), "receipts",
        {{"person", Bytes{"pp"}},
         {"request", Bytes{std::string("r\xFF")}},
         {"method", "m"},
         {"hash", Bytes{""}},
         {"result", std::string("a\0b", 3)},
         {"at", std::int64_t{1}}});
    CHECK(sentence([&] { move_between(from, to); }) ==
          "The row 7070, 72ff of receipts has a character 0 in result, which PostgreSQL cannot "
          "hold. Nothing was moved.");
    CHECK(nothing_in(to));
}

TEST_CASE("what the place to move to refuses is told by its table, and nothing is stored")
{
    EmptyPlace const from{Engine::sqlite};
    EmptyPlace const to{Engine::postgres};
    put(*from.open()->writing(), "receipts",
        {{"person", Bytes{"p"}},
         {"request", Bytes{"r"}},
         {"method", "no UTF-8: \xFF"},
         {"hash", Bytes{""}},
         {"result", "{}"},
         {"at", std::int64_t{1}}});
    CHECK(sentence([&] {
              move_between(from, to);
          }).starts_with("A row of receipts was refused. Nothing was moved. "));
    CHECK(nothing_in(to));
}

TEST_CASE("nothing is moved from a folder that a server has, or to one")
{
    EmptyPlace const from{Engine::sqlite};
    EmptyPlace const to{Engine::sqlite};
    {
        auto const serving = from.open();
        CHECK(sentence([&] { move_between(from, to); }).find("Another Folkmoot") !=
              std::string::npos);
    }
    auto const serving = to.open();
    CHECK(sentence([&] { move_between(from, to); }).find("Another Folkmoot") != std::string::npos);
}

TEST_CASE("nothing is moved from a database that a server is connected to, or that one comes to")
{
    EmptyPlace const to{Engine::sqlite};
    auto const& from = filled(Engine::postgres);
    auto const server = from.open();
    {
        auto const connection = server->reading();
        auto const refused = sentence([&] { move_between(from, to); });
        CHECK(refused.starts_with("Another Folkmoot is connected to the database to move from "
                                  "(1 connections, the first is process "));
    }
    std::unique_ptr<Connection> late;
    auto const refused = sentence([&] {
        move_between(from, to, [&](MoveProgress const& now) {
            if (halfway(now) && !late) {
                late = server->writing();
            }
        });
    });
    CHECK(refused.starts_with("Another Folkmoot is connected"));
    CHECK(nothing_in(to));
}

TEST_CASE("where there is no network, nothing is made in looking for it")
{
    EmptyPlace const from{Engine::sqlite};
    EmptyPlace const to{Engine::sqlite};
    CHECK(sentence([&] { move_between(from, to); }).starts_with("There is no folkmoot.sqlite in "));
    CHECK(!std::filesystem::exists(from.place().folder));
    CHECK(!std::filesystem::exists(to.place().folder));
    CHECK(sentence([&] {
              move_between(filled(Engine::sqlite), filled(Engine::sqlite));
          }).starts_with("That is one place."));
}
