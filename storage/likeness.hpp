#pragma once
// How alike two files are in what they say. Whether they say the same: a hash of all their characters but spaces, so
// that it does not matter what wrote the file, nor where its lines and pages end. How much of it is the
// same: runs of four words ("shingles"; Broder, On the resemblance and containment of documents, 1997). Few of a file's
// runs, those with the smallest hashes, are kept to find what it may be like: of two files that share
// half of their runs, about half of the kept ones are the same. Pure; hashes never change, they are stored.

#include "protocol/file_texts.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace folkmoot::storage {

using Blocks = std::vector<protocol::library::TextBlock>;

inline constexpr std::size_t shingle_words = 4;
inline constexpr std::size_t shingles_kept = 48;

/// SHA-256 of all characters that are no spaces, in hexadecimal.
std::string hash_of_words(Blocks const& blocks);

/// The different runs of words, sorted. A text of fewer words than a run has is one.
class Shingles {
public:
    void add(Blocks const& blocks); ///< what follows
    std::vector<std::int64_t> all() &&;

private:
    void add_run();

    std::vector<std::string> run_; ///< the last words
    std::vector<std::int64_t> hashes_;
};

/// Of sorted runs, those that are kept.
std::vector<std::int64_t> kept_of(std::vector<std::int64_t> const& shingles);

/// How many of a hundred runs that either has both have, rounded down; 0 when one has none.
protocol::Count likeness(std::vector<std::int64_t> const& one,
                         std::vector<std::int64_t> const& other);

} // namespace folkmoot::storage
