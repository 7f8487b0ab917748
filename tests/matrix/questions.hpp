#pragma once
// What is asked in each cell: for every method a request with valid parameters about the cell's things.

#include "tests/matrix/cell.hpp"

#include <functional>
#include <span>

namespace folkmoot::tests {

inline constexpr char const* everybodys_password = "seven councils under one oak";

struct Question {
    std::string_view method;
    std::string_view whose; ///< as in the brackets of matrix.txt; may be empty
    bool changes = false;   ///< a cell can be asked once only
    /// The parameters as JSON; nothing when this role has no such thing.
    std::function<std::optional<std::string>(Cell const&)> parameters;
    /// What an answer tells that is not empty of the group; none when being answered says it all.
    std::function<std::string(Cell const&)> tells;

    /// As a line of matrix.txt begins.
    std::string line() const;
};

/// Every method of protocol::Methods at least once, or it does not compile.
std::span<Question const> questions();

/// The text of matrix.txt.
std::string_view matrix_text();

} // namespace folkmoot::tests
