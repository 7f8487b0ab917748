#include "storage/lanes.hpp"

#include <doctest/doctest.h>

using folkmoot::protocol::Uuid;
using folkmoot::storage::Lanes;

namespace {

Uuid id(std::uint8_t number)
{
    Uuid uuid;
    uuid.bytes[15] = number;
    return uuid;
}

} // namespace

TEST_CASE("a place is its own lane until it was seen in a group")
{
    Lanes lanes;
    CHECK(lanes.lane_of(id(1)) == id(1));
    lanes.note(id(1), id(9));
    CHECK(lanes.lane_of(id(1)) == id(9));
    CHECK(lanes.lane_of(id(2)) == id(2));
}

TEST_CASE("the places of long ago are forgotten, those asked for stay")
{
    Lanes lanes{4};
    for (std::uint8_t place = 1; place <= 5; ++place) {
        lanes.note(id(place), id(99));
        CHECK(lanes.lane_of(id(1)) == id(99));
    }
    CHECK(lanes.lane_of(id(2)) == id(2));
    CHECK(lanes.lane_of(id(5)) == id(99));
}
