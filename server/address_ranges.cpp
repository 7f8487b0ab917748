#include "server/address_ranges.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>

namespace folkmoot::server {
namespace {

using Bytes = std::array<std::uint8_t, 16>;

constexpr int all_bits = 128;
constexpr int bits_before_four = 96;
constexpr std::size_t bytes_before_four = 12;
constexpr Bytes loopback_four{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 127};
constexpr Bytes loopback{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};

bool is_four(Bytes const& bytes)
{
    constexpr std::array<std::uint8_t, bytes_before_four> mapped{0, 0, 0, 0, 0,    0,
                                                                 0, 0, 0, 0, 0xff, 0xff};
    return std::equal(mapped.begin(), mapped.end(), bytes.begin());
}

std::optional<Bytes> bytes_of(std::string_view text)
{
    std::string const address{text};
    Bytes bytes{};
    if (inet_pton(AF_INET6, address.c_str(), bytes.data()) == 1)
        return bytes;
    if (inet_pton(AF_INET, address.c_str(), bytes.data() + bytes_before_four) != 1)
        return {};
    bytes[10] = bytes[11] = 0xff;
    return bytes;
}

bool share(Bytes const& a, Bytes const& b, int bits)
{
    for (int bit = 0; bit < bits; ++bit) {
        auto const byte = static_cast<std::size_t>(bit / 8);
        if (((a[byte] ^ b[byte]) >> (7 - bit % 8) & 1) != 0)
            return false;
    }
    return true;
}

} // namespace

std::optional<std::string> plain_address(std::string_view text)
{
    auto const bytes = bytes_of(text);
    if (!bytes)
        return {};
    std::array<char, INET6_ADDRSTRLEN> written{};
    if (is_four(*bytes))
        inet_ntop(AF_INET, bytes->data() + bytes_before_four, written.data(), written.size());
    else
        inet_ntop(AF_INET6, bytes->data(), written.data(), written.size());
    return std::string{written.data()};
}

bool is_loopback(std::string_view address)
{
    auto const bytes = bytes_of(address);
    return bytes && (share(*bytes, loopback_four, bits_before_four + 8) || *bytes == loopback);
}

bool AddressRanges::add(std::string_view range)
{
    auto const slash = range.find('/');
    auto const first = bytes_of(range.substr(0, slash));
    if (!first)
        return false;
    bool const four = range.substr(0, slash).find(':') == range.npos;
    int const most = four ? all_bits - bits_before_four : all_bits;
    int bits = most;
    if (slash != range.npos) {
        std::string const written{range.substr(slash + 1)};
        auto const* const end = written.data() + written.size();
        auto const [rest, fault] = std::from_chars(written.data(), end, bits);
        if (fault != std::errc{} || rest != end || bits < 0 || bits > most)
            return false;
    }
    ranges_.push_back({*first, four ? bits + bits_before_four : bits});
    return true;
}

bool AddressRanges::holds(std::string_view address) const
{
    auto const bytes = bytes_of(address);
    return bytes && std::ranges::any_of(ranges_, [&](Range const& range) {
               return share(range.first, *bytes, range.bits);
           });
}

} // namespace folkmoot::server
