#pragma once
// A connection on SQLite: write-ahead log, every commit synced, foreign keys enforced. Only the one
// writing connection moves the log into the database (keep_house); closing a connection never does.

#include "storage/connection.hpp"

#include <chrono>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

struct sqlite3;

namespace folkmoot::storage::sqlite {

/// Releases before 3.51.3 can damage a database when its log is reset.
inline constexpr int oldest_version = 3'051'003;
constexpr bool new_enough(int version)
{
    return version >= oldest_version;
}
/// Throws std::runtime_error with a sentence for the operator.
void refuse_older(int version);

/// The log is moved into the database when it has grown past this many pages of 4 KiB.
inline constexpr int log_pages_max = 20'000;

enum class Access {
    write,
    read,
    still, ///< a file that nobody writes any more: nothing is made or locked beside it
};

class SqliteConnection final : public Connection {
public:
    /// Opens the file, makes it (readable for its owner only) if it may write. Throws DatabaseError.
    SqliteConnection(std::filesystem::path const& file, Access access);
    ~SqliteConnection() override;
    SqliteConnection(SqliteConnection const&) = delete;
    SqliteConnection& operator=(SqliteConnection const&) = delete;

    std::int64_t run(std::string_view sql, std::span<Value const> parameters,
                     std::function<void(Columns const&)> const& row) override;
    void run_script(std::string_view sql) override;
    bool in_transaction() const override;
    void begin_read() override;
    void begin_change() override;
    void hold(Hold how, protocol::Uuid const& what) override;
    void commit() override;
    void roll_back() noexcept override;
    void keep_house(bool idle) override;

    /// Moves the whole log into the database and empties it; for the last moment before closing. False
    /// when a reader is in the way.
    bool empty_log();
    /// From now on a statement that takes longer throws GaveWay; nothing: it may take as long as it takes.
    void give_up_after(std::optional<std::chrono::milliseconds> time);
    /// Throws DatabaseError if the statement cannot be prepared.
    void check(std::string_view sql);

private:
    struct Statement;
    class Use;
    struct CloseDatabase {
        void operator()(sqlite3* database) const;
    };

    void open(std::filesystem::path const& file, Access access);
    void configure(Access access);
    void write_ahead();
    std::unique_ptr<Statement> prepare(std::string_view sql);
    std::unique_ptr<Statement> take(std::string_view sql);
    void run_plain(std::string_view sql);
    void move_log();

    struct TextHash : std::hash<std::string_view> {
        using is_transparent = void;
    };

    std::unique_ptr<sqlite3, CloseDatabase> database_;
    /// Those not running now. A statement that a row's function runs again gets a second one.
    std::unordered_map<std::string, std::vector<std::unique_ptr<Statement>>, TextHash,
                       std::equal_to<>>
        idle_;
    std::optional<std::chrono::milliseconds> patience_;
    std::chrono::steady_clock::time_point give_up_at_; ///< the statement that is running
    int log_pages_ = 0;                                ///< of the log after the newest commit
    int moved_pages_ = 0;                              ///< its length when it was last moved
};

} // namespace folkmoot::storage::sqlite
