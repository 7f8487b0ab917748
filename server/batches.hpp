#pragma once
// What waits for each connection, and leaves as one message: the first at once, what comes after it at
// the next tick. Connections for which the same waits get one shared text. Lives on the hub's strand.

#include "server/strand.hpp"

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace folkmoot::server {

class Listener;

/// One notification, shared by everybody who hears it.
using Notification = std::shared_ptr<std::string const>;

struct Mailbox {
    std::shared_ptr<Listener> listener;
    std::vector<Notification> waiting;
    bool gone = false; ///< nothing more is sent
};

class Batches {
public:
    /// Runs a member function later on the strand, if the hub still lives.
    using Later = std::function<void(std::chrono::microseconds delay, void (Batches::*step)())>;
    explicit Batches(Later later) : later_(std::move(later)) {}

    void add(std::shared_ptr<Mailbox> const& mailbox, Notification notification);
    /// What waits for one connection goes ahead of something else that it is about to be told.
    void send_now(Mailbox& mailbox);

private:
    void send_at_once();
    void tick();
    void send_all();

    Later later_;
    std::vector<std::shared_ptr<Mailbox>> full_;
    bool ticking_ = false;
    std::chrono::microseconds tick_{};
};

} // namespace folkmoot::server
