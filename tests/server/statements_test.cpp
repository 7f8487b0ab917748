// The pages that say what the network says about itself.

#include "server/statements.hpp"
#include "storage/statements.hpp"
#include "tests/server/doors_scene.hpp"

using namespace folkmoot;
using namespace folkmoot::tests;
using protocol::statements::Which;
using server::HttpAnswer;

namespace {

struct Saying : Doors {
    Somebody boss = world.administrator();
    server::Site site{
        dispatch, world.store.store(), {.network_name = "Vale", .public_url = "", .port = 8080}};

    HttpAnswer asks_for(std::string method, std::string target)
    {
        std::promise<HttpAnswer> promise;
        site.answer({.method = std::move(method),
                     .target = std::move(target),
                     .body = {},
                     .headers = {{"host", "localhost:8080"}},
                     .address = "192.0.2.7"},
                    [&](HttpAnswer answer) { promise.set_value(std::move(answer)); });
        return promise.get_future().get();
    }
};

} // namespace

TEST_CASE_FIXTURE(Saying, "anybody reads both pages, without a sign-in, and nobody writes there")
{
    for (std::string const path : {"/accessibility", "/privacy"}) {
        auto const page = asks_for("GET", path);
        CHECK(page.status == 200);
        CHECK(contains(page.body, "<h1>"));
        CHECK(contains(page.body, "<h2>"));
        CHECK(!contains(page.body, "<h3>"));
        CHECK(!contains(page.body, "<script"));
        CHECK(!contains(page.body, "{network}"));
        CHECK(asks_for("HEAD", path).status == 200);
        CHECK(asks_for("POST", path).status == 405);
    }
}

TEST_CASE_FIXTURE(Saying, "what an administrator wrote stands there instead, and never as markup")
{
    auto const asked = asks(boss, "statements.statement", R"({"which":"privacy"})");
    CHECK(contains(asked, "\"text\":\"\""));
    CHECK(contains(asked, "# Who is responsible"));
    CHECK(contains(
        asks(boss, "statements.change",
             "{\"request\":\"00000000-0000-4000-8000-000000000001\",\"which\":\"privacy\","
             "\"revision\":0,\"text\":\"# Ours\\n\\n<img src=x> and [a link](javascript:x)\"}"),
        "\"revision\":1"));
    auto const page = asks_for("GET", "/privacy");
    CHECK(contains(page.body, "<h2>Ours</h2>"));
    CHECK(contains(page.body, "&lt;img"));
    CHECK(!contains(page.body, "javascript:x\""));
    CHECK(!contains(page.body, "Who is responsible"));
    CHECK(contains(asks_for("GET", "/accessibility").body, "WCAG"));
}

TEST_CASE_FIXTURE(Saying, "ready words say where the network's own are wanted")
{
    for (auto const which : {Which::accessibility, Which::privacy}) {
        auto const words = server::ready_statement(which, "The Vale");
        CHECK(contains(words, "The Vale"));
        CHECK(contains(words, "[name and mail address]"));
        CHECK(words.size() < 10'000);
    }
}
