// What is planned to end does so by itself, at its moment or when a server begins after it.

#include "server/endings.hpp"

#include "tests/server/doors_scene.hpp"

#include <condition_variable>
#include <deque>
#include <thread>

using namespace folkmoot;
using namespace folkmoot::tests;

namespace {

/// Hears from the store's threads; the test runs what they posted, and says what time it is.
class HeardStrand : public server::Strand {
public:
    void post(std::function<void()> work) override
    {
        std::lock_guard const lock{mutex_};
        posted_.push_back(std::move(work));
        changed_.notify_all();
    }
    void post_after(std::chrono::microseconds, std::function<void()> work) override
    {
        later.push_back(std::move(work));
    }
    /// Waits for it.
    void run_one()
    {
        std::unique_lock lock{mutex_};
        changed_.wait(lock, [this] { return !posted_.empty(); });
        auto const work = std::move(posted_.front());
        posted_.pop_front();
        lock.unlock();
        work();
    }
    void pass()
    {
        for (auto const& work : std::exchange(later, {}))
            work();
    }

    std::vector<std::function<void()>> later;

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<std::function<void()>> posted_; // under mutex_
};

struct Ending : Doors {
    std::shared_ptr<HeardStrand> strand = std::make_shared<HeardStrand>();
    /// Whoever shares the store does not own it.
    std::shared_ptr<Store> store{&world.store.store(), [](Store*) {}};
    Somebody boss = world.administrator();
    Somebody anna = world.person("Anna", world.northmere);
    std::vector<std::string> said;
    std::shared_ptr<server::Endings> endings = std::make_shared<server::Endings>(
        [this](std::string_view line) { said.emplace_back(line); });

    void plan(std::chrono::microseconds ahead)
    {
        Instant const at{world.store.clock.now().microseconds + ahead.count()};
        boss.asks(end_somebody, {.person = anna, .at = at}).value();
    }
    bool is_here() { return is_here(anna); }
    bool is_here(Somebody const& who)
    {
        return asks(who, "people.me", "{}").find(to_string(who.person)) != std::string::npos;
    }
    /// Somebody who was to end a second from now, and is the last administrator by then.
    Somebody last_administrator()
    {
        auto second = world.person("Second", world.northmere, true);
        Instant const at{world.store.clock.now().microseconds + 1'000'000};
        boss.asks(end_somebody, {.person = second, .at = at}).value();
        make_administrator(boss, false);
        world.store.clock.pass(std::chrono::hours{1});
        return second;
    }
    void make_administrator(Somebody const& who, bool administrator)
    {
        boss.asks(appoint_administrator, {.person = who, .administrator = administrator}).value();
    }
};

} // namespace

TEST_CASE_FIXTURE(Ending, "whoever was to leave while no server ran is gone before the doors open")
{
    plan(std::chrono::hours{1});
    endings->end_now(*store);
    CHECK(is_here());
    world.store.clock.pass(std::chrono::hours{1});
    endings->end_now(*store);
    CHECK_FALSE(is_here());
    CHECK(said.empty());
}

TEST_CASE_FIXTURE(Ending, "whoever is to leave is gone when it is time, without being asked for")
{
    plan(std::chrono::hours{1});
    endings->keep(store, strand);
    strand->run_one();
    CHECK(is_here());
    world.store.clock.pass(std::chrono::hours{1});
    strand->pass();
    strand->run_one();
    while (is_here()) // the change is under way
        std::this_thread::yield();
    CHECK(strand->later.size() == 1); // and it looks on
}

TEST_CASE_FIXTURE(Ending, "the last administrator stays, and the operator is told at the start")
{
    auto const second = last_administrator();
    endings->end_now(*store);
    REQUIRE(said.size() == 1);
    CHECK(said[0].find(to_string(second.person)) != std::string::npos);
    CHECK(said[0].find("last administrator") != std::string::npos);
}

TEST_CASE_FIXTURE(Ending, "an ending that is refused is tried again each minute, and told of once")
{
    auto const second = last_administrator();
    endings->end_now(*store);
    world.store.clock.pass(server::refused_ending_tried_every);
    endings->keep(store, strand);
    strand->run_one(); // tries
    strand->run_one(); // and is refused again
    CHECK(said.size() == 1);

    make_administrator(boss, true);
    strand->pass();
    strand->run_one();
    make_administrator(anna, true); // waits for what was begun before it
    CHECK(is_here(second));
    world.store.clock.pass(server::refused_ending_tried_every);
    strand->pass();
    strand->run_one();
    while (is_here(second))
        std::this_thread::yield();
}

TEST_CASE_FIXTURE(Ending, "what is refused anew after it was undone is told of anew")
{
    auto const second = last_administrator();
    endings->end_now(*store);
    boss.asks(undo_ending, {.person = second}).value();
    endings->keep(store, strand);
    strand->run_one();
    CHECK(is_here(second));
    make_administrator(boss, true);
    Instant const at{world.store.clock.now().microseconds + 1'000'000};
    boss.asks(end_somebody, {.person = second, .at = at}).value();
    make_administrator(boss, false);
    world.store.clock.pass(std::chrono::seconds{1});
    strand->pass();
    strand->run_one();
    strand->run_one();
    CHECK(said.size() == 2);
}

TEST_CASE_FIXTURE(Ending, "nothing is looked for any more when the server has stopped")
{
    endings->keep(store, strand);
    store.reset();
    strand->pass();
    CHECK(strand->later.empty());
}
