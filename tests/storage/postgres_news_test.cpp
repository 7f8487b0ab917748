// What nodes tell each other.

#include "storage/postgres/news.hpp"
#include "storage/postgres/news_payload.hpp"
#include "tests/storage/engines.hpp"

#include <algorithm>
#include <condition_variable>
#include <limits>
#include <map>
#include <mutex>

using namespace folkmoot::tests;
using namespace folkmoot::storage::postgres;

namespace {

template <class IdType>
IdType an_id(std::uint8_t last)
{
    IdType id;
    id.bytes[15] = last;
    return id;
}

Committed entry(std::uint8_t feed, Number number)
{
    return {.entries = {{an_id<FeedId>(feed), number}}, .right_changes = {}};
}

/// One node's news, and what it hears.
class Node {
public:
    explicit Node(std::string const& url)
        : news_(open_news(Address{url}, [this](std::string_view line) {
              std::lock_guard const lock{mutex_};
              logged_ += std::string{line} + "\n";
              came_.notify_all();
          }))
    {
        news_->listen({[this](Committed const& committed) {
                           std::lock_guard const lock{mutex_};
                           for (auto const& one : committed.entries) {
                               newest_[one.feed] = one.number;
                           }
                           std::ranges::copy(committed.right_changes, std::back_inserter(rights_));
                           ++heard_;
                           came_.notify_all();
                       },
                       [this] {
                           std::lock_guard const lock{mutex_};
                           ++missed_;
                           came_.notify_all();
                       },
                       [this](HereTold const& told) {
                           std::lock_guard const lock{mutex_};
                           for (auto const person : told.here) {
                               here_[person] = told.node;
                           }
                           for (auto const person : told.gone) {
                               here_.erase(person);
                           }
                           asked_ = asked_ || told.asks;
                           came_.notify_all();
                       }});
    }

    void tell(Committed const& committed) { news_->tell(committed); }
    void tell(HereTold const& told) { news_->tell(told); }
    void end() { news_.reset(); }

    /// Waits for what is sure to come.
    void hears(std::uint8_t feed, Number number)
    {
        until([&] { return newest_[an_id<FeedId>(feed)] >= number; });
    }
    void hears_rights(std::size_t count)
    {
        until([&] { return rights_.size() >= count; });
    }
    void hears_of_people(std::size_t count)
    {
        until([&] { return here_.size() == count; });
    }
    void is_asked()
    {
        until([&] { return asked_; });
    }
    std::map<PersonId, Uuid> here()
    {
        std::lock_guard const lock{mutex_};
        return here_;
    }
    void misses()
    {
        until([&] { return missed_ > 0; });
    }
    void logs(std::string const& words)
    {
        until([&] { return logged_.find(words) != std::string::npos; });
    }
    std::vector<RightChange> rights()
    {
        std::lock_guard const lock{mutex_};
        return rights_;
    }
    int heard()
    {
        std::lock_guard const lock{mutex_};
        return heard_;
    }

private:
    void until(std::function<bool()> const& so)
    {
        std::unique_lock lock{mutex_};
        REQUIRE(came_.wait_for(lock, std::chrono::seconds{20}, so));
    }

    std::mutex mutex_;
    std::condition_variable came_;
    std::map<FeedId, Number> newest_;
    std::vector<RightChange> rights_;
    int heard_ = 0;
    int missed_ = 0;
    std::map<PersonId, Uuid> here_; ///< told by which node
    bool asked_ = false;
    std::string logged_;
    std::unique_ptr<News> news_; // the last: it calls us
};

RightChange ending(RightChange::Kind kind, Number rights)
{
    return {.kind = kind,
            .person = an_id<PersonId>(1),
            .feed = kind == RightChange::Kind::feed_ended ? std::optional{an_id<FeedId>(2)}
                                                          : std::nullopt,
            .sign_in = kind == RightChange::Kind::sign_in_ended ? std::optional{an_id<SignInId>(3)}
                                                                : std::nullopt,
            .rights = rights};
}

} // namespace

TEST_CASE("news keep of each feed the newest number, and every change of rights")
{
    Telling telling;
    telling.add(entry(1, 5));
    telling.add(entry(1, 4));
    telling.add(entry(2, 9));
    for (auto const kind : {RightChange::Kind::feed_ended, RightChange::Kind::feed_begun,
                            RightChange::Kind::sign_in_ended, RightChange::Kind::person_ended}) {
        telling.add({.entries = {}, .right_changes = {ending(kind, 7)}});
    }
    auto const payloads = payloads_of(an_id<Uuid>(8), telling);
    REQUIRE(payloads.size() == 1);
    auto const read = payload_from(payloads.front());
    REQUIRE(read);
    CHECK(read->node == an_id<Uuid>(8));
    REQUIRE(read->committed.entries.size() == 2);
    CHECK(read->committed.entries[0].feed == an_id<FeedId>(1));
    CHECK(read->committed.entries[0].number == 5);
    CHECK(read->committed.entries[1].number == 9);
    REQUIRE(read->committed.right_changes.size() == 4);
    for (std::size_t i = 0; i < 4; ++i) {
        auto const& change = read->committed.right_changes[i];
        auto const meant = ending(static_cast<RightChange::Kind>(i), 7);
        CHECK(change.kind == meant.kind);
        CHECK(change.person == meant.person);
        CHECK(change.feed == meant.feed);
        CHECK(change.sign_in == meant.sign_in);
        CHECK(change.rights == 7);
    }
}

