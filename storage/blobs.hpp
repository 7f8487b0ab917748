#pragma once
// The contents of files, in a folder beside the database: each once, named by its SHA-256, at
// ab/abcdef…. What is being uploaded grows in uploads/ID of the same folder and becomes a content by a
// second name for it. Several nodes on one database share the folder. There is no SQL here: which contents
// somebody names is told by rows (storage/uploads.hpp).
//
// A person may be told of: `unavailable` when the disk has no room, `not_found` for what is not there,
// `conflict` for an upload that somebody holds. Whatever else goes wrong with the disk is thrown as
// std::runtime_error. All of it waits for the disk: on a thread that may. Any thread, except that an
// UploadFile is one thread's at a time.

#include "protocol/values.hpp"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace folkmoot::storage {

using namespace folkmoot::protocol;

/// An open file; closed with it.
class Descriptor {
public:
    explicit Descriptor(int number = -1) : number_(number) {}
    ~Descriptor();
    Descriptor(Descriptor&& other) noexcept;
    Descriptor& operator=(Descriptor&& other) noexcept;

    int number() const { return number_; }
    explicit operator bool() const { return number_ >= 0; }

private:
    int number_;
};

/// A content, open to be read; it stays so when its name goes.
class OpenBlob {
public:
    OpenBlob(Descriptor file, std::int64_t size) : file_(std::move(file)), size_(size) {}

    std::int64_t size() const { return size_; }
    /// At most so many bytes from `at` on; fewer only at the end.
    std::string read(std::int64_t at, std::size_t bytes_max) const;
    /// Its number, for who reads by it; it stays this object's.
    int descriptor() const { return file_.number(); }

private:
    Descriptor file_;
    std::int64_t size_;
};

/// What is being uploaded, held alone among all threads and nodes until it ends.
class UploadFile {
public:
    std::int64_t size() const;
    /// At most so many bytes from `at` on; fewer only at the end.
    std::string read(std::int64_t at, std::size_t bytes_max) const;
    /// Its number, for who reads by it; it stays this object's.
    int descriptor() const { return file_.number(); }
    /// Takes off what is beyond.
    void cut_to(std::int64_t size);
    /// `unavailable` when the disk is full; something of the piece may have been written then.
    Result<void> write(std::int64_t at, std::string_view piece);
    /// All that was written is on the disk when it returns.
    Result<void> sync();

private:
    friend class Blobs;
    UploadFile(Descriptor file, std::filesystem::path path)
        : file_(std::move(file)), path_(std::move(path))
    {
    }

    Descriptor file_;
    std::filesystem::path path_;
};

/// Somebody names contents, or somebody sweeps those that nobody names: never at the same time, on any
/// node. Held until the rows have been committed.
class Naming {
private:
    friend class Blobs;
    explicit Naming(Descriptor lock) : lock_(std::move(lock)) {}
    Descriptor lock_;
};

struct KeptBlob {
    std::string sha256;
    std::int64_t size = 0;
    std::shared_ptr<Naming const> naming;
};

class Blobs {
public:
    /// Makes the folder where it is not there. Throws std::runtime_error with a sentence for the operator.
    explicit Blobs(std::filesystem::path folder);

    std::filesystem::path const& folder() const { return folder_; }

    // --- uploads -------------------------------------------------------------------------------------

    /// `received` is what its row says: the file is made when that is 0; otherwise `not_found` when it
    /// lacks something of it. `conflict` while somebody else holds it.
    Result<UploadFile> open_upload(UploadId upload, std::int64_t received) const;
    /// All of it becomes a content; whatever it was before stays until forget_upload().
    Result<KeptBlob> keep(UploadFile& file) const;
    void forget_upload(UploadId upload) const;
    /// Those that were last written to before this.
    std::vector<UploadId> uploads_older_than(Instant before) const;

    // --- contents ------------------------------------------------------------------------------------

    Result<OpenBlob> open(std::string_view sha256) const;
    /// Where it is, for a program of its own that reads it; whether it is there or not.
    std::filesystem::path file_of(std::string_view sha256) const;

    /// For who takes contents away; nothing while somebody names one.
    std::optional<Naming> sweeping() const;
    /// Names of contents that begin with these two signs and came before this.
    std::vector<std::string> kept_in(std::string_view two_signs, Instant before) const;
    /// Only while sweeping().
    void forget(std::string_view sha256) const;

private:
    std::filesystem::path file_of(UploadId upload) const;
    Descriptor lock_file() const;

    std::filesystem::path folder_;
};

} // namespace folkmoot::storage
