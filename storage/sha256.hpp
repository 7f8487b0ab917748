#pragma once
// SHA-256 of what comes in pieces.

#include <sodium/crypto_hash_sha256.h>

#include <string>
#include <string_view>

namespace folkmoot::storage {

class Sha256 {
public:
    Sha256();
    void add(std::string_view piece);
    /// Of everything so far, in hexadecimal.
    std::string hash() const;

private:
    crypto_hash_sha256_state state_;
};

} // namespace folkmoot::storage
