#pragma once
// The rows of any table in pages, read and written without knowing what they mean; for storage/move.

#include "storage/move.hpp"
#include "storage/sha256.hpp"

#include <memory>
#include <optional>

namespace folkmoot::storage {

using RowValues = std::vector<Value>;
using RowPage = std::vector<RowValues>;

std::int64_t count_rows(Connection& connection, MovedTable const& table);

/// The rows in the order of their key, a page at a time: an answer of a large table would not fit into
/// memory.
class TablePages {
public:
    TablePages(Connection& connection, MovedTable const& table);

    /// By their names in alphabetical order, the same on both engines; none of an empty table.
    std::vector<std::string> const& columns() const { return columns_; }
    /// Nothing when there are no more.
    std::optional<RowPage> next();

private:
    void find_columns();

    Connection& connection_;
    MovedTable const& table_;
    std::vector<std::string> columns_;
    std::vector<std::size_t> key_; ///< places in columns_
    std::string first_;            ///< SQL of the first page, and of one behind a row
    std::string behind_;
    std::vector<Value> key_of_last_;
    bool ended_ = false;
};

class TableWriter {
public:
    TableWriter(Connection& connection, MovedTable const& table,
                std::vector<std::string> const& columns);

    /// Throws std::runtime_error naming the table when the database refuses a row.
    void add(RowPage page);
    /// After the last page: fills the column that names other rows.
    void finish();

private:
    std::string insert_of(std::size_t rows) const;
    void keep_for_later(RowValues& row, std::size_t place);

    Connection& connection_;
    MovedTable const& table_;
    std::vector<std::string> const& columns_;
    std::optional<std::size_t> later_; ///< its place in columns_
    std::vector<std::size_t> key_;
    std::vector<std::vector<Value>> kept_; ///< the value, then the key, of each row that has one
};

/// SHA-256 over each value: its kind, its length and its bytes.
class ContentHash {
public:
    void add(RowPage const& page);
    TableContent content() const;

private:
    void add(Value const& value);

    Sha256 hash_;
    std::int64_t rows_ = 0;
};

/// PostgreSQL's text holds no character 0. Throws std::runtime_error naming the row.
void refuse_nul(MovedTable const& table, std::vector<std::string> const& columns,
                RowPage const& page);

} // namespace folkmoot::storage
