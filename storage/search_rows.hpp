#pragma once
// What the index has found, as it stands in the network: what is not there any more, was changed since or
// is nothing one may read, is not among it.

#include "storage/change.hpp"
#include "storage/search_index.hpp"

#include <set>

namespace folkmoot::storage {

struct ThingFound {
    std::int64_t place = 0; ///< of its piece
    search::Kind kind{};
    Uuid thing;
    GroupId group_id;
    std::string group_name;
    std::optional<TopicId> topic;
    Number number = 0;
    std::string title;
    std::string text; ///< in Markdown; of a topic, its first post's, empty when that was deleted;
                      ///< of a resource plain
    bool text_gone = false;
    people::Byline by;
    Instant at;
    Revision revision = 0;
    std::optional<search::ResourceHit> resource; ///< of a resource alone
    std::string file_sha256;                     ///< likewise: whose words are found as well
};
BOOST_DESCRIBE_STRUCT(ThingFound, (),
                      (place, kind, thing, group_id, group_name, topic, number, title, text,
                       text_gone, by, at, revision))

/// In the order of the pieces.
std::vector<ThingFound> things_found(Read& read, std::vector<PieceFound> const& pieces,
                                     std::set<GroupId> const& readable);

/// What ranking looks at: the beginning of a post, a topic's title, or the words of a resource.
struct TextFound {
    Uuid thing;
    GroupId group_id;
    Revision revision = 0;
    std::string text;
};
BOOST_DESCRIBE_STRUCT(TextFound, (), (thing, group_id, revision, text))
struct RankedPiece {
    PieceFound piece;
    double weight = 0;
};
/// The heaviest first, and of the same weight the newest.
std::vector<RankedPiece> ranked(Read& read, std::vector<PieceFound> const& pieces,
                                std::set<GroupId> const& readable, std::vector<Term> const& terms);

} // namespace folkmoot::storage
