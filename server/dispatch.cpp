#include "server/dispatch.hpp"

#include "protocol/openrpc.hpp"
#include "server/metrics.hpp"
#include "server/routes.hpp"
#include "storage/permission.hpp"
#include "storage/receipts.hpp"

#include <sodium.h>
#include <spdlog/spdlog.h>

namespace folkmoot::server {
namespace {

using namespace protocol;
using storage::Change;
using storage::Read;

constexpr std::string_view discover = "rpc.discover";

/// The way back: knows the request's id, gives the answer away once.
struct Reply {
    std::string id;
    std::function<void(CallAnswer)> done;
    std::string_view method;
    Metrics* metrics;

    template <class T>
    void count(Result<T> const& result) const
    {
        if (metrics)
            metrics->answered(
                method,
                result ? "ok" : boost::describe::enum_to_string(result.error().name, "other"));
    }
    void operator()(Result<std::string> const& result) const
    {
        count(result);
        done({.json = result ? answer(id, *result) : refusal(id, result.error())});
    }
    void operator()(Result<Outcome> result) const
    {
        count(result);
        if (!result)
            return done({.json = refusal(id, result.error())});
        done({answer(id, result->json), std::move(result->new_secret), result->clear_cookie});
    }
};

storage::ParametersHash hash_of(std::string_view method, std::string_view parameters)
{
    storage::ParametersHash hash{};
    std::string const text = std::string{method} + "\n" + std::string{parameters};
    crypto_hash_sha256(hash.data(), reinterpret_cast<unsigned char const*>(text.data()),
                       text.size());
    return hash;
}

/// The retry rule: the receipt comes before the permission, since the first result holds even if the
/// right has ended since; it is kept in the transaction of what it tells of.
struct WithReceipt {
    std::string_view method;
    RequestId request;
    storage::ParametersHash hash;

    Result<std::string> run(Change& change, storage::Actor const& actor,
                            ChangeWork const& work) const
    {
        // Asked one after the other and answered together.
        storage::ask_signed_in(change, actor);
        auto const receipt = storage::ask_receipt(change, actor.person, request);
        auto const may = work.permission(change, actor);
        if (auto const in = storage::is_signed_in(change, actor); !in)
            return in.error();
        auto first = storage::first_result(receipt, method, hash);
        if (!first)
            return first.error();
        if (*first)
            return std::move(**first);
        if (!may)
            return may.error();
        auto result = work.run(change, actor);
        if (result)
            storage::keep_receipt(change, actor.person, request, method, hash, *result);
        return result;
    }
};

Result<std::string> mark(Change& change, storage::Actor const& actor, ChangeWork const& work)
{
    change.is_mark();
    if (auto const may = work.permission(change, actor); !may)
        return may.error();
    return work.run(change, actor);
}

/// Decoding may run out of memory; the connection lives on.
Result<Prepared> prepared_by(Route const& route, Json const& parameters)
{
    try {
        return route.prepare(parameters);
    } catch (std::exception const& problem) {
        spdlog::error("{}: {}", route.method.name, problem.what());
        return storage::internal_failure();
    }
}

class CarryOut {
public:
    CarryOut(Parts parts, Route const& route, Caller caller, std::shared_ptr<Listener> listener,
             Reply reply)
        : parts_(parts), route_(route), caller_(std::move(caller)), listener_(std::move(listener)),
          reply_(std::move(reply))
    {
    }

    void operator()(ReadWork work)
    {
        if (!caller_.actor)
            return nobody_asks();
        auto run = [work = std::move(work), actor = *caller_.actor](Read& read) {
            return work.run(read, actor);
        };
        parts_.store.read<std::string>(std::move(run), std::move(reply_));
    }

    void operator()(ChangeWork work)
    {
        if (!caller_.actor)
            return nobody_asks();
        auto const actor = *caller_.actor;
        auto const place = work.place.value_or(actor.person);
        std::optional<WithReceipt> receipt;
        if (work.request)
            receipt = {route_.method.name, *work.request,
                       hash_of(route_.method.name, work.parameters)};
        auto run = [work = std::move(work), actor, receipt](Change& change) -> Result<std::string> {
            return receipt ? receipt->run(change, actor, work) : mark(change, actor, work);
        };
        parts_.store.change<std::string>(std::move(run), std::move(reply_), place);
    }

    void operator()(OwnWay const& way) { way.run(parts_, caller_, listener_, std::move(reply_)); }

private:
    void nobody_asks() const { reply_(Result<std::string>(sign_in_needed())); }

    Parts parts_;
    Route const& route_;
    Caller caller_;
    std::shared_ptr<Listener> listener_;
    Reply reply_;
};

} // namespace

void Dispatch::call(Caller caller, std::shared_ptr<Listener> listener, std::string_view message,
                    std::function<void(CallAnswer)> done) const
{
    auto read = read_envelope(message);
    if (auto const* fault = std::get_if<EnvelopeFault>(&read))
        return done({.json = refusal(*fault)});
    auto const& envelope = std::get<Envelope>(read);
    if (envelope.method == discover)
        return done({.json = answer(envelope.id, openrpc())});
    auto const* route = find_route(envelope.method);
    if (!route)
        return done({.json = method_not_found(envelope.id)});
    Reply reply{envelope.id, std::move(done), route->method.name, parts_.metrics};
    if (caller.expires_at && parts_.store.surroundings().now() >= *caller.expires_at)
        caller.actor.reset();
    if (!caller.actor && !route->for_strangers)
        return reply(Result<std::string>(sign_in_needed()));
    auto prepared = prepared_by(*route, envelope.params);
    if (!prepared)
        return reply(Result<std::string>(prepared.error()));
    std::visit(CarryOut{parts_, *route, std::move(caller), std::move(listener), std::move(reply)},
               *std::move(prepared));
}

} // namespace folkmoot::server
