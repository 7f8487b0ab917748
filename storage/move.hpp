#pragma once
// A whole network from one place to another, whichever engines, row by row. Everything that is written
// there is one transaction, looked at again before it is committed: what is there in the end is all of
// it or nothing.

#include "storage/database.hpp"

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace folkmoot::storage {

struct MovedTable {
    std::string_view name;
    /// Columns of its primary key, with commas; rows are read and hashed in this order.
    std::string_view key;
    /// A column that names another row of the same table: filled when all rows are there.
    std::string_view later;
};
/// Every table of a network, those that others refer to before them.
std::span<MovedTable const> moved_tables();

/// The number of rows and the SHA-256 (hexadecimal) of all their values with their kinds and lengths.
/// The same for the same rows, whichever engine holds them.
struct TableContent {
    std::int64_t rows = 0;
    std::string hash;
    bool operator==(TableContent const&) const = default;
};

struct TableMoved {
    std::string table;
    TableContent here;
    TableContent there;
    bool agrees() const { return here == there; }
};

/// Feeds, and how many of them have every entry from 1 to their number: all, when all is well.
struct FeedNumbers {
    std::int64_t feeds = 0;
    std::int64_t in_step = 0;
    bool operator==(FeedNumbers const&) const = default;
};

struct Moved {
    std::vector<TableMoved> tables;
    FeedNumbers here;
    FeedNumbers there;
    bool agrees() const;
};

struct MoveProgress {
    enum class Doing { copying, comparing };
    Doing doing = Doing::copying;
    std::string_view table;
    std::int64_t rows = 0; ///< of this table so far
    std::int64_t rows_of_table = 0;
    int percent = 0; ///< of all rows
};
using MoveWatcher = std::function<void(MoveProgress const&)>;

/// `from` holds a network and `to` no row, both with the schema of this program and without a
/// transaction. When the report does not agree, or it throws, nothing is stored. Throws
/// std::runtime_error with a sentence for the operator (a row that cannot be stored is named), and what
/// the connections throw.
/// `before_commit` may throw to prevent it.
Moved move_rows(
    Connection& from, Connection& to, MoveWatcher const& watcher,
    std::function<void()> const& before_commit = [] {});

/// The same from place to place: claims both, makes the schema in `to`. No server may be running on
/// either; one that is seen is refused. Throws like move_rows.
Moved move_network(DatabasePlace const& from, DatabasePlace const& to, Instant now,
                   std::function<void(std::string_view)> const& log, MoveWatcher const& watcher);

/// Of one table as it is now, within the transaction of `connection`.
TableContent content_of(Connection& connection, MovedTable const& table);
FeedNumbers feed_numbers_of(Connection& connection);

} // namespace folkmoot::storage
