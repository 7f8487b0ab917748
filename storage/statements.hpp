#pragma once
// What a network says about itself to everybody.

#include "protocol/statements.hpp"
#include "storage/change.hpp"

namespace folkmoot::storage {

/// The network's own words; what it has not said is empty, and `ready` always (see server/statements.hpp).
statements::Statement statement_of(Read& read, statements::Which which);

/// Errors: conflict, when it was changed since.
Result<people::Revised> change_statement(Change& change, Actor const& actor,
                                         statements::ChangeStatement const& request);

} // namespace folkmoot::storage
