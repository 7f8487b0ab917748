#include "server/archive.hpp"

#include <unistd.h>
#include <zip.h>

namespace folkmoot::server {
namespace {

struct ClosingEntry {
    void operator()(zip_file_t* file) const { zip_fclose(file); }
};

} // namespace

void Archive::Closing::operator()(zip* archive) const
{
    zip_discard(archive);
}

std::optional<Archive> Archive::of_file(int descriptor)
{
    auto const own = dup(descriptor);
    if (own < 0)
        return {};
    int error = 0;
    auto* const archive = zip_fdopen(own, 0, &error);
    if (archive == nullptr) {
        close(own);
        return {};
    }
    return Archive{archive};
}

std::optional<Archive> Archive::of_bytes(std::string_view bytes)
{
    auto* const source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, nullptr);
    if (source == nullptr)
        return {};
    auto* const archive = zip_open_from_source(source, ZIP_RDONLY, nullptr);
    if (archive == nullptr) {
        zip_source_free(source);
        return {};
    }
    return Archive{archive};
}

std::uint64_t Archive::count() const
{
    auto const count = zip_get_num_entries(archive_.get(), 0);
    return count < 0 ? 0 : static_cast<std::uint64_t>(count);
}

std::optional<ArchiveEntry> Archive::entry(std::uint64_t place) const
{
    constexpr zip_uint64_t told = ZIP_STAT_NAME | ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE;
    zip_stat_t stat;
    zip_stat_init(&stat);
    if (zip_stat_index(archive_.get(), place, ZIP_FL_ENC_RAW, &stat) != 0 ||
        (stat.valid & told) != told)
        return {};
    bool const locked =
        (stat.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && stat.encryption_method != ZIP_EM_NONE;
    auto const crc = (stat.valid & ZIP_STAT_CRC) != 0 ? stat.crc : 0;
    return ArchiveEntry{stat.name, stat.size, stat.comp_size, crc, locked};
}

std::optional<std::string> Archive::read(std::uint64_t place, std::size_t bytes_max) const
{
    std::unique_ptr<zip_file_t, ClosingEntry> const file{zip_fopen_index(archive_.get(), place, 0)};
    if (!file)
        return {};
    std::string bytes(bytes_max, '\0');
    std::size_t count = 0;
    while (count < bytes_max) {
        auto const more = zip_fread(file.get(), bytes.data() + count, bytes_max - count);
        if (more < 0)
            return {};
        if (more == 0)
            break;
        count += static_cast<std::size_t>(more);
    }
    bytes.resize(count);
    return bytes;
}

} // namespace folkmoot::server
