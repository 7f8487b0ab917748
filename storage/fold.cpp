#include "storage/fold.hpp"

#include "protocol/unicode.hpp"

#include <array>

namespace folkmoot::storage {

namespace {

constexpr char32_t first_latin = 0xC0;

/// The letters under the accents; empty for the two signs among them, which stay as they are.
// clang-format off
constexpr std::array<std::string_view, 0x180 - first_latin> latin_letters{
    "a", "a", "a", "a", "a", "a", "ae", "c", "e", "e", "e", "e", "i", "i", "i", "i", // U+00C0
    "d", "n", "o", "o", "o", "o", "o", "", "o", "u", "u", "u", "u", "y", "th", "ss", // U+00D0
    "a", "a", "a", "a", "a", "a", "ae", "c", "e", "e", "e", "e", "i", "i", "i", "i", // U+00E0
    "d", "n", "o", "o", "o", "o", "o", "", "o", "u", "u", "u", "u", "y", "th", "y", // U+00F0
    "a", "a", "a", "a", "a", "a", "c", "c", "c", "c", "c", "c", "c", "c", "d", "d", // U+0100
    "d", "d", "e", "e", "e", "e", "e", "e", "e", "e", "e", "e", "g", "g", "g", "g", // U+0110
    "g", "g", "g", "g", "h", "h", "h", "h", "i", "i", "i", "i", "i", "i", "i", "i", // U+0120
    "i", "i", "ij", "ij", "j", "j", "k", "k", "k", "l", "l", "l", "l", "l", "l", "l", // U+0130
    "l", "l", "l", "n", "n", "n", "n", "n", "n", "n", "n", "n", "o", "o", "o", "o", // U+0140
    "o", "o", "oe", "oe", "r", "r", "r", "r", "r", "r", "s", "s", "s", "s", "s", "s", // U+0150
    "s", "s", "t", "t", "t", "t", "t", "t", "u", "u", "u", "u", "u", "u", "u", "u", // U+0160
    "u", "u", "u", "u", "w", "w", "y", "y", "y", "z", "z", "z", "z", "z", "z", "s", // U+0170
};
// clang-format on

} // namespace

void append_folded(std::string& out, char32_t character)
{
    if (character >= U'A' && character <= U'Z') {
        out += static_cast<char>(character - U'A' + U'a');
        return;
    }
    auto const place = character - first_latin;
    if (character >= first_latin && place < latin_letters.size() && !latin_letters[place].empty()) {
        out += latin_letters[place];
        return;
    }
    protocol::append_character(out, character);
}

std::string folded(std::string_view text)
{
    std::string out;
    out.reserve(text.size());
    for (std::size_t place = 0; place < text.size();) {
        append_folded(out, protocol::next_character(text, place));
    }
    return out;
}

std::vector<std::string> folded_words(std::string_view text)
{
    std::vector<std::string> words{""};
    for (std::size_t place = 0; place < text.size();) {
        auto const character = protocol::next_character(text, place);
        if (!protocol::is_space(character)) {
            append_folded(words.back(), character);
        } else if (!words.back().empty()) {
            words.emplace_back();
        }
    }
    if (words.back().empty()) {
        words.pop_back();
    }
    return words;
}

} // namespace folkmoot::storage
