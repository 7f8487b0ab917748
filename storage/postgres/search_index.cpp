#include "storage/postgres/search_index.hpp"

#include "storage/search/feeder.hpp"

#include <map>

namespace folkmoot::storage::postgres {
namespace {

// The index takes each word at once (no fastupdate): only the feeding thread waits for it.
constexpr Sql make_tables = R"sql(
DROP TABLE IF EXISTS search_state, search_fed, search_pieces, search_words, search_days;
CREATE TABLE search_state (
    single   BIGINT NOT NULL PRIMARY KEY CHECK (single = 1),
    version  BIGINT NOT NULL,
    network  BYTEA  NOT NULL,
    complete BIGINT NOT NULL
);
CREATE TABLE search_fed (
    feed   BYTEA  NOT NULL PRIMARY KEY,
    number BIGINT NOT NULL,
    at     BIGINT NOT NULL
);
CREATE TABLE search_pieces (
    place    BIGINT NOT NULL PRIMARY KEY,
    thing    BYTEA  NOT NULL UNIQUE,
    kind     TEXT COLLATE "C" NOT NULL,
    group_id BYTEA  NOT NULL,
    revision BIGINT NOT NULL
);
CREATE TABLE search_words (
    place BIGINT   NOT NULL,
    words TSVECTOR NOT NULL
);
CREATE INDEX search_words_by_word ON search_words USING gin (words) WITH (fastupdate = off);
CREATE INDEX search_words_by_place ON search_words USING hash (place);
CREATE TABLE search_days (
    day    BIGINT NOT NULL PRIMARY KEY,
    pieces BIGINT NOT NULL
);
)sql";
constexpr std::int64_t tables_made = 5;

constexpr Sql count_tables = R"sql(
SELECT count(*) FROM pg_tables
 WHERE schemaname = 'folkmoot'
   AND tablename IN ('search_state', 'search_fed', 'search_pieces', 'search_words', 'search_days')
)sql";

constexpr Sql try_turn = R"sql(
SELECT CASE WHEN pg_try_advisory_xact_lock(8241771240150132) THEN 1 ELSE 0 END
)sql";

constexpr Sql await_turn = R"sql(
SELECT count(pg_advisory_xact_lock(8241771240150132))
)sql";

constexpr Sql insert_words = R"sql(
INSERT INTO search_words (place, words) VALUES ($1, CAST(CAST($2 AS TEXT) AS TSVECTOR))
)sql";

constexpr Sql delete_words = R"sql(
DELETE FROM search_words WHERE place = $1
)sql";

constexpr Sql count_words = R"sql(
SELECT count(*) FROM search_words w
 WHERE w.place = $1 AND EXISTS (SELECT 1 FROM search_days d WHERE d.day = $2 AND d.pieces > 0)
)sql";

constexpr Sql count_in_day = R"sql(
INSERT INTO search_days (day, pieces) VALUES ($1, $2)
ON CONFLICT (day) DO UPDATE SET pieces = search_days.pieces + excluded.pieces
)sql";

constexpr Sql select_days = R"sql(
SELECT day, pieces FROM search_days
 WHERE day >= $1 AND day <= $2 AND pieces > 0
 ORDER BY day DESC
 LIMIT $3
)sql";

constexpr Sql select_pieces = R"sql(
SELECT p.place, p.kind, p.thing, p.revision
  FROM (SELECT w.place FROM search_words w
         WHERE w.words @@ CAST(CAST($1 AS TEXT) AS TSQUERY) AND w.place >= $2 AND w.place < $3
         ORDER BY w.place DESC
         LIMIT $4) found
  JOIN search_pieces p ON p.place = found.place
 ORDER BY p.place DESC
)sql";

constexpr Sql select_complete = R"sql(
SELECT complete FROM search_state
)sql";

constexpr Sql give_up_soon = "SET LOCAL statement_timeout = '1s'";

constexpr std::int64_t microseconds_of_day = 86'400'000'000;

std::int64_t day_of(std::int64_t place)
{
    return place / first_place({microseconds_of_day});
}
std::int64_t first_place_of_day(std::int64_t day)
{
    return day * first_place({microseconds_of_day});
}

// --- words as tsvector and tsquery write them --------------------------------------------------------
// Words are letters, digits and "_", so that the quotation marks need nothing more; marks of ours begin
// with a sign that no word has.

