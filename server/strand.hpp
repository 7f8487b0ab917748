#pragma once
// Where work runs one piece at a time, in the order it was posted. The network's is a strand of its
// threads (listen.hpp); a test's is run by hand, so that nothing in it waits for a clock.

#include <chrono>
#include <functional>

namespace folkmoot::server {

class Strand {
public:
    virtual ~Strand() = default;
    /// From any thread; never runs `work` before it returns.
    virtual void post(std::function<void()> work) = 0;
    /// Posts `work` when the time has passed.
    virtual void post_after(std::chrono::microseconds delay, std::function<void()> work) = 0;
};

} // namespace folkmoot::server
