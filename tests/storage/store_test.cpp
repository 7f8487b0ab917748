// What the store promises: group commit, each change for itself, entries without gaps, disk full.

#include "tests/storage/fixture.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <condition_variable>
#include <future>
#include <map>

using namespace folkmoot::tests;
using folkmoot::protocol::conflict;

namespace {

constexpr Sql count_entries = R"sql(SELECT count(*) FROM entries)sql";
constexpr Sql count_feeds = R"sql(SELECT count(*) FROM feeds)sql";
constexpr Sql numbers_of = R"sql(SELECT number FROM entries WHERE feed = $1 ORDER BY number)sql";
constexpr Sql last_of = R"sql(SELECT last_number FROM feeds WHERE id = $1)sql";
constexpr Sql add_feed = R"sql(
    INSERT INTO feeds (id, kind, last_number) VALUES ($1, 'group', 0)
)sql";
// As large as it is now, and no page more; and as large as it likes again.
constexpr Sql fill_disk = R"sql(PRAGMA max_page_count = 1)sql";
constexpr Sql empty_disk = R"sql(PRAGMA max_page_count = 1000000)sql";

FeedId make_feed(FreshStore& store)
{
    return store.change([](Change& change) {
        auto const feed = change.fresh_id<FeedId>();
        change.make_feed(feed, "group");
        return feed;
    });
}

Number write(Change& change, FeedId feed)
{
    return change.write_entry({.feed = feed, .kind = feeds::EntryKind::post_added});
}

/// Keeps the writer busy with one change until it is let go, so that what is asked meanwhile waits.
class HeldWriter {
public:
    explicit HeldWriter(Store& store)
    {
        store.change<Done>(
            [this](Change&) -> Result<Done> {
                held_.set_value();
                released_.get_future().wait();
                return Done{};
            },
            [this](Result<Done>) { done_.set_value(); });
        held_.get_future().wait();
    }
    void let_go()
    {
        released_.set_value();
        done_.get_future().wait();
    }

private:
    std::promise<void> held_;
    std::promise<void> released_;
    std::promise<void> done_;
};

/// Collects results in the order in which they come.
template <class T>
class Answers {
public:
    std::function<void(Result<T>)> next()
    {
        return [this](Result<T> result) {
            std::lock_guard const lock{mutex_};
            results_.push_back(std::move(result));
            changed_.notify_all();
        };
    }
    std::vector<Result<T>> wait_for(std::size_t count)
    {
        std::unique_lock lock{mutex_};
        changed_.wait(lock, [&] { return results_.size() >= count; });
        return results_;
    }
    std::size_t count()
    {
        std::lock_guard const lock{mutex_};
        return results_.size();
    }

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<Result<T>> results_; // under mutex_
};

Result<Done> write_much(Change& change, FeedId feed)
{
    for (int i = 0; i < 1'000; ++i) {
        write(change, feed);
    }
    return Done{};
}

ErrorName name_of(auto const& result)
{
    REQUIRE(result.has_error());
    return result.error().name;
}

} // namespace

TEST_CASE("changes that wait together are stored by one commit and answered after it")
{
    constexpr int together = 40; // no engine takes fewer into one commit
    FreshStore store;
    std::atomic<int> commits = 0;
    store.store().listen({.settled = [&](std::uint64_t, Committed const&) { ++commits; }});
    auto const feed = make_feed(store);
    commits = 0;
    HeldWriter held{store.store()};
    Answers<Number> answers;
    std::atomic<int> seen_before_commit = 0;
    for (int i = 0; i < together; ++i) {
        store.store().change<Number>(
            [&](Change& change) -> Result<Number> { return write(change, feed); },
            [&, next = answers.next()](Result<Number> result) {
                seen_before_commit += commits.load() < 2 ? 1 : 0;
                next(std::move(result));
            });
    }
    CHECK(answers.count() == 0);
    held.let_go();
    auto const results = answers.wait_for(together);
    CHECK(commits == 2); // the one that held, and one for all the others
    CHECK(seen_before_commit == 0);
    for (std::size_t i = 0; i < results.size(); ++i) {
        CHECK(results[i].value() == static_cast<Number>(i) + 1);
    }
    CHECK(store.read([](Read& read) { return read.number(count_entries); }) == together);
}

