#include "storage/postgres/others.hpp"

#include "storage/sql.hpp"

namespace folkmoot::storage::postgres {
namespace {

// Much about another role's connection is hidden from us, but not that it is there and how it calls itself.
constexpr Sql select_others = R"sql(
    SELECT 'process ' || CAST(pid AS TEXT) ||
           CASE WHEN client_addr IS NULL THEN '' ELSE ' on ' || host(client_addr) END
      FROM pg_stat_activity
     WHERE datname = current_database() AND pid <> pg_backend_pid()
       AND application_name IN ('folkmoot', current_setting('application_name'))
     ORDER BY pid
)sql";

} // namespace

std::vector<std::string> others_connected(Connection& connection)
{
    std::vector<std::string> found;
    connection.run(select_others.text(), {},
                   [&](Columns const& row) { found.emplace_back(row.text(0)); });
    return found;
}

void call_itself_apart(Connection& connection)
{
    connection.run_script("SET application_name = 'folkmoot move'");
}

} // namespace folkmoot::storage::postgres
