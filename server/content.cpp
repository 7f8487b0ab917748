#include "server/content.hpp"

#include "protocol/picture.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <optional>
#include <set>
#include <span>

namespace folkmoot::server {
namespace {

using namespace std::string_view_literals;

/// Why not, and what to do; nothing when it may be taken.
using Refusal = std::optional<std::string_view>;

constexpr auto program =
    "It is a program, or holds one. Programs are not taken here: send what people are to read."sv;
constexpr auto macros =
    "It holds macros, which are programs. Save it without macros, as .docx, .xlsx, "
    ".pptx or .pdf, and send that."sv;
constexpr auto locked =
    "It is locked with a password, so nobody could look into it. Save it without one, and send that."sv;
constexpr auto bomb =
    "It would unpack to far more than it seems to hold. Send what is in it one by one."sv;
constexpr auto leads_outside =
    "It holds files whose names lead outside of it. Pack it anew, and send that."sv;
constexpr auto too_deep =
    "It holds something large or deep that cannot be looked into. Send that by itself."sv;
constexpr auto damaged = "It is damaged and cannot be opened. Save it again, and send that."sv;
constexpr auto too_many_pixels =
    "The picture has more than 200 million pixels. Make it smaller, and send that."sv;
constexpr auto active = "It holds script. Save it as a picture or as a PDF, and send that."sv;

constexpr std::size_t head_bytes = 256 * 1024; ///< a JPEG says its size after what a camera adds
constexpr std::size_t entry_head_bytes = 8 * 1024;
constexpr std::size_t said_bytes = 1024 * 1024; ///< of an entry that says what the others are
constexpr std::size_t looked_into_bytes = 64 * 1024 * 1024;
constexpr std::uint64_t entries_max = 10'000;
constexpr std::uint64_t unpacked_max = 4ULL * 1024 * 1024 * 1024;
constexpr std::uint64_t never_a_bomb = 100ULL * 1024 * 1024;
constexpr std::uint64_t times_its_size_max = 200;
constexpr std::size_t name_bytes_max = 500;
constexpr std::uint64_t pixels_max = 200'000'000;
constexpr unsigned depth_max = 3;

class InMemory : public Content {
public:
    explicit InMemory(std::string bytes) : bytes_(std::move(bytes)) {}
    std::uint64_t size() const override { return bytes_.size(); }
    std::string read(std::uint64_t at, std::size_t bytes_max) const override
    {
        return at < bytes_.size() ? bytes_.substr(at, bytes_max) : std::string{};
    }
    std::optional<Archive> as_archive() const override { return Archive::of_bytes(bytes_); }

private:
    std::string const bytes_;
};

bool starts(std::string_view bytes, std::span<std::string_view const> beginnings)
{
    return std::ranges::any_of(beginnings,
                               [&](auto beginning) { return bytes.starts_with(beginning); });
}

bool is_program(std::string_view head)
{
    static constexpr std::array beginnings{
        "\x7F"
        "ELF"sv,
        "#!/"sv,
        "#! /"sv,
        "\xFE\xED\xFA\xCE"sv,
        "\xFE\xED\xFA\xCF"sv, // Mach-O
        "\xCE\xFA\xED\xFE"sv,
        "\xCF\xFA\xED\xFE"sv,
        "\xCA\xFE\xBA\xBE"sv,                 // Java classes, and Mach-O for several machines
        "\x4C\x00\x00\x00\x01\x14\x02\x00"sv, // shortcuts
    };
    // What Windows and DOS run has zeros in its first bytes; a text that begins so has none.
    constexpr std::size_t dos_head = 64;
    bool const dos = head.starts_with("MZ") && head.substr(0, dos_head).find('\0') != head.npos;
    return dos || starts(head, beginnings);
}

bool is_archive(std::string_view head)
{
    static constexpr std::array beginnings{"PK\x03\x04"sv, "PK\x05\x06"sv};
    return starts(head, beginnings);
}

bool is_compound(std::string_view head)
{
    return head.starts_with("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv);
}

// --- looking through all of it ------------------------------------------------------------------------

/// In pieces that overlap, so that what is shorter than the overlap stands whole in one of them.
Refusal look_through(Content const& content, std::function<Refusal(std::string)> const& look)
{
    constexpr std::size_t piece = 1024 * 1024;
    constexpr std::size_t overlap = 256;
    for (std::uint64_t at = 0; at < content.size(); at += piece) {
        auto const from = at < overlap ? 0 : at - overlap;
        if (auto refusal = look(content.read(from, static_cast<std::size_t>(at - from) + piece)))
            return refusal;
    }
    return {};
}

/// As names stand in a compound file (MS-CFB).
std::string in_utf16(std::string_view name)
{
    std::string wide;
    for (char const letter : name)
        wide.append({letter, '\0'});
    return wide;
}

/// The Office files of 1997, what newer ones keep their macros and locks in, and Windows installers.
Refusal judge_compound(Content const& content)
{
    auto const vba = in_utf16("_VBA_PROJECT");
    auto const package = in_utf16("EncryptedPackage");
    constexpr auto installer =
        "\x84\x10\x0C\x00\x00\x00\x00\x00\xC0\x00\x00\x00\x00\x00\x00\x46"sv; // its class, in the root
    return look_through(content, [&](std::string const& piece) -> Refusal {
        if (piece.find(vba) != std::string::npos)
            return macros;
        if (piece.find(package) != std::string::npos)
            return locked;
        if (piece.find(installer) != std::string::npos)
            return program;
        return {};
    });
}

// --- pictures and markup ------------------------------------------------------------------------------

Refusal judge_picture(std::string_view head)
{
    auto const picture = protocol::picture_of(head);
    std::uint64_t const pixels =
        picture ? std::uint64_t{picture->width} * picture->height : std::uint64_t{0};
    return pixels > pixels_max ? Refusal{too_many_pixels} : std::nullopt;
}

/// In small letters, and without the zeros that UTF-16 has between Latin ones.
std::string plain_letters(std::string text)
{
    std::erase(text, '\0');
    for (char& letter : text)
        if (letter >= 'A' && letter <= 'Z')
            letter = static_cast<char>(letter - 'A' + 'a');
    return text;
}

bool is_markup(std::string_view head)
{
    auto const text = plain_letters(std::string{head});
    auto const first = text.find_first_not_of("\xEF\xBB\xBF\xFE\xFF \t\r\n");
    if (first == std::string::npos || text[first] != '<')
        return false;
    static constexpr std::array marks{"<svg"sv,  "<html"sv, "<!doctype html"sv, "<script"sv,
                                      "<body"sv, "<head"sv, "<iframe"sv};
    return std::ranges::any_of(marks, [&](auto mark) { return text.find(mark) != text.npos; });
}

bool is_letter(char sign)
{
    return sign >= 'a' && sign <= 'z';
}

/// An attribute like onload="…".
bool has_handler(std::string_view text)
{
    constexpr std::size_t shortest = 3;
    for (auto at = text.find("on"); at != text.npos; at = text.find("on", at + 1)) {
        if (at == 0 || " \t\r\n\f/\"'"sv.find(text[at - 1]) == std::string_view::npos)
            continue;
        auto end = at + 2;
        while (end < text.size() && is_letter(text[end]))
            ++end;
        bool const named = end - at >= 2 + shortest;
        while (end < text.size() && " \t\r\n\f"sv.find(text[end]) != std::string_view::npos)
            ++end;
        if (named && end < text.size() && text[end] == '=')
            return true;
    }
    return false;
}

Refusal judge_markup(Content const& content)
{
    static constexpr std::array runs{"<script"sv, "javascript:"sv, "<foreignobject"sv, "<iframe"sv,
                                     "<object"sv, "<embed"sv,      "<!entity"sv,       "srcdoc"sv};
    return look_through(content, [](std::string piece) -> Refusal {
        auto const text = plain_letters(std::move(piece));
        bool const found =
            std::ranges::any_of(runs, [&](auto one) { return text.find(one) != text.npos; });
        return found || has_handler(text) ? Refusal{active} : std::nullopt;
    });
}

// --- archives -----------------------------------------------------------------------------------------

bool stays_inside(std::string_view name)
{
    if (name.empty() || name.size() > name_bytes_max || name.front() == '/' ||
        name.find_first_of("\\\0"sv) != name.npos || (name.size() > 1 && name[1] == ':'))
        return false;
    while (!name.empty()) {
        auto const slash = name.find('/');
        if (name.substr(0, slash) == "..")
            return false;
        name = slash == name.npos ? std::string_view{} : name.substr(slash + 1);
    }
    return true;
}

Refusal judge_any(Content const& content, unsigned depth);

/// What is in a zip file, an Office file of 2007 (ECMA-376) or of OpenDocument (ISO 26300).
class Unpacking {
public:
    Unpacking(Archive const& archive, std::uint64_t packed_size, unsigned depth)
        : archive_(archive), packed_size_(packed_size), depth_(depth)
    {
    }

    Refusal judge()
    {
        if (archive_.count() > entries_max)
            return bomb;
        for (std::uint64_t place = 0; place < archive_.count(); ++place) {
            auto const entry = archive_.entry(place);
            if (!entry)
                return damaged;
            if (auto refusal = judge_place(*entry))
                return refusal;
        }
        if (unpacked_ > unpacked_max || taken_ > packed_size_ ||
            (unpacked_ > never_a_bomb && unpacked_ > times_its_size_max * packed_size_))
            return bomb;
        for (std::uint64_t place = 0; place < archive_.count(); ++place)
            if (auto refusal = judge_bytes(place))
                return refusal;
        return {};
    }

private:
    Refusal judge_place(ArchiveEntry const& entry)
    {
        if (entry.locked)
            return locked;
        if (!stays_inside(entry.name) || !names_.insert(entry.name).second)
            return leads_outside;
        unpacked_ += std::min(entry.size, unpacked_max);
        taken_ += std::min(entry.packed, unpacked_max);
        return {};
    }

    Refusal judge_bytes(std::uint64_t place)
    {
        auto const entry = archive_.entry(place);
        if (!entry)
            return damaged;
        auto const& name = entry->name;
        if (name.ends_with('/'))
            return {};
        auto const head = archive_.read(place, entry_head_bytes);
        if (!head)
            return damaged;
        if (is_program(*head))
            return program;
        if (auto refusal = judge_role(place, name, *head))
            return refusal;
        if (!is_archive(*head) && !is_compound(*head))
            return {};
        if (depth_ == depth_max)
            return too_deep;
        auto bytes = archive_.read(place, looked_into_bytes + 1);
        if (!bytes)
            return damaged;
        if (bytes->size() > looked_into_bytes)
            return too_deep;
        return judge_any(InMemory{*std::move(bytes)}, depth_ + 1);
    }

    /// What the entries of Office files are for.
    Refusal judge_role(std::uint64_t place, std::string_view name, std::string_view head)
    {
        if (name == "mimetype" && head.starts_with("application/vnd.oasis.opendocument"))
            is_open_document_ = true;
        if (name.starts_with("xl/macrosheets/"))
            return macros;
        if (is_open_document_ && (name.starts_with("Basic/") || name.starts_with("Scripts/")))
            return macros;
        if (name == "[Content_Types].xml" && says(place, "macroEnabled"))
            return macros;
        if (name == "META-INF/manifest.xml" && says(place, "encryption-data"))
            return locked;
        return {};
    }

    bool says(std::uint64_t place, std::string_view word) const
    {
        auto const said = archive_.read(place, said_bytes);
        return said && said->find(word) != std::string::npos;
    }

    Archive const& archive_;
    std::uint64_t const packed_size_;
    unsigned const depth_;
    std::set<std::string> names_;
    std::uint64_t unpacked_ = 0;
    std::uint64_t taken_ = 0;
    bool is_open_document_ = false; ///< its first entry says so
};

Refusal judge_archive(Content const& content, unsigned depth)
{
    auto const archive = content.as_archive();
    return archive ? Unpacking(*archive, content.size(), depth).judge() : Refusal{damaged};
}

Refusal judge_any(Content const& content, unsigned depth)
{
    auto const head = content.read(0, head_bytes);
    if (is_program(head))
        return program;
    if (is_compound(head))
        return judge_compound(content);
    if (is_archive(head))
        return judge_archive(content, depth);
    if (is_markup(head))
        return judge_markup(content);
    return judge_picture(head);
}

} // namespace

protocol::Result<void> judge(Content const& content)
{
    if (auto const refusal = judge_any(content, 0))
        return protocol::invalid("file", std::string{*refusal});
    return {};
}

} // namespace folkmoot::server
