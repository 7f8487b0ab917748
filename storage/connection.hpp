#pragma once
// One connection to one database, whichever engine. Small on purpose: sqlite/ implements it (postgres/
// later). Used by one thread at a time; its owner decides which.

#include "storage/sql.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace folkmoot::storage {

struct Bytes {
    std::string value;
    bool operator==(Bytes const&) const = default;
};
/// What a column or a parameter holds.
using Value = std::variant<std::monostate, std::int64_t, std::string, Bytes>;

/// One row of a result; valid until the next.
class Columns {
public:
    virtual ~Columns() = default;
    virtual std::size_t count() const = 0;
    virtual std::string_view name(std::size_t column) const = 0;
    virtual bool null(std::size_t column) const = 0;
    virtual std::int64_t integer(std::size_t column) const = 0;
    virtual std::string_view text(std::size_t column) const = 0;
    virtual std::string_view bytes(std::size_t column) const = 0;
};

/// The database refused for a reason a person may be told about.
struct DiskFull : std::runtime_error {
    using runtime_error::runtime_error;
};
/// A UNIQUE, FOREIGN KEY or CHECK constraint did not hold.
struct ConstraintBroken : std::runtime_error {
    using runtime_error::runtime_error;
};
/// Anything else: our mistake, or the disk's.
struct DatabaseError : std::runtime_error {
    using runtime_error::runtime_error;
};

class Connection {
public:
    virtual ~Connection() = default;

    /// Runs one statement, calls `row` for each row. Returns the number of rows changed.
    /// Throws DiskFull, ConstraintBroken, DatabaseError. Statements are kept prepared.
    virtual std::int64_t run(std::string_view sql, std::span<Value const> parameters,
                             std::function<void(Columns const&)> const& row) = 0;
    /// Runs several statements without parameters: the text of a migration.
    virtual void run_script(std::string_view sql) = 0;

    /// Whether a transaction is open (SQLITE_FULL may end it by itself).
    virtual bool in_transaction() const = 0;
    virtual void begin_read() = 0;
    virtual void begin_change() = 0;
    /// When it throws, nothing is stored; the transaction may still be open.
    virtual void commit() = 0;
    /// Does nothing when no transaction is open.
    virtual void roll_back() noexcept = 0;
    virtual void savepoint() = 0;
    virtual void release_savepoint() = 0;
    /// Undoes what was done since savepoint(), and ends it.
    virtual void roll_back_to_savepoint() = 0;

    /// What the engine wants done between transactions; asked by the writer after each commit, and once
    /// more, with `idle`, when nothing has waited for a moment.
    virtual void keep_house(bool idle) = 0;
};

} // namespace folkmoot::storage
