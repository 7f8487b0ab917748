#include "protocol/version_code.hpp"

namespace folkmoot::protocol {

namespace {

constexpr std::string_view signs =
    "0123456789ABCDEFGHJKMNPQRSTVWXYZ"; // Crockford's, without I, L, O, U
constexpr unsigned bits_a_sign = 5;
constexpr unsigned lowest = 0x1F;
constexpr std::size_t signs_before_check = 7;
constexpr std::size_t signs_before_line = 4;

/// Times x in the field of 32 elements, modulo x^5 + x^2 + 1. Its powers below 31 all differ, so each place
/// counts otherwise: a Reed–Solomon code with one check symbol (Reed and Solomon, 1960).
constexpr unsigned times_x(unsigned element)
{
    constexpr unsigned overflow = 0x20;
    constexpr unsigned modulus = 0x25;
    auto const doubled = element << 1U;
    return (doubled & overflow) != 0 ? doubled ^ modulus : doubled;
}

unsigned sign_at(std::uint64_t value, std::size_t place)
{
    auto const after = static_cast<unsigned>(signs_before_check - 1 - place);
    return static_cast<unsigned>(value >> (after * bits_a_sign)) & lowest;
}

unsigned check_of(std::uint64_t value)
{
    unsigned check = 0;
    for (std::size_t place = 0; place < signs_before_check; ++place)
        check = times_x(check ^ sign_at(value, place));
    return check;
}

std::optional<unsigned> element_of(char typed)
{
    char const sign = typed >= 'a' && typed <= 'z' ? static_cast<char>(typed - 'a' + 'A') : typed;
    auto const meant = sign == 'O' ? '0' : sign == 'I' || sign == 'L' ? '1' : sign;
    auto const place = signs.find(meant);
    return place == signs.npos ? std::nullopt : std::optional{static_cast<unsigned>(place)};
}

} // namespace

VersionCode code_of(VersionId version)
{
    constexpr std::size_t last_bytes = 5;
    std::uint64_t value = 0;
    for (auto place = version.bytes.size() - last_bytes; place < version.bytes.size(); ++place)
        value = value << 8U | version.bytes[place];
    return {value >> VersionCode::bits_left_out};
}

std::string to_string(VersionCode code)
{
    std::string text;
    for (std::size_t place = 0; place < signs_before_check; ++place) {
        if (place == signs_before_line)
            text += '-';
        text += signs[sign_at(code.value, place)];
    }
    return text += signs[check_of(code.value)];
}

std::optional<VersionCode> version_code_from(std::string_view text)
{
    std::uint64_t value = 0;
    std::size_t count = 0;
    for (char const typed : text) {
        if (typed == '-' || typed == ' ')
            continue;
        auto const element = element_of(typed);
        if (!element || ++count > signs_before_check + 1)
            return {};
        if (count <= signs_before_check)
            value = value << bits_a_sign | *element;
        else if (*element != check_of(value))
            return {};
    }
    return count == signs_before_check + 1 ? std::optional{VersionCode{value}} : std::nullopt;
}

} // namespace folkmoot::protocol
