#pragma once
// Brings a database to the schema that this program knows, one step after the other; each step and the
// row that says it was done are one transaction. For both engines.

#include "protocol/values.hpp"
#include "storage/connection.hpp"
#include "storage/migrations.hpp"

namespace folkmoot::storage {

/// The table of steps done, in an engine's own words.
struct VersionTable {
    std::string_view known; ///< gives 1 when there is one, else 0
    std::string_view make;
};

/// Steps that `connection` still lacks; all of them for a new database. Throws std::runtime_error with a
/// sentence for the operator: the steps have a gap, the database has one, was made by a newer program,
/// or knows a step under another name.
std::span<MigrationText const> missing_steps(Connection& connection, VersionTable const& table,
                                             std::span<MigrationText const> steps);

/// Runs them. Throws like missing_steps, and what a Connection throws; steps already done stay done.
void migrate(Connection& connection, VersionTable const& table,
             std::span<MigrationText const> steps, protocol::Instant now);

} // namespace folkmoot::storage
