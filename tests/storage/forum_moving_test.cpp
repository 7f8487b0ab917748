// Moving a topic to another group: who reads it then, what the feeds of both tell, and what counts as
// new.

#include "protocol/json.hpp"
#include "storage/erasure.hpp"
#include "tests/storage/world.hpp"

#include <future>
#include <map>
#include <random>
#include <thread>

using namespace folkmoot::tests;
using enum feeds::EntryKind;

namespace {

std::string json(feeds::EntryPage const& page)
{
    return encode(page);
}
bool holds(std::string const& text, std::string_view words)
{
    return text.find(words) != std::string::npos;
}

/// Two groups of one facilitator; `stays` sits in the old one alone, `both` in both, `there` in the new.
struct TwoRooms {
    TwoRooms() { old_label = lead.adds_label(old_group, "Evidence").value().label; }

    Result<people::Revised> moves(Somebody const& who, TopicId topic, GroupId from, GroupId to)
    {
        return world.store.change([&](Change& change) -> Result<people::Revised> {
            if (auto const may = may_move_topic(change, who.actor, topic, to); may.has_error()) {
                return may.error();
            }
            return move_topic(change, who.actor, {.topic = topic, .from = from, .to = to});
        });
    }
    Result<people::Revised> moves(TopicId topic)
    {
        return moves(lead, topic, old_group, new_group);
    }
    Result<forum::MoveOutlook> looks_ahead(Somebody const& who, TopicId topic, GroupId to)
    {
        return world.store.read([&](Read& read) -> Result<forum::MoveOutlook> {
            if (auto const may = may_move_topic(read, who.actor, topic, to); may.has_error()) {
                return may.error();
            }
            return before_move(read, who.actor, {topic, to});
        });
    }

    World world;
    Somebody lead = world.person("Lead", world.northmere);
    GroupId old_group = world.group(lead, groups::Kind::by_invitation, "Old");
    GroupId new_group = world.group(lead, groups::Kind::by_invitation, "New");
    Somebody stays = world.member(old_group, "Stays", world.easthaven);
    Somebody both = world.member(old_group, "Both", world.easthaven);
    Somebody there = world.member(new_group, "There", world.union_learning);
    SeatId second = world.seat(new_group, both, world.easthaven);
    FeedId old_feed = world.feeds(old_group).feed;
    FeedId new_feed = world.feeds(new_group).feed;
    LabelId old_label;
};

} // namespace

TEST_CASE(
    "a moved topic is read in the new group, with all its posts, and no longer in the old one")
{
    TwoRooms rooms;
    auto const topic = rooms.stays.starts(rooms.old_group, "Moved", "First").value();
    rooms.both.replies(topic.topic, "Second").value();
    rooms.lead.pins(topic.topic).value();
    rooms.moves(topic.topic).value();

    CHECK(refusal(rooms.stays.looks_at(topic.topic)) == ErrorName::not_found);
    CHECK(refusal(rooms.stays.edits(topic.post, 1, "Mine!")) == ErrorName::not_found);
    auto const page = rooms.there.looks_at(topic.topic).value();
    CHECK(page.topic.group == rooms.new_group);
    CHECK(page.topic.pinned);
    CHECK(page.posts.size() == 2);
    CHECK(rooms.both.lists(rooms.old_group).value().topics.empty());
    CHECK(rooms.there.lists(rooms.new_group).value().topics.size() == 1);
    CHECK(rooms.there.replies(topic.topic, "Third").value().number == 3);
    CHECK(rooms.there.asks(may_read_post, topic.post, find_post, {topic.post}).value().group ==
          rooms.new_group);
}

