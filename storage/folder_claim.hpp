#pragma once
// The claim of one program on its data folder, by a lock on DIR/folkmoot.lock. The operating system
// ends it with the program, however that ends.

#include <filesystem>

namespace folkmoot::storage {

class FolderClaim {
public:
    /// Throws std::runtime_error with a sentence for the operator when another program has the folder.
    explicit FolderClaim(std::filesystem::path const& folder);
    ~FolderClaim();
    FolderClaim(FolderClaim const&) = delete;
    FolderClaim& operator=(FolderClaim const&) = delete;

private:
    int file_;
};

/// Makes the folder, for its owner only, unless it is there. Throws std::runtime_error.
void make_folder(std::filesystem::path const& folder);

/// Waits until what was made or renamed in the folder is on the disk. Throws std::runtime_error.
void sync_folder(std::filesystem::path const& folder);

} // namespace folkmoot::storage
