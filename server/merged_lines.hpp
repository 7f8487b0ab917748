#pragma once
// What merging of text and of Word files have in common: lines, and which of them were changed.

#include "server/merging.hpp"

namespace folkmoot::server {

/// With their ends.
std::vector<std::string_view> lines_of(std::string_view text);

/// Lines of one text that stand for lines of another.
struct Hunk {
    std::size_t from =
        0; ///< the first of the lines that were replaced, or before which some were added
    std::size_t from_count = 0;
    std::size_t to = 0;
    std::size_t to_count = 0;
};
/// The shortest way from one text to the other, in order.
std::vector<Hunk> hunks_between(std::string_view one, std::string_view other);

/// `base` after some of its hunks: `to` says each line of the other text, perhaps marked.
std::string with_hunks(std::vector<std::string_view> const& base, std::vector<Hunk> const& hunks,
                       std::set<std::size_t> const& chosen, std::vector<std::string> const& to);

/// Words as a change tells them: the beginning of what is long, on one line for each of `lines`.
std::string told(std::vector<std::string_view> const& lines, std::size_t from, std::size_t count);

protocol::library::OriginChange change_told(std::vector<std::string_view> const& base,
                                            std::vector<std::string_view> const& theirs,
                                            Hunk const& hunk);

} // namespace folkmoot::server
