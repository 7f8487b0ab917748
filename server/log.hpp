#pragma once
// The program's log: one line each on standard error, plain or as a JSON object. What is logged holds
// nobody's words, names or addresses.

#include <string_view>

namespace folkmoot::server {

/// `level` and `format` as config.hpp names them.
void start_log(std::string_view level, std::string_view format);

} // namespace folkmoot::server
