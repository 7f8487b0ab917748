// People who post and people who listen, in a process of their own: load SECONDS WARMING RATE BYTES
//
// Each line of standard input is a connection: `write ADDRESS TOKEN TOPIC` or `listen ADDRESS TOKEN FEED`.
// RATE posts of BYTES characters begin each second; with 0, each writer posts again as soon as the one
// before is acknowledged. What begins in the first WARMING seconds is not counted, nor what ends after
// WARMING + SECONDS. Prints JSON: posts acknowledged and how long that took, deliveries and how long
// after its post each came, in milliseconds, and how much of a core all this took here. A post that had
// to wait for a writer counts from the moment that it should have begun.

#include "tests/bench/ws_client.hpp"

#include <sys/epoll.h>
#include <sys/random.h>
#include <sys/resource.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <deque>
#include <iostream>
#include <memory>
#include <sstream>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;
using Seconds = std::chrono::duration<double>;
using bench::WsClient;

double cpu_seconds()
{
    rusage used{};
    ::getrusage(RUSAGE_SELF, &used);
    auto const seconds = [](timeval const& time) {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
    };
    return seconds(used.ru_utime) + seconds(used.ru_stime);
}

/// A UUIDv7, as browsers make one for each thing a person does.
std::string fresh_id()
{
    std::array<unsigned char, 16> bytes{};
    if (::getrandom(bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size())) {
        bench::give_up("There is no randomness.");
    }
    using namespace std::chrono;
    auto now = duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
    for (std::size_t i = 6; i-- > 0; now >>= 8) {
        bytes[i] = static_cast<unsigned char>(now & 0xff);
    }
    bytes[6] = static_cast<unsigned char>(0x70 | (bytes[6] & 0x0f));
    bytes[8] = static_cast<unsigned char>(0x80 | (bytes[8] & 0x3f));
    std::string text;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        char hex[3];
        std::snprintf(hex, sizeof hex, "%02x", bytes[i]);
        text += i == 4 || i == 6 || i == 8 || i == 10 ? "-" : "";
        text += hex;
    }
    return text;
}

/// Milliseconds.
class Times {
public:
    void add(Clock::duration time)
    {
        all_.push_back(std::chrono::duration<float, std::milli>(time).count());
    }
    std::size_t count() const { return all_.size(); }
    /// `{"count": …, "p50": …, "p99": …}`
    std::string json()
    {
        std::ranges::sort(all_);
        std::ostringstream out;
        out << R"({"count":)" << all_.size() << R"(,"p50":)" << at(0.5) << R"(,"p99":)" << at(0.99)
            << "}";
        return out.str();
    }

private:
    float at(double part) const
    {
        auto const rank = std::ceil(part * static_cast<double>(all_.size()));
        return all_.empty() ? 0 : all_[static_cast<std::size_t>(std::max(rank, 1.0)) - 1];
    }
    std::vector<float> all_;
};

struct Peer {
    std::unique_ptr<WsClient> line;
    std::string place; ///< the topic it writes in, or the feed it listens to
    bool writes = false;
    std::size_t post = 0; ///< the one that is to be acknowledged
};

struct Plan {
    double seconds = 0;
    double warming = 0;
    double rate = 0;
    std::size_t bytes = 0;
};

constexpr std::string_view mark = "Nr ";

class Load {
public:
    explicit Load(Plan const& plan) : plan_(plan), epoll_(::epoll_create1(EPOLL_CLOEXEC))
    {
        filler_.assign(plan.bytes, 'x');
        for (std::size_t i = 6; i < filler_.size(); i += 7) {
            filler_[i] = ' ';
        }
    }

    void add(std::string const& kind, std::string const& address, std::string const& token,
             std::string const& place)
    {
        auto& peer = peers_.emplace_back();
        peer.line = std::make_unique<WsClient>(address, token);
        peer.place = place;
        peer.writes = kind == "write";
        if (!peer.writes) {
            peer.line->send(R"({"jsonrpc":"2.0","id":0,"method":"feeds.follow","params":{"feeds":)"
                            R"([{"feed":")" +
                            place + R"("}]}})");
            ++unanswered_;
        }
        epoll_event event{.events = EPOLLIN, .data = {.u64 = peers_.size() - 1}};
        ::epoll_ctl(epoll_, EPOLL_CTL_ADD, peer.line->socket(), &event);
    }

    void run()
    {
        while (unanswered_ > 0) {
            take_what_comes(std::chrono::seconds{1});
        }
        auto const seconds = [](double count) {
            return std::chrono::duration_cast<Clock::duration>(Seconds{count});
        };
        begin_ = Clock::now();
        counted_from_ = begin_ + seconds(plan_.warming);
        end_ = counted_from_ + seconds(plan_.seconds);
        for (std::size_t i = 0; i < peers_.size(); ++i) {
            if (peers_[i].writes) {
                idle_.push_back(i);
            }
        }
        double cpu_from = cpu_seconds();
        bool warm = false;
        for (auto now = begin_; now < end_; now = Clock::now()) {
            if (!warm && now >= counted_from_) {
                warm = true;
                cpu_from = cpu_seconds();
            }
            write_what_is_due(now);
            take_what_comes(std::min(end_, next_due()) - now);
        }
        std::cout << R"({"seconds":)" << plan_.seconds << R"(,"acknowledged":)"
                  << acknowledged_.json() << R"(,"seen":)" << seen_.json() << R"(,"cpu":)"
                  << (cpu_seconds() - cpu_from) / plan_.seconds << "}\n";
    }

