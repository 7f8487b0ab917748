#include "storage/blobs.hpp"

#include "storage/folder_claim.hpp"
#include "storage/sha256.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <stdexcept>
#include <utility>

namespace folkmoot::storage {
namespace {

namespace fs = std::filesystem;

constexpr auto uploads_folder = "uploads";
constexpr auto lock_name = "lock";
constexpr std::size_t hash_signs = 64;
constexpr std::size_t folder_signs = 2;
constexpr std::size_t read_at_once = 256 * 1024;
constexpr std::int64_t microseconds_per_second = 1'000'000;
constexpr mode_t for_us_only = S_IRUSR | S_IWUSR;

[[noreturn]] void fail(std::string const& what, fs::path const& where, int why)
{
    throw std::runtime_error(what + " " + where.string() + ": " + std::strerror(why) + ".");
}

bool lacks_room(int why)
{
    return why == ENOSPC || why == EDQUOT || why == EFBIG;
}

Error no_room()
{
    return {ErrorName::unavailable,
            "The disk of the server is full. Nothing was lost; go on when there is room again.",
            {}};
}

bool is_hash(std::string_view text)
{
    auto const allowed = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); };
    return text.size() == hash_signs && std::ranges::all_of(text, allowed);
}

struct stat state_of(int file)
{
    struct stat state {};
    if (::fstat(file, &state) != 0) {
        throw std::runtime_error(std::string{"Cannot look at an open file: "} +
                                 std::strerror(errno) + ".");
    }
    return state;
}

std::string read_from(int file, std::int64_t at, std::size_t bytes_max)
{
    std::string bytes(bytes_max, '\0');
    std::size_t count = 0;
    while (count < bytes.size()) {
        auto const got = ::pread(file, bytes.data() + count, bytes.size() - count,
                                 static_cast<off_t>(at + static_cast<std::int64_t>(count)));
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got < 0) {
            throw std::runtime_error(std::string{"Cannot read a file: "} + std::strerror(errno) +
                                     ".");
        }
        if (got == 0) {
            break;
        }
        count += static_cast<std::size_t>(got);
    }
    bytes.resize(count);
    return bytes;
}

std::string hash_of(int file)
{
    Sha256 sha;
    for (std::int64_t at = 0;;) {
        auto const piece = read_from(file, at, read_at_once);
        if (piece.empty()) {
            return sha.hash();
        }
        sha.add(piece);
        at += static_cast<std::int64_t>(piece.size());
    }
}

void remove_file(fs::path const& file)
{
    if (::unlink(file.c_str()) != 0 && errno != ENOENT) {
        fail("Cannot remove", file, errno);
    }
}

/// When it was last written to, in microseconds since 1970; nothing when it has gone meanwhile.
std::optional<Instant> written_at(fs::path const& file)
{
    struct stat state {};
    if (::stat(file.c_str(), &state) != 0) {
        return {};
    }
    return Instant{state.st_mtim.tv_sec * microseconds_per_second};
}

template <class Take>
void each_older(fs::path const& folder, Instant before, Take const& take)
{
    std::error_code none;
    for (auto const& entry : fs::directory_iterator{folder, none}) {
        if (auto const at = written_at(entry.path()); at && *at < before) {
            take(entry.path().filename().string());
        }
    }
}

void hold(Descriptor const& file, int how, fs::path const& where)
{
    while (::flock(file.number(), how) != 0) {
        if (errno != EINTR) {
            fail("Cannot lock", where, errno);
        }
    }
}

/// False while somebody else holds it.
bool try_to_hold(Descriptor const& file, fs::path const& where)
{
    if (::flock(file.number(), LOCK_EX | LOCK_NB) == 0) {
        return true;
    }
    if (errno != EWOULDBLOCK) {
        fail("Cannot lock", where, errno);
    }
    return false;
}

} // namespace

// --- open files --------------------------------------------------------------------------------------

Descriptor::~Descriptor()
{
    if (number_ >= 0) {
        ::close(number_);
    }
}

Descriptor::Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}

Descriptor& Descriptor::operator=(Descriptor&& other) noexcept
{
    std::swap(number_, other.number_);
    return *this;
}

std::string OpenBlob::read(std::int64_t at, std::size_t bytes_max) const
{
    return read_from(file_.number(), at, bytes_max);
}

std::string UploadFile::read(std::int64_t at, std::size_t bytes_max) const
{
    return read_from(file_.number(), at, bytes_max);
}

std::int64_t UploadFile::size() const
{
    return state_of(file_.number()).st_size;
}

void UploadFile::cut_to(std::int64_t size)
{
    if (this->size() > size && ::ftruncate(file_.number(), static_cast<off_t>(size)) != 0) {
        fail("Cannot shorten", path_, errno);
    }
}

