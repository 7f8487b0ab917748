#include "storage/sqlite/search_index.hpp"

#include "storage/search/feeder.hpp"
#include "storage/sqlite/connection.hpp"

#include <sys/stat.h>

#include <atomic>
#include <mutex>
#include <optional>
#include <shared_mutex>

namespace folkmoot::storage::sqlite {
namespace {

constexpr std::chrono::milliseconds found_within{1'000};

// secure-delete takes deleted words out of the index at once, instead of noting that they are gone.
// Two columns: what people wrote, and what we say of it, so that neither can stand for the other.
constexpr Sql make_tables = R"sql(
CREATE TABLE search_state (
    single   INTEGER NOT NULL PRIMARY KEY CHECK (single = 1),
    version  INTEGER NOT NULL,
    network  BLOB    NOT NULL,
    complete INTEGER NOT NULL
) STRICT;
CREATE TABLE search_fed (
    feed   BLOB    NOT NULL PRIMARY KEY,
    number INTEGER NOT NULL,
    at     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE search_pieces (
    place    INTEGER NOT NULL PRIMARY KEY,
    thing    BLOB    NOT NULL UNIQUE,
    kind     TEXT    NOT NULL,
    group_id BLOB    NOT NULL,
    revision INTEGER NOT NULL
) STRICT;
CREATE VIRTUAL TABLE search_words USING fts5 (
    words, marks, columnsize = 0, tokenize = 'ascii tokenchars _');
INSERT INTO search_words (search_words, rank) VALUES ('secure-delete', 1);
)sql";

constexpr Sql count_tables = R"sql(
SELECT count(*) FROM sqlite_schema
 WHERE name IN ('search_state', 'search_fed', 'search_pieces', 'search_words')
)sql";

constexpr Sql insert_words = R"sql(
INSERT INTO search_words (rowid, words, marks) VALUES ($1, $2, $3)
)sql";

constexpr Sql delete_words = R"sql(
DELETE FROM search_words WHERE rowid = $1
)sql";

constexpr Sql count_words = R"sql(
SELECT count(*) FROM search_words WHERE rowid = $1
)sql";

// Walked from the newest on: the order of FTS5's own lists.
constexpr Sql select_pieces = R"sql(
SELECT p.place, p.kind, p.thing, p.revision
  FROM search_words w CROSS JOIN search_pieces p ON p.place = w.rowid
 WHERE w.search_words MATCH $1 AND w.rowid >= $2 AND w.rowid < $3
 ORDER BY w.rowid DESC
 LIMIT $4
)sql";

constexpr Sql select_complete = R"sql(
SELECT complete FROM search_state
)sql";

constexpr Sql sync_less = "PRAGMA synchronous = NORMAL";
constexpr Sql empty_log = "PRAGMA wal_checkpoint(TRUNCATE)";

std::string joined(std::vector<std::string> const& parts, std::string_view between)
{
    std::string text;
    for (auto const& part : parts) {
        text += (text.empty() ? "" : std::string{between}) + part;
    }
    return text;
}

/// With spaces between.
std::string in_group(GroupId group, std::vector<std::string> const& words)
{
    std::string text;
    for (auto const& word : words) {
        if (!text.empty()) {
            text += ' ';
        }
        text += storage::in_group(group, word);
    }
    return text;
}

class Fts5Shelf final : public WordShelf {
public:
    explicit Fts5Shelf(Connection& index) : index_(index) {}

    void put(std::int64_t place, GroupId group, Words const& words) override
    {
        auto text = in_group(group, words.in_order);
        if (!words.beside.empty()) {
            text += ' ' + in_group(group, words.beside);
        }
        run(insert_words, {place, text, in_group(group, words.marks)});
    }
    void take(std::int64_t place) override { run(delete_words, {place}); }
    bool has(std::int64_t place) override { return Read{index_}.number(count_words, place) > 0; }

private:
    void run(Sql sql, std::vector<Value> const& parameters)
    {
        index_.run(sql.text(), parameters, [](Columns const&) {});
    }

    Connection& index_;
};

// --- what is looked for ----------------------------------------------------------------------------

/// Words are letters and digits; the quotation marks make of them words and nothing else.
std::string quoted(GroupId group, std::vector<std::string> const& words)
{
    return '"' + in_group(group, words) + '"';
}

