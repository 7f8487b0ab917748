#include "storage/likeness.hpp"

#include "protocol/unicode.hpp"
#include "storage/search_words.hpp"
#include "storage/sha256.hpp"

#include <sodium/crypto_shorthash.h>

#include <algorithm>
#include <array>
#include <iterator>

namespace folkmoot::storage {

namespace {

/// SipHash with a key that everybody knows: the same on every machine and day.
std::int64_t hash_of_run(std::vector<std::string> const& words)
{
    std::string text;
    for (auto const& word : words) {
        text += word;
        text += ' ';
    }
    std::array<unsigned char, crypto_shorthash_KEYBYTES> const key{};
    std::array<unsigned char, crypto_shorthash_BYTES> bytes{};
    crypto_shorthash(bytes.data(), reinterpret_cast<unsigned char const*>(text.data()), text.size(),
                     key.data());
    std::uint64_t hash = 0;
    for (auto const byte : bytes) {
        hash = hash << 8U | byte;
    }
    return static_cast<std::int64_t>(hash);
}

} // namespace

std::string hash_of_words(Blocks const& blocks)
{
    Sha256 hash;
    for (auto const& block : blocks) {
        std::string_view const text = block.text;
        std::size_t begin = 0;
        for (std::size_t place = 0; place < text.size();) {
            auto const end = place;
            if (protocol::is_space(protocol::next_character(text, place))) {
                hash.add(text.substr(begin, end - begin));
                begin = place;
            }
        }
        hash.add(text.substr(begin));
    }
    return hash.hash();
}

void Shingles::add(Blocks const& blocks)
{
    for (auto const& block : blocks) {
        for (auto& word : words_in(block.text)) {
            if (run_.size() == shingle_words) {
                run_.erase(run_.begin());
            }
            run_.push_back(std::move(word.word));
            if (run_.size() == shingle_words) {
                add_run();
            }
        }
    }
}

std::vector<std::int64_t> Shingles::all() &&
{
    if (hashes_.empty() && !run_.empty()) {
        add_run();
    }
    std::ranges::sort(hashes_);
    auto const twice = std::ranges::unique(hashes_);
    hashes_.erase(twice.begin(), twice.end());
    return std::move(hashes_);
}

void Shingles::add_run()
{
    hashes_.push_back(hash_of_run(run_));
}

std::vector<std::int64_t> kept_of(std::vector<std::int64_t> const& shingles)
{
    auto const count = std::min(shingles.size(), shingles_kept);
    return {shingles.begin(), shingles.begin() + static_cast<std::ptrdiff_t>(count)};
}

protocol::Count likeness(std::vector<std::int64_t> const& one,
                         std::vector<std::int64_t> const& other)
{
    std::vector<std::int64_t> both;
    std::ranges::set_intersection(one, other, std::back_inserter(both));
    auto const either = one.size() + other.size() - both.size();
    return either == 0 ? 0 : static_cast<protocol::Count>(100 * both.size() / either);
}

} // namespace folkmoot::storage
