#pragma once
// What the database must hold at this place. When it does not, it is damaged, or a mistake of ours.

#include "storage/connection.hpp"

#include <optional>
#include <utility>

namespace folkmoot::storage {

/// Throws DatabaseError when there is nothing.
template <class T>
T required(std::optional<T> found)
{
    if (!found) {
        throw DatabaseError("a row that must be there is missing");
    }
    return *std::move(found);
}

} // namespace folkmoot::storage
