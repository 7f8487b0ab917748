// Forgotten passwords: what /forgotten tells, and choosing a new one.

#include "storage/outbox.hpp"
#include "tests/server/doors_scene.hpp"

using namespace folkmoot;
using namespace folkmoot::tests;
using server::HttpAnswer;

namespace {

using Headers = std::vector<std::pair<std::string, std::string>>;
std::pair<std::string, std::string> const ours{"origin", "http://localhost:8080"};

std::string header(HttpAnswer const& answer, std::string_view name)
{
    for (auto const& [key, value] : answer.headers)
        if (key == name)
            return value;
    return {};
}

struct Forgetting : Doors {
    Somebody anna = world.person("Anna", world.northmere);
    std::string const mail = mail_of(anna);
    std::string const password = "three blue kettles";
    server::Site site{
        dispatch, world.store.store(), {.network_name = "Vale", .public_url = "", .port = 8080}};

    Forgetting() { gives_password(anna, password); }

    HttpAnswer asks_for(std::string method, std::string target, std::string body = "",
                        Headers headers = {ours}, std::string address = "192.0.2.7")
    {
        headers.emplace_back("host", "localhost:8080");
        std::promise<HttpAnswer> promise;
        site.answer({.method = std::move(method),
                     .target = std::move(target),
                     .body = std::move(body),
                     .headers = std::move(headers),
                     .address = std::move(address)},
                    [&](HttpAnswer answer) { promise.set_value(std::move(answer)); });
        return promise.get_future().get();
    }
    HttpAnswer forgets(std::string const& of, std::string address = "192.0.2.7")
    {
        return asks_for("POST", "/forgotten", "mail=" + of, {ours}, std::move(address));
    }
    /// As a change, which comes after those that the answers left behind.
    std::int64_t waiting()
    {
        return world.store.change([](Change& change) { return mails_due(change, change.now()); });
    }
    /// The path of a fresh link, as its mail would carry it.
    std::string link()
    {
        auto const secret = server::fresh_secret(world.store.surroundings());
        auto const taken = world.store.change([&](Change& change) {
            return take_mail(change, server::hash_of_secret(secret)).has_value();
        });
        return taken ? "/resets/" + secret : "";
    }
    HttpAnswer chooses(std::string const& path, std::string const& words)
    {
        return asks_for("POST", path, "password=" + words + "&password_again=" + words);
    }
    bool signs_in(std::string const& with)
    {
        return contains(stranger_asks("people.sign_in",
                                      "{\"mail\":\"" + mail + "\",\"password\":\"" + with + "\"}"),
                        "\"person\"");
    }
};

} // namespace

TEST_CASE_FIXTURE(Forgetting, "known and unknown addresses get the same page, byte for byte")
{
    auto known = forgets(mail);
    auto unknown = forgets("q1@folkmoot.example");
    CHECK(known.status == 200);
    CHECK(unknown.status == 200);
    auto const at = unknown.body.find("q1@");
    unknown.body.replace(at, 2, mail.substr(0, 2));
    CHECK(known.body == unknown.body);
    CHECK(known.headers == unknown.headers);
    CHECK(waiting() == 1);
}

TEST_CASE_FIXTURE(Forgetting, "the answer is given before anything is looked up")
{
    // A writer that is held up does not hold up the answer, for neither address.
    std::promise<void> go_on;
    auto const held = go_on.get_future().share();
    world.store.store().change<Done>(
        [held](Change&) -> Result<Done> {
            held.wait();
            return Done{};
        },
        [](Result<Done> const&) {});
    CHECK(forgets(mail).status == 200);
    CHECK(forgets("nobody@folkmoot.example").status == 200);
    go_on.set_value();
}

