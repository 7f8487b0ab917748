// A sign-in that runs out while something rests on it.

#include "tests/server/doors_scene.hpp"

using namespace folkmoot;
using namespace folkmoot::tests;

TEST_CASE_FIXTURE(Doors, "what is asked after the sign-in has run out is asked by nobody")
{
    auto const anna = world.person("Anna", world.northmere);
    auto const now = world.store.clock.now();
    auto const asks_until = [&](std::int64_t microseconds) {
        return message({.actor = anna.actor,
                        .address = "192.0.2.1",
                        .user_agent = "",
                        .expires_at = Instant{now.microseconds + microseconds}},
                       asking("people.me", "{}"))
            .json;
    };
    CHECK(contains(asks_until(3'600'000'000), "Anna"));
    CHECK(contains(asks_until(0), "sign_in_needed"));
    CHECK(contains(asks_until(-1), "sign_in_needed"));
}

TEST_CASE_FIXTURE(Doors,
                  "the door says when the sign-in that it found runs out, and how long that is")
{
    auto const anna = world.person("Anna", world.northmere);
    constexpr std::int64_t day = 86'400'000'000;
    auto const secret = server::fresh_secret(world.store.surroundings());
    Instant until;
    world.store.change([&](Change& change) {
        until = Instant{change.now().microseconds + day};
        begin_sign_in(change, {.person = anna.person,
                               .kind = people::SignInKind::token,
                               .label = "",
                               .secret = server::hash_of_secret(secret),
                               .expires_at = until});
    });
    server::Site site{
        dispatch, world.store.store(), {.network_name = "Vale", .public_url = "", .port = 8080}};
    std::promise<std::variant<Caller, server::HttpAnswer>> promise;
    site.admit({.method = "GET",
                .target = "/ws",
                .body = "",
                .headers = {{"host", "localhost:8080"}, {"authorization", "Bearer " + secret}},
                .address = "127.0.0.1"},
               [&](auto answer) { promise.set_value(std::move(answer)); });
    auto const answer = promise.get_future().get();
    auto const& caller = std::get<Caller>(answer);
    CHECK(caller.expires_at == until);
    REQUIRE(caller.lasts);
    CHECK(caller.lasts->count() > 0);
    CHECK(caller.lasts->count() <= day);
}
