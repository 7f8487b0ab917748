#include "storage/database.hpp"

#include "storage/postgres/database.hpp"
#include "storage/sqlite/database.hpp"

namespace folkmoot::storage {

std::unique_ptr<Database> open_database(DatabasePlace const& place,
                                        std::function<void(std::string_view)> log)
{
    if (!place.url.empty()) {
        return postgres::open_server(place.url, place.patient, std::move(log));
    }
    return sqlite::open_folder(place.folder, place.alone, std::move(log));
}

} // namespace folkmoot::storage
