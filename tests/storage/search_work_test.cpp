// How long a search takes tells nothing of what one may not see. Time itself is never measured here: what an
// engine does is counted, in pages and rows that it looks at. A word that stands in hidden posts alone is in
// the same class as words that stand nowhere, however many those posts are.

#include "storage/postgres/connection.hpp"
#include "storage/postgres/search_index.hpp"
#include "storage/sqlite/connection.hpp"
#include "storage/sqlite/search_index.hpp"
#include "tests/storage/search_scene.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <charconv>
#include <utility>

namespace folkmoot::tests {
namespace {

using Work = std::int64_t;

/// Between words that stand nowhere, too: where a list of words goes on, on the next page.
constexpr Work same_class = 4;

// --- SQLite: pages asked for and steps taken by the connection that looks something up ---------------------

sqlite3* opened_last = nullptr;
int note_opened(sqlite3* database, char const**, sqlite3_api_routines const*)
{
    opened_last = database;
    return SQLITE_OK;
}
using Extension = void (*)();

Work pages_of(sqlite3* database)
{
    Work pages = 0;
    for (auto const counter : {SQLITE_DBSTATUS_CACHE_HIT, SQLITE_DBSTATUS_CACHE_MISS}) {
        int now = 0;
        int highest = 0;
        sqlite3_db_status(database, counter, &now, &highest, 1);
        pages += now;
    }
    return pages;
}
Work steps_of(sqlite3* database)
{
    Work steps = 0;
    for (auto* each = sqlite3_next_stmt(database, nullptr); each;
         each = sqlite3_next_stmt(database, each)) {
        steps += sqlite3_stmt_status(each, SQLITE_STMTSTATUS_VM_STEP, 1);
    }
    return steps;
}

/// Its first search opens the connection that the later ones use again.
class SqliteWork {
public:
    explicit SqliteWork(DatabasePlace const& place)
        : index_(folkmoot::storage::sqlite::open_search_index(place.folder / "search.sqlite",
                                                              nullptr, [](std::string_view) {})),
          unused_(std::make_unique<folkmoot::storage::sqlite::SqliteConnection>(
              place.folder / "folkmoot.sqlite", folkmoot::storage::sqlite::Access::read))
    {
    }
    Work of(PiecesWanted const& wanted)
    {
        if (!database_) {
            auto const extension = reinterpret_cast<Extension>(note_opened);
            sqlite3_auto_extension(extension);
            look(wanted);
            sqlite3_cancel_auto_extension(extension);
            database_ = opened_last;
        }
        pages_of(database_);
        steps_of(database_);
        look(wanted);
        return pages_of(database_) + steps_of(database_);
    }

private:
    void look(PiecesWanted const& wanted)
    {
        // The connection of the read is PostgreSQL's affair alone.
        CHECK(index_->find(*unused_, wanted).complete);
    }

    std::unique_ptr<SearchIndex> index_;
    std::unique_ptr<Connection> unused_;
    sqlite3* database_ = nullptr;
};

// --- PostgreSQL: what its statements say of themselves -------------------------------------------------------

/// The sum of the numbers that follow `name`.
Work numbers_after(std::string_view text, std::string_view name)
{
    Work sum = 0;
    for (auto place = text.find(name); place != text.npos; place = text.find(name, place)) {
        place += name.size();
        Work number = 0;
        std::from_chars(text.data() + place, text.data() + text.size(), number);
        sum += number;
    }
    return sum;
}

/// Has each statement explained before it runs, and counts the blocks and rows it looked at.
class ExplainingConnection final : public Connection {
public:
    explicit ExplainingConnection(std::unique_ptr<Connection> real) : real_(std::move(real)) {}

    Work work = 0;

    std::int64_t run(std::string_view sql, std::span<Value const> parameters,
                     std::function<void(Columns const&)> const& row) override
    {
        if (sql.starts_with("\nSELECT")) {
            explain(sql, parameters);
        }
        return real_->run(sql, parameters, row);
    }
    void run_script(std::string_view sql) override { real_->run_script(sql); }
    bool in_transaction() const override { return real_->in_transaction(); }
    void begin_read() override { real_->begin_read(); }
    void begin_change() override { real_->begin_change(); }
    void hold(Hold how, Uuid const& what) override { real_->hold(how, what); }
    void commit() override { real_->commit(); }
    void roll_back() noexcept override { real_->roll_back(); }
    void keep_house(bool idle) override { real_->keep_house(idle); }

private:
    void explain(std::string_view sql, std::span<Value const> parameters)
    {
        bool blocks_counted = false;
        auto const explained =
            "EXPLAIN (ANALYZE, BUFFERS, COSTS OFF, TIMING OFF, SUMMARY OFF) " + std::string{sql};
        real_->run(explained, parameters, [&](Columns const& columns) {
            auto const line = columns.text(0);
            // The first line of blocks is that of the whole; planning's come after a heading of their own.
            if (line.find("Buffers:") != line.npos && !blocks_counted) {
                blocks_counted = true;
                work += numbers_after(line, "hit=") + numbers_after(line, "read=");
            }
            blocks_counted = blocks_counted || line.starts_with("Planning:");
            work +=
                numbers_after(line, "actual rows=") + numbers_after(line, "Removed by Filter: ");
        });
    }

