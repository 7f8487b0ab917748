#include "storage/search/rebuild.hpp"

#include <algorithm>
#include <chrono>
#include <thread>

namespace folkmoot::storage {

namespace {

/// While another node is at it.
constexpr std::chrono::milliseconds between_turns{50};

} // namespace

void rebuild_search(DatabasePlace const& place, std::function<void(RebuildProgress)> const& told)
{
    auto const database = open_database(place, [](std::string_view) {});
    {
        auto const index = database->search_index();
        index->forget();
        RebuildProgress now;
        for (Feeding fed{.more = true}; fed.more || fed.other;) {
            fed = index->feed_some();
            if (fed.other) {
                std::this_thread::sleep_for(between_turns);
                continue;
            }
            now.all = std::max(now.all, fed.left);
            now.taken = now.all - fed.left;
            told(now);
        }
    }
    database->close();
}

} // namespace folkmoot::storage