std::string quoted(GroupId group, std::string_view word)
{
    return "'" + in_group(group, word) + "'";
}
std::string quoted_mark(GroupId group, std::string_view mark)
{
    return "'#" + in_group(group, mark) + "'";
}
/// The same for all groups: how many pieces a day has says nothing of any word.
std::string quoted_day(std::int64_t day)
{
    return "'#" + std::to_string(day) + "'";
}

std::string vector_of(GroupId group, WordShelf::Words const& words, std::int64_t day)
{
    std::string text = quoted_day(day) + ' ';
    std::size_t position = 0;
    for (auto const& word : words.in_order) {
        text += quoted(group, word) + ':' + std::to_string(++position) + ' ';
    }
    for (auto const& word : words.beside) {
        text += quoted(group, word) + ' ';
    }
    for (auto const& mark : words.marks) {
        text += quoted_mark(group, mark) + ' ';
    }
    return text;
}

template <class Items, class Write>
std::string joined(Items const& items, std::string_view between, Write write)
{
    std::string text;
    for (auto const& item : items) {
        text += (text.empty() ? std::string{} : std::string{between}) + write(item);
    }
    return "(" + text + ")";
}

std::string term_in(GroupId group, PiecesWanted const& wanted, Term const& term)
{
    auto const with = [&](std::string_view between) {
        auto text = joined(term.words, between,
                           [&](std::string const& word) { return quoted(group, word); });
        if (term.beginning) {
            text.insert(text.size() - 1, ":*");
        }
        return text;
    };
    auto in_a_row = with(" <-> ");
    if (!may_lack_order(wanted, term)) {
        return in_a_row;
    }
    return "(" + in_a_row + " | (" + quoted_mark(group, kind_mark(kind_without_order)) + " & " +
           with(" & ") + "))";
}

/// What is wanted, as one group has it.
std::string query_in(GroupId group, PiecesWanted const& wanted,
                     std::vector<std::string> const& marks)
{
    std::vector<std::string> all;
    all.reserve(marks.size() + wanted.terms.size() + 1);
    for (auto const& mark : marks) {
        all.push_back(quoted_mark(group, mark));
    }
    for (auto const& term : wanted.terms) {
        all.push_back(term_in(group, wanted, term));
    }
    if (!wanted.kinds.empty()) {
        all.push_back(joined(wanted.kinds, " | ", [&](protocol::search::Kind kind) {
            return quoted_mark(group, kind_mark(kind));
        }));
    }
    return joined(all, " & ", [](std::string const& part) { return part; });
}

std::string query_of(PiecesWanted const& wanted, std::vector<std::int64_t> const& days)
{
    auto const marks = marks_wanted(wanted);
    auto query =
        joined(wanted.groups, " | ", [&](GroupId group) { return query_in(group, wanted, marks); });
    return days.empty() ? query : query + " & " + joined(days, " | ", quoted_day);
}

class TsvectorShelf final : public WordShelf {
public:
    explicit TsvectorShelf(Connection& connection) : connection_(connection) {}

    void put(std::int64_t place, GroupId group, Words const& words) override
    {
        run(insert_words, {place, vector_of(group, words, day_of(place))});
        run(count_in_day, {day_of(place), std::int64_t{1}});
    }
    void take(std::int64_t place) override
    {
        run(delete_words, {place});
        run(count_in_day, {day_of(place), std::int64_t{-1}});
    }
    bool has(std::int64_t place) override
    {
        return Read{connection_}.number(count_words, place, day_of(place)) > 0;
    }

private:
    void run(Sql sql, std::vector<Value> const& parameters)
    {
        connection_.run(sql.text(), parameters, [](Columns const&) {});
    }

    Connection& connection_;
};

// --- the newest first --------------------------------------------------------------------------------
// A list of words gives all its pieces at once, in no order: of a word that is everywhere, a million. So the
// newest days are asked first, as many as hold a few thousand pieces, then more, and then the rest, where
// few can be left of what was not found often enough before.

struct Day {
    std::int64_t day = 0;
    std::int64_t pieces = 0;
};
BOOST_DESCRIBE_STRUCT(Day, (), (day, pieces))

