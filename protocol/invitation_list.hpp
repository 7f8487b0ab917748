#pragma once
// A list of people as a spreadsheet saves or copies it: CSV with commas, semicolons or tabs between its fields,
// quotes around those that need them, and a first line that names the columns. Pure.

#include "protocol/error.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace folkmoot::protocol::invitations {

inline constexpr std::size_t list_lines_max = 2'000;

/// One line as it was written; nothing of it is checked.
struct ListLine {
    std::size_t line = 0; ///< where it begins, as an editor counts
    std::string name;
    std::string mail;
    std::string authority;
    std::vector<std::string> groups; ///< separated by commas, semicolons or bars within the field
    std::string role;
    std::size_t fields_too_many = 0;
};

/// Empty lines are left out. `invalid` on "text" when the first line names no column for name and mail, a
/// quote is not closed, or nobody is in it; `too_large` past 2,000 lines.
Result<std::vector<ListLine>> lines_of_list(std::string_view text);

} // namespace folkmoot::protocol::invitations
