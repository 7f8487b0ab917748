#include "server/throttle.hpp"

#include <algorithm>
#include <array>
#include <span>

#include <arpa/inet.h>

namespace folkmoot::server {
namespace {

constexpr std::int64_t second = 1'000'000;
constexpr std::int64_t window = Throttle::window_seconds * second;

void forget_old(std::deque<std::int64_t>& tries, std::int64_t now)
{
    while (!tries.empty() && tries.front() <= now - window)
        tries.pop_front();
}

std::string how_long(std::int64_t seconds)
{
    if (seconds == 1)
        return "1 second";
    if (seconds <= 90)
        return std::to_string(seconds) + " seconds";
    return std::to_string((seconds + 59) / 60) + " minutes";
}

} // namespace

std::int64_t Throttle::wait_seconds(Tries& tries, std::size_t limit, std::int64_t now)
{
    forget_old(tries, now);
    if (tries.size() < limit)
        return 0;
    auto const free_at = tries[tries.size() - limit] + window;
    return std::max<std::int64_t>(1, (free_at - now + second - 1) / second);
}

// When there is no more room: those go whose tries are over, else the one that tried longest ago.
Throttle::Tries& Throttle::remembered(Keys& keys, std::string const& key, std::int64_t now)
{
    if (keys.size() >= keys_max && !keys.contains(key)) {
        std::erase_if(keys, [&](auto const& item) {
            return item.second.empty() || item.second.back() <= now - window;
        });
        auto const last_try = [](auto const& item) {
            return item.second.empty() ? 0 : item.second.back();
        };
        if (keys.size() >= keys_max)
            keys.erase(std::ranges::min_element(keys, {}, last_try));
    }
    return keys[key];
}

protocol::Result<void> Throttle::begin(std::string_view account, std::string_view address,
                                       protocol::Instant now)
{
    std::lock_guard const lock{mutex_};
    auto const at = now.microseconds;
    auto& by_account = remembered(accounts_, std::string{account}, at);
    auto& by_address = remembered(addresses_, throttled_address(address), at);
    auto const wait = std::max(wait_seconds(by_account, tries_per_account, at),
                               wait_seconds(by_address, tries_per_address, at));
    if (wait > 0)
        return protocol::too_many("Too many tries. Wait " + how_long(wait) + ", then try again.");
    by_account.push_back(at);
    by_address.push_back(at);
    return {};
}

void Throttle::right(std::string_view account, std::string_view address)
{
    std::lock_guard const lock{mutex_};
    accounts_.erase(std::string{account});
    auto const found = addresses_.find(throttled_address(address));
    if (found != addresses_.end() && !found->second.empty())
        found->second.pop_back();
}

std::size_t Throttle::remembered_accounts()
{
    std::lock_guard const lock{mutex_};
    return accounts_.size();
}

std::string throttled_address(std::string_view address)
{
    std::array<std::uint8_t, 16> bytes{};
    std::string text{address.substr(0, address.find('%'))};
    if (inet_pton(AF_INET6, text.c_str(), bytes.data()) != 1)
        return text;
    constexpr std::array<std::uint8_t, 12> mapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
    auto const four = std::ranges::equal(mapped, std::span{bytes}.first<12>());
    if (!four)
        std::ranges::fill(std::span{bytes}.last<8>(), std::uint8_t{0});
    std::array<char, INET6_ADDRSTRLEN> out{};
    inet_ntop(AF_INET6, bytes.data(), out.data(), out.size());
    return std::string{out.data()} + (four ? "" : "/64");
}

} // namespace folkmoot::server
