// Groups, seats, requests and labels.

#include "tests/storage/world.hpp"

using namespace folkmoot::tests;
using enum feeds::EntryKind;
using Kinds = std::vector<feeds::EntryKind>;

namespace {

std::vector<std::string> names(Somebody const& who)
{
    std::vector<std::string> names;
    for (auto const& group : who.asks(groups_list).value().groups) {
        names.push_back(group.name);
    }
    return names;
}
using Names = std::vector<std::string>;

std::vector<FeedId> feeds_told(std::vector<RightChange> const& changes, RightChange::Kind kind)
{
    std::vector<FeedId> feeds;
    for (auto const& change : changes) {
        if (change.kind == kind) {
            feeds.push_back(change.feed.value());
        }
    }
    return feeds;
}
using Feeds = std::vector<FeedId>;

/// A facilitator with a group by invitation.
struct Room {
    explicit Room(groups::Kind kind = groups::Kind::by_invitation)
        : facilitator(world.person("Facilitator", world.northmere)),
          group(world.group(facilitator, kind)), feeds(world.feeds(group))
    {
    }
    SeatId own_seat(Somebody const& who) { return who.opens(group).value().own_seats.at(0).seat; }

    World world;
    Somebody facilitator;
    GroupId group;
    GroupFeeds feeds;
};

} // namespace

TEST_CASE(
    "who makes a group sits in it as facilitator; facilitators and administrators make groups")
{
    Room room;
    auto const& world = room.world;
    auto const nobody = room.world.person("Member", world.easthaven);
    CHECK(nobody.refused(may_join, room.group) == ErrorName::not_found);
    groups::MakeGroup request{.name = {"Digital inclusion"}};
    CHECK(refusal(nobody.makes(request)) == ErrorName::forbidden);
    auto const made = room.facilitator.makes(request).value().group;
    CHECK(room.facilitator.opens(made).value().role == Role::facilitator);
    CHECK(room.facilitator.hears(room.world.feeds(made).feed) == Kinds{member_joined});
    request.authority = world.easthaven;
    CHECK(field_of_refusal(room.facilitator.makes(request)) == "authority");
}

TEST_CASE("a group is listed for those who may know of it")
{
    Room room;
    auto& world = room.world;
    world.group(room.facilitator, groups::Kind::open, "an open one");
    world.group(room.facilitator, groups::Kind::by_request, "By request");
    auto const outsider = world.person("Outsider", world.easthaven);
    auto const guest = world.member(room.group, "Guest", world.union_learning, Role::guest);
    CHECK(names(room.facilitator) == Names{"an open one", "By request", "Measures"});
    CHECK(names(outsider) == Names{"an open one", "By request"});
    CHECK(names(world.administrator()) == Names{"an open one", "By request", "Measures"});
    CHECK(names(guest) == Names{"Measures"});
    CHECK(refusal(outsider.opens(room.group)) == ErrorName::not_found);
    CHECK(refusal(outsider.opens(GroupId{})) == ErrorName::not_found);
}

TEST_CASE("a group by request shows outsiders its name, purpose and facilitators, and no count")
{
    Room room(groups::Kind::by_request);
    room.facilitator.adds_label(room.group, "Evidence").value();
    room.facilitator.starts(room.group, "Measures", "What?").value();
    auto const outsider = room.world.person("Outsider", room.world.easthaven);
    auto const page = outsider.opens(room.group).value();
    CHECK(page.name == "Measures");
    REQUIRE(page.facilitators.size() == 1);
    CHECK(page.facilitators[0].name == "Facilitator");
    CHECK_FALSE(page.reads);
    CHECK(page.labels.empty());
    CHECK(page.members + page.guests + page.authorities + page.topics + page.waiting == 0);
    CHECK_FALSE(page.desk);
    auto const row = outsider.asks(groups_list).value().groups.at(0);
    CHECK(row.members + row.authorities + row.unread == 0);
}

TEST_CASE("an administrator sees who sits in a group and reads nothing until they take a seat")
{
    Room room;
    auto const topic = room.facilitator.starts(room.group, "Measures", "What?").value();
    auto const administrator = room.world.administrator();
    auto const page = administrator.opens(room.group).value();
    CHECK(page.members == 1);
    CHECK(page.topics == 0);
    CHECK_FALSE(page.reads);
    CHECK(administrator.asks(may_see_seats, room.group, members_of, {.group = room.group})
              .value()
              .seats.size() == 1);
    CHECK(administrator.refused(may_read_group, room.group) == ErrorName::forbidden);
    CHECK(administrator.refused(may_read_topic, topic.topic) == ErrorName::not_found);
    CHECK(administrator.refused(may_read_feed, room.feeds.feed) == ErrorName::not_found);

    room.world.store.change(
        [&](Change& change) { affiliate(change, administrator, room.world.northmere, false); });
    CHECK(administrator.adds(room.group, administrator).has_value());
    CHECK(room.facilitator.hears(room.feeds.feed).back() == member_joined); // the group sees it
    CHECK(administrator.looks_at(topic.topic).has_value());
}