TEST_CASE("both feeds tell of the move; who may not read the new group gets an id and no more")
{
    TwoRooms rooms;
    auto const topic = rooms.both.starts(rooms.old_group, "Moved", "First").value();
    rooms.moves(topic.topic).value();
    auto const away = rooms.stays.catches_up(rooms.old_feed).value().entries.back();
    CHECK(away.kind == topic_moved_away);
    CHECK(away.moved == topic.topic);
    CHECK(away.by.value().name == "Lead");
    CHECK_FALSE(away.topic);
    auto const here = rooms.there.catches_up(rooms.new_feed).value().entries.back();
    CHECK(here.kind == topic_moved_here);
    CHECK(here.topic.value().title == "Moved");
    CHECK_FALSE(here.moved);
}

TEST_CASE(
    "the old group's feed, its desk and people's own feeds tell nothing more of a moved topic")
{
    TwoRooms rooms;
    auto const mention = "Secret [@Stays](/people/" + to_string(rooms.stays.person) + ")";
    auto const topic = rooms.both.starts(rooms.old_group, "Secret title", mention).value();
    auto const reply = rooms.both.replies(topic.topic, "Secret reply").value();
    rooms.both.edits(reply.post, 1, "Secret change").value();
    rooms.lead.thanks(reply.post).value();
    rooms.stays.reports(reply.post, "Why").value();
    auto const other_lead =
        rooms.world.member(rooms.old_group, "Other lead", rooms.world.northmere, Role::facilitator);
    rooms.moves(topic.topic).value();
    rooms.there.replies(topic.topic, "Secret, later").value();

    auto const told = json(rooms.stays.catches_up(rooms.old_feed).value());
    CHECK_FALSE(holds(told, "Secret"));
    CHECK_FALSE(holds(told, to_string(topic.post)));
    CHECK_FALSE(holds(json(other_lead.catches_up(rooms.world.feeds(rooms.old_group).desk).value()),
                      "Secret"));
    auto const own = rooms.stays.own_entries().back();
    CHECK(own.kind == mentioned);
    CHECK_FALSE(own.topic);
    CHECK_FALSE(own.post);
    CHECK_FALSE(own.by);
    CHECK(rooms.stays.asks(home_page).value().mentions.empty());

    rooms.world.seat(rooms.new_group, rooms.stays, rooms.world.easthaven);
    auto const again = rooms.stays.own_entries();
    CHECK(again.front().kind == mentioned);
    CHECK(again.front().group == rooms.new_group);
    CHECK(again.front().topic);
}

TEST_CASE("a moved topic counts as one new post where it came to, and as read for who had read it")
{
    TwoRooms rooms;
    auto const topic = rooms.stays.starts(rooms.old_group, "Moved", "First").value().topic;
    rooms.stays.replies(topic, "Second").value();
    rooms.stays.replies(topic, "Third").value();
    rooms.both.has_read_all(rooms.old_group).value(); // by the group's mark, not the topic's
    CHECK(rooms.lead.unread(rooms.old_group) == 3);
    rooms.moves(topic).value();
    CHECK(rooms.both.unread(rooms.new_group) == 0);
    CHECK(rooms.both.looks_at(topic).value().read_up_to == 3);
    CHECK(rooms.there.unread(rooms.new_group) == 1);
    CHECK(rooms.there.looks_at(topic).value().read_up_to == 2);
    CHECK(rooms.lead.unread(rooms.old_group) == 0);
    CHECK(rooms.lead.unread(rooms.new_group) == 1);
    CHECK(rooms.stays.unread(rooms.old_group) == 0);
    rooms.there.replies(topic, "Fourth").value();
    CHECK(rooms.both.unread(rooms.new_group) == 1);
    rooms.there.has_read_all(rooms.new_group).value();
    CHECK(rooms.there.looks_at(topic).value().read_up_to == 4);
}