TEST_CASE("news of many feeds fit into payloads that PostgreSQL takes")
{
    Telling telling;
    for (int i = 0; i < 1'000; ++i) {
        FeedId feed;
        feed.bytes[0] = static_cast<std::uint8_t>(i >> 8);
        feed.bytes[1] = static_cast<std::uint8_t>(i);
        telling.add({.entries = {{feed, std::numeric_limits<Number>::max()}}, .right_changes = {}});
    }
    std::size_t feeds = 0;
    for (auto const& payload : payloads_of(an_id<Uuid>(8), telling)) {
        CHECK(payload.size() < 8'000);
        feeds += payload_from(payload).value().committed.entries.size();
    }
    CHECK(feeds == 1'000);
}

TEST_CASE("a payload that is not ours is nothing")
{
    auto const node = to_string(an_id<Uuid>(8));
    auto const feed = to_string(an_id<FeedId>(1));
    CHECK(payload_from("1 " + node));
    CHECK(payload_from("1 " + node + " e:" + feed + ":1"));
    CHECK(payload_from("1 " + node + " a h:" + feed + " g:" + feed));
    for (auto const& text :
         {std::string{}, std::string{"1"}, "2 " + node, std::string{"1 somebody"},
          "1 " + node + " ", "1 " + node + " e:" + feed, "1 " + node + " e:" + feed + ":-1",
          "1 " + node + " e:" + feed + ":1x", "1 " + node + " e:-:1",
          "1 " + node + " x:" + feed + ":1", "1 " + node + " h:-",
          "1 " + node + " h:" + feed + ":1", "1 " + node + " g:x", "1 " + node + " a:1",
          "1 " + node + " r:feed_ended:1:-:-", "1 " + node + " r:feed_mended:1:-:-:-",
          "1 " + node + " r:feed_ended:1:x:-:-",
          "1 " + node + " e:" + feed + ":99999999999999999999"}) {
        CAPTURE(text);
        CHECK_FALSE(payload_from(text));
    }
}

TEST_CASE("each node hears what the others committed, and nothing of its own")
{
    FreshDatabase database;
    Node one{database.url()};
    Node other{database.url()};
    Node third{database.url()};
    for (Number number = 1; number <= 200; ++number) {
        one.tell(entry(1, number));
    }
    one.tell({.entries = {}, .right_changes = {ending(RightChange::Kind::person_ended, 3)}});
    other.hears(1, 200);
    third.hears(1, 200);
    other.hears_rights(1);
    CHECK(other.rights().front().rights == 3);
    other.tell(entry(2, 1));
    one.hears(2, 1);
    CHECK(one.heard() == 1);
}

TEST_CASE("of who is here the last word is told, in payloads that PostgreSQL takes")
{
    HereTelling telling;
    std::vector<PersonId> people;
    for (int i = 0; i < 1'000; ++i) {
        PersonId person;
        person.bytes[0] = static_cast<std::uint8_t>(i >> 8);
        person.bytes[1] = static_cast<std::uint8_t>(i);
        people.push_back(person);
    }
    telling.add({.node = {}, .here = people, .gone = {}, .asks = true});
    telling.add({.node = {}, .here = {}, .gone = {people[7]}});
    HereTold told;
    for (auto const& payload : payloads_of(an_id<Uuid>(8), telling)) {
        CHECK(payload.size() < 8'000);
        auto const read = payload_from(payload).value();
        CHECK(read.committed.entries.empty());
        CHECK(read.here.node == an_id<Uuid>(8));
        std::ranges::copy(read.here.here, std::back_inserter(told.here));
        std::ranges::copy(read.here.gone, std::back_inserter(told.gone));
        told.asks = told.asks || read.here.asks;
    }
    CHECK(told.here.size() == 999);
    CHECK(told.gone == std::vector{people[7]});
    CHECK(told.asks);
}

TEST_CASE("each node hears who is at the others, and which of them says so")
{
    FreshDatabase database;
    Node one{database.url()};
    Node other{database.url()};
    Node third{database.url()};
    one.tell({.node = {}, .here = {an_id<PersonId>(1), an_id<PersonId>(2)}, .gone = {}});
    other.tell({.node = {}, .here = {an_id<PersonId>(3)}, .gone = {}, .asks = true});
    third.hears_of_people(3);
    third.is_asked();
    auto const here = third.here();
    CHECK(here.at(an_id<PersonId>(1)) == here.at(an_id<PersonId>(2)));
    CHECK(here.at(an_id<PersonId>(1)) != here.at(an_id<PersonId>(3)));
    one.hears_of_people(1); // not those it told of itself
    one.tell({.node = {}, .here = {}, .gone = {an_id<PersonId>(2)}});
    third.hears_of_people(2);
    CHECK(third.heard() == 0); // nothing of it is a commit
}

TEST_CASE("what was told just before the end still goes out")
{
    FreshDatabase database;
    Node one{database.url()};
    Node other{database.url()};
    for (std::uint8_t feed = 1; feed <= 20; ++feed) {
        one.tell(entry(feed, 1));
    }
    one.end();
    other.hears(20, 1);
}

TEST_CASE("news that cannot be understood are logged and passed over")
{
    FreshDatabase database;
    Node one{database.url()};
    Node other{database.url()};
    database.superuser().run_script("NOTIFY folkmoot_news, 'gossip'");
    other.logs("cannot be understood");
    one.tell(entry(1, 1));
    other.hears(1, 1);
}

TEST_CASE("a node whose line broke is told that it missed something, and hears again")
{
    FreshDatabase database;
    Node one{database.url()};
    Node other{database.url()};
    database.superuser().rows("SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                              "WHERE datname = current_database() AND pid <> pg_backend_pid()");
    one.misses();
    other.misses();
    other.logs("up again");
    one.tell(entry(1, 1));
    other.hears(1, 1);
}
