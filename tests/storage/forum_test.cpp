// Topics and posts: writing, changing, deleting, thanking, answering, reporting.

#include "tests/storage/world.hpp"

#include <fstream>

using namespace folkmoot::tests;
using enum feeds::EntryKind;
using Kinds = std::vector<feeds::EntryKind>;

namespace {

constexpr Sql count_words = R"sql(
SELECT (SELECT count(*) FROM posts WHERE text <> '') + (SELECT count(*) FROM post_texts)
     + (SELECT count(*) FROM drafts WHERE text <> '')
)sql";

/// A facilitator and a member in a group by invitation.
struct Forum {
    World world;
    Somebody facilitator = world.person("Facilitator", world.northmere);
    GroupId group = world.group(facilitator, groups::Kind::by_invitation);
    FeedId feed = world.feeds(group).feed;
    FeedId desk = world.feeds(group).desk;
    Somebody member = world.member(group, "Member", world.easthaven);
    Somebody guest = world.member(group, "Guest", world.union_learning, Role::guest);

    std::vector<std::string> titles(Somebody const& who,
                                    std::optional<forum::TopicFilter> filter = {})
    {
        std::vector<std::string> titles;
        for (auto const& topic : who.lists(group, filter).value().topics) {
            titles.push_back(topic.title);
        }
        return titles;
    }
    forum::Post post(TopicId topic, Number number)
    {
        return facilitator.looks_at(topic, number).value().posts.at(0);
    }
};
using Titles = std::vector<std::string>;

bool contains(std::string const& text, std::string_view part)
{
    return text.find(part) != std::string::npos;
}
std::string mention(Somebody const& who)
{
    return "[Somebody](/people/" + to_string(who.person) + ") ";
}

} // namespace

TEST_CASE("a topic starts with its first post, and the group's feed tells both")
{
    Forum forum;
    auto const started =
        forum.member.starts(forum.group, "Measures", "What do **you** count?").value();
    auto const page = forum.facilitator.looks_at(started.topic).value();
    CHECK(page.topic.title == "Measures");
    CHECK(page.topic.by.name == "Member");
    CHECK(page.topic.by.authority_name == "Easthaven");
    CHECK(page.topic.posts == 1);
    CHECK(page.entry == started.entry);
    REQUIRE(page.posts.size() == 1);
    CHECK(page.posts[0].post == started.post);
    CHECK(page.posts[0].number == 1);
    CHECK(contains(page.posts[0].html, "<strong>you</strong>"));

    auto const told = forum.facilitator.catches_up(forum.feed, started.entry - 1).value().entries;
    REQUIRE(told.size() == 1);
    CHECK(told[0].kind == topic_started);
    CHECK(told[0].by->name == "Member");
    CHECK(told[0].topic->title == "Measures");
    CHECK(told[0].post->html == page.posts[0].html);
}

TEST_CASE("replies are numbered within the topic, and a guest's say so")
{
    Forum forum;
    auto const topic = forum.member.starts(forum.group, "Measures", "What?").value().topic;
    auto const reply = forum.guest.replies(topic, "Attendance").value();
    CHECK(reply.number == 2);
    auto const page = forum.member.looks_at(topic).value();
    CHECK(page.topic.posts == 2);
    CHECK(page.topic.last_by.name == "Guest");
    CHECK(page.posts[1].by.guest);
    CHECK_FALSE(page.posts[0].by.guest);
    CHECK(forum.member.looks_at(topic, 2).value().posts.size() == 1);
    auto const place =
        forum.member.asks(may_read_post, reply.post, find_post, {.post = reply.post});
    CHECK(place.value().topic == topic);
    CHECK(place.value().number == 2);
}

