#include "storage/sqlite/failure.hpp"

#include "storage/connection.hpp"

#include <sqlite3.h>

#include <cerrno>

namespace folkmoot::storage::sqlite {
namespace {

bool no_room(int code, int system_errno)
{
    if ((code & 0xff) == SQLITE_FULL || code == SQLITE_IOERR_SHMSIZE) {
        return true; // the second: no room for the index of the log
    }
    // After a failed fsync nobody knows what is stored, whatever the reason was: that is never "full".
    bool const sync = code == SQLITE_IOERR_FSYNC || code == SQLITE_IOERR_DIR_FSYNC;
    return (code & 0xff) == SQLITE_IOERR && !sync &&
           (system_errno == ENOSPC || system_errno == EDQUOT);
}

bool told_to_people(int code)
{
    switch (code) {
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY:
    case SQLITE_CONSTRAINT_ROWID:
    case SQLITE_CONSTRAINT_FOREIGNKEY:
    case SQLITE_CONSTRAINT_CHECK:
        return true;
    default:
        return false; // NOT NULL and types are mistakes of ours
    }
}

} // namespace

FailureKind failure_kind(int extended_code, int system_errno)
{
    if (no_room(extended_code, system_errno)) {
        return FailureKind::disk_full;
    }
    if (extended_code == SQLITE_INTERRUPT) {
        return FailureKind::gave_way; // SqliteConnection::give_up_after
    }
    return told_to_people(extended_code) ? FailureKind::constraint_broken : FailureKind::other;
}

void throw_failure(sqlite3* database, int code)
{
    std::string const message = database ? sqlite3_errmsg(database) : sqlite3_errstr(code);
    auto const said = "SQLite: " + message + " (" + std::to_string(code) + ")";
    switch (failure_kind(code, database ? sqlite3_system_errno(database) : 0)) {
    case FailureKind::disk_full:
        throw DiskFull(said);
    case FailureKind::constraint_broken:
        throw ConstraintBroken(said);
    case FailureKind::gave_way:
        throw GaveWay(said);
    case FailureKind::other:
        break;
    }
    throw DatabaseError(said);
}

} // namespace folkmoot::storage::sqlite
