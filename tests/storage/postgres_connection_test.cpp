// What only PostgreSQL does: several change at once, and the line may break.

#include "tests/storage/engines.hpp"

#include <atomic>
#include <chrono>
#include <limits>
#include <thread>

using namespace folkmoot::tests;
using namespace folkmoot::storage::postgres;

namespace {

Uuid thing(std::uint8_t last)
{
    Uuid id;
    id.bytes[0] = 1; // the key is taken from the other end
    id.bytes[15] = last;
    return id;
}

/// Waits for something that is sure to come; 20 seconds are for a very slow machine.
void until(std::function<bool()> const& so)
{
    auto const latest = std::chrono::steady_clock::now() + std::chrono::seconds{20};
    while (!so()) {
        if (std::chrono::steady_clock::now() > latest) {
            throw std::runtime_error("it did not come");
        }
        std::this_thread::sleep_for(std::chrono::milliseconds{2});
    }
}

/// How many of the database's connections wait for `event`.
int waiting(PostgresDatabase& superuser, std::string const& event)
{
    return std::stoi(superuser
                         .rows("SELECT count(*) FROM pg_stat_activity WHERE datname = "
                               "current_database() AND wait_event = '" +
                               event + "'")
                         .front()
                         .front());
}

/// Ends all others, and waits until they are gone.
void end_others(PostgresDatabase& superuser)
{
    constexpr auto others = " FROM pg_stat_activity WHERE datname = current_database() AND pid <> "
                            "pg_backend_pid() AND backend_type = 'client backend'";
    superuser.rows(std::string{"SELECT pg_terminate_backend(pid)"} + others);
    until([&] { return superuser.rows(std::string{"SELECT pid"} + others).empty(); });
}

struct Two : WithTable<OnPostgres> {
    PostgresDatabase& superuser() { return engine.superuser(); }

    Talking& first = talking;
    Talking second{engine.connection()};
};

/// Holds `what` in a transaction of its own, on a thread of its own, and says when it has it.
class Holder {
public:
    Holder(Talking& talking, Hold how, Uuid const& what)
        : thread_([this, &talking, how, what] {
              talking->begin_change();
              talking->hold(how, what);
              talking.number("SELECT count(*) FROM t");
              has_ = true;
              talking->commit();
          })
    {
    }
    ~Holder() { thread_.join(); }

    bool has() const { return has_; }

private:
    std::atomic<bool> has_ = false;
    std::thread thread_;
};

} // namespace

TEST_CASE(
    "what one holds alone another awaits until the end of the transaction, and then sees its work")
{
    for (auto const how : {Hold::alone, Hold::together}) {
        Two two;
        two.first->begin_change();
        two.first->hold(Hold::alone, thing(1));
        two.add(1);
        {
            Holder const other{two.second, how, thing(1)};
            until([&] { return waiting(two.superuser(), "advisory") == 1; });
            CHECK_FALSE(other.has());
            two.first->commit();
        }
        CHECK(two.second.number("SELECT count(*) FROM t") == 1);
    }
}

TEST_CASE("a statement after a hold sees what the one before committed, in the same transaction")
{
    Two two;
    two.second->begin_change();
    CHECK(two.second.number("SELECT count(*) FROM t") == 0);
    two.first->begin_change();
    two.first->hold(Hold::alone, thing(1));
    two.add(1);
    std::int64_t seen = -1;
    std::thread other{[&] {
        two.second->hold(Hold::alone, thing(1));
        seen = two.second.number("SELECT count(*) FROM t");
    }};
    until([&] { return waiting(two.superuser(), "advisory") == 1; });
    two.first->commit();
    other.join();
    CHECK(seen == 1);
}

TEST_CASE("several hold the same together, and one who wants it alone waits for them")
{
    Two two;
    two.first->begin_change();
    two.first->hold(Hold::together, thing(1));
    CHECK(two.rows() == 0);
    two.second->begin_change();
    two.second->hold(Hold::together, thing(1));
    CHECK(two.second.number("SELECT count(*) FROM t") == 0);
    two.second->roll_back();
    Holder const other{two.second, Hold::alone, thing(1)};
    until([&] { return waiting(two.superuser(), "advisory") == 1; });
    CHECK_FALSE(other.has());
    two.first->commit();
}

TEST_CASE("different things are held at the same time, and the same more than once")
{
    Two two;
    two.first->begin_change();
    two.first->hold(Hold::alone, thing(1));
    two.first->hold(Hold::alone, thing(1));
    two.first->hold(Hold::together, thing(1));
    two.second->begin_change();
    two.second->hold(Hold::alone, thing(2));
    CHECK(two.rows() + two.second.number("SELECT count(*) FROM t") == 0);
    constexpr auto held = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted";
    CHECK(two.superuser().rows(held).front().front() == "2");
    two.first->commit();
    two.second->roll_back();
    CHECK(two.second.number("SELECT 1") == 1);
    CHECK(two.superuser().rows(held).front().front() == "0");
}

