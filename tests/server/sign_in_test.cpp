#include "tests/server/doors_scene.hpp"

using namespace folkmoot;
using namespace folkmoot::tests;

namespace {

struct OnePerson : Doors {
    Somebody anna = world.person("Anna", world.northmere);
    std::string mail = mail_of(anna);
    std::string const password = "three blue kettles";

    OnePerson() { gives_password(anna, password); }

    CallAnswer signs_in(std::string const& with_mail, std::string const& with_password,
                        std::string const& from = "192.0.2.1")
    {
        return message({.actor = {}, .address = from, .user_agent = "Firefox/1 Windows"},
                       asking("people.sign_in", "{\"mail\":\"" + with_mail + "\",\"password\":\"" +
                                                    with_password + "\"}"));
    }
    std::optional<SignInFound> whose(std::string const& secret)
    {
        return world.store.read([&](Read& read) {
            return find_sign_in(read, server::hash_of_secret(secret), world.store.clock.now());
        });
    }
    std::string changes(Actor const& actor, std::string const& from, std::string const& to)
    {
        return message({.actor = actor, .address = "192.0.2.1", .user_agent = ""},
                       asking("people.change_password", "{\"old_password\":\"" + from +
                                                            "\",\"new_password\":\"" + to + "\"}"))
            .json;
    }
};

} // namespace

TEST_CASE_FIXTURE(OnePerson, "mail and password give who one is and a secret for the cookie")
{
    auto const answer = signs_in(mail, password);
    CHECK(contains(answer.json, "\"person\":" + quoted(anna.person)));
    REQUIRE(answer.new_secret);
    CHECK(server::looks_like_a_secret(*answer.new_secret));
    CHECK(!contains(answer.json, *answer.new_secret)); // scripts never see it
    auto const found = whose(*answer.new_secret);
    REQUIRE(found);
    CHECK(found->actor.person == anna.person);
    CHECK(found->kind == people::SignInKind::browser);
    CHECK(signs_in(mail, password).new_secret != answer.new_secret);
}

TEST_CASE_FIXTURE(OnePerson, "a sign-in ends after thirty days")
{
    auto const secret = *signs_in(mail, password).new_secret;
    world.store.clock.pass(std::chrono::hours{24 * 30 - 1});
    CHECK(whose(secret));
    world.store.clock.pass(std::chrono::hours{1});
    CHECK(!whose(secret));
}

TEST_CASE_FIXTURE(OnePerson, "a wrong password and an unknown address answer alike")
{
    auto const wrong = signs_in(mail, "three red kettles");
    auto const unknown = signs_in("nobody@folkmoot.example", password);
    CHECK(contains(wrong.json, R"("name":"invalid","field":"password")"));
    CHECK(unknown.json == wrong.json);
    CHECK(!wrong.new_secret);
    CHECK(!unknown.new_secret);
    auto const ben = world.person("Ben", world.northmere); // has no password
    CHECK(signs_in(mail_of(ben), "").json != wrong.json);  // an empty one is no secret at all
    CHECK(signs_in(mail_of(ben), password).json == wrong.json);
}

TEST_CASE_FIXTURE(OnePerson, "after ten wrong tries even the right password waits")
{
    for (int i = 0; i < 10; ++i)
        CHECK(contains(signs_in(mail, "three red kettles").json, "invalid"));
    CHECK(contains(signs_in(mail, password, "192.0.2.2").json, R"("name":"too_many")"));
    world.store.clock.pass(std::chrono::minutes{5});
    CHECK(signs_in(mail, password).new_secret);
}

TEST_CASE_FIXTURE(OnePerson, "guesses from many addresses, real or made up, count for one account")
{
    server::Site site{
        dispatch, world.store.store(), {.network_name = "Vale", .public_url = "", .port = 8080}};
    auto const tries = [&](std::string const& with, int from) {
        std::promise<std::string> promise;
        auto const last = std::to_string(from);
        site.answer({.method = "POST",
                     .target = "/rpc",
                     .body = asking("people.sign_in",
                                    "{\"mail\":\"" + mail + "\",\"password\":\"" + with + "\"}"),
                     .headers = {{"host", "localhost:8080"},
                                 {"content-type", "application/json"},
                                 {"x-forwarded-for", "203.0.113." + last + ", 198.51.100." + last}},
                     .address = "192.0.2." + last},
                    [&](server::HttpAnswer answer) { promise.set_value(answer.body); });
        return promise.get_future().get();
    };
    for (int from = 1; from <= 10; ++from)
        CHECK(contains(tries("three red kettles", from), "invalid"));
    CHECK(contains(tries("three red kettles", 11), R"("name":"too_many")"));
    CHECK(contains(tries(password, 12), R"("name":"too_many")"));
    world.store.clock.pass(std::chrono::minutes{5});
    CHECK(contains(tries(password, 13), quoted(anna.person)));
}

