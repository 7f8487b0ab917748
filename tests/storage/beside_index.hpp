#pragma once
// The index for searching as somebody beside the program has it before them.

#include "storage/sqlite/connection.hpp"
#include "tests/storage/postgres_fixture.hpp"
#include "tests/storage/world.hpp"

#include <filesystem>
#include <fstream>
#include <string>

namespace folkmoot::tests {

/// The database of a world on PostgreSQL.
inline PostgresDatabase database_beside(World& world)
{
    auto const& url = world.store.place.place().url;
    auto const name = url.substr(url.rfind('/') + 1);
    return PostgresDatabase{PostgresCluster::shared(), name.substr(0, name.find('?'))};
}

/// What somebody else does to the index, while it is in use.
inline void run_on_index(World& world, std::string const& script)
{
    using folkmoot::storage::sqlite::Access;
    using folkmoot::storage::sqlite::SqliteConnection;
    if (on_postgres()) {
        database_beside(world).run_script("SET search_path = folkmoot;" + script);
    } else {
        auto const& folder = world.store.place.place().folder;
        SqliteConnection{folder / "search.sqlite", Access::write}.run_script(script);
    }
}

/// All bytes of the index's files, where it has its own.
inline std::string bytes_of_index(std::filesystem::path const& folder)
{
    std::string bytes;
    for (auto const& entry : std::filesystem::directory_iterator{folder}) {
        if (entry.path().filename().string().starts_with("search.sqlite")) {
            std::ifstream stream{entry.path(), std::ios::binary};
            bytes.append(std::istreambuf_iterator<char>{stream}, {});
        }
    }
    return bytes;
}

} // namespace folkmoot::tests
