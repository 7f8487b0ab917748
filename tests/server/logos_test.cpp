// Logos over HTTP: who may send and fetch them, and what browsers are told of them.

#include "tests/protocol/pictures.hpp"
#include "tests/server/doors_scene.hpp"

using namespace folkmoot;
using namespace folkmoot::tests;
using server::HttpAnswer;

namespace {

using Headers = std::vector<std::pair<std::string, std::string>>;

struct WithLogos : Doors {
    Somebody boss = world.administrator();
    Somebody anna = world.person("Anna", world.northmere);
    std::string const address = "/authorities/" + to_string(world.northmere) + "/logo";
    server::Site site{
        dispatch, world.store.store(), {.network_name = "Vale", .public_url = "", .port = 8080}};

    HttpAnswer asks_for(std::string method, Headers headers, std::string body = "",
                        std::string target = "")
    {
        headers.emplace_back("host", "localhost:8080");
        std::promise<HttpAnswer> promise;
        site.answer({.method = std::move(method),
                     .target = target.empty() ? address : std::move(target),
                     .body = std::move(body),
                     .headers = std::move(headers),
                     .address = "127.0.0.1"},
                    [&](HttpAnswer answer) { promise.set_value(std::move(answer)); });
        return promise.get_future().get();
    }
    Headers token(Somebody const& who)
    {
        return {{"authorization", "Bearer " + secret_of(who, people::SignInKind::token)}};
    }
    Headers cookie(Somebody const& who)
    {
        return {{"cookie", "sid=" + secret_of(who, people::SignInKind::browser)}};
    }
    HttpAnswer puts(Headers headers, std::string body, std::string revision = "1")
    {
        headers.emplace_back("folkmoot-revision", std::move(revision));
        return asks_for("PUT", std::move(headers), std::move(body));
    }
    static Headers with(Headers headers, std::string name, std::string value)
    {
        headers.emplace_back(std::move(name), std::move(value));
        return headers;
    }
    static std::string header(HttpAnswer const& answer, std::string_view name)
    {
        for (auto const& [key, value] : answer.headers)
            if (key == name)
                return value;
        return "";
    }
};

std::string const origin = "http://localhost:8080";

} // namespace

TEST_CASE_FIXTURE(WithLogos, "a logo is sent by an administrator and fetched as the picture it is")
{
    auto const sent = puts(with(token(boss), "content-type", "text/html"), png_file(64, 64));
    CHECK(sent.status == 200);
    CHECK(sent.body == R"({"revision":2})");
    auto const got = asks_for("GET", token(anna));
    CHECK(got.status == 200);
    CHECK(got.body == png_file(64, 64));
    CHECK(header(got, "Content-Type") == "image/png"); // whatever it was called
    CHECK(header(got, "X-Content-Type-Options") == "nosniff");
    CHECK(header(got, "Content-Security-Policy") == "default-src 'none'; sandbox");
    CHECK(header(got, "Cache-Control") == "private, no-cache");
    CHECK(header(got, "Cross-Origin-Resource-Policy") == "same-origin");
    CHECK(header(got, "Vary") == "Cookie, Authorization");
    CHECK(asks_for("HEAD", token(anna)).status == 200);
    auto const again = asks_for("GET", with(token(anna), "if-none-match", header(got, "ETag")));
    CHECK(again.status == 304);
    CHECK(again.body.empty());
    puts(token(boss), webp_lossy(64, 64), "2");
    auto const other = asks_for("GET", with(token(anna), "if-none-match", header(got, "ETag")));
    CHECK(other.status == 200);
    CHECK(header(other, "Content-Type") == "image/webp");
    puts(token(boss), jpeg_file(64, 64), "3");
    CHECK(header(asks_for("GET", token(anna)), "Content-Type") == "image/jpeg");
}

TEST_CASE_FIXTURE(WithLogos, "nobody else sends one, and no page of another site does")
{
    auto const picture = png_file(64, 64);
    CHECK(puts({}, picture).status == 401);
    CHECK(puts(token(anna), picture).status == 403);
    CHECK(puts(cookie(boss), picture).status == 403); // no Origin
    CHECK(puts(with(cookie(boss), "origin", "http://evil.example"), picture).status == 403);
    CHECK(puts(with(with(cookie(boss), "origin", origin), "sec-fetch-site", "cross-site"), picture)
              .status == 403);
    CHECK(asks_for("GET", token(boss)).status == 404);
    CHECK(puts(with(cookie(boss), "origin", origin), picture).status == 200);
    CHECK(asks_for("GET", {}).status == 401);
    CHECK(asks_for("GET", with(cookie(anna), "sec-fetch-site", "cross-site")).status == 403);
    CHECK(asks_for("GET", with(cookie(anna), "sec-fetch-site", "same-origin")).status == 200);
    CHECK(asks_for("DELETE", token(boss)).status == 405);
}

TEST_CASE_FIXTURE(WithLogos, "what is refused says which field it is about")
{
    auto const said = [&](std::string body, std::string revision) {
        auto const answer = puts(token(boss), std::move(body), std::move(revision));
        return std::to_string(answer.status) + " " + answer.body;
    };
    auto const tells = [](std::string const& text, std::string const& word) {
        return text.find(word) != text.npos;
    };
    auto const odd = said("<svg/>", "1");
    CHECK(odd.starts_with("400 "));
    CHECK(tells(odd, R"("field":"logo")"));
    CHECK(tells(odd, "PNG, JPEG or WebP"));
    auto const large = said(std::string(256'001, 'x'), "1");
    CHECK(large.starts_with("413 "));
    CHECK(tells(large, R"("field":"logo")"));
    for (auto const* revision : {"", "x", "1x", "99999999999999999999"})
        CHECK(tells(said(png_file(64, 64), revision), R"("field":"revision")"));
    CHECK(said(png_file(64, 64), "7").starts_with("409 "));
}

TEST_CASE_FIXTURE(WithLogos, "an authority that one may not see answers like none")
{
    puts(token(boss), png_file(64, 64));
    auto const nothing = "/authorities/00000000-0000-7000-8000-000000000000/logo";
    auto const group =
        world.group(world.person("Other", world.union_learning), groups::Kind::by_invitation);
    auto const guest = world.member(group, "Guest", world.easthaven, Role::guest);
    auto const hidden = asks_for("GET", token(guest));
    auto const none = asks_for("GET", token(guest), "", nothing);
    CHECK(hidden.status == 404);
    CHECK(hidden.body == none.body);
    CHECK(hidden.headers == none.headers);
    CHECK(asks_for("GET", token(boss), "", "/authorities/x/logo").body == none.body);
}
