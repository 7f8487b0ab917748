#include "storage/search/keeper.hpp"

#include <algorithm>

namespace folkmoot::storage {

namespace {

/// What was written is found well within a second.
constexpr std::chrono::milliseconds between_looks{200};
/// Where a look takes long, since there are very many groups, so many times as long: looking is then a
/// fifth of a core at most.
constexpr int pauses_of_a_look = 4;
constexpr std::chrono::milliseconds after_failure{500};
constexpr int doublings_max = 7; ///< of the pause after failures: about a minute

} // namespace

SearchKeeper::SearchKeeper(SearchIndex& index, std::function<void(std::string_view)> log)
    : index_(index), log_(std::move(log)), thread_([this] { keep(); })
{
}

SearchKeeper::~SearchKeeper()
{
    {
        std::lock_guard const lock{mutex_};
        ended_ = true;
    }
    changed_.notify_all();
    thread_.join();
}

void SearchKeeper::settle()
{
    std::unique_lock lock{mutex_};
    auto const mine = ++asked_;
    changed_.notify_all();
    changed_.wait(lock, [&] { return settled_ >= mine || ended_; });
}

void SearchKeeper::keep()
{
    while (pause()) {
        look();
    }
}

void SearchKeeper::look()
{
    std::uint64_t asked = 0;
    {
        std::lock_guard const lock{mutex_};
        asked = asked_;
    }
    auto const began = std::chrono::steady_clock::now();
    bool const more = feed();
    auto const took = std::chrono::duration_cast<std::chrono::milliseconds>(
        std::chrono::steady_clock::now() - began);
    wait_ = more ? std::chrono::milliseconds{0} : std::max(between_looks, pauses_of_a_look * took);
    if (failures_ > 0) {
        wait_ = after_failure * (1 << std::min(failures_ - 1, doublings_max));
    } else if (!more) {
        std::lock_guard const lock{mutex_};
        settled_ = asked;
        changed_.notify_all();
    }
}

bool SearchKeeper::feed()
{
    try {
        bool const more = index_.feed_some().more;
        failures_ = 0;
        return more;
    } catch (ConnectionLost const&) {
        ++failures_; // those who read say so
    } catch (GaveWay const&) {
        ++failures_;
    } catch (DiskFull const& failure) {
        if (++failures_ == 1) {
            log_(std::string{"New posts cannot be searched for yet: "} + failure.what());
        }
    } catch (std::exception const& failure) {
        ++failures_;
        log_(std::string{"The index for searching is made again: "} + failure.what());
        begin_anew();
    }
    return false;
}

void SearchKeeper::begin_anew()
{
    try {
        index_.forget();
    } catch (std::exception const& failure) {
        log_(std::string{"It cannot be taken away: "} + failure.what());
    }
}

bool SearchKeeper::pause()
{
    std::unique_lock lock{mutex_};
    auto const wanted = [this] { return ended_ || (asked_ > settled_ && failures_ == 0); };
    changed_.wait_for(lock, wait_, wanted);
    return !ended_;
}

} // namespace folkmoot::storage