TEST_CASE("a batch holds at most batch_max changes")
{
    FreshStore store{{.batch_max = 10}};
    std::atomic<int> commits = 0;
    store.store().listen({.settled = [&](std::uint64_t, Committed const&) { ++commits; }});
    HeldWriter held{store.store()};
    Answers<Done> answers;
    for (int i = 0; i < 25; ++i) {
        store.store().change<Done>([](Change&) -> Result<Done> { return Done{}; }, answers.next());
    }
    held.let_go();
    answers.wait_for(25);
    store.end();
    CHECK(commits == 1 + 3);
}

TEST_CASE("a change that fails takes nothing of the others with it")
{
    FreshStore store;
    auto const feed = make_feed(store);
    HeldWriter held{store.store()};
    Answers<Done> answers;
    auto const ask = [&](std::function<Result<Done>(Change&)> end) {
        store.store().change<Done>(
            [feed, end](Change& change) -> Result<Done> {
                write(change, feed);
                return end(change);
            },
            answers.next());
    };
    ask([](Change&) -> Result<Done> { return Done{}; });
    ask([](Change&) -> Result<Done> { return forbidden("no"); });
    ask([](Change&) -> Result<Done> { throw std::runtime_error("broken"); });
    ask([](Change&) -> Result<Done> { throw 1; });
    ask([feed](Change& change) -> Result<Done> {
        change.make_feed(feed, "group"); // there is one already
        return Done{};
    });
    ask([](Change&) -> Result<Done> { return Done{}; });
    ask([feed](Change& change) -> Result<Done> {
        change.put(add_feed, feed); // and nobody waits for it
        return Done{};
    });
    ask([feed](Change& change) -> Result<Done> {
        change.put(add_feed, feed);
        return forbidden("no");
    });
    ask([](Change&) -> Result<Done> { return Done{}; });
    held.let_go();
    auto const results = answers.wait_for(9);
    CHECK(results[0].has_value());
    CHECK(name_of(results[1]) == ErrorName::forbidden);
    CHECK(name_of(results[2]) == ErrorName::internal);
    CHECK(name_of(results[3]) == ErrorName::internal);
    CHECK(name_of(results[4]) == ErrorName::conflict);
    CHECK(results[5].has_value());
    CHECK(name_of(results[6]) == ErrorName::conflict);
    CHECK(results[7].has_error()); // whichever of the two was noticed first
    CHECK(results[8].has_value());
    auto const numbers =
        store.read([&](Read& read) { return read.rows<Number>(numbers_of, feed); });
    CHECK(numbers == std::vector<Number>{1, 2, 3});
}

TEST_CASE("what is refused before it wrote does not part those who wait together, what wrote does")
{
    FreshStore store;
    auto const feed = make_feed(store);
    for (bool const writes_first : {false, true}) {
        std::atomic<int> commits = 0;
        store.store().listen({.settled = [&](std::uint64_t, Committed const&) { ++commits; }});
        HeldWriter held{store.store()};
        Answers<Done> answers;
        for (int i = 0; i < 8; ++i) {
            bool const refused = i == 2;
            store.store().change<Done>(
                [=](Change& change) -> Result<Done> {
                    if (!refused || writes_first) {
                        write(change, feed);
                    }
                    return refused ? Result<Done>{forbidden("no")} : Done{};
                },
                answers.next());
        }
        held.let_go();
        auto const results = answers.wait_for(8);
        CHECK(std::ranges::count_if(results, &Result<Done>::has_value) == 7);
        // The one that held; and of the eight 0-1, 3, 4-7 when the third has to be undone alone.
        CHECK(commits == (writes_first ? 1 + 3 : 1 + 1));
        store.restart();
    }
    CHECK(store.read([&](Read& read) { return read.number(last_of, feed); }) == 14);
}

