// Who may hear which feed from where, and entries told with their rows as they stand.

#include "tests/storage/world.hpp"

#include <map>

using namespace folkmoot::tests;
using enum feeds::EntryKind;
using Kinds = std::vector<feeds::EntryKind>;

namespace {

struct Room {
    World world;
    Somebody facilitator = world.person("Facilitator", world.northmere);
    GroupId group = world.group(facilitator, groups::Kind::by_invitation);
    FeedId feed = world.feeds(group).feed;
    FeedId desk = world.feeds(group).desk;

    SeatId seat(Somebody const& who) { return who.opens(group).value().own_seats.at(0).seat; }
};

std::vector<feeds::Followed> follows(Somebody const& who, std::vector<feeds::Cursor> cursors)
{
    return who.asks(follow_feeds, {.feeds = {std::move(cursors)}}).value().feeds;
}

std::string mention(Somebody const& who)
{
    return "[x](/people/" + to_string(who.person) + ")";
}

} // namespace

TEST_CASE("a right to a group's feed begins at the entry that gave the seat")
{
    Room room;
    room.facilitator.starts(room.group, "Before", "Not for you").value();
    auto const member = room.world.member(room.group, "Member", room.world.easthaven);
    room.facilitator.starts(room.group, "After", "For you").value();
    CHECK(member.hears(room.feed) == Kinds{member_joined, topic_started});
    auto const told = member.catches_up(room.feed).value();
    CHECK(told.entries[0].seat->name == "Member");
    CHECK(told.entries[0].number == 4);
    CHECK(told.entries[1].topic->title == "After");
    CHECK_FALSE(told.more);
}

TEST_CASE("a right that ended and began again tells nothing of the time between")
{
    Room room;
    auto const member = room.world.member(room.group, "Member", room.world.easthaven);
    room.facilitator.removes(room.seat(member)).value();
    room.facilitator.starts(room.group, "Meanwhile", "Not for you").value();
    CHECK(refusal(member.catches_up(room.feed)) == ErrorName::not_found);
    room.facilitator.adds(room.group, member).value();
    CHECK(member.hears(room.feed) == Kinds{member_joined});
}

TEST_CASE("long posts come in smaller pages, and none is left out")
{
    Room room;
    std::string const longest(post_characters_max, '"'); // six characters each in HTML
    for (int i = 0; i < 12; ++i) {
        room.facilitator.starts(room.group, "Long", longest).value();
    }
    Number after = 0;
    Number told = 1; // the group was made; the right began with the seat
    bool more = true;
    while (more) {
        auto const page = room.facilitator.catches_up(room.feed, after).value();
        REQUIRE_FALSE(page.entries.empty());
        std::size_t bytes = 0;
        for (auto const& entry : page.entries) {
            CHECK(entry.number == ++told);
            bytes += entry.post ? entry.post->html.size() : 0;
        }
        CHECK(bytes < 2 * told_bytes_max);
        after = told;
        more = page.more;
    }
    CHECK(told == follows(room.facilitator, {{.feed = room.feed}}).at(0).last);
}

TEST_CASE("a right goes on while one seat follows another")
{
    Room room;
    auto const member = room.world.member(room.group, "Member", room.world.easthaven);
    auto const first = room.seat(member);
    room.facilitator.starts(room.group, "Then", "For the first seat").value();
    room.world.seat(room.group, member, room.world.union_learning);
    member.removes(first).value();
    CHECK(member.hears(room.feed) ==
          Kinds{member_joined, topic_started, member_joined, member_left});
}

TEST_CASE("an open group's feed is heard from its beginning by everybody but guests")
{
    Room room;
    auto const open = room.world.group(room.facilitator, groups::Kind::open, "Open");
    auto const feed = room.world.feeds(open).feed;
    auto const reader = room.world.person("Reader", room.world.easthaven);
    auto const guest =
        room.world.member(room.group, "Guest", room.world.union_learning, Role::guest);
    CHECK(reader.hears(feed) == Kinds{group_made, member_joined});
    CHECK(refusal(guest.catches_up(feed)) == ErrorName::not_found);
    room.facilitator.adds(open, guest, Role::guest).value();
    CHECK(guest.hears(feed) == Kinds{member_joined});
}

