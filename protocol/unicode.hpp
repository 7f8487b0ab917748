#pragma once
// Characters of text that is known to be valid UTF-8 (the parser has seen to it). Broken bytes are
// never read past the end: each counts as U+FFFD. Pure functions, any thread.

#include <cstddef>
#include <string>
#include <string_view>

namespace folkmoot::protocol {

/// The character at `place`; moves `place` behind it. `place` must be within the text.
char32_t next_character(std::string_view text, std::size_t& place);
void append_character(std::string& out, char32_t character);
std::size_t count_characters(std::string_view text);

/// C0, DEL, C1 and the two line breaks of Unicode: nothing that a line of text can show.
bool is_control(char32_t character);
/// Every kind of space, line breaks among them.
bool is_space(char32_t character);
/// Changes how others read without being seen: bidirectional overrides, zero-width spaces, marks of
/// byte order. Joiners stay, since scripts and emoji need them.
bool is_disguise(char32_t character);
/// Takes room or joins, but nobody sees it.
bool is_blank(char32_t character);
/// Whether there is anything to see at all.
bool shows_something(std::string_view text);
/// The text without spaces at both ends.
std::string_view trimmed(std::string_view text);

} // namespace folkmoot::protocol
