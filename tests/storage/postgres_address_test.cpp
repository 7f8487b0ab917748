// Where a PostgreSQL is, and what is said of one that cannot be had.

#include "storage/postgres/connection.hpp"

#include <doctest/doctest.h>

using namespace folkmoot::storage;
using namespace folkmoot::storage::postgres;

TEST_CASE("a server that cannot be reached is said where it is, without the password")
{
    try {
        PostgresConnection const connection{
            Address{"postgresql://folkmoot:s3cret-word@127.0.0.1:1/folkmoot"}};
        FAIL("there is nothing on port 1");
    } catch (ConnectionLost const& failure) {
        std::string const said = failure.what();
        CHECK(said.find("127.0.0.1:1/folkmoot") != std::string::npos);
        CHECK(said.find("s3cret") == std::string::npos);
    }
}

TEST_CASE("an address that is none is refused without repeating it")
{
    for (auto const url : {"postgresql://u:s3cret@ho@st/db", "postgresql://u:s3/cret@host/db",
                           "s3cret", "postgresql://u:x@host:s3cret/db",
                           "postgresql://u:x@host/db?s3cret=1", "postgresql://u:s3%GGcret@host/db",
                           "postgresql://[s3cret/db", "host=x password=s3cret"}) {
        try {
            Address const address{url};
            FAIL(std::string{url});
        } catch (std::runtime_error const& failure) {
            CHECK(std::string{failure.what()}.find("cret") == std::string::npos);
        }
    }
    CHECK(Address{"postgresql://u:p@one:5432,two:5433/db"}.where() == "one,two:5432,5433/db");
}

TEST_CASE("a PostgreSQL older than 15 is refused")
{
    CHECK_THROWS_WITH_AS(refuse_older(140'011), doctest::Contains("PostgreSQL 15 or newer"),
                         DatabaseError);
    CHECK_NOTHROW(refuse_older(150'000));
    CHECK_NOTHROW(refuse_older(170'002));
}
