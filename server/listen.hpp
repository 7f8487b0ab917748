#pragma once
// The network: its threads, the port, and the connections behind it. Only listen.cpp, stream.cpp,
// http_connection.cpp, ws_connection.cpp and event_connection.cpp know Asio and Beast.
//
// main makes, in this order: Threads, Store, Hub (on a strand of the threads), the Door, Listen; and on
// SIGTERM calls Listen::drain(), then ends them in reverse.

#include "server/address_ranges.hpp"
#include "server/certificate.hpp"
#include "server/http.hpp"
#include "server/hub.hpp"

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

namespace folkmoot::server {

/// The threads that run the network's work.
class Threads {
public:
    explicit Threads(std::size_t count = 2);
    /// Stops them, whatever is under way; drain first.
    ~Threads();
    Threads(Threads const&) = delete;
    Threads& operator=(Threads const&) = delete;

    std::unique_ptr<Strand> strand();

    struct Inside;
    Inside& inside() { return *inside_; }

private:
    std::shared_ptr<Inside> inside_;
};

/// What one address, one connection and all of them may take.
struct NetworkLimits {
    std::size_t connections_max = 10'000;
    /// Open connections of one address that have not shown who they are (no WebSocket or stream admitted): many
    /// people sit behind one address, but only few of their requests are under way at once.
    std::size_t unknown_per_address_max = 200;
    /// Addresses that everybody may have: proxies of ours.
    AddressRanges shared_addresses = {};
    std::size_t head_bytes_max = 16 * 1024;
    std::size_t body_bytes_max = 256 * 1024;
    std::chrono::milliseconds tls_timeout{10'000}; ///< for the whole handshake of TLS
    std::chrono::milliseconds head_timeout{10'000};
    std::chrono::milliseconds body_timeout{30'000};
    std::chrono::milliseconds idle_timeout{60'000};
    std::chrono::milliseconds write_timeout{60'000};
    std::chrono::milliseconds handshake_timeout{10'000};
    std::chrono::milliseconds ws_idle_timeout{60'000}; ///< a ping after half of it
    std::chrono::milliseconds beat{15'000}; ///< a stream of events says something so often
    std::chrono::milliseconds drain_timeout{5'000};
};

/// While more than this of answers waits to be read, no further message is taken from the connection.
inline constexpr std::size_t answers_waiting_bytes_max = 256 * 1024;

class Port;

class Listen {
public:
    /// Listens at once. Throws std::runtime_error with a sentence for the operator (the port is taken).
    /// Port 0 takes a free one. With a certificate it speaks TLS. The others must outlive it.
    Listen(Threads& threads, Door& door, Hub& hub, std::string const& address, std::uint16_t port,
           NetworkLimits limits = {}, Certificate const* certificate = nullptr);
    /// Closes what is still open, without the courtesy of drain().
    ~Listen();
    Listen(Listen const&) = delete;
    Listen& operator=(Listen const&) = delete;

    std::uint16_t port() const;
    std::size_t connections() const;
    /// Since the start, each as often as it was written to a connection.
    std::uint64_t entries_delivered() const;

    /// Takes no more connections, sets door.stopping, lets requests under way finish (Connection:
    /// close), closes each WebSocket with close_come_back once its requests are answered, and returns
    /// when all have ended or drain_timeout has passed. Not on a thread of the network.
    void drain();

private:
    std::shared_ptr<Port> port_;
};

} // namespace folkmoot::server
