// Every statement of storage/ means something to both engines, and their schemas are the same.

#include "storage/migrations.hpp"
#include "storage/postgres/connection.hpp"
#include "storage/postgres/migrate.hpp"
#include "storage/sqlite/connection.hpp"
#include "storage/sqlite/migrate.hpp"
#include "tests/storage/fixture.hpp"
#include "tests/storage/postgres_fixture.hpp"
#include "tests/storage/sql_sources.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <set>

using namespace folkmoot::tests;
using folkmoot::storage::sqlite::Access;
using folkmoot::storage::sqlite::SqliteConnection;

namespace {

/// "table.column" to its type in our words: id, text, integer; "?" after it where NULL may be.
using Schema = std::map<std::string, std::string>;

std::string in_our_words(std::string const& type, bool nullable, bool view)
{
    static std::map<std::string, std::string> const words{
        {"BLOB", "bytes"}, {"bytea", "bytes"},     {"TEXT", "text"},
        {"text", "text"},  {"INTEGER", "integer"}, {"bigint", "integer"},
    };
    auto const known = words.find(type);
    auto const word = known == words.end() ? type : known->second;
    // SQLite knows neither type nor NULL of a view's column.
    return view ? "of a view" : word + (nullable ? "?" : "");
}

class BothDatabases {
public:
    /// Made once: no test changes anything in them.
    static BothDatabases& the()
    {
        static BothDatabases both;
        return both;
    }

    SqliteConnection& sqlite() { return sqlite_; }
    PostgresDatabase& postgres() { return postgres_.superuser(); }

private:
    BothDatabases()
    {
        folkmoot::storage::sqlite::migrate(sqlite_, sqlite_migrations(), Instant{});
        folkmoot::storage::postgres::PostgresConnection connection{
            folkmoot::storage::postgres::Address{postgres_.url()}};
        folkmoot::storage::postgres::migrate(connection, postgres_migrations(), Instant{},
                                             [](std::string_view) {});
        postgres().run_script("SET search_path = folkmoot");
    }

    TemporaryFolder folder_;
    SqliteConnection sqlite_{folder_.path() / "folkmoot.sqlite", Access::write};
    FreshDatabase postgres_;
};

Schema schema_of(SqliteConnection& sqlite)
{
    Schema schema;
    sqlite.run(R"(SELECT m.name, c.name, c.type, c."notnull", c.pk, m.type
                    FROM sqlite_schema m, pragma_table_info(m.name) c
                   WHERE m.type IN ('table', 'view') AND m.name <> 'schema_version'
                     AND m.name NOT LIKE 'sqlite!_%' ESCAPE '!')",
               {}, [&](Columns const& row) {
                   auto const place = std::string{row.text(0)} + "." + std::string{row.text(1)};
                   bool const nullable = row.integer(3) == 0 && row.integer(4) == 0;
                   schema[place] =
                       in_our_words(std::string{row.text(2)}, nullable, row.text(5) == "view");
               });
    return schema;
}

Schema schema_of(PostgresDatabase& postgres)
{
    Schema schema;
    auto const rows = postgres.rows(
        R"(SELECT c.table_name, c.column_name, c.data_type, c.is_nullable, t.table_type
             FROM information_schema.columns c
             JOIN information_schema.tables t USING (table_schema, table_name)
            WHERE c.table_schema = 'folkmoot' AND c.table_name <> 'schema_version')");
    for (auto const& row : rows) {
        schema[row[0] + "." + row[1]] = in_our_words(row[2], row[3] == "YES", row[4] == "VIEW");
    }
    return schema;
}

/// "table (a, b)" for each primary key and each UNIQUE.
std::set<std::string> keys_of(SqliteConnection& sqlite)
{
    std::set<std::string> keys;
    sqlite.run(R"(SELECT m.name || ' (' || (SELECT group_concat(name, ', ') FROM
                         (SELECT name FROM pragma_index_info(i.name) ORDER BY seqno)) || ')'
                    FROM sqlite_schema m, pragma_index_list(m.name) i
                   WHERE m.type = 'table' AND i."unique" = 1 AND m.name <> 'schema_version')",
               {}, [&](Columns const& row) { keys.emplace(row.text(0)); });
    return keys;
}

std::set<std::string> keys_of(PostgresDatabase& postgres)
{
    std::set<std::string> keys;
    auto const rows = postgres.rows(
        R"(SELECT i.indrelid::regclass::text || ' (' ||
                  (SELECT string_agg(a.attname, ', ' ORDER BY k.place)
                     FROM unnest(i.indkey::int[]) WITH ORDINALITY k (number, place)
                     JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.number) || ')'
             FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
            WHERE i.indisunique AND c.relnamespace = 'folkmoot'::regnamespace
              AND i.indrelid <> 'schema_version'::regclass)");
    for (auto const& row : rows) {
        keys.insert(row[0]);
    }
    return keys;
}

