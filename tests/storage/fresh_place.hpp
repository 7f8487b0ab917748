#pragma once
// Where the network of a FreshStore is: in a SQLite file; with DATABASE=postgres in the environment, in a
// PostgreSQL database, so that the same tests run on both.

#include "storage/database.hpp"

#include <filesystem>
#include <string>

namespace folkmoot::tests {

/// What DATABASE says; throws for what is no engine.
bool on_postgres();

/// Of one store: in `folder`, or an empty database with the schema that nobody else uses meanwhile.
class FreshPlace {
public:
    explicit FreshPlace(std::filesystem::path folder);
    /// The same network once more, while nobody has the first one open.
    FreshPlace(FreshPlace const& of, std::filesystem::path folder);
    ~FreshPlace();
    FreshPlace(FreshPlace const&) = delete;
    FreshPlace& operator=(FreshPlace const&) = delete;

    storage::DatabasePlace const& place() const { return place_; }

private:
    storage::DatabasePlace place_;
    std::string database_; ///< its name; empty on SQLite
    bool is_copy_ = false;
};

} // namespace folkmoot::tests