    std::unique_ptr<Connection> real_;
};

class PostgresWork {
public:
    explicit PostgresWork(DatabasePlace const& place)
        : index_(open_database(place, [](std::string_view) {})->search_index()),
          connection_(open_database(place, [](std::string_view) {})->reading())
    {
    }
    Work of(PiecesWanted const& wanted)
    {
        connection_.work = 0;
        connection_.begin_read();
        CHECK(index_->find(connection_, wanted).complete);
        connection_.roll_back();
        return connection_.work;
    }

private:
    std::unique_ptr<SearchIndex> index_;
    ExplainingConnection connection_;
};

class WorkOfSearches {
public:
    explicit WorkOfSearches(DatabasePlace const& place)
    {
        if (on_postgres()) {
            postgres_ = std::make_unique<PostgresWork>(place);
        } else {
            sqlite_ = std::make_unique<SqliteWork>(place);
        }
    }
    Work of(PiecesWanted const& wanted)
    {
        return sqlite_ ? sqlite_->of(wanted) : postgres_->of(wanted);
    }

private:
    std::unique_ptr<SqliteWork> sqlite_;
    std::unique_ptr<PostgresWork> postgres_;
};

// --- the scene ------------------------------------------------------------------------------------------------

/// A group that everybody reads, and one that only its lead does, full of words that stand nowhere else.
struct Hiding : Room {
    GroupId hidden = world.group(lead, groups::Kind::by_invitation, "Hidden");
    Somebody writer = world.member(hidden, "Wendy Writer", world.easthaven);

    Hiding()
    {
        auto const there = starts(lead, hidden, "Quiet", "Words").topic;
        for (int i = 0; i < 300; ++i) {
            world.store.clock.pass(std::chrono::hours{1});
            // Each post one of two words, many times: nothing has both, and both are to be walked through.
            writer.replies(there, repeated(i % 2 == 0 ? "quicksilver " : "zirconium ")).value();
            replies(lead, "ordinary words number " + std::to_string(i));
        }
        settle();
    }
    static std::string repeated(std::string const& word)
    {
        std::string text;
        for (int i = 0; i < 200; ++i) {
            text += word;
        }
        return text;
    }
    PiecesWanted wanted(std::string const& words, std::vector<GroupId> groups) const
    {
        return {.terms = terms_in(words), .groups = std::move(groups), .limit = 32};
    }
};

/// What it takes to look for words that stand nowhere: made by exchanging the hidden ones' letters.
struct Class {
    Work least = INT64_MAX;
    Work most = 0;
    void add(Work work)
    {
        least = std::min(least, work);
        most = std::max(most, work);
    }
    bool has(Work work) const { return work >= least - same_class && work <= most + same_class; }
};

std::string exchanged(std::string words, std::string const& word, std::string const& other)
{
    for (auto place = words.find(word); place != words.npos; place = words.find(word)) {
        words.replace(place, word.size(), other);
    }
    return words;
}

TEST_CASE(
    "To look for what stands in hidden posts alone is the same work as for what stands nowhere")
{
    Hiding room;
    WorkOfSearches work{room.world.store.place.place()};
    std::vector<std::string> const nowhere{"quicksand", "quintuple", "aardvark", "mandolin",
                                           "zeppelin",  "zymurgy",   "ornate",   "wordless"};
    for (std::string const words :
         {"quicksilver", "quicksilver zirconium", "quicksi*", "ordinary quicksilver",
          "\"quicksilver quicksilver\"", "\"words quicksilver\"", "quicksilver zircon*"}) {
        CAPTURE(words);
        Class of_nowhere;
        for (auto const& one : nowhere) {
            for (auto const& other : nowhere) {
                auto asked = exchanged(words, "quicksilver", one);
                auto beginning = [](std::string word) { return std::move(word.append("*")); };
                asked =
                    exchanged(exchanged(asked, "zirconium", other), "zircon*", beginning(other));
                asked = exchanged(asked, "quicksi*", beginning(one));
                of_nowhere.add(work.of(room.wanted(asked, {room.group})));
            }
        }
        auto const hidden = work.of(room.wanted(words, {room.group}));
        CAPTURE(hidden);
        CAPTURE(of_nowhere.least);
        CAPTURE(of_nowhere.most);
        CHECK(of_nowhere.has(hidden));
    }
}

TEST_CASE(
    "To look for what somebody wrote in a hidden group alone is the same work as for who wrote nothing")
{
    Hiding room;
    WorkOfSearches work{room.world.store.place.place()};
    Class of_nobody;
    auto wanted = room.wanted("", {room.group});
    for (int i = 0; i < 20; ++i) {
        wanted.author =
            room.world.person("Nobody " + std::to_string(i), room.world.northmere).person;
        of_nobody.add(work.of(wanted));
    }
    wanted.author = room.writer.person;
    CHECK(of_nobody.has(work.of(wanted)));
    wanted.author.reset();
    wanted.authority = room.world.easthaven;
    auto const there = work.of(wanted);
    wanted.authority = room.world.union_learning;
    auto const nowhere = work.of(wanted);
    CHECK(std::abs(there - nowhere) <= same_class);
}

TEST_CASE("What is counted tells them apart for whoever may read the hidden posts")
{
    Hiding room;
    WorkOfSearches work{room.world.store.place.place()};
    auto const more_than_nowhere = [&](std::string const& words, std::string const& nowhere) {
        std::vector<GroupId> const all{room.group, room.hidden};
        return work.of(room.wanted(words, all)) - work.of(room.wanted(nowhere, all));
    };
    // Rows are read for the one, lists are walked through for the other.
    auto const rows = more_than_nowhere("quicksilver", "mandolin");
    auto const lists = more_than_nowhere("quicksilver zirconium", "mandolin zeppelin");
    CAPTURE(rows);
    CAPTURE(lists);
    CHECK(std::max(rows, lists) > 5 * same_class);
}

} // namespace
} // namespace folkmoot::tests
