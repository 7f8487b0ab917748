#pragma once
// What rendering Markdown to HTML and to plain text share. For markdown*.cpp only.

#include "protocol/values.hpp"

#include <md4c.h>

namespace folkmoot::protocol::markdown_parts {

inline constexpr unsigned dialect =
    MD_DIALECT_GITHUB | MD_FLAG_NOHTML | MD_FLAG_NOINDENTEDCODEBLOCKS;

/// The most bytes that a post can have.
inline constexpr std::size_t source_bytes_max = 4 * post_characters_max;
/// md4c looks at each open quote and list again for each further line: a post of such marks and empty
/// lines took a tenth of a second.
inline constexpr int line_marks_max = 100;

/// Whether the parser is given this text: it is no longer than a post may be, and no line begins with
/// more than 100 marks of quotes and lists.
bool is_readable(std::string_view markdown);

/// The character that "&amp;" or "&#233;" stands for, as UTF-8; control characters and what is no
/// character become U+FFFD. Nothing for a name that is not among the few we know.
std::optional<std::string> entity_text(std::string_view entity);

/// An address or another attribute with its entities decoded, as far as they are known.
std::string attribute_text(MD_ATTRIBUTE const& attribute);

/// Where a link leads, if we let it.
struct Address {
    enum class Kind { refused, here, outside };

    Kind kind = Kind::refused;
    std::string url; ///< printable ASCII; no quote, angle bracket or backslash in it
};
Address address_of(std::string_view written);

/// The person whose page an address is.
std::optional<PersonId> person_at(Address const& address);

} // namespace folkmoot::protocol::markdown_parts