std::string term_in(GroupId group, PiecesWanted const& wanted, Term const& term)
{
    std::string const rest = term.beginning ? " *" : "";
    auto in_a_row = "words : " + quoted(group, term.words) + rest;
    if (!may_lack_order(wanted, term)) {
        return in_a_row;
    }
    std::vector<std::string> each{"marks : " + quoted(group, {kind_mark(kind_without_order)})};
    for (auto const& word : term.words) {
        each.push_back("words : " + quoted(group, {word}));
    }
    return "(" + in_a_row + " OR (" + joined(each, " AND ") + rest + "))";
}

/// What is wanted, as one group has it.
std::string match_in(GroupId group, PiecesWanted const& wanted,
                     std::vector<std::string> const& marks)
{
    std::vector<std::string> all;
    all.reserve(wanted.terms.size() + marks.size() + 1);
    for (auto const& term : wanted.terms) {
        all.push_back(term_in(group, wanted, term));
    }
    for (auto const& mark : marks) {
        all.push_back("marks : " + quoted(group, {mark}));
    }
    std::vector<std::string> kinds;
    for (auto const kind : wanted.kinds) {
        kinds.push_back("marks : " + quoted(group, {kind_mark(kind)}));
    }
    if (!kinds.empty()) {
        all.push_back("(" + joined(kinds, " OR ") + ")");
    }
    return "(" + joined(all, " AND ") + ")";
}

std::string match_of(PiecesWanted const& wanted)
{
    auto const marks = marks_wanted(wanted);
    std::vector<std::string> groups;
    groups.reserve(wanted.groups.size());
    for (auto const& group : wanted.groups) {
        groups.push_back(match_in(group, wanted, marks));
    }
    return joined(groups, " OR ");
}

/// Which file a path led to when it was opened.
struct FileMark {
    ::dev_t device = 0;
    ::ino_t number = 0;
    bool operator==(FileMark const&) const = default;
};
std::optional<FileMark> mark_of(std::filesystem::path const& file)
{
    struct stat found {};
    if (::stat(file.c_str(), &found) != 0) {
        return std::nullopt;
    }
    return FileMark{found.st_dev, found.st_ino};
}

class SqliteSearchIndex final : public SearchIndex {
public:
    SqliteSearchIndex(std::filesystem::path file, std::unique_ptr<Connection> network,
                      std::function<void(std::string_view)> log)
        : file_(std::move(file)), network_(std::move(network)), log_(std::move(log))
    {
    }

    Feeding feed_some() override
    {
        network_->begin_read();
        struct End {
            Connection& network;
            ~End() { network.roll_back(); }
        } const end{*network_};
        if (damaged_.exchange(false) || !index_ || mark_of(file_) != opened_) {
            open();
        }
        auto fed = feed_if_whole();
        if (!fed) {
            open();
            fed = feed_if_whole();
        }
        auto const taken = fed.value_or(SearchFeeder::Fed{.more = true});
        words_in_log_ = words_in_log_ || taken.took;
        keep_house(taken);
        return {.more = taken.more, .left = taken.left};
    }

    void forget() override
    {
        std::unique_lock const lock{opening_};
        close();
        remove();
    }

    PiecesFound find(Connection&, PiecesWanted const& wanted) override
    {
        std::shared_lock const lock{opening_};
        if (wanted.groups.empty()) {
            return {.pieces = {}, .complete = true};
        }
        try {
            auto reader = take_reader();
            auto found = look_up(*reader, wanted);
            std::lock_guard const idle{readers_mutex_};
            readers_.push_back(std::move(reader));
            return found;
        } catch (DatabaseError const& failure) {
            // Not there yet, or damaged: the thread that feeds it will see to it.
            damaged_ = damaged_ || mark_of(file_) == opened_;
            return {};
        }
    }

private:
    using Reader = std::unique_ptr<SqliteConnection>;

    /// Nothing when some of it was taken away.
    std::optional<SearchFeeder::Fed> feed_if_whole()
    {
        return within_change([](SearchFeeder& feeder) {
            return feeder.is_whole() ? std::optional{feeder.feed()} : std::nullopt;
        });
    }