TEST_CASE("an open group is joined, for an authority one belongs to, once for each")
{
    Room room(groups::Kind::open);
    auto const lead = room.world.person("Skills lead", room.world.easthaven);
    CHECK(field_of_refusal(lead.joins(room.group, room.world.northmere)) == "authority");
    auto const seat = lead.joins(room.group).value().seat;
    CHECK(room.own_seat(lead) == seat);
    CHECK(refusal(lead.joins(room.group)) == ErrorName::conflict);
    room.world.store.change(
        [&](Change& change) { affiliate(change, lead, room.world.northmere, false); });
    CHECK(lead.joins(room.group, room.world.northmere).has_value());
    auto const page = room.facilitator.opens(room.group).value();
    CHECK(page.members == 2);
    CHECK(page.authorities == 2);
    auto const nowhere = room.world.person("Nobody's", std::nullopt);
    CHECK(field_of_refusal(nowhere.joins(room.group)) == "authority");
}

TEST_CASE("only open groups are joined, and only groups by request are asked")
{
    Room by_request(groups::Kind::by_request);
    auto const lead = by_request.world.person("Skills lead", by_request.world.easthaven);
    CHECK(refusal(lead.joins(by_request.group)) == ErrorName::forbidden);
    Room open(groups::Kind::open);
    auto const rep = open.world.person("Rep", open.world.union_learning);
    CHECK(refusal(rep.asks_to_join(open.group)) == ErrorName::forbidden);
    Room closed;
    auto const other = closed.world.person("Other", closed.world.easthaven);
    CHECK(refusal(other.joins(closed.group)) == ErrorName::not_found);
    CHECK(refusal(other.asks_to_join(closed.group)) == ErrorName::not_found);
}

TEST_CASE("a request waits at the desk, and its decision reaches who asked")
{
    Room room(groups::Kind::by_request);
    auto const lead = room.world.person("Skills lead", room.world.easthaven);
    auto const member = room.world.member(room.group, "Member", room.world.easthaven);
    auto const asked = lead.asks_to_join(room.group).value().join_request;
    CHECK(lead.opens(room.group).value().asked);
    CHECK(refusal(lead.asks_to_join(room.group)) == ErrorName::conflict);
    CHECK(room.facilitator.opens(room.group).value().waiting == 1);
    CHECK(member.opens(room.group).value().waiting == 0);
    CHECK(room.facilitator.hears(room.feeds.desk) == Kinds{join_asked});
    auto const requests =
        room.facilitator.asks(may_read_desk, room.group, join_requests, {.group = room.group})
            .value()
            .join_requests;
    REQUIRE(requests.size() == 1);
    CHECK(requests[0].by.name == "Skills lead");
    CHECK(requests[0].message == "May I?");
    CHECK(member.refused(may_read_desk, room.group) == ErrorName::forbidden);
    CHECK(refusal(member.decides(asked, true)) == ErrorName::not_found);

    SUBCASE("accepted")
    {
        CHECK(room.facilitator.decides(asked, true).has_value());
        CHECK(lead.opens(room.group).value().role == Role::member);
        CHECK(lead.hears(lead.feed()) == Kinds{seat_given, request_decided});
        CHECK(room.facilitator.hears(room.feeds.desk) == Kinds{join_asked, join_decided});
    }
    SUBCASE("declined")
    {
        CHECK(room.facilitator.decides(asked, false).has_value());
        CHECK_FALSE(lead.opens(room.group).value().role);
        CHECK(lead.hears(lead.feed()) == Kinds{request_decided});
        CHECK(lead.asks_to_join(room.group).has_value()); // one may ask again
    }
    SUBCASE("added before anybody decided")
    {
        CHECK(room.facilitator.adds(room.group, lead).has_value());
        CHECK(room.facilitator.opens(room.group).value().waiting == 0);
    }
    CHECK(refusal(room.facilitator.decides(asked, true)) == ErrorName::conflict);
}

