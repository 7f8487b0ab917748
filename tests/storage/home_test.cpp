// The first page: what waits, and what happened since one was here.

#include "storage/library.hpp"
#include "tests/storage/world.hpp"

using namespace folkmoot::tests;

namespace {

struct Home {
    World world;
    Somebody facilitator = world.person("Facilitator", world.northmere);
    GroupId group = world.group(facilitator, groups::Kind::by_request, "Measures");
    Somebody reader = world.member(group, "Reader", world.easthaven);

    home::Page page(Somebody const& who) { return who.asks(home_page).value(); }
    std::string mention(Somebody const& who)
    {
        return "[Reader](/people/" + to_string(who.person) + ")";
    }

    library::ResourceAdded puts_in(Somebody const& who, std::string title)
    {
        return who
            .asks(may_write_in_group, group, add_resource,
                  {.group = group,
                   .title = {std::move(title)},
                   .kind = library::ResourceKind::toolkit,
                   .language = {"en-GB"},
                   .link = Link{"https://northmere.example/1"}})
            .value();
    }
    void releases(Somebody const& who, library::ResourceAdded const& added)
    {
        who.asks(may_release_version, added.version, release_version,
                 {.version = added.version, .revision = 1})
            .value();
    }
    void has_seen_the_library(Somebody const& who, Number entry)
    {
        who.asks(may_read_group, group, mark_library_seen, {.group = group, .entry = entry})
            .value();
    }
    /// "Title" of what was put in, "Title 1" of what was released, with bars between them.
    std::string news(Somebody const& who)
    {
        auto const home = page(who);
        std::string news;
        for (auto const& one : home.groups.at(0).library) {
            news += (news.empty() ? "" : "|") + one.title;
            news += one.released ? " " + std::to_string(*one.released) : "";
        }
        return news;
    }
};

} // namespace

TEST_CASE("home shows the groups one sits in, with the latest unread topics and how they go on")
{
    Home home;
    home.world.group(home.facilitator, groups::Kind::open, "Not mine");
    for (int number = 1; number <= 6; ++number) {
        home.facilitator.starts(home.group, std::to_string(number), "First").value();
    }
    auto const last = home.facilitator.starts(home.group, "7", "First").value().topic;
    home.facilitator.replies(last, "And **more** of it").value();

    auto const page = home.page(home.reader);
    REQUIRE(page.groups.size() == 1);
    auto const& group = page.groups[0];
    CHECK(group.group.name == "Measures");
    CHECK(group.group.unread == 8);
    CHECK(group.feed == home.world.feeds(home.group).feed);
    CHECK_FALSE(group.desk);
    CHECK_FALSE(group.since);
    CHECK(group.entry == 11);
    REQUIRE(group.topics.size() == 5);
    CHECK(group.topics[0].topic.title == "7");
    CHECK(group.topics[0].unread == 2);
    CHECK(group.topics[0].read_up_to == 0);
    CHECK(group.topics[0].excerpt == "And more of it");
    CHECK(group.topics[4].topic.title == "3");
    CHECK(home.page(home.facilitator).groups.size() == 2);
}

TEST_CASE("home remembers when one last read in a group, and leaves out what is read or muted")
{
    Home home;
    auto const first = home.facilitator.starts(home.group, "First", "Text").value().topic;
    auto const second = home.facilitator.starts(home.group, "Second", "Text").value().topic;
    home.world.store.clock.pass(std::chrono::hours{1});
    home.reader.has_read(first, 1).value();
    auto page = home.page(home.reader);
    CHECK(page.groups[0].since == home.world.store.clock.now());
    REQUIRE(page.groups[0].topics.size() == 1);
    CHECK(page.groups[0].topics[0].topic.title == "Second");
    home.reader.follows(second, forum::Following::mute).value();
    CHECK(home.page(home.reader).groups[0].topics.empty());
    CHECK(home.page(home.reader).groups[0].group.unread == 0);
}

