#pragma once
// How often somebody may try a password: 10 wrong tries in five minutes for one account, 30 from one
// address, wherever they come from. Held in memory and bounded; a restart forgets it, which gains a
// guesser nothing they could do often. The clock is passed in. Any thread.
//
// A try counts as wrong from the moment it begins: hundreds sent at once are as many as one after the
// other. A right one takes its count back.

#include "protocol/values.hpp"

#include <deque>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

namespace folkmoot::server {

class Throttle {
public:
    static constexpr std::int64_t window_seconds = std::int64_t{5} * 60;
    static constexpr std::size_t tries_per_account = 10;
    static constexpr std::size_t tries_per_address = 30;
    static constexpr std::size_t keys_max = 20'000; ///< accounts and addresses remembered, each

    /// Begins a try; `too_many` with how long to wait when there were too many of late.
    protocol::Result<void> begin(std::string_view account, std::string_view address,
                                 protocol::Instant now);
    /// The password was right.
    void right(std::string_view account, std::string_view address);
    /// How many accounts take room; never more than keys_max.
    std::size_t remembered_accounts();

private:
    using Tries = std::deque<std::int64_t>; // when, in microseconds, the oldest first
    using Keys = std::unordered_map<std::string, Tries>;

    static std::int64_t wait_seconds(Tries& tries, std::size_t limit, std::int64_t now);
    static Tries& remembered(Keys& keys, std::string const& key, std::int64_t now);

    std::mutex mutex_;
    Keys accounts_;
    Keys addresses_;
};

/// What counts as one address: an IPv4 address, or the first 64 bits of an IPv6 one, since a household
/// has all the rest of it.
std::string throttled_address(std::string_view address);

} // namespace folkmoot::server
