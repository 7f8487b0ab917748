// What PostgreSQL's failures become.

#include "storage/connection.hpp"
#include "storage/postgres/failure.hpp"

#include <doctest/doctest.h>

using namespace folkmoot::storage;
using namespace folkmoot::storage::postgres;

TEST_CASE("no room, broken constraints, lost connections and those who gave way are told apart")
{
    CHECK(failure_kind("53100") == FailureKind::disk_full);
    for (auto const code : {"23505", "23503", "23514", "23P01"}) {
        CHECK(failure_kind(code) == FailureKind::constraint_broken);
    }
    for (auto const code :
         {"", "08000", "08006", "57P01", "57P02", "57P03", "25006", "25P03", "40003", "53300"}) {
        CHECK(failure_kind(code) == FailureKind::connection_lost);
    }
    for (auto const code : {"40001", "40P01", "55P03", "57014", "53200"}) {
        CHECK(failure_kind(code) == FailureKind::gave_way);
    }
}

TEST_CASE("NULL where none may be, wrong types and wrong words are mistakes of ours")
{
    for (auto const code : {"23502", "42P01", "42804", "22021", "25P02", "58030", "XX000"}) {
        CHECK(failure_kind(code) == FailureKind::other);
    }
}

TEST_CASE("each kind of failure is thrown as its own")
{
    CHECK_THROWS_AS(throw_failure(FailureKind::disk_full, "x"), DiskFull);
    CHECK_THROWS_AS(throw_failure(FailureKind::constraint_broken, "x"), ConstraintBroken);
    CHECK_THROWS_AS(throw_failure(FailureKind::connection_lost, "x"), ConnectionLost);
    CHECK_THROWS_AS(throw_failure(FailureKind::gave_way, "x"), GaveWay);
    CHECK_THROWS_AS(throw_failure(FailureKind::other, "x"), DatabaseError);
}
