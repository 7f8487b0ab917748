#include "server/file_pictures.hpp"

#include "server/archive.hpp"
#include "storage/sha256.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace folkmoot::server {
namespace {

/// Where Office and OpenDocument keep them. What OpenDocument shows of the file itself is none of it.
bool is_picture(std::string_view name)
{
    return name.starts_with("Pictures/") || name.find("/media/") != name.npos;
}

std::optional<std::string> pictures_in(Archive const& archive)
{
    std::vector<std::string> pictures;
    for (std::uint64_t place = 0; place < archive.count(); ++place) {
        auto const entry = archive.entry(place);
        if (!entry)
            return {};
        if (is_picture(entry->name) && entry->size > 0)
            pictures.push_back(fmt::format("{} {:08x}\n", entry->size, entry->crc));
    }
    if (pictures.empty())
        return "";
    std::ranges::sort(pictures);
    auto const twice = std::ranges::unique(pictures); // one that is shown twice may be kept once
    pictures.erase(twice.begin(), twice.end());
    storage::Sha256 hash;
    for (auto const& picture : pictures)
        hash.add(picture);
    return hash.hash();
}

} // namespace

std::optional<std::string> pictures_of(storage::OpenBlob const& file, FileKind kind)
{
    switch (kind) {
    case FileKind::text:
        return "";
    case FileKind::docx:
    case FileKind::odt:
    case FileKind::sheets:
    case FileKind::slides: {
        auto const archive = Archive::of_file(file.descriptor());
        return archive ? pictures_in(*archive) : std::nullopt;
    }
    case FileKind::html:
    case FileKind::rtf:
    case FileKind::pdf:
    case FileKind::old_office:
    case FileKind::other:
        break;
    }
    return {};
}

} // namespace folkmoot::server
