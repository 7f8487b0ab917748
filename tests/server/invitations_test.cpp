// The pages of invitations as a browser meets them, and as programs do that only look.

#include "storage/invitations.hpp"
#include "storage/standing.hpp"
#include "tests/server/doors_scene.hpp"

using namespace folkmoot;
using namespace folkmoot::tests;
using server::HttpAnswer;
using server::HttpRequest;

namespace {

using Headers = std::vector<std::pair<std::string, std::string>>;

std::string header(HttpAnswer const& answer, std::string_view name)
{
    for (auto const& [key, value] : answer.headers)
        if (key == name)
            return value;
    return {};
}

std::pair<std::string, std::string> const ours{"origin", "http://localhost:8080"};

struct Inviting : Doors {
    Somebody facilitator = world.person("Facilitator <b>", world.northmere);
    GroupId group = world.group(facilitator, groups::Kind::by_invitation, "Measures & more");
    std::string secret = server::fresh_secret(world.store.surroundings());
    std::string const password = "three blue kettles";
    server::Site site{
        dispatch, world.store.store(), {.network_name = "Vale", .public_url = "", .port = 8080}};

    void invites(std::string mail, bool administrator = false)
    {
        world.store.change([&](Change& change) {
            if (administrator)
                return make_invitation(
                    change, {.administrator = true, .secret = server::hash_of_secret(secret)});
            return make_invitation(change, {.name = "Newcomer",
                                            .mail = std::move(mail),
                                            .by_mail = true,
                                            .authority = world.easthaven,
                                            .group = group,
                                            .role = Role::member,
                                            .inviter = facilitator.person,
                                            .secret = server::hash_of_secret(secret)});
        });
    }
    void hands_over(std::string mail)
    {
        world.store.change([&](Change& change) {
            return make_invitation(change, {.name = "Newcomer",
                                            .mail = std::move(mail),
                                            .authority = world.easthaven,
                                            .group = group,
                                            .role = Role::member,
                                            .inviter = facilitator.person,
                                            .secret = server::hash_of_secret(secret)});
        });
    }
    HttpRequest request(std::string method, Headers headers = {}, std::string body = "") const
    {
        headers.emplace_back("host", "localhost:8080");
        return {.method = std::move(method),
                .target = "/invitations/" + secret,
                .body = std::move(body),
                .headers = std::move(headers),
                .address = "192.0.2.7"};
    }
    std::future<HttpAnswer> begins(HttpRequest asked)
    {
        auto const promise = std::make_shared<std::promise<HttpAnswer>>();
        site.answer(std::move(asked),
                    [promise](HttpAnswer answer) { promise->set_value(std::move(answer)); });
        return promise->get_future();
    }
    HttpAnswer opens(std::string method = "GET", Headers headers = {})
    {
        return begins(request(std::move(method), std::move(headers))).get();
    }
    std::string typed(std::string const& mail) const
    {
        return "name=New+Person&mail=" + mail +
               "&password=three+blue+kettles&password_again=" + "three+blue+kettles&do=accept";
    }
    HttpAnswer presses(std::string body, Headers headers = {ours})
    {
        return begins(request("POST", std::move(headers), std::move(body))).get();
    }
    std::optional<PersonId> whose(std::string const& mail)
    {
        return world.store.read([&](Read& read) { return person_with_mail(read, {mail}); });
    }
    Headers signed_in(Somebody const& who)
    {
        auto const cookie = server::fresh_secret(world.store.surroundings());
        world.store.change([&](Change& change) {
            begin_sign_in(change,
                          {.person = who.person,
                           .label = "",
                           .secret = server::hash_of_secret(cookie),
                           .expires_at = Instant{change.now().microseconds + 86'400'000'000}});
        });
        return {ours, {"cookie", "sid=" + cookie}};
    }
};

} // namespace

TEST_CASE_FIXTURE(Inviting, "the page says who invites to what, for whom, and until when")
{
    invites("new@folkmoot.example");
    auto const page = opens();
    CHECK(page.status == 200);
    CHECK(contains(page.body, "Facilitator &lt;b&gt; invites you into the group “Measures &amp; "
                              "more”, as a member, for Easthaven Borough Council."));
    CHECK(contains(page.body, "once, until 15 October 2026, 9am UTC."));
    CHECK(contains(page.body, "value=\"new@folkmoot.example\""));
    CHECK(!contains(page.body, "<script"));
    CHECK(header(page, "Referrer-Policy") == "strict-origin");
    CHECK(header(page, "Cache-Control") == "no-store");
    CHECK(contains(header(page, "Content-Security-Policy"), "default-src 'none'"));
}

TEST_CASE_FIXTURE(Inviting, "opening the link does nothing, however often and by whatever")
{
    invites("new@folkmoot.example");
    for (auto const* method : {"GET", "HEAD", "GET", "HEAD"}) {
        CHECK(opens(method).status == 200);
        CHECK(header(opens(method), "Set-Cookie").empty());
    }
    CHECK(opens("PUT").status == 405);
    CHECK(opens("DELETE").status == 405);
    CHECK(!whose("new@folkmoot.example"));
    CHECK(opens().status == 200);
}

TEST_CASE_FIXTURE(Inviting, "the button takes a newcomer in, signed in, to the group")
{
    invites("new@folkmoot.example");
    auto const answer = presses(typed("new%40folkmoot.example"));
    CHECK(answer.status == 303);
    CHECK(header(answer, "Location") == "/groups/" + to_string(group));
    CHECK(header(answer, "Set-Cookie").starts_with("sid="));
    auto const person = whose("new@folkmoot.example");
    REQUIRE(person);
    CHECK(world.store.read([&](Read& read) { return share_a_group(read, *person, facilitator); }));
    auto const signing_in = stranger_asks(
        "people.sign_in", R"({"mail":"new@folkmoot.example","password":"three blue kettles"})");
    CHECK(contains(signing_in, "New Person"));
    CHECK(opens().status == 410);
    CHECK(contains(opens().body, "has been used"));
    auto const again = presses(typed("new%40folkmoot.example"));
    CHECK(again.status == 410);
    CHECK(header(again, "Set-Cookie").empty());
}

TEST_CASE_FIXTURE(Inviting, "a form that asks for more than the link gives gets no more")
{
    invites("new@folkmoot.example");
    auto const more =
        "&administrator=1&coordinator=1&role=facilitator&authority=" + to_string(world.northmere) +
        "&by_mail=1";
    presses(typed("new%40folkmoot.example") + more);
    if (!whose("new@folkmoot.example")) // fields it does not know may be refused, too
        CHECK(presses(typed("new%40folkmoot.example")).status == 303);
    auto const person = whose("new@folkmoot.example");
    REQUIRE(person);
    world.store.read([&](Read& read) {
        CHECK(!is_administrator(read, *person));
        CHECK(!belongs_to(read, *person, world.northmere));
        CHECK(!coordinates(read, *person, world.easthaven));
        CHECK(standing_in(read, *person, group)->role == groups::Role::member);
    });
}

TEST_CASE_FIXTURE(Inviting, "a form of another site, or of nobody says which, is not taken")
{
    invites("new@folkmoot.example");
    auto const body = typed("new%40folkmoot.example");
    CHECK(presses(body, {}).status == 403);
    CHECK(presses(body, {{"origin", "null"}}).status == 403);
    CHECK(presses(body, {{"origin", "https://evil.example"}}).status == 403);
    CHECK(presses(body, {ours, {"sec-fetch-site", "cross-site"}}).status == 403);
    CHECK(!whose("new@folkmoot.example"));
}

TEST_CASE_FIXTURE(Inviting, "of several who press at the same instant one comes in")
{
    invites("", true);
    std::vector<std::future<HttpAnswer>> answers;
    for (int i = 0; i < 8; ++i)
        answers.push_back(begins(
            request("POST", {ours}, typed("new" + std::to_string(i) + "%40folkmoot.example"))));
    int came_in = 0;
    for (auto& one : answers)
        came_in += one.get().status == 303 ? 1 : 0;
    CHECK(came_in == 1);
    int known = 0;
    for (int i = 0; i < 8; ++i)
        known += whose("new" + std::to_string(i) + "@folkmoot.example") ? 1 : 0;
    CHECK(known == 1);
}

TEST_CASE_FIXTURE(Inviting, "another address than the one it is for is refused, plainly")
{
    invites("new@folkmoot.example");
    auto const answer = presses(typed("other%40folkmoot.example"));
    CHECK(answer.status == 409);
    CHECK(contains(answer.body, "for new@folkmoot.example, and for no other address"));
    CHECK(!whose("other@folkmoot.example"));
}

TEST_CASE_FIXTURE(Inviting, "somebody else who is signed in is told so, and may sign out")
{
    invites("new@folkmoot.example");
    auto const anna = world.person("Anna", world.northmere);
    auto const cookie = signed_in(anna);
    auto const page = opens("GET", cookie);
    CHECK(contains(page.body, "You are signed in as Anna, and this invitation is for "
                              "new@folkmoot.example."));
    CHECK(presses(typed("new%40folkmoot.example"), cookie).status == 409);
    CHECK(!whose("new@folkmoot.example"));
    auto const out = presses("do=sign_out", cookie);
    CHECK(out.status == 303);
    CHECK(header(out, "Location") == "/invitations/" + secret);
    CHECK(contains(header(out, "Set-Cookie"), "Max-Age=0"));
    CHECK(contains(opens("GET", cookie).body, "Choose a password"));
}

TEST_CASE_FIXTURE(Inviting, "somebody with a sign-in proves it: by the cookie, or their password")
{
    auto const anna = world.person("Anna", world.northmere);
    gives_password(anna, password);
    invites(mail_of(anna));
    CHECK(contains(opens().body, "You have a sign-in here already."));
    CHECK(!contains(opens().body, "Choose a password"));
    SUBCASE("a wrong password")
    {
        auto const answer = presses("password=three+red+kettles&do=accept");
        CHECK(answer.status == 422);
        CHECK(contains(answer.body, "That is not the password for this address."));
        // Nor does it help to call oneself new, with a password of one's own.
        CHECK(presses("name=New&mail=" + mail_of(anna) + "&password=four+green+buckets" +
                      "&password_again=four+green+buckets&do=accept")
                  .status == 422);
        CHECK(opens().status == 200);
    }
    SUBCASE("the right one")
    {
        auto const answer = presses("password=three+blue+kettles&do=accept");
        CHECK(answer.status == 303);
        CHECK(header(answer, "Set-Cookie").starts_with("sid="));
        CHECK(anna.opens(group).value().role == Role::member);
    }
    SUBCASE("signed in")
    {
        auto const cookie = signed_in(anna);
        CHECK(contains(opens("GET", cookie).body, "You are signed in as Anna."));
        auto const answer = presses("do=accept", cookie);
        CHECK(answer.status == 303);
        CHECK(header(answer, "Set-Cookie").empty());
        CHECK(anna.opens(group).value().role == Role::member);
    }
}

TEST_CASE_FIXTURE(Inviting, "guessing a password by an invitation is throttled like signing in")
{
    auto const anna = world.person("Anna", world.northmere);
    gives_password(anna, password);
    invites(mail_of(anna));
    for (int i = 0; i < 10; ++i)
        CHECK(presses("password=three+red+kettles&do=accept").status == 422);
    CHECK(presses("password=three+blue+kettles&do=accept").status == 429);
    world.store.clock.pass(std::chrono::minutes{5});
    CHECK(presses("password=three+blue+kettles&do=accept").status == 303);
}

TEST_CASE_FIXTURE(Inviting,
                  "what cannot be taken is said beside its field, and what was typed stays")
{
    invites("", true);
    auto const answer =
        presses("name=Anna+%3CB%3E&mail=nothing&password=short&password_again=&do=accept");
    CHECK(answer.status == 422);
    CHECK(contains(answer.body, "value=\"Anna &lt;B&gt;\""));
    CHECK(contains(answer.body, "value=\"nothing\""));
    CHECK(
        contains(answer.body, "<a href=\"#mail\">Enter a mail address like name@example.org</a>"));
    CHECK(contains(answer.body, "The password needs at least 12 characters"));
    CHECK(!contains(answer.body, "\"short\""));
    CHECK(contains(presses("name=A&mail=a%40b.example&password=three+blue+kettles&do=accept").body,
                   "The two passwords are not the same"));
    CHECK(contains(presses("name=A&mail=a%40b.example&password=Password2026!&do=accept").body,
                   "too easy to guess"));
    CHECK(presses("name=%FF%00&mail=a%40b.example&password=three+blue+kettles&"
                  "password_again=three+blue+kettles&do=accept")
              .status == 422);
    CHECK(presses("name=A&name=B").status == 422);
    CHECK(presses(std::string(20'000, 'x')).status == 422);
    CHECK(opens().status == 200);
}

TEST_CASE_FIXTURE(Inviting, "an address that somebody has is not taken over by the operator's link")
{
    auto const anna = world.person("Anna", world.northmere);
    gives_password(anna, password);
    invites("", true);
    auto const answer = presses(typed(mail_of(anna)));
    CHECK(answer.status == 422);
    CHECK(contains(answer.body, "Somebody signs in with this address already."));
    CHECK(!world.store.read([&](Read& read) { return is_administrator(read, anna); }));
}

namespace {

struct HandedOver : Inviting {
    Somebody anna = with_password("Anna");
    std::string const unknown = "new@folkmoot.example";

    Somebody with_password(std::string name)
    {
        auto const who = world.person(std::move(name), world.easthaven);
        gives_password(who, password);
        return who;
    }
    /// What the page says, whoever's address it is.
    static std::string without(std::string text, std::string const& mail)
    {
        for (auto at = text.find(mail); at != std::string::npos; at = text.find(mail))
            text.erase(at, mail.size());
        return text;
    }
    std::string typed(std::string const& name, std::string const& mail, std::string const& word)
    {
        return "name=" + name + "&mail=" + mail + "&password=" + word + "&do=accept";
    }
};

} // namespace

TEST_CASE_FIXTURE(
    HandedOver,
    "a link that was handed over does not show whether somebody signs in with its address")
{
    auto const known = mail_of(anna);
    std::vector<std::string> pages;
    for (auto const& mail : {known, unknown}) {
        CAPTURE(mail);
        secret = server::fresh_secret(world.store.surroundings());
        hands_over(mail);
        auto const page = opens();
        CHECK(page.status == 200);
        std::string all = without(page.body, mail);
        for (auto const& body :
             {typed("", mail, "three+blue+kettles"), typed("Newcomer", mail, "short"),
              typed("Newcomer", mail, ""),
              typed("Newcomer", "other@folkmoot.example", "three+blue+kettles")}) {
            auto const answer = presses(body);
            all += std::to_string(answer.status) + without(answer.body, mail);
        }
        auto const at = all.find(secret);
        CHECK(at == std::string::npos); // or the two could not be compared
        pages.push_back(std::move(all));
    }
    CHECK(pages[0] == pages[1]);
}

TEST_CASE_FIXTURE(
    HandedOver, "by a link that was handed over a newcomer comes in with the password they choose")
{
    hands_over(unknown);
    CHECK(presses(typed("New+Person", unknown, "four+green+buckets")).status == 303);
    CHECK(whose(unknown));
}

TEST_CASE_FIXTURE(
    HandedOver,
    "by a link that was handed over somebody who is there comes in with their own password alone")
{
    auto const known = mail_of(anna);
    hands_over(known);
    auto const wrong = presses(typed("Anna", known, "four+green+buckets"));
    CHECK(wrong.status == 422);
    CHECK(contains(wrong.body, "That is not the password for this address."));
    CHECK(presses(typed("Another", known, "three+blue+kettles")).status == 303);
    CHECK(anna.opens(group).value().role == Role::member);
    CHECK(world.store.read([&](Read& read) { return me(read, anna.actor, {}).value().name; }) ==
          "Anna");
}

TEST_CASE_FIXTURE(HandedOver,
                  "who has a link without an address does not learn of many addresses who has them")
{
    invites("", true);
    std::vector<Somebody> people;
    for (int i = 0; i < 11; ++i)
        people.push_back(world.person("Person " + std::to_string(i), world.easthaven));
    auto const asks = [&](Somebody const& who) {
        return presses("name=Prober&mail=" + mail_of(who) +
                       "&password=three+blue+kettles&password_again=three+blue+kettles&do=accept")
            .status;
    };
    for (int i = 0; i < 10; ++i)
        CHECK(asks(people[static_cast<std::size_t>(i)]) == 422);
    CHECK(asks(people[10]) == 429);
    CHECK(presses("name=Prober&mail=" + unknown +
                  "&password=three+blue+kettles&password_again=three+blue+kettles&do=accept")
              .status == 429);
}

TEST_CASE_FIXTURE(Inviting, "a link that is unknown, run out or void says so and what to do")
{
    CHECK(opens().status == 404);
    CHECK(contains(opens().body, "may have been cut off when it was copied"));
    invites("new@folkmoot.example");
    world.store.clock.pass(std::chrono::hours{14 * 24});
    CHECK(opens().status == 410);
    CHECK(contains(opens().body, "has run out"));
    CHECK(presses(typed("new%40folkmoot.example")).status == 410);
    CHECK(!whose("new@folkmoot.example"));
}
