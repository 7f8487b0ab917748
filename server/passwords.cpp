#include "server/passwords.hpp"

#include <sodium.h>

#include <array>
#include <stdexcept>

namespace folkmoot::server {
namespace {

using protocol::Error;
using protocol::Result;

std::string hashed(std::string_view password, Passwords::Cost const& cost)
{
    std::array<char, crypto_pwhash_STRBYTES> out{};
    if (crypto_pwhash_str_alg(out.data(), password.data(), password.size(), cost.operations,
                              cost.memory_bytes, crypto_pwhash_ALG_ARGON2ID13) != 0)
        throw std::runtime_error("no memory to hash a password");
    return out.data();
}

bool same(std::string const& hash, std::string const& password)
{
    return crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
}

Passwords::Cost with_sodium(Passwords::Cost cost)
{
    if (sodium_init() < 0)
        throw std::runtime_error("libsodium does not start");
    return cost;
}

} // namespace

Passwords::Cost Passwords::Cost::interactive()
{
    return {crypto_pwhash_OPSLIMIT_INTERACTIVE, crypto_pwhash_MEMLIMIT_INTERACTIVE};
}

Passwords::Passwords(Cost cost, Watch watch)
    : cost_(with_sodium(cost)), watch_(std::move(watch)),
      nobodys_(hashed("nobody signs in with this", cost_))
{
}

void Passwords::check(std::string const& hash, std::string password,
                      std::function<void(Result<bool>)> const& done)
{
    bool const somebodys = !hash.empty();
    auto work = [this, hash = somebodys ? hash : nobodys_, password = std::move(password),
                 somebodys, done] {
        bool const right = same(hash, password);
        tell(hash);
        done(right && somebodys);
    };
    give(std::move(work), done);
}

void Passwords::make(std::string password, std::function<void(Result<std::string>)> const& done)
{
    auto work = [this, password = std::move(password), done] {
        try {
            done(make_now(password));
        } catch (std::runtime_error const&) {
            done(protocol::unavailable());
        }
    };
    give(std::move(work), done);
}

std::string Passwords::make_now(std::string_view password) const
{
    auto hash = hashed(password, cost_);
    tell(hash);
    return hash;
}

/// The salt and what was made of the password stand behind the last two dollar signs.
void Passwords::tell(std::string_view hash) const
{
    if (!watch_)
        return;
    hash = hash.substr(0, hash.rfind('$'));
    watch_(hash.substr(0, hash.rfind('$')));
}

void Passwords::give(std::function<void()> work, std::function<void(Error)> const& refused)
{
    if (!workers_.give(std::move(work)))
        refused(protocol::too_many(
            "Many people are signing in just now. Wait a moment, then try again."));
}

} // namespace folkmoot::server
