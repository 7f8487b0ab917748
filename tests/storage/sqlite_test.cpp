// SQLite as we use it: how it is opened, what its failures become, how the schema is brought up.

#include "storage/sqlite/connection.hpp"
#include "storage/sqlite/failure.hpp"
#include "storage/sqlite/migrate.hpp"
#include "tests/storage/fixture.hpp"

#include <doctest/doctest.h>
#include <sqlite3.h>

#include <cerrno>

using namespace folkmoot::tests;
using namespace folkmoot::storage::sqlite;

namespace {

struct FreshFile {
    TemporaryFolder folder;
    std::filesystem::path file = folder.path() / "folkmoot.sqlite";
    SqliteConnection connection{file, Access::write};

    std::string answer(std::string_view sql, std::vector<Value> const& parameters = {})
    {
        std::string answer;
        connection.run(sql, parameters, [&](Columns const& row) { answer += row.text(0); });
        return answer;
    }
    std::int64_t number(std::string_view sql, std::vector<Value> const& parameters = {})
    {
        std::int64_t number = -1;
        connection.run(sql, parameters, [&](Columns const& row) { number = row.integer(0); });
        return number;
    }
    std::int64_t run(std::string_view sql, std::vector<Value> const& parameters = {})
    {
        return connection.run(sql, parameters, [](Columns const&) {});
    }
};

constexpr MigrationText first{1, "0001_first", "CREATE TABLE a (x INTEGER) STRICT;"};
constexpr MigrationText second{2, "0002_second",
                               "CREATE TABLE b (x INTEGER) STRICT; INSERT INTO a VALUES (7);"};
constexpr MigrationText broken{
    2, "0002_second", "CREATE TABLE b (x INTEGER) STRICT; INSERT INTO nowhere VALUES (7);"};
constexpr MigrationText third{3, "0003_third", "DROP TABLE b;"};
constexpr Instant at{1};

void migrate_by(FreshFile& database, std::vector<MigrationText> const& steps)
{
    migrate(database.connection, steps, at);
}

std::int64_t version_of(FreshFile& database)
{
    return database.number("SELECT coalesce(max(number), 0) FROM schema_version");
}

std::int64_t tables_named(FreshFile& database, std::string name)
{
    return database.number("SELECT count(*) FROM sqlite_schema WHERE name = $1", {std::move(name)});
}

} // namespace

TEST_SUITE_BEGIN("only SQLite");

TEST_CASE("a SQLite older than 3.51.3 is refused")
{
    CHECK_FALSE(new_enough(3'040'001));
    CHECK_FALSE(new_enough(3'051'002));
    CHECK(new_enough(3'051'003));
    CHECK(new_enough(3'053'002));
    CHECK_THROWS_WITH_AS(refuse_older(3'040'001), doctest::Contains("older than 3.51.3"),
                         std::runtime_error);
    CHECK_NOTHROW(refuse_older(sqlite3_libversion_number()));
}

TEST_CASE("commits are synced, foreign keys hold and the log is moved only when we say so")
{
    FreshFile database;
    CHECK(database.answer("PRAGMA journal_mode") == "wal");
    CHECK(database.number("PRAGMA synchronous") == 2);
    CHECK(database.number("PRAGMA foreign_keys") == 1);
    CHECK(database.number("PRAGMA wal_autocheckpoint") <= 0);
    CHECK(database.number("PRAGMA trusted_schema") == 0);
    CHECK_THROWS_AS(database.run("UPDATE sqlite_schema SET sql = ''"), DatabaseError);
    CHECK_THROWS_AS(database.run("SELECT \"no_such_column\""), DatabaseError);
}

TEST_CASE("parameters are bound by the number in their name, as often as it is used")
{
    FreshFile database;
    CHECK(database.answer("SELECT $2 || $1 || $2", {std::string{"a"}, std::string{"b"}}) == "bab");
    CHECK(database.number("SELECT $1 IS NULL", {Value{}}) == 1);
    CHECK(database.answer("SELECT hex($1)", {Bytes{std::string("\0\xff", 2)}}) == "00FF");
    CHECK(database.number("SELECT $1", {std::int64_t{-5}}) == -5);
}

