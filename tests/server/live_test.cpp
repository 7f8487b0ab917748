// Live delivery from a real store: people write at once from several threads while somebody is given a
// seat and loses it again, over and over. On PostgreSQL they listen at another node than the one where
// that is written.

#include "server/hub.hpp"
#include "server/listen.hpp"
#include "tests/storage/world.hpp"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>

using namespace folkmoot::tests;
namespace server = folkmoot::server;

namespace {

struct Heard {
    bool ended = false;
    Number number = 0;
};

/// Keeps what it is sent, in order. Sent from the hub's strand, read by the test.
class Ear : public server::Listener {
public:
    explicit Ear(Actor actor) : actor_(actor) {}

    Actor actor() const override { return actor_; }
    void send(std::shared_ptr<std::string const> message, std::size_t) override
    {
        std::lock_guard const lock(mutex_);
        said_ += *message;
        constexpr std::string_view mark = R"("method":"feeds.)";
        for (std::size_t at = 0; (at = message->find(mark, at)) != std::string::npos; ++at) {
            constexpr std::string_view number = R"("number":)";
            bool const ended = message->compare(at + mark.size(), 5, "ended") == 0;
            heard_.push_back({ended, ended ? 0
                                           : std::stol(message->substr(
                                                 message->find(number, at) + number.size(), 12))});
        }
        changed_.notify_all();
    }
    void close(int code) override
    {
        std::lock_guard const lock(mutex_);
        closed_ = code;
        changed_.notify_all();
    }

    /// False when it did not come in ten seconds.
    template <class Condition>
    bool waits_for(Condition condition)
    {
        std::unique_lock lock(mutex_);
        return changed_.wait_for(lock, std::chrono::seconds(10),
                                 [&] { return condition(heard_, closed_); });
    }
    bool waits_for_number(Number number)
    {
        return waits_for([&](auto const& heard, int) {
            return !heard.empty() && heard.back().number >= number;
        });
    }
    std::vector<Heard> heard()
    {
        std::lock_guard const lock(mutex_);
        return heard_;
    }

    bool was_told(std::string_view words)
    {
        std::lock_guard const lock(mutex_);
        return said_.find(words) != std::string::npos;
    }

private:
    Actor actor_;
    std::string said_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<Heard> heard_;
    int closed_ = 0;
};

struct Live {
    server::Threads threads{2};
    World world;
    std::optional<Store> other_node;
    Store& listened_at;
    server::Hub hub{server::feed_reader(listened_at), threads.strand()};

    Live() : listened_at(world.store.store().shared() ? opens_other_node() : world.store.store())
    {
        listened_at.listen(hub.commit_listener());
    }
    Store& opens_other_node()
    {
        return other_node.emplace(
            Store::Options{.place = world.store.place.place(), .log = [](std::string_view) {}},
            world.store.surroundings());
    }

    std::shared_ptr<Ear> connects(Somebody const& who)
    {
        auto ear = std::make_shared<Ear>(who.actor);
        hub.join(ear);
        return ear;
    }
    std::optional<Number> follows(std::shared_ptr<Ear> const& ear, FeedId feed)
    {
        std::promise<std::optional<Number>> promise;
        auto last = promise.get_future();
        hub.follow(ear, {.feeds = {{{.feed = feed}}}}, [&](Result<feeds::FollowedList> list) {
            bool const followed = list && !list->feeds.empty();
            promise.set_value(followed ? std::optional(list->feeds[0].last) : std::nullopt);
        });
        return last.get();
    }
    std::vector<Number> numbers_of(Somebody const& reader, FeedId feed, feeds::EntryKind kind)
    {
        std::vector<Number> numbers;
        feeds::EntryPage page{{}, true};
        for (Number after = 0; page.more; after = page.entries.back().number) {
            page = reader.catches_up(feed, after).value();
            for (auto const& entry : page.entries)
                if (entry.kind == kind)
                    numbers.push_back(entry.number);
        }
        return numbers;
    }
    Number last_of(FeedId feed)
    {
        return world.store.read([&](Read& read) { return last_number(read, feed); });
    }
};

} // namespace

TEST_CASE("a post is told live to who follows the group, with its words")
{
    Live live;
    auto const lead = live.world.person("Facilitator", live.world.northmere, true);
    auto const group = live.world.group(lead, groups::Kind::by_request);
    auto const feed = live.world.feeds(group).feed;
    auto const ear = live.connects(lead);
    auto const last = live.follows(ear, feed);
    REQUIRE(last);
    lead.starts(group, "Measures", "What do you count?").value();
    CHECK(ear->waits_for_number(*last + 1));
}

