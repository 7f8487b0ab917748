#include "protocol/values.hpp"

#include <doctest/doctest.h>

using namespace folkmoot::protocol;

TEST_CASE("an id is written as 36 lower-case characters and read back, in either case")
{
    std::string const text = "0198c1a4-7d20-7b6e-9c55-2f1f5a0e8d11";
    auto const id = uuid_from(text);
    REQUIRE(id);
    CHECK(id->bytes[0] == 0x01);
    CHECK(id->bytes[15] == 0x11);
    CHECK(to_string(*id) == text);
    CHECK(uuid_from("0198C1A4-7D20-7B6E-9C55-2F1F5A0E8D11") == id);
}

TEST_CASE("what is not exactly an id is none")
{
    for (std::string const text :
         {"", "0198c1a4-7d20-7b6e-9c55-2f1f5a0e8d1", "0198c1a4-7d20-7b6e-9c55-2f1f5a0e8d111",
          "0198c1a4-7d20-7b6e-9c55-2f1f5a0e8d1g", "0198c1a47d20-7b6e-9c55-2f1f5a0e8d11-",
          "{0198c1a4-7d20-7b6e-9c55-2f1f5a0e8d1", "0198c1a4 7d20 7b6e 9c55 2f1f5a0e8d11",
          "0198c1a4-7d20-7b6e-9c55-2f1f5a0e8d-1"})
        CHECK_FALSE_MESSAGE(uuid_from(text), text);
}

TEST_CASE("an id of version 7 holds its milliseconds, version and variant, and the random rest")
{
    std::array<std::uint8_t, 10> random;
    random.fill(0xFF);
    CHECK(to_string(uuid_v7(0x0198C1A47D20, random)) == "0198c1a4-7d20-7fff-bfff-ffffffffffff");
    random.fill(0);
    CHECK(to_string(uuid_v7(0x0198C1A47D20, random)) == "0198c1a4-7d20-7000-8000-000000000000");
    CHECK(Uuid().nil());
    CHECK_FALSE(uuid_v7(0, random).nil());
}

TEST_CASE("an instant is written in UTC, with a fraction only where there is one")
{
    CHECK(to_string(Instant{0}) == "1970-01-01T00:00:00Z");
    CHECK(to_string(Instant{-1}) == "1969-12-31T23:59:59.999999Z");
    CHECK(to_string(Instant{1'791'822'600'000'000}) == "2026-10-12T16:30:00Z");
    CHECK(to_string(Instant{1'791'822'600'120'000}) == "2026-10-12T16:30:00.120Z");
    CHECK(to_string(Instant{1'791'822'600'000'001}) == "2026-10-12T16:30:00.000001Z");
}

TEST_CASE("an instant that RFC 3339 cannot say is told as the nearest it can")
{
    CHECK(to_string(Instant{INT64_MIN}) == "0000-01-01T00:00:00Z");
    CHECK(to_string(Instant{INT64_MAX}) == "9999-12-31T23:59:59.999999Z");
}

TEST_CASE("an instant is read back to the microsecond")
{
    for (std::int64_t const microseconds :
         {std::int64_t(0), std::int64_t(-1), std::int64_t(951'782'400'000'000),
          std::int64_t(1'791'822'600'123'456), std::int64_t(253'402'300'799'999'999)})
        CHECK(instant_from(to_string(Instant{microseconds})) == Instant{microseconds});
    CHECK(instant_from("2026-10-12T16:30:00.5Z") == Instant{1'791'822'600'500'000});
    CHECK(instant_from("2024-02-29T00:00:00Z"));
}

TEST_CASE("a time that is no time, or not in UTC with Z, is refused")
{
    for (std::string const text : {"",
                                   "2026-10-12",
                                   "2026-10-12T16:30:00",
                                   "2026-10-12 16:30:00Z",
                                   "2026-10-12t16:30:00z",
                                   "2026-10-12T16:30:00+00:00",
                                   "2026-10-12T16:30:00.Z",
                                   "2026-10-12T16:30:00.1234567Z",
                                   "2026-02-29T00:00:00Z",
                                   "2026-04-31T00:00:00Z",
                                   "2026-13-01T00:00:00Z",
                                   "2026-00-01T00:00:00Z",
                                   "2026-01-00T00:00:00Z",
                                   "2026-01-01T24:00:00Z",
                                   "2026-01-01T00:60:00Z",
                                   "2026-01-01T00:00:60Z",
                                   "2026-1-01T00:00:00Z",
                                   "+2026-01-01T00:00:00Z",
                                   "2026-10-12T16:30:00Z ",
                                   "2026-10-12T16:30Z",
                                   "2026-10-12T16:30:0xZ"})
        CHECK_FALSE_MESSAGE(instant_from(text), text);
}

TEST_CASE("a day is written as an ISO date and read back")
{
    CHECK(to_string(Day{0}) == "1970-01-01");
    CHECK(to_string(Day{20'738}) == "2026-10-12");
    for (std::int64_t const days : {-719'528, -1, 0, 11'016, 20'738, 2'932'896})
        CHECK(day_from(to_string(Day{days})) == Day{days});
    CHECK(day_from("0000-01-01"));
    CHECK(day_from("9999-12-31"));
}

TEST_CASE("what is no day of the calendar is refused")
{
    for (std::string const text :
         {"", "2026-10-1", "2026-13-01", "2026-02-29", "2026-04-31", "2026-10-12T00:00:00Z",
          "2026-10-12 ", " 2026-10-12", "20261012", "-2026-10-12", "2026-00-10", "2026-10-00"})
        CHECK_FALSE_MESSAGE(day_from(text), text);
}

TEST_CASE("a link leads to a host over http or https, and says where")
{
    for (std::string const text :
         {"https://a.b", "http://intranet/guide", "https://www.council.example/a?b=c#d",
          "https://northmere.example:8443/é/漢字", "https://[2001:db8::1]/"})
        CHECK_MESSAGE(looks_like_link(text), text);
    for (std::string const text :
         {"", "https:", "https://", "https:///path", "https://?a", "https://:80/",
          "ftp://a.example/", "javascript:alert(1)", "//a.example/", "www.council.example",
          "HTTPS://a.example", "https://name@elsewhere.example/",
          "https://bank.example:x@elsewhere.example", "https://a.example/a b",
          "https://a.example/\"", "https://a.example/<b>", "https://a.example\\b",
          "https:/a.example"})
        CHECK_FALSE_MESSAGE(looks_like_link(text), text);
}

TEST_CASE("mail addresses are compared in lower case and kept as written")
{
    Mail const mail{"Ana.Smith@Northmere.EXAMPLE"};
    CHECK(mail.folded() == "ana.smith@northmere.example");
    CHECK(mail.value == "Ana.Smith@Northmere.EXAMPLE");
    CHECK(Mail{"ÀB@x.example"}.folded() == "Àb@x.example");
}

TEST_CASE("a refused result that is taken for a value says so, and is our mistake")
{
    Result<int> const refused = forbidden("Not yours.");
    CHECK_THROWS_WITH_AS(refused.value(), doctest::Contains("Not yours."), std::logic_error);
}

TEST_CASE("not found is one and the same sentence, whatever was asked")
{
    CHECK(not_found() == not_found());
    CHECK_FALSE(not_found().field);
}
