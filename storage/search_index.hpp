#pragma once
// The index of words: which posts, topics and resources hold which words, in which group. It is made from the
// network's own tables, kept beside them and fed by following the groups' feeds, so it may lag behind by
// part of a second, may be lost at any time and comes back by itself. What it says is a hint: whoever
// asks looks each piece up in the network before they count or show it (storage/search.cpp).
// Why it is so: docs/design/0008-search.md.

#include "protocol/search.hpp"
#include "storage/connection.hpp"
#include "storage/search_words.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace folkmoot::storage {

/// Where a piece stands among all, by its instant; two of the same microsecond by their ids.
std::int64_t place_of_piece(protocol::Instant at, protocol::Uuid const& thing);
/// The first place of an instant.
std::int64_t first_place(protocol::Instant at);
protocol::Instant instant_of_place(std::int64_t place);

struct PiecesWanted {
    std::vector<Term> terms;                   ///< all of them; may be empty
    std::vector<protocol::GroupId> groups;     ///< any of them; none is nothing
    std::vector<protocol::search::Kind> kinds; ///< any of them; none is all
    std::optional<protocol::PersonId> author;
    std::optional<protocol::AuthorityId> authority;
    std::int64_t from = 0;
    std::int64_t before = INT64_MAX;
    std::size_t limit = 0;
};

struct PieceFound {
    std::int64_t place = 0;
    protocol::search::Kind kind{};
    protocol::Uuid thing;
    protocol::Revision revision = 0; ///< of the thing when it was read
};
BOOST_DESCRIBE_STRUCT(PieceFound, (), (place, kind, thing, revision))

struct PiecesFound {
    std::vector<PieceFound> pieces; ///< the newest first
    bool complete = false;          ///< false while the index is being made
};

/// What came of one look at the feeds.
struct Feeding {
    bool more = false;     ///< there may be more to take in at once
    bool other = false;    ///< another node is at it, so nothing was looked at
    std::int64_t left = 0; ///< entries that are not yet taken in
};

class SearchIndex {
public:
    virtual ~SearchIndex() = default;
    /// Takes in some of what happened since the last time, or makes a lost index anew. On one thread at a
    /// time. Throws what connections throw.
    virtual Feeding feed_some() = 0;
    /// What it has is not to be trusted: the next feed_some() begins from nothing. On the same thread.
    virtual void forget() = 0;
    /// On any thread; `reader` is the connection of the read that asks. Throws GaveWay when it takes more
    /// than a second.
    virtual PiecesFound find(Connection& reader, PiecesWanted const& wanted) = 0;
};

} // namespace folkmoot::storage
