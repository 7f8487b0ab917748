#include "server/gate.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace folkmoot::server;

namespace {

using Headers = std::vector<std::pair<std::string, std::string>>;

std::string const secret(43, 's');
std::string const other_secret(43, 't');
std::string const cookie = "sid=" + secret;
std::string const safe_cookie = "__Host-sid=" + secret;

HttpRequest request(Headers headers)
{
    return {.method = "POST",
            .target = "/rpc",
            .body = "",
            .headers = std::move(headers),
            .address = "127.0.0.1"};
}

Address const at_home = address_of("", 8080);
Address const public_place = address_of("https://moot.example", 8080);

struct Rule {
    char const* says;
    Address const& address;
    Entrance entrance;
    Headers headers;
    int status; // 0: let in
    Credentials::Kind kind = Credentials::Kind::none;
};

std::vector<Rule> const rules{
    {"a request needs a Host", at_home, Entrance::page, {}, 400},
    {"one Host, not two",
     at_home,
     Entrance::page,
     {{"host", "localhost:8080"}, {"host", "localhost:8080"}},
     400},
    {"localhost is ours", at_home, Entrance::page, {{"host", "localhost:8080"}}, 0},
    {"127.0.0.1 is ours", at_home, Entrance::page, {{"host", "127.0.0.1:8080"}}, 0},
    {"[::1] is ours", at_home, Entrance::page, {{"host", "[::1]:8080"}}, 0},
    {"names do not care for capitals", at_home, Entrance::page, {{"host", "LocalHost:8080"}}, 0},
    {"another port is not ours", at_home, Entrance::page, {{"host", "localhost:8081"}}, 421},
    {"another name is not ours", at_home, Entrance::page, {{"host", "evil.example:8080"}}, 421},
    {"a name that only begins like ours is not ours",
     at_home,
     Entrance::rpc,
     {{"host", "localhost:8080.evil.example"}},
     421},
    {"public_url is ours", public_place, Entrance::page, {{"host", "moot.example"}}, 0},
    {"with its usual port too", public_place, Entrance::page, {{"host", "moot.example:443"}}, 0},
    {"with a public_url, localhost is not ours",
     public_place,
     Entrance::page,
     {{"host", "localhost:8080"}},
     421},
    {"a page may be opened by a link on another site",
     at_home,
     Entrance::page,
     {{"host", "localhost:8080"}, {"sec-fetch-site", "cross-site"}},
     0},

    {"a form needs an Origin, cookie or not",
     at_home,
     Entrance::form,
     {{"host", "localhost:8080"}},
     403},
    {"a form of ours is let in",
     at_home,
     Entrance::form,
     {{"host", "localhost:8080"}, {"origin", "http://localhost:8080"}},
     0},
    {"a form that hides where it comes from is not",
     at_home,
     Entrance::form,
     {{"host", "localhost:8080"}, {"origin", "null"}},
     403},
    {"nor one of another site",
     at_home,
     Entrance::form,
     {{"host", "localhost:8080"},
      {"origin", "http://localhost:8080"},
      {"sec-fetch-site", "same-site"}},
     403},

    {"/rpc without credentials needs no Origin",
     at_home,
     Entrance::rpc,
     {{"host", "localhost:8080"}},
     0},
    {"but one that is there must be ours",
     at_home,
     Entrance::rpc,
     {{"host", "localhost:8080"}, {"origin", "https://evil.example"}},
     403},
    {"an opaque Origin is not ours",
     at_home,
     Entrance::rpc,
     {{"host", "localhost:8080"}, {"origin", "null"}},
     403},
    {"/rpc with the cookie needs an Origin",
     at_home,
     Entrance::rpc,
     {{"host", "localhost:8080"}, {"cookie", cookie}},
     403},
    {"/rpc with the cookie and our Origin is let in",
     at_home,
     Entrance::rpc,
     {{"host", "localhost:8080"}, {"origin", "http://localhost:8080"}, {"cookie", cookie}},
     0,
     Credentials::Kind::cookie},
    {"an Origin is compared whole",
     at_home,
     Entrance::rpc,
     {{"host", "localhost:8080"}, {"origin", "http://localhost:80801"}, {"cookie", cookie}},
     403},
    {"https is another origin than http",
     at_home,
     Entrance::rpc,
     {{"host", "localhost:8080"}, {"origin", "https://localhost:8080"}, {"cookie", cookie}},
     403},
    {"two Origins are none",
     at_home,
     Entrance::rpc,
     {{"host", "localhost:8080"},
      {"origin", "http://localhost:8080"},
      {"origin", "http://localhost:8080"},
      {"cookie", cookie}},
     403},
    {"a browser that says same-origin is let in",
     at_home,
     Entrance::rpc,
     {{"host", "localhost:8080"},
      {"origin", "http://localhost:8080"},
      {"sec-fetch-site", "same-origin"},
      {"cookie", cookie}},
     0,
     Credentials::Kind::cookie},
    {"a browser that says same-site is not",
     at_home,
     Entrance::rpc,
     {{"host", "localhost:8080"},
      {"origin", "http://localhost:8080"},
      {"sec-fetch-site", "same-site"},
      {"cookie", cookie}},
     403},
    {"nor one that says cross-site, cookie or not",
     at_home,
     Entrance::rpc,
     {{"host", "localhost:8080"}, {"sec-fetch-site", "cross-site"}},
     403},
    {"nor one that says nobody's site",
     at_home,
     Entrance::rpc,
     {{"host", "localhost:8080"}, {"sec-fetch-site", "none"}},
     403},

    {"a handshake needs an Origin",
     at_home,
     Entrance::socket,
     {{"host", "localhost:8080"}, {"cookie", cookie}},
     403},
    {"even without a cookie", at_home, Entrance::socket, {{"host", "localhost:8080"}}, 403},
    {"a handshake with our Origin is let in",
     at_home,
     Entrance::socket,
     {{"host", "127.0.0.1:8080"}, {"origin", "http://127.0.0.1:8080"}, {"cookie", cookie}},
     0,
     Credentials::Kind::cookie},
    {"a handshake with a foreign Origin is not",
     at_home,
     Entrance::socket,
     {{"host", "localhost:8080"}, {"origin", "http://evil.example"}, {"cookie", cookie}},
     403},

    {"Bearer needs no Origin",
     at_home,
     Entrance::socket,
     {{"host", "localhost:8080"}, {"authorization", "Bearer " + other_secret}},
     0,
     Credentials::Kind::bearer},
    {"the word Bearer does not care for capitals",
     at_home,
     Entrance::rpc,
     {{"host", "localhost:8080"}, {"authorization", "bearer " + other_secret}},
     0,
     Credentials::Kind::bearer},
    {"with Bearer the cookie is not looked at",
     at_home,
     Entrance::rpc,
     {{"host", "localhost:8080"}, {"authorization", "Bearer " + other_secret}, {"cookie", cookie}},
     0,
     Credentials::Kind::bearer},
    {"a foreign Origin is refused with Bearer too",
     at_home,
     Entrance::rpc,
     {{"host", "localhost:8080"},
      {"authorization", "Bearer " + other_secret},
      {"origin", "https://evil.example"}},
     403},
    {"two Authorizations are refused",
     at_home,
     Entrance::rpc,
     {{"host", "localhost:8080"},
      {"authorization", "Bearer " + secret},
      {"authorization", "Bearer " + other_secret}},
     400},
    {"another kind of Authorization is no credentials",
     at_home,
     Entrance::rpc,
     {{"host", "localhost:8080"}, {"authorization", "Basic c2VjcmV0"}},
     0},

    {"with https the cookie is __Host-sid",
     public_place,
     Entrance::rpc,
     {{"host", "moot.example"}, {"origin", "https://moot.example"}, {"cookie", safe_cookie}},
     0,
     Credentials::Kind::cookie},
    {"with https a plain sid, which any subdomain could set, is nothing",
     public_place,
     Entrance::rpc,
     {{"host", "moot.example"}, {"cookie", cookie}},
     0},
    {"a cookie is found among others",
     at_home,
     Entrance::rpc,
     {{"host", "localhost:8080"},
      {"origin", "http://localhost:8080"},
      {"cookie", "a=1; " + cookie + "; sidecar=2"}},
     0,
     Credentials::Kind::cookie},
    {"two cookies of our name with different secrets are none",
     at_home,
     Entrance::rpc,
     {{"host", "localhost:8080"},
      {"origin", "http://localhost:8080"},
      {"cookie", cookie + "; sid=" + other_secret}},
     0},
};

} // namespace