TEST_CASE("whose fault it was that nobody waited for is found out, whatever comes after it")
{
    FreshStore store;
    auto const feed = make_feed(store);
    std::function<Result<Done>(Change&)> const refuses_at_once = [](Change&) -> Result<Done> {
        return forbidden("no");
    };
    std::function<Result<Done>(Change&)> const refuses_after_putting =
        [](Change& change) -> Result<Done> {
        change.put(add_feed, change.fresh_id<FeedId>());
        return forbidden("no");
    };
    for (auto const& next : {refuses_at_once, refuses_after_putting}) {
        auto const stored = store.read([](Read& read) { return read.number(count_feeds); });
        HeldWriter held{store.store()};
        Answers<Done> answers;
        auto const puts = [](FeedId id) {
            return [id](Change& change) -> Result<Done> {
                change.put(add_feed, id);
                return Done{};
            };
        };
        auto const fresh = [](Change& change) -> Result<Done> {
            change.put(add_feed, change.fresh_id<FeedId>());
            return Done{};
        };
        store.store().change<Done>(fresh, answers.next());
        store.store().change<Done>(puts(feed), answers.next()); // there is one already
        store.store().change<Done>(next, answers.next());
        store.store().change<Done>(fresh, answers.next());
        held.let_go();
        auto const results = answers.wait_for(4);
        CHECK(results[0].has_value());
        CHECK(name_of(results[1]) == ErrorName::conflict);
        CHECK(name_of(results[2]) == ErrorName::forbidden);
        CHECK(results[3].has_value());
        CHECK(store.read([](Read& read) { return read.number(count_feeds); }) == stored + 2);
    }
}

TEST_CASE("what a change throws is logged, and people are told nothing of it")
{
    std::string logged;
    FreshStore store{{.log = [&](std::string_view line) { logged += line; }}};
    auto const result = store.change(
        [](Change&) -> Result<Done> { throw std::runtime_error("the cellar is flooded"); });
    CHECK(name_of(result) == ErrorName::internal);
    CHECK(result.error().message.find("cellar") == std::string::npos);
    store.end();
    CHECK(logged.find("the cellar is flooded") != std::string::npos);
}

TEST_CASE("entries of each feed are numbered 1, 2, 3 without gaps whatever fails in between")
{
    auto const seed = std::random_device{}();
    CAPTURE(seed);
    std::mt19937 random{seed};
    FreshStore store;
    std::vector<FeedId> feeds;
    for (int i = 0; i < 5; ++i) {
        feeds.push_back(make_feed(store));
    }
    std::map<FeedId, Number> model;
    Answers<Done> answers;
    constexpr int changes = 2'000;
    for (int i = 0; i < changes; ++i) {
        std::vector<FeedId> written(random() % 4);
        std::ranges::generate(written, [&] { return feeds[random() % feeds.size()]; });
        auto const fate = random() % 4;
        if (fate < 2) {
            for (auto const& feed : written) {
                ++model[feed];
            }
        }
        store.store().change<Done>(
            [written, fate](Change& change) -> Result<Done> {
                for (auto const& feed : written) {
                    write(change, feed);
                }
                if (fate == 2) {
                    return conflict("no");
                }
                if (fate == 3) {
                    throw std::runtime_error("broken");
                }
                return Done{};
            },
            answers.next());
    }
    answers.wait_for(changes);
    store.restart();
    for (auto const& feed : feeds) {
        auto const numbers =
            store.read([&](Read& read) { return read.rows<Number>(numbers_of, feed); });
        REQUIRE(numbers.size() == static_cast<std::size_t>(model[feed]));
        for (std::size_t i = 0; i < numbers.size(); ++i) {
            CHECK(numbers[i] == static_cast<Number>(i) + 1);
        }
        CHECK(store.read([&](Read& read) { return read.number(last_of, feed); }) == model[feed]);
    }
}

