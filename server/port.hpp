#pragma once
// Inside of the network: included by listen.cpp, http_connection.cpp, ws_connection.cpp and
// event_connection.cpp alone.
//
// Each connection has a strand; its coroutines, its socket and its members live there. The Port has one
// too: on it connections are counted and known, so that drain() finds them.

#include "server/listen.hpp"
#include "server/stream.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/string_body.hpp>

#include <future>
#include <map>
#include <thread>
#include <unordered_map>

namespace folkmoot::server {

namespace http = boost::beast::http;

using BeastRequest = http::request<http::string_body>;
template <class T = void>
using Task = asio::awaitable<T, Executor>;
/// Network operations give their failure as a value.
inline constexpr asio::as_tuple_t<asio::use_awaitable_t<Executor>> as_result{};

struct Threads::Inside {
    asio::io_context io;
    asio::executor_work_guard<asio::io_context::executor_type> work{io.get_executor()};
    std::vector<std::thread> threads;
};

/// What drain() asks of a connection. From any thread.
class OpenConnection {
public:
    virtual ~OpenConnection() = default;
    /// Ends when what is under way has been answered.
    virtual void drain() = 0;
    /// Ends now.
    virtual void cut() = 0;
};

/// A connection's place among all: taken at accept, given back when it is destroyed.
class Place {
public:
    Place(std::shared_ptr<Port> port, std::uint64_t number, std::string address);
    Place(Place&&) = default;
    ~Place();

    /// Not after it was moved away.
    explicit operator bool() const { return port_ != nullptr; }
    Port& port() const { return *port_; }
    std::string const& address() const { return address_; }
    /// Who is told to drain; replaces whoever was.
    void held_by(std::weak_ptr<OpenConnection> connection);
    /// We know who it is: it no longer counts against its address.
    void known();

private:
    std::shared_ptr<Port> port_;
    std::uint64_t number_;
    std::string address_;
};

class Port : public std::enable_shared_from_this<Port> {
public:
    Port(asio::io_context& io, Door& door, Hub& hub, NetworkLimits limits,
         Certificate const* certificate);

    /// Throws std::runtime_error.
    void open(std::string const& address, std::uint16_t port);
    std::uint16_t number() const { return number_; }
    std::size_t connections() const { return count_; }
    std::uint64_t entries_delivered() const { return delivered_; }
    void delivered(std::size_t entries) { delivered_ += entries; }
    /// Not on a thread of the network; each ends when it has ended, or the time is up.
    void drain();
    void cut();

    Door& door;
    Hub& hub;
    NetworkLimits const limits;

private:
    friend class Place;
    struct Known {
        std::weak_ptr<OpenConnection> connection;
        bool unknown = true; ///< counts against its address
    };

    void start_accepting();
    Task<> accept();
    void take(Socket socket);
    void held_by(std::uint64_t number, std::weak_ptr<OpenConnection> const& connection);
    void known(std::uint64_t number, std::string const& address);
    void left(std::uint64_t number, std::string const& address);
    void one_less(std::string const& address);
    /// Stops accepting and does `step` to each; true when all ended in time.
    bool end_all(void (OpenConnection::*step)(), std::chrono::milliseconds patience);

    asio::io_context& io_;
    Certificate const* const certificate_; ///< null: plain
    Executor strand_;
    asio::basic_socket_acceptor<tcp, Executor> acceptor_;
    std::uint16_t number_ = 0;
    std::atomic<std::size_t> count_{0};
    std::atomic<std::uint64_t> delivered_{0};
    // strand only
    std::map<std::uint64_t, Known> connections_;
    std::unordered_map<std::string, std::size_t> unknown_;
    std::uint64_t last_number_ = 0;
    void (OpenConnection::*ending_)() = nullptr;
    std::shared_ptr<std::promise<void>> when_empty_;
};

/// Whether a coroutine ended by an exception: our mistake, or no memory. It is logged; what rested on the
/// coroutine ends, the program goes on.
bool failed(std::exception_ptr const& failure) noexcept;

/// Starts an HTTP connection on the stream's strand.
void begin_http(Stream stream, Place place);
/// Takes a connection over after its upgrade was admitted.
void begin_ws(Stream stream, Place place, Caller caller, BeastRequest upgrade);
/// Takes a connection over for a stream of events; `head` is the answer's, and goes out first.
void begin_events(Stream stream, Place place, Caller caller, std::string head);

/// Awaits a function that calls back on any thread.
template <class T>
Task<T> answer_of(std::function<void(std::function<void(T)>)> ask)
{
    asio::use_awaitable_t<Executor> const token;
    auto initiate = [](auto handler, std::function<void(std::function<void(T)>)> const& start) {
        auto shared = std::make_shared<decltype(handler)>(std::move(handler));
        start([shared](T value) {
            auto const executor = asio::get_associated_executor(*shared);
            asio::post(executor, [shared, value = std::move(value)]() mutable {
                (*shared)(std::move(value));
            });
        });
    };
    return asio::async_initiate<asio::use_awaitable_t<Executor> const&, void(T)>(
        std::move(initiate), token, std::move(ask));
}

} // namespace folkmoot::server