TEST_CASE("a statement with the wrong number of parameters does not run")
{
    FreshFile database;
    CHECK_THROWS_AS(database.number("SELECT $1", {}), DatabaseError);
    CHECK_THROWS_AS(database.number("SELECT 1", {std::int64_t{1}}), DatabaseError);
    CHECK_THROWS_AS(database.number("SELECT $2", {std::int64_t{1}, std::int64_t{2}}),
                    DatabaseError);
    CHECK_THROWS_AS(database.number("SELECT ?", {std::int64_t{1}}), DatabaseError);
    CHECK_THROWS_AS(database.run("SELECT 1; SELECT 2"), DatabaseError);
    CHECK_THROWS_AS(database.run(""), DatabaseError);
}

TEST_CASE("a column is read as the type it has, never as another")
{
    FreshFile database;
    database.connection.run("SELECT 'word', 12, x'00ff', NULL", {}, [](Columns const& row) {
        CHECK(row.count() == 4);
        CHECK(row.text(0) == "word");
        CHECK(row.integer(1) == 12);
        CHECK(row.bytes(2) == std::string_view("\0\xff", 2));
        CHECK(row.null(3));
        CHECK_THROWS_AS(row.integer(0), DatabaseError);
        CHECK_THROWS_AS(row.text(1), DatabaseError);
        CHECK_THROWS_AS(row.bytes(0), DatabaseError);
    });
}

TEST_CASE("a statement may run again while its own rows are being read")
{
    FreshFile database;
    int inner = 0;
    constexpr auto sql = "SELECT value FROM (SELECT 1 AS value UNION SELECT 2)";
    database.connection.run(sql, {}, [&](Columns const&) {
        database.connection.run(sql, {}, [&](Columns const&) { ++inner; });
    });
    CHECK(inner == 4);
}

TEST_CASE("changed rows are counted, read ones are not")
{
    FreshFile database;
    database.run("CREATE TABLE t (x INTEGER) STRICT");
    CHECK(database.run("INSERT INTO t VALUES (1), (2), (3)") == 3);
    CHECK(database.run("SELECT x FROM t") == 0);
    CHECK(database.run("DELETE FROM t WHERE x > 1") == 2);
    CHECK(database.run("DELETE FROM t WHERE x > 1") == 0);
}

TEST_CASE("a broken UNIQUE, FOREIGN KEY or CHECK is a conflict; NULL and types are our mistakes")
{
    FreshFile database;
    database.run("CREATE TABLE t (x INTEGER NOT NULL PRIMARY KEY CHECK (x > 0), "
                 "y INTEGER REFERENCES t (x)) STRICT");
    database.run("INSERT INTO t (x) VALUES (1)");
    CHECK_THROWS_AS(database.run("INSERT INTO t (x) VALUES (1)"), ConstraintBroken);
    CHECK_THROWS_AS(database.run("INSERT INTO t (x) VALUES (-1)"), ConstraintBroken);
    CHECK_THROWS_AS(database.run("INSERT INTO t (x, y) VALUES (2, 9)"), ConstraintBroken);
    CHECK_THROWS_AS(database.run("INSERT INTO t (x, y) VALUES (2, 'word')"), DatabaseError);
    CHECK_THROWS_AS(database.run("UPDATE t SET x = NULL"), DatabaseError);
}

TEST_CASE("no room is told from a failed disk")
{
    CHECK(failure_kind(SQLITE_FULL, 0) == FailureKind::disk_full);
    CHECK(failure_kind(SQLITE_IOERR_WRITE, ENOSPC) == FailureKind::disk_full);
    CHECK(failure_kind(SQLITE_IOERR_WRITE, EDQUOT) == FailureKind::disk_full);
    CHECK(failure_kind(SQLITE_IOERR_SHMSIZE, 0) == FailureKind::disk_full);
    CHECK(failure_kind(SQLITE_IOERR_WRITE, EIO) == FailureKind::other);
    CHECK(failure_kind(SQLITE_IOERR_FSYNC, ENOSPC) == FailureKind::other);
    CHECK(failure_kind(SQLITE_BUSY, ENOSPC) == FailureKind::other);
    CHECK(failure_kind(SQLITE_CORRUPT, 0) == FailureKind::other);
}

TEST_CASE("a full database loses its transaction and says so")
{
    FreshFile database;
    database.run("CREATE TABLE t (x BLOB)");
    database.run("PRAGMA max_page_count = 1");
    database.connection.begin_change();
    CHECK_THROWS_AS(database.run("INSERT INTO t VALUES (zeroblob(1000000))"), DiskFull);
    database.connection.roll_back();
    CHECK_FALSE(database.connection.in_transaction());
    CHECK(database.number("SELECT count(*) FROM t") == 0);
}

