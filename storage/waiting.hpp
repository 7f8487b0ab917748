#pragma once
// A bounded queue between many who add and the threads that take. Every member on any thread.

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

namespace folkmoot::storage {

template <class Item>
class Waiting {
public:
    explicit Waiting(std::size_t most) : most_(most) {}

    /// False, leaving the item as it was, when the queue is full or closed.
    bool add(Item& item)
    {
        {
            std::lock_guard const lock{mutex_};
            if (closed_ || items_.size() >= most_) {
                return false;
            }
            items_.push_back(std::move(item));
        }
        changed_.notify_one();
        return true;
    }

    /// At most `most` items, as soon as there is one. Empty when nothing came for `patience`. Nothing
    /// when the queue is closed and all is taken.
    std::optional<std::vector<Item>> take(std::size_t most,
                                          std::optional<std::chrono::milliseconds> patience = {})
    {
        std::unique_lock lock{mutex_};
        auto const ready = [&] { return closed_ || !items_.empty(); };
        if (patience) {
            changed_.wait_for(lock, *patience, ready);
        } else {
            changed_.wait(lock, ready);
        }
        if (closed_ && items_.empty()) {
            return std::nullopt;
        }
        std::vector<Item> taken;
        while (!items_.empty() && taken.size() < most) {
            taken.push_back(std::move(items_.front()));
            items_.pop_front();
        }
        return taken;
    }

    std::size_t size() const
    {
        std::lock_guard const lock{mutex_};
        return items_.size();
    }

    /// Nothing more is added; what waits can still be taken.
    void close()
    {
        {
            std::lock_guard const lock{mutex_};
            closed_ = true;
        }
        changed_.notify_all();
    }

private:
    std::size_t const most_;
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<Item> items_; // under mutex_
    bool closed_ = false;    // under mutex_
};

} // namespace folkmoot::storage
