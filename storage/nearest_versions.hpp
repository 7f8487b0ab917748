#pragma once
// Which versions say what a file says, or most of it: for a file whose bytes nobody has put in, since it was
// saved again, laid out otherwise, exported or edited.

#include "protocol/file_texts.hpp"
#include "storage/change.hpp"

namespace folkmoot::storage {

/// Less alike than so many of a hundred is not named.
inline constexpr Count likeness_min = 25;

/// For an upload of one's own that is complete. Those that say every word are named alone; else the most alike. Only
/// those that the actor may read. `not_found` when there is no such upload.
Result<library::NearestVersions> nearest_versions(Read& read, Actor const& actor,
                                                  library::ShowNearestVersions const& request);

} // namespace folkmoot::storage
