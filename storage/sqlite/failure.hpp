#pragma once
// SQLite's result codes as our exceptions.

struct sqlite3;

namespace folkmoot::storage::sqlite {

enum class FailureKind { disk_full, constraint_broken, gave_way, other };

/// Pure: which of them an extended result code is, with the operating system's errno beside it.
FailureKind failure_kind(int extended_code, int system_errno);

/// Throws DiskFull, ConstraintBroken, GaveWay or DatabaseError for the newest failure of `database`.
[[noreturn]] void throw_failure(sqlite3* database, int code);

} // namespace folkmoot::storage::sqlite
