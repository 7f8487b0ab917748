// From the bytes of a file to text: whatever Excel and its like make of "save as".

#include "protocol/invitation_list.hpp"
#include "protocol/unicode.hpp"

namespace folkmoot::protocol::invitations {
namespace {

constexpr std::string_view utf8_mark = "\xEF\xBB\xBF";
constexpr std::string_view little_mark = "\xFF\xFE";
constexpr std::string_view big_mark = "\xFE\xFF";
/// An .xlsx or .ods is a zip.
constexpr std::string_view zip_mark = "PK\x03\x04";
constexpr char32_t broken = 0xFFFD;
constexpr std::string_view broken_written = "\xEF\xBF\xBD";

/// Of Windows-1252, what is not Latin-1: 0x80 to 0x9F. Five are not used.
constexpr std::array<char32_t, 32> windows{
    0x20AC, broken, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, broken, 0x017D, broken, broken, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, broken, 0x017E, 0x0178};

std::optional<std::uint32_t> digit_of(char c)
{
    if (c >= 'A' && c <= 'Z')
        return static_cast<std::uint32_t>(c - 'A');
    if (c >= 'a' && c <= 'z')
        return static_cast<std::uint32_t>(c - 'a' + 26);
    if (c >= '0' && c <= '9')
        return static_cast<std::uint32_t>(c - '0' + 52);
    if (c == '+' || c == '/')
        return c == '+' ? 62U : 63U;
    return std::nullopt;
}

std::optional<std::string> bytes_of(std::string_view base64)
{
    std::string bytes;
    bytes.reserve(base64.size() / 4 * 3);
    for (int padding = 0; padding < 2 && base64.ends_with('='); ++padding)
        base64.remove_suffix(1);
    std::uint32_t waiting = 0;
    int bits = 0;
    for (char const c : base64) {
        auto const digit = digit_of(c);
        if (!digit)
            return std::nullopt;
        waiting = (waiting << 6 | *digit) & 0xFFFF;
        bits += 6;
        if (bits >= 8) {
            bits -= 8;
            bytes += static_cast<char>(waiting >> bits & 0xFF);
        }
    }
    return bytes;
}

bool is_utf8(std::string_view text)
{
    for (std::size_t place = 0; place < text.size();) {
        auto const from = place;
        if (next_character(text, place) == broken &&
            text.substr(from, place - from) != broken_written)
            return false;
    }
    return true;
}

std::string from_windows(std::string_view bytes)
{
    std::string text;
    for (char const c : bytes) {
        auto const byte = static_cast<unsigned char>(c);
        append_character(text, byte >= 0x80 && byte < 0xA0 ? windows[byte - 0x80] : char32_t{byte});
    }
    return text;
}

std::string from_utf16(std::string_view bytes, bool big)
{
    auto const unit = [&](std::size_t place) {
        auto const one = static_cast<unsigned char>(bytes[place]);
        auto const two = static_cast<unsigned char>(bytes[place + 1]);
        return static_cast<char32_t>(big ? one << 8 | two : two << 8 | one);
    };
    auto const within = [](char32_t c, char32_t first) { return c >= first && c < first + 0x400; };
    std::string text;
    for (std::size_t place = 0; place + 1 < bytes.size(); place += 2) {
        auto c = unit(place);
        bool const pair =
            within(c, 0xD800) && place + 3 < bytes.size() && within(unit(place + 2), 0xDC00);
        if (pair) {
            c = 0x10000 + ((c - 0xD800) << 10) + (unit(place + 2) - 0xDC00);
            place += 2;
        } else if (within(c, 0xD800) || within(c, 0xDC00)) {
            c = broken;
        }
        append_character(text, c);
    }
    return text;
}

} // namespace

Result<std::string> text_of_list(std::string_view base64)
{
    auto const bytes = bytes_of(base64);
    if (!bytes)
        return invalid("list", "The bytes of the list must be written in base64.");
    if (bytes->starts_with(zip_mark))
        return invalid("list", "This is a workbook. Save it as CSV, and take that file.");
    if (bytes->starts_with(little_mark) || bytes->starts_with(big_mark))
        return from_utf16(std::string_view{*bytes}.substr(2), bytes->starts_with(big_mark));
    if (bytes->starts_with(utf8_mark) && is_utf8(*bytes))
        return bytes->substr(utf8_mark.size());
    return is_utf8(*bytes) ? *bytes : from_windows(*bytes);
}

} // namespace folkmoot::protocol::invitations
