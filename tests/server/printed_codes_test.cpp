// The page /v/CODE: whether what somebody holds in their hand is the current version.

#include "server/printed_codes.hpp"
#include "storage/library.hpp"
#include "tests/server/doors_scene.hpp"

using namespace folkmoot;
using namespace folkmoot::tests;
using server::HttpAnswer;

namespace {

struct Printed : Doors {
    Somebody lead = world.person("Skills lead", world.northmere);
    GroupId group = world.group(lead, groups::Kind::by_invitation);
    library::ResourceAdded added = lead.asks(may_write_in_group, group, add_resource,
                                             {.group = group,
                                              .title = {"Induction"},
                                              .language = {"en-GB"},
                                              .link = Link{"https://northmere.example/1"}})
                                       .value();
    server::Site site{
        dispatch, world.store.store(), {.network_name = "Vale", .public_url = "", .port = 8080}};

    void release(VersionId version, Revision revision)
    {
        lead.asks(may_release_version, version, release_version,
                  {.version = version, .revision = revision})
            .value();
    }
    HttpAnswer opens(std::string const& code, std::string method = "GET",
                     std::string address = "192.0.2.7", std::string const& secret = {})
    {
        std::vector<std::pair<std::string, std::string>> headers{{"host", "localhost:8080"}};
        if (!secret.empty())
            headers.emplace_back("authorization", "Bearer " + secret);
        std::promise<HttpAnswer> promise;
        site.answer({.method = std::move(method),
                     .target = "/v/" + code,
                     .body = {},
                     .headers = std::move(headers),
                     .address = std::move(address)},
                    [&](HttpAnswer answer) { promise.set_value(std::move(answer)); });
        return promise.get_future().get();
    }
    std::string code() const { return to_string(code_of(added.version)); }
};

} // namespace

TEST_CASE_FIXTURE(Printed, "whoever holds a code is told whether it is current, and nothing else")
{
    release(added.version, 1);
    auto const current = opens(code());
    CHECK(current.status == 200);
    CHECK(contains(current.body, "This is the current version"));
    CHECK(!contains(current.body, "<script"));
    auto const next =
        lead.asks(may_add_version, added.resource, add_version,
                  {.resource = added.resource, .link = Link{"https://northmere.example/2"}})
            .value();
    release(next.version, 2);
    auto const superseded = opens(code());
    CHECK(superseded.status == 200);
    CHECK(contains(superseded.body, "This version has been superseded"));
    for (auto const* told : {"Induction", "Skills lead", "northmere", "/resources/", "version 1"})
        CHECK(!contains(superseded.body, told));
    CHECK(opens(code(), "HEAD").status == 200);
    CHECK(opens(code(), "POST").status == 405);
}

TEST_CASE_FIXTURE(Printed, "who may read the version finds the way to it")
{
    release(added.version, 1);
    auto const resource = "/resources/" + to_string(added.resource);
    auto const stranger = world.person("Stranger", world.easthaven);
    CHECK(
        contains(opens(code(), "GET", "192.0.2.7", secret_of(lead, people::SignInKind::token)).body,
                 resource));
    CHECK(!contains(
        opens(code(), "GET", "192.0.2.7", secret_of(stranger, people::SignInKind::token)).body,
        resource));
}

TEST_CASE_FIXTURE(Printed, "a draft's code, one that was never given and a wrong one answer alike")
{
    auto const draft = opens(code());
    CHECK(draft.status == 404);
    CHECK(opens("0000-0000").body == draft.body);
    CHECK(opens("0000-0001").body == draft.body);
    CHECK(opens("").body == draft.body);
    CHECK(opens("%3Cscript%3E").body == draft.body);
}

TEST_CASE_FIXTURE(Printed, "who tries many codes that were never given has to wait; others do not")
{
    release(added.version, 1);
    for (std::uint64_t guess = 1; guess <= server::Throttle::tries_per_address; ++guess)
        CHECK(opens(to_string(VersionCode{guess})).status == 404);
    CHECK(opens(code()).status == 429);
    CHECK(opens(code(), "GET", "198.51.100.7").status == 200);
}

TEST_CASE_FIXTURE(Printed, "a code that is good is asked about as often as people like")
{
    release(added.version, 1);
    for (std::size_t time = 0; time <= server::Throttle::tries_per_address; ++time)
        CHECK(opens(code()).status == 200);
}
