#pragma once
// Networks to be moved: empty places of both engines, and rows in every table, with the values that are
// easily lost on the way.

#include "storage/database.hpp"
#include "storage/move.hpp"
#include "tests/storage/fixture.hpp"
#include "tests/storage/postgres_fixture.hpp"

#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace folkmoot::tests {

enum class Engine { sqlite, postgres };
std::string to_string(Engine engine);

/// A place without a network, gone with the object.
class EmptyPlace {
public:
    explicit EmptyPlace(Engine engine);

    DatabasePlace const& place() const { return place_; }
    /// With the schema of this program.
    std::unique_ptr<Database> open() const;
    /// What each table holds; opens and closes the place.
    std::vector<TableContent> contents() const;

private:
    TemporaryFolder folder_;
    std::optional<FreshDatabase> database_;
    DatabasePlace place_;
};

/// Rows by the names of their columns; where the columns are not known.
void put(Connection& connection, std::string const& table,
         std::vector<std::pair<std::string, Value>> const& columns);

/// As large as the demonstration network: rows in every table, and more than one page in some.
void put_network(Connection& connection);
/// The files of the contents that its rows name.
void put_contents(std::filesystem::path const& files);

/// Like the move, but it is killed by the operating system when `when` says so. True when that happened.
bool killed_move(DatabasePlace const& from, DatabasePlace const& to,
                 std::function<bool(MoveProgress const&)> const& when);

} // namespace folkmoot::tests
