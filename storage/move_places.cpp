#include "storage/move.hpp"
#include "storage/opened.hpp"
#include "storage/postgres/others.hpp"

#include <chrono>
#include <stdexcept>
#include <thread>

namespace folkmoot::storage {
namespace {

constexpr std::chrono::seconds closing_takes_at_most{2};

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
    OpenedNetwork const source{claimed(from), log};
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
