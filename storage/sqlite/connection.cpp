#include "storage/sqlite/connection.hpp"

#include "storage/sqlite/failure.hpp"

#include <sqlite3.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>

namespace folkmoot::storage::sqlite {

void refuse_older(int version)
{
    if (!new_enough(version)) {
        throw std::runtime_error(
            "This program was built with a SQLite older than 3.51.3, which can "
            "damage a database. Build it with a newer one (script/setup).");
    }
}

struct SqliteConnection::Statement {
    explicit Statement(sqlite3_stmt* raw) : handle(raw) {}
    ~Statement() { sqlite3_finalize(handle); }
    Statement(Statement const&) = delete;
    Statement& operator=(Statement const&) = delete;

    sqlite3_stmt* handle;
    std::vector<std::size_t> numbers; ///< numbers[i] is the N of `$N` at SQLite's index i + 1
    std::size_t parameters = 0;       ///< the highest N
};

namespace {

class SqliteColumns final : public Columns {
public:
    explicit SqliteColumns(sqlite3_stmt* statement)
        : statement_(statement), count_(sqlite3_column_count(statement))
    {
    }

    std::size_t count() const override { return static_cast<std::size_t>(count_); }
    std::string_view name(std::size_t column) const override
    {
        return sqlite3_column_name(statement_, index(column));
    }
    bool null(std::size_t column) const override
    {
        return sqlite3_column_type(statement_, index(column)) == SQLITE_NULL;
    }
    std::int64_t integer(std::size_t column) const override
    {
        expect(column, SQLITE_INTEGER);
        return sqlite3_column_int64(statement_, index(column));
    }
    std::string_view text(std::size_t column) const override
    {
        expect(column, SQLITE_TEXT);
        auto const* first = sqlite3_column_text(statement_, index(column));
        return {reinterpret_cast<char const*>(first), size(column)};
    }
    std::string_view bytes(std::size_t column) const override
    {
        expect(column, SQLITE_BLOB);
        auto const* first = sqlite3_column_blob(statement_, index(column));
        return {static_cast<char const*>(first), size(column)};
    }
    Value value(std::size_t column) const override
    {
        switch (sqlite3_column_type(statement_, index(column))) {
        case SQLITE_NULL:
            return {};
        case SQLITE_TEXT:
            return std::string{text(column)};
        case SQLITE_BLOB:
            return Bytes{std::string{bytes(column)}};
        default:
            return integer(column);
        }
    }

private:
    static int index(std::size_t column) { return static_cast<int>(column); }
    std::size_t size(std::size_t column) const
    {
        return static_cast<std::size_t>(sqlite3_column_bytes(statement_, index(column)));
    }
    /// PostgreSQL would not convert silently, so neither do we.
    void expect(std::size_t column, int type) const
    {
        if (sqlite3_column_type(statement_, index(column)) != type) {
            throw DatabaseError("column " + std::string{name(column)} + " holds another type");
        }
    }

    sqlite3_stmt* statement_;
    int count_;
};

/// `$12` is 12; anything else is 0.
std::size_t parameter_number(char const* name)
{
    std::string_view const text = name ? name : "";
    std::size_t number = 0;
    if (text.starts_with('$')) {
        std::from_chars(text.data() + 1, text.data() + text.size(), number);
    }
    return number;
}

int bind(sqlite3_stmt* statement, int index, Value const& value)
{
    // The caller's parameters live until the statement has run, hence SQLITE_STATIC.
    if (auto const* integer = std::get_if<std::int64_t>(&value)) {
        return sqlite3_bind_int64(statement, index, *integer);
    }
    if (auto const* text = std::get_if<std::string>(&value)) {
        return sqlite3_bind_text64(statement, index, text->data(), text->size(), SQLITE_STATIC,
                                   SQLITE_UTF8);
    }
    if (auto const* bytes = std::get_if<Bytes>(&value)) {
        return sqlite3_bind_blob64(statement, index, bytes->value.data(), bytes->value.size(),
                                   SQLITE_STATIC);
    }
    return sqlite3_bind_null(statement, index);
}

int flags_of(Access access)
{
    constexpr int always = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    switch (access) {
    case Access::write:
        return always | SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    case Access::still:
        return always | SQLITE_OPEN_READONLY | SQLITE_OPEN_URI;
    default:
        // For writing as well (query_only below): a reader may have to take part in recovery.
        return always | SQLITE_OPEN_READWRITE;
    }
}

/// The file as a URI that says that nobody writes it.
std::string still_name(std::filesystem::path const& file)
{
    std::string name = "file:";
    for (char const byte : std::filesystem::absolute(file).string()) {
        bool const special = byte == '%' || byte == '?' || byte == '#';
        name += special ? (byte == '%' ? "%25" : byte == '?' ? "%3f" : "%23") : std::string{byte};
    }
    return name + "?immutable=1";
}

void make_private_file(std::filesystem::path const& file)
{
    // SQLite gives its log and index the rights of the database file.
    int const made = ::open(file.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (made < 0) {
        throw DatabaseError("cannot make " + file.string());
    }
    ::close(made);
}

} // namespace

/// A statement while it runs; back to the idle ones afterwards, whatever happened.
class SqliteConnection::Use {
public:
    Use(SqliteConnection& connection, std::string_view sql)
        : connection_(connection), sql_(sql), statement_(connection.take(sql))
    {
    }
    ~Use()
    {
        sqlite3_reset(statement_->handle);
        sqlite3_clear_bindings(statement_->handle);
        connection_.idle_.find(sql_)->second.push_back(std::move(statement_));
    }
    Use(Use const&) = delete;
    Use& operator=(Use const&) = delete;

