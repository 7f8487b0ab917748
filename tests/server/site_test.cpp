#include "tests/server/doors_scene.hpp"

#include "server/metrics.hpp"

#include <array>

using namespace folkmoot;
using namespace folkmoot::tests;
using server::EmbeddedFile;
using server::HttpAnswer;
using server::HttpRequest;
using server::Listener;

namespace {

using Headers = std::vector<std::pair<std::string, std::string>>;

std::string header(HttpAnswer const& answer, std::string_view name)
{
    std::string found;
    for (auto const& [key, value] : answer.headers)
        if (key == name)
            found += (found.empty() ? "" : " | ") + value;
    return found;
}

struct WithSite : Doors {
    Somebody anna = world.person("Anna", world.northmere);
    server::Site site{dispatch,
                      world.store.store(),
                      {.network_name = "Skills <of> the Vale", .public_url = "", .port = 8080}};

    HttpAnswer asks_for(std::string method, std::string target, Headers headers = {},
                        std::string body = "")
    {
        headers.emplace_back("host", "localhost:8080");
        std::promise<HttpAnswer> promise;
        site.answer({.method = std::move(method),
                     .target = std::move(target),
                     .body = std::move(body),
                     .headers = std::move(headers),
                     .address = "127.0.0.1"},
                    [&](HttpAnswer answer) { promise.set_value(std::move(answer)); });
        return promise.get_future().get();
    }
    HttpAnswer posts(std::string body, Headers headers = {})
    {
        headers.emplace_back("content-type", "application/json");
        return asks_for("POST", "/rpc", std::move(headers), std::move(body));
    }
    std::variant<Caller, HttpAnswer> opens_socket(Headers headers)
    {
        return opens(std::move(headers), "/ws");
    }
    std::variant<Caller, HttpAnswer> opens(Headers headers, std::string target)
    {
        headers.emplace_back("host", "localhost:8080");
        std::promise<std::variant<Caller, HttpAnswer>> promise;
        site.admit({.method = "GET",
                    .target = std::move(target),
                    .body = "",
                    .headers = std::move(headers),
                    .address = "127.0.0.1"},
                   [&](auto answer) { promise.set_value(std::move(answer)); });
        return promise.get_future().get();
    }
    std::string secret_of(people::SignInKind kind) { return Doors::secret_of(anna, kind); }
    static int status(std::variant<Caller, HttpAnswer> const& answer)
    {
        auto const* refused = std::get_if<HttpAnswer>(&answer);
        return refused ? refused->status : 101;
    }
};

std::string const who_am_i = Doors::asking("people.me", "{}");
std::pair<std::string, std::string> const ours{"origin", "http://localhost:8080"};

} // namespace

TEST_CASE_FIXTURE(WithSite, "every answer carries the headers that keep a browser in bounds")
{
    site.stopping = true;
    for (auto const& [method, target] :
         std::vector<std::pair<std::string, std::string>>{{"GET", "/"},
                                                          {"GET", "/nowhere"},
                                                          {"GET", "/healthz"},
                                                          {"GET", "/robots.txt"},
                                                          {"GET", "/favicon.ico"},
                                                          {"GET", "/ws"},
                                                          {"POST", "/rpc"},
                                                          {"DELETE", "/"},
                                                          {"GET", "/rpc"}}) {
        CAPTURE(target);
        auto const answer = asks_for(method, target);
        auto const policy = header(answer, "Content-Security-Policy");
        CHECK(policy.starts_with("default-src 'none'; script-src 'self';"));
        CHECK(contains(policy, "require-trusted-types-for 'script'; trusted-types folkmoot-html"));
        CHECK(contains(policy, "frame-ancestors 'none'"));
        CHECK(!contains(policy, "unsafe"));
        CHECK(header(answer, "X-Content-Type-Options") == "nosniff");
        CHECK(header(answer, "Referrer-Policy") == "same-origin");
        CHECK(header(answer, "Cross-Origin-Opener-Policy") == "same-origin");
        CHECK(header(answer, "Cross-Origin-Resource-Policy") == "same-origin");
        CHECK(!header(answer, "Permissions-Policy").empty());
        CHECK(!header(answer, "Cache-Control").empty());
        CHECK(header(answer, "Server").empty());
        CHECK(header(answer, "Strict-Transport-Security").empty());
    }
}

