#pragma once
// The code of a version, short enough to be printed on it and typed by somebody: eight characters like
// K7Q2-M9XD. Seven of them are 35 of the last 40 bits of the version's id, which are random, in Crockford's base
// 32; the eighth checks them: any one wrong character and any two swapped ones are noticed, wherever they are.

#include "protocol/values.hpp"

namespace folkmoot::protocol {

struct VersionCode {
    static constexpr unsigned bits_left_out = 5; ///< at the end of the id
    std::uint64_t value = 0;                     ///< below 2^35
    auto operator<=>(VersionCode const&) const = default;
};

VersionCode code_of(VersionId version);
/// "K7Q2-M9XD"
std::string to_string(VersionCode code);
/// As people type it: small or capital letters, O for 0, I and L for 1, with or without the line and spaces.
/// Nothing when a character is wrong or missing.
std::optional<VersionCode> version_code_from(std::string_view text);

} // namespace folkmoot::protocol
