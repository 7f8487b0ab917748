#include "server/demo.hpp"
#include "server/demo_content.hpp"
#include "storage/library.hpp"
#include "tests/storage/world.hpp"

#include <algorithm>

using namespace folkmoot;
using namespace folkmoot::tests;
namespace content = folkmoot::server::demo;

namespace {

constexpr std::int64_t day = 24LL * 3600 * 1'000'000;
// Monday 2 November 2026, half past midnight: the least comfortable moment for "today".
Instant const monday{1'793'579'400'000'000};

/// Made once: nothing in these tests changes it but by signing in.
struct Demo {
    Demo()
    {
        RepeatedRandomness randomness;
        server::make_demo({.folder = folder.path() / "data"}, "", monday,
                          [&](std::span<std::uint8_t> bytes) { randomness.fill(bytes); });
        store = std::make_unique<Store>(
            Store::Options{.place = {.folder = folder.path() / "data"},
                           .log = [](std::string_view) {}},
            Surroundings{[] { return monday; },
                         [this](std::span<std::uint8_t> bytes) { randomness_.fill(bytes); }});
    }
    template <class Work>
    auto read(Work work)
    {
        using Given = std::invoke_result_t<Work&, Read&>;
        return store->read_now<Given>([&](Read& read) -> Result<Given> { return work(read); })
            .value();
    }
    /// Signed in.
    Actor actor(std::string_view person)
    {
        return store
            ->change_now<Actor>([&](Change& change) -> Result<Actor> {
                auto const id =
                    person_with_mail(change, Mail{std::string{person} + ".example"}).value();
                NewSignIn sign_in{.person = id, .expires_at = Instant{monday.microseconds + day}};
                sign_in.secret[0] = ++sign_ins_;
                return Actor{id, begin_sign_in(change, sign_in)};
            })
            .value();
    }
    home::Page home(std::string_view person)
    {
        auto const who = actor(person);
        return read([&](Read& read) { return home_page(read, who, {}).value(); });
    }

    TemporaryFolder folder;
    std::unique_ptr<Store> store;

private:
    RepeatedRandomness randomness_{2};
    std::uint8_t sign_ins_ = 0;
};

bool contains_placeholder(std::string_view text)
{
    return text.find("{@") != text.npos;
}

Demo& demo()
{
    static Demo made;
    return made;
}

} // namespace

TEST_CASE("working days before a Monday begin with the Friday")
{
    CHECK(server::working_day_before(monday, 1) ==
          Instant{monday.microseconds / day * day - 3 * day});
    CHECK(server::working_day_before(monday, 5) ==
          Instant{monday.microseconds / day * day - 7 * day});
    CHECK(server::working_day_before(monday, 6) ==
          Instant{monday.microseconds / day * day - 10 * day});
}

TEST_CASE("everybody in the demonstration network has something unread, and the guests too")
{
    for (auto const& person : content::people()) {
        CAPTURE(person.key);
        auto const page = demo().home(person.key);
        Count unread = 0;
        for (auto const& group : page.groups)
            unread += group.group.unread;
        if (person.administrator) // manages people and groups, and sits in none
            CHECK(page.groups.empty());
        else
            CHECK(unread > 0);
    }
}

TEST_CASE("a facilitator finds what waits at their desks")
{
    auto const desks = demo().home("skills.adviser@employers").desks;
    Count requests = 0;
    Count reports = 0;
    for (auto const& desk : desks) {
        requests += desk.join_requests;
        reports += desk.reports;
    }
    CHECK(requests == 1);
    CHECK(reports == 1);
    CHECK(demo().home("skills.lead@northmere").drafts.size() == 1);
}

TEST_CASE("what happened ran in order, through weeks of working days, up to now")
{
    auto const who = demo().actor("learning.adviser@employers");
    auto const groups = demo().read([&](Read& read) { return groups_list(read, who, {}).value(); });
    CHECK(groups.groups.size() == 3);
    for (auto const& group : groups.groups) {
        auto const page = demo().read(
            [&](Read& read) { return group_page(read, who, {.group = group.group}).value(); });
        CHECK(page.topics == 8);
        auto const entries = demo().read([&](Read& read) {
            return entries_between(read, page.feed, 0, 1'000'000, 1'000'000).entries;
        });
        CHECK(std::ranges::is_sorted(entries, {}, &feeds::Entry::at));
        CHECK(entries.front().at < Instant{monday.microseconds - 30 * day});
        CHECK(entries.back().at > Instant{monday.microseconds - day});
        CHECK(entries.back().at <= monday);
    }
}

TEST_CASE("the demonstration network shows what the forum can do")
{
    auto const who = demo().actor("skills.lead@northmere");
    int mentioned = 0;
    int tables = 0;
    auto const groups = demo().read([&](Read& read) { return groups_list(read, who, {}).value(); });
    for (auto const& group : groups.groups) {
        if (!group.role)
            continue;
        auto const list = demo().read(
            [&](Read& read) { return topics_of(read, who, {.group = group.group}).value(); });
        auto const has = [&](auto member) { return std::ranges::any_of(list.topics, member); };
        CHECK(list.topics.front().pinned);
        CHECK(has([](auto const& topic) { return topic.answer.has_value(); }));
        for (auto const& topic : list.topics) {
            auto const page = demo().read(
                [&](Read& read) { return topic_page(read, who, {.topic = topic.topic}).value(); });
            for (auto const& post : page.posts) {
                CHECK(!contains_placeholder(post.html));
                mentioned += post.html.find("class=\"mention\"") != std::string::npos ? 1 : 0;
                tables += post.html.find("<table") != std::string::npos ? 1 : 0;
            }
        }
    }
    CHECK(mentioned >= 5);
    CHECK(tables >= 2);
}

TEST_CASE(
    "the demonstration library shows what is current, superseded, a draft, and due for review")
{
    auto const who = demo().actor("skills.adviser@employers");
    auto const groups = demo().read([&](Read& read) { return groups_list(read, who, {}).value(); });
    auto const impact =
        std::ranges::find(groups.groups, "Impact measures and evaluation", &groups::GroupRow::name);
    REQUIRE(impact != groups.groups.end());
    Day const today{monday.microseconds / day};
    auto const list = [&](std::optional<Day> review_by) {
        return demo().read([&](Read& read) {
            return resources_of(read, who, {.group = impact->group, .review_by = review_by})
                .value()
                .resources;
        });
    };
    REQUIRE(list({}).size() == 2);
    CHECK(list(today).size() == 1);
    auto const page = demo().read(
        [&](Read& read) { return resource_page(read, who, {list({}).front().resource}).value(); });
    REQUIRE(page.versions.size() == 3);
    CHECK(page.versions[0].state == library::VersionState::draft);
    CHECK(page.versions[1].state == library::VersionState::current);
    CHECK(page.versions[1].number == 2);
    CHECK(page.versions[2].state == library::VersionState::superseded);
}

TEST_CASE("what is written in the demonstration network keeps the protocol's limits")
{
    for (auto const& group :
         {content::impact_group(), content::digital_group(), content::representatives_group()})
        for (auto const& topic : group.topics) {
            CAPTURE(topic.title);
            CHECK(topic.title.size() <= Title::characters_max);
            CHECK(topic.labels.size() <= forum::topic_labels_max);
            CHECK(topic.posts.size() >= 3);
            CHECK(std::ranges::is_sorted(topic.posts, [](auto const& a, auto const& b) {
                auto const key = [](content::When when) {
                    return std::pair{-when.working_days_ago,
                                     when.working_days_ago == 0 ? -when.minutes : when.minutes};
                };
                return key(a.when) < key(b.when);
            }));
            for (auto const& post : topic.posts)
                CHECK(post.text.size() <= post_characters_max);
        }
    for (auto const& resource : content::resources()) {
        CAPTURE(resource.title);
        CHECK(resource.title.size() <= Title::characters_max);
        CHECK(resource.summary.size() <= library::Summary::characters_max);
        CHECK(resource.labels.size() <= library::resource_labels_max);
        for (auto const& version : resource.versions)
            CHECK(looks_like_link(version.link));
    }
}
