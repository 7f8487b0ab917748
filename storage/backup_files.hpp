#pragma once
// The files of a backup, byte by byte. All throw std::runtime_error with a sentence for the operator
// that names the file.

#include "storage/backup_manifest.hpp"

#include <filesystem>

namespace folkmoot::storage {

/// Reads all of it.
BackupFile file_of(std::filesystem::path const& folder, std::string const& name);
/// Throws when one byte is not as it was.
void check_file(std::filesystem::path const& folder, BackupFile const& as_written);
/// The same while it is copied to `to`, which is on the disk then. Nothing is there when it throws.
void copy_checked(std::filesystem::path const& folder, BackupFile const& as_written,
                  std::filesystem::path const& to);

std::string read_text(std::filesystem::path const& file);
/// For its owner only, and on the disk.
void write_text(std::filesystem::path const& file, std::string_view text);

} // namespace folkmoot::storage
