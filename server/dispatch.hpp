#pragma once
// One request from its JSON text to its answer's: decode, find the route, one transaction with
// permission, change, entries and receipt, then the answer. Knows no network.

#include "storage/store.hpp"

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace folkmoot::server {

struct Files;
class Hub;
class Listener;
class Metrics;
class Passwords;
class Throttle;

/// Who is calling, as far as the door knows: the sign-in was found by its secret; whether it still
/// stands is asked again inside each transaction.
struct Caller {
    std::optional<storage::Actor> actor;
    std::string address;    ///< of the peer, for throttling
    std::string user_agent; ///< for the label of a sign-in
    bool by_cookie = false; ///< the actor was found by a browser's cookie
    /// When the actor's sign-in runs out: what comes later is asked by nobody.
    std::optional<protocol::Instant> expires_at = {};
    /// How long that was when the actor was found; a connection does not outlive it.
    std::optional<std::chrono::microseconds> lasts = {};
};

/// What a call leaves for the door beside its JSON: a cookie to set or to clear.
struct CallAnswer {
    std::string json;
    std::optional<std::string> new_secret; ///< people.sign_in: the cookie's value
    bool clear_cookie = false;             ///< people.sign_out
};

/// What carries out requests; all of it outlives every call under way.
struct Parts {
    storage::Store& store;
    Hub& hub;
    Passwords& passwords;
    Throttle& throttle;
    Metrics* metrics = nullptr; ///< counts what was answered, where there is one
    Files* files = nullptr;     ///< where there is a folder of files
};

class Dispatch {
public:
    explicit Dispatch(Parts parts) : parts_(parts) {}
    Parts const& parts() const { return parts_; }

    /// Carries out one message. Returns at once; a change has been given to the store by then, so that
    /// changes of one connection keep their order. `done` is called exactly once, on any thread.
    /// `listener` is the connection that asks; none over HTTP.
    void call(Caller caller, std::shared_ptr<Listener> listener, std::string_view message,
              std::function<void(CallAnswer)> done) const;

private:
    Parts parts_;
};

} // namespace folkmoot::server