/// What PostgreSQL would refuse or give as another type than our driver can take; empty when all is well.
std::string postgres_refuses(PostgresDatabase& postgres, std::string const& sql)
{
    static std::set<std::string> const known{"bigint", "integer", "text", "bytea"};
    PreparedStatement statement;
    try {
        statement = postgres.prepare(sql);
    } catch (PostgresFailure const& failure) {
        return failure.what();
    }
    for (auto const& types : {statement.parameter_types, statement.column_types}) {
        auto const other = std::ranges::find_if_not(
            types, [](std::string const& type) { return known.contains(type); });
        if (other != types.end()) {
            return "a parameter or column is " + *other + ", not BIGINT, TEXT or BYTEA";
        }
    }
    return "";
}

std::string sqlite_refuses(SqliteConnection& sqlite, std::string const& sql)
{
    try {
        sqlite.check(sql);
        return "";
    } catch (DatabaseError const& failure) {
        return failure.what();
    }
}

} // namespace

TEST_CASE("every statement can be prepared on SQLite and on PostgreSQL, in the subset they share")
{
    auto& both = BothDatabases::the();
    auto const statements = shared_statements();
    REQUIRE(statements.size() >= 6);
    for (auto const& [place, text] : statements) {
        CAPTURE(place);
        CHECK(sqlite_refuses(both.sqlite(), text) == "");
        CHECK(postgres_refuses(both.postgres(), text) == "");
        CHECK(outside_the_subset(text) == std::vector<std::string>{});
    }
}

TEST_CASE("both schemas have the same tables, columns, types and keys")
{
    auto& both = BothDatabases::the();
    auto const ours = schema_of(both.sqlite());
    auto const theirs = schema_of(both.postgres());
    REQUIRE(ours.contains("entries.number"));
    for (auto const& [place, type] : ours) {
        CAPTURE(place);
        CHECK(theirs.contains(place));
        CHECK((theirs.contains(place) ? theirs.at(place) : "") == type);
    }
    for (auto const& [place, type] : theirs) {
        CAPTURE(place);
        CHECK(ours.contains(place));
    }
    CHECK(keys_of(both.sqlite()) == keys_of(both.postgres()));
}

TEST_CASE("text is compared by its bytes in PostgreSQL, as in SQLite")
{
    auto& both = BothDatabases::the();
    auto const others = both.postgres().rows(
        R"(SELECT c.table_name || '.' || c.column_name FROM information_schema.columns c
             JOIN information_schema.tables t USING (table_schema, table_name)
            WHERE c.table_schema = 'folkmoot' AND c.data_type = 'text' AND t.table_type = 'BASE TABLE'
              AND c.collation_name IS DISTINCT FROM 'C')");
    CHECK(others == std::vector<std::vector<std::string>>{});
}

TEST_CASE("the check of statements sees what one engine would refuse")
{
    auto& both = BothDatabases::the();
    CHECK(sqlite_refuses(both.sqlite(), "SELECT id FROM feeds WHERE id = $1") == "");
    CHECK(postgres_refuses(both.postgres(), "SELECT id FROM feeds WHERE id = $1") == "");
    CHECK(sqlite_refuses(both.sqlite(), "SELECT nothing FROM feeds") != "");
    CHECK(postgres_refuses(both.postgres(), "SELECT nothing FROM feeds") != "");
    CHECK(postgres_refuses(both.postgres(), "SELECT id = $1 FROM feeds") ==
          "a parameter or column is boolean, not BIGINT, TEXT or BYTEA");
    CHECK(postgres_refuses(both.postgres(), "SELECT sum(last_number) FROM feeds") ==
          "a parameter or column is numeric, not BIGINT, TEXT or BYTEA");
    CHECK(postgres_refuses(both.postgres(), "SELECT 1 WHERE $1 IS NULL") != "");
    CHECK(outside_the_subset("SELECT '::LIKE' -- FOR UPDATE").empty());
    CHECK(outside_the_subset("SELECT 1::bigint").size() == 1);
    CHECK(outside_the_subset("SELECT id FROM feeds WHERE kind LIKE 'x' FOR UPDATE").size() == 2);
    CHECK(outside_the_subset("SELECT CAST(1 AS INTEGER)").size() == 1);
    CHECK(outside_the_subset("SELECT CAST(1 AS BIGINT), CAST(2 AS TEXT)").empty());
}

TEST_CASE("statements are found in a source by their names, and SQL without a name is refused")
{
    auto const found = statements_in("x.cpp", "constexpr Sql one = R\"sql(SELECT 1)sql\";\n"
                                              "constexpr Sql two =\n    R\"sql(SELECT 2)sql\";\n");
    REQUIRE(found.size() == 2);
    CHECK(found[0].place == "x.cpp: one");
    CHECK(found[0].text == "SELECT 1");
    CHECK(found[1].place == "x.cpp: two");
    CHECK_THROWS_AS(statements_in("x.cpp", "run(R\"sql(SELECT 1)sql\");"), std::runtime_error);
}
