#include "storage/postgres/news.hpp"

#include "storage/postgres/line.hpp"
#include "storage/postgres/news_payload.hpp"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <mutex>
#include <optional>
#include <random>
#include <thread>

namespace folkmoot::storage::postgres {
namespace {

using std::chrono::milliseconds;
using Clock = std::chrono::steady_clock;

/// The first news of a quiet time go out at once; then what waits goes out together.
constexpr milliseconds pause_between_payloads{2};
constexpr milliseconds first_pause_before_connecting{100};
constexpr milliseconds last_pause_before_connecting{2'000};
/// While the line is down the others look for themselves; what waits is only a hint.
constexpr std::size_t right_changes_waiting_max = 10'000;

constexpr auto tell_name = "tell";
constexpr auto tell_statement = "SELECT pg_notify('folkmoot_news', $1)";
// A channel of its own: a node that is older than this is not troubled by it.
constexpr auto tell_here_name = "tell_here";
constexpr auto tell_here_statement = "SELECT pg_notify('folkmoot_here', $1)";
// A hint need not be on the disk, nor on a standby.
constexpr auto begin_to_listen =
    "SET synchronous_commit = off; LISTEN folkmoot_news; LISTEN folkmoot_here";

/// Wakes a thread that waits in poll().
class Bell {
public:
    Bell() : descriptor_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK))
    {
        if (descriptor_ < 0) {
            throw std::runtime_error("no file descriptor is left");
        }
    }
    ~Bell() { ::close(descriptor_); }
    Bell(Bell const&) = delete;
    Bell& operator=(Bell const&) = delete;

    void ring() noexcept { ::eventfd_write(descriptor_, 1); }
    void quiet() noexcept
    {
        eventfd_t ignored = 0;
        ::eventfd_read(descriptor_, &ignored);
    }
    int descriptor() const { return descriptor_; }

private:
    int descriptor_;
};

/// By which a node knows its own news.
Uuid fresh_node()
{
    Uuid node;
    Surroundings::of_this_machine().random(node.bytes);
    return node;
}

class PostgresNews final : public News {
public:
    PostgresNews(Address address, std::function<void(std::string_view)> log)
        : address_(std::move(address)), log_(std::move(log))
    {
        connect();
        thread_ = std::thread{[this] { work(); }};
    }

    ~PostgresNews() override
    {
        ending_ = true;
        bell_.ring();
        thread_.join();
    }

    void listen(Listener listener) override
    {
        std::lock_guard const lock{listening_};
        listener_ = std::move(listener);
    }

    void tell(Committed const& committed) noexcept override
    {
        add([&] {
            if (waiting_.right_changes.size() < right_changes_waiting_max) {
                waiting_.add(committed);
            }
        });
    }

    void tell(HereTold const& told) noexcept override
    {
        add([&] { here_waiting_.add(told); });
    }

private:
    template <class Adding>
    void add(Adding const& adding) noexcept
    {
        try {
            std::lock_guard const lock{waiting_guard_};
            bool const first = waiting_.empty() && here_waiting_.empty();
            adding();
            if (!first) {
                return;
            }
        } catch (...) {
            return; // no memory: the others look for themselves
        }
        bell_.ring();
    }
    void work();
    void work_until_lost();
    void connect();
    void connect_again();
    void hear();
    void hear_one(std::string const& payload);
    void tell_what_waits();
    void send(char const* statement, std::vector<std::string> const& payloads);
    void wait(int socket, std::optional<Clock::time_point> until);
    bool anything_waits();

