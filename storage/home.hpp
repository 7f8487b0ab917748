#pragma once
// Home: one function for each method of protocol/home.hpp.
// Permission has been asked in the same transaction (server/routes.cpp); each function still answers
// not_found or conflict for what changed or is missing. Effects: a `change` writes its entries.

#include "protocol/home.hpp"
#include "storage/change.hpp"

namespace folkmoot::storage {

Result<home::Page> home_page(Read& read, Actor const& actor, home::Show const& request);

} // namespace folkmoot::storage
