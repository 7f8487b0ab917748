#pragma once
// A real port on loopback with a door that the test answers for, and a client that is nothing but bytes.

#include "protocol/json.hpp"
#include "server/listen.hpp"
#include "tests/server/live_scene.hpp"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <condition_variable>
#include <limits>
#include <mutex>
#include <stdexcept>

namespace folkmoot::server {

/// A body that the door took in pieces.
struct Arrived {
    std::mutex mutex;
    std::condition_variable changed;
    std::string bytes;
    std::size_t largest = 0;
    std::size_t wanted = std::numeric_limits<std::size_t>::max();
    bool ended = false;
    bool broken = false;

    template <class What>
    void wait_for(What what)
    {
        std::unique_lock lock(mutex);
        if (!changed.wait_for(lock, std::chrono::seconds{10}, [&] { return what(*this); }))
            throw std::runtime_error("what was waited for did not come");
    }
    void wait_for_bytes(std::size_t count)
    {
        wait_for([&](Arrived const& it) { return it.bytes.size() >= count; });
    }
};

class TestIncoming : public Incoming {
public:
    explicit TestIncoming(Arrived& arrived) : arrived_(arrived) {}
    void take(std::string piece, std::function<void(bool)> taken) override
    {
        bool more = false;
        {
            std::lock_guard const lock(arrived_.mutex);
            arrived_.bytes += piece;
            arrived_.largest = std::max(arrived_.largest, piece.size());
            more = arrived_.bytes.size() < arrived_.wanted;
            arrived_.changed.notify_all();
        }
        taken(more);
    }
    void end(std::function<void(HttpAnswer)> done) override
    {
        std::size_t count = 0;
        {
            std::lock_guard const lock(arrived_.mutex);
            arrived_.ended = true;
            count = arrived_.bytes.size();
        }
        done(HttpAnswer{.body = std::to_string(count)});
    }
    void broken() override
    {
        std::lock_guard const lock(arrived_.mutex);
        arrived_.broken = true;
        arrived_.changed.notify_all();
    }

private:
    Arrived& arrived_;
};

/// So many bytes, 64 KiB a piece; without end where it breaks off.
class TestBody : public BodyInPieces {
public:
    static constexpr std::size_t piece = 64 * 1024;
    TestBody(std::size_t size, std::size_t has, std::atomic<std::size_t>& given,
             std::atomic<int>& alive)
        : size_(size), left_(has), given_(given), alive_(alive)
    {
        ++alive_;
    }
    ~TestBody() override { --alive_; }
    std::uint64_t size() const override { return size_; }
    void next(std::function<void(std::string)> done) override
    {
        auto const count = std::min(left_, piece);
        left_ -= count;
        given_ += count;
        done(std::string(count, 'p'));
    }

private:
    std::size_t size_;
    std::size_t left_;
    std::atomic<std::size_t>& given_;
    std::atomic<int>& alive_;
};

/// Answers at once with what was asked, unless the test holds its answers back.
class TestDoor : public Door {
public:
    void answer(HttpRequest request, std::function<void(HttpAnswer)> done) override
    {
        HttpAnswer answer;
        if (request.path() == "/built-in")
            answer.built_in = "held in the program";
        else if (request.path() == "/nothing")
            answer.status = 204;
        else if (request.path() == "/in-pieces" || request.path() == "/breaks-off")
            answer.pieces = std::make_shared<TestBody>(
                long_bytes, request.path() == "/in-pieces" ? long_bytes : long_bytes / 2, given,
                bodies);
        else
            answer.body = request.method + ' ' + request.target + ' ' + request.body;
        give([answer, done] { done(answer); });
    }
    bool takes_pieces(HttpRequest const& head) const override { return head.path() == "/pieces"; }
    void receive(
        HttpRequest head,
        std::function<void(std::variant<std::shared_ptr<Incoming>, HttpAnswer>)> done) override
    {
        if (!head.header("x-refuse").empty())
            done(HttpAnswer{.status = 409});
        else
            done(std::make_shared<TestIncoming>(arrived));
    }
    void admit(HttpRequest upgrade,
               std::function<void(std::variant<Caller, HttpAnswer>)> done) override
    {
        if (upgrade.header("cookie").empty()) {
            done(HttpAnswer{.status = 403});
            return;
        }
        auto const person = std::stoi(std::string(upgrade.header("cookie")));
        Caller caller;
        caller.actor = Actor{id_of<PersonId>(person), id_of<SignInId>(person)};
        {
            std::lock_guard const lock(mutex_);
            caller.lasts = lasts_;
        }
        done(caller);
    }
    HttpAnswer event_stream() override
    {
        HttpAnswer answer;
        answer.headers.emplace_back("Content-Type", "text/event-stream");
        answer.headers.emplace_back("Cache-Control", "no-store, no-transform");
        return answer;
    }
    std::string begin_stream(std::shared_ptr<Listener> const& stream) override
    {
        std::lock_guard const lock(mutex_);
        stream_ = stream;
        return "a-stream";
    }
    /// The stream that began last.
    std::shared_ptr<Listener> stream()
    {
        std::lock_guard const lock(mutex_);
        return stream_.lock();
    }
    /// Sign-ins that come in from now on run out after this.
    void sign_ins_last(std::chrono::microseconds lasts)
    {
        std::lock_guard const lock(mutex_);
        lasts_ = lasts;
    }
    void call(Caller, std::shared_ptr<Listener> listener, std::string message,
              std::function<void(CallAnswer)> done) override
    {
        {
            std::lock_guard const lock(mutex_);
            ++calls_;
            listener_ = listener;
            changed_.notify_all();
        }
        auto text = "said " + message;
        if (message == "break")
            throw std::runtime_error("the door was asked to break");
        if (message == "big")
            text.assign(answer_bytes, 'b');
        else if (message == "huge")
            text.assign(huge_bytes, 'h');
        give([text, done] { done(CallAnswer{.json = text}); });
    }
    HttpAnswer refuse(int status, protocol::Error error) override
    {
        HttpAnswer answer{.status = status};
        answer.body = protocol::refusal("null", error);
        return answer;
    }

