#pragma once
// The one table of what can be asked: for each method of protocol::Methods who may (a predicate of
// storage/permission.hpp and the field it is about) and the function that does it. A method without a
// row, or with two, does not compile.
//
// A route takes the parameters of a request and gives what is to be done, with the request's type gone:
// dispatch.cpp knows only these three ways.

#include "protocol/json.hpp"
#include "server/dispatch.hpp"

#include <span>
#include <variant>

namespace folkmoot::server {

/// Nothing of others changes: one picture of the database. Asks whether one is signed in, then the
/// permission, then gives the answer as JSON.
struct ReadWork {
    std::function<protocol::Result<std::string>(storage::Read&, storage::Actor const&)> run;
};

/// A change or a mark. A change carries a request id, and its parameters written out again, by which a
/// repeated request is told from another one with the same id.
struct ChangeWork {
    std::optional<protocol::RequestId> request;
    std::string parameters;
    /// What it is about; its person when nothing.
    std::optional<protocol::Uuid> place;
    std::function<protocol::Result<void>(storage::Read&, storage::Actor const&)> permission;
    std::function<protocol::Result<std::string>(storage::Change&, storage::Actor const&)> run;
};

/// What some methods leave beside their answer.
struct Outcome {
    std::string json;
    std::optional<std::string> new_secret;
    bool clear_cookie = false;
};
using OutcomeDone = std::function<void(protocol::Result<Outcome>)>;

/// What does not fit into one transaction (passwords are hashed outside) or is no matter of the store's.
struct OwnWay {
    std::function<void(Parts, Caller const&, std::shared_ptr<Listener> const&, OutcomeDone)> run;
};

using Prepared = std::variant<ReadWork, ChangeWork, OwnWay>;

struct Route {
    protocol::Method method;
    bool for_strangers; ///< may be asked without a sign-in
    protocol::Result<Prepared> (*prepare)(protocol::Json const& parameters);
};

/// By name.
std::span<Route const> routes();
Route const* find_route(std::string_view name);

} // namespace folkmoot::server
