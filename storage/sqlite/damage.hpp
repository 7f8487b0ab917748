#pragma once
// Whether a database file is whole.

#include "storage/connection.hpp"

#include <string>
#include <vector>

namespace folkmoot::storage::sqlite {

/// What SQLite finds broken: pages, indexes, rows that refer to none. At most a few sentences.
std::vector<std::string> damage_in(Connection& connection);

} // namespace folkmoot::storage::sqlite
