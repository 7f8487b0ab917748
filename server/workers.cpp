#include "server/workers.hpp"

namespace folkmoot::server {

Workers::Workers(std::size_t threads, std::size_t waiting_max) : waiting_max_(waiting_max)
{
    for (std::size_t i = 0; i < threads; ++i)
        threads_.emplace_back([this] { run(); });
}

Workers::~Workers()
{
    {
        std::lock_guard const lock{mutex_};
        stopping_ = true;
    }
    wakes_.notify_all();
    for (auto& thread : threads_)
        thread.join();
}

bool Workers::give(std::function<void()> work)
{
    std::lock_guard const lock{mutex_};
    if (waiting_.size() >= waiting_max_ || stopping_)
        return false;
    waiting_.push_back(std::move(work));
    wakes_.notify_one();
    return true;
}

void Workers::run()
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
