#pragma once
// PostgreSQL's SQLSTATEs as our exceptions.

#include <string>
#include <string_view>

struct pg_result;

namespace folkmoot::storage::postgres {

enum class FailureKind { disk_full, constraint_broken, connection_lost, gave_way, other };

/// Pure. An empty one means that the server said nothing more: the connection is lost.
FailureKind failure_kind(std::string_view sqlstate);

/// Throws DiskFull, ConstraintBroken, ConnectionLost, GaveWay or DatabaseError.
[[noreturn]] void throw_failure(FailureKind kind, std::string const& said);

/// What a failed result says, without its details: those may hold what somebody wrote.
std::string sentence_of(pg_result const* result);
std::string_view sqlstate_of(pg_result const* result);

} // namespace folkmoot::storage::postgres
