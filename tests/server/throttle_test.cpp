#include "server/throttle.hpp"

#include <doctest/doctest.h>

using namespace folkmoot::server;
using folkmoot::protocol::ErrorName;
using folkmoot::protocol::Instant;

namespace {

Instant after(std::int64_t seconds)
{
    return Instant{1'790'845'200'000'000 + seconds * 1'000'000};
}

} // namespace

TEST_CASE("ten wrong tries in five minutes are enough for one account")
{
    Throttle throttle;
    for (int i = 0; i < 10; ++i)
        CHECK(throttle.begin("anna", "192.0.2." + std::to_string(i), after(i)).has_value());
    auto const refused = throttle.begin("anna", "192.0.2.99", after(10));
    REQUIRE(refused.has_error());
    CHECK(refused.error().name == ErrorName::too_many);
    CHECK(refused.error().message == "Too many tries. Wait 5 minutes, then try again.");
    CHECK(throttle.begin("ben", "192.0.2.99", after(10)).has_value());
}

TEST_CASE("the first try is forgotten after five minutes, and one more may be made")
{
    Throttle throttle;
    for (int i = 0; i < 10; ++i)
        CHECK(throttle.begin("anna", "192.0.2.1", after(i)).has_value());
    auto const refused = throttle.begin("anna", "192.0.2.1", after(299));
    REQUIRE(refused.has_error());
    CHECK(refused.error().message == "Too many tries. Wait 1 second, then try again.");
    CHECK(throttle.begin("anna", "192.0.2.1", after(300)).has_value());
    CHECK(!throttle.begin("anna", "192.0.2.1", after(300)).has_value());
}

TEST_CASE("being refused does not make the wait longer")
{
    Throttle throttle;
    for (int i = 0; i < 10; ++i)
        CHECK(throttle.begin("anna", "192.0.2.1", after(0)).has_value());
    for (int i = 0; i < 200; ++i)
        CHECK(!throttle.begin("anna", "192.0.2.1", after(i)).has_value());
    CHECK(throttle.begin("anna", "192.0.2.1", after(300)).has_value());
}

TEST_CASE("thirty tries in five minutes are enough for one address, whoever is meant")
{
    Throttle throttle;
    for (int i = 0; i < 30; ++i)
        CHECK(
            throttle.begin("person " + std::to_string(i), "2001:db8:1:2::1", after(0)).has_value());
    CHECK(!throttle.begin("anna", "2001:db8:1:2:ffff::9", after(1))
               .has_value()); // the same household
    CHECK(throttle.begin("anna", "2001:db8:1:3::1", after(1)).has_value());
}

TEST_CASE("a right password takes its try back and forgives the account")
{
    Throttle throttle;
    for (int i = 0; i < 100; ++i) {
        CHECK(throttle.begin("anna", "192.0.2.1", after(0)).has_value());
        throttle.right("anna", "192.0.2.1");
    }
    for (int i = 0; i < 9; ++i)
        CHECK(throttle.begin("anna", "192.0.2.1", after(0)).has_value());
    throttle.right("anna", "192.0.2.1");
    for (int i = 0; i < 10; ++i)
        CHECK(throttle.begin("anna", "192.0.2.1", after(0)).has_value());
    CHECK(!throttle.begin("anna", "192.0.2.1", after(0)).has_value());
}

TEST_CASE("tries at a flood of accounts are not remembered without end")
{
    Throttle throttle;
    for (std::size_t i = 0; i < Throttle::keys_max + 100; ++i)
        CHECK(throttle
                  .begin("person " + std::to_string(i), "a" + std::to_string(i),
                         after(static_cast<std::int64_t>(i) / 1000))
                  .has_value());
    CHECK(throttle.remembered_accounts() <= Throttle::keys_max);
}

TEST_CASE("an address is an IPv4 address, or the first half of an IPv6 one")
{
    CHECK(throttled_address("192.0.2.1") == "192.0.2.1");
    CHECK(throttled_address("2001:db8:1:2:3:4:5:6") == "2001:db8:1:2::/64");
    CHECK(throttled_address("::ffff:192.0.2.1") == "::ffff:192.0.2.1");
}
