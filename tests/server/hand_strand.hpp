#pragma once
// A strand that is turned by hand: the test decides what runs next and what time it is.

#include "server/strand.hpp"

#include <deque>
#include <map>
#include <memory>

namespace folkmoot::server {

struct HandStrand {
    std::deque<std::function<void()>> posted;
    std::multimap<std::chrono::microseconds, std::function<void()>> later;
    std::chrono::microseconds now{0};

    bool step()
    {
        if (posted.empty())
            return false;
        auto const work = std::move(posted.front());
        posted.pop_front();
        work();
        return true;
    }
    void run()
    {
        while (step()) {
        }
    }
    /// Lets time pass; what falls due is posted and run.
    void pass(std::chrono::microseconds time)
    {
        auto const until = now + time;
        while (!later.empty() && later.begin()->first <= until) {
            now = later.begin()->first;
            posted.push_back(std::move(later.begin()->second));
            later.erase(later.begin());
            run();
        }
        now = until;
    }
};

/// What the hub owns; the hand stays with the test.
class StrandByHand : public Strand {
public:
    explicit StrandByHand(std::shared_ptr<HandStrand> hand) : hand_(std::move(hand)) {}
    void post(std::function<void()> work) override { hand_->posted.push_back(std::move(work)); }
    void post_after(std::chrono::microseconds delay, std::function<void()> work) override
    {
        hand_->later.emplace(hand_->now + delay, std::move(work));
    }

private:
    std::shared_ptr<HandStrand> hand_;
};

} // namespace folkmoot::server
