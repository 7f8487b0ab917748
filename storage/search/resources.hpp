#pragma once
// A resource of a library as searching reads it: the same for the index, for what is shown of a hit and for
// ranking. Its words are one text: what is said about it, its labels, and what was said of its versions, the
// current one first. What is inside the file of the current version, or of the newest draft where none is current, is
// beside it: it is long, and its order is not in the index.

#include "storage/change.hpp"

#include <string>
#include <vector>

namespace folkmoot::storage {

/// Of one resource; older versions than these are found on its page alone.
inline constexpr Count versions_searched = 50;
/// No further version's words are added to a text of so many bytes: an index has its limits.
inline constexpr std::size_t resource_text_enough = 32'000;

/// Of the different words of a file, as the index has them, so many bytes are taken in: a tsvector has its limits.
inline constexpr std::size_t file_words_bytes_max = 600'000;

struct ResourceSearched {
    Uuid thing;
    GroupId group_id;
    std::string group_name;
    std::string title;
    std::string summary;
    std::string audience;
    library::ResourceKind kind{};
    std::optional<Number> current;
    people::Byline by;
    Instant at;              ///< when its current version was released, or else when it was put in
    Revision revision = 0;   ///< goes up with each change of its words
    std::string file_sha256; ///< whose words were read out; empty when there are none
    std::string text;        ///< plain, all but the title
};
BOOST_DESCRIBE_STRUCT(ResourceSearched, (),
                      (thing, group_id, group_name, title, summary, audience, kind, current, by, at,
                       revision, file_sha256))

/// Title and text, as the index takes them in.
std::string words_of(ResourceSearched const& resource);
/// The different words of a file, in no order.
std::vector<std::string> file_words(Read& read, std::string_view sha256);

/// Those that are there, in no order.
std::vector<ResourceSearched> resources_searched(Read& read, std::vector<Uuid> const& resources);

} // namespace folkmoot::storage
