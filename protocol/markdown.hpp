#pragma once
// What people write, made safe to show. Pure functions, any thread.
//
// Markdown is CommonMark with tables, strike-through, task lists and plain addresses made into
// links; a line break in the text is a line break on the page, and lines that begin with spaces are
// no code. No HTML passes. Links lead to http, https, mailto or our own paths, everything else is
// its text alone; pictures become links, so that a page loads nothing foreign. A mention is a link
// to /people/ID.

#include "protocol/values.hpp"

namespace folkmoot::protocol {

/// A text whose marks would make more than this of it is shown as it was typed.
inline constexpr std::size_t html_bytes_max = 256 * 1024;
/// Quotes and lists inside each other, and marks inside each other; deeper ones are left out.
inline constexpr int markdown_depth_max = 16;

/// HTML that may stand inside a page. Headings begin at h3, since a post has its own above, or at another.
/// Classes: `mention` of a link to a person, `task` of a list's item, `table` around a table,
/// `left`, `centre` and `right` of its cells, `language-…` of code, `as-typed` of a text with too
/// many marks.
std::string render_markdown(std::string_view markdown, int first_heading = 3);

/// The beginning as one line of plain text, at most so many characters, the last of them "…" when
/// something was left out. Quotations are left out unless there is nothing else.
std::string excerpt(std::string_view markdown, std::size_t characters);

/// All of it as one line of plain text. Quotations as in excerpt().
std::string plain_text(std::string_view markdown);

/// Who is mentioned, each once, in order. Quotations do not mention again.
std::vector<PersonId> mentions(std::string_view markdown);

} // namespace folkmoot::protocol
