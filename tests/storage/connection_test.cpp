// What a Connection promises, whichever engine it is on.

#include "tests/storage/engines.hpp"

#include <limits>

using namespace folkmoot::tests;

namespace {

constexpr Sql sum_of_ids = R"sql(SELECT COALESCE(sum(id), 0) FROM t)sql";
constexpr Sql ids_in_order = R"sql(SELECT id FROM t ORDER BY id)sql";

} // namespace

#define ON_BOTH(sentence) TEST_CASE_TEMPLATE(sentence, Engine, OnSqlite, OnPostgres)

ON_BOTH("what is stored comes back as it was: numbers, words, bytes and nothing at all")
{
    WithTable<Engine> with;
    std::string const words = "Zoë ‘read’ 10% — and \\ wrote\n'; DROP TABLE t";
    std::string const zeros("\0\xff\0", 3);
    with.talking.run("INSERT INTO t (id, word, bytes) VALUES ($1, $2, $3)",
                     {std::int64_t{1}, words, Bytes{zeros}});
    with.talking.run("INSERT INTO t (id, word, bytes) VALUES ($1, $2, $3)",
                     {std::numeric_limits<std::int64_t>::max(), Value{}, Value{}});
    with.talking.run("INSERT INTO t (id, word, bytes) VALUES ($1, $2, $3)",
                     {std::int64_t{3}, std::string{}, Bytes{}});
    int seen = 0;
    with.talking->run("SELECT id, word, bytes, other FROM t ORDER BY id", {},
                      [&](Columns const& row) {
                          ++seen;
                          CHECK(row.count() == 4);
                          CHECK(row.name(1) == "word");
                          CHECK(row.null(3));
                          if (row.integer(0) == 1) {
                              CHECK(row.text(1) == words);
                              CHECK(row.bytes(2) == zeros);
                              CHECK(row.value(2) == Value{Bytes{zeros}});
                          } else if (row.integer(0) == 3) {
                              CHECK_FALSE(row.null(1));
                              CHECK(row.text(1).empty());
                              CHECK_FALSE(row.null(2));
                              CHECK(row.bytes(2).empty());
                          } else {
                              CHECK(row.integer(0) == std::numeric_limits<std::int64_t>::max());
                              CHECK(row.null(1));
                              CHECK(row.null(2));
                              CHECK(row.value(1) == Value{});
                          }
                      });
    CHECK(seen == 3);
}

ON_BOTH("the least and negative numbers are kept")
{
    WithTable<Engine> with;
    with.add(1);
    for (auto const number : {std::numeric_limits<std::int64_t>::min(), std::int64_t{-1}}) {
        with.talking.run("UPDATE t SET must = $1", {number});
        CHECK(with.talking.number("SELECT must FROM t") == number);
    }
}

ON_BOTH("a text of many megabytes is stored and read")
{
    WithTable<Engine> with;
    std::string const big(8'000'000, 'w');
    with.talking->begin_change();
    with.talking.run("INSERT INTO t (id, word) VALUES ($1, $2)", {std::int64_t{1}, big});
    with.talking->commit();
    CHECK(with.talking.value("SELECT word FROM t") == Value{big});
}

ON_BOTH("a column is read as the type it has, never as another")
{
    WithTable<Engine> with;
    with.talking.run("INSERT INTO t (id, word, bytes) VALUES (1, 'word', $1)", {Bytes{"b"}});
    with.talking->run("SELECT id, word, bytes, other FROM t", {}, [](Columns const& row) {
        CHECK_THROWS_AS(row.text(0), DatabaseError);
        CHECK_THROWS_AS(row.bytes(0), DatabaseError);
        CHECK_THROWS_AS(row.integer(1), DatabaseError);
        CHECK_THROWS_AS(row.bytes(1), DatabaseError);
        CHECK_THROWS_AS(row.integer(2), DatabaseError);
        CHECK_THROWS_AS(row.text(2), DatabaseError);
        CHECK_THROWS_AS(row.integer(3), DatabaseError);
    });
}

ON_BOTH("rows are counted when changed, not when read")
{
    WithTable<Engine> with;
    CHECK(with.talking.run("INSERT INTO t (id) VALUES (1), (2), (3)") == 3);
    CHECK(with.talking.run("SELECT id FROM t") == 0);
    CHECK(with.talking.run("UPDATE t SET must = 1 WHERE id > 1 RETURNING id") == 2);
    CHECK(with.talking.run("DELETE FROM t WHERE id > 1") == 2);
    CHECK(with.talking.run("DELETE FROM t WHERE id > 1") == 0);
    CHECK(with.talking.run("INSERT INTO t (id) VALUES (1) ON CONFLICT DO NOTHING") == 0);
}

