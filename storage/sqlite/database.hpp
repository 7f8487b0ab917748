#pragma once
// A network in a folder: DIR/folkmoot.sqlite and its companions. One program at a time serves it; short
// subcommands may stand beside it.

#include "storage/database.hpp"

#include <filesystem>

namespace folkmoot::storage::sqlite {

/// Makes the folder if it is alone, and claims it until the end of the object. Throws
/// std::runtime_error with a sentence for the operator.
std::unique_ptr<Database> open_folder(std::filesystem::path const& folder, bool alone,
                                      std::function<void(std::string_view)> log);

} // namespace folkmoot::storage::sqlite
