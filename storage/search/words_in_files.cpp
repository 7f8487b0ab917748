#include "storage/search/words_in_files.hpp"

#include "storage/file_texts.hpp"

#include <algorithm>

namespace folkmoot::storage {

std::optional<std::string> WordsInFiles::find(std::string_view sha256, std::vector<Term> terms)
{
    auto missing = terms;
    std::string best;
    std::ptrdiff_t best_count = 0;
    for (Number piece = 0; !missing.empty(); ++piece) {
        auto blocks = text_piece(read_, sha256, piece);
        if (!blocks) {
            return std::nullopt;
        }
        for (auto& block : *blocks) {
            looked_at_ += block.text.size();
            if (looked_at_ > file_words_looked_at) {
                throw GaveWay("too much text of files to look at");
            }
            auto const words = words_in(block.text);
            auto const is_here = [&](Term const& term) { return holds(term, words); };
            auto const count = std::ranges::count_if(terms, is_here);
            std::erase_if(missing, is_here);
            if (count > best_count) {
                best = std::move(block.text);
                best_count = count;
            }
        }
    }
    return best;
}

} // namespace folkmoot::storage
