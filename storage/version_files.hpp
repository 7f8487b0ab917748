#pragma once
// The file that a version of the library is.

#include "storage/change.hpp"

namespace folkmoot::storage {

struct VersionFile {
    std::string sha256;
    std::int64_t size = 0;
    std::string name; ///< as it was called by who sent it
    std::string type; ///< of its content; empty while nobody has looked
    std::optional<Number> number = {};
    library::VersionState state = library::VersionState::draft;
};

/// Permission is asked here, for each download: `sign_in_needed`; `not_found` for who may not read its
/// group, when it was removed, and when it is no file.
Result<VersionFile> file_of(Read& read, Actor const& actor, VersionId version);

/// Such a function.
using FileOf = Result<VersionFile> (*)(Read& read, Actor const& actor, VersionId version);

} // namespace folkmoot::storage