    Address const address_;
    std::function<void(std::string_view)> const log_;
    Uuid const node_ = fresh_node();
    Bell bell_;
    std::unique_ptr<Line> line_; // the thread's alone, once there is one
    Clock::time_point told_at_{};
    std::mutex listening_; // held while the listener is called
    Listener listener_;
    std::mutex waiting_guard_;
    Telling waiting_;          // under the guard
    HereTelling here_waiting_; // likewise
    std::atomic<bool> ending_ = false;
    std::thread thread_;
};

void PostgresNews::connect()
{
    line_.reset();
    line_ = std::make_unique<Line>(address_, Patience::serving);
    line_->script(begin_to_listen);
    line_->prepare(tell_name, tell_statement);
    line_->prepare(tell_here_name, tell_here_statement);
    line_->answers();
}

void PostgresNews::work()
{
    while (!ending_) {
        try {
            work_until_lost();
        } catch (std::exception const& failure) {
            log_(std::string{"The line that brings other nodes' news is down. "} + failure.what());
            connect_again();
        }
    }
    try {
        tell_what_waits(); // a short subcommand's, for instance
    } catch (std::exception const& failure) {
        log_(std::string{"The last news did not reach the other nodes. "} + failure.what());
    }
}

void PostgresNews::work_until_lost()
{
    while (!ending_) {
        hear();
        auto const next = told_at_ + pause_between_payloads;
        if (!anything_waits()) {
            wait(line_->socket(), std::nullopt);
        } else if (Clock::now() < next) {
            wait(line_->socket(), next);
        } else {
            tell_what_waits();
        }
    }
}

void PostgresNews::connect_again()
{
    std::minstd_rand chance{1U + node_.bytes.back()};
    for (auto pause = first_pause_before_connecting; !ending_;
         pause = std::min(2 * pause, last_pause_before_connecting)) {
        // Nodes that lost the same server do not all come back at once.
        auto const until = Clock::now() + pause / 2 + pause / 2 * (chance() % 100) / 100;
        while (!ending_ && Clock::now() < until) {
            wait(-1, until);
        }
        try {
            connect();
        } catch (std::exception const&) {
            continue; // said once, when it was lost
        }
        log_("The line that brings other nodes' news is up again.");
        std::lock_guard const lock{listening_};
        if (listener_.missed) {
            listener_.missed();
        }
        return;
    }
}

/// Until something arrives on the socket, the bell rings, or it is time.
void PostgresNews::wait(int socket, std::optional<Clock::time_point> until)
{
    std::array<pollfd, 2> about{pollfd{.fd = bell_.descriptor(), .events = POLLIN, .revents = 0},
                                pollfd{.fd = socket, .events = POLLIN, .revents = 0}};
    int patience = -1;
    if (until) {
        auto const left = std::chrono::ceil<milliseconds>(*until - Clock::now());
        patience = static_cast<int>(std::max<std::int64_t>(0, left.count()));
    }
    ::poll(about.data(), about.size(), patience); // a negative descriptor is passed over
    bell_.quiet();
}

void PostgresNews::hear()
{
    std::string payload;
    while (line_->next_notification(payload)) {
        hear_one(payload);
    }
}

void PostgresNews::hear_one(std::string const& text)
{
    auto const payload = payload_from(text);
    if (!payload) {
        log_("News of another node cannot be understood. Do all nodes run the same Folkmoot?");
        return;
    }
    std::lock_guard const lock{listening_};
    if (payload->node == node_) {
        return;
    }
    if (!payload->here.empty()) {
        if (listener_.here) {
            listener_.here(payload->here);
        }
    } else if (listener_.heard) {
        listener_.heard(payload->committed);
    }
}

bool PostgresNews::anything_waits()
{
    std::lock_guard const lock{waiting_guard_};
    return !waiting_.empty() || !here_waiting_.empty();
}

void PostgresNews::tell_what_waits()
{
    Telling telling;
    HereTelling here;
    {
        std::lock_guard const lock{waiting_guard_};
        std::swap(telling, waiting_);
        std::swap(here, here_waiting_);
    }
    if ((telling.empty() && here.empty()) || !line_) {
        return;
    }
    told_at_ = Clock::now();
    send(tell_name, payloads_of(node_, telling));
    send(tell_here_name, payloads_of(node_, here));
    line_->answers();
}

void PostgresNews::send(char const* statement, std::vector<std::string> const& payloads)
{
    for (auto const& payload : payloads) {
        Sent const sent{payload.data(), static_cast<int>(payload.size())};
        line_->execute(statement, std::span{&sent, 1});
    }
}

} // namespace

std::unique_ptr<News> open_news(Address const& address, std::function<void(std::string_view)> log)
{
    return std::make_unique<PostgresNews>(address, std::move(log));
}

} // namespace folkmoot::storage::postgres