TEST_CASE("an entry of a feed that does not exist cannot be written")
{
    FreshStore store;
    auto const result = store.change(
        [](Change& change) -> Result<Number> { return write(change, change.fresh_id<FeedId>()); });
    CHECK(name_of(result) == ErrorName::internal);
}

TEST_CASE("narrowings of rights are told before the commit, the rest after it, answers last")
{
    FreshStore store;
    auto const feed = make_feed(store);
    std::vector<std::string> order; // only the writer's thread adds, until the store has ended
    store.restart();
    store.store().listen(
        {.before_commit =
             [&](std::uint64_t, std::vector<RightChange> const& narrowings) {
                 order.push_back("before " + std::to_string(narrowings.size()));
                 auto const told = store.store().read_now<std::int64_t>(
                     [](Read& read) -> Result<std::int64_t> { return read.number(count_entries); });
                 order.push_back("stored " + std::to_string(told.value()));
             },
         .settled =
             [&](std::uint64_t, Committed const& made) {
                 order.push_back("settled " + std::to_string(made.entries.size()) + " " +
                                 std::to_string(made.right_changes.size()));
             }});
    std::promise<void> answered;
    store.store().change<Done>(
        [feed](Change& change) -> Result<Done> {
            write(change, feed);
            change.right_changes({.kind = RightChange::Kind::feed_begun, .feed = feed});
            change.right_changes({.kind = RightChange::Kind::feed_ended, .feed = feed});
            return Done{};
        },
        [&](Result<Done>) {
            order.push_back("answered");
            answered.set_value();
        });
    answered.get_future().wait();
    store.end();
    CHECK(order == std::vector<std::string>{"before 1", "stored 0", "settled 1 2", "answered"});
}

TEST_CASE("a batch in which every change fails is neither committed nor told")
{
    FreshStore store;
    int told = 0;
    store.store().listen(
        {.before_commit = [&](std::uint64_t, std::vector<RightChange> const&) { ++told; },
         .settled = [&](std::uint64_t, Committed const&) { ++told; }});
    auto const result = store.change([](Change& change) -> Result<Done> {
        change.right_changes({.kind = RightChange::Kind::person_ended});
        return not_found();
    });
    CHECK(name_of(result) == ErrorName::not_found);
    store.end();
    CHECK(told == 0);
}

