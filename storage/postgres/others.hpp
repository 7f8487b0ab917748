#pragma once
// Who else is there.

#include "storage/connection.hpp"

#include <string>
#include <vector>

namespace folkmoot::storage::postgres {

/// Other connections to the same database that call themselves as this one does: servers, or short
/// subcommands. As an operator may find them: "process 4711 on 192.0.2.7".
std::vector<std::string> others_connected(Connection& connection);

/// From here on it is not among the others of our own connections.
void call_itself_apart(Connection& connection);

} // namespace folkmoot::storage::postgres
