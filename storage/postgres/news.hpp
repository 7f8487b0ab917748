#pragma once
// What nodes tell each other after a commit, by NOTIFY on a line of its own: many commits in one small
// payload of ids, numbers and kinds.

#include "storage/database.hpp"
#include "storage/postgres/address.hpp"

#include <memory>

namespace folkmoot::storage::postgres {

std::unique_ptr<News> open_news(Address const& address, std::function<void(std::string_view)> log);

} // namespace folkmoot::storage::postgres
