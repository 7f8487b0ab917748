#include "storage/backup_files.hpp"

#include "storage/sha256.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <stdexcept>

namespace folkmoot::storage {
namespace {

constexpr std::size_t bytes_at_once = 1U << 20U;

[[noreturn]] void refuse(char const* what, std::filesystem::path const& where)
{
    throw std::runtime_error(std::string{what} + ' ' + where.string() + ": " +
                             std::strerror(errno) + '.');
}

class OpenFile {
public:
    OpenFile(std::filesystem::path path, int flags)
        : path_(std::move(path)), file_(::open(path_.c_str(), flags | O_CLOEXEC, S_IRUSR | S_IWUSR))
    {
        if (file_ < 0) {
            refuse("Cannot open", path_);
        }
    }
    ~OpenFile() { ::close(file_); }
    OpenFile(OpenFile const&) = delete;
    OpenFile& operator=(OpenFile const&) = delete;

    /// Nothing at its end.
    std::string_view read(std::string& room) const
    {
        auto const count = ::read(file_, room.data(), room.size());
        if (count < 0) {
            refuse("Cannot read", path_);
        }
        return {room.data(), static_cast<std::size_t>(count)};
    }
    void write(std::string_view bytes) const
    {
        while (!bytes.empty()) {
            auto const count = ::write(file_, bytes.data(), bytes.size());
            if (count < 0) {
                refuse("Cannot write", path_);
            }
            bytes.remove_prefix(static_cast<std::size_t>(count));
        }
    }
    void sync() const
    {
        if (::fsync(file_) != 0) {
            refuse("Cannot store", path_);
        }
    }

private:
    std::filesystem::path const path_;
    int const file_;
};

constexpr int fresh = O_WRONLY | O_CREAT | O_EXCL;

template <class Piece>
BackupFile read_through(std::filesystem::path const& folder, std::string const& name, Piece piece)
{
    OpenFile const file{folder / name, O_RDONLY};
    Sha256 hash;
    BackupFile found{name, 0, {}};
    std::string room(bytes_at_once, '\0');
    for (auto bytes = file.read(room); !bytes.empty(); bytes = file.read(room)) {
        hash.add(bytes);
        found.bytes += static_cast<std::int64_t>(bytes.size());
        piece(bytes);
    }
    found.hash = hash.hash();
    return found;
}

void refuse_changed(std::filesystem::path const& folder, BackupFile const& as_written,
                    BackupFile const& found)
{
    if (found != as_written) {
        throw std::runtime_error("The file " + (folder / as_written.name).string() +
                                 " is not as it was written. Use another backup, or another copy "
                                 "of this one.");
    }
}

} // namespace

BackupFile file_of(std::filesystem::path const& folder, std::string const& name)
{
    return read_through(folder, name, [](std::string_view) {});
}

void check_file(std::filesystem::path const& folder, BackupFile const& as_written)
{
    refuse_changed(folder, as_written, file_of(folder, as_written.name));
}

void copy_checked(std::filesystem::path const& folder, BackupFile const& as_written,
                  std::filesystem::path const& to)
{
    OpenFile const copy{to, fresh};
    try {
        [[maybe_unused]] auto const found = read_through(
            folder, as_written.name, [&](std::string_view bytes) { copy.write(bytes); });
#ifndef FOLKMOOT_BROKEN_RESTORE_UNCHECKED // the fault that tests/backup must catch
        refuse_changed(folder, as_written, found);
#endif
        copy.sync();
    } catch (...) {
        std::error_code ignored;
        std::filesystem::remove(to, ignored);
        throw;
    }
}

std::string read_text(std::filesystem::path const& file)
{
    std::string text;
    read_through(file.parent_path(), file.filename(),
                 [&](std::string_view bytes) { text += bytes; });
    return text;
}

void write_text(std::filesystem::path const& file, std::string_view text)
{
    OpenFile const written{file, fresh};
    written.write(text);
    written.sync();
}

} // namespace folkmoot::storage
