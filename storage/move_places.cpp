#include "storage/move.hpp"
#include "storage/postgres/others.hpp"

#include <chrono>
#include <stdexcept>
#include <thread>

namespace folkmoot::storage {
namespace {

constexpr std::chrono::seconds closing_takes_at_most{2};

/// Open, and closed in good order after its connections.
class Opened {
public:
    Opened(DatabasePlace const& place, std::function<void(std::string_view)> const& log)
        : database_(open_database(place, log))
    {
    }
    ~Opened() { database_->close(); }
    Opened(Opened const&) = delete;
    Opened& operator=(Opened const&) = delete;

    Database* operator->() const { return database_.get(); }

private:
    std::unique_ptr<Database> database_;
};

void refuse_same(DatabasePlace const& from, DatabasePlace const& to)
{
    std::error_code not_there;
    bool const same = from.url.empty() && to.url.empty()
                          ? std::filesystem::equivalent(from.folder, to.folder, not_there)
                          : from.url == to.url;
    if (same) {
        throw std::runtime_error("That is one place. Say where from and where to.");
    }
}

/// To look must not make anything.
void refuse_missing(DatabasePlace const& from)
{
    if (from.url.empty() && !std::filesystem::exists(from.folder / "folkmoot.sqlite")) {
        throw std::runtime_error("There is no folkmoot.sqlite in " + from.folder.string() + ".");
    }
}

void refuse_outdated(Opened const& from)
{
    if (!from->up_to_date()) {
        throw std::runtime_error(
            "There is no network to move from, or it is of an older Folkmoot. Start its server "
            "once with this program: it upgrades it.");
    }
}

DatabasePlace claimed(DatabasePlace place)
{
    place.alone = true;
    place.patient = true;
    return place;
}

/// Whether a server has the network that is moved. A folder is claimed; a PostgreSQL database can only
/// be looked at.
class Watchman {
public:
    Watchman(DatabasePlace const& from, Opened const& source)
        : connection_(from.url.empty() ? nullptr : source->reading())
    {
    }

    /// Connections of our own that were just closed may still be seen for a moment.
    void refuse_others() const
    {
        auto const until = std::chrono::steady_clock::now() + closing_takes_at_most;
        while (connection_) {
            auto const others = postgres::others_connected(*connection_);
            if (others.empty()) {
                return;
            }
            if (std::chrono::steady_clock::now() > until) {
                refuse(others);
            }
            std::this_thread::sleep_for(std::chrono::milliseconds{20});
        }
    }

private:
    [[noreturn]] static void refuse(std::vector<std::string> const& others)
    {
        throw std::runtime_error(
            "Another Folkmoot is connected to the database to move from (" +
            std::to_string(others.size()) + " connections, the first is " + others.front() +
            "). What it changes meanwhile would be lost: stop every server of this network first. "
            "Nothing was moved.");
    }

    std::unique_ptr<Connection> connection_;
};

} // namespace

Moved move_network(DatabasePlace const& from, DatabasePlace const& to, Instant now,
                   std::function<void(std::string_view)> const& log, MoveWatcher const& watcher)
{
    refuse_same(from, to);
    refuse_missing(from);
    Opened const source{claimed(from), log};
    refuse_outdated(source);
    Watchman const watchman{from, source};
    watchman.refuse_others();
    Opened const target{claimed(to), log};
    target->migrate(now);
    auto const reading = source->reading();
    if (!from.url.empty()) {
        postgres::call_itself_apart(*reading);
    }
    auto const writing = target->writing();
    return move_rows(*reading, *writing, watcher, [&] { watchman.refuse_others(); });
}

} // namespace folkmoot::storage
