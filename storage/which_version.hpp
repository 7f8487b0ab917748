#pragma once
// "Which version is this?": versions found by what somebody holds in their hand: a file's bytes, a link, or the
// code that is printed on it.

#include "storage/change.hpp"

namespace folkmoot::storage {

/// For everybody who is signed in. Only those that the actor may read: others are as if they were not there. `invalid` on "sha256" when not
/// one of the three is named, or when it is no hash.
Result<library::KnownVersions> which_version(Read& read, Actor const& actor,
                                             library::WhichVersion const& request);

/// What a printed code tells whoever holds it.
struct PrintedVersion {
    VersionId version;
    ResourceId resource;
    library::VersionState state{};
};
std::optional<PrintedVersion> printed_version(Read& read, VersionCode code);

} // namespace folkmoot::storage