TEST_CASE("a seat given by another is told to its person, and begins their right to the feed")
{
    Room room;
    auto const lead = room.world.person("Skills lead", room.world.easthaven);
    room.facilitator.starts(room.group, "Before", "Not for you").value();
    room.world.right_changes();
    auto const seat = room.facilitator.adds(room.group, lead).value().seat;
    CHECK(feeds_told(room.world.right_changes(), RightChange::Kind::feed_begun) ==
          Feeds{room.feeds.feed});
    CHECK(lead.hears(room.feeds.feed) == Kinds{member_joined});
    auto const told = lead.own_entries();
    REQUIRE(told.size() == 1);
    CHECK(told[0].kind == seat_given);
    CHECK(told[0].group == room.group);
    CHECK(told[0].by->name == "Facilitator");
    CHECK(told[0].seat->seat == seat);
    CHECK(refusal(room.facilitator.adds(room.group, PersonId{})) == ErrorName::not_found);
    CHECK(field_of_refusal(room.facilitator.adds(room.group, lead, Role::member,
                                                 room.world.northmere)) == "authority");
}

TEST_CASE("a guest sits for an authority they belong to, and is a guest by every seat")
{
    Room room;
    auto const rep = room.world.person("Rep", room.world.union_learning);
    auto const open = room.world.group(room.facilitator, groups::Kind::open, "Open");
    auto const open_feed = room.world.feeds(open).feed;
    CHECK_FALSE(rep.refused(may_read_group, open)); // no seat yet: no guest
    room.world.right_changes();
    auto const seat = room.facilitator.adds(room.group, rep, Role::guest).value().seat;

    auto const ended = feeds_told(room.world.right_changes(), RightChange::Kind::feed_ended);
    CHECK(std::count(ended.begin(), ended.end(), open_feed) == 1);
    CHECK(std::count(ended.begin(), ended.end(), room.world.network.feed) == 1);
    CHECK(rep.refused(may_read_group, open) == ErrorName::not_found);
    CHECK(refusal(rep.joins(open)) == ErrorName::not_found);
    CHECK(refusal(rep.catches_up(open_feed)) == ErrorName::not_found);

    CHECK(room.facilitator.sets_role(seat, Role::member).has_value());
    auto const begun = feeds_told(room.world.right_changes(), RightChange::Kind::feed_begun);
    CHECK(std::count(begun.begin(), begun.end(), open_feed) == 1);
    CHECK(rep.joins(open).has_value());
}

TEST_CASE("a guest who leaves sees no more than before, until they are given another seat")
{
    Room room;
    auto const open = room.world.group(room.facilitator, groups::Kind::open, "Open");
    auto const rep = room.world.person("Rep", room.world.union_learning);
    auto const seat = room.facilitator.adds(room.group, rep, Role::guest).value().seat;
    room.world.right_changes();

    CHECK(rep.removes(seat).has_value());
    CHECK(feeds_told(room.world.right_changes(), RightChange::Kind::feed_begun).empty());
    CHECK(rep.refused(may_see_group, open) == ErrorName::not_found);
    CHECK(rep.refused(may_see_person, room.facilitator) == ErrorName::not_found);
    CHECK(refusal(rep.joins(open)) == ErrorName::not_found);
    CHECK(refusal(rep.catches_up(room.world.network.feed)) == ErrorName::not_found);
    CHECK(rep.asks(folkmoot::storage::me).value().guest);

    room.facilitator.adds(room.group, rep, Role::member).value();
    CHECK_FALSE(rep.refused(may_read_group, open));
}

TEST_CASE(
    "leaving ends the right to the feed at that entry, unless another seat or the group keeps it")
{
    Room room;
    auto const lead = room.world.person("Skills lead", room.world.easthaven);
    room.world.store.change(
        [&](Change& change) { affiliate(change, lead, room.world.northmere, false); });
    auto const first = room.world.seat(room.group, lead, room.world.easthaven);
    auto const second = room.world.seat(room.group, lead, room.world.northmere);
    room.world.right_changes();
    CHECK(lead.removes(first).has_value());
    CHECK(feeds_told(room.world.right_changes(), RightChange::Kind::feed_ended).empty());
    CHECK(lead.hears(room.feeds.feed) == Kinds{member_joined, member_joined, member_left});
    CHECK(lead.own_entries().empty()); // one's own doing is no news

    CHECK(room.facilitator.removes(second).has_value());
    CHECK(feeds_told(room.world.right_changes(), RightChange::Kind::feed_ended) ==
          Feeds{room.feeds.feed});
    CHECK(refusal(lead.catches_up(room.feeds.feed)) == ErrorName::not_found);
    CHECK(lead.hears(lead.feed()) == Kinds{seat_ended});
    CHECK(refusal(lead.removes(second)) == ErrorName::not_found);

    Room open(groups::Kind::open);
    auto const rep = open.world.person("Rep", open.world.union_learning);
    auto const seat = rep.joins(open.group).value().seat;
    open.world.right_changes();
    CHECK(rep.removes(seat).has_value());
    CHECK(open.world.right_changes().empty());
}