TEST_CASE(
    "one speaks for an authority one sits for in that group, and for the oldest when one names none")
{
    Forum forum;
    auto const topic = forum.member.starts(forum.group, "Measures", "What?").value().topic;
    forum.world.store.change(
        [&](Change& change) { affiliate(change, forum.member, forum.world.northmere, false); });
    CHECK(field_of_refusal(forum.member.replies(topic, "No seat", forum.world.northmere)) ==
          "authority");
    forum.world.store.clock.pass(std::chrono::hours{1});
    forum.world.seat(forum.group, forum.member, forum.world.northmere, Role::guest);
    forum.member.replies(topic, "For one", forum.world.northmere).value();
    forum.member.replies(topic, "For the oldest").value();
    CHECK(forum.post(topic, 2).by.authority_name == "Northmere");
    CHECK(forum.post(topic, 2).by.guest);
    CHECK(forum.post(topic, 3).by.authority_name == "Easthaven");
}

TEST_CASE("people outside neither see nor change anything of a closed group's forum")
{
    Forum forum;
    auto const topic = forum.member.starts(forum.group, "Measures", "What?").value();
    auto const outsider = forum.world.person("Outsider", forum.world.easthaven);
    CHECK(refusal(outsider.looks_at(topic.topic)) == ErrorName::not_found);
    CHECK(refusal(outsider.looks_at(TopicId{})) == ErrorName::not_found);
    CHECK(refusal(outsider.replies(topic.topic, "Me too")) == ErrorName::not_found);
    CHECK(refusal(outsider.edits(topic.post, 1, "Mine")) == ErrorName::not_found);
    CHECK(refusal(outsider.deletes(topic.post)) == ErrorName::not_found);
    CHECK(refusal(outsider.thanks(topic.post)) == ErrorName::not_found);
    CHECK(refusal(outsider.follows(topic.topic, forum::Following::follow)) == ErrorName::not_found);
    CHECK(refusal(outsider.reports(topic.post, "Why?")) == ErrorName::not_found);
    CHECK(refusal(outsider.lists(forum.group)) == ErrorName::not_found);
    CHECK(refusal(outsider.drafts({.topic = topic.topic}, "A reply")) == ErrorName::not_found);
}

TEST_CASE("in an open group everybody reads, and writes after joining")
{
    Forum forum;
    auto const open = forum.world.group(forum.facilitator, groups::Kind::open, "Open");
    auto const topic = forum.facilitator.starts(open, "Measures", "What?").value().topic;
    auto const reader = forum.world.person("Reader", forum.world.easthaven);
    CHECK(reader.looks_at(topic).has_value());
    CHECK(reader.has_read(topic, 1).has_value());
    CHECK(refusal(reader.replies(topic, "Me too")) == ErrorName::forbidden);
    reader.joins(open).value();
    CHECK(reader.replies(topic, "Me too").has_value());
}

TEST_CASE("editing keeps the earlier text, and needs the revision that was looked at")
{
    Forum forum;
    auto const topic = forum.member.starts(forum.group, "Measures", "First").value();
    forum.world.store.clock.pass(std::chrono::hours{1});
    CHECK(forum.member.edits(topic.post, 1, "Second").value().revision == 2);
    CHECK(refusal(forum.member.edits(topic.post, 1, "Lost")) == ErrorName::conflict);
    CHECK(forum.member.edits(topic.post, 2, "Second").value().revision == 2); // nothing new
    CHECK(refusal(forum.facilitator.edits(topic.post, 2, "Mine")) == ErrorName::forbidden);

    auto const texts =
        forum.guest.asks(may_read_post, topic.post, texts_of, {.post = topic.post}).value().texts;
    REQUIRE(texts.size() == 2);
    CHECK(texts[0].text == "Second");
    CHECK(texts[0].revision == 2);
    CHECK(texts[1].text == "First");
    CHECK(texts[0].at > texts[1].at);
    auto const post = forum.post(topic.topic, 1);
    CHECK(post.edited_at);
    CHECK(post.earlier_texts);
    CHECK(forum.member.hears(forum.feed, topic.entry) == Kinds{post_edited});
}

TEST_CASE("a post is edited a hundred times and no more")
{
    Forum forum;
    auto const topic = forum.member.starts(forum.group, "Measures", "0").value();
    for (int revision = 1; revision <= 100; ++revision) {
        REQUIRE(forum.member.edits(topic.post, revision, std::to_string(revision)).has_value());
    }
    CHECK(refusal(forum.member.edits(topic.post, 101, "more")) == ErrorName::too_many);
}