private:
    bool counts(Clock::time_point from, Clock::time_point to) const
    {
        return from >= counted_from_ && to <= end_;
    }

    /// When the next post should begin; without a rate, when a writer is idle.
    Clock::time_point next_due() const
    {
        if (plan_.rate <= 0) {
            return Clock::time_point::max();
        }
        Seconds const after{static_cast<double>(begun_.size()) / plan_.rate};
        return begin_ + std::chrono::duration_cast<Clock::duration>(after);
    }

    void write_what_is_due(Clock::time_point now)
    {
        while (!idle_.empty() && (plan_.rate <= 0 || next_due() <= now)) {
            auto const writer = idle_.front();
            idle_.pop_front();
            write(peers_[writer], std::min(now, next_due()));
        }
    }

    void write(Peer& peer, Clock::time_point due)
    {
        peer.post = begun_.size();
        begun_.push_back(due);
        auto text = std::string{mark} + std::to_string(peer.post) + ' ' + filler_;
        text.resize(plan_.bytes);
        peer.line->send(R"({"jsonrpc":"2.0","id":1,"method":"forum.reply","params":{"request":")" +
                        fresh_id() + R"(","topic":")" + peer.place + R"(","text":")" + text +
                        R"("}})");
    }

    void take_what_comes(Clock::duration patience)
    {
        std::array<epoll_event, 256> events{};
        auto const left = std::max<std::int64_t>(0, std::chrono::nanoseconds{patience}.count());
        timespec const until{.tv_sec = left / 1'000'000'000, .tv_nsec = left % 1'000'000'000};
        int const ready =
            ::epoll_pwait2(epoll_, events.data(), static_cast<int>(events.size()), &until, nullptr);
        for (int i = 0; i < ready; ++i) {
            auto const place = events[static_cast<std::size_t>(i)].data.u64;
            auto& peer = peers_[place];
            peer.line->read([&](std::string_view message) {
                if (message.find(R"("error":{)") != std::string_view::npos) {
                    bench::give_up("The server refuses: " + std::string{message});
                }
                peer.writes ? acknowledge(place) : hear(message);
            });
        }
    }

    void acknowledge(std::size_t place)
    {
        auto const now = Clock::now();
        auto const from = begun_[peers_[place].post];
        if (counts(from, now)) {
            acknowledged_.add(now - from);
        }
        idle_.push_back(place);
        if (plan_.rate == 0) {
            write_what_is_due(now);
        }
    }

    /// One message may hold many entries, each with the text of its post.
    void hear(std::string_view message)
    {
        if (unanswered_ > 0) {
            --unanswered_;
            return;
        }
        auto const now = Clock::now();
        for (auto at = message.find(mark); at != std::string_view::npos;
             at = message.find(mark, at + mark.size())) {
            auto const post = std::strtoull(message.data() + at + mark.size(), nullptr, 10);
            if (post < begun_.size() && counts(begun_[post], now)) {
                seen_.add(now - begun_[post]);
            }
        }
    }

    Plan const plan_;
    int const epoll_;
    std::string filler_;
    std::vector<Peer> peers_;
    std::deque<std::size_t> idle_;
    std::size_t unanswered_ = 0;
    std::vector<Clock::time_point> begun_;
    Clock::time_point begin_, counted_from_, end_;
    Times acknowledged_, seen_;
};

} // namespace

int main(int count, char** words)
{
    if (count != 5) {
        bench::give_up(
            "Say load SECONDS WARMING RATE BYTES, and the connections on standard input.");
    }
    Load load{{.seconds = std::atof(words[1]),
               .warming = std::atof(words[2]),
               .rate = std::atof(words[3]),
               .bytes = std::strtoull(words[4], nullptr, 10)}};
    std::string kind, address, token, place;
    while (std::cin >> kind >> address >> token >> place) {
        load.add(kind, address, token, place);
    }
    load.run();
}