TEST_CASE("the gate lets in by its rules and by no other")
{
    for (auto const& rule : rules) {
        CAPTURE(rule.says);
        auto const passed = pass_gate(rule.address, request(rule.headers), rule.entrance);
        CHECK((passed ? 0 : passed.error().status) == rule.status);
        if (passed)
            CHECK(passed->kind == rule.kind);
    }
}

TEST_CASE("the secret that counts is Bearer's, else the cookie's")
{
    auto const passed = pass_gate(at_home,
                                  request({{"host", "localhost:8080"},
                                           {"authorization", "Bearer " + other_secret},
                                           {"cookie", cookie}}),
                                  Entrance::rpc);
    CHECK(passed.value().secret == other_secret);
    auto const by_cookie = pass_gate(at_home,
                                     request({{"host", "localhost:8080"},
                                              {"origin", "http://localhost:8080"},
                                              {"cookie", "x=y; " + cookie}}),
                                     Entrance::rpc);
    CHECK(by_cookie.value().secret == secret);
}

TEST_CASE("the cookie is Secure and bound to this host with https, and never seen by scripts")
{
    CHECK(cookie_with(public_place, "abc") ==
          "__Host-sid=abc; Path=/; Max-Age=2592000; HttpOnly; SameSite=Lax; Secure");
    CHECK(cookie_with(at_home, "abc") ==
          "sid=abc; Path=/; Max-Age=2592000; HttpOnly; SameSite=Lax");
    CHECK(cookie_without(public_place).find("Max-Age=0") != std::string::npos);
}

