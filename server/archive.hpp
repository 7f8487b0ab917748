#pragma once
// A zip file, looked into with libzip: what is in it by name and size, and an entry's bytes as far as one
// wants them. Nothing is written anywhere. Reads the disk: on a thread that may. One thread at a time.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

struct zip;

namespace folkmoot::server {

struct ArchiveEntry {
    std::string name; ///< as it stands there: it may lead anywhere
    std::uint64_t size = 0;
    std::uint64_t packed = 0;
    std::uint32_t crc = 0; ///< CRC-32, as the archive says; 0 of some that are locked
    bool locked = false;   ///< with a password
};

class Archive {
public:
    /// What somebody else has open; it is read by its number, and stays theirs. Nothing when it is no archive,
    /// or a damaged one.
    static std::optional<Archive> of_file(int descriptor);
    /// What is in memory, which outlives it.
    static std::optional<Archive> of_bytes(std::string_view bytes);

    std::uint64_t count() const;
    /// Nothing when it cannot be told.
    std::optional<ArchiveEntry> entry(std::uint64_t place) const;
    /// At most so many bytes from its beginning; nothing when it is damaged there.
    std::optional<std::string> read(std::uint64_t place, std::size_t bytes_max) const;

private:
    struct Closing {
        void operator()(zip* archive) const;
    };
    explicit Archive(zip* archive) : archive_(archive) {}

    std::unique_ptr<zip, Closing> archive_;
};

} // namespace folkmoot::server
