#pragma once
// From the groups' feeds into the index: the same for both engines. The tables search_state, search_fed
// and search_pieces are alike in both; how words are kept is each engine's own.

#include "storage/change.hpp"
#include "storage/search_index.hpp"

#include <string>
#include <vector>

namespace folkmoot::storage {

/// To be raised when words are made otherwise than before, or of other things: the index is then made anew.
inline constexpr std::int64_t search_version = 3;
/// Entries taken in by one transaction of the index.
inline constexpr Count entries_fed_at_once = 1'000;

struct ResourceSearched;

/// The words of one engine's index, within the transaction that its owner began.
class WordShelf {
public:
    virtual ~WordShelf() = default;
    /// All are kept as in_group() has them.
    struct Words {
        std::vector<std::string> in_order; ///< the text's
        std::vector<std::string> beside;   ///< of a file: each once, in no order
        std::vector<std::string> marks;    ///< ours
    };
    virtual void put(std::int64_t place, GroupId group, Words const& words) = 0;
    virtual void take(std::int64_t place) = 0;
    /// Whether what put() kept for this place is there.
    virtual bool has(std::int64_t place) = 0;
};

/// A word as the index has it: that of a group, so that looking in one's own groups touches nothing of any
/// other, neither in what is found nor in how long it takes. Letters, digits and one "_", which no word
/// has. Two groups may rarely share it: what is found is looked up anyway.
std::string in_group(GroupId group, std::string_view word);

// What is said of each piece beside its words.
inline constexpr std::string_view piece_mark = "piece";
std::string kind_mark(search::Kind kind);
std::string author_mark(PersonId person);
std::string authority_mark(AuthorityId authority);
/// Those that a piece of this kind must have, without their group.
std::vector<std::string> marks_wanted(PiecesWanted const& wanted);

/// Words in a row are looked for in the index as they stand; but the order of a file's words is not in it, so a
/// resource that has all of them may be found, and is looked at.
inline constexpr search::Kind kind_without_order = search::Kind::resource;
bool may_lack_order(PiecesWanted const& wanted, Term const& term);

class SearchFeeder {
public:
    /// `network` and `index` are in transactions; they may be the same connection.
    SearchFeeder(Connection& network, Connection& index, WordShelf& shelf)
        : network_(network), index_(index), writing_(index), shelf_(shelf)
    {
    }

    /// Whether the index is of this network, of this version, and knows nothing that the network does
    /// not: a restored one may have another past.
    bool belongs();
    /// In empty tables: whose index this is.
    void begin();
    /// Whether none of its tables was emptied by somebody else, and its oldest and newest are there. Asked at
    /// each look, so it looks at no more than these.
    bool is_whole();

    struct Fed {
        bool wrote = false; ///< the index changed
        bool took = false;  ///< words were taken out of it
        bool more = false;  ///< there is more to take in
        Count left = 0;     ///< so many entries
    };
    Fed feed();

private:
    struct Behind {
        FeedId feed;
        Number fed = 0;
        Number last = 0;
    };
    struct Thing;
    std::vector<Behind> behind();
    bool has_fed_things();
    static Thing thing_of(ResourceSearched const& resource);
    std::vector<Thing> things_of(Behind const& group, Number last);
    void feed_group(Behind const& group, Number last);
    void refresh(Thing const& thing);
    void take(std::int64_t place);
    void put(Thing const& thing, std::int64_t place);
    template <class... Parameters>
    std::int64_t write(Sql sql, Parameters const&... parameters);

    Read network_;
    Read index_;
    Connection& writing_;
    WordShelf& shelf_;
    Fed fed_;
};

} // namespace folkmoot::storage
