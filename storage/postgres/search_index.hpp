#pragma once
// The index of words in tables of the same database, with tsvector. Every node may feed it, one at a time.

#include "storage/search_index.hpp"

#include <functional>
#include <memory>
#include <string_view>

namespace folkmoot::storage::postgres {

/// `connection` is one of its own, for the thread that feeds. Makes nothing yet.
std::unique_ptr<SearchIndex> open_search_index(std::unique_ptr<Connection> connection,
                                               std::function<void(std::string_view)> log);

} // namespace folkmoot::storage::postgres
