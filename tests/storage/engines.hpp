#pragma once
// Both engines for the same test bodies: TEST_CASE_TEMPLATE("…", Engine, OnSqlite, OnPostgres).

#include "storage/postgres/connection.hpp"
#include "storage/sqlite/connection.hpp"
#include "tests/storage/fixture.hpp"
#include "tests/storage/postgres_fixture.hpp"

#include <doctest/doctest.h>

namespace folkmoot::tests {

/// An empty database, and connections to it.
class OnSqlite {
public:
    static constexpr auto bytes_type = "BLOB";

    std::unique_ptr<Connection> connection()
    {
        return std::make_unique<sqlite::SqliteConnection>(folder_.path() / "folkmoot.sqlite",
                                                          sqlite::Access::write);
    }

private:
    TemporaryFolder folder_;
};

class OnPostgres {
public:
    static constexpr auto bytes_type = "BYTEA";

    OnPostgres() { database_.superuser().run_script("CREATE SCHEMA folkmoot"); }
    std::unique_ptr<Connection> connection()
    {
        return std::make_unique<postgres::PostgresConnection>(postgres::Address{database_.url()});
    }
    PostgresDatabase& superuser() { return database_.superuser(); }

private:
    FreshDatabase database_;
};

/// A connection with the words of these tests.
class Talking {
public:
    explicit Talking(std::unique_ptr<Connection> connection) : connection_(std::move(connection)) {}

    Connection* operator->() { return connection_.get(); }
    Connection& operator*() { return *connection_; }

    std::int64_t run(std::string_view sql, std::vector<Value> const& parameters = {})
    {
        return connection_->run(sql, parameters, [](Columns const&) {});
    }
    /// The first column of the last row.
    Value value(std::string_view sql, std::vector<Value> const& parameters = {})
    {
        Value value;
        connection_->run(sql, parameters, [&](Columns const& row) { value = row.value(0); });
        return value;
    }
    std::int64_t number(std::string_view sql, std::vector<Value> const& parameters = {})
    {
        return std::get<std::int64_t>(value(sql, parameters));
    }

private:
    std::unique_ptr<Connection> connection_;
};

/// A connection to a table t with a column of each type.
template <class Engine>
struct WithTable {
    WithTable()
    {
        talking->run_script(
            "CREATE TABLE t (id BIGINT NOT NULL PRIMARY KEY CHECK (id > 0), word TEXT, bytes " +
            std::string{Engine::bytes_type} +
            ", other BIGINT REFERENCES t (id), must BIGINT NOT NULL DEFAULT 0)");
    }
    std::int64_t rows() { return talking.number("SELECT count(*) FROM t"); }
    std::int64_t add(std::int64_t id)
    {
        return talking.run("INSERT INTO t (id) VALUES ($1)", {id});
    }

    void put(std::int64_t id)
    {
        talking->put("INSERT INTO t (id) VALUES ($1)", std::vector<Value>{id});
    }

    Engine engine;
    Talking talking{engine.connection()};
};

} // namespace folkmoot::tests