TEST_CASE("what was only to be held is not waited for once its transaction is rolled back")
{
    Two two;
    two.first->begin_change();
    two.first->hold(Hold::alone, thing(1));
    CHECK(two.rows() == 0);
    two.second->run_script("SET lock_timeout = '50ms'");
    two.second->begin_change();
    CHECK(two.second.number("SELECT count(*) FROM t") == 0);
    two.second->hold(Hold::alone, thing(1));
    two.second->roll_back();
    two.second->begin_change();
    CHECK(two.second.number("SELECT count(*) FROM t") == 0);
    two.second->roll_back();
    two.first->roll_back();
}

TEST_CASE("what was put and would fail is undone without a word, and nothing after it is lost")
{
    WithTable<OnPostgres> with;
    with.add(1);
    with.talking->begin_change();
    with.add(4);
    with.put(1);
    with.talking->roll_back();
    with.talking->begin_change();
    with.add(5);
    with.put(6);
    with.talking->commit();
    CHECK(with.talking.number("SELECT sum(id) FROM t") == 12);
}

TEST_CASE("a commit after something that was put and fails stores nothing")
{
    WithTable<OnPostgres> with;
    with.talking->begin_change();
    with.add(1);
    with.put(1);
    CHECK_THROWS_AS(with.talking->commit(), ConstraintBroken);
    with.talking->roll_back();
    with.talking->begin_change();
    CHECK(with.rows() == 0);
    with.talking->roll_back();
}

TEST_CASE("what was put on a connection that broke is reported at the latest when it settles")
{
    WithTable<OnPostgres> with;
    with.talking->begin_change();
    with.add(1);
    with.put(2);
    end_others(with.engine.superuser());
    CHECK_THROWS_AS(with.talking->settle(), ConnectionLost);
    CHECK_FALSE(with.talking->in_transaction());
    with.talking->roll_back();
    CHECK_NOTHROW(with.talking->settle());
}

TEST_CASE("of two who wait for each other one gives way, and the other goes on")
{
    Two two;
    std::atomic<int> gave_way = 0;
    two.first->begin_change();
    two.second->begin_change();
    two.first->hold(Hold::alone, thing(1));
    two.rows();
    auto const add_and_commit = [&](Talking& talking, std::string_view sql) {
        try {
            talking.run(sql);
            talking->commit();
        } catch (GaveWay const&) {
            ++gave_way;
            talking->roll_back();
        }
    };
    std::thread other{[&] {
        two.second->hold(Hold::alone, thing(2));
        two.second->hold(Hold::alone, thing(1));
        add_and_commit(two.second, "INSERT INTO t (id) VALUES (2)");
    }};
    until([&] { return waiting(two.superuser(), "advisory") == 1; });
    two.first->hold(Hold::alone, thing(2));
    add_and_commit(two.first, "INSERT INTO t (id) VALUES (1)");
    other.join();
    CHECK(gave_way == 1);
    CHECK(two.rows() == 1);
}

TEST_CASE("who would wait for too long gives way")
{
    Two two;
    two.second->run_script("SET lock_timeout = '50ms'");
    two.first->begin_change();
    two.first->hold(Hold::alone, thing(1));
    CHECK(two.rows() == 0);
    two.second->begin_change();
    two.second->hold(Hold::together, thing(1));
    CHECK_THROWS_AS(two.second.number("SELECT count(*) FROM t"), GaveWay);
    two.second->roll_back();
    two.first->roll_back();
}

TEST_CASE("a change sees what others commit meanwhile, statement by statement")
{
    Two two;
    two.second->begin_change();
    CHECK(two.second.number("SELECT count(*) FROM t") == 0);
    two.add(1);
    CHECK(two.second.number("SELECT count(*) FROM t") == 1);
    two.second->roll_back();
}

TEST_CASE("a read cannot change anything")
{
    WithTable<OnPostgres> with;
    with.talking->begin_read();
    CHECK_THROWS_AS(with.add(1), ConnectionLost); // as on a server that became a standby
    CHECK_FALSE(with.talking->in_transaction());
}

TEST_CASE("a connection that broke is made again when the next transaction begins")
{
    Two two;
    end_others(two.superuser());
    two.first->begin_change();
    two.add(1);
    two.first->commit();
    two.second->begin_read();
    CHECK(two.second.number("SELECT count(*) FROM t") == 1);
    two.second->roll_back();
}

TEST_CASE("of a change whose connection broke before the commit nothing is stored")
{
    WithTable<OnPostgres> with;
    for (bool const at_commit : {true, false}) {
        with.talking->begin_change();
        with.add(1);
        end_others(with.engine.superuser());
        if (at_commit) {
            CHECK_THROWS_AS(with.talking->commit(), ConnectionLost);
        } else {
            CHECK_THROWS_AS(with.add(2), ConnectionLost);
            CHECK_THROWS_AS(with.add(3), ConnectionLost);
        }
        CHECK_FALSE(with.talking->in_transaction());
        with.talking->roll_back();
        with.talking->begin_read();
        CHECK(with.rows() == 0);
        with.talking->roll_back();
    }
}