struct Window {
    std::vector<std::int64_t> days; ///< none: whatever the day
    std::int64_t from = 0;
    std::int64_t before = 0;
};

constexpr std::array pieces_of_windows{4'000, 60'000};
constexpr std::size_t days_of_window_max = 100;

std::vector<Window> windows_of(Read& read, PiecesWanted const& wanted)
{
    constexpr auto days_max = pieces_of_windows.size() * days_of_window_max;
    auto const days =
        read.rows<Day>(select_days, day_of(wanted.from), day_of(wanted.before - 1), days_max + 1);
    std::vector<Window> windows;
    auto before = wanted.before;
    auto day = days.begin();
    for (auto const most : pieces_of_windows) {
        Window window{.days = {}, .from = wanted.from, .before = before};
        std::int64_t pieces = 0;
        while (day != days.end() && pieces < most && window.days.size() < days_of_window_max) {
            pieces += day->pieces;
            window.days.push_back(day++->day);
        }
        if (day == days.end()) {
            break; // few are left: all at once
        }
        window.from = std::max(wanted.from, first_place_of_day(window.days.back()));
        before = window.from;
        windows.push_back(std::move(window));
    }
    windows.push_back({.days = {}, .from = wanted.from, .before = before});
    return windows;
}

class PostgresSearchIndex final : public SearchIndex {
public:
    PostgresSearchIndex(std::unique_ptr<Connection> connection,
                        std::function<void(std::string_view)> log)
        : connection_(std::move(connection)), log_(std::move(log))
    {
    }

    Feeding feed_some() override
    {
        connection_->begin_change();
        try {
            return feed_in_turn();
        } catch (...) {
            connection_->roll_back();
            throw;
        }
    }

    void forget() override
    {
        connection_->begin_change();
        try {
            Read{*connection_}.number(await_turn);
            connection_->run_script(
                make_tables.text()); // empty, so that whoever searches finds tables
            connection_->commit();
            known_ = false;
        } catch (...) {
            connection_->roll_back();
            throw;
        }
    }

    PiecesFound find(Connection& reader, PiecesWanted const& wanted) override
    {
        Read read{reader};
        if (wanted.groups.empty()) {
            return {.pieces = {}, .complete = true};
        }
        if (read.number(count_tables) != tables_made) {
            return {};
        }
        reader.run(give_up_soon.text(), {}, [](Columns const&) {});
        PiecesFound found;
        found.complete = read.row<bool>(select_complete).value_or(false);
        for (auto const& window : windows_of(read, wanted)) {
            auto more =
                read.rows<PieceFound>(select_pieces, query_of(wanted, window.days), window.from,
                                      window.before, wanted.limit - found.pieces.size());
            found.pieces.insert(found.pieces.end(), more.begin(), more.end());
            if (found.pieces.size() >= wanted.limit) {
                break;
            }
        }
        return found;
    }

private:
    /// Another node may be at it: then it is not our turn.
    Feeding feed_in_turn()
    {
        Read read{*connection_};
        if (read.number(try_turn) == 0) {
            connection_->roll_back();
            return {.other = true};
        }
        TsvectorShelf shelf{*connection_};
        SearchFeeder feeder{*connection_, *connection_, shelf};
        if (read.number(count_tables) != tables_made || !is_ours(feeder)) {
            if (known_) {
                log_("The index for searching was lost; it is made again.");
            }
            connection_->run_script(make_tables.text());
            feeder.begin();
        }
        auto const fed = feeder.feed();
        connection_->commit();
        known_ = true;
        return {.more = fed.more, .left = fed.left};
    }

    /// Whose it is costs a look at every feed, so that is asked once; what may be taken away while nodes
    /// serve, each time.
    bool is_ours(SearchFeeder& feeder) { return (known_ || feeder.belongs()) && feeder.is_whole(); }

    std::unique_ptr<Connection> const connection_; // the feeding thread alone
    std::function<void(std::string_view)> const log_;
    bool known_ = false; ///< looked at since we began, and ours
};

} // namespace

std::unique_ptr<SearchIndex> open_search_index(std::unique_ptr<Connection> connection,
                                               std::function<void(std::string_view)> log)
{
    return std::make_unique<PostgresSearchIndex>(std::move(connection), std::move(log));
}

} // namespace folkmoot::storage::postgres
