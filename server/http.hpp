#pragma once
// HTTP without the network: what came in, what goes out, and the door that stands between bytes and
// meaning. The connection units turn bytes into these and back; everything else of the server works on
// them and is tested without a socket.

#include "server/dispatch.hpp"

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace folkmoot::server {

class Listener;

struct HttpRequest {
    std::string method; ///< "GET", "HEAD", "POST" …
    std::string target; ///< as sent: path and query
    std::string body;
    std::vector<std::pair<std::string, std::string>> headers; ///< names in lower case, in order
    std::string address;                                      ///< of the peer, without port

    /// The value of a header; empty when absent, and when a header that may stand once stands twice.
    std::string_view header(std::string_view name) const;
    bool twice(std::string_view name) const;
    /// The target up to `?`.
    std::string_view path() const;
};

/// A body that is fetched while it is sent, so that no more than a piece of it is in memory. Let go, on any
/// thread, when it was sent or will not be.
class BodyInPieces {
public:
    virtual ~BodyInPieces() = default;
    /// Of all pieces together.
    virtual std::uint64_t size() const = 0;
    /// The next piece, on any thread, during the call or later; the one before has been sent by then.
    /// Empty when it cannot be had: then the connection ends.
    virtual void next(std::function<void(std::string)> done) = 0;
};

struct HttpAnswer {
    int status = 200;
    /// Without Content-Length, Connection and Date, which the connection writes.
    std::vector<std::pair<std::string, std::string>> headers;
    /// A body of its own, or a view of something built into the program, or one in pieces.
    std::string body;
    std::string_view built_in;
    std::shared_ptr<BodyInPieces> pieces;

    std::string_view content() const
    {
        return built_in.empty() ? std::string_view(body) : built_in;
    }
    std::uint64_t size() const { return pieces ? pieces->size() : content().size(); }
};

/// Takes the body of one request as it comes. The connection calls one after the other, each when the one
/// before was answered, and at last end() or broken(), once; or lets it go, which is like broken().
/// All return at once; `taken` and `done` are called once, on any thread, during the call or later.
class Incoming {
public:
    virtual ~Incoming() = default;
    /// The next piece, never empty. `taken(false)`: no more of it is wanted, end() tells why.
    virtual void take(std::string piece, std::function<void(bool)> taken) = 0;
    /// All of it came, or no more is wanted: the answer.
    virtual void end(std::function<void(HttpAnswer)> done) = 0;
    /// The line broke before all of it came: there is nobody to answer.
    virtual void broken() = 0;
};

/// What an error is answered with.
int status_of(protocol::Error const& error);

/// What the connections ask of the rest of the server. Called on any of the network's threads, and
/// returns at once; `done` is called exactly once, on any thread, during the call or later.
/// HEAD reaches it as "HEAD" and is answered like GET: the connection leaves out the body.
class Door {
public:
    virtual ~Door() = default;

    /// Any request but the upgrade of /ws and GET /events.
    virtual void answer(HttpRequest request, std::function<void(HttpAnswer)> done) = 0;

    /// Whether the body of such a request, of which only the head is there, is taken in pieces. Looks at the
    /// head alone.
    virtual bool takes_pieces(HttpRequest const& head) const
    {
        static_cast<void>(head);
        return false;
    }
    /// Such a request: who takes its body, or the answer that refuses it.
    virtual void receive(
        HttpRequest head,
        std::function<void(std::variant<std::shared_ptr<Incoming>, HttpAnswer>)> done);

    /// A WebSocket handshake (the path is /ws, the sub-protocol was asked for) or a GET of /events: who
    /// calls, with an actor, or the answer that refuses it (Origin, Host, no sign-in).
    virtual void admit(HttpRequest request,
                       std::function<void(std::variant<Caller, HttpAnswer>)> done) = 0;

    /// The answer's head with which a stream of events begins.
    virtual HttpAnswer event_stream() = 0;
    /// The name of a stream, by which requests over POST /rpc can be about it for as long as it lives.
    virtual std::string begin_stream(std::shared_ptr<Listener> const& stream) = 0;

    /// One message of /ws: a JSON-RPC request as it came. Calls of one connection come in the order of
    /// its messages; changes must be given to the store in that order, before this returns.
    virtual void call(Caller caller, std::shared_ptr<Listener> listener, std::string message,
                      std::function<void(CallAnswer)> done) = 0;

    /// The answer to a request that the connection itself refuses (400, 408, 413, 431, 503), with the
    /// site's usual headers and the error as JSON.
    virtual HttpAnswer refuse(int status, protocol::Error error) = 0;

    /// Set by Listen::drain(); /healthz and /readyz answer 503 from then on.
    std::atomic<bool> stopping{false};
};

} // namespace folkmoot::server
