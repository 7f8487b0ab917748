#pragma once
// Passwords: hashed with Argon2id at libsodium's INTERACTIVE cost (64 MiB for about 60 ms), on threads of
// their own, at most four at once, so that guessing cannot take the machine's memory or hold up others.
// What waits is bounded too; past that, `too_many`.

#include "protocol/error.hpp"
#include "server/workers.hpp"

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

namespace folkmoot::server {

class Passwords {
public:
    static constexpr std::size_t threads_max = 4;
    static constexpr std::size_t waiting_max = 64;

    /// What one hash takes. Tests take less.
    struct Cost {
        unsigned long long operations;
        std::size_t memory_bytes;
        static Cost interactive();
    };

    /// Told of each computation that was done, on its thread: what kind it was, by the head of its hash,
    /// like "$argon2id$v=19$m=65536,t=2,p=1". Nothing of a password or of what it gives.
    using Watch = std::function<void(std::string_view kind)>;

    explicit Passwords(Cost cost = Cost::interactive(), Watch watch = {});
    // Its end finishes what waits.

    /// Whether `password` is the one that `hash` was made of. With an empty hash it is compared all the
    /// same, with nobody's, and is not: nothing is learned from how long it takes.
    void check(std::string const& hash, std::string password,
               std::function<void(protocol::Result<bool>)> const& done);
    void make(std::string password, std::function<void(protocol::Result<std::string>)> const& done);

    /// The same at once, for subcommands.
    std::string make_now(std::string_view password) const;

private:
    void give(std::function<void()> work, std::function<void(protocol::Error)> const& refused);
    void tell(std::string_view hash) const;

    Cost const cost_;
    Watch const watch_;
    std::string const nobodys_;
    Workers workers_{threads_max, waiting_max};
};

/// What speaks against a password: fewer than 12 characters, or one of those that everybody tries first,
/// written plainly, with digits for letters, or several times over.
enum class PasswordWeakness { none, too_short, known_to_all };
PasswordWeakness weakness_of(std::string_view password);
/// Whether this may become somebody's password. `invalid` with `field`.
protocol::Result<void> good_password(std::string_view password, std::string_view field);

} // namespace folkmoot::server
