#include "storage/sweep.hpp"

#include "storage/sql.hpp"

namespace folkmoot::storage {

namespace {

constexpr Sql vacuum = R"sql(VACUUM)sql";

} // namespace

void sweep_erased(DatabasePlace const& place)
{
    auto const database = open_database(place, [](std::string_view) {});
    database->search_index()->forget(); // made anew, without them, when it is next wanted
    {
        auto const connection = database->writing();
        connection->run(vacuum.text(), {}, [](Columns const&) {});
    }
    database->close();
}

} // namespace folkmoot::storage