TEST_CASE_FIXTURE(WithSite, "with https browsers are told to stay there, and refusals carry it too")
{
    server::Site https{
        dispatch,
        world.store.store(),
        {.network_name = "Vale", .public_url = "https://moot.example", .port = 8080}};
    std::promise<HttpAnswer> promise;
    https.answer({.method = "GET", .target = "/", .body = "", .headers = {}, .address = ""},
                 [&](HttpAnswer answer) { promise.set_value(std::move(answer)); });
    auto const answer = promise.get_future().get();
    CHECK(answer.status == 400);
    CHECK(contains(header(answer, "Strict-Transport-Security"), "max-age="));
    CHECK(
        contains(header(https.refuse(413, too_large("", "Too long.")), "Strict-Transport-Security"),
                 "max-age="));
}

TEST_CASE_FIXTURE(WithSite, "it is ready while the database answers and it is not stopping")
{
    CHECK(asks_for("GET", "/readyz").body == "ready\n");
    CHECK(asks_for("HEAD", "/readyz").status == 200);
    CHECK(asks_for("POST", "/readyz").status == 405);
    site.stopping = true;
    CHECK(asks_for("GET", "/readyz").status == 503);
    CHECK(asks_for("GET", "/readyz").body == "stopping\n");
}

TEST_CASE_FIXTURE(Doors, "metrics are there for this machine and whom the operator names alone")
{
    server::Metrics metrics;
    server::AddressRanges proxies;
    proxies.add("192.0.2.1");
    server::AddressRanges from;
    from.add("198.51.100.0/24");
    server::Site open{dispatch,
                      world.store.store(),
                      {.network_name = "Vale",
                       .public_url = "https://moot.example",
                       .port = 8080,
                       .trusted_proxies = proxies,
                       .metrics_from = from,
                       .metrics = &metrics}};
    auto const status = [&](std::string peer, std::string forwarded) {
        Headers headers;
        if (!forwarded.empty())
            headers.emplace_back("x-forwarded-for", forwarded);
        std::promise<int> promise;
        open.answer({.method = "GET",
                     .target = "/metrics",
                     .body = "",
                     .headers = std::move(headers),
                     .address = std::move(peer)},
                    [&](HttpAnswer const& answer) { promise.set_value(answer.status); });
        return promise.get_future().get();
    };
    CHECK(status("127.0.0.1", "") == 200);
    CHECK(status("::1", "") == 200);
    CHECK(status("198.51.100.7", "") == 200);
    CHECK(status("192.0.2.1", "198.51.100.7") == 200);
    // Like a page that is not there, or a host that is not ours: nothing tells that there are any.
    auto const refused = status("203.0.113.9", "");
    CHECK(refused >= 400);
    CHECK(status("203.0.113.9", "127.0.0.1") == refused);
    CHECK(status("192.0.2.1", "203.0.113.9") == refused);
    CHECK(status("192.0.2.1", "127.0.0.1, 203.0.113.9") == refused);
    // A proxy on this machine that nobody told us of.
    CHECK(status("127.0.0.1", "203.0.113.9") == refused);
}

TEST_CASE_FIXTURE(WithSite, "requests are counted by method and outcome, and nobody is named")
{
    server::Metrics metrics;
    server::Dispatch const counting{{world.store.store(), hub, passwords, throttle, &metrics}};
    for (auto const& [actor, text] : {std::pair{std::optional{anna.actor}, who_am_i},
                                      {std::optional<storage::Actor>{}, who_am_i},
                                      {std::optional{anna.actor}, asking("no.such", "{}")}}) {
        std::promise<void> answered;
        counting.call({.actor = actor, .address = "192.0.2.1", .user_agent = ""}, {}, text,
                      [&](CallAnswer const&) { answered.set_value(); });
        answered.get_future().wait();
    }
    metrics.committed(7, std::chrono::milliseconds{3});
    auto const text = metrics.text();
    CHECK(contains(text, "folkmoot_requests_total{method=\"people.me\",outcome=\"ok\"} 1"));
    CHECK(contains(text,
                   "folkmoot_requests_total{method=\"people.me\",outcome=\"sign_in_needed\"} 1"));
    CHECK(!contains(text, "no.such"));
    CHECK(contains(text, "folkmoot_commit_changes_sum 7"));
    CHECK(contains(text, "folkmoot_commit_seconds_bucket{le=\"0.005\"} 1"));
    CHECK(contains(text, "process_resident_memory_bytes "));
    CHECK(!contains(text, "Anna"));
}