TEST_CASE("home shows mentions in posts one has not read, where one may still read them")
{
    Home home;
    auto const topic =
        home.facilitator.starts(home.group, "Measures", home.mention(home.reader)).value().topic;
    auto const mentions = home.page(home.reader).mentions;
    REQUIRE(mentions.size() == 1);
    CHECK(mentions[0].by.name == "Facilitator");
    CHECK(mentions[0].topic == topic);
    CHECK(mentions[0].title == "Measures");
    CHECK(mentions[0].number == 1);

    SUBCASE("read")
    {
        home.reader.has_read(topic, 1).value();
        CHECK(home.page(home.reader).mentions.empty());
    }
    SUBCASE("deleted")
    {
        home.facilitator.deletes(home.facilitator.looks_at(topic).value().posts[0].post).value();
        CHECK(home.page(home.reader).mentions.empty());
    }
    SUBCASE("left")
    {
        home.reader.removes(home.reader.opens(home.group).value().own_seats[0].seat).value();
        CHECK(home.page(home.reader).mentions.empty());
        CHECK(home.page(home.reader).groups.empty());
    }
}

TEST_CASE("home shows a facilitator the desks where something waits, and everybody their drafts")
{
    Home home;
    CHECK(home.page(home.facilitator).desks.empty());
    home.world.person("Asker", home.world.easthaven).asks_to_join(home.group).value();
    auto const post = home.facilitator.starts(home.group, "Measures", "Text").value().post;
    home.reader.reports(post, "Why?").value();
    home.reader.drafts({.group = home.group}, "Later").value();
    auto const desks = home.page(home.facilitator).desks;
    REQUIRE(desks.size() == 1);
    CHECK(desks[0].join_requests == 1);
    CHECK(desks[0].reports == 1);
    CHECK(home.page(home.facilitator).groups[0].desk == home.world.feeds(home.group).desk);
    CHECK(home.page(home.reader).desks.empty());
    REQUIRE(home.page(home.reader).drafts.size() == 1);
    CHECK(home.page(home.reader).drafts[0].text == "Later");
}

TEST_CASE("home shows what others put into a library or released there, each resource once")
{
    Home home;
    CHECK(home.news(home.reader) == "");
    auto const toolkit = home.puts_in(home.facilitator, "Toolkit");
    home.puts_in(home.facilitator, "Guide");
    CHECK(home.news(home.reader) == "Guide|Toolkit");
    CHECK(home.news(home.facilitator) == "");
    home.world.store.clock.pass(std::chrono::hours{1});
    home.releases(home.facilitator, toolkit);
    CHECK(home.news(home.reader) == "Toolkit 1|Guide");
    auto const newest = home.page(home.reader).groups[0].library[0];
    CHECK(newest.resource == toolkit.resource);
    CHECK(newest.kind == library::ResourceKind::toolkit);
    CHECK(newest.by.name == "Facilitator");
    CHECK(newest.by.authority_name == "Northmere");
    CHECK(newest.at == home.world.store.clock.now());
    for (int number = 1; number <= 6; ++number) {
        home.puts_in(home.facilitator, "More");
    }
    CHECK(home.news(home.reader) == "More|More|More|More|More");
}

TEST_CASE("home leaves out of a library what one has seen there, and looking never goes back")
{
    Home home;
    home.puts_in(home.facilitator, "Toolkit");
    auto const seen = home.page(home.reader).groups[0].entry;
    home.puts_in(home.facilitator, "Guide");
    home.has_seen_the_library(home.reader, seen);
    CHECK(home.news(home.reader) == "Guide");
    home.has_seen_the_library(home.reader, 1'000'000);
    CHECK(home.news(home.reader) == "");
    home.has_seen_the_library(home.reader, 0);
    CHECK(home.news(home.reader) == "");
    home.puts_in(home.facilitator, "Form");
    CHECK(home.news(home.reader) == "Form");             // no further than there was
    CHECK_FALSE(home.page(home.reader).groups[0].since); // looking there is not reading the forum
    home.reader.has_read_all(home.group).value();
    CHECK(home.news(home.reader) == "");
}

TEST_CASE("home shows nothing of a library from before one came, nor what was removed")
{
    Home home;
    auto const toolkit = home.puts_in(home.facilitator, "Toolkit");
    auto const late = home.world.member(home.group, "Late", home.world.easthaven);
    CHECK(home.news(late) == "");
    home.releases(home.facilitator, toolkit);
    CHECK(home.news(late) == "Toolkit 1");
    home.facilitator
        .asks(may_remove_version, toolkit.version, remove_version,
              {.version = toolkit.version, .why = {"A mistake"}})
        .value();
    CHECK(home.news(late) == "");
    CHECK(home.news(home.reader) == "");
}
