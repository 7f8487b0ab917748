#pragma once
// A real store with people in it, and the way of a request before it, without a network: what somebody
// asks is answered with the JSON they would get.

#include "server/dispatch.hpp"
#include "server/hub.hpp"
#include "server/passwords.hpp"
#include "server/routes.hpp"
#include "server/sign_in.hpp"
#include "server/site.hpp"
#include "server/throttle.hpp"
#include "tests/server/hand_strand.hpp"
#include "tests/storage/world.hpp"

#include <sodium.h>

#include <future>

namespace folkmoot::tests {

using server::CallAnswer;
using server::Caller;

inline server::Passwords::Cost cheapest()
{
    return {crypto_pwhash_OPSLIMIT_MIN, crypto_pwhash_MEMLIMIT_MIN};
}

/// A request id that is the same for the same number.
inline std::string request_id(int number)
{
    char text[64];
    std::snprintf(text, sizeof text, "01900000-0000-7000-8000-%012d", number);
    return text;
}

inline std::string quoted(Uuid const& id)
{
    return "\"" + to_string(id) + "\"";
}

class Doors {
public:
    World world;
    server::Hub hub{server::feed_reader(world.store.store()),
                    std::make_unique<server::StrandByHand>(std::make_shared<server::HandStrand>())};
    server::Passwords passwords{cheapest()};
    server::Throttle throttle;
    server::Dispatch dispatch{{world.store.store(), hub, passwords, throttle}};

    CallAnswer message(Caller caller, std::string_view text)
    {
        std::promise<CallAnswer> promise;
        auto answer = promise.get_future();
        dispatch.call(std::move(caller), {}, text,
                      [&](CallAnswer given) { promise.set_value(std::move(given)); });
        return answer.get();
    }

    static std::string asking(std::string_view method, std::string_view parameters)
    {
        return R"({"jsonrpc":"2.0","id":1,"method":")" + std::string{method} + R"(","params":)" +
               std::string{parameters} + "}";
    }

    std::string stranger_asks(std::string_view method, std::string_view parameters)
    {
        return message({.actor = {}, .address = "192.0.2.1", .user_agent = ""},
                       asking(method, parameters))
            .json;
    }
    std::string asks(Somebody const& who, std::string_view method, std::string_view parameters)
    {
        return message({.actor = who.actor, .address = "192.0.2.1", .user_agent = ""},
                       asking(method, parameters))
            .json;
    }

    /// Of a new sign-in or token of theirs, that lasts a day.
    std::string secret_of(Somebody const& who, people::SignInKind kind)
    {
        auto const secret = server::fresh_secret(world.store.surroundings());
        world.store.change([&](Change& change) {
            begin_sign_in(change,
                          {.person = who.person,
                           .kind = kind,
                           .label = "",
                           .secret = server::hash_of_secret(secret),
                           .expires_at = Instant{change.now().microseconds + 86'400'000'000}});
        });
        return secret;
    }

    void gives_password(Somebody const& who, std::string const& password)
    {
        auto const hash = passwords.make_now(password);
        world.store.change([&](Change& change) { set_password(change, who.person, hash); });
    }
    std::string mail_of(Somebody const& who)
    {
        return world.store.read([&](Read& read) { return me(read, who.actor, {}).value().mail; });
    }
};

inline bool contains(std::string_view text, std::string_view part)
{
    return text.find(part) != text.npos;
}

} // namespace folkmoot::tests
