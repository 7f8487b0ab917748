#include "protocol/unicode.hpp"

namespace folkmoot::protocol {

namespace {

constexpr char32_t replacement = 0xFFFD;

bool between(char32_t character, char32_t first, char32_t last)
{
    return character >= first && character <= last;
}

std::size_t length_by_lead(unsigned char lead)
{
    if (lead < 0x80)
        return 1;
    if (lead >= 0xC2 && lead < 0xE0)
        return 2;
    if (lead >= 0xE0 && lead < 0xF0)
        return 3;
    return lead >= 0xF0 && lead < 0xF5 ? 4 : 0;
}

} // namespace

char32_t next_character(std::string_view text, std::size_t& place)
{
    auto const lead = static_cast<unsigned char>(text[place++]);
    auto const length = length_by_lead(lead);
    if (length == 1)
        return lead;
    if (length == 0 || place + length - 1 > text.size())
        return replacement;
    char32_t character = lead & (0x7Fu >> length);
    for (std::size_t i = 1; i < length; ++i) {
        auto const byte = static_cast<unsigned char>(text[place]);
        if ((byte & 0xC0u) != 0x80u)
            return replacement;
        character = character << 6 | (byte & 0x3Fu);
        ++place;
    }
    return character;
}

void append_character(std::string& out, char32_t character)
{
    auto const tail = [&out, character](int shift) {
        out += static_cast<char>(0x80u | (character >> shift & 0x3Fu));
    };
    if (character < 0x80) {
        out += static_cast<char>(character);
    } else if (character < 0x800) {
        out += static_cast<char>(0xC0u | character >> 6);
        tail(0);
    } else if (character < 0x10000) {
        out += static_cast<char>(0xE0u | character >> 12);
        tail(6);
        tail(0);
    } else {
        out += static_cast<char>(0xF0u | character >> 18);
        tail(12);
        tail(6);
        tail(0);
    }
}

std::size_t count_characters(std::string_view text)
{
    std::size_t count = 0;
    for (std::size_t place = 0; place < text.size(); ++count)
        next_character(text, place);
    return count;
}

bool is_control(char32_t character)
{
    return character < 0x20 || between(character, 0x7F, 0x9F) || between(character, 0x2028, 0x2029);
}

bool is_space(char32_t character)
{
    return character == ' ' || between(character, '\t', '\r') || character == 0x85 ||
           character == 0xA0 || character == 0x1680 || between(character, 0x2000, 0x200A) ||
           between(character, 0x2028, 0x2029) || character == 0x202F || character == 0x205F ||
           character == 0x3000;
}

bool is_disguise(char32_t character)
{
    return between(character, 0x202A, 0x202E) || between(character, 0x2066, 0x2069) ||
           character == 0x200B || character == 0x2060 || character == 0xFEFF;
}

bool is_blank(char32_t character)
{
    return is_space(character) || is_control(character) || is_disguise(character) ||
           between(character, 0x200C, 0x200F) || character == 0xAD || character == 0x034F ||
           character == 0x061C || between(character, 0x115F, 0x1160) || character == 0x180E ||
           between(character, 0x2061, 0x2065) || character == 0x2800 || character == 0x3164 ||
           between(character, 0xFE00, 0xFE0F) || character == 0xFFA0 ||
           between(character, 0xE0000, 0xE0FFF);
}

bool shows_something(std::string_view text)
{
    for (std::size_t place = 0; place < text.size();) {
        if (!is_blank(next_character(text, place)))
            return true;
    }
    return false;
}

std::string_view trimmed(std::string_view text)
{
    std::size_t first = text.size();
    std::size_t last = 0;
    for (std::size_t place = 0; place < text.size();) {
        auto const start = place;
        if (is_space(next_character(text, place)))
            continue;
        if (first == text.size())
            first = start;
        last = place;
    }
    return first < last ? text.substr(first, last - first) : std::string_view();
}

} // namespace folkmoot::protocol