TEST_CASE("moved back, and to and fro, all is as it was")
{
    TwoRooms rooms;
    auto const topic =
        rooms.stays.starts(rooms.old_group, "Moved", "First", {rooms.old_label}).value().topic;
    rooms.stays.replies(topic, "Second").value();
    for (int round = 0; round < 3; ++round) {
        rooms.moves(topic).value();
        CHECK(refusal(rooms.stays.looks_at(topic)) == ErrorName::not_found);
        CHECK(refusal(rooms.moves(topic)) ==
              ErrorName::conflict); // not from where it was looked at
        rooms.both.replies(topic, "Meanwhile").value();
        rooms.moves(rooms.lead, topic, rooms.new_group, rooms.old_group).value();
        CHECK(rooms.stays.looks_at(topic).value().posts.size() == std::size_t(round) + 3);
    }
    CHECK(refusal(rooms.moves(rooms.lead, topic, rooms.old_group, rooms.old_group)) ==
          ErrorName::conflict);
    CHECK(holds(json(rooms.stays.catches_up(rooms.old_feed).value()), "Second"));
    CHECK_FALSE(holds(json(rooms.there.catches_up(rooms.new_feed).value()), "Second"));
}

TEST_CASE("labels go along by their words, reports to the other desk")
{
    TwoRooms rooms;
    auto const kept = rooms.lead.adds_label(rooms.new_group, "EVIDENCE").value().label;
    auto const lost = rooms.lead.adds_label(rooms.old_group, "Only here").value().label;
    auto const topic =
        rooms.both.starts(rooms.old_group, "Moved", "First", {rooms.old_label, lost}).value();
    rooms.stays.reports(topic.post, "Names a learner").value();
    auto const ahead = rooms.looks_ahead(rooms.lead, topic.topic, rooms.new_group).value();
    CHECK(ahead.posts == 1);
    CHECK(ahead.labels_left == 1);
    CHECK(ahead.reports == 1);
    CHECK(ahead.losing == 1);
    CHECK(ahead.losing_people.at(0).name == "Stays");
    CHECK_FALSE(ahead.everybody_read);
    rooms.moves(topic.topic).value();
    CHECK(rooms.lead.looks_at(topic.topic).value().topic.labels == std::vector{kept});
    CHECK(rooms.lead.opens(rooms.old_group).value().waiting == 0);
    CHECK(rooms.lead.opens(rooms.new_group).value().waiting == 1);
    CHECK(rooms.lead.hears(rooms.world.feeds(rooms.new_group).desk) == std::vector{post_reported});
}

TEST_CASE("a hold on a group keeps its topics there")
{
    TwoRooms rooms;
    auto const topic = rooms.both.starts(rooms.old_group, "Moved", "First").value().topic;
    rooms.world.store.change([&](Change& change) {
        set_hold(change, {.group = rooms.old_group}, rooms.lead, "A complaint").value();
    });
    CHECK(refusal(rooms.moves(topic)) == ErrorName::conflict);
    rooms.world.store.change(
        [&](Change& change) { lift_hold(change, {.group = rooms.old_group}).value(); });
    CHECK(rooms.moves(topic).has_value());
}

TEST_CASE("only who facilitates both groups moves a topic, and into no archived one")
{
    TwoRooms rooms;
    auto& world = rooms.world;
    auto const topic = rooms.both.starts(rooms.old_group, "Moved", "First").value().topic;
    auto const from_only =
        world.member(rooms.old_group, "Of the old", world.northmere, Role::facilitator);
    auto const to_only =
        world.member(rooms.new_group, "Of the new", world.northmere, Role::facilitator);
    auto const refused = [&](Somebody const& who) {
        auto const ahead = refusal(rooms.looks_ahead(who, topic, rooms.new_group));
        CHECK(ahead == refusal(rooms.moves(who, topic, rooms.old_group, rooms.new_group)));
        return ahead;
    };
    CHECK(refused(from_only) == ErrorName::not_found); // knows of no such group
    CHECK(refused(to_only) == ErrorName::not_found);   // of no such topic
    CHECK(refused(rooms.both) == ErrorName::forbidden);
    world.seat(rooms.new_group, from_only, world.northmere);
    CHECK(refused(from_only) == ErrorName::forbidden);
    rooms.lead.archives(rooms.new_group).value();
    CHECK(refused(rooms.lead) == ErrorName::forbidden);
}

