#pragma once

#include <span>
#include <string_view>

namespace folkmoot::storage {

// The text of storage/migrations/ENGINE/NNNN_what.sql, built into the program.
struct MigrationText {
    int number;
    char const* name; // "0001_what"
    std::string_view sql;
};

// In the order of their numbers.
std::span<MigrationText const> sqlite_migrations();
std::span<MigrationText const> postgres_migrations();

} // namespace folkmoot::storage