Result<void> UploadFile::write(std::int64_t at, std::string_view piece)
{
    while (!piece.empty()) {
        auto const count =
            ::pwrite(file_.number(), piece.data(), piece.size(), static_cast<off_t>(at));
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count < 0 && lacks_room(errno)) {
            return no_room();
        }
        if (count < 0) {
            fail("Cannot write", path_, errno);
        }
        at += count;
        piece.remove_prefix(static_cast<std::size_t>(count));
    }
    return {};
}

Result<void> UploadFile::sync()
{
    if (::fdatasync(file_.number()) == 0) {
        return {};
    }
    if (lacks_room(errno)) {
        return no_room();
    }
    fail("Cannot store", path_, errno);
}

// --- the folder --------------------------------------------------------------------------------------

Blobs::Blobs(fs::path folder) : folder_(std::move(folder))
{
    make_folder(folder_);
    make_folder(folder_ / uploads_folder);
    static_cast<void>(lock_file());
    sync_folder(folder_);
}

fs::path Blobs::file_of(UploadId upload) const
{
    return folder_ / uploads_folder / to_string(upload);
}

fs::path Blobs::file_of(std::string_view sha256) const
{
    return folder_ / sha256.substr(0, folder_signs) / sha256;
}

Descriptor Blobs::lock_file() const
{
    auto const path = folder_ / lock_name;
    Descriptor file{::open(path.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, for_us_only)};
    if (!file) {
        fail("Cannot write", path, errno);
    }
    return file;
}

Result<UploadFile> Blobs::open_upload(UploadId upload, std::int64_t received) const
{
    auto path = file_of(upload);
    int const make = received == 0 ? O_CREAT : 0;
    Descriptor file{::open(path.c_str(), make | O_RDWR | O_CLOEXEC, for_us_only)};
    if (!file && errno == ENOENT) {
        return not_found();
    }
    if (!file && lacks_room(errno)) {
        return no_room();
    }
    if (!file) {
        fail("Cannot write", path, errno);
    }
    if (!try_to_hold(file, path)) {
        return conflict("This upload is being received already.");
    }
    auto const state = state_of(file.number());
    if (state.st_size < received || state.st_nlink == 0) { // ended while we came
        return not_found();
    }
    if (received == 0) {
        sync_folder(path.parent_path());
    }
    return UploadFile{std::move(file), std::move(path)};
}

Result<KeptBlob> Blobs::keep(UploadFile& file) const
{
    if (auto const stored = file.sync(); stored.has_error()) {
        return stored.error();
    }
    KeptBlob kept{hash_of(file.file_.number()), file.size(), nullptr};
    auto const path = file_of(kept.sha256);
    auto lock = lock_file();
    hold(lock, LOCK_SH, folder_ / lock_name);
    kept.naming.reset(new Naming{std::move(lock)});
    if (::mkdir(path.parent_path().c_str(), S_IRWXU) == 0) {
        sync_folder(folder_);
    } else if (lacks_room(errno)) {
        return no_room();
    }
    // There already when somebody else has uploaded the same.
    if (::link(file.path_.c_str(), path.c_str()) != 0 && errno != EEXIST) {
        if (lacks_room(errno)) {
            return no_room();
        }
        if (errno == ENOENT) {
            return not_found(); // ended while it came
        }
        fail("Cannot write", path, errno);
    }
    sync_folder(path.parent_path());
    return kept;
}

void Blobs::forget_upload(UploadId upload) const
{
    remove_file(file_of(upload));
}

std::vector<UploadId> Blobs::uploads_older_than(Instant before) const
{
    std::vector<UploadId> found;
    each_older(folder_ / uploads_folder, before, [&](std::string const& name) {
        if (auto const id = uuid_from(name)) {
            found.emplace_back(*id);
        }
    });
    return found;
}

Result<OpenBlob> Blobs::open(std::string_view sha256) const
{
    if (!is_hash(sha256)) {
        return not_found();
    }
    auto const path = file_of(sha256);
    Descriptor file{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
    if (!file && errno == ENOENT) {
        return not_found();
    }
    if (!file) {
        fail("Cannot read", path, errno);
    }
    auto const size = state_of(file.number()).st_size;
    return OpenBlob{std::move(file), size};
}

std::optional<Naming> Blobs::sweeping() const
{
    auto lock = lock_file();
    if (!try_to_hold(lock, folder_ / lock_name)) {
        return {};
    }
    return Naming{std::move(lock)};
}

std::vector<std::string> Blobs::kept_in(std::string_view two_signs, Instant before) const
{
    std::vector<std::string> found;
    each_older(folder_ / two_signs, before, [&](std::string const& name) {
        if (is_hash(name)) {
            found.push_back(name);
        }
    });
    return found;
}

void Blobs::forget(std::string_view sha256) const
{
    if (is_hash(sha256)) {
        remove_file(file_of(sha256));
    }
}

} // namespace folkmoot::storage