TEST_CASE("who waited while a topic was moved away is asked for their right where it is now")
{
    TwoRooms rooms;
    auto const topic = rooms.stays.starts(rooms.old_group, "Moved", "First").value().topic;
    auto& store = rooms.world.store.store();
    std::vector<std::future<std::optional<ErrorName>>> answers;
    auto const answer_late = [&](std::uint8_t lane) {
        auto const told = std::make_shared<std::promise<std::optional<ErrorName>>>();
        answers.push_back(told->get_future());
        Uuid place;
        place.bytes[8] = lane; // on PostgreSQL some of them are at another writer
        store.change<forum::PostAdded>(
            [&](Change& late) -> Result<forum::PostAdded> {
                auto const may = may_write_in_topic(late, rooms.stays.actor, topic);
                if (may.has_error()) {
                    return may.error();
                }
                return reply(late, rooms.stays.actor, {.topic = topic, .text = {"Late"}});
            },
            [told](Result<forum::PostAdded> const& result) { told->set_value(refusal(result)); },
            place);
    };
    rooms.world.store.change([&](Change& change) {
        may_move_topic(change, rooms.lead.actor, topic, rooms.new_group).value();
        move_topic(change, rooms.lead.actor,
                   {.topic = topic, .from = rooms.old_group, .to = rooms.new_group})
            .value();
        for (std::uint8_t lane = 1; lane <= 4; ++lane) {
            answer_late(lane);
        }
        std::this_thread::sleep_for(std::chrono::milliseconds{200}); // they wait for the old group
    });
    for (auto& answer : answers) {
        CHECK(answer.get() == ErrorName::not_found);
    }
    CHECK(rooms.there.looks_at(topic).value().posts.size() == 1);
}

// --- a model --------------------------------------------------------------------------------------

namespace {

struct ModelPost {
    std::size_t author = 0;
    int at = 0; ///< as if all groups had one feed; 0 for those that came along with a move
};
struct ModelTopic {
    TopicId id;
    std::size_t group = 0;
    std::vector<ModelPost> posts;
    std::map<std::size_t, std::size_t> read; ///< by person: the number of the last post
};

/// Three groups whose only facilitator moves topics while the others write and read.
class Model {
public:
    Model()
    {
        people.push_back(world.person("Lead", world.northmere));
        for (std::size_t group = 0; group < 3; ++group) {
            groups_.push_back(world.group(people[0], groups::Kind::by_invitation));
            sits.insert({0, group});
            marks[{0, group}] = 0;
        }
        for (std::size_t who = 1; who < 5; ++who) {
            people.push_back(world.person("Somebody", world.easthaven));
            for (std::size_t group = 0; group < 3; ++group) {
                if (engine() % 2 == 0) {
                    world.seat(groups_[group], people[who], world.easthaven);
                    sits.insert({who, group});
                    marks[{who, group}] = 0;
                }
            }
        }
    }

    void step()
    {
        ++now;
        auto const who = any(people.size());
        auto const group = any(groups_.size());
        auto const what = any(8);
        if (topics.empty() || what == 0) {
            starts(who, group);
        } else if (what < 4) {
            replies(who, topics[any(topics.size())]);
        } else if (what == 4) {
            reads_topic(who, topics[any(topics.size())]);
        } else if (what == 5) {
            reads_all(who, group);
        } else {
            moves(topics[any(topics.size())], group);
        }
    }

    void compare()
    {
        for (auto const& [who, group] : sits) {
            CHECK(people[who].unread(groups_[group]) == unread(who, group));
            auto const told = people[who].catches_up(world.feeds(groups_[group]).feed).value();
            for (auto const& entry : told.entries) {
                CHECK((!entry.topic || entry.topic->group == groups_[group]));
                CHECK((!entry.post || entry.topic));
            }
        }
    }

private:
    std::size_t any(std::size_t count) { return engine() % count; }
    bool may(std::size_t who, std::size_t group) const { return sits.contains({who, group}); }

