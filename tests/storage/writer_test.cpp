// The writer against a connection that fails when a test says so.

#include "tests/storage/fixture.hpp"

#include "storage/sqlite/connection.hpp"
#include "storage/sqlite/migrate.hpp"
#include "storage/writer.hpp"

#include <doctest/doctest.h>

#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <future>

using namespace folkmoot::tests;

namespace {

/// Passes everything on, until told to fail.
class FaultyConnection final : public Connection {
public:
    explicit FaultyConnection(Connection& real) : real_(real) {}

    std::function<void()> at_begin = [] {};
    std::function<void()> at_run = [] {};
    std::function<void()> at_commit = [] {};
    std::function<void(bool)> at_keep_house = [](bool) {};

    std::int64_t run(std::string_view sql, std::span<Value const> parameters,
                     std::function<void(Columns const&)> const& row) override
    {
        at_run();
        return real_.run(sql, parameters, row);
    }
    void run_script(std::string_view sql) override { real_.run_script(sql); }
    bool in_transaction() const override { return real_.in_transaction(); }
    void begin_read() override { real_.begin_read(); }
    void begin_change() override
    {
        at_begin();
        real_.begin_change();
    }
    void hold(Hold how, Uuid const& what) override { real_.hold(how, what); }
    void commit() override
    {
        at_commit();
        real_.commit();
    }
    void roll_back() noexcept override { real_.roll_back(); }
    void keep_house(bool idle) override
    {
        at_keep_house(idle);
        real_.keep_house(idle);
    }

private:
    Connection& real_;
};

struct FaultyStore {
    explicit FaultyStore(std::filesystem::path const& folder)
        : real(folder / "folkmoot.sqlite", folkmoot::storage::sqlite::Access::write)
    {
        folkmoot::storage::sqlite::migrate(real, sqlite_migrations(), clock.now());
        options.log = [](std::string_view) {};
    }

    std::int64_t feeds_stored()
    {
        std::int64_t count = 0;
        real.run("SELECT count(*) FROM feeds", {},
                 [&](Columns const& columns) { count = columns.integer(0); });
        return count;
    }

    StandingClock clock;
    RepeatedRandomness randomness;
    Surroundings surroundings{[this] { return clock.now(); },
                              [this](std::span<std::uint8_t> bytes) { randomness.fill(bytes); }};
    folkmoot::storage::sqlite::SqliteConnection real;
    std::unique_ptr<FaultyConnection> owned = std::make_unique<FaultyConnection>(real);
    FaultyConnection& connection = *owned;
    Store::Options options;
    AmongWriters among{.surroundings = surroundings,
                       .options = options,
                       .batch_max = 512,
                       .sorts = false,
                       .news = nullptr};
};

class MakeFeed final : public Work<Change> {
public:
    explicit MakeFeed(std::promise<Result<Done>>& answer) : answer_(answer) {}
    bool attempt(Change& change) override
    {
        result_ = Done{};
        change.make_feed(change.fresh_id<FeedId>(), "group");
        change.right_changes({.kind = RightChange::Kind::person_ended});
        return true;
    }
    void fail(Error error) override { result_ = std::move(error); }
    void complete() noexcept override { answer_.set_value(std::move(result_)); }

private:
    std::promise<Result<Done>>& answer_;
    Result<Done> result_ = Done{};
};

Result<Done> make_feed(Writer& writer)
{
    std::promise<Result<Done>> answer;
    ChangeWaiting change{std::make_unique<MakeFeed>(answer), {}, {}};
    REQUIRE(writer.add(change));
    return answer.get_future().get();
}

/// Whether a child process in which the connection fails so ends by SIGABRT.
bool aborts(std::function<void(FaultyConnection&)> const& break_it)
{
    TemporaryFolder folder;
    auto const child = ::fork();
    if (child == 0) {
        std::signal(SIGABRT, SIG_DFL);
        FaultyStore store{folder.path()};
        break_it(store.connection);
        Writer writer{std::move(store.owned), store.among};
        make_feed(writer);
        writer.finish();
        std::_Exit(0);
    }
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    return WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT;
}

} // namespace

TEST_CASE(
    "no room at the commit: all answer unavailable, nothing is stored or told, then it resumes")
{
    TemporaryFolder folder;
    FaultyStore store{folder.path()};
    bool full = true;
    store.connection.at_commit = [&] {
        if (full) {
            throw DiskFull("no room");
        }
    };
    std::vector<std::string> told;
    store.among.listener = {
        .before_commit = [&](auto, auto const&) { told.push_back("before"); },
        .settled =
            [&](auto, Committed const& made) {
                told.push_back("settled " + std::to_string(made.right_changes.size()));
            },
    };
    Writer writer{std::move(store.owned), store.among};
    auto const refused = make_feed(writer);
    REQUIRE(refused.has_error());
    CHECK(refused.error().name == ErrorName::unavailable);
    full = false;
    CHECK(make_feed(writer).has_value());
    writer.finish();
    CHECK(store.feeds_stored() == 1);
    CHECK(told == std::vector<std::string>{"before", "settled 0", "before", "settled 1"});
}

TEST_CASE("a full disk is logged once, and the log is moved at once to make room")
{
    TemporaryFolder folder;
    FaultyStore store{folder.path()};
    std::vector<bool> kept;
    std::vector<std::string> logged;
    bool full = false;
    store.options.idle_after = std::chrono::hours{1};
    store.options.log = [&](std::string_view line) { logged.emplace_back(line); };
    store.connection.at_keep_house = [&](bool idle) { kept.push_back(idle); };
    store.connection.at_commit = [&] {
        if (full) {
            throw DiskFull("no room");
        }
    };
    Writer writer{std::move(store.owned), store.among};
    for (bool const now_full : {false, true, true, false, true}) {
        full = now_full;
        CHECK(make_feed(writer).has_error() == now_full);
    }
    writer.finish();
    CHECK(kept == std::vector<bool>{false, true, false, false, true});
    CHECK(logged.size() == 2);
}