    /// From now on answers wait for let_go().
    void hold()
    {
        std::lock_guard const lock(mutex_);
        holding_ = true;
    }
    void let_go()
    {
        std::vector<std::function<void()>> held;
        {
            std::lock_guard const lock(mutex_);
            holding_ = false;
            held.swap(held_);
        }
        for (auto const& one : held)
            one();
    }
    void wait_for_held(std::size_t count)
    {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return held_.size() >= count; });
    }
    std::size_t calls()
    {
        std::lock_guard const lock(mutex_);
        return calls_;
    }
    /// The connection that called last.
    std::shared_ptr<Listener> listener()
    {
        std::lock_guard const lock(mutex_);
        return listener_.lock();
    }
    static constexpr std::size_t answer_bytes = 64 * 1024;
    static constexpr std::size_t long_bytes = 48 * 1024 * 1024;
    Arrived arrived;
    std::atomic<std::size_t> given{0};
    std::atomic<int> bodies{0};
    static constexpr std::size_t huge_bytes = 16 * 1024 * 1024; ///< more than any buffer on the way

private:
    void give(std::function<void()> answer)
    {
        {
            std::lock_guard const lock(mutex_);
            if (holding_) {
                held_.push_back(std::move(answer));
                changed_.notify_all();
                return;
            }
        }
        answer();
    }

    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<std::function<void()>> held_;
    std::weak_ptr<Listener> listener_;
    std::weak_ptr<Listener> stream_;
    std::optional<std::chrono::microseconds> lasts_;
    std::size_t calls_ = 0;
    bool holding_ = false;
};

/// A frame as it came.
struct Frame {
    int opcode = 0;
    std::size_t size = 0;
    std::string payload;
    int close_code() const
    {
        return opcode != 8 || payload.size() < 2 ? 0
                                                 : static_cast<unsigned char>(payload[0]) * 256 +
                                                       static_cast<unsigned char>(payload[1]);
    }
};

