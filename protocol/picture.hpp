#pragma once
// What a picture says of itself in its first bytes: which format it is in, and its size. Nothing is
// decoded, and no name or type that came with it is asked. Pure.

#include <boost/describe/enum.hpp>

#include <cstdint>
#include <optional>
#include <string_view>

namespace folkmoot::protocol {

enum class PictureKind { png, jpeg, webp };
BOOST_DESCRIBE_ENUM(PictureKind, png, jpeg, webp)

struct Picture {
    PictureKind kind{};
    std::uint32_t width = 0; ///< in pixels
    std::uint32_t height = 0;
    bool moves = false; ///< of PNG and WebP; a JPEG never does
    bool operator==(Picture const&) const = default;
};

/// Nothing when it is none of these, or is cut off before it says how large it is.
std::optional<Picture> picture_of(std::string_view bytes);

} // namespace folkmoot::protocol