TEST_CASE("a person's feed is theirs alone, a desk's is the facilitators'")
{
    Room room;
    auto const member = room.world.member(room.group, "Member", room.world.easthaven);
    CHECK(refusal(room.facilitator.catches_up(member.feed())) == ErrorName::not_found);
    CHECK(refusal(room.world.administrator().catches_up(member.feed())) == ErrorName::not_found);
    CHECK(member.catches_up(member.feed()).has_value());
    CHECK(refusal(member.catches_up(room.desk)) == ErrorName::not_found);
    CHECK(room.facilitator.catches_up(room.desk).has_value());
    CHECK(refusal(member.catches_up(FeedId{})) == ErrorName::not_found);
}

TEST_CASE("the network's feed is not for guests, an authority's is for its people")
{
    Room room;
    auto const guest =
        room.world.member(room.group, "Guest", room.world.union_learning, Role::guest);
    CHECK(refusal(guest.catches_up(room.world.network.feed)) == ErrorName::not_found);
    CHECK(room.facilitator.catches_up(room.world.network.feed).has_value());
    auto const northmere = room.world.store.read([&](Read& read) {
        return *read.row<FeedId>(R"sql(SELECT feed FROM authorities WHERE id = $1)sql",
                                 room.world.northmere);
    });
    CHECK(room.facilitator.hears(northmere) == Kinds{authority_made, affiliation_given});
    CHECK(refusal(guest.catches_up(northmere)) == ErrorName::not_found);
}

TEST_CASE("a mention in a group one has left tells neither the post nor its author")
{
    Room room;
    auto const member = room.world.member(room.group, "Member", room.world.easthaven);
    room.facilitator.starts(room.group, "Secret", mention(member)).value();
    REQUIRE(member.own_entries().at(0).post);
    member.removes(room.seat(member)).value();
    auto const told = member.own_entries().at(0);
    CHECK(told.kind == mentioned);
    CHECK_FALSE(told.post);
    CHECK_FALSE(told.topic);
    CHECK_FALSE(told.by);
}

TEST_CASE("entries come two hundred a page, and say that more follow")
{
    Room room;
    auto const topic = room.facilitator.starts(room.group, "Long", "Text").value().topic;
    for (int number = 0; number < 200; ++number) {
        room.facilitator.replies(topic, "More").value();
    }
    auto const first = room.facilitator.catches_up(room.feed).value();
    CHECK(first.entries.size() == 200);
    CHECK(first.more);
    auto const rest = room.facilitator.catches_up(room.feed, first.entries.back().number).value();
    CHECK(rest.entries.size() == 2);
    CHECK_FALSE(rest.more);
}

TEST_CASE("following feeds leaves out those one may not read, as if they did not exist")
{
    Room room;
    auto const outsider = room.world.person("Outsider", room.world.easthaven);
    auto const followed = follows(
        outsider,
        {{room.feed, {}}, {FeedId{}, {}}, {outsider.feed(), {}}, {room.world.network.feed, 2}});
    REQUIRE(followed.size() == 2);
    CHECK(followed[0].feed == outsider.feed());
    CHECK(followed[0].last == 0);
    CHECK(followed[1].last == 6);
    CHECK_FALSE(followed[1].afresh);
}

TEST_CASE("who is too far behind, ahead of the feed, or had no right between starts afresh")
{
    Room room;
    auto const member = room.world.member(room.group, "Member", room.world.easthaven);
    auto const afresh = [&](Somebody const& who, FeedId feed, Number after) {
        return follows(who, {{feed, after}}).at(0).afresh;
    };
    CHECK_FALSE(afresh(member, room.feed, 2)); // the entry that gave the seat is the third
    CHECK(afresh(member, room.feed, 1));
    CHECK(afresh(member, room.feed, 4));
    room.world.store.change([&](Change& change) {
        change.run(R"sql(UPDATE feeds SET last_number = 5003 WHERE id = $1)sql", room.feed);
    });
    CHECK_FALSE(afresh(member, room.feed, 3));
    CHECK(afresh(member, room.feed, 2));
}

TEST_CASE("an ended sign-in hears nothing, whoever's it was")
{
    Room room;
    auto const sees = [&] {
        return room.world.store.read([&](Read& read) {
            return right_begins(read, room.facilitator.actor, room.feed).has_value();
        });
    };
    CHECK(sees());
    room.world.store.change(
        [&](Change& change) { end_sign_in(change, room.facilitator.actor.sign_in); });
    CHECK_FALSE(sees());
}

