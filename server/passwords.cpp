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
    for (std::size_t i = 0; i < threads_max; ++i)
        threads_.emplace_back([this] { run(); });
}

Passwords::~Passwords()
{
    {
        std::lock_guard const lock{mutex_};
        stopping_ = true;
    }
    wakes_.notify_all();
    for (auto& thread : threads_)
        thread.join();
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
    {
        std::lock_guard const lock{mutex_};
        if (waiting_.size() < waiting_max && !stopping_) {
            waiting_.push_back(std::move(work));
            wakes_.notify_one();
            return;
        }
    }
    refused(
        protocol::too_many("Many people are signing in just now. Wait a moment, then try again."));
}

void Passwords::run()
{
    for (;;) {
        std::unique_lock lock{mutex_};
        wakes_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
        if (waiting_.empty())
            return;
        auto const work = std::move(waiting_.front());
        waiting_.pop_front();
        lock.unlock();
        work();
    }
}

} // namespace folkmoot::server