TEST_CASE_FIXTURE(Forgetting,
                  "a new password is chosen once, on a page that opening does not use up")
{
    CHECK(forgets(mail).status == 200);
    auto const path = link();
    for (auto const* method : {"GET", "HEAD", "GET"})
        CHECK(asks_for(method, path).status == 200);
    CHECK(contains(asks_for("GET", path).body, "Hello Anna."));
    CHECK(signs_in(password));
    CHECK(chooses(path, "short").status == 422);
    CHECK(chooses(path, "Password2026!").status == 422);
    auto const answer = chooses(path, "four+green+buckets");
    CHECK(answer.status == 303);
    CHECK(header(answer, "Set-Cookie").starts_with("sid="));
    CHECK(!signs_in(password));
    CHECK(signs_in("four green buckets"));
    CHECK(chooses(path, "five+white+horses").status == 410);
    CHECK(contains(asks_for("GET", path).body, "This link has been used."));
}

TEST_CASE_FIXTURE(Forgetting,
                  "a link for a new password runs out after a day and ends with the next")
{
    CHECK(forgets(mail).status == 200);
    auto const first = link();
    CHECK(forgets(mail).status == 200);
    auto const second = link();
    CHECK(asks_for("GET", first).status == 410);
    CHECK(asks_for("GET", second).status == 200);
    world.store.clock.pass(std::chrono::hours{24});
    CHECK(asks_for("GET", second).status == 410);
    CHECK(chooses(second, "four+green+buckets").status == 410);
    CHECK(signs_in(password));
    CHECK(asks_for("GET", "/resets/" + std::string(43, 'x')).status == 404);
}

TEST_CASE_FIXTURE(Forgetting, "of several who choose a new password at the same instant one does")
{
    CHECK(forgets(mail).status == 200);
    auto const path = link();
    std::vector<std::promise<int>> statuses(6);
    for (std::size_t i = 0; i < statuses.size(); ++i) {
        auto const words = "green+bucket+number+" + std::to_string(i);
        site.answer({.method = "POST",
                     .target = path,
                     .body = "password=" + words + "&password_again=" + words,
                     .headers = {ours, {"host", "localhost:8080"}},
                     .address = "192.0.2.7"},
                    [&statuses, i](HttpAnswer const& answer) {
                        statuses[i].set_value(static_cast<int>(answer.status));
                    });
    }
    std::optional<std::size_t> chosen;
    for (std::size_t i = 0; i < statuses.size(); ++i) {
        auto const status = statuses[i].get_future().get();
        CHECK((status == 303 || status == 410 || status == 429 || status == 503));
        if (status != 303)
            continue;
        CHECK(!chosen);
        chosen = i;
    }
    REQUIRE(chosen);
    CHECK(signs_in("green bucket number " + std::to_string(*chosen)));
    CHECK(!signs_in(password));
}

TEST_CASE_FIXTURE(Forgetting, "asking is throttled by address and account, for both kinds alike")
{
    for (auto const& one : {mail, std::string{"nobody@folkmoot.example"}}) {
        for (int i = 0; i < 10; ++i)
            CHECK(forgets(one, "192.0.2." + std::to_string(i)).status == 200);
        CHECK(forgets(one, "192.0.2.99").status == 429);
    }
    for (int i = 0; i < 30; ++i)
        CHECK(forgets("p" + std::to_string(i) + "@x.example", "198.51.100.1").status == 200);
    CHECK(forgets("other@x.example", "198.51.100.1").status == 429);
    CHECK(waiting() == 1); // of the three that were made, the newest
}

TEST_CASE_FIXTURE(Forgetting, "a form of another site sets no password and sends no mail")
{
    Headers const foreign{{"origin", "https://evil.example"}};
    CHECK(asks_for("POST", "/forgotten", "mail=" + mail, foreign).status == 403);
    CHECK(asks_for("POST", "/forgotten", "mail=" + mail, {}).status == 403);
    CHECK(waiting() == 0);
    CHECK(forgets("nothing").status == 422);
    CHECK(asks_for("GET", "/forgotten").status == 200);
    CHECK(asks_for("PUT", "/forgotten").status == 405);
}
