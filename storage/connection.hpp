#pragma once
// One connection to one database, whichever engine. Small on purpose: sqlite/ and postgres/ implement
// it. Used by one thread at a time; its owner decides which.

#include "protocol/values.hpp"
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
    /// A copy of whatever it holds, for those who do not know the statement.
    virtual Value value(std::size_t column) const = 0;
};

/// The database refused for a reason a person may be told about.
struct DiskFull : std::runtime_error {
    using runtime_error::runtime_error;
};
/// A UNIQUE, FOREIGN KEY or CHECK constraint did not hold.
struct ConstraintBroken : std::runtime_error {
    using runtime_error::runtime_error;
};
/// The database went away or cannot be reached. Whether a commit under way was stored, nobody knows.
struct ConnectionLost : std::runtime_error {
    using runtime_error::runtime_error;
};
/// Transactions waited for each other in a circle and this one gave way, or a statement took longer than
/// it may: run again, it may succeed.
struct GaveWay : std::runtime_error {
    using runtime_error::runtime_error;
};
/// Anything else: our mistake, or the disk's.
struct DatabaseError : std::runtime_error {
    using runtime_error::runtime_error;
};

/// Takes the rows of a statement that was asked for. Lives at least until it is answered.
struct RowsTaken {
    virtual ~RowsTaken() = default;
    virtual void take(Columns const& row) = 0;
    bool answered = false; ///< all rows were taken
};

/// Whether others may hold the same thing meanwhile.
enum class Hold { alone, together };

class Connection {
public:
    virtual ~Connection() = default;

    /// Runs one statement, calls `row` for each row. Returns the number of rows changed.
    /// Throws DiskFull, ConstraintBroken, ConnectionLost, GaveWay, DatabaseError: then the open
    /// transaction, if any, can only be rolled back. Statements are kept prepared.
    virtual std::int64_t run(std::string_view sql, std::span<Value const> parameters,
                             std::function<void(Columns const&)> const& row) = 0;
    /// Runs one statement that gives no rows, and that nobody has to wait for: it may go out together with
    /// what comes next. Its failure then shows there: at the next run(), settle() or commit(), which throw
    /// it as run() would have.
    virtual void put(std::string_view sql, std::span<Value const> parameters)
    {
        run(sql, parameters, [](Columns const&) {});
    }
    /// Runs one statement whose rows nobody needs yet: it too may go out together with what comes next, and
    /// is answered at the latest when the next run() or settle() returns. It fails as what is put.
    virtual void ask(std::string_view sql, std::span<Value const> parameters,
                     std::shared_ptr<RowsTaken> rows)
    {
        run(sql, parameters, [&](Columns const& row) { rows->take(row); });
        rows->answered = true;
    }
    /// Waits for what was put or asked.
    virtual void settle() {}
    /// Runs several statements without parameters: the text of a migration.
    virtual void run_script(std::string_view sql) = 0;

    /// Whether a transaction is open (SQLITE_FULL, and a lost connection, end it by themselves).
    virtual bool in_transaction() const = 0;
    /// These two connect again when the connection was lost.
    virtual void begin_read() = 0;
    virtual void begin_change() = 0;
    /// In a change: waits until no other transaction holds `what` in a way that excludes this one, and
    /// holds it until the transaction ends. Nothing where there is only one writer. Throws ConnectionLost, GaveWay.
    virtual void hold(Hold how, protocol::Uuid const& what) = 0;
    /// When it throws, nothing is stored (ConnectionLost apart); the transaction may still be open.
    virtual void commit() = 0;
    /// Does nothing when no transaction is open.
    virtual void roll_back() noexcept = 0;

    /// What the engine wants done between transactions; asked by the writer after each commit, and once
    /// more, with `idle`, when nothing has waited for a moment.
    virtual void keep_house(bool idle) = 0;
};

} // namespace folkmoot::storage
