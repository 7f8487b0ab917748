#pragma once
// Where a network is remembered: a folder's SQLite file, or a PostgreSQL database that several nodes
// may share. Made once for a program; opens its connections and brings the schema up to date. Why it is
// so: docs/design/0002-two-engines-several-nodes.md.

#include "storage/change.hpp"
#include "storage/connection.hpp"
#include "storage/search_index.hpp"

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace folkmoot::storage {

/// What a commit made, in the order of commits.
struct Committed {
    std::vector<EntryNumbered> entries;
    std::vector<RightChange> right_changes;
};

/// Who is at a node, beside all that is committed: told, never stored. A node tells what changes, and from
/// time to time all of it; what it has not told for long is no longer so.
struct HereTold {
    Uuid node; ///< of whom the news are; its News fills it in
    std::vector<PersonId> here;
    std::vector<PersonId> gone;
    bool asks = false; ///< would like to hear at once who is at the others

    bool empty() const { return here.empty() && gone.empty() && !asks; }
};

/// What other programs commit in the same network. Hints: one may come late, twice or never, so what may
/// be told, and whether something is lacking, is always looked up.
class News {
public:
    struct Listener {
        /// Another node's commit; on a thread of the News.
        std::function<void(Committed const&)> heard;
        /// The line that brings news was down, and is up again: look what was missed.
        std::function<void()> missed;
        /// Who is at another node.
        std::function<void(HereTold const&)> here;
    };
    virtual ~News() = default;
    /// At most once. Nothing is called any more once the News has ended.
    virtual void listen(Listener listener) = 0;
    /// Tells the other nodes soon, many commits at a time. Any thread; returns at once, never throws.
    virtual void tell(Committed const& committed) = 0;
    /// The same for who is here; what was told of somebody last counts.
    virtual void tell(HereTold const& told) = 0;
};

class Database {
public:
    virtual ~Database() = default;
    /// Connections for one thread each. Throw ConnectionLost, DatabaseError.
    virtual std::unique_ptr<Connection> writing() = 0;
    virtual std::unique_ptr<Connection> reading() = 0;
    /// How many connections may write at the same time, and how many changes one transaction takes.
    virtual std::size_t writers_max() const = 0;
    virtual std::size_t batch_max() const = 0;
    /// Brings the schema to what this program knows; where another node is at it, waits and logs so.
    /// Throws std::runtime_error with a sentence for the operator.
    virtual void migrate(Instant now) = 0;
    /// Whether it holds the schema that this program knows; throws like migrate().
    virtual bool up_to_date() = 0;
    /// What is broken in the file of the network, as a sentence each; none when all is well, and where
    /// the file is another program's to look after. Reads all of it.
    virtual std::vector<std::string> damage() = 0;
    /// Nothing where only one program at a time may serve the network.
    virtual std::unique_ptr<News> news() = 0;
    /// The index of words of this network; made when first fed. Ends before close().
    virtual std::unique_ptr<SearchIndex> search_index() = 0;
    /// The last thing, after all connections have ended. Never throws.
    virtual void close() noexcept {}
};

struct DatabasePlace {
    /// Holds the network when `url` is empty.
    std::filesystem::path folder;
    /// "postgresql://…" (libpq's connection URI); empty for SQLite.
    std::string url;
    /// False for a short subcommand beside a server: does not claim the folder.
    bool alone = true;
    /// For one long transaction, like a move: nothing is given up for taking long.
    bool patient = false;
};

/// Throws std::runtime_error with a sentence for the operator.
std::unique_ptr<Database> open_database(DatabasePlace const& place,
                                        std::function<void(std::string_view)> log);

} // namespace folkmoot::storage
