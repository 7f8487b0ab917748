#include "storage/postgres/migrate.hpp"

#include "storage/migrate.hpp"
#include "storage/sql.hpp"

namespace folkmoot::storage::postgres {
namespace {

// The number is only ours: "folkmoot" in eight letters.
constexpr Sql take_turn = R"sql(
    SELECT pg_try_advisory_lock(7381237522936852340)
)sql";

constexpr Sql await_turn = R"sql(
    SELECT pg_advisory_lock(7381237522936852340)
)sql";

constexpr Sql end_turn = R"sql(
    SELECT pg_advisory_unlock(7381237522936852340)
)sql";

constexpr Sql has_schema = R"sql(
    SELECT count(*) FROM pg_namespace WHERE nspname = 'folkmoot'
)sql";

constexpr Sql make_schema = R"sql(
    CREATE SCHEMA folkmoot
)sql";

constexpr Sql may_make_schema = R"sql(
    SELECT has_database_privilege(current_database(), 'CREATE')
)sql";

constexpr Sql has_versions = R"sql(
    SELECT count(*) FROM pg_tables WHERE schemaname = 'folkmoot' AND tablename = 'schema_version'
)sql";

constexpr Sql make_versions = R"sql(
    CREATE TABLE schema_version (
        number BIGINT NOT NULL PRIMARY KEY,
        name   TEXT COLLATE "C" NOT NULL,
        at     BIGINT NOT NULL
    )
)sql";

constexpr VersionTable table{has_versions.text(), make_versions.text()};

std::int64_t number(Connection& connection, Sql sql)
{
    std::int64_t number = 0;
    connection.run(sql.text(), {}, [&](Columns const& row) { number = row.integer(0); });
    return number;
}

void run(Connection& connection, Sql sql)
{
    connection.run(sql.text(), {}, [](Columns const&) {});
}

void make_schema_unless_there(Connection& connection)
{
    if (number(connection, has_schema) != 0) {
        return;
    }
    if (number(connection, may_make_schema) == 0) {
        throw std::runtime_error(
            "This database has no schema \"folkmoot\" yet, and the role may not make one. As "
            "PostgreSQL's administrator, say in this database: CREATE SCHEMA folkmoot AUTHORIZATION "
            "ROLE (the role that Folkmoot signs in with).");
    }
    run(connection, make_schema);
}

} // namespace

std::span<MigrationText const> missing_steps(Connection& connection,
                                             std::span<MigrationText const> steps)
{
    return storage::missing_steps(connection, table, steps);
}

void migrate(Connection& connection, std::span<MigrationText const> steps, protocol::Instant now,
             std::function<void(std::string_view)> const& log)
{
    if (missing_steps(connection, steps).empty()) {
        return;
    }
    if (number(connection, take_turn) == 0) {
        log("Another node is upgrading the database; this one waits until it is done.");
        run(connection, await_turn);
    }
    make_schema_unless_there(connection);
    storage::migrate(connection, table, steps, now);
    run(connection, end_turn);
}

} // namespace folkmoot::storage::postgres
