#pragma once
// The files of the built client, as browsers ask for them: compressed where they take it, kept for ever
// where the name holds a hash, else asked about again by ETag.

#include "server/embedded.hpp"
#include "server/http.hpp"

#include <map>
#include <optional>
#include <span>

namespace folkmoot::server {

enum class Coding { plain, gzip, brotli };

/// The best coding the header allows (RFC 9110 §12.5.3) of those that are there; brotli before gzip.
Coding best_coding(std::string_view accept_encoding, EmbeddedFile const& file);

/// Whether what a browser has already, by If-None-Match, is this one.
bool names_tag(std::string_view if_none_match, std::string_view tag);

class SiteFiles {
public:
    explicit SiteFiles(std::span<EmbeddedFile const> files);
    /// Nothing when there is no such file.
    std::optional<HttpAnswer> answer(HttpRequest const& request, std::string_view path) const;

private:
    struct Kept {
        EmbeddedFile const* file;
        std::string tag;
    };
    std::map<std::string_view, Kept, std::less<>> files_;
};

} // namespace folkmoot::server
