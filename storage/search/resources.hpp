#pragma once
// A resource of a library as searching reads it: the same for the index, for what is shown of a hit and for
// ranking. Its words are one text: what is said about it, its labels, and what was said of its versions, the
// current one first. What is inside the versions' files is not among them.

#include "storage/change.hpp"

#include <string>
#include <vector>

namespace folkmoot::storage {

/// Of one resource; older versions than these are found on its page alone.
inline constexpr Count versions_searched = 50;
/// No further version's words are added to a text of so many bytes: an index has its limits.
inline constexpr std::size_t resource_text_enough = 32'000;

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
    Instant at;            ///< when its current version was released, or else when it was put in
    Revision revision = 0; ///< goes up with each change of its words
    std::string text;      ///< plain, all but the title
};
BOOST_DESCRIBE_STRUCT(ResourceSearched, (),
                      (thing, group_id, group_name, title, summary, audience, kind, current, by, at,
                       revision))

/// Title and text, as the index takes them in.
std::string words_of(ResourceSearched const& resource);

/// Those that are there, in no order.
std::vector<ResourceSearched> resources_searched(Read& read, std::vector<Uuid> const& resources);

} // namespace folkmoot::storage
