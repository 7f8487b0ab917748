#pragma once
// Sets of IP addresses, as an operator writes them: "127.0.0.1", "10.0.0.0/8", "fd00::/8". An IPv4
// address is the same inside IPv6 ("::ffff:10.0.0.1").

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace folkmoot::server {

/// The one way an address is written; nothing when it is none.
std::optional<std::string> plain_address(std::string_view text);
/// This machine: 127.0.0.0/8 or ::1.
bool is_loopback(std::string_view address);

class AddressRanges {
public:
    /// False, adding nothing, when it is no range.
    bool add(std::string_view range);
    bool holds(std::string_view address) const;
    bool empty() const { return ranges_.empty(); }

private:
    struct Range {
        std::array<std::uint8_t, 16> first{};
        int bits = 0; ///< of it, which all addresses of the range share
    };
    std::vector<Range> ranges_;
};

} // namespace folkmoot::server
