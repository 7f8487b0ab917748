#include "storage/folder_claim.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <stdexcept>

namespace folkmoot::storage {
namespace {

[[noreturn]] void refuse(std::string const& what, std::filesystem::path const& where, int why)
{
    throw std::runtime_error(what + " " + where.string() + ": " + std::strerror(why) + ".");
}

} // namespace

FolderClaim::FolderClaim(std::filesystem::path const& folder)
{
    auto const path = folder / "folkmoot.lock";
    file_ = ::open(path.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (file_ < 0) {
        refuse("Cannot write", path, errno);
    }
    if (::flock(file_, LOCK_EX | LOCK_NB) == 0) {
        return;
    }
    int const why = errno; // which closing may change
    ::close(file_);
    if (why == EWOULDBLOCK) {
        throw std::runtime_error("Another Folkmoot is running on the folder " + folder.string() +
                                 ". Stop that one first, or use another folder.");
    }
    refuse("Cannot lock", path, why);
}

FolderClaim::~FolderClaim()
{
    ::close(file_);
}

void make_folder(std::filesystem::path const& folder)
{
    if (std::filesystem::is_directory(folder)) {
        return;
    }
    if (folder.has_parent_path()) {
        std::filesystem::create_directories(folder.parent_path());
    }
    if (::mkdir(folder.c_str(), S_IRWXU) != 0 && errno != EEXIST) {
        refuse("Cannot make the folder", folder, errno);
    }
}

void sync_folder(std::filesystem::path const& folder)
{
    int const opened = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (opened < 0 || ::fsync(opened) != 0) {
        refuse("Cannot store in", folder, errno);
    }
    ::close(opened);
}

} // namespace folkmoot::storage