TEST_CASE("the log is moved when idle, and emptied at the end")
{
    FreshFile database;
    auto const log = database.file.string() + "-wal";
    database.run("CREATE TABLE t (x INTEGER) STRICT");
    auto const size_of_database = std::filesystem::file_size(database.file);
    database.connection.keep_house(false);
    CHECK(std::filesystem::file_size(database.file) == size_of_database);
    database.connection.keep_house(true);
    CHECK(std::filesystem::file_size(database.file) > size_of_database);
    CHECK(std::filesystem::file_size(log) > 0);
    CHECK(database.connection.empty_log());
    CHECK(std::filesystem::file_size(log) == 0);
}

TEST_CASE("a log of more than 20,000 pages is moved without waiting for an idle moment")
{
    FreshFile database;
    database.run("CREATE TABLE t (x BLOB)");
    database.connection.empty_log();
    auto const size_of_database = std::filesystem::file_size(database.file);
    database.run("INSERT INTO t VALUES (zeroblob(10000000))"); // 2,442 pages
    database.connection.keep_house(false);
    CHECK(std::filesystem::file_size(database.file) == size_of_database);
    for (int i = 0; i < 8; ++i) {
        database.run("INSERT INTO t VALUES (zeroblob(10000000))");
    }
    database.connection.keep_house(false);
    CHECK(std::filesystem::file_size(database.file) > size_of_database + 80'000'000);
}

TEST_CASE("a new database gets every step, an old one those it lacks")
{
    FreshFile database;
    migrate_by(database, {first});
    CHECK(version_of(database) == 1);
    migrate_by(database, {first, second});
    CHECK(version_of(database) == 2);
    CHECK(database.number("SELECT x FROM a") == 7);
    migrate_by(database, {first, second});
    CHECK(database.number("SELECT count(*) FROM a") == 1);
    FreshFile fresh;
    migrate_by(fresh, {first, second, third});
    CHECK(version_of(fresh) == 3);
    CHECK(tables_named(fresh, "b") == 0);
}

TEST_CASE("a step that fails leaves the database at the step before it")
{
    FreshFile database;
    CHECK_THROWS_AS(migrate_by(database, {first, broken}), DatabaseError);
    CHECK(version_of(database) == 1);
    CHECK(tables_named(database, "b") == 0);
    CHECK_FALSE(database.connection.in_transaction());
    migrate_by(database, {first, second});
    CHECK(version_of(database) == 2);
}

TEST_CASE("a gap in the steps stops the program and changes nothing")
{
    FreshFile database;
    CHECK_THROWS_WITH_AS(migrate_by(database, {first, third}), doctest::Contains("Step 2"),
                         std::runtime_error);
    CHECK(tables_named(database, "a") == 0);
}

TEST_CASE("a newer database refuses an older program and stays as it is")
{
    FreshFile database;
    migrate_by(database, {first, second, third});
    CHECK_THROWS_WITH_AS(migrate_by(database, {first, second}),
                         doctest::Contains("written by a newer Folkmoot (schema 3; this program "
                                           "knows 2)"),
                         std::runtime_error);
    CHECK(version_of(database) == 3);
}

TEST_CASE("a database with a gap or another step in its place is refused")
{
    FreshFile database;
    migrate_by(database, {first, second, third});
    database.run("DELETE FROM schema_version WHERE number = 2");
    CHECK_THROWS_WITH_AS(migrate_by(database, {first, second, third}),
                         doctest::Contains("0002_second"), std::runtime_error);
    FreshFile other;
    migrate_by(other, {{1, "0001_else", "CREATE TABLE z (x INTEGER) STRICT;"}});
    CHECK_THROWS_WITH_AS(migrate_by(other, {first}), doctest::Contains("0001_first"),
                         std::runtime_error);
}

TEST_CASE("the steps built into this program have no gap and run")
{
    FreshFile database;
    migrate(database.connection, sqlite_migrations(), at);
    CHECK(version_of(database) == static_cast<std::int64_t>(sqlite_migrations().size()));
    CHECK(version_of(database) >= 1);
    CHECK(sqlite_migrations().size() == postgres_migrations().size());
    CHECK(database.answer("PRAGMA integrity_check") == "ok");
}

TEST_SUITE_END();
