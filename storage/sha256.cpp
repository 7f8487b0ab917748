#include "storage/sha256.hpp"

#include <sodium/utils.h>

#include <array>

namespace folkmoot::storage {

Sha256::Sha256()
{
    crypto_hash_sha256_init(&state_);
}

void Sha256::add(std::string_view piece)
{
    crypto_hash_sha256_update(&state_, reinterpret_cast<unsigned char const*>(piece.data()),
                              piece.size());
}

std::string Sha256::hash() const
{
    auto state = state_;
    std::array<unsigned char, crypto_hash_sha256_BYTES> bytes{};
    crypto_hash_sha256_final(&state, bytes.data());
    std::string text(2 * bytes.size() + 1, '\0');
    sodium_bin2hex(text.data(), text.size(), bytes.data(), bytes.size());
    text.pop_back(); // the 0 at its end
    return text;
}

} // namespace folkmoot::storage
