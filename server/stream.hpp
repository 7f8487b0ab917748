#pragma once
// Inside of the network: included by port.hpp alone.
//
// The bytes of one connection, plain or through TLS, with the same time limits. The plain way is Beast's
// own stream. TLS is compiled in stream.cpp alone: whoever waits for it does so through a base class, so
// that not each user of a stream is compiled twice.

#include "server/certificate.hpp"

#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/strand.hpp>
#include <boost/beast/core/basic_stream.hpp>

#include <functional>
#include <memory>
#include <variant>

namespace folkmoot::server {

namespace asio = boost::asio;
namespace beast = boost::beast;
using asio::ip::tcp;

using Executor = asio::strand<asio::io_context::executor_type>;
using Socket = asio::basic_stream_socket<tcp, Executor>;
using Clock = std::chrono::steady_clock;
using Timer = asio::basic_waitable_timer<Clock, asio::wait_traits<Clock>, Executor>;
using NetworkError = boost::system::error_code;

/// Told on the connection's strand, once, and never during the call that it was given to.
class Completion {
public:
    virtual ~Completion() = default;
    virtual void tell(NetworkError error, std::size_t count) = 0;
};

/// TLS on a socket. On the connection's strand; one read and one write at a time.
class TlsLine : public std::enable_shared_from_this<TlsLine> {
public:
    TlsLine(Socket socket, std::shared_ptr<ssl_st> ours);

    Socket& socket() { return socket_; }
    /// Of what begins after this; when it has passed, the line is closed.
    void expires_at(Clock::time_point deadline) { deadline_ = deadline; }
    void shake_hands(std::unique_ptr<Completion> done);
    void read(asio::mutable_buffer room, std::unique_ptr<Completion> done);
    /// `bytes` lives until it is told.
    void write(asio::const_buffer bytes, std::unique_ptr<Completion> done);
    /// The same, of bytes that are kept here meanwhile.
    void write(std::string bytes, std::unique_ptr<Completion> done);
    /// Says that nothing more comes, if that can be said at once.
    void say_farewell();
    void close();

private:
    /// One call of OpenSSL, which answers 1 when it is done; how many bytes that were.
    using Act = std::function<int(ssl_st*, std::size_t& count)>;
    /// Something under way in one direction.
    struct Way {
        explicit Way(Executor const& executor) : limit(executor) {}
        Act act;
        std::unique_ptr<Completion> done; ///< null: nothing is
        Timer limit;
        std::uint64_t number = 0; ///< tells it from the one before
        bool late = false;
    };
    struct Step;

    void begin(Way& way, Act act, std::unique_ptr<Completion> done);
    void go_on(Way& way);
    Step step(Way const& way);
    void watch(Way& way);
    void tell(Way& way, NetworkError error, std::size_t count);

    Socket socket_;
    std::shared_ptr<ssl_st> ours_;
    Way reading_;
    Way writing_;
    std::string kept_;
    Clock::time_point deadline_ = Clock::time_point::max();
    bool closed_ = false;
    bool broken_ = false;
};

/// What is one record of TLS at most, and one write.
inline constexpr std::size_t tls_record = 16 * 1024;

class Stream {
public:
    using executor_type = Executor;

    /// Plain without `ours`.
    Stream(Socket socket, std::shared_ptr<ssl_st> ours)
        : executor_(socket.get_executor()), line_(begun(std::move(socket), std::move(ours)))
    {
    }

    executor_type get_executor() const noexcept { return executor_; }
    Socket& socket() { return is_tls() ? tls().socket() : plain().socket(); }
    bool is_tls() const { return std::holds_alternative<Tls>(line_); }

    void expires_after(std::chrono::milliseconds time)
    {
        if (is_tls())
            tls().expires_at(Clock::now() + time);
        else
            plain().expires_after(time);
    }
    void expires_never()
    {
        if (is_tls())
            tls().expires_at(Clock::time_point::max());
        else
            plain().expires_never();
    }
    void say_farewell()
    {
        if (is_tls())
            tls().say_farewell();
    }
    void close()
    {
        if (is_tls())
            tls().close();
        else
            plain().close();
    }

    /// Of TLS, before anything else. The count means nothing.
    template <class Token>
    auto async_handshake(Token&& token)
    {
        return asio::async_initiate<Token, Signature>(
            [this](auto handler) { tls().shake_hands(erased(std::move(handler))); }, token);
    }

    template <class Buffers, class Token>
    auto async_read_some(Buffers const& buffers, Token&& token)
    {
        return asio::async_initiate<Token, Signature>(
            [this](auto handler, Buffers const& room) {
                if (is_tls())
                    tls().read(first_of(room), erased(std::move(handler)));
                else
                    plain().async_read_some(room, std::move(handler));
            },
            token, buffers);
    }

    template <class Buffers, class Token>
    auto async_write_some(Buffers const& buffers, Token&& token)
    {
        return asio::async_initiate<Token, Signature>(
            [this](auto handler, Buffers const& bytes) {
                if (is_tls())
                    write(bytes, erased(std::move(handler)));
                else
                    plain().async_write_some(bytes, std::move(handler));
            },
            token, buffers);
    }

    friend void beast_close_socket(Stream& stream) { stream.close(); }

private:
    using Signature = void(NetworkError, std::size_t);
    using Plain = beast::basic_stream<tcp, Executor>;
    using Tls = std::shared_ptr<TlsLine>;
    using Line = std::variant<Plain, Tls>;

    static Line begun(Socket socket, std::shared_ptr<ssl_st> ours)
    {
        if (!ours)
            return Plain(std::move(socket));
        return std::make_shared<TlsLine>(std::move(socket), std::move(ours));
    }
    Plain& plain() { return std::get<Plain>(line_); }
    TlsLine& tls() { return *std::get<Tls>(line_); }

    template <class Handler>
    struct CompletionOf : Completion {
        explicit CompletionOf(Handler from) : handler(std::move(from)) {}
        void tell(NetworkError error, std::size_t count) override
        {
            std::move(handler)(error, count);
        }
        Handler handler;
    };
    template <class Handler>
    static std::unique_ptr<Completion> erased(Handler handler)
    {
        return std::make_unique<CompletionOf<Handler>>(std::move(handler));
    }

    template <class Buffers>
    static asio::mutable_buffer first_of(Buffers const& buffers)
    {
        for (auto at = asio::buffer_sequence_begin(buffers);
             at != asio::buffer_sequence_end(buffers); ++at)
            if (asio::mutable_buffer const one = *at; one.size() > 0)
                return one;
        return {};
    }

    /// Small pieces leave together: each record costs, and each small write more.
    template <class Buffers>
    void write(Buffers const& buffers, std::unique_ptr<Completion> done)
    {
        std::string together;
        for (auto at = asio::buffer_sequence_begin(buffers);
             at != asio::buffer_sequence_end(buffers) && together.size() < tls_record; ++at) {
            asio::const_buffer const one = *at;
            if (together.empty() && one.size() >= tls_record)
                return tls().write(one, std::move(done));
            together.append(static_cast<char const*>(one.data()),
                            std::min(one.size(), tls_record - together.size()));
        }
        tls().write(std::move(together), std::move(done));
    }

    Executor executor_;
    Line line_;
};

} // namespace folkmoot::server
