#pragma once
// storage/migrate.hpp on PostgreSQL: one node at a time, the others wait.

#include "protocol/values.hpp"
#include "storage/connection.hpp"
#include "storage/migrations.hpp"

#include <functional>

namespace folkmoot::storage::postgres {

std::span<MigrationText const> missing_steps(Connection& connection,
                                             std::span<MigrationText const> steps);
/// Makes the schema `folkmoot` if it is not there. Logs when another node is at it and this one waits.
/// The connection is one that waits as long as it takes, and is closed afterwards.
void migrate(Connection& connection, std::span<MigrationText const> steps, protocol::Instant now,
             std::function<void(std::string_view)> const& log);

} // namespace folkmoot::storage::postgres
