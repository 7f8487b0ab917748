#pragma once

#include <span>
#include <string_view>

namespace folkmoot::server {

// A file of the built client, held in the program itself.
struct EmbeddedFile {
    std::string_view path; // as asked for: "/assets/main-XK3F2A7B.js", "/favicon.svg"
    std::string_view content_type;
    std::string_view plain;
    std::string_view gzip;   // empty when it would not be smaller
    std::string_view brotli; // likewise
    bool immutable;          // its name holds a hash of its content: it may be kept for ever
};

// All of them, in the order of their paths. Empty while there is no client.
std::span<EmbeddedFile const> embedded_files();

// The file at this path, or nullptr.
EmbeddedFile const* embedded(std::string_view path);

// Where a file is, by the name it has in the client's source: "main.js" (made from main.tsx),
// "style.css", "favicon.svg". Empty when there is none.
std::string_view embedded_path(std::string_view logical_name);

} // namespace folkmoot::server
