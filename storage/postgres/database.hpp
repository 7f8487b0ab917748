#pragma once
// A network in a PostgreSQL database, which several nodes may serve at the same time.

#include "storage/database.hpp"

namespace folkmoot::storage::postgres {

/// Connects, and looks whether the server keeps what it acknowledges. Throws std::runtime_error with a
/// sentence for the operator.
std::unique_ptr<Database> open_server(std::string const& url, bool patient,
                                      std::function<void(std::string_view)> log);

/// What is checked.
struct ServerSettings {
    std::string encoding = "UTF8";
    std::string synchronous_commit = "on";
    std::string fsync = "on";
    std::string full_page_writes = "on";
    std::int64_t superuser = 0;
};
BOOST_DESCRIBE_STRUCT(ServerSettings, (),
                      (encoding, synchronous_commit, fsync, full_page_writes, superuser))
/// Pure. Throws std::runtime_error with a sentence that says what to set; gives what is only to be logged.
std::vector<std::string> checked(ServerSettings const& settings);

} // namespace folkmoot::storage::postgres
