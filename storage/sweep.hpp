#pragma once
// After an erasure: what was erased leaves the database's files, not only its rows.

#include "storage/database.hpp"

namespace folkmoot::storage {

/// The index of words is forgotten, to be made anew. SQLite: writes the file anew without what is unused, and empties its log; nobody else may have it
/// open. PostgreSQL: frees the old rows for new ones; their bytes go when they are written over, and stay
/// in its own log (WAL) until that is recycled. Throws like open_database and Connection::run.
void sweep_erased(DatabasePlace const& place);

} // namespace folkmoot::storage
