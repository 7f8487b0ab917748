#pragma once
// A group in a list, as one person may know it. Shared by groups and home.

#include "storage/standing.hpp"

namespace folkmoot::storage {

/// How many people sit there is for those who may see them; unread is for those who sit there.
groups::GroupRow group_row(Read& read, PersonId person, Standing const& standing);

} // namespace folkmoot::storage
