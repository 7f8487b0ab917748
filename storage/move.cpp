#include "storage/move.hpp"

#include "storage/move_pages.hpp"
#include "storage/sql.hpp"

#include <array>
#include <optional>
#include <stdexcept>

namespace folkmoot::storage {
namespace {

constexpr Sql count_feeds = R"sql(
SELECT count(*) FROM feeds
)sql";

constexpr Sql count_feeds_in_step = R"sql(
SELECT count(*) FROM feeds f
 WHERE f.last_number = COALESCE((SELECT max(e.number) FROM entries e WHERE e.feed = f.id), 0)
   AND f.last_number = (SELECT count(*) FROM entries e WHERE e.feed = f.id)
)sql";

// A table of a new migration gets its line here; a test tells which one is lacking.
constexpr std::array tables{
    MovedTable{"feeds", "id", ""},
    MovedTable{"entries", "feed, number", ""},
    MovedTable{"receipts", "person, request", ""},
    MovedTable{"network", "single", ""},
    MovedTable{"authorities", "id", "succeeded_by"},
    MovedTable{"authority_names", "authority, from_at", ""},
    MovedTable{"authority_domains", "authority, domain", ""},
    MovedTable{"authority_logos", "authority", ""},
    MovedTable{"people", "id", ""},
    MovedTable{"mails", "folded", ""},
    MovedTable{"passwords", "person", ""},
    MovedTable{"sign_ins", "id", ""},
    MovedTable{"affiliations", "id", ""},
    MovedTable{"groups", "id", ""},
    MovedTable{"seats", "id", ""},
    MovedTable{"join_requests", "id", ""},
    MovedTable{"labels", "id", ""},
    MovedTable{"welcomes", "group_id", ""},
    MovedTable{"put_away", "person, group_id, part", ""},
    MovedTable{"topics", "id", ""},
    MovedTable{"topic_labels", "topic, label", ""},
    MovedTable{"posts", "id", ""},
    MovedTable{"post_texts", "post, revision", ""},
    MovedTable{"thanks", "post, person", ""},
    MovedTable{"mentions", "person, post", ""},
    MovedTable{"reports", "id", ""},
    MovedTable{"following", "person, topic", ""},
    MovedTable{"reading", "person, topic", ""},
    MovedTable{"group_reading", "person, group_id", ""},
    MovedTable{"drafts", "person, place", ""},
    MovedTable{"resources", "id", ""},
    MovedTable{"resource_labels", "resource, label", ""},
    MovedTable{"blobs", "sha256", ""},
    MovedTable{"file_texts", "sha256", ""},
    MovedTable{"file_text_pieces", "sha256, piece", ""},
    MovedTable{"file_shingles", "shingle, sha256", ""},
    MovedTable{"versions", "id", ""},
    MovedTable{"adoptions", "resource, entry", ""},
    MovedTable{"adaptations", "resource, entry", ""},
    MovedTable{"origin_changes", "resource, entry, place", ""},
    MovedTable{"invitations", "id", ""},
    MovedTable{"audit", "number", ""},
    MovedTable{"erasures", "id", ""},
    MovedTable{"holds", "id", ""},
    MovedTable{"uploads", "id", ""},
    MovedTable{"mail_changes", "id", ""},
    MovedTable{"outbox", "id", ""},
    MovedTable{"statements", "which", ""},
};

/// Undoes what was not committed, however we leave.
class UnlessCommitted {
public:
    explicit UnlessCommitted(Connection& connection) : connection_(connection) {}
    ~UnlessCommitted() { connection_.roll_back(); }
    UnlessCommitted(UnlessCommitted const&) = delete;
    UnlessCommitted& operator=(UnlessCommitted const&) = delete;

private:
    Connection& connection_;
};

/// Says how far we are, in rows of all tables.
class Watch {
public:
    Watch(Connection& from, MoveWatcher const& watcher) : watcher_(watcher)
    {
        for (auto const& table : tables) {
            rows_of_.push_back(count_rows(from, table));
            all_ += rows_of_.back();
        }
    }