TEST_CASE("on a full disk writes answer unavailable and store nothing, reads go on, writes resume" *
          doctest::test_suite("only SQLite"))
{
    FreshStore store;
    auto const feed = make_feed(store);
    store.change([](Change& change) { change.run(fill_disk); });

    HeldWriter held{store.store()};
    Answers<Done> answers;
    for (int i = 0; i < 5; ++i) {
        store.store().change<Done>(
            [feed](Change& change) -> Result<Done> { return write_much(change, feed); },
            answers.next());
    }
    held.let_go();
    for (auto const& result : answers.wait_for(5)) {
        CHECK(name_of(result) == ErrorName::unavailable);
    }
    CHECK(store.read([](Read& read) { return read.number(count_entries); }) == 0);
    CHECK(store.read([&](Read& read) { return read.number(last_of, feed); }) == 0);

    store.change([](Change& change) { change.run(empty_disk); });
    CHECK(store.change([feed](Change& change) { return write_much(change, feed); }).has_value());
    CHECK(store.read([](Read& read) { return read.number(count_entries); }) == 1'000);
}

TEST_CASE("when one change of a batch fills the disk, the small ones beside it are stored once" *
          doctest::test_suite("only SQLite"))
{
    FreshStore store;
    auto const feed = make_feed(store);
    store.change([](Change& change) { change.run(fill_disk); });
    HeldWriter held{store.store()};
    Answers<Done> answers;
    auto const ask = [&](std::function<Result<Done>(Change&)> work) {
        store.store().change<Done>(std::move(work), answers.next());
    };
    auto const little = [feed](Change& change) -> Result<Done> {
        write(change, feed);
        return Done{};
    };
    ask(little);
    ask([feed](Change& change) -> Result<Done> { return write_much(change, feed); });
    ask(little);
    held.let_go();
    auto const results = answers.wait_for(3);
    CHECK(results[0].has_value());
    CHECK(name_of(results[1]) == ErrorName::unavailable);
    CHECK(results[2].has_value());
    auto const numbers =
        store.read([&](Read& read) { return read.rows<Number>(numbers_of, feed); });
    CHECK(numbers == std::vector<Number>{1, 2});
}

TEST_CASE("what waits too long a queue is answered unavailable at once")
{
    FreshStore store{{.changes_waiting_max = 3}};
    HeldWriter held{store.store()};
    Answers<Done> waiting;
    for (int i = 0; i < 3; ++i) {
        store.store().change<Done>([](Change&) -> Result<Done> { return Done{}; }, waiting.next());
    }
    auto const refused = store.change([](Change&) -> Result<Done> { return Done{}; });
    CHECK(name_of(refused) == ErrorName::unavailable);
    CHECK(waiting.count() == 0);
    held.let_go();
    for (auto const& result : waiting.wait_for(3)) {
        CHECK(result.has_value());
    }
}

TEST_CASE("a store that ends finishes what waits, and refuses what comes later")
{
    FreshStore store;
    auto const feed = make_feed(store);
    HeldWriter held{store.store()};
    Answers<Done> answers;
    Answers<Done> late;
    for (int i = 0; i < 50; ++i) {
        store.store().change<Done>(
            [feed](Change& change) -> Result<Done> {
                write(change, feed);
                return Done{};
            },
            answers.next());
    }
    std::promise<void> ending;
    std::thread ender{[&] {
        ending.set_value();
        store.end();
    }};
    ending.get_future().wait();
    held.let_go();
    ender.join();
    for (auto const& result : answers.wait_for(50)) {
        CHECK(result.has_value());
    }
    store.restart();
    CHECK(store.read([](Read& read) { return read.number(count_entries); }) == 50);
}

TEST_CASE("a read sees one picture of the database while changes go on")
{
    FreshStore store;
    auto const feed = make_feed(store);
    auto const [first, second] = store.read([&](Read& read) {
        auto const before = read.number(count_entries);
        store.change([feed](Change& change) { write(change, feed); });
        return std::pair{before, read.number(count_entries)};
    });
    CHECK(first == 0);
    CHECK(second == 0);
    CHECK(store.read([](Read& read) { return read.number(count_entries); }) == 1);
}

TEST_CASE("a read that throws is answered internal and the next one works")
{
    FreshStore store{{.readers = 1}};
    auto const result =
        store.read([](Read&) -> Result<Done> { throw std::runtime_error("broken"); });
    CHECK(name_of(result) == ErrorName::internal);
    CHECK(store.read([](Read& read) { return read.number(count_feeds); }) == 0);
}

TEST_CASE("a read cannot change anything")
{
    FreshStore store;
    auto const feed = make_feed(store);
    auto const result = store.read([feed](Read& read) -> Result<Done> {
        constexpr Sql change = R"sql(UPDATE feeds SET last_number = 5 WHERE id = $1)sql";
        read.row<Number>(change, feed);
        return Done{};
    });
    CHECK(result.has_error());
    CHECK(store.read([&](Read& read) { return read.number(last_of, feed); }) == 0);
}

TEST_CASE("the instant of a change stands still and its ids differ")
{
    FreshStore store;
    store.change([&](Change& change) {
        auto const at = change.now();
        store.clock.pass(std::chrono::seconds{5});
        CHECK(change.now() == at);
        CHECK(change.fresh_uuid() != change.fresh_uuid());
    });
}