ON_BOTH("a count is a number, and a sum where it is one")
{
    WithTable<Engine> with;
    with.talking.run("INSERT INTO t (id) VALUES (1), (20000), (30005)");
    CHECK(with.rows() == 3);
    CHECK(with.talking.number("SELECT max(id) FROM t") == 30'005);
    CHECK(with.talking.number("SELECT sum(id) FROM t") == 50'006);
    CHECK(with.talking.number("SELECT sum(-2 * id) FROM t") == -100'012);
    CHECK(with.talking.number("SELECT sum(10000 * (id - id)) FROM t") == 0);
    CHECK(with.talking.number("SELECT sum(500000000 * id) FROM t") == 25'003'000'000'000);
}

ON_BOTH("a parameter may be used more than once, and out of order")
{
    WithTable<Engine> with;
    with.talking.run("INSERT INTO t (id, must, word) VALUES ($2, $1, $3)",
                     {std::int64_t{7}, std::int64_t{2}, std::string{"w"}});
    CHECK(with.talking.number("SELECT id FROM t WHERE must > $1 AND id = $1 AND word = $2",
                              {std::int64_t{2}, std::string{"w"}}) == 2);
}

ON_BOTH("a statement with too few parameters, or too many, does not run")
{
    WithTable<Engine> with;
    CHECK_THROWS_AS(with.talking.run("INSERT INTO t (id) VALUES ($1)", {}), DatabaseError);
    CHECK_THROWS_AS(
        with.talking.run("INSERT INTO t (id) VALUES ($1)", {std::int64_t{1}, std::int64_t{2}}),
        DatabaseError);
    CHECK_THROWS_AS(with.talking.run("SELECT 1; SELECT 2"), DatabaseError);
    CHECK(with.rows() == 0);
    CHECK(with.add(1) == 1);
}

ON_BOTH("statements may run while the rows of another are being read, even the same one")
{
    WithTable<Engine> with;
    with.talking.run("INSERT INTO t (id) VALUES (1), (2), (3)");
    int inner = 0;
    constexpr auto sql = "SELECT id FROM t ORDER BY id";
    with.talking->begin_change();
    with.talking->run(sql, {}, [&](Columns const& row) {
        with.talking->run(sql, {}, [&](Columns const&) { ++inner; });
        with.talking.run("UPDATE t SET must = $2 WHERE id = $1",
                         {row.integer(0), 10 * row.integer(0)});
    });
    with.talking->commit();
    CHECK(inner == 9);
    CHECK(with.talking.number("SELECT sum(must) FROM t") == 60);
}

ON_BOTH("what a row's function throws comes out, and the connection goes on")
{
    WithTable<Engine> with;
    with.talking.run("INSERT INTO t (id) VALUES (1), (2)");
    CHECK_THROWS_AS(with.talking->run("SELECT id FROM t", {},
                                      [](Columns const&) { throw std::domain_error("mine"); }),
                    std::domain_error);
    CHECK(with.rows() == 2);
}

ON_BOTH("what was not committed is gone, what was is there")
{
    WithTable<Engine> with;
    CHECK_FALSE(with.talking->in_transaction());
    with.talking->begin_change();
    CHECK(with.talking->in_transaction());
    with.add(1);
    with.talking->roll_back();
    CHECK_FALSE(with.talking->in_transaction());
    with.talking->begin_change();
    with.add(2);
    with.talking->commit();
    CHECK_FALSE(with.talking->in_transaction());
    Talking other{with.engine.connection()};
    CHECK(other.number("SELECT sum(id) FROM t") == 2);
}

ON_BOTH("a transaction in which nothing was done may be committed or rolled back")
{
    WithTable<Engine> with;
    for (bool const reads : {true, false}) {
        reads ? with.talking->begin_read() : with.talking->begin_change();
        with.talking->commit();
        CHECK_FALSE(with.talking->in_transaction());
        reads ? with.talking->begin_read() : with.talking->begin_change();
        with.talking->roll_back();
        CHECK_FALSE(with.talking->in_transaction());
    }
    with.talking->roll_back();
    CHECK(with.add(1) == 1);
}

ON_BOTH("a broken UNIQUE, FOREIGN KEY or CHECK is a conflict, and nothing else that fails is")
{
    WithTable<Engine> with;
    with.add(1);
    for (auto const sql : {"INSERT INTO t (id) VALUES (1)", "INSERT INTO t (id) VALUES (-1)",
                           "INSERT INTO t (id, other) VALUES (2, 9)"}) {
        with.talking->begin_change();
        with.add(3);
        CHECK_THROWS_AS(with.talking.run(sql), ConstraintBroken);
        CHECK(with.talking->in_transaction());
        with.talking->roll_back();
    }
    for (auto const sql : {"UPDATE t SET must = NULL", "SELECT nothing FROM nowhere"}) {
        with.talking->begin_change();
        CHECK_THROWS_AS(with.talking.run(sql), DatabaseError);
        with.talking->roll_back();
    }
    CHECK(with.rows() == 1);
}

ON_BOTH("what was put is done before what follows, in its order")
{
    WithTable<Engine> with;
    with.talking->begin_change();
    with.put(1);
    with.talking->put("UPDATE t SET must = $1", std::vector<Value>{std::int64_t{7}});
    CHECK(with.talking.number("SELECT must FROM t WHERE id = 1") == 7);
    with.put(2);
    with.talking->commit();
    with.put(3);
    with.talking->settle();
    CHECK(with.rows() == 3);
}

ON_BOTH("what is asked sees what was done before it and nothing after, each question its own rows")
{
    WithTable<Engine> with;
    with.talking->begin_change();
    Read read{*with.talking};
    auto const none = read.ask<std::int64_t>(sum_of_ids);
    with.put(1);
    auto const one = read.ask<std::int64_t>(sum_of_ids);
    auto const all = read.ask<std::int64_t>(ids_in_order);
    with.put(2);
    CHECK(with.rows() == 2);
    CHECK(none.row() == 0);
    CHECK(one.row() == 1);
    CHECK(all.rows() == std::vector<std::int64_t>{1});
    CHECK(read.ask<std::int64_t>(ids_in_order).rows() == std::vector<std::int64_t>{1, 2});
    with.talking->commit();
}

TEST_CASE("what was asked on PostgreSQL and undone before its answer is never taken for no rows")
{
    WithTable<OnPostgres> with;
    with.talking->begin_change();
    Read read{*with.talking};
    auto const asked = read.ask<std::int64_t>(sum_of_ids);
    with.talking->roll_back();
    with.talking->begin_change();
    CHECK_THROWS_AS(asked.row(), DatabaseError);
    CHECK(with.add(1) == 1);
    with.talking->commit();
}

ON_BOTH(
    "a failure of what was put shows at the latest when it settles, and goes with its transaction")
{
    WithTable<Engine> with;
    with.add(1);
    auto const twice = [&] {
        with.put(1);
        with.talking->settle();
    };
    auto const then_reads = [&] {
        with.put(1);
        with.rows();
    };
    for (bool const reads : {true, false}) {
        with.talking->begin_change();
        with.put(2);
        CHECK_THROWS_AS(reads ? then_reads() : twice(), ConstraintBroken);
        with.talking->roll_back();
        with.talking->settle();
    }
    with.talking->begin_change();
    with.put(3);
    with.talking->commit();
    CHECK(with.talking.number("SELECT sum(id) FROM t") == 4);
}

ON_BOTH("a read has one picture, whatever is committed meanwhile, and changes nothing")
{
    WithTable<Engine> with;
    with.add(1);
    Talking reader{with.engine.connection()};
    reader->begin_read();
    CHECK(reader.number("SELECT count(*) FROM t") == 1);
    with.add(2);
    CHECK(reader.number("SELECT count(*) FROM t") == 1);
    reader->roll_back();
    reader->begin_read();
    CHECK(reader.number("SELECT count(*) FROM t") == 2);
    reader->roll_back();
}

ON_BOTH("a script runs all its statements, or throws and leaves none in its transaction")
{
    WithTable<Engine> with;
    with.talking->begin_change();
    with.talking->run_script("INSERT INTO t (id) VALUES (1); INSERT INTO t (id) VALUES (2);");
    with.talking->commit();
    CHECK(with.rows() == 2);
    with.talking->begin_change();
    CHECK_THROWS_AS(with.talking->run_script("INSERT INTO t (id) VALUES (3); SELECT no_column;"),
                    DatabaseError);
    with.talking->roll_back();
    CHECK(with.rows() == 2);
}
