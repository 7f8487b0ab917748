// Mails about newer versions as they go out, and the page on which one wants no more of them.

#include "server/mail.hpp"
#include "storage/adopting.hpp"
#include "storage/library.hpp"
#include "storage/outbox.hpp"
#include "storage/people.hpp"
#include "tests/server/doors_scene.hpp"

#include <algorithm>
#include <future>

using namespace folkmoot;
using namespace folkmoot::tests;
using server::HttpAnswer;

namespace {

using Headers = std::vector<std::pair<std::string, std::string>>;

/// Berta's authority uses version 1 of something of Anna's, who releases version 2.
struct Releasing : Doors {
    Somebody anna = world.person("Anna", world.northmere);
    GroupId group = world.group(anna, groups::Kind::by_invitation);
    Somebody berta = world.member(group, "Berta", world.easthaven);
    server::Site site{
        dispatch, world.store.store(), {.network_name = "Vale", .public_url = "", .port = 8080}};
    ResourceId resource;

    Releasing()
    {
        world.store.change([&](Change& change) {
            auto const added = add_resource(change, anna.actor,
                                            {.group = group,
                                             .title = {"Toolkit"},
                                             .language = {"en-GB"},
                                             .link = Link{"https://northmere.example/1"}})
                                   .value();
            resource = added.resource;
            release_version(change, anna.actor, {.version = added.version, .revision = 1}).value();
            adopt_version(change, berta.actor, {.version = added.version}).value();
            auto const next = add_version(change, anna.actor,
                                          {.resource = resource,
                                           .changed = {"Two <more> games"},
                                           .link = Link{"https://northmere.example/2"}})
                                  .value();
            release_version(change, anna.actor, {.version = next.version, .revision = 2}).value();
        });
    }

    server::Letter letter(std::string const& secret)
    {
        return world.store.change([&](Change& change) {
            auto const taken = take_mail(change, server::hash_of_secret(secret));
            REQUIRE(taken.has_value());
            mail_sent(change, taken->mail);
            return server::letter_of(*taken, "https://moot.example", secret);
        });
    }
    HttpAnswer opens(std::string method, std::string const& path, Headers headers = {})
    {
        headers.emplace_back("host", "localhost:8080");
        std::promise<HttpAnswer> promise;
        site.answer({.method = std::move(method),
                     .target = path,
                     .body = "List-Unsubscribe=One-Click",
                     .headers = std::move(headers),
                     .address = "192.0.2.7"},
                    [&](HttpAnswer answer) { promise.set_value(std::move(answer)); });
        return promise.get_future().get();
    }
    bool wants_letters() { return berta.asks(storage::me).value().library_letters; }
};

} // namespace

TEST_CASE_FIXTURE(Releasing,
                  "a letter says what is new, what changed, which version one uses and where")
{
    std::string const secret(43, 'a');
    auto letter = this->letter(secret);
    CHECK(letter.to_name == "Berta");
    CHECK(letter.subject == "Version 2 of Toolkit");
    auto const says = [&](std::string const& words) {
        return std::ranges::find(letter.paragraphs, words) != letter.paragraphs.end();
    };
    CHECK(says("Easthaven uses version 1."));
    CHECK(says("What changed: Two <more> games"));
    CHECK(says("https://moot.example/resources/" + to_string(resource)));
    CHECK(says("https://moot.example/letters/" + secret));
    letter.from = "moot@vale.example";
    auto const mime = server::mime_of(letter);
    CHECK(contains(mime, "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"));
    CHECK(contains(mime, "List-Unsubscribe:"));
    CHECK(contains(mime, "<https://moot.example/letters/" + secret + ">"));
    CHECK(contains(mime, "Two &lt;more&gt; games"));
}

TEST_CASE_FIXTURE(Releasing,
                  "opening the link ends nothing; its button does, and so does a mail program")
{
    std::string const secret(43, 'a');
    letter(secret);
    auto const path = "/letters/" + secret;
    for (auto const* method : {"HEAD", "GET", "GET"})
        CHECK(opens(method, path).status == 200);
    CHECK(wants_letters());
    CHECK(opens("PUT", path).status == 405);
    CHECK(opens("POST", "/letters/" + std::string(43, 'x')).status == 404);
    CHECK(wants_letters());
    CHECK(opens("POST", path).status == 200); // without an Origin
    CHECK_FALSE(wants_letters());
    auto const again = opens("POST", path, {{"origin", "http://localhost:8080"}});
    CHECK(again.status == 200);
    CHECK(contains(opens("GET", path).body, "you get no more of these mails"));
}