TEST_CASE("when nothing has waited for a moment the log is moved, once")
{
    TemporaryFolder folder;
    FaultyStore store{folder.path()};
    std::promise<void> idle_came;
    std::vector<bool> kept;
    store.options.idle_after = std::chrono::milliseconds{1};
    store.connection.at_keep_house = [&](bool idle) {
        kept.push_back(idle);
        if (idle) {
            idle_came.set_value(); // throws when it comes a second time
        }
    };
    Writer writer{std::move(store.owned), store.among};
    CHECK(make_feed(writer).has_value());
    idle_came.get_future().wait();
    writer.finish();
    CHECK(kept == std::vector<bool>{false, true});
}

TEST_CASE("a transaction that cannot begin answers unavailable")
{
    TemporaryFolder folder;
    FaultyStore store{folder.path()};
    bool blocked = true;
    store.connection.at_begin = [&] {
        if (blocked) {
            throw DatabaseError("locked");
        }
    };
    Writer writer{std::move(store.owned), store.among};
    auto const refused = make_feed(writer);
    REQUIRE(refused.has_error());
    CHECK(refused.error().name == ErrorName::unavailable);
    blocked = false;
    CHECK(make_feed(writer).has_value());
    writer.finish();
    CHECK(store.feeds_stored() == 1);
}

TEST_CASE("any other failure at the commit ends the program")
{
    CHECK(aborts([](FaultyConnection& connection) {
        connection.at_commit = [] { throw DatabaseError("the disk failed"); };
    }));
    CHECK_FALSE(aborts([](FaultyConnection&) {}));
}

TEST_CASE("a failure to move the log ends the program, unless there is only no room")
{
    CHECK(aborts([](FaultyConnection& connection) {
        connection.at_keep_house = [](bool) { throw DatabaseError("the disk failed"); };
    }));
    CHECK_FALSE(aborts([](FaultyConnection& connection) {
        connection.at_keep_house = [](bool) { throw DiskFull("no room"); };
    }));
}

namespace {

/// Fails `times` times, and counts how often it was called.
template <class Failure>
std::function<void()> failing(int times, int& calls)
{
    return [times, &calls] {
        if (calls++ < times) {
            throw Failure("as the test says");
        }
    };
}

ErrorName refusal(Result<Done> const& result)
{
    REQUIRE(result.has_error());
    return result.error().name;
}

} // namespace

TEST_CASE("a change that gave way to others is run again and stored once")
{
    TemporaryFolder folder;
    FaultyStore store{folder.path()};
    int calls = 0;
    store.connection.at_run = failing<GaveWay>(2, calls);
    Writer writer{std::move(store.owned), store.among};
    CHECK(make_feed(writer).has_value());
    writer.finish();
    CHECK(store.feeds_stored() == 1);
}

TEST_CASE("a change that always gives way is given up after a few attempts")
{
    TemporaryFolder folder;
    FaultyStore store{folder.path()};
    int calls = 0;
    store.connection.at_run = failing<GaveWay>(1'000, calls);
    Writer writer{std::move(store.owned), store.among};
    CHECK(refusal(make_feed(writer)) == ErrorName::unavailable);
    writer.finish();
    CHECK(calls < 10);
    CHECK(store.feeds_stored() == 0);
}

TEST_CASE("a broken constraint is looked at once more, since another node may have been quicker")
{
    TemporaryFolder folder;
    FaultyStore store{folder.path()};
    int calls = 0;
    store.connection.at_run = failing<ConstraintBroken>(1, calls);
    Writer writer{std::move(store.owned), store.among};
    CHECK(make_feed(writer).has_value());
    calls = -1'000; // from here on it fails each time
    store.connection.at_run = failing<ConstraintBroken>(1'000, calls);
    CHECK(refusal(make_feed(writer)) == ErrorName::conflict);
    writer.finish();
    CHECK(calls == -998); // looked at twice, not more
    CHECK(store.feeds_stored() == 1);
}

TEST_CASE("the database gone before the commit: unavailable once it stays away, nothing is stored")
{
    TemporaryFolder folder;
    FaultyStore store{folder.path()};
    int calls = 0;
    bool away = false;
    store.connection.at_run = [&] {
        away = true;
        throw ConnectionLost("as the test says");
    };
    store.connection.at_begin = [&] {
        ++calls;
        if (away) {
            throw ConnectionLost("still away");
        }
    };
    Writer writer{std::move(store.owned), store.among};
    CHECK(refusal(make_feed(writer)) == ErrorName::unavailable);
    CHECK(calls == 2);
    away = false;
    store.connection.at_run = [] {};
    CHECK(make_feed(writer).has_value());
    writer.finish();
    CHECK(store.feeds_stored() == 1);
}

TEST_CASE("the database gone during the commit: unavailable, nothing told, and the program goes on")
{
    TemporaryFolder folder;
    FaultyStore store{folder.path()};
    int calls = 0;
    std::vector<std::size_t> told;
    store.connection.at_commit = failing<ConnectionLost>(1, calls);
    store.among.listener.settled = [&](auto, Committed const& made) {
        told.push_back(made.right_changes.size());
    };
    Writer writer{std::move(store.owned), store.among};
    CHECK(refusal(make_feed(writer)) == ErrorName::unavailable);
    CHECK(make_feed(writer).has_value());
    writer.finish();
    CHECK(told == std::vector<std::size_t>{0, 1});
}
