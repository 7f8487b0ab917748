#pragma once
// What kind of file some bytes are, as far as words can be read out of them. Judged by the bytes: names lie.

#include "storage/blobs.hpp"

namespace folkmoot::server {

enum class FileKind {
    text, ///< plain, Markdown, CSV
    html,
    rtf,
    docx,
    odt,
    sheets, ///< xlsx, ods
    slides, ///< pptx, odp
    pdf,
    old_office, ///< doc, xls, ppt, and what is encrypted
    other,      ///< pictures, archives, programs: no words that we know of
};

/// Reads the first and the last MiB at most. Throws as OpenBlob::read does.
FileKind kind_of(storage::OpenBlob const& file);

} // namespace folkmoot::server
