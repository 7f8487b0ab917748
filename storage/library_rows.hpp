#pragma once
// Resources and versions as they are told. Shared by the library's pages and by feeds.

#include "storage/change.hpp"

namespace folkmoot::storage {

/// Labels of a resource whose other fields are read.
void fill(Read& read, library::ResourceRow& resource);

std::optional<library::ResourceRow> resource_row(Read& read, ResourceId resource);
std::optional<library::VersionRow> version_row(Read& read, VersionId version);

} // namespace folkmoot::storage
