#pragma once
// What nodes tell each other by NOTIFY on a line of its own: after commits, many of them in one small
// payload of ids, numbers and kinds; and, in a channel apart, who is here.

#include "storage/database.hpp"
#include "storage/postgres/address.hpp"

#include <memory>

namespace folkmoot::storage::postgres {

std::unique_ptr<News> open_news(Address const& address, std::function<void(std::string_view)> log);

} // namespace folkmoot::storage::postgres
