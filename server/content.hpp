#pragma once
// Whether a file may be taken, judged by its bytes and never by its name: what runs by itself, what nobody can look
// into, and what blows up or breaks out when it is unpacked is not. Whatever is taken is served to be saved and
// nothing else (server/downloads.hpp), so this protects those who open it, not us.
//
// What it knows: programs (PE, ELF, Mach-O, Java classes, scripts with #!, shortcuts, Windows installers); macros in
// Office files of 1997 and of 2007 (MS-OVBA by its storage, whatever the file is called) and in OpenDocument;
// locked archives and Office files; archives that lie about their sizes, with names that lead outside; pictures that
// are too large to be shown; SVG and HTML with script. What it does not know is taken.

#include "protocol/error.hpp"
#include "server/archive.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace folkmoot::server {

/// Something that can be read from anywhere in it.
class Content {
public:
    Content() = default;
    Content(Content const&) = delete;
    Content& operator=(Content const&) = delete;
    virtual ~Content() = default;

    virtual std::uint64_t size() const = 0;
    /// At most so many bytes from `at` on; fewer only at the end. May throw as the disk does.
    virtual std::string read(std::uint64_t at, std::size_t bytes_max) const = 0;
    /// Nothing when it is none, or a damaged one. It lasts as long as this.
    virtual std::optional<Archive> as_archive() const = 0;
};

/// `invalid` on "file" with what to do, when it is not to be taken. Memory is bounded, whatever it is made of; the time
/// grows with its size. Throws what reading throws.
protocol::Result<void> judge(Content const& content);

} // namespace folkmoot::server
