#pragma once
// The index of words, made anew because an operator wants it: for damage that nobody can see in passing.

#include "storage/database.hpp"

#include <cstdint>
#include <functional>

namespace folkmoot::storage {

/// Of the entries of all groups' feeds.
struct RebuildProgress {
    std::int64_t taken = 0;
    std::int64_t all = 0;
};

/// Returns when everything that was written before is found again; `told` after each thousand entries.
/// On SQLite no server may have the folder; on PostgreSQL nodes may serve, and help. Throws like
/// open_database and Connection::run.
void rebuild_search(DatabasePlace const& place, std::function<void(RebuildProgress)> const& told);

} // namespace folkmoot::storage
