#include "server/file_kinds.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace folkmoot::server {
namespace {

constexpr std::int64_t looked_at = 1024LL * 1024;

bool has(std::string_view bytes, std::string_view word)
{
    return bytes.find(word) != bytes.npos;
}

/// ODF says what it is in its first entry, which is not compressed (ODF 1.3, part 2, 3.3); Office's files by the
/// names of their parts, which end a zip file (its central directory).
FileKind kind_of_zip(std::string_view begin, std::string_view end)
{
    constexpr std::string_view odf = "mimetypeapplication/vnd.oasis.opendocument.";
    if (auto const place = begin.substr(0, 128).find(odf); place != begin.npos) {
        auto const what = begin.substr(place + odf.size());
        return what.starts_with("text")           ? FileKind::odt
               : what.starts_with("spreadsheet")  ? FileKind::sheets
               : what.starts_with("presentation") ? FileKind::slides
                                                  : FileKind::other;
    }
    constexpr std::array parts{std::pair{"word/document.xml", FileKind::docx},
                               std::pair{"xl/workbook.xml", FileKind::sheets},
                               std::pair{"ppt/presentation.xml", FileKind::slides}};
    if (has(end, "[Content_Types].xml"))
        for (auto const& [part, kind] : parts)
            if (has(end, part))
                return kind;
    return FileKind::other;
}

/// Text has line breaks, tabs and page breaks, and no other control character.
bool is_text(std::string_view bytes)
{
    return std::ranges::none_of(bytes, [](char sign) {
        auto const byte = static_cast<unsigned char>(sign);
        return (byte < 0x20 && sign != '\n' && sign != '\r' && sign != '\t' && sign != '\f') ||
               byte == 0x7F;
    });
}

bool is_html(std::string_view begin)
{
    std::string words{begin.substr(0, 1024)};
    std::ranges::transform(words, words.begin(), [](unsigned char sign) {
        return static_cast<char>(sign >= 'A' && sign <= 'Z' ? sign + ('a' - 'A') : sign);
    });
    auto const start = words.find_first_not_of("\xEF\xBB\xBF \t\r\n");
    return start != words.npos && (words.compare(start, 14, "<!doctype html") == 0 ||
                                   words.compare(start, 5, "<html") == 0);
}

} // namespace

FileKind kind_of(storage::OpenBlob const& file)
{
    auto const begin = file.read(0, looked_at);
    auto const end = file.read(std::max<std::int64_t>(0, file.size() - looked_at), looked_at);
    if (begin.starts_with("PK\x03\x04"))
        return kind_of_zip(begin, end);
    if (begin.starts_with("%PDF-"))
        return FileKind::pdf;
    if (begin.starts_with("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"))
        return FileKind::old_office;
    if (begin.starts_with("{\\rtf"))
        return FileKind::rtf;
    if (!is_text(begin) || !is_text(end))
        return FileKind::other;
    return is_html(begin) ? FileKind::html : FileKind::text;
}

} // namespace folkmoot::server