    void table(MoveProgress::Doing doing, std::size_t which)
    {
        if (which == 0) {
            done_ = 0;
        }
        now_ = {doing, tables[which].name, 0, rows_of_[which], 0};
        rows(0);
    }
    void rows(std::size_t count)
    {
        now_.rows += static_cast<std::int64_t>(count);
        done_ += static_cast<std::int64_t>(count);
        now_.percent = all_ == 0 ? 100 : static_cast<int>(100 * done_ / all_);
        watcher_(now_);
    }
    std::int64_t rows_of(std::size_t which) const { return rows_of_[which]; }

private:
    MoveWatcher const& watcher_;
    std::vector<std::int64_t> rows_of_;
    std::int64_t all_ = 0;
    std::int64_t done_ = 0;
    MoveProgress now_;
};

std::int64_t number(Connection& connection, Sql sql)
{
    std::int64_t found = 0;
    connection.run(sql.text(), {}, [&](Columns const& row) { found = row.integer(0); });
    return found;
}

void refuse_rows_in(Connection& to)
{
    for (auto const& table : tables) {
        if (count_rows(to, table) != 0) {
            throw std::runtime_error("The place to move to is not empty: it has rows in " +
                                     std::string{table.name} +
                                     ". Give a folder or a database that holds no network.");
        }
    }
}

TableContent copy(Connection& from, Connection& to, MovedTable const& table, Watch& watch)
{
    TablePages pages{from, table};
    TableWriter writer{to, table, pages.columns()};
    ContentHash hash;
    while (auto page = pages.next()) {
        refuse_nul(table, pages.columns(), *page);
        hash.add(*page);
        auto const count = page->size();
        writer.add(*std::move(page));
        watch.rows(count);
    }
    writer.finish();
    return hash.content();
}

/// A page that was passed over would be lacking on both sides, so rows are also counted by the engine.
void refuse_uncounted(MovedTable const& table, std::int64_t counted, std::int64_t seen)
{
    if (counted != seen) {
        throw std::runtime_error("The table " + std::string{table.name} + " has " +
                                 std::to_string(counted) + " rows, but " + std::to_string(seen) +
                                 " could be read in the order of its key. Nothing was moved.");
    }
}

TableContent content(Connection& connection, MovedTable const& table,
                     std::function<void(std::size_t)> const& read)
{
    TablePages pages{connection, table};
    ContentHash hash;
    while (auto const page = pages.next()) {
        hash.add(*page);
        read(page->size());
    }
    auto const content = hash.content();
    refuse_uncounted(table, count_rows(connection, table), content.rows);
    return content;
}

Moved copy_and_compare(Connection& from, Connection& to, Watch& watch)
{
    Moved moved;
    for (std::size_t i = 0; i < tables.size(); ++i) {
        watch.table(MoveProgress::Doing::copying, i);
        auto const here = copy(from, to, tables[i], watch);
        refuse_uncounted(tables[i], watch.rows_of(i), here.rows);
        moved.tables.push_back({std::string{tables[i].name}, here, {}});
    }
    moved.here = feed_numbers_of(from);
    for (std::size_t i = 0; i < tables.size(); ++i) {
        watch.table(MoveProgress::Doing::comparing, i);
        moved.tables[i].there =
            content(to, tables[i], [&](std::size_t count) { watch.rows(count); });
    }
    moved.there = feed_numbers_of(to);
    return moved;
}

} // namespace

std::span<MovedTable const> moved_tables()
{
    return tables;
}

bool Moved::agrees() const
{
    for (auto const& table : tables) {
        if (!table.agrees()) {
            return false;
        }
    }
    return here == there;
}

TableContent content_of(Connection& connection, MovedTable const& table)
{
    return content(connection, table, [](std::size_t) {});
}

FeedNumbers feed_numbers_of(Connection& connection)
{
    return {number(connection, count_feeds), number(connection, count_feeds_in_step)};
}

Moved move_rows(Connection& from, Connection& to, MoveWatcher const& watcher,
                std::function<void()> const& before_commit)
{
    from.begin_read();
    UnlessCommitted const read{from};
    to.begin_change();
    UnlessCommitted const write{to};
    refuse_rows_in(to);
    Watch watch{from, watcher};
    auto moved = copy_and_compare(from, to, watch);
    if (moved.agrees()) {
        before_commit();
        to.commit();
    }
    return moved;
}

} // namespace folkmoot::storage