// --- how far feeds are, and how often rights to them were narrowed -------------------------------

TEST_CASE("how far many feeds are is told of each that exists, once")
{
    Room room;
    std::vector<FeedId> asked{FeedId{}, room.feed, room.desk, room.feed};
    for (int i = 0; i < 130; ++i) {
        asked.push_back(room.world.person("Somebody", std::nullopt).feed());
    }
    room.facilitator.starts(room.group, "News", "Text").value();
    auto const now = room.world.store.read([&](Read& read) { return feeds_now(read, asked); });
    std::map<FeedId, FeedNow> found;
    for (auto const& one : now) {
        CHECK((one.feed == room.feed || found.count(one.feed) == 0));
        found.insert_or_assign(one.feed, one);
    }
    CHECK(found.size() == 132);
    CHECK(found[room.feed].last == 3);
    CHECK(found[room.feed].rights == 0);
    CHECK(found.count(FeedId{}) == 0);
    CHECK(room.world.store.read([&](Read& read) { return feeds_now(read, {}); }).empty());
}

TEST_CASE("each narrowing of rights to a feed is counted in it, and no widening is")
{
    Room room;
    auto const counted = [&](FeedId feed) {
        return room.world.store.read([&](Read& read) { return rights_of(read, feed); });
    };
    auto const member = room.world.member(room.group, "Member", room.world.easthaven);
    auto const second = room.world.member(room.group, "Second", room.world.easthaven);
    CHECK(counted(room.feed) == 0);

    SUBCASE("the end of a seat")
    {
        member.removes(room.seat(member)).value();
        CHECK(counted(room.feed) == 1);
        room.facilitator.adds(room.group, member).value();
        CHECK(counted(room.feed) == 1);
        second.removes(room.seat(second)).value();
        CHECK(counted(room.feed) == 2);
        CHECK(counted(room.desk) == 0);
    }
    SUBCASE("a facilitator who becomes a member leaves the desk alone")
    {
        room.facilitator.sets_role(room.seat(member), Role::facilitator).value();
        CHECK(counted(room.desk) == 0);
        room.facilitator.sets_role(room.seat(member), Role::member).value();
        CHECK(counted(room.desk) == 1);
        CHECK(counted(room.feed) == 0);
    }
    SUBCASE("one seat of two ends nothing")
    {
        room.world.seat(room.group, member, room.world.union_learning);
        member.removes(room.seat(member)).value();
        CHECK(counted(room.feed) == 0);
    }
    SUBCASE("a group that is open no more, and one that is archived and reopened")
    {
        auto const open = room.world.group(room.facilitator, groups::Kind::open, "Open");
        auto const feed = room.world.feeds(open).feed;
        auto const becomes = [&](groups::Kind kind) {
            room.facilitator
                .asks(may_manage_group, open, change_group,
                      {.group = open,
                       .revision = room.facilitator.opens(open).value().revision,
                       .name = {"Open"},
                       .kind = kind})
                .value();
        };
        becomes(groups::Kind::by_request);
        CHECK(counted(feed) == 1);
        becomes(groups::Kind::by_invitation);
        becomes(groups::Kind::open);
        CHECK(counted(feed) == 1);
        room.facilitator.archives(open).value(); // it stays readable
        room.facilitator.archives(open, false).value();
        CHECK(counted(feed) == 1);
    }
    SUBCASE("the end of a sign-in, in its person's own feed")
    {
        room.world.store.change([&](Change& change) { end_sign_in(change, member.actor.sign_in); });
        CHECK(counted(member.feed()) == 1);
        room.world.store.change([&](Change& change) { end_sign_in(change, member.actor.sign_in); });
        CHECK(counted(member.feed()) == 1);
        CHECK(counted(room.feed) == 0);
    }
    SUBCASE("the end of a person, in everything they could read")
    {
        auto const own = member.feed();
        room.world.store.change([&](Change& change) { end_person(change, member); });
        CHECK(counted(own) > 0);
        CHECK(counted(room.feed) == 1);
        CHECK(counted(room.world.network.feed) == 1);
        CHECK(counted(second.feed()) == 0);
    }
}
