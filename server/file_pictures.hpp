#pragma once
// Which pictures a file has, as far as they can be told without a converter: so that two files that say the same in
// words are known to show the same as well.

#include "server/file_kinds.hpp"
#include "storage/blobs.hpp"

#include <optional>
#include <string>

namespace folkmoot::server {

/// A hash of all its pictures, whatever their names and order; empty when it has none; nothing when that cannot be
/// told: of PDF, RTF and HTML, and of what is damaged. Of Office and OpenDocument files, the sizes and check sums
/// that the archive says. Reads the disk.
std::optional<std::string> pictures_of(storage::OpenBlob const& file, FileKind kind);

} // namespace folkmoot::server
