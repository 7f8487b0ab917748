// What an operator is told by the subcommands, and where they find a network.

#include "server/commands.hpp"
#include "server/demo.hpp"
#include "storage/network.hpp"
#include "tests/storage/fixture.hpp"
#include "tests/storage/postgres_fixture.hpp"

#include <doctest/doctest.h>

#include <fstream>
#include <iostream>
#include <sstream>

using namespace folkmoot;
using namespace folkmoot::tests;

namespace {

Instant const monday{1'793'579'400'000'000};

/// The sentence an operator reads; empty when there is nothing to say.
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

void settings(TemporaryFolder const& folder, std::string const& toml)
{
    std::ofstream{folder.path() / "folkmoot.toml"} << toml;
}

void make_demo(storage::DatabasePlace const& place)
{
    RepeatedRandomness randomness;
    server::make_demo(place, "", monday,
                      [&](std::span<std::uint8_t> bytes) { randomness.fill(bytes); });
}

std::string opened(storage::DatabasePlace const& place)
{
    std::string name;
    server::open_network({.place = place, .log = [](std::string_view) {}}, name);
    return name;
}

} // namespace

TEST_CASE("the network of a folder is in it, unless its folkmoot.toml names a database")
{
    TemporaryFolder const folder;
    CHECK(server::place_of(folder.path()).folder == folder.path());
    CHECK(server::place_of(folder.path()).url.empty());
    settings(folder, "database = \"postgresql://folkmoot:secret@db.example/moot\"\n");
    auto const place = server::place_of(folder.path());
    CHECK(place.url == "postgresql://folkmoot:secret@db.example/moot");
    CHECK(server::shown(place) == "postgresql://db.example/moot");
}

TEST_CASE(
    "where there is no network an operator is told so, and how to make one; no password is told")
{
    TemporaryFolder const folder;
    auto const in_folder = sentence([&] { opened({.folder = folder.path()}); });
    CHECK(in_folder.starts_with("There is no network in " + folder.path().string() + ". Make "));
    CHECK(std::filesystem::is_empty(folder.path()));

    FreshDatabase const database;
    auto const in_database = sentence([&] { opened({.url = database.url()}); });
    CHECK(in_database.starts_with("There is no network in postgresql://"));

    auto const nobody_there = sentence(
        [] { opened({.url = "postgresql://folkmoot:secret@127.0.0.1:1/moot?password=secret"}); });
    CHECK(nobody_there.find("127.0.0.1:1/moot") != std::string::npos);
    CHECK(nobody_there.find("secret") == std::string::npos);
}

TEST_CASE(
    "the demonstration network is made in a database as in a folder, and only in an empty one")
{
    TemporaryFolder const folder;
    FreshDatabase const database;
    for (auto const& place : {storage::DatabasePlace{.folder = folder.path() / "data"},
                              storage::DatabasePlace{.url = database.url()}}) {
        CAPTURE(server::shown(place));
        make_demo(place);
        CHECK(opened(place) == "Meres Learning Network");
        CHECK(sentence([&] { make_demo(place); }).starts_with("There is a network already."));
    }
}

TEST_CASE("an operator has the index for searching made anew, and is refused while a server has it")
{
    TemporaryFolder const folder;
    auto const place = storage::DatabasePlace{.folder = folder.path()};
    make_demo(place);
    auto const rebuild = [&] {
        CLI::App program;
        server::add_search(program);
        std::ostringstream said;
        auto* const before = std::cout.rdbuf(said.rdbuf());
        auto const problem =
            sentence([&] { program.parse("search rebuild --data " + folder.path().string()); });
        std::cout.rdbuf(before);
        return said.str() + problem;
    };
    auto const said = rebuild();
    CHECK(said.find("100 %") != std::string::npos);
    CHECK(said.find("Everything that was written in Meres Learning Network can be found again.") !=
          std::string::npos);
    CHECK(std::filesystem::exists(folder.path() / "search.sqlite"));

    std::string name;
    auto const serving = server::open_network({.place = place, .search = true}, name);
    CHECK(rebuild().find(folder.path().string()) != std::string::npos);
}