TEST_CASE("members end only their own seats")
{
    Room room;
    auto const one = room.world.member(room.group, "One", room.world.easthaven);
    auto const other = room.world.member(room.group, "Other", room.world.easthaven);
    CHECK(refusal(one.removes(room.own_seat(other))) == ErrorName::forbidden);
    CHECK(refusal(one.sets_role(room.own_seat(one), Role::facilitator)) == ErrorName::forbidden);
    auto const outsider = room.world.person("Outsider", room.world.easthaven);
    CHECK(refusal(outsider.removes(room.own_seat(other))) == ErrorName::not_found);
    CHECK(room.world.administrator().removes(room.own_seat(other)).has_value());
}

TEST_CASE("a group keeps at least one facilitator")
{
    Room room;
    auto const seat = room.own_seat(room.facilitator);
    CHECK(refusal(room.facilitator.removes(seat)) == ErrorName::conflict);
    CHECK(refusal(room.facilitator.sets_role(seat, Role::member)) == ErrorName::conflict);
    auto const member = room.world.member(room.group, "Member", room.world.easthaven);
    CHECK(room.facilitator.sets_role(room.own_seat(member), Role::facilitator).has_value());
    CHECK(room.facilitator.sets_role(seat, Role::member).has_value());
}

TEST_CASE("a role belongs to one seat, and the desk is read from when one became facilitator")
{
    Room room(groups::Kind::by_request);
    auto const early = room.world.person("Early", room.world.easthaven);
    early.asks_to_join(room.group).value();
    auto const member = room.world.member(room.group, "Member", room.world.easthaven);
    CHECK(member.refused(may_read_feed, room.feeds.desk) == ErrorName::not_found);
    room.world.right_changes();
    auto const seat = room.own_seat(member);
    CHECK(room.facilitator.sets_role(seat, Role::facilitator).has_value());
    CHECK(feeds_told(room.world.right_changes(), RightChange::Kind::feed_begun) ==
          Feeds{room.feeds.desk});
    CHECK(member.hears(room.feeds.desk).empty());
    room.world.person("Late", room.world.easthaven).asks_to_join(room.group).value();
    CHECK(member.hears(room.feeds.desk) == Kinds{join_asked});
    CHECK(room.facilitator.hears(room.feeds.desk) == Kinds{join_asked, join_asked});

    room.world.store.change(
        [&](Change& change) { affiliate(change, member, room.world.northmere, false); });
    room.world.seat(room.group, member, room.world.northmere);
    CHECK(room.facilitator.sets_role(seat, Role::guest).has_value());
    CHECK(feeds_told(room.world.right_changes(), RightChange::Kind::feed_ended) ==
          Feeds{room.feeds.desk});
    CHECK(member.opens(room.group).value().role == Role::member); // by the other seat
    CHECK(room.facilitator.hears(room.feeds.feed).back() == role_set);
}

TEST_CASE(
    "changing a group needs its revision; closing an open one ends the right of all without a seat")
{
    Room room(groups::Kind::open);
    auto const reader = room.world.person("Reader", room.world.easthaven);
    auto const member = room.world.member(room.group, "Member", room.world.easthaven);
    CHECK_FALSE(reader.refused(may_read_feed, room.feeds.feed));
    auto const changes = [&](Somebody const& who, Revision revision) {
        return who.asks(may_facilitate, room.group, change_group,
                        {.group = room.group,
                         .revision = revision,
                         .name = {"Impact"},
                         .purpose = {"To show it"},
                         .kind = groups::Kind::by_invitation});
    };
    CHECK(refusal(changes(member, 1)) == ErrorName::forbidden);
    CHECK(refusal(changes(room.facilitator, 7)) == ErrorName::conflict);
    room.world.right_changes();
    CHECK(changes(room.facilitator, 1).value().revision == 2);
    auto const told = room.world.right_changes();
    REQUIRE(told.size() == 1);
    CHECK(told[0].kind == RightChange::Kind::feed_ended);
    CHECK(told[0].feed == room.feeds.feed);
    CHECK_FALSE(told[0].person);
    CHECK(reader.refused(may_read_feed, room.feeds.feed) == ErrorName::not_found);
    CHECK_FALSE(member.refused(may_read_feed, room.feeds.feed));
    CHECK(changes(room.facilitator, 2).value().revision == 2); // nothing new
    CHECK(room.facilitator.hears(room.feeds.feed).back() == group_changed);
}