    /// Opens what is there, or makes it anew when it is not ours.
    void open()
    {
        std::unique_lock const lock{opening_};
        bool const lost = index_ != nullptr;
        close();
        if (lost) {
            log_("The index for searching was lost; it is made again.");
            remove();
        }
        if (!mark_of(file_)) {
            remove(); // what a lost one left beside it
        }
        make_connection();
        if (!is_ours()) {
            close();
            remove();
            make_connection();
        }
        opened_ = mark_of(file_);
    }

    void make_connection()
    {
        index_ = std::make_unique<SqliteConnection>(file_, Access::write);
        run(sync_less); // after a power cut it is consistent, and older: it catches up
    }

    bool is_ours()
    {
        std::int64_t tables = 0;
        index_->run(count_tables.text(), {}, [&](Columns const& row) { tables = row.integer(0); });
        if (tables == 4) {
            return within_change([](SearchFeeder& feeder) { return feeder.belongs(); });
        }
        if (tables > 0) {
            return false;
        }
        index_->run_script(make_tables.text());
        words_in_log_ = true; // making an index leaves a long log
        within_change([](SearchFeeder& feeder) {
            feeder.begin();
            return true;
        });
        return true;
    }

    template <class Work>
    std::invoke_result_t<Work, SearchFeeder&> within_change(Work work)
    {
        index_->begin_change();
        try {
            Fts5Shelf shelf{*index_};
            SearchFeeder feeder{*network_, *index_, shelf};
            auto result = work(feeder);
            index_->commit();
            return result;
        } catch (...) {
            index_->roll_back();
            throw;
        }
    }

    void keep_house(SearchFeeder::Fed const& fed)
    {
        // Nothing that was deleted is left in the log either.
        if (words_in_log_ && !fed.more) {
            bool busy = false;
            index_->run(empty_log.text(), {},
                        [&](Columns const& row) { busy = row.integer(0) != 0; });
            words_in_log_ = busy;
        } else {
            index_->keep_house(!fed.wrote);
        }
    }

    Reader take_reader()
    {
        {
            std::lock_guard const lock{readers_mutex_};
            if (!readers_.empty()) {
                auto reader = std::move(readers_.back());
                readers_.pop_back();
                return reader;
            }
        }
        auto reader = std::make_unique<SqliteConnection>(file_, Access::read);
        reader->give_up_after(found_within);
        return reader;
    }

    static PiecesFound look_up(SqliteConnection& reader, PiecesWanted const& wanted)
    {
        PiecesFound found;
        Read read{reader};
        found.complete = read.row<bool>(select_complete).value_or(false);
        found.pieces = read.rows<PieceFound>(select_pieces, match_of(wanted), wanted.from,
                                             wanted.before, wanted.limit);
        return found;
    }

    void close()
    {
        std::lock_guard const lock{readers_mutex_};
        readers_.clear();
        index_.reset();
    }

    void remove()
    {
        for (auto const* companion : {"", "-wal", "-shm"}) {
            std::error_code ignored;
            std::filesystem::remove(file_.string() + companion, ignored);
        }
    }

    void run(Sql sql)
    {
        index_->run(sql.text(), {}, [](Columns const&) {});
    }

    std::filesystem::path const file_;
    std::unique_ptr<Connection> const network_; // the feeding thread alone
    std::function<void(std::string_view)> const log_;
    std::unique_ptr<SqliteConnection> index_; // the feeding thread alone
    bool words_in_log_ = false;               ///< to be emptied; the feeding thread alone
    /// Held by whoever looks something up, and alone by the feeding thread while it changes files.
    std::shared_mutex opening_;
    std::optional<FileMark> opened_; // changed under opening_ alone
    std::mutex readers_mutex_;
    std::vector<Reader> readers_; // under readers_mutex_: those not in use
    std::atomic<bool> damaged_{false};
};

} // namespace

std::unique_ptr<SearchIndex> open_search_index(std::filesystem::path file,
                                               std::unique_ptr<Connection> network,
                                               std::function<void(std::string_view)> log)
{
    return std::make_unique<SqliteSearchIndex>(std::move(file), std::move(network), std::move(log));
}

} // namespace folkmoot::storage::sqlite
