#pragma once
// Archives as tests make them.

#include <zip.h>

#include <stdexcept>
#include <string>
#include <vector>

namespace folkmoot::tests {

struct Packed {
    std::string name;
    std::string bytes;
    bool locked = false;
};

/// A zip file as libzip writes it.
inline std::string zipped(std::vector<Packed> const& entries)
{
    auto* const source = zip_source_buffer_create(nullptr, 0, 0, nullptr);
    auto* const archive = zip_open_from_source(source, ZIP_CREATE | ZIP_TRUNCATE, nullptr);
    if (archive == nullptr)
        throw std::runtime_error("no archive could be made");
    zip_source_keep(source);
    for (auto const& entry : entries) {
        auto* const bytes = zip_source_buffer(archive, entry.bytes.data(), entry.bytes.size(), 0);
        auto const place = zip_file_add(archive, entry.name.c_str(), bytes, ZIP_FL_ENC_GUESS);
        if (entry.locked)
            zip_file_set_encryption(archive, static_cast<zip_uint64_t>(place), ZIP_EM_AES_256,
                                    "secret");
    }
    if (zip_close(archive) != 0)
        throw std::runtime_error("the archive could not be written");
    zip_source_open(source);
    zip_source_seek(source, 0, SEEK_END);
    std::string made(static_cast<std::size_t>(zip_source_tell(source)), '\0');
    zip_source_seek(source, 0, SEEK_SET);
    zip_source_read(source, made.data(), made.size());
    zip_source_close(source);
    zip_source_free(source);
    return made;
}

} // namespace folkmoot::tests
