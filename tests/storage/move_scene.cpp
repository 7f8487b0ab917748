#include "tests/storage/move_scene.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

namespace folkmoot::tests {

std::string to_string(Engine engine)
{
    return engine == Engine::sqlite ? "SQLite" : "PostgreSQL";
}

EmptyPlace::EmptyPlace(Engine engine)
{
    if (engine == Engine::sqlite) {
        place_.folder = folder_.path() / "network";
    } else {
        place_.url = database_.emplace().url();
    }
}

std::unique_ptr<Database> EmptyPlace::open() const
{
    auto database = open_database(place_, [](std::string_view) {});
    database->migrate(Instant{});
    return database;
}

std::vector<TableContent> EmptyPlace::contents() const
{
    auto const database = open();
    std::vector<TableContent> contents;
    auto const connection = database->reading();
    connection->begin_read();
    for (auto const& table : moved_tables()) {
        contents.push_back(content_of(*connection, table));
    }
    connection->roll_back();
    return contents;
}

void put(Connection& connection, std::string const& table,
         std::vector<std::pair<std::string, Value>> const& columns)
{
    std::string names;
    std::string places;
    std::vector<Value> values;
    for (auto const& [name, value] : columns) {
        values.push_back(value);
        names += (names.empty() ? "" : ", ") + name;
        places += (places.empty() ? "$" : ", $") + std::to_string(values.size());
    }
    connection.run("INSERT INTO " + table + " (" + names + ") VALUES (" + places + ")", values,
                   [](Columns const&) {});
}

namespace {

/// In a child of ours: leaves nothing of the tests to run on.
[[noreturn]] void move_until(DatabasePlace const& from, DatabasePlace const& to,
                             std::function<bool(MoveProgress const&)> const& when)
{
    try {
        move_network(
            from, to, Instant{}, [](std::string_view) {},
            [&](MoveProgress const& now) {
                if (when(now)) {
                    ::raise(SIGKILL);
                }
            });
    } catch (...) { // the parent sees that nobody was killed
    }
    ::_exit(1);
}

} // namespace

bool killed_move(DatabasePlace const& from, DatabasePlace const& to,
                 std::function<bool(MoveProgress const&)> const& when)
{
    auto const child = ::fork();
    if (child == 0) {
        move_until(from, to, when);
    }
    int status = 0;
    return ::waitpid(child, &status, 0) == child && WIFSIGNALED(status) &&
           WTERMSIG(status) == SIGKILL;
}

} // namespace folkmoot::tests
