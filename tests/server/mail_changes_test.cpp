// Changing the address that one signs in with, as the server answers it.

#include "server/mail.hpp"
#include "storage/outbox.hpp"
#include "tests/server/doors_scene.hpp"

#include <future>

using namespace folkmoot;
using namespace folkmoot::tests;
using server::HttpAnswer;

namespace {

using Headers = std::vector<std::pair<std::string, std::string>>;
std::pair<std::string, std::string> const ours{"origin", "http://localhost:8080"};

struct ChangingMail : Doors {
    Somebody anna = world.person("Anna", world.northmere);
    Somebody berta = world.person("Berta", world.easthaven);
    std::string const password = "three blue kettles";
    server::Site site{
        dispatch, world.store.store(), {.network_name = "Vale", .public_url = "", .port = 8080}};

    ChangingMail() { gives_password(anna, password); }

    std::string wants(std::string const& mail, std::string const& with)
    {
        return asks(anna, "people.change_mail",
                    "{\"mail\":\"" + mail + "\",\"password\":\"" + with + "\"}");
    }
    HttpAnswer opens(std::string method, std::string const& path, Headers headers = {ours})
    {
        headers.emplace_back("host", "localhost:8080");
        std::promise<HttpAnswer> promise;
        site.answer({.method = std::move(method),
                     .target = path,
                     .body = "do=confirm",
                     .headers = std::move(headers),
                     .address = "192.0.2.7"},
                    [&](HttpAnswer answer) { promise.set_value(std::move(answer)); });
        return promise.get_future().get();
    }
    /// The next mail, as it goes out.
    server::Letter letter()
    {
        auto const secret = server::fresh_secret(world.store.surroundings());
        return world.store.change([&](Change& change) {
            auto const taken = take_mail(change, server::hash_of_secret(secret));
            if (!taken)
                return server::Letter{};
            mail_sent(change, taken->mail);
            return server::letter_of(*taken, "http://localhost:8080", secret);
        });
    }
    static std::string link_in(server::Letter const& letter)
    {
        for (auto const& paragraph : letter.paragraphs)
            if (auto const at = paragraph.find("/addresses/"); at != paragraph.npos)
                return paragraph.substr(at);
        return {};
    }
};

} // namespace

TEST_CASE_FIXTURE(ChangingMail, "opening the link changes nothing; its button does, from our page")
{
    auto const before = mail_of(anna);
    CHECK(contains(wants("new@folkmoot.example", password), "\"result\""));
    auto const letter = this->letter();
    CHECK(letter.to == "new@folkmoot.example");
    auto const path = link_in(letter);
    REQUIRE(!path.empty());
    for (auto const* method : {"HEAD", "GET", "GET"})
        CHECK(opens(method, path).status == 200);
    CHECK(opens("POST", path, {}).status == 403);
    CHECK(opens("POST", path, {{"origin", "https://evil.example"}}).status == 403);
    CHECK(mail_of(anna) == before);
    CHECK(opens("POST", path).status == 200);
    CHECK(mail_of(anna) == "new@folkmoot.example");
    CHECK(opens("POST", path).status == 410);
    CHECK(opens("GET", path).status == 410);
    CHECK(opens("GET", "/addresses/" + std::string(43, 'x')).status == 404);
    auto const told = this->letter();
    CHECK(told.to == before);
    CHECK(link_in(told).empty());
}

TEST_CASE_FIXTURE(ChangingMail, "known and unknown addresses are answered alike, byte for byte")
{
    auto const hers = mail_of(berta);
    auto const known = wants(hers, password);
    auto const mail_to_her = letter();
    auto const unknown = wants("nobody@folkmoot.example", password);
    CHECK(known == unknown);
    CHECK(mail_to_her.to == hers);
    CHECK(link_in(mail_to_her).empty());
    for (auto const& paragraph : mail_to_her.paragraphs)
        CHECK(!contains(paragraph, "Anna"));
    CHECK(mail_of(berta) == hers);
}

TEST_CASE_FIXTURE(ChangingMail, "without the password no address is changed, and no mail is sent")
{
    CHECK(contains(wants("new@folkmoot.example", "not the password"), "\"field\":\"password\""));
    CHECK(contains(wants("nothing", password), "\"field\":\"mail\""));
    CHECK(contains(wants("a@b.example>,<c@d.example", password), "\"field\":\"mail\""));
    CHECK(contains(stranger_asks("people.change_mail",
                                 R"({"mail":"a@b.example","password":"three blue kettles"})"),
                   "sign_in_needed"));
    CHECK(letter().to.empty());
}

TEST_CASE_FIXTURE(ChangingMail,
                  "of many who ask for the link again at the same instant five get it")
{
    REQUIRE(contains(wants("new@folkmoot.example", password), "\"result\""));
    std::vector<std::future<std::string>> answers;
    for (int i = 0; i < 12; ++i)
        answers.push_back(std::async(std::launch::async,
                                     [&] { return asks(anna, "people.send_mail_again", "{}"); }));
    int sent = 0;
    for (auto& one : answers)
        sent += contains(one.get(), "\"result\"") ? 1 : 0;
    CHECK(sent == 4); // and the one before
}
