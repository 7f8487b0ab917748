// What is planned to end does so by itself, at its moment or when a server begins after it.

#include "server/endings.hpp"

#include "storage/endings.hpp"
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

    void plan(std::chrono::microseconds ahead)
    {
        Instant const at{world.store.clock.now().microseconds + ahead.count()};
        boss.asks(end_somebody, {.person = anna, .at = at}).value();
    }
    bool is_here() { return asks(anna, "people.me", "{}").find("Anna") != std::string::npos; }
};

} // namespace

TEST_CASE_FIXTURE(Ending, "whoever was to leave while no server ran is gone before the doors open")
{
    plan(std::chrono::hours{1});
    std::string said;
    auto const log = [&](std::string_view line) { said = line; };
    server::end_what_is_due(*store, log);
    CHECK(is_here());
    world.store.clock.pass(std::chrono::hours{1});
    server::end_what_is_due(*store, log);
    CHECK_FALSE(is_here());
    CHECK(said.empty());
}

TEST_CASE_FIXTURE(Ending, "whoever is to leave is gone when it is time, without being asked for")
{
    plan(std::chrono::hours{1});
    server::keep_ending(store, strand);
    CHECK(is_here());
    strand->pass();
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
    auto const second = world.person("Second", world.northmere, true);
    Instant const at{world.store.clock.now().microseconds + 1'000'000};
    boss.asks(end_somebody, {.person = second, .at = at}).value();
    boss.asks(appoint_administrator, {.person = boss, .administrator = false}).value();
    world.store.clock.pass(std::chrono::hours{1});
    std::string said;
    server::end_what_is_due(*store, [&](std::string_view line) { said = line; });
    CHECK(said.find(to_string(second.person)) != std::string::npos);
    CHECK(said.find("last administrator") != std::string::npos);
}

TEST_CASE_FIXTURE(Ending, "nothing is looked for any more when the server has stopped")
{
    server::keep_ending(store, strand);
    store.reset();
    strand->pass();
    CHECK(strand->later.empty());
}
