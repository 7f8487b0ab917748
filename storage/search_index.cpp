#include "storage/search_index.hpp"

#include "storage/change.hpp"

#include <algorithm>

namespace folkmoot::storage {

namespace {

/// What 63 bits leave below microseconds until the year 2255.
constexpr int bits_of_id = 10;
constexpr std::int64_t last_microsecond = (std::int64_t{1} << (63 - bits_of_id)) - 1;

} // namespace

std::int64_t first_place(protocol::Instant at)
{
    return std::clamp<std::int64_t>(at.microseconds, 0, last_microsecond) << bits_of_id;
}

protocol::Instant instant_of_place(std::int64_t place)
{
    return {place >> bits_of_id};
}

std::int64_t place_of_piece(protocol::Instant at, protocol::Uuid const& thing)
{
    // The last of a UUIDv7 are random.
    auto const low = (static_cast<std::int64_t>(thing.bytes[14]) << 8 | thing.bytes[15]) &
                     ((std::int64_t{1} << bits_of_id) - 1);
    return first_place(at) + low;
}

PiecesFound Read::pieces(PiecesWanted const& wanted)
{
    return index_ ? index_->find(connection_, wanted) : PiecesFound{};
}

} // namespace folkmoot::storage
