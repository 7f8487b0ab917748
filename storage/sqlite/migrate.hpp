#pragma once
// Brings a database to the schema that this program knows, one step after the other; each step and the
// row that says it was done are one transaction.

#include "protocol/values.hpp"
#include "storage/connection.hpp"
#include "storage/migrations.hpp"

namespace folkmoot::storage::sqlite {

/// Steps that `connection` still lacks; all of them for a new database. Throws std::runtime_error with a
/// sentence for the operator: the steps have a gap, the database has one, was made by a newer program,
/// or knows a step under another name.
std::span<MigrationText const> missing_steps(Connection& connection,
                                             std::span<MigrationText const> steps);

/// Runs them. Throws like missing_steps, and DatabaseError or DiskFull; steps already done stay done.
void migrate(Connection& connection, std::span<MigrationText const> steps, protocol::Instant now);

} // namespace folkmoot::storage::sqlite
