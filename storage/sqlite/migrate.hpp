#pragma once
// storage/migrate.hpp on SQLite.

#include "protocol/values.hpp"
#include "storage/connection.hpp"
#include "storage/migrations.hpp"

namespace folkmoot::storage::sqlite {

std::span<MigrationText const> missing_steps(Connection& connection,
                                             std::span<MigrationText const> steps);

void migrate(Connection& connection, std::span<MigrationText const> steps, protocol::Instant now);

} // namespace folkmoot::storage::sqlite