TEST_CASE("while people write at once, a follower misses nothing and a leaver hears nothing after")
{
    constexpr int writers = 3;
    constexpr int posts = 60;
    constexpr int comings = 12;
    Live live;
    auto const lead = live.world.person("Facilitator", live.world.northmere, true);
    auto const group = live.world.group(lead, groups::Kind::by_request);
    auto const feed = live.world.feeds(group).feed;
    auto const topic = lead.starts(group, "Measures", "What do you count?").value().topic;
    auto const fickle = live.world.person("Fickle", live.world.easthaven);
    std::vector<Somebody> people;
    for (int i = 0; i < writers; ++i)
        people.push_back(live.world.member(group, "Writer", live.world.northmere));

    auto const steady = live.connects(lead);
    auto const first = live.follows(steady, feed);
    REQUIRE(first);
    std::vector<std::thread> writing;
    for (auto const& person : people)
        writing.emplace_back([&live, person, topic] {
            for (int i = 0; i < posts; ++i)
                person.replies(topic, "We count hours.").value();
        });

    auto const ear = live.connects(fickle);
    std::vector<Number> followed_after;
    for (int i = 0; i < comings; ++i) {
        auto const seat = lead.adds(group, fickle).value().seat;
        auto const last = live.follows(ear, feed);
        REQUIRE(last);
        lead.removes(seat).value();
        CHECK_FALSE(live.follows(ear, feed)); // and what waited has been sent
        followed_after.push_back(*last);
    }
    for (auto& thread : writing)
        thread.join();

    auto const newest = live.last_of(feed);
    REQUIRE(steady->waits_for_number(newest));
    Number expected = *first;
    for (auto const& one : steady->heard())
        CHECK(one.number == ++expected);
    CHECK(expected == newest);

    REQUIRE(ear->waits_for([](auto const& heard, int) {
        return std::ranges::count(heard, true, &Heard::ended) == comings; // each end is told
    }));
    auto const left_at = live.numbers_of(lead, feed, feeds::EntryKind::member_left);
    REQUIRE(left_at.size() == comings);
    std::size_t time = 0; // of being there
    Number told = 0;
    for (auto const& one : ear->heard()) {
        REQUIRE(time < comings);
        if (one.ended) {
            ++time;
            told = 0;
        } else {
            CHECK(one.number == followed_after[time] + ++told);
            CHECK(one.number < left_at[time]);
        }
    }
    CHECK(time == comings);
}

TEST_CASE("ending a sign-in closes its connection")
{
    Live live;
    auto const person = live.world.person("Somebody", live.world.northmere);
    auto const ear = live.connects(person);
    live.world.store.change([&](Change& change) { end_sign_in(change, person.actor.sign_in); });
    CHECK(ear->waits_for(
        [](auto const&, int closed) { return closed == feeds::close_sign_in_ended; }));
}

TEST_CASE(
    "a connection to the group that a topic was moved from hears that it went, and no more of it")
{
    Live live;
    auto& world = live.world;
    auto const lead = world.person("Lead", world.northmere);
    auto const from = world.group(lead, groups::Kind::by_invitation, "From");
    auto const to = world.group(lead, groups::Kind::by_invitation, "To");
    auto const left = world.member(from, "Left", world.easthaven);
    auto const there = world.member(to, "There", world.easthaven);
    auto const topic = left.starts(from, "Before the move", "Words").value();
    auto const [from_feed, to_feed] = std::pair{world.feeds(from).feed, world.feeds(to).feed};
    auto const left_ear = live.connects(left);
    auto const there_ear = live.connects(there);
    REQUIRE(live.follows(left_ear, from_feed));
    REQUIRE(live.follows(there_ear, to_feed));

    lead.thanks(topic.post).value();
    world.store.change([&](Change& change) {
        may_move_topic(change, lead.actor, topic.topic, to).value();
        move_topic(change, lead.actor, {.topic = topic.topic, .from = from, .to = to}).value();
    });
    there.replies(topic.topic, "After the move").value();
    lead.deletes(topic.post, "Why it went").value();
    auto const last = lead.starts(from, "Another one", "Words").value().entry;

    REQUIRE(left_ear->waits_for_number(last));
    CHECK(left_ear->was_told("topic_moved_away"));
    CHECK(left_ear->was_told(to_string(topic.topic)));
    CHECK_FALSE(left_ear->was_told("After the move"));
    CHECK_FALSE(left_ear->was_told("Why it went"));
    REQUIRE(there_ear->waits_for([&](auto const& heard, int) { return heard.size() >= 3; }));
    CHECK(there_ear->was_told("topic_moved_here"));
    CHECK(there_ear->was_told("Before the move"));
    CHECK(there_ear->was_told("After the move"));
}
