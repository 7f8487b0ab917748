#pragma once
// Lists of erasures, as `folkmoot person erasures` prints them: "INSTANT KIND ID", a line each, nothing of
// what was erased. One is kept beside the backups of each network, so that restoring an older one
// erases again what was erased since. Throw CommandFailed.

#include "storage/erasure.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace folkmoot::server {

std::string erasure_line(storage::Erasure const& erasure);
std::vector<storage::Erasure> erasures_in(std::filesystem::path const& list);

/// In the folder that holds the backup.
std::filesystem::path list_beside(std::filesystem::path const& backup,
                                  storage::NetworkId const& network);
/// Adds what is not in the list yet; makes it, when there is something to say.
void add_to_list(std::filesystem::path const& list, std::vector<storage::Erasure> const& erasures);

} // namespace folkmoot::server