    std::size_t read_up_to(std::size_t who, ModelTopic const& topic)
    {
        auto const found = topic.read.find(who);
        auto read = found == topic.read.end() ? 0 : found->second;
        for (std::size_t number = 1; number <= topic.posts.size(); ++number) {
            if (topic.posts[number - 1].at <= marks[{who, topic.group}]) {
                read = std::max(read, number);
            }
        }
        return read;
    }
    Count unread(std::size_t who, ModelTopic& topic)
    {
        Count count = 0;
        for (auto number = topic.read[who] + 1; number <= topic.posts.size(); ++number) {
            auto const& post = topic.posts[number - 1];
            count += post.at > marks[{who, topic.group}] && post.author != who;
        }
        return count;
    }
    Count unread(std::size_t who, std::size_t group)
    {
        Count count = 0;
        for (auto& topic : topics) {
            count += topic.group == group ? unread(who, topic) : 0;
        }
        return count;
    }

    void starts(std::size_t who, std::size_t group)
    {
        if (!may(who, group)) {
            return;
        }
        auto const id = people[who].starts(groups_[group], "Topic", "Words").value().topic;
        topics.push_back({id, group, {{who, now}}, {{who, 1}}});
    }
    void replies(std::size_t who, ModelTopic& topic)
    {
        if (!may(who, topic.group)) {
            CHECK(refusal(people[who].replies(topic.id, "Words")) == ErrorName::not_found);
            return;
        }
        auto const had_read_all = unread(who, topic) == 0;
        people[who].replies(topic.id, "Words").value();
        topic.posts.push_back({who, now});
        if (had_read_all) {
            topic.read[who] = topic.posts.size();
        }
    }
    void reads_topic(std::size_t who, ModelTopic& topic)
    {
        if (!may(who, topic.group)) {
            CHECK(refusal(people[who].looks_at(topic.id)) == ErrorName::not_found);
            return;
        }
        auto const number = 1 + any(topic.posts.size());
        people[who].has_read(topic.id, static_cast<Number>(number)).value();
        topic.read[who] = std::max(topic.read[who], number);
        CHECK(people[who].looks_at(topic.id).value().read_up_to ==
              static_cast<Number>(read_up_to(who, topic)));
    }
    void reads_all(std::size_t who, std::size_t group)
    {
        if (may(who, group)) {
            people[who].has_read_all(groups_[group]).value();
            marks[{who, group}] = now;
        }
    }
    void moves(ModelTopic& topic, std::size_t to)
    {
        if (topic.group == to) {
            return;
        }
        auto const& lead = people[0];
        world.store.change([&](Change& change) {
            may_move_topic(change, lead.actor, topic.id, groups_[to]).value();
            move_topic(change, lead.actor,
                       {.topic = topic.id, .from = groups_[topic.group], .to = groups_[to]})
                .value();
        });
        for (std::size_t who = 0; who < people.size(); ++who) {
            if (may(who, topic.group)) {
                topic.read[who] = read_up_to(who, topic);
            }
        }
        topic.group = to;
        for (auto& post : topic.posts) {
            post.at = 0;
        }
        topic.posts.back().at = now;
    }

    std::mt19937 engine{20261122};
    World world;
    std::vector<Somebody> people;
    std::vector<GroupId> groups_;
    std::set<std::pair<std::size_t, std::size_t>> sits;
    std::map<std::pair<std::size_t, std::size_t>, int> marks;
    std::vector<ModelTopic> topics;
    int now = 0;
};

} // namespace

TEST_CASE("however topics are moved, counts are right and no feed tells of another group's topic")
{
    Model model;
    for (int step = 0; step < 300; ++step) {
        model.step();
        if (step % 10 == 9) {
            model.compare();
        }
    }
}
