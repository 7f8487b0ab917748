#pragma once
// The thread that keeps the index of words near to what happens.

#include "storage/search_index.hpp"

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <string_view>
#include <thread>

namespace folkmoot::storage {

class SearchKeeper {
public:
    /// Begins at once. `index` outlives it; `log` on its thread.
    SearchKeeper(SearchIndex& index, std::function<void(std::string_view)> log);
    ~SearchKeeper();
    SearchKeeper(SearchKeeper const&) = delete;
    SearchKeeper& operator=(SearchKeeper const&) = delete;

    /// Waits until what was committed before has been taken in. Any other thread.
    void settle();

private:
    void keep();
    void look();
    bool feed();
    void begin_anew();
    /// Until so much time has passed, or somebody waits; false when it is to end.
    bool pause();

    SearchIndex& index_;
    std::function<void(std::string_view)> const log_;
    int failures_ = 0;                  // its thread alone: in a row
    std::chrono::milliseconds wait_{0}; // its thread alone: before the next look
    std::mutex mutex_;
    std::condition_variable changed_;
    bool ended_ = false;        // under mutex_
    std::uint64_t asked_ = 0;   // under mutex_: how often settle() was called
    std::uint64_t settled_ = 0; // under mutex_: up to which of these it has taken in all
    std::thread thread_;
};

} // namespace folkmoot::storage
