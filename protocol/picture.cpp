#include "protocol/picture.hpp"

namespace folkmoot::protocol {
namespace {

using namespace std::string_view_literals;

/// Numbers at places of a file; nothing from its end on.
class Bytes {
public:
    explicit Bytes(std::string_view bytes) : bytes_(bytes) {}

    bool holds(std::size_t at, std::size_t count) const
    {
        return at <= bytes_.size() && count <= bytes_.size() - at;
    }
    bool says(std::size_t at, std::string_view what) const
    {
        return holds(at, what.size()) && bytes_.substr(at, what.size()) == what;
    }
    std::uint32_t byte(std::size_t at) const
    {
        return holds(at, 1) ? static_cast<unsigned char>(bytes_[at]) : 0U;
    }
    std::uint32_t big_16(std::size_t at) const { return byte(at) << 8 | byte(at + 1); }
    std::uint32_t big_32(std::size_t at) const { return big_16(at) << 16 | big_16(at + 2); }
    std::uint32_t little_16(std::size_t at) const { return byte(at) | byte(at + 1) << 8; }
    std::uint32_t little_24(std::size_t at) const { return little_16(at) | byte(at + 2) << 16; }
    std::uint32_t little_32(std::size_t at) const
    {
        return little_16(at) | little_16(at + 2) << 16;
    }

private:
    std::string_view bytes_;
};

// PNG (W3C, third edition) §5: a signature, then chunks of length, type, data and a checksum. One that
// moves says so (acTL) before its first data.
bool png_moves(Bytes const& file)
{
    constexpr std::size_t first_chunk = 8;
    constexpr std::size_t around = 12;
    for (std::size_t at = first_chunk; file.holds(at, 8); at += around + file.big_32(at)) {
        if (file.says(at + 4, "acTL"))
            return true;
        if (file.says(at + 4, "IDAT"))
            return false;
    }
    return false;
}

std::optional<Picture> png(Bytes const& file)
{
    if (!file.says(0, "\x89PNG\r\n\x1A\n\0\0\0\rIHDR"sv) || !file.holds(16, 8))
        return {};
    return Picture{PictureKind::png, file.big_32(16), file.big_32(20), png_moves(file)};
}

/// Markers of a frame: C0 to CF, but for tables and a reserved one.
bool begins_frame(std::uint32_t marker)
{
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

// JPEG (ITU-T T.81) §B: segments of a marker and a length, up to the frame that says the size.
std::optional<Picture> jpeg(Bytes const& file)
{
    if (!file.says(0, "\xFF\xD8\xFF"))
        return {};
    std::size_t at = 2;
    while (file.holds(at, 4) && file.byte(at) == 0xFF) {
        auto const marker = file.byte(at + 1);
        if (marker == 0xFF) { // may stand as often as it likes
            ++at;
            continue;
        }
        auto const length = file.big_16(at + 2);
        bool const ends = marker <= 0x01 || (marker >= 0xD0 && marker <= 0xDA);
        if (ends || length < 2)
            return {};
        if (begins_frame(marker))
            return file.holds(at, 9) ? std::optional{Picture{PictureKind::jpeg, file.big_16(at + 7),
                                                             file.big_16(at + 5)}}
                                     : std::nullopt;
        at += 2 + length;
    }
    return {};
}

// WebP (RFC 9649) §2: a RIFF file whose first chunk is a lossy or lossless picture, or says what follows.
std::optional<Picture> webp(Bytes const& file)
{
    constexpr std::uint32_t side = 0x3FFF;
    if (!file.says(0, "RIFF") || !file.says(8, "WEBP") || !file.holds(20, 10))
        return {};
    if (file.says(12, "VP8 ") && file.says(23, "\x9D\x01\x2A"))
        return Picture{PictureKind::webp, file.little_16(26) & side, file.little_16(28) & side};
    if (file.says(12, "VP8L") && file.says(20, "\x2F")) {
        auto const sides = file.little_32(21);
        return Picture{PictureKind::webp, (sides & side) + 1, (sides >> 14 & side) + 1};
    }
    if (file.says(12, "VP8X"))
        return Picture{PictureKind::webp, file.little_24(24) + 1, file.little_24(27) + 1,
                       (file.byte(20) & 0x02) != 0};
    return {};
}

} // namespace

std::optional<Picture> picture_of(std::string_view bytes)
{
    Bytes const file{bytes};
    if (auto const found = png(file))
        return found;
    if (auto const found = jpeg(file))
        return found;
    return webp(file);
}

} // namespace folkmoot::protocol