TEST_CASE("port 80 and 443 are left out where browsers leave them out")
{
    CHECK(address_of("", 80).origins.front() == "http://localhost");
    CHECK(address_of("https://moot.example:8443", 1).hosts ==
          std::vector<std::string>{"moot.example:8443"});
}

TEST_CASE("a caller's address is the peer's, or what the first of our own proxies saw")
{
    AddressRanges proxies;
    proxies.add("127.0.0.1");
    proxies.add("10.0.0.0/8");
    auto const address = [&](std::string peer, Headers headers) {
        auto one = request(std::move(headers));
        one.address = std::move(peer);
        return caller_address(one, proxies);
    };
    auto const said = [](std::string hops) { return Headers{{"x-forwarded-for", hops}}; };
    Headers const lines{{"x-forwarded-for", "203.0.113.9"},
                        {"x-forwarded-for", "198.51.100.1, 192.0.2.7"}};
    CHECK(caller_address(request(lines), {}) == "127.0.0.1");
    CHECK(address("127.0.0.1", lines) == "192.0.2.7");
    CHECK(address("127.0.0.1", {}) == "127.0.0.1");

    // Whoever comes to us directly may write what they like.
    CHECK(address("192.0.2.66", said("203.0.113.9")) == "192.0.2.66");
    CHECK(address("192.0.2.66", said("127.0.0.1")) == "192.0.2.66");

    // Two proxies of ours: what stands before what they saw is made up.
    CHECK(address("127.0.0.1", said("203.0.113.9, 192.0.2.7, 10.1.2.3")) == "192.0.2.7");
    CHECK(address("127.0.0.1", said("10.9.9.9, 192.0.2.7, 10.1.2.3")) == "192.0.2.7");
    CHECK(address("127.0.0.1", said("10.1.2.3")) == "10.1.2.3");

    // No address is no hop, and nobody behind it is believed.
    for (auto const* odd : {"unknown", "", "192.0.2.7:4711", "192.0.2.7 192.0.2.8", "a, "})
        CHECK(address("127.0.0.1", said(odd)) == "127.0.0.1");
    CHECK(address("127.0.0.1", said("203.0.113.9, unknown, 10.1.2.3")) == "10.1.2.3");

    // One address is written in one way, however the header writes it.
    CHECK(address("127.0.0.1", said("2001:DB8:0:0::1")) == "2001:db8::1");
    CHECK(address("127.0.0.1", said("::ffff:192.0.2.7")) == "192.0.2.7");
    CHECK(address("::ffff:127.0.0.1", said("192.0.2.7")) == "192.0.2.7");
}

TEST_CASE("a sign-in is labelled with browser and system")
{
    CHECK(browser_label("Mozilla/5.0 (Windows NT 10.0; rv:128.0) Gecko/20100101 Firefox/128.0") ==
          "Firefox on Windows");
    CHECK(browser_label("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Version/17.5 "
                        "Mobile/15E148 Safari/604.1") == "Safari on iPhone");
    CHECK(browser_label("Mozilla/5.0 (X11; Linux x86_64) Chrome/126.0 Safari/537.36 Edg/126.0") ==
          "Edge on Linux");
    CHECK(browser_label("curl/8.0") == "A browser");
}
