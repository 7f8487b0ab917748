#pragma once
// The words of a file in the form in which they are kept. Pure, and made before the change that keeps them: for two
// megabytes it takes a fifth of a second, in which nobody else could write.

#include "storage/likeness.hpp"

#include <string_view>

namespace folkmoot::storage {

struct KeptWords {
    std::vector<std::string>
        pieces;       ///< lines of a letter and words; none when the file has no words
    bool cut = false; ///< whether there was more than text_bytes_max
    std::string hash; ///< hash_of_words()
    std::vector<std::int64_t> shingles; ///< those that are kept
};

/// Blocks without words are left out, long ones become several, and what is beyond text_bytes_max goes.
KeptWords kept_words(Blocks const& blocks);

/// What stands in a piece.
Blocks blocks_in(std::string_view piece);

} // namespace folkmoot::storage
