#pragma once
// Sends what waits in the outbox (storage/outbox.hpp), one mail after the other, on a thread of its own. Looks
// once a second; each node has one, and each mail is taken up by one of them.

#include "server/mail_ways.hpp"
#include "storage/store.hpp"

#include <condition_variable>
#include <mutex>
#include <thread>

namespace folkmoot::server {

class MailSender {
public:
    struct Options {
        std::string address; ///< of the network, for links
        std::string from;
        MailWay way;
        std::function<void(std::string_view)> log; ///< for the operator; on its own thread
        std::chrono::milliseconds look_every{1'000};
    };

    /// The store outlives it.
    MailSender(storage::Store& store, Options options);
    /// Finishes the mail it is at.
    ~MailSender();
    MailSender(MailSender const&) = delete;
    MailSender& operator=(MailSender const&) = delete;

private:
    void run();
    bool waits() const;
    bool send_one();
    void settle(protocol::Uuid const& mail, MailOutcome const& outcome);

    storage::Store& store_;
    Options const options_;
    std::mutex mutex_;
    std::condition_variable wakes_;
    bool stopping_ = false;
    std::thread thread_;
};

} // namespace folkmoot::server
