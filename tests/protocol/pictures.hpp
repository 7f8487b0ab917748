#pragma once
// The beginnings of pictures: as much as says what they are, and a few bytes more.

#include <cstdint>
#include <string>

namespace folkmoot::tests {

/// A number's bytes, the highest first or last.
inline std::string big(std::uint64_t number, int bytes)
{
    std::string text;
    for (int at = bytes - 1; at >= 0; --at)
        text += static_cast<char>(number >> (8 * at));
    return text;
}
inline std::string little(std::uint64_t number, int bytes)
{
    auto const text = big(number, bytes);
    return {text.rbegin(), text.rend()};
}

inline std::string png_chunk(std::string const& type, std::string const& data)
{
    return big(data.size(), 4) + type + data + big(0, 4);
}
inline std::string png_file(std::uint32_t width, std::uint32_t height, bool moves = false)
{
    return "\x89PNG\r\n\x1A\n" +
           png_chunk("IHDR", big(width, 4) + big(height, 4) + std::string("\x08\x06\0\0\0", 5)) +
           png_chunk("tEXt", "Comment") + (moves ? png_chunk("acTL", big(2, 4) + big(0, 4)) : "") +
           png_chunk("IDAT", "data") + png_chunk("IEND", "");
}
/// What stands before a JPEG's frame: a marker and its data.
inline std::string jpeg_segment(char marker, std::string const& data)
{
    return std::string{'\xFF', marker} + big(data.size() + 2, 2) + data;
}
inline std::string jpeg_file(std::uint32_t width, std::uint32_t height,
                             std::string const& before_frame = "")
{
    return "\xFF\xD8" + jpeg_segment('\xE0', std::string("JFIF\0\1\1\0\0\1\0\1\0\0", 14)) +
           jpeg_segment('\xDB', std::string(65, '\1')) + before_frame + "\xFF\xFF\xFF\xC2" +
           big(11, 2) + "\x08" + big(height, 2) + big(width, 2) + std::string("\1\1\x11\0", 4) +
           "\xFF\xDA" + std::string(20, 's') + "\xFF\xD9";
}
inline std::string webp_file(std::string const& kind, std::string const& data)
{
    auto const chunk = kind + little(data.size(), 4) + data;
    return "RIFF" + little(chunk.size() + 4, 4) + "WEBP" + chunk;
}
inline std::string webp_lossy(std::uint32_t width, std::uint32_t height)
{
    return webp_file("VP8 ", std::string("\x30\1\0\x9D\1\x2A", 6) + little(width, 2) +
                                 little(height, 2) + "more");
}
inline std::string webp_lossless(std::uint32_t width, std::uint32_t height)
{
    return webp_file("VP8L",
                     "\x2F" + little((width - 1) | (height - 1) << 14, 4) + "more than that");
}
inline std::string webp_extended(std::uint32_t width, std::uint32_t height, bool moves = false)
{
    return webp_file("VP8X", std::string(1, moves ? '\x12' : '\x10') + std::string(3, '\0') +
                                 little(width - 1, 3) + little(height - 1, 3));
}

} // namespace folkmoot::tests