TEST_CASE("a connection that breaks during the commit is reported, stored or not")
{
    WithTable<OnPostgres> with;
    auto& superuser = with.engine.superuser();
    superuser.run_script(
        "CREATE FUNCTION public.awaits() RETURNS trigger LANGUAGE plpgsql AS "
        "'BEGIN PERFORM pg_advisory_xact_lock(77); RETURN NULL; END';"
        "CREATE CONSTRAINT TRIGGER awaits AFTER INSERT ON folkmoot.t DEFERRABLE INITIALLY DEFERRED "
        "FOR EACH ROW EXECUTE FUNCTION public.awaits(); SELECT pg_advisory_lock(77)");
    with.talking->begin_change();
    with.add(1);
    bool reported = false;
    std::thread committing{[&] {
        try {
            with.talking->commit();
        } catch (ConnectionLost const&) {
            reported = true;
        }
    }};
    until([&] { return waiting(superuser, "advisory") == 1; });
    end_others(superuser);
    committing.join();
    CHECK(reported);
    superuser.run_script("SELECT pg_advisory_unlock_all()");
    with.talking->begin_read();
    CHECK(with.rows() == 0);
}

TEST_CASE("a commit that no longer waits for its standby is reported as one nobody knows of")
{
    PostgresCluster cluster;
    PostgresDatabase superuser{cluster};
    superuser.run_script("CREATE SCHEMA folkmoot; CREATE TABLE folkmoot.t (id BIGINT)");
    superuser.run_script("ALTER SYSTEM SET synchronous_standby_names = 'nobody'");
    superuser.run_script("SELECT pg_reload_conf()");
    until([&] {
        return superuser.rows("SHOW synchronous_standby_names").front().front() == "nobody";
    });
    Talking talking{std::make_unique<PostgresConnection>(Address{cluster.url()})};
    talking->begin_change();
    talking.run("INSERT INTO t (id) VALUES (1)");
    bool reported = false;
    std::thread committing{[&] {
        try {
            talking->commit();
        } catch (ConnectionLost const&) {
            reported = true;
        }
    }};
    until([&] { return waiting(superuser, "SyncRep") == 1; });
    superuser.rows(
        "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'");
    committing.join();
    CHECK(reported);
}

TEST_CASE("nothing is awaited for ever, but a commit waits for its standby as long as it takes")
{
    WithTable<OnPostgres> with;
    auto const setting = [&](std::string const& name) {
        return with.talking.value("SELECT current_setting($1)", {name});
    };
    CHECK(setting("lock_timeout") == Value{std::string{"10s"}});
    CHECK(setting("statement_timeout") == Value{std::string{"30s"}});
    CHECK(setting("idle_in_transaction_session_timeout") == Value{std::string{"1min"}});
    CHECK(setting("search_path") == Value{std::string{"folkmoot, pg_temp"}});
    CHECK(setting("synchronous_commit") == Value{std::string{"on"}});
    with.talking->run_script("SET statement_timeout = '200ms'");
    CHECK_THROWS_AS(with.talking.run("SELECT CAST(pg_sleep(20) AS TEXT)"), GaveWay);
    with.engine.superuser().run_script(
        "CREATE FUNCTION public.slow() RETURNS trigger LANGUAGE plpgsql AS "
        "'BEGIN PERFORM pg_sleep(0.5); RETURN NULL; END';"
        "CREATE CONSTRAINT TRIGGER slow AFTER INSERT ON folkmoot.t DEFERRABLE INITIALLY DEFERRED "
        "FOR EACH ROW EXECUTE FUNCTION public.slow()");
    with.talking->begin_change();
    with.add(1);
    CHECK_NOTHROW(with.talking->commit());
    CHECK(with.rows() == 1);
}

TEST_CASE("a value of another type than the statement wants does not run")
{
    WithTable<OnPostgres> with;
    CHECK_THROWS_AS(with.talking.run("INSERT INTO t (id) VALUES ($1)", {std::string{"1"}}),
                    DatabaseError);
    CHECK_THROWS_AS(with.talking.run("SELECT id FROM t WHERE word = $1", {Bytes{"1"}}),
                    DatabaseError);
    CHECK_THROWS_AS(with.talking.run("SELECT id FROM t WHERE CAST(id AS INTEGER) = $1",
                                     {std::int64_t{3'000'000'000}}),
                    DatabaseError);
    CHECK_THROWS_AS(with.talking.number("SELECT 1.5"), DatabaseError);
    CHECK_THROWS_AS(with.talking.number("SELECT 9223372036854775808"), DatabaseError);
    CHECK(with.talking.number("SELECT CAST(9223372036854775807 AS NUMERIC)") ==
          std::numeric_limits<std::int64_t>::max());
    CHECK(with.talking.number("SELECT CAST(-9223372036854775808 AS NUMERIC)") ==
          std::numeric_limits<std::int64_t>::min());
}
