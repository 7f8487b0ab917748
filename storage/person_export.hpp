#pragma once
// All that is remembered of one person, for them to have. No permission is asked here: this serves the
// operator at the terminal.

#include "protocol/person_export.hpp"
#include "storage/change.hpp"

namespace folkmoot::storage {

/// Nothing when there is no such person.
std::optional<people::PersonExport> person_export(Read& read, PersonId person);

} // namespace folkmoot::storage
