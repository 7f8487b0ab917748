#include "storage/sqlite/migrate.hpp"

#include "storage/migrate.hpp"
#include "storage/sql.hpp"

namespace folkmoot::storage::sqlite {
namespace {

constexpr Sql has_versions = R"sql(
    SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'schema_version'
)sql";

constexpr Sql make_versions = R"sql(
    CREATE TABLE schema_version (
        number INTEGER NOT NULL PRIMARY KEY,
        name   TEXT    NOT NULL,
        at     INTEGER NOT NULL
    ) STRICT
)sql";

constexpr VersionTable table{has_versions.text(), make_versions.text()};

} // namespace

std::span<MigrationText const> missing_steps(Connection& connection,
                                             std::span<MigrationText const> steps)
{
    return storage::missing_steps(connection, table, steps);
}

void migrate(Connection& connection, std::span<MigrationText const> steps, protocol::Instant now)
{
    storage::migrate(connection, table, steps, now);
}

} // namespace folkmoot::storage::sqlite