TEST_CASE("earlier texts are removed by the author or a facilitator")
{
    Forum forum;
    auto const topic = forum.member.starts(forum.group, "Measures", "My phone is 0123").value();
    forum.member.edits(topic.post, 1, "Call me").value();
    auto const removes = [&](Somebody const& who) {
        return who.asks(may_remove_post, topic.post, remove_earlier_texts, {.post = topic.post});
    };
    CHECK(refusal(removes(forum.guest)) == ErrorName::forbidden);
    CHECK(removes(forum.facilitator).has_value());
    CHECK_FALSE(forum.post(topic.topic, 1).earlier_texts);
    CHECK(forum.member.hears(forum.feed, topic.entry) == Kinds{post_edited, earlier_texts_removed});
    CHECK(removes(forum.member).has_value()); // nothing left to remove, nothing told
    CHECK(forum.member.hears(forum.feed, topic.entry).size() == 2);
}

TEST_CASE("deleted words are not left in the database's file either" *
          doctest::test_suite("only SQLite"))
{
    Forum forum;
    auto const words = "Kittiwake " + std::string(3'000, 'x'); // more than fits beside its row
    auto const topic = forum.member.starts(forum.group, "Measures", words + "1").value();
    forum.member.edits(topic.post, 1, words + "2").value();
    forum.member.replies(topic.topic, words + "3").value();
    forum.member.deletes(topic.post).value();
    forum.member.deletes(forum.post(topic.topic, 2).post).value();
    forum.world.store.end();

    std::ifstream file(forum.world.store.folder.path() / "folkmoot.sqlite", std::ios::binary);
    std::string const bytes{std::istreambuf_iterator<char>(file), {}};
    CHECK(bytes.starts_with("SQLite format 3"));
    CHECK_FALSE(contains(bytes, "Kittiwake"));
}

TEST_CASE("deleting takes the words away everywhere and leaves who, when and why")
{
    Forum forum;
    auto const topic = forum.member.starts(forum.group, "Measures", "Secret").value();
    forum.member.edits(topic.post, 1, "Secret too").value();
    forum.member.drafts({.post = topic.post}, "More secrets").value();
    CHECK(refusal(forum.guest.deletes(topic.post)) == ErrorName::forbidden);
    CHECK(forum.facilitator.deletes(topic.post, "Personal data").has_value());

    auto const page = forum.member.looks_at(topic.topic).value();
    CHECK(page.topic.title == "Measures"); // the topic stays
    CHECK(page.posts[0].html.empty());
    CHECK(page.posts[0].deleted_at);
    CHECK(page.posts[0].deleted_by->name == "Facilitator");
    CHECK(page.posts[0].deleted_why == "Personal data");
    CHECK_FALSE(page.posts[0].earlier_texts);
    CHECK(forum.member.asks(may_read_post, topic.post, texts_of, {.post = topic.post})
              .value()
              .texts.empty());
    CHECK(forum.world.store.read([](Read& read) { return read.number(count_words); }) == 0);
    auto const told = forum.member.catches_up(forum.feed, topic.entry - 1).value().entries;
    CHECK(told[0].post->html.empty()); // the entry that told it first, too

    CHECK(refusal(forum.member.edits(topic.post, 3, "Again")) == ErrorName::conflict);
    CHECK(refusal(forum.guest.thanks(topic.post)) == ErrorName::conflict);
    CHECK(forum.facilitator.deletes(topic.post).has_value()); // it is deleted already
}

TEST_CASE("a closed topic takes no replies from anybody until it is opened again")
{
    Forum forum;
    auto const topic = forum.member.starts(forum.group, "Measures", "What?").value();
    CHECK(refusal(forum.member.closes(topic.topic)) == ErrorName::forbidden);
    CHECK(forum.facilitator.closes(topic.topic).value().revision == 2);
    CHECK(forum.facilitator.closes(topic.topic).value().revision == 2);
    CHECK(refusal(forum.member.replies(topic.topic, "Late")) == ErrorName::forbidden);
    CHECK(refusal(forum.facilitator.replies(topic.topic, "Late")) == ErrorName::forbidden);
    CHECK(forum.member.edits(topic.post, 1, "What else?").has_value());
    CHECK(forum.facilitator.closes(topic.topic, false).has_value());
    CHECK(forum.member.replies(topic.topic, "In time").has_value());
}

TEST_CASE("the title, labels and question of a topic are changed by its author and facilitators")
{
    Forum forum;
    auto const label = forum.facilitator.adds_label(forum.group, "Evidence").value().label;
    auto const topic = forum.member.starts(forum.group, "Measures", "What?").value().topic;
    auto const changes = [&](Somebody const& who, Revision revision, std::vector<LabelId> labels) {
        return who.asks(may_change_topic, topic, change_topic,
                        {.topic = topic,
                         .revision = revision,
                         .title = {"Which measures?"},
                         .question = true,
                         .labels = {labels}});
    };
    CHECK(refusal(changes(forum.guest, 1, {})) == ErrorName::forbidden);
    CHECK(changes(forum.member, 1, {label}).value().revision == 2);
    CHECK(refusal(changes(forum.facilitator, 1, {})) == ErrorName::conflict);
    CHECK(changes(forum.facilitator, 2, {label}).value().revision == 2); // nothing new
    CHECK(field_of_refusal(changes(forum.facilitator, 2, {LabelId{}})) == "labels[0]");
    auto const row = forum.guest.looks_at(topic).value().topic;
    CHECK(row.title == "Which measures?");
    CHECK(row.question);
    CHECK(row.labels == std::vector{label}); // the refused change left them
}

TEST_CASE("a live reply answers a question; deleting it takes the mark away")
{
    Forum forum;
    auto const plain = forum.member.starts(forum.group, "News", "Look").value();
    CHECK(refusal(forum.member.answers_with(plain.topic, {})) == ErrorName::conflict);
    auto const question = forum.member.asks_question(forum.group, "Which?").value();
    auto const answer = forum.guest.replies(question.topic, "This").value();
    auto const elsewhere = forum.guest.replies(plain.topic, "That").value();
    CHECK(field_of_refusal(forum.member.answers_with(question.topic, question.post)) == "post");
    CHECK(field_of_refusal(forum.member.answers_with(question.topic, elsewhere.post)) == "post");
    CHECK(refusal(forum.guest.answers_with(question.topic, answer.post)) == ErrorName::forbidden);
    CHECK(forum.member.answers_with(question.topic, answer.post).value().revision == 2);
    CHECK(forum.facilitator.looks_at(question.topic).value().topic.answer == answer.post);
    CHECK(forum.titles(forum.member, forum::TopicFilter::unanswered).empty());

    CHECK(forum.guest.deletes(answer.post).has_value());
    CHECK_FALSE(forum.facilitator.looks_at(question.topic).value().topic.answer);
    CHECK(forum.facilitator.hears(forum.feed, answer.entry + 1) ==
          Kinds{topic_changed, post_deleted, topic_changed});
    CHECK(field_of_refusal(forum.member.answers_with(question.topic, answer.post)) == "post");
    CHECK(forum.titles(forum.member, forum::TopicFilter::unanswered) == Titles{"Which?"});
}

TEST_CASE("thanks are said once, for what others wrote, and can be taken back")
{
    Forum forum;
    auto const topic = forum.member.starts(forum.group, "Measures", "What?").value();
    CHECK(refusal(forum.member.thanks(topic.post)) == ErrorName::forbidden);
    CHECK(forum.guest.thanks(topic.post).has_value());
    CHECK(forum.guest.thanks(topic.post).has_value());
    auto post = forum.post(topic.topic, 1);
    CHECK(post.thanks == 1);
    REQUIRE(post.thanked_by.size() == 1);
    CHECK(post.thanked_by[0].name == "Guest");
    CHECK(forum.guest.looks_at(topic.topic).value().thanked == std::vector{topic.post});
    CHECK(forum.member.looks_at(topic.topic).value().thanked.empty());
    CHECK(forum.guest.thanks(topic.post, false).has_value());
    CHECK(forum.post(topic.topic, 1).thanks == 0);
    CHECK(forum.member.hears(forum.feed, topic.entry) == Kinds{thanked, thanked});
}

TEST_CASE("who is mentioned hears of it if they may read the group, once for each post")
{
    Forum forum;
    auto const outsider = forum.world.person("Outsider", forum.world.easthaven);
    auto const text = mention(forum.guest) + mention(outsider) + mention(forum.member) + "look";
    auto const topic = forum.member.starts(forum.group, "Measures", text).value();
    auto const told = forum.guest.own_entries();
    REQUIRE(told.size() == 1);
    CHECK(told[0].kind == mentioned);
    CHECK(told[0].by->name == "Member");
    CHECK(told[0].topic->title == "Measures");
    CHECK(told[0].post->post == topic.post);
    CHECK(outsider.own_entries().empty());
    CHECK(forum.member.own_entries().empty());

    forum.member.edits(topic.post, 1, text + mention(forum.facilitator)).value();
    CHECK(forum.guest.own_entries().size() == 1);
    CHECK(forum.facilitator.own_entries().size() == 1);
}

TEST_CASE("pinned topics come first, then those with the latest posts, fifty a page")
{
    Forum forum;
    std::vector<TopicId> topics;
    for (int number = 0; number < 52; ++number) {
        topics.push_back(
            forum.member.starts(forum.group, std::to_string(number), "Text").value().topic);
    }
    forum.facilitator.pins(topics[3]).value();
    forum.guest.replies(topics[7], "Up").value();
    auto const first = forum.member.lists(forum.group).value();
    REQUIRE(first.topics.size() == 50);
    CHECK(first.more);
    CHECK(first.topics[0].title == "3");
    CHECK(first.topics[0].pinned);
    CHECK(first.topics[1].title == "7");
    CHECK(first.topics[2].title == "51");
    auto const rest = forum.member.lists(forum.group, {}, first.topics.back().topic).value();
    REQUIRE(rest.topics.size() == 2);
    CHECK_FALSE(rest.more);
    CHECK(rest.topics[1].title == "0");
    CHECK(rest.read_up_to == std::vector<Number>{1, 1});
    CHECK(rest.following.size() == 2);
    auto const after_the_pinned = forum.member.lists(forum.group, {}, topics[3]).value();
    CHECK(after_the_pinned.topics[0].title == "7");
    CHECK(field_of_refusal(forum.member.lists(forum.group, {}, TopicId{})) == "after");
}

TEST_CASE("topics are listed by kind, following, label and whether they hold something unread")
{
    Forum forum;
    auto const label = forum.facilitator.adds_label(forum.group, "Evidence").value().label;
    auto const news = forum.member.starts(forum.group, "News", "Look", {label}).value().topic;
    auto const question = forum.member.asks_question(forum.group, "Which?").value().topic;
    using enum forum::TopicFilter;
    CHECK(forum.titles(forum.guest, questions) == Titles{"Which?"});
    CHECK(forum.titles(forum.guest, unread) == Titles{"Which?", "News"});
    CHECK(forum.titles(forum.member, unread).empty());
    forum.guest.has_read(news, 1).value();
    CHECK(forum.titles(forum.guest, unread) == Titles{"Which?"});
    forum.guest.follows(question, forum::Following::mute).value();
    CHECK(forum.titles(forum.guest, unread).empty());
    CHECK(forum.titles(forum.guest, following).empty());
    CHECK(forum.titles(forum.member, following) == Titles{"Which?", "News"}); // who starts follows
    auto const labelled = forum.guest.asks(may_read_group, forum.group, topics_of,
                                           {.group = forum.group, .label = label});
    REQUIRE(labelled.value().topics.size() == 1);
    CHECK(labelled.value().topics[0].title == "News");
}

TEST_CASE("a reported post waits at the desk until a facilitator settles it")
{
    Forum forum;
    auto const topic = forum.member.starts(forum.group, "Measures", "What?").value();
    auto const report = forum.guest.reports(topic.post, "Names a person").value().report;
    CHECK(refusal(forum.guest.reports(topic.post, "Again")) == ErrorName::conflict);
    CHECK(forum.facilitator.opens(forum.group).value().waiting == 1);
    auto const waiting =
        forum.facilitator.asks(may_read_desk, forum.group, reports_of, {.group = forum.group})
            .value()
            .reports;
    REQUIRE(waiting.size() == 1);
    CHECK(waiting[0].by.name == "Guest");
    CHECK(waiting[0].why == "Names a person");
    CHECK(waiting[0].post.post == topic.post);
    CHECK(waiting[0].topic.title == "Measures");
    CHECK(forum.member.refused(may_read_desk, forum.group) == ErrorName::forbidden);
    auto const settles = [&](Somebody const& who) {
        return who.asks(may_settle, report, settle_report, {.report = report});
    };
    CHECK(refusal(settles(forum.member)) == ErrorName::not_found);
    CHECK(settles(forum.facilitator).has_value());
    CHECK(settles(forum.facilitator).has_value());
    CHECK(forum.facilitator.opens(forum.group).value().waiting == 0);
    CHECK(forum.facilitator.hears(forum.desk) == Kinds{post_reported, report_settled});
}

TEST_CASE("somebody who reads an open group without a seat can report a post")
{
    Forum forum;
    auto const open = forum.world.group(forum.facilitator, groups::Kind::open, "Open");
    auto const topic = forum.facilitator.starts(open, "Measures", "What?").value();
    auto const reader = forum.world.person("Reader", std::nullopt);
    CHECK(reader.reports(topic.post, "Spam").has_value());
}

TEST_CASE("a draft stays until it is thrown away or has become what it was for")
{
    Forum forum;
    auto const topic = forum.member.starts(forum.group, "Measures", "What?").value();
    auto const texts = [&](Somebody const& who) {
        std::vector<std::string> texts;
        for (auto const& draft : who.asks(drafts_of).value().drafts) {
            texts.push_back(draft.text);
        }
        return texts;
    };
    forum.member.drafts({.group = forum.group}, "A new topic").value();
    forum.world.store.clock.pass(std::chrono::seconds{1});
    forum.member.drafts({.topic = topic.topic}, "A rep").value();
    forum.world.store.clock.pass(std::chrono::seconds{1});
    forum.member.drafts({.topic = topic.topic}, "A reply").value();
    forum.world.store.clock.pass(std::chrono::seconds{1});
    forum.member.drafts({.post = topic.post}, "An edit").value();
    CHECK(texts(forum.member) == Titles{"An edit", "A reply", "A new topic"});
    CHECK(texts(forum.guest).empty());
    forum.member.replies(topic.topic, "Another reply, that waited on the way").value();
    CHECK(texts(forum.member) == Titles{"An edit", "A reply", "A new topic"});
    forum.member.replies(topic.topic, "A reply").value();
    forum.member.drafts({.group = forum.group}, "").value();
    CHECK(texts(forum.member) == Titles{"An edit"});
    CHECK(field_of_refusal(forum.member.drafts({}, "Nowhere")) == "place");
    CHECK(refusal(forum.guest.drafts({.post = topic.post}, "Not mine")) == ErrorName::forbidden);

    auto const seat = forum.member.opens(forum.group).value().own_seats[0].seat;
    forum.member.removes(seat).value();
    CHECK(texts(forum.member).empty()); // one may not write there any more
}

TEST_CASE("somebody keeps a hundred drafts and no more")
{
    Forum forum;
    for (int number = 0; number < 101; ++number) {
        auto const topic = forum.member.starts(forum.group, "Title", "Text").value().topic;
        auto const kept = forum.guest.drafts({.topic = topic}, "Later");
        CHECK(refusal(kept) == (number < 100 ? std::nullopt : std::optional{ErrorName::too_many}));
    }
}
