// The data folder: whose it is, who else may open it, what is left in it.

#include "tests/storage/fixture.hpp"

#include <doctest/doctest.h>

using namespace folkmoot::tests;

TEST_CASE("two programs cannot run on one folder" * doctest::test_suite("only SQLite"))
{
    FreshStore store;
    auto const open_again = [&](bool alone) {
        Store const second{{.place = {.folder = store.folder.path(), .alone = alone}},
                           store.surroundings()};
    };
    CHECK_THROWS_WITH_AS(open_again(true),
                         doctest::Contains("Another Folkmoot is running on the folder " +
                                           doctest::String(store.folder.path().c_str())),
                         std::runtime_error);
    CHECK_NOTHROW(open_again(false));
    store.end();
    CHECK_NOTHROW(open_again(true));
}

TEST_CASE("a subcommand beside a running server stores what it is told to")
{
    FreshStore store;
    auto place = store.place.place();
    place.alone = false;
    Store beside{{.place = place}, store.surroundings()};
    auto const feed = beside.change_now<FeedId>([](Change& change) -> Result<FeedId> {
        auto const made = change.fresh_id<FeedId>();
        change.make_feed(made, "group");
        return made;
    });
    auto const number = store.change([&](Change& change) {
        return change.write_entry({.feed = feed.value(), .kind = feeds::EntryKind::group_made});
    });
    CHECK(number == 1);
}

TEST_CASE("a subcommand beside the server makes no network where there is none" *
          doctest::test_suite("only SQLite"))
{
    TemporaryFolder folder;
    StandingClock clock;
    Surroundings const surroundings{[&] { return clock.now(); }, [](std::span<std::uint8_t>) {}};
    CHECK_THROWS_WITH_AS(
        (Store{{.place = {.folder = folder.path(), .alone = false}}, surroundings}),
        doctest::Contains("There is no network in the folder"), std::runtime_error);
    CHECK(std::filesystem::is_empty(folder.path()));
}

TEST_CASE("the data folder is made for its owner only and left tidy" *
          doctest::test_suite("only SQLite"))
{
    TemporaryFolder folder;
    auto const data = folder.path() / "deep" / "data";
    StandingClock clock;
    Surroundings const surroundings{[&] { return clock.now(); }, [](std::span<std::uint8_t>) {}};
    {
        Store const store{{.place = {.folder = data}}, surroundings};
        auto const rights = std::filesystem::status(data / "folkmoot.sqlite").permissions();
        CHECK(rights == (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write));
        CHECK(std::filesystem::status(data).permissions() == std::filesystem::perms::owner_all);
    }
    CHECK(std::filesystem::exists(data / "folkmoot.sqlite"));
    CHECK_FALSE(std::filesystem::exists(data / "folkmoot.sqlite-wal"));
}
