#pragma once
// From what a converter says, or a plain file, to blocks: headings, paragraphs, rows of tables. What it reads was made
// from a stranger's file: whatever is not as it should be is passed over. Pure functions, any thread.

#include "protocol/file_texts.hpp"

namespace folkmoot::server {

using Blocks = std::vector<protocol::library::TextBlock>;

/// Paragraphs stand apart by an empty line or a page; headings and items of lists as Markdown writes them, and lines of
/// a table with commas, semicolons or tabs, stand by themselves. What is not UTF-8 is read as Windows' Western letters.
Blocks blocks_of_text(std::string_view text);

/// The document of `pandoc -t json`; nothing when it is none. Tables row by row, notes in their place in brackets, what
/// was deleted while changes were tracked left out.
std::optional<Blocks> blocks_of_pandoc(std::string_view json);

/// Sheets as CSV (RFC 4180): each begins with a form feed and a line with its name.
Blocks blocks_of_sheets(std::string_view text);

} // namespace folkmoot::server
