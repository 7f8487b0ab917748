// A PostgreSQL as the place of a network: what is asked of the server, and how its schema comes up.

#include "storage/database.hpp"
#include "storage/postgres/connection.hpp"
#include "storage/postgres/database.hpp"
#include "storage/postgres/migrate.hpp"
#include "tests/storage/engines.hpp"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <thread>

using namespace folkmoot::tests;
using namespace folkmoot::storage::postgres;

namespace {

constexpr Instant at{1};
constexpr MigrationText first{1, "0001_first", "CREATE TABLE a (x BIGINT);"};
constexpr MigrationText second{2, "0002_second",
                               "CREATE TABLE b (x BIGINT); INSERT INTO a VALUES (7);"};
constexpr MigrationText broken{2, "0002_second",
                               "CREATE TABLE b (x BIGINT); INSERT INTO nowhere VALUES (7);"};
constexpr MigrationText third{3, "0003_third", "DROP TABLE b;"};

/// What is logged, by any thread.
class Logged {
public:
    std::function<void(std::string_view)> log()
    {
        return [this](std::string_view line) {
            std::lock_guard const lock{mutex_};
            lines_.emplace_back(line);
        };
    }
    bool says(std::string_view words)
    {
        std::lock_guard const lock{mutex_};
        return std::ranges::any_of(
            lines_, [&](std::string const& line) { return line.find(words) != std::string::npos; });
    }

private:
    std::mutex mutex_;
    std::vector<std::string> lines_;
};

struct Upgrading {
    void migrate_by(std::vector<MigrationText> const& steps)
    {
        migrate(*talking, steps, at, logged.log());
    }
    std::int64_t version() { return talking.number("SELECT max(number) FROM schema_version"); }

    FreshDatabase database;
    Logged logged;
    Talking talking{
        std::make_unique<PostgresConnection>(Address{database.url()}, Patience::upgrading)};
};

} // namespace

TEST_CASE("a new PostgreSQL database gets every step, an old one those it lacks")
{
    Upgrading it;
    CHECK(missing_steps(*it.talking, std::vector{first}).size() == 1);
    it.migrate_by({first});
    it.migrate_by({first, second});
    CHECK(it.version() == 2);
    CHECK(it.talking.number("SELECT x FROM a") == 7);
    it.migrate_by({first, second});
    CHECK(it.talking.number("SELECT count(*) FROM a") == 1);
    CHECK(missing_steps(*it.talking, std::vector{first, second}).empty());
}

TEST_CASE("a step that fails on PostgreSQL leaves the database at the step before it")
{
    Upgrading it;
    CHECK_THROWS_AS(it.migrate_by({first, broken}), DatabaseError);
    CHECK(it.version() == 1);
    CHECK_FALSE(it.talking->in_transaction());
    it.migrate_by({first, second});
    CHECK(it.version() == 2);
}

TEST_CASE("gaps, newer databases and other histories are refused on PostgreSQL too")
{
    Upgrading it;
    CHECK_THROWS_WITH_AS(it.migrate_by({first, third}), doctest::Contains("Step 2"),
                         std::runtime_error);
    it.migrate_by({first, second, third});
    CHECK_THROWS_WITH_AS(it.migrate_by({first, second}), doctest::Contains("newer Folkmoot"),
                         std::runtime_error);
    it.talking.run("DELETE FROM schema_version WHERE number = 2");
    CHECK_THROWS_WITH_AS(it.migrate_by({first, second, third}), doctest::Contains("0002_second"),
                         std::runtime_error);
}

TEST_CASE(
    "of two nodes that start at once one upgrades; the other waits, says so, and finds it done")
{
    Upgrading one;
    Talking busy{std::make_unique<PostgresConnection>(Address{one.database.url()})};
    busy.run("SELECT pg_advisory_lock(7381237522936852340)"); // as a third does that is at it
    std::atomic<int> done = 0;
    auto const start = [&] {
        Talking talking{
            std::make_unique<PostgresConnection>(Address{one.database.url()}, Patience::upgrading)};
        migrate(*talking, postgres_migrations(), at, one.logged.log());
        ++done;
    };
    std::thread here{start};
    std::thread there{start};
    while (one.database.superuser()
               .rows("SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
               .size() < 2) {
        std::this_thread::yield();
    }
    CHECK(done == 0);
    busy.run("SELECT pg_advisory_unlock_all()");
    here.join();
    there.join();
    CHECK(done == 2);
    CHECK(one.version() == static_cast<std::int64_t>(postgres_migrations().size()));
    CHECK(one.logged.says("Another node is upgrading the database"));
}

TEST_CASE("a role that owns nothing but the schema can hold a network")
{
    FreshDatabase fresh;
    Logged logged;
    fresh.superuser().run_script("DROP ROLE IF EXISTS plain; CREATE ROLE plain LOGIN");
    auto const url = PostgresCluster::shared().url(fresh.name(), "plain");
    auto const plain = open_database({.url = url}, logged.log());
    CHECK_THROWS_WITH_AS(plain->migrate(at),
                         doctest::Contains("CREATE SCHEMA folkmoot AUTHORIZATION"),
                         std::runtime_error);
    fresh.superuser().run_script("CREATE SCHEMA folkmoot AUTHORIZATION plain");
    CHECK_FALSE(plain->up_to_date());
    plain->migrate(at);
    CHECK(plain->up_to_date());
    Talking talking{plain->writing()};
    CHECK(talking.number("SELECT count(*) FROM feeds") == 0);
    CHECK(plain->writers_max() > 1);
    CHECK(plain->batch_max() == 50);
    CHECK_FALSE(logged.says("superuser"));
}

TEST_CASE("a server that may lose what it acknowledged is refused, and what to set is said")
{
    for (auto const value : {"off", "local", "remote_write"}) {
        CHECK_THROWS_WITH_AS(checked({.synchronous_commit = value}),
                             doctest::Contains("synchronous_commit"), std::runtime_error);
    }
    for (auto const value : {"on", "remote_apply"}) {
        CHECK(checked({.synchronous_commit = value}).empty());
    }
    CHECK_THROWS_WITH_AS(checked({.encoding = "LATIN1"}), doctest::Contains("UTF8"),
                         std::runtime_error);
    CHECK(checked({.fsync = "off"}).size() == 1);
    CHECK(checked({.superuser = 1}).size() == 1);
}

TEST_CASE("what the server says by itself is looked at, however far from us it was set")
{
    FreshDatabase fresh;
    Logged logged;
    fresh.superuser().run_script("ALTER DATABASE " + fresh.name() +
                                 " SET synchronous_commit = 'local'");
    CHECK_THROWS_WITH_AS(open_database({.url = fresh.url()}, logged.log()),
                         doctest::Contains("\"local\""), std::runtime_error);
    fresh.superuser().run_script("ALTER DATABASE " + fresh.name() +
                                 " SET synchronous_commit = 'remote_apply'");
    auto const database = open_database({.url = fresh.url()}, logged.log());
    Talking talking{database->writing()};
    CHECK(talking.value("SHOW synchronous_commit") == Value{std::string{"remote_apply"}});
    CHECK(logged.says("superuser"));
    CHECK(logged.says("fsync"));
}
