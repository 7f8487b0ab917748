#include "server/address_ranges.hpp"

#include <doctest/doctest.h>

using namespace folkmoot::server;

namespace {

bool holds(std::string_view range, std::string_view address)
{
    AddressRanges ranges;
    REQUIRE(ranges.add(range));
    return ranges.holds(address);
}

} // namespace

TEST_CASE("a range holds its addresses and no other, in IPv4, in IPv6 and in IPv4 within it")
{
    CHECK(holds("127.0.0.1", "127.0.0.1"));
    CHECK(!holds("127.0.0.1", "127.0.0.2"));
    CHECK(holds("10.0.0.0/8", "10.255.255.255"));
    CHECK(!holds("10.0.0.0/8", "11.0.0.0"));
    CHECK(holds("192.168.4.0/22", "192.168.7.255"));
    CHECK(!holds("192.168.4.0/22", "192.168.8.0"));
    CHECK(holds("0.0.0.0/0", "203.0.113.9"));
    CHECK(!holds("0.0.0.0/0", "2001:db8::1"));
    CHECK(holds("fd00::/8", "fdff::1"));
    CHECK(!holds("fd00::/8", "fe00::1"));
    CHECK(holds("::/0", "2001:db8::1"));
    CHECK(holds("10.0.0.0/8", "::ffff:10.1.2.3"));
    CHECK(holds("::ffff:10.0.0.0/104", "10.1.2.3"));
    for (auto const* none : {"", "localhost", "127.0.0.1:80", "127.1", "[::1]"})
        CHECK(!holds("0.0.0.0/0", none));
    CHECK(!AddressRanges{}.holds("127.0.0.1"));
}

TEST_CASE("what is no range is not added")
{
    AddressRanges ranges;
    for (auto const* none : {"", "/8", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/8 ",
                             "fd00::/129", "10.0.0/8", "moot.example", "10.0.0.0/8/8"})
        CHECK(!ranges.add(none));
    CHECK(ranges.empty());
}

TEST_CASE("an address has one way of being written")
{
    CHECK(plain_address("::FFFF:192.0.2.7") == "192.0.2.7");
    CHECK(plain_address("2001:DB8:0::0:1") == "2001:db8::1");
    CHECK(!plain_address("moot.example"));
    CHECK(is_loopback("127.9.9.9"));
    CHECK(is_loopback("::1"));
    CHECK(is_loopback("::ffff:127.0.0.1"));
    CHECK(!is_loopback("128.0.0.1"));
    CHECK(!is_loopback("::2"));
    CHECK(!is_loopback("localhost"));
}