    void bind_all(std::span<Value const> parameters)
    {
        if (parameters.size() != statement_->parameters) {
            throw DatabaseError("a statement of " + std::to_string(statement_->parameters) +
                                " parameters was given " + std::to_string(parameters.size()) +
                                ": " + std::string{sql_});
        }
        auto const& numbers = statement_->numbers;
        for (std::size_t i = 0; i < numbers.size(); ++i) {
            int const index = static_cast<int>(i) + 1;
            if (int const code = bind(handle(), index, parameters[numbers[i] - 1])) {
                throw_failure(connection_.database_.get(), code);
            }
        }
    }
    sqlite3_stmt* handle() const { return statement_->handle; }

private:
    SqliteConnection& connection_;
    std::string_view sql_;
    std::unique_ptr<Statement> statement_;
};

void SqliteConnection::CloseDatabase::operator()(sqlite3* database) const
{
    sqlite3_close_v2(database);
}

SqliteConnection::SqliteConnection(std::filesystem::path const& file, Access access)
{
    refuse_older(sqlite3_libversion_number());
    if (access == Access::write) {
        make_private_file(file);
    }
    open(file, access);
    configure(access);
}

SqliteConnection::~SqliteConnection() = default;

void SqliteConnection::open(std::filesystem::path const& file, Access access)
{
    sqlite3* raw = nullptr;
    auto const name = access == Access::still ? still_name(file) : file.string();
    int const code = sqlite3_open_v2(name.c_str(), &raw, flags_of(access), nullptr);
    database_.reset(raw);
    if (code != SQLITE_OK) {
        throw_failure(raw, code);
    }
}

void SqliteConnection::configure(Access access)
{
    auto* database = database_.get();
    for (int const on : {SQLITE_DBCONFIG_DEFENSIVE, SQLITE_DBCONFIG_ENABLE_FKEY,
                         SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE}) {
        sqlite3_db_config(database, on, 1, nullptr);
    }
    sqlite3_db_config(database, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    // Only a subcommand beside the server can be in the way, and it is quick.
    sqlite3_busy_timeout(database, 10'000);

    run_plain("PRAGMA foreign_keys = ON");
    run_plain("PRAGMA synchronous = FULL");
    run_plain("PRAGMA temp_store = MEMORY");
    run_plain("PRAGMA secure_delete = ON"); // what was deleted is not left in free pages
    run_plain("PRAGMA cell_size_check = ON");
    if (access != Access::still) {
        write_ahead();
    }
    if (access != Access::write) {
        run_plain("PRAGMA query_only = ON");
    }
    idle_.clear();
}

void SqliteConnection::write_ahead()
{
    std::string mode;
    run("PRAGMA journal_mode = WAL", {}, [&](Columns const& row) { mode = row.text(0); });
    if (mode != "wal") {
        throw DatabaseError("the file system of the data folder cannot hold SQLite's log");
    }
    run("PRAGMA wal_autocheckpoint = 0", {}, [](Columns const&) {});
    sqlite3_wal_hook(
        database_.get(),
        [](void* self, sqlite3*, char const*, int pages) {
            static_cast<SqliteConnection*>(self)->log_pages_ = pages;
            return SQLITE_OK;
        },
        this);
}

std::unique_ptr<SqliteConnection::Statement> SqliteConnection::prepare(std::string_view sql)
{
    sqlite3_stmt* raw = nullptr;
    char const* rest = nullptr;
    int const code = sqlite3_prepare_v3(database_.get(), sql.data(), static_cast<int>(sql.size()),
                                        SQLITE_PREPARE_PERSISTENT, &raw, &rest);
    auto statement = std::make_unique<Statement>(raw);
    if (code != SQLITE_OK) {
        throw_failure(database_.get(), code);
    }
    std::string_view const tail{rest, sql.data() + sql.size()};
    if (!raw || tail.find_first_not_of(" \t\n;") != std::string_view::npos) {
        throw DatabaseError("not exactly one statement: " + std::string{sql});
    }
    int const count = sqlite3_bind_parameter_count(raw);
    for (int index = 1; index <= count; ++index) {
        auto const number = parameter_number(sqlite3_bind_parameter_name(raw, index));
        if (number == 0) {
            throw DatabaseError("parameters are $1, $2 …: " + std::string{sql});
        }
        statement->numbers.push_back(number);
        statement->parameters = std::max(statement->parameters, number);
    }
    if (statement->parameters != statement->numbers.size()) {
        throw DatabaseError("a parameter number is left out: " + std::string{sql});
    }
    return statement;
}

std::unique_ptr<SqliteConnection::Statement> SqliteConnection::take(std::string_view sql)
{
    auto known = idle_.find(sql);
    if (known == idle_.end()) {
        known = idle_.emplace(std::string{sql}, 0).first;
    }
    if (known->second.empty()) {
        return prepare(sql);
    }
    auto statement = std::move(known->second.back());
    known->second.pop_back();
    return statement;
}

std::int64_t SqliteConnection::run(std::string_view sql, std::span<Value const> parameters,
                                   std::function<void(Columns const&)> const& row)
{
    Use use{*this, sql};
    use.bind_all(parameters);
    if (patience_) {
        give_up_at_ = std::chrono::steady_clock::now() + *patience_;
    }
    SqliteColumns const columns{use.handle()};
    for (;;) {
        int const code = sqlite3_step(use.handle());
        if (code == SQLITE_DONE) {
            bool const reads = sqlite3_stmt_readonly(use.handle()) != 0;
            return reads ? 0 : sqlite3_changes64(database_.get());
        }
        if (code != SQLITE_ROW) {
            throw_failure(database_.get(), code);
        }
        row(columns);
    }
}

void SqliteConnection::run_plain(std::string_view sql)
{
    run(sql, {}, [](Columns const&) {});
}

void SqliteConnection::run_script(std::string_view sql)
{
    std::string const text{sql};
    if (int const code = sqlite3_exec(database_.get(), text.c_str(), nullptr, nullptr, nullptr)) {
        throw_failure(database_.get(), code);
    }
}

void SqliteConnection::give_up_after(std::optional<std::chrono::milliseconds> time)
{
    constexpr int steps_between_looks = 1'000;
    patience_ = time;
    sqlite3_progress_handler(
        database_.get(), time ? steps_between_looks : 0,
        [](void* self) {
            return int(std::chrono::steady_clock::now() >
                       static_cast<SqliteConnection*>(self)->give_up_at_);
        },
        this);
}

void SqliteConnection::check(std::string_view sql)
{
    prepare(sql);
}

bool SqliteConnection::in_transaction() const
{
    return sqlite3_get_autocommit(database_.get()) == 0;
}

void SqliteConnection::begin_read()
{
    run_plain("BEGIN");
}

void SqliteConnection::begin_change()
{
    run_plain("BEGIN IMMEDIATE");
}

void SqliteConnection::hold(Hold, protocol::Uuid const&)
{
    // There is one writer at a time.
}

void SqliteConnection::commit()
{
    run_plain("COMMIT");
}

void SqliteConnection::roll_back() noexcept
{
    // Goes round the cache: it must not throw. It fails only when SQLite has rolled back by itself.
    sqlite3_exec(database_.get(), "ROLLBACK", nullptr, nullptr, nullptr);
}

void SqliteConnection::keep_house(bool idle)
{
    if (log_pages_ < moved_pages_) {
        moved_pages_ = 0; // the log has begun again from its start
    }
    int const fresh = log_pages_ - moved_pages_;
    if (fresh >= log_pages_max || (idle && fresh > 0)) {
        move_log();
    }
}

void SqliteConnection::move_log()
{
    int in_log = 0;
    int moved = 0;
    int const code = sqlite3_wal_checkpoint_v2(database_.get(), nullptr, SQLITE_CHECKPOINT_PASSIVE,
                                               &in_log, &moved);
    if ((code & 0xff) == SQLITE_BUSY) {
        return; // another process is at it
    }
    if (code != SQLITE_OK) {
        throw_failure(database_.get(), code);
    }
    moved_pages_ = moved; // fewer than in_log while a reader still needs the rest
}

bool SqliteConnection::empty_log()
{
    int const code = sqlite3_wal_checkpoint_v2(database_.get(), nullptr, SQLITE_CHECKPOINT_TRUNCATE,
                                               nullptr, nullptr);
    if (code != SQLITE_OK && (code & 0xff) != SQLITE_BUSY) {
        throw_failure(database_.get(), code);
    }
    // Closing may then remove the empty log as well.
    sqlite3_db_config(database_.get(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, nullptr);
    return code == SQLITE_OK;
}

} // namespace folkmoot::storage::sqlite
