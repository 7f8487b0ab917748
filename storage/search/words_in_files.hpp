#pragma once
// Looks for terms in the words of files, for one search. The index says which files may have them.

#include "storage/change.hpp"
#include "storage/search_words.hpp"

#include <optional>
#include <string>
#include <vector>

namespace folkmoot::storage {

/// Bytes of files' words that one search looks at.
inline constexpr std::size_t file_words_looked_at = 16 * 1024 * 1024;

class WordsInFiles {
public:
    explicit WordsInFiles(Read& read) : read_(read) {}

    /// The paragraph that has most of the terms, the first of those; nothing unless the file has each of them.
    /// Throws GaveWay when this search has looked at too much.
    std::optional<std::string> find(std::string_view sha256, std::vector<Term> terms);

private:
    Read& read_;
    std::size_t looked_at_ = 0;
};

} // namespace folkmoot::storage