TEST_CASE_FIXTURE(WithSite, "every view is the same small shell, never kept")
{
    auto const home = asks_for("GET", "/");
    CHECK(home.status == 200);
    CHECK(header(home, "Cache-Control") == "no-store");
    CHECK(header(home, "Content-Type") == "text/html; charset=utf-8");
    CHECK(contains(home.body, "<html lang=\"en-GB\">"));
    CHECK(contains(home.body, "<title>Skills &lt;of&gt; the Vale</title>"));
    for (auto const* path : {"/home", "/sign-in", "/sign-in?back=%2F", "/groups", "/groups/new",
                             "/groups/x/forum", "/topics/x", "/posts/x", "/people/x", "/settings",
                             "/administration", "/administration/authorities/x"})
        CHECK(asks_for("GET", path).body == home.body);
    CHECK(asks_for("HEAD", "/").body == home.body); // the connection leaves the body out
}

TEST_CASE(
    "what the client's script imports at once is asked for with it, what it loads later is not")
{
    auto const* const script = R"(import{a as b}from"/assets/chunk-A.js";import"./x.js";)"
                               R"(const m=()=>import("/assets/more-B.js"),w=`from"here`;)";
    CHECK(server::imports_of(script) == std::vector<std::string>{"/assets/chunk-A.js"});
    CHECK(server::imports_of("").empty());
}

TEST_CASE_FIXTURE(WithSite, "an unknown path is a page that says so")
{
    for (auto const* path :
         {"/nowhere", "/group", "/topics/", "/homes", "/assets/none.js", "/..", "//"}) {
        CAPTURE(path);
        auto const answer = asks_for("GET", path);
        CHECK(answer.status == 404);
        CHECK(contains(answer.body, "There is no such page"));
        CHECK(!contains(answer.body, path));
    }
}

TEST_CASE_FIXTURE(WithSite, "a method that is not for a path is refused with those that are")
{
    CHECK(asks_for("POST", "/").status == 405);
    CHECK(header(asks_for("POST", "/"), "Allow") == "GET, HEAD");
    CHECK(asks_for("OPTIONS", "/groups").status == 405);
    CHECK(asks_for("GET", "/rpc").status == 405);
    CHECK(header(asks_for("GET", "/rpc"), "Allow") == "POST");
    CHECK(asks_for("PUT", "/healthz").status == 405);
    CHECK(asks_for("POST", "/nowhere").status == 404);
}

TEST_CASE_FIXTURE(WithSite, "health is told to whoever asks, and ends with the drain")
{
    std::promise<HttpAnswer> promise;
    site.answer({.method = "GET",
                 .target = "/healthz",
                 .body = "",
                 .headers = {{"host", "10.0.0.1"}},
                 .address = ""},
                [&](HttpAnswer answer) { promise.set_value(std::move(answer)); });
    CHECK(promise.get_future().get().status == 200);
    site.stopping = true;
    CHECK(asks_for("GET", "/healthz").status == 503);
}

TEST_CASE_FIXTURE(WithSite, "/rpc takes application/json and nothing else")
{
    CHECK(asks_for("POST", "/rpc", {}, who_am_i).status == 415);
    CHECK(asks_for("POST", "/rpc", {{"content-type", "text/plain"}}, who_am_i).status == 415);
    CHECK(asks_for("POST", "/rpc", {{"content-type", "application/json; charset=utf-8"}}, who_am_i)
              .status == 200);
}

TEST_CASE_FIXTURE(WithSite, "a token says who asks, and so does the cookie with our Origin")
{
    auto const token = secret_of(people::SignInKind::token);
    auto const cookie = secret_of(people::SignInKind::browser);
    CHECK(contains(posts(who_am_i, {{"authorization", "Bearer " + token}}).body, "Anna"));
    CHECK(contains(posts(who_am_i, {ours, {"cookie", "sid=" + cookie}}).body, "Anna"));
    CHECK(posts(who_am_i, {{"cookie", "sid=" + cookie}}).status == 403);
    CHECK(
        posts(who_am_i, {{"origin", "https://evil.example"}, {"cookie", "sid=" + cookie}}).status ==
        403);
    // Each secret serves where it was given.
    CHECK(contains(posts(who_am_i, {ours, {"cookie", "sid=" + token}}).body, "sign_in_needed"));
    CHECK(
        contains(posts(who_am_i, {{"authorization", "Bearer " + cookie}}).body, "sign_in_needed"));
    CHECK(contains(posts(who_am_i, {{"authorization", "Bearer x"}}).body, "sign_in_needed"));
    CHECK(contains(posts(who_am_i).body, "sign_in_needed"));
}

TEST_CASE_FIXTURE(WithSite, "a cookie that is nobody's any more is taken away")
{
    auto const stale = server::fresh_secret(world.store.surroundings());
    auto const answer = posts(who_am_i, {ours, {"cookie", "sid=" + stale}});
    CHECK(contains(header(answer, "Set-Cookie"), "Max-Age=0"));
}

TEST_CASE_FIXTURE(WithSite, "signing in sets the cookie, signing out takes it away")
{
    gives_password(anna, "three blue kettles");
    auto const in = posts(asking("people.sign_in", "{\"mail\":\"" + mail_of(anna) +
                                                       R"(","password":"three blue kettles"})"));
    auto const cookie = header(in, "Set-Cookie");
    CHECK(cookie.starts_with("sid="));
    CHECK(contains(cookie, "; HttpOnly; SameSite=Lax"));
    auto const pair = cookie.substr(0, cookie.find(';'));
    CHECK(contains(posts(who_am_i, {ours, {"cookie", pair}}).body, "Anna"));
    auto const out = posts(asking("people.sign_out", "{}"), {ours, {"cookie", pair}});
    CHECK(contains(header(out, "Set-Cookie"), "Max-Age=0"));
    CHECK(contains(posts(who_am_i, {ours, {"cookie", pair}}).body, "sign_in_needed"));
}

TEST_CASE_FIXTURE(WithSite, "a handshake is admitted for somebody and refused for anybody else")
{
    auto const cookie = "sid=" + secret_of(people::SignInKind::browser);
    auto const token = "Bearer " + secret_of(people::SignInKind::token);
    CHECK(status(opens_socket({ours, {"cookie", cookie}})) == 101);
    CHECK(status(opens_socket({{"authorization", token}})) == 101);
    CHECK(status(opens_socket({ours})) == 401);
    CHECK(status(opens_socket({ours, {"cookie", "sid=" + std::string(43, 'x')}})) == 401);
    CHECK(status(opens_socket({{"cookie", cookie}})) == 403);
    CHECK(status(opens_socket({{"origin", "http://localhost:9"}, {"cookie", cookie}})) == 403);
    auto const admitted = opens_socket({{"authorization", token}});
    CHECK(std::get<Caller>(admitted).actor->person == anna.person);
    CHECK(!std::get<Caller>(admitted).by_cookie);
}

TEST_CASE_FIXTURE(WithSite, "a stream of events is for somebody of ours, from a page of ours")
{
    Headers const cookie{{"cookie", "sid=" + secret_of(people::SignInKind::browser)}};
    auto const opened = [&](Headers headers) {
        headers.insert(headers.end(), cookie.begin(), cookie.end());
        return status(opens(std::move(headers), "/events"));
    };
    CHECK(opened({}) == 101); // browsers send no Origin with it
    CHECK(opened({ours, {"sec-fetch-site", "same-origin"}}) == 101);
    CHECK(opened({{"origin", "https://elsewhere.example"}}) == 403);
    CHECK(opened({{"sec-fetch-site", "cross-site"}}) == 403);
    CHECK(status(opens({}, "/events")) == 401);
    auto const head = site.event_stream();
    CHECK(header(head, "Content-Type") == "text/event-stream");
    CHECK(header(head, "Cache-Control") == "no-store, no-transform");
    CHECK(header(head, "X-Content-Type-Options") == "nosniff");
    CHECK(asks_for("POST", "/events").status == 405);
    CHECK(asks_for("HEAD", "/events").status == 405);
}

TEST_CASE_FIXTURE(WithSite, "a request that names its person or a stream is for no other")
{
    struct Ear : Listener {
        explicit Ear(Actor an_actor) : who(an_actor) {}
        Actor actor() const override { return who; }
        void send(std::shared_ptr<std::string const>, std::size_t) override {}
        void close(int) override {}
        Actor who;
    };
    Headers const cookie{{"cookie", "sid=" + secret_of(people::SignInKind::browser)}, ours};
    auto const says = [&](std::string name, std::string value) {
        auto headers = cookie;
        headers.emplace_back(std::move(name), std::move(value));
        return posts(who_am_i, headers).status;
    };
    auto const ben = world.person("Ben", world.northmere);
    CHECK(says("folkmoot-person", to_string(anna.person)) == 200);
    CHECK(says("folkmoot-person", to_string(ben.person)) == 409);
    CHECK(says("folkmoot-stream", "nothing") == 410);
    auto const bens = std::make_shared<Ear>(ben.actor);
    CHECK(says("folkmoot-stream", site.begin_stream(bens)) == 410);
    auto const opened = std::get<Caller>(opens(cookie, "/events"));
    auto annas = std::make_shared<Ear>(*opened.actor);
    auto const stream = site.begin_stream(annas);
    CHECK(says("folkmoot-stream", stream) == 200);
    annas.reset();
    CHECK(says("folkmoot-stream", stream) == 410);
}

TEST_CASE_FIXTURE(WithSite, "that a sign-in was used is noted to the hour")
{
    auto const secret = secret_of(people::SignInKind::token);
    auto const used = [&] {
        posts(who_am_i, {{"authorization", "Bearer " + secret}});
        world.store.change([](Change&) {}); // after what was noted
        return world.store
            .read([&](Read& read) {
                return find_sign_in(read, server::hash_of_secret(secret), world.store.clock.now());
            })
            ->used_at;
    };
    auto const begun = world.store.clock.now();
    world.store.clock.pass(std::chrono::minutes{59});
    CHECK(used() == begun);
    world.store.clock.pass(std::chrono::minutes{1});
    CHECK(used() == world.store.clock.now());
}

// --- files ------------------------------------------------------------------------------------------

namespace {

std::array const files{
    EmbeddedFile{"/assets/a-1.js", "text/javascript; charset=utf-8", "plain a", "gz a", "br a",
                 true},
    EmbeddedFile{"/favicon.svg", "image/svg+xml", "<svg/>", "", "", false},
};
server::SiteFiles const site_files{files};

HttpAnswer file(std::string path, Headers headers = {})
{
    HttpRequest const request{
        .method = "GET", .target = path, .body = "", .headers = std::move(headers), .address = ""};
    return site_files.answer(request, path).value();
}

} // namespace

TEST_CASE("a file comes in the best coding that the browser takes")
{
    for (auto const& [accepted, content, coding] :
         std::vector<std::array<std::string, 3>>{{"gzip, deflate, br", "br a", "br"},
                                                 {"gzip", "gz a", "gzip"},
                                                 {"br;q=0, gzip;q=0.5", "gz a", "gzip"},
                                                 {"br;q=0.000, *;q=0", "plain a", ""},
                                                 {"*", "br a", "br"},
                                                 {"identity", "plain a", ""},
                                                 {"brr, xgzip", "plain a", ""},
                                                 {"", "plain a", ""}}) {
        CAPTURE(accepted);
        auto const answer = file("/assets/a-1.js", {{"accept-encoding", accepted}});
        CHECK(answer.content() == content);
        CHECK(header(answer, "Content-Encoding") == coding);
        CHECK(header(answer, "Vary") == "Accept-Encoding");
    }
    CHECK(file("/favicon.svg", {{"accept-encoding", "br, gzip"}}).content() == "<svg/>");
    CHECK(!site_files.answer({}, "/assets/b.js"));
}

TEST_CASE("a file with a hash in its name is kept for ever, others are asked about again")
{
    CHECK(header(file("/assets/a-1.js"), "Cache-Control") == "public, max-age=31536000, immutable");
    CHECK(header(file("/favicon.svg"), "Cache-Control") == "no-cache");
}

TEST_CASE("a file that the browser has already is not sent again; another coding is another file")
{
    auto const tag = header(file("/assets/a-1.js", {{"accept-encoding", "br"}}), "ETag");
    CHECK(header(file("/assets/a-1.js"), "ETag") != tag);
    for (auto const& known : {tag, "W/" + tag, "\"x\", " + tag, std::string{"*"}}) {
        auto const answer =
            file("/assets/a-1.js", {{"accept-encoding", "br"}, {"if-none-match", known}});
        CHECK(answer.status == 304);
        CHECK(answer.content().empty());
        CHECK(header(answer, "ETag") == tag);
    }
    CHECK(file("/assets/a-1.js", {{"if-none-match", tag}}).status == 200);
}
