#include "storage/postgres/failure.hpp"

#include "storage/connection.hpp"

#include <libpq-fe.h>

#include <algorithm>
#include <initializer_list>

namespace folkmoot::storage::postgres {
namespace {

bool any_of(std::initializer_list<std::string_view> codes, std::string_view sqlstate)
{
    return std::ranges::find(codes, sqlstate) != codes.end();
}

bool told_to_people(std::string_view sqlstate)
{
    // unique, foreign key, check, exclusion; NOT NULL (23502) is a mistake of ours
    return any_of({"23505", "23503", "23514", "23P01"}, sqlstate);
}

bool lost(std::string_view sqlstate)
{
    // 08: the connection; 57P: shutting down, starting up, terminated; 25P03: idle for too long;
    // 40003: nobody knows; 53300: too many connections. 25006 is a primary that became a standby: the
    // next connection finds the new one.
    return sqlstate.empty() || sqlstate.starts_with("08") || sqlstate.starts_with("57P") ||
           any_of({"25006", "25P03", "40003", "53300"}, sqlstate);
}

bool gave_way(std::string_view sqlstate)
{
    // serialisation, deadlock, lock timeout, statement timeout or cancelled, no memory just now (many
    // locks at once count as that)
    return any_of({"40001", "40P01", "55P03", "57014", "53200"}, sqlstate);
}

} // namespace

FailureKind failure_kind(std::string_view sqlstate)
{
    if (sqlstate == "53100") {
        return FailureKind::disk_full;
    }
    if (told_to_people(sqlstate)) {
        return FailureKind::constraint_broken;
    }
    if (lost(sqlstate)) {
        return FailureKind::connection_lost;
    }
    return gave_way(sqlstate) ? FailureKind::gave_way : FailureKind::other;
}

void throw_failure(FailureKind kind, std::string const& said)
{
    switch (kind) {
    case FailureKind::disk_full:
        throw DiskFull(said);
    case FailureKind::constraint_broken:
        throw ConstraintBroken(said);
    case FailureKind::connection_lost:
        throw ConnectionLost(said);
    case FailureKind::gave_way:
        throw GaveWay(said);
    case FailureKind::other:
        break;
    }
    throw DatabaseError(said);
}

std::string_view sqlstate_of(pg_result const* result)
{
    auto const* code = PQresultErrorField(result, PG_DIAG_SQLSTATE);
    return code ? code : "";
}

std::string sentence_of(pg_result const* result)
{
    auto const* message = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
    auto const code = sqlstate_of(result);
    return std::string{"PostgreSQL: "} + (message ? message : "the connection was lost") +
           (code.empty() ? "" : " (" + std::string{code} + ")");
}

} // namespace folkmoot::storage::postgres
