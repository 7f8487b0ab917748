#pragma once
// A few threads for work that computes or waits for the disk, so that it holds up no thread of the
// network. What waits for them is bounded.

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace folkmoot::server {

class Workers {
public:
    Workers(std::size_t threads, std::size_t waiting_max);
    /// Finishes what waits. What is given meanwhile, by what is finished, is refused.
    ~Workers();
    Workers(Workers const&) = delete;
    Workers& operator=(Workers const&) = delete;

    /// Runs it on one of the threads, in no order; false, and it never runs, when too much waits already.
    /// `work` never throws. Any thread.
    [[nodiscard]] bool give(std::function<void()> work);

private:
    void run();

    std::size_t const waiting_max_;
    std::mutex mutex_;
    std::condition_variable wakes_;
    std::deque<std::function<void()>> waiting_;
    bool stopping_ = false;
    std::vector<std::thread> threads_;
};

} // namespace folkmoot::server
