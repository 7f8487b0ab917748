#pragma once
// Searching: one function for each method of protocol/search.hpp. Whoever is signed in may ask; what they
// may not see is left out before anything is counted, ordered or told.

#include "protocol/search.hpp"
#include "storage/change.hpp"

namespace folkmoot::storage {

/// `invalid` on "words" when there is nothing to look for, or it would take too long.
Result<search::Hits> find(Read& read, Actor const& actor, search::Find const& request);

} // namespace folkmoot::storage