/// A client in blocking bytes. A test that would wait for ever fails after ten seconds.
class Bytes {
public:
    explicit Bytes(std::uint16_t port, int receive_buffer = 0)
        : socket_(::socket(AF_INET, SOCK_STREAM, 0))
    {
        if (receive_buffer > 0)
            ::setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof receive_buffer);
        int const yes = 1;
        ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
        timeval const patience{10, 0};
        ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        ::setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        connected_ = ::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
    }
    ~Bytes() { ::close(socket_); }
    Bytes(Bytes const&) = delete;
    Bytes& operator=(Bytes const&) = delete;

    bool connected() const { return connected_; }

    bool send(std::string_view bytes)
    {
        while (!bytes.empty()) {
            auto const sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (sent <= 0)
                return false;
            bytes.remove_prefix(static_cast<std::size_t>(sent));
        }
        return true;
    }
    /// False at the end of the stream. Throws when nothing comes.
    bool receive()
    {
        char some[65'536];
        auto const count = ::recv(socket_, some, sizeof some, 0);
        if (count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
            throw std::runtime_error("nothing came for ten seconds");
        if (count > 0)
            got_.append(some, static_cast<std::size_t>(count));
        return count > 0;
    }
    std::string until(std::string_view mark)
    {
        std::size_t end = 0;
        while ((end = got_.find(mark)) == std::string::npos)
            if (!receive())
                return std::exchange(got_, {});
        return take(end + mark.size());
    }
    std::string exactly(std::size_t count)
    {
        while (got_.size() < count)
            if (!receive())
                return std::exchange(got_, {});
        return take(count);
    }
    std::string rest()
    {
        while (receive()) {
        }
        return std::exchange(got_, {});
    }
    void sends_no_more() { ::shutdown(socket_, SHUT_WR); }
    bool at_end() { return got_.empty() && !receive(); }

    /// One HTTP answer: head and content.
    struct Answer {
        std::string head;
        std::string content;
        bool says(std::string_view text) const { return head.find(text) != std::string::npos; }
    };
    Answer answer(bool head_only = false)
    {
        Answer answer{until("\r\n\r\n"), {}};
        auto const length = answer.head.find("Content-Length: ");
        if (!head_only && length != std::string::npos)
            answer.content = exactly(std::stoul(answer.head.substr(length + 16)));
        return answer;
    }

    // --- WebSocket -------------------------------------------------------------------------------

    Answer shakes_hands(std::string const& person, std::string const& protocol = "folkmoot.v1")
    {
        std::string request = "GET /ws HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
                              "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                              "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
        if (!protocol.empty())
            request += "Sec-WebSocket-Protocol: " + protocol + "\r\n";
        if (!person.empty())
            request += "Cookie: " + person + "\r\n";
        send(request + "\r\n");
        return answer();
    }
    static std::string frame(std::string_view payload, int opcode = 1)
    {
        std::string bytes(1, static_cast<char>(0x80 | opcode));
        auto const size = payload.size();
        if (size < 126) {
            bytes += static_cast<char>(0x80 | size);
        } else {
            int const length_bytes = size < 65'536 ? 2 : 8;
            bytes += static_cast<char>(0x80 | (length_bytes == 2 ? 126 : 127));
            for (int i = length_bytes - 1; i >= 0; --i)
                bytes += static_cast<char>(size >> (8 * i));
        }
        bytes.append(4, '\0'); // a mask that changes nothing
        return bytes.append(payload);
    }
    bool says(std::string_view text) { return send(frame(text)); }
    Frame hears()
    {
        auto frame = hears_head();
        frame.payload = exactly(frame.size);
        return frame;
    }
    /// The start of a frame; its payload is left to be read.
    Frame hears_head()
    {
        auto const head = exactly(2);
        if (head.size() < 2)
            return {};
        std::size_t size = static_cast<unsigned char>(head[1]) & 0x7F;
        if (size >= 126) {
            auto const length = exactly(size == 126 ? 2 : 8);
            size = 0;
            for (char const byte : length)
                size = size * 256 + static_cast<unsigned char>(byte);
        }
        return {head[0] & 0x0F, size, {}};
    }
    /// Reads on until the connection is closed; the code.
    int close_code()
    {
        for (;;) {
            auto const frame = hears();
            if (frame.opcode == 8) {
                send(Bytes::frame(frame.payload, 8));
                rest();
                ::shutdown(socket_, SHUT_RDWR);
            }
            if (frame.opcode == 8 || frame.opcode == 0)
                return frame.close_code();
        }
    }

private:
    std::string take(std::size_t count)
    {
        auto taken = got_.substr(0, count);
        got_.erase(0, count);
        return taken;
    }
    int socket_;
    bool connected_ = false;
    std::string got_;
};

/// Everything between the bytes and the door.
struct NetworkScene {
    explicit NetworkScene(NetworkLimits limits = {}, std::size_t thread_count = 2)
        : threads(thread_count), listen(threads, door, hub, "127.0.0.1", 0, limits)
    {
        library->at_once = true;
    }

    std::uint16_t port() const { return listen.port(); }

    Threads threads;
    std::shared_ptr<Library> library = std::make_shared<Library>();
    TestDoor door;
    Hub hub{std::make_unique<LibraryReader>(library), threads.strand()};
    Listen listen;
};

} // namespace folkmoot::server
