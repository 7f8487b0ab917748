#pragma once
// The index of words in a file of its own, DIR/search.sqlite, with FTS5. The file may be deleted at any
// time, also while it is open.

#include "storage/search_index.hpp"

#include <filesystem>
#include <functional>
#include <memory>
#include <string_view>

namespace folkmoot::storage::sqlite {

/// `network` is a reading connection of its own. Makes nothing yet.
std::unique_ptr<SearchIndex> open_search_index(std::filesystem::path file,
                                               std::unique_ptr<Connection> network,
                                               std::function<void(std::string_view)> log);

} // namespace folkmoot::storage::sqlite