TEST_CASE("who is given a seat as facilitator reads the desk from then on")
{
    Room room(groups::Kind::by_request);
    room.world.person("Early", room.world.easthaven).asks_to_join(room.group).value();
    auto const second = room.world.person("Second", room.world.easthaven);
    room.facilitator.adds(room.group, second, Role::facilitator).value();
    CHECK(second.hears(room.feeds.desk).empty());
    room.world.person("Late", room.world.easthaven).asks_to_join(room.group).value();
    CHECK(second.hears(room.feeds.desk) == Kinds{join_asked});
}

TEST_CASE("an archived group is read and not changed, until it is opened again")
{
    Room room(groups::Kind::open);
    auto const member = room.world.member(room.group, "Member", room.world.easthaven);
    auto const topic = member.starts(room.group, "Measures", "What?").value();
    CHECK(refusal(member.archives(room.group)) == ErrorName::forbidden);
    CHECK(room.facilitator.archives(room.group).value().revision == 2);
    CHECK(room.facilitator.archives(room.group).value().revision == 2);

    CHECK(member.looks_at(topic.topic).has_value());
    CHECK(member.has_read(topic.topic, 1).has_value());
    CHECK(refusal(member.replies(topic.topic, "Late")) == ErrorName::forbidden);
    CHECK(refusal(member.starts(room.group, "Late", "Late")) == ErrorName::forbidden);
    CHECK(refusal(member.edits(topic.post, 1, "Late")) == ErrorName::forbidden);
    CHECK(refusal(member.deletes(topic.post)) == ErrorName::forbidden);
    CHECK(refusal(room.facilitator.thanks(topic.post)) == ErrorName::forbidden);
    CHECK(refusal(room.facilitator.pins(topic.topic)) == ErrorName::forbidden);
    CHECK(refusal(room.facilitator.adds_label(room.group, "Late")) == ErrorName::forbidden);
    auto const late = room.world.person("Late", room.world.easthaven);
    CHECK(refusal(late.joins(room.group)) == ErrorName::forbidden);

    CHECK(room.world.administrator().archives(room.group, false).value().revision == 3);
    CHECK(member.replies(topic.topic, "In time").has_value());
    CHECK(member.hears(room.feeds.feed, 4) == Kinds{group_archived, group_reopened, post_added});
}

TEST_CASE(
    "labels are words of the group: each once, at most thirty, gone from its topics when removed")
{
    Room room;
    auto const label = room.facilitator.adds_label(room.group, "Evidence").value().label;
    CHECK(refusal(room.facilitator.adds_label(room.group, "EVIDENCE")) == ErrorName::conflict);
    auto const topic = room.facilitator.starts(room.group, "Measures", "What?", {label}).value();
    CHECK(room.facilitator.looks_at(topic.topic).value().topic.labels == std::vector{label});
    auto const member = room.world.member(room.group, "Member", room.world.easthaven);
    CHECK(refusal(member.adds_label(room.group, "Mine")) == ErrorName::forbidden);
    CHECK(member.refused(may_remove_label, label) == ErrorName::forbidden);

    auto const other_group = room.world.group(room.facilitator, groups::Kind::open, "Other");
    auto const foreign = room.facilitator.adds_label(other_group, "Foreign").value().label;
    CHECK(field_of_refusal(member.starts(room.group, "Title", "Text", {label, foreign})) ==
          "labels[1]");

    CHECK(
        room.facilitator.asks(may_remove_label, label, remove_label, {.label = label}).has_value());
    CHECK(room.facilitator.looks_at(topic.topic).value().topic.labels.empty());
    for (int number = 0; number < 30; ++number) {
        CHECK(room.facilitator.adds_label(room.group, std::to_string(number)).has_value());
    }
    CHECK(refusal(room.facilitator.adds_label(room.group, "31")) == ErrorName::too_many);
}

TEST_CASE("members are listed by role and name")
{
    Room room;
    room.world.member(room.group, "zoe", room.world.easthaven);
    room.world.member(room.group, "Guest", room.world.union_learning, Role::guest);
    room.world.member(room.group, "Ann", room.world.easthaven);
    std::vector<std::string> names;
    for (auto const& seat :
         room.facilitator.asks(may_see_seats, room.group, members_of, {.group = room.group})
             .value()
             .seats) {
        names.push_back(seat.name);
    }
    CHECK(names == Names{"Facilitator", "Ann", "zoe", "Guest"});
    auto const page = room.facilitator.opens(room.group).value();
    CHECK(page.members == 3);
    CHECK(page.guests == 1);
    CHECK(page.authorities == 3);
}