TEST_CASE_FIXTURE(OnePerson, "one address that makes up where it comes from is still one")
{
    server::Site site{
        dispatch, world.store.store(), {.network_name = "Vale", .public_url = "", .port = 8080}};
    std::string last;
    for (int i = 0; i <= 30; ++i) {
        std::promise<std::string> promise;
        site.answer(
            {.method = "POST",
             .target = "/rpc",
             .body = asking("people.sign_in", "{\"mail\":\"nobody" + std::to_string(i) +
                                                  "@folkmoot.example\",\"password\":\"x\"}"),
             .headers = {{"host", "localhost:8080"},
                         {"content-type", "application/json"},
                         {"x-forwarded-for", "203.0.113." + std::to_string(i)}},
             .address = "192.0.2.1"},
            [&](server::HttpAnswer answer) { promise.set_value(answer.body); });
        last = promise.get_future().get();
        CHECK(contains(last, "too_many") == (i == 30));
    }
}

TEST_CASE_FIXTURE(OnePerson, "an ended person does not sign in")
{
    world.store.change([&](Change& change) { end_person(change, anna.person); });
    CHECK(!signs_in(mail, password).new_secret);
}

TEST_CASE_FIXTURE(OnePerson, "signing out ends the sign-in and takes the cookie away")
{
    auto const secret = *signs_in(mail, password).new_secret;
    auto const actor = whose(secret)->actor;
    auto const answer =
        message({.actor = actor, .address = "", .user_agent = ""}, asking("people.sign_out", "{}"));
    CHECK(contains(answer.json, R"("result":{})"));
    CHECK(answer.clear_cookie);
    CHECK(!whose(secret));
}

TEST_CASE_FIXTURE(OnePerson, "signing in again in the same browser ends its sign-in of before")
{
    auto const first = *signs_in(mail, password).new_secret;
    Caller again{.actor = whose(first)->actor, .address = "", .user_agent = "", .by_cookie = true};
    auto const words =
        asking("people.sign_in", "{\"mail\":\"" + mail + "\",\"password\":\"" + password + "\"}");
    auto const second = message(again, words).new_secret;
    CHECK(second);
    CHECK(!whose(first));
    Caller with_token{.actor = whose(*second)->actor, .address = "", .user_agent = ""};
    CHECK(message(with_token, words).new_secret);
    CHECK(whose(*second)); // a token is not the browser's
}

TEST_CASE_FIXTURE(OnePerson, "a new password ends every other sign-in, and the old one is nothing")
{
    auto const here = *signs_in(mail, password).new_secret;
    auto const there = *signs_in(mail, password).new_secret;
    auto const actor = whose(here)->actor;
    CHECK(contains(changes(actor, password, "four green buckets"), R"("result":{})"));
    CHECK(whose(here));
    CHECK(!whose(there));
    CHECK(!signs_in(mail, password).new_secret);
    CHECK(signs_in(mail, "four green buckets").new_secret);
}

TEST_CASE_FIXTURE(OnePerson, "a new password needs the old one, and to be a good one")
{
    auto const wrong = changes(anna.actor, "three red kettles", "four green buckets");
    CHECK(contains(wrong, R"("field":"old_password")"));
    CHECK(contains(changes(anna.actor, password, "short"), R"("field":"new_password")"));
    CHECK(contains(changes(anna.actor, password, "Password2026!"), R"("field":"new_password")"));
    CHECK(signs_in(mail, password).new_secret);
}

TEST_CASE("passwords that everybody tries first are refused")
{
    for (auto const* bad :
         {"passwordpassword", "Password1234", "P@ssw0rd!2026", "123456789012", "aaaaaaaaaaaa",
          "abababababab", "abcdefghijkl", "qwertyuiop12", "Welcome12345", "letmeinletmein",
          "Folkmoot2026", "council12345", "987654321098", "too short"}) {
        CAPTURE(bad);
        CHECK(server::good_password(bad, "password").has_error());
    }
    for (auto const* good :
         {"round the oak table", "three blue kettles", "seven councils under one oak",
          "krämpfe überall", "welcome to the herring farm", "x7#kQ9!vB2mZ"}) {
        CAPTURE(good);
        CHECK(server::good_password(good, "password").has_value());
    }
}

TEST_CASE("characters are counted, not bytes")
{
    CHECK(server::good_password("äöüßéèñçåøæ", "password").has_error());
    CHECK(server::good_password("äöüßéèñçåøæœ", "password").has_value());
}

TEST_CASE("more passwords than may wait are refused at once, and the others are all answered")
{
    server::Passwords passwords{cheapest()};
    std::mutex mutex;
    std::condition_variable all;
    int checked = 0;
    int refused = 0;
    int const asked = 500;
    for (int i = 0; i < asked; ++i)
        passwords.check("", "three blue kettles", [&](Result<bool> right) {
            std::lock_guard const lock{mutex};
            CHECK((right ? !*right : right.error().name == ErrorName::too_many));
            ++(right ? checked : refused);
            all.notify_one();
        });
    std::unique_lock lock{mutex};
    all.wait(lock, [&] { return checked + refused == asked; });
    CHECK(checked >= static_cast<int>(server::Passwords::waiting_max));
}
