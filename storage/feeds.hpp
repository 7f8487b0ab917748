#pragma once
// Reading feeds: for catching up and for telling live, the same function and the same entries.

#include "storage/change.hpp"

namespace folkmoot::storage {

/// After the post that makes it this much marked-up text, no more is told at once: an answer must fit
/// through a slow line, and many of them into memory.
inline constexpr std::size_t told_bytes_max = 1024 * 1024;

struct EntryRun {
    Number rights = 0; ///< of the feed, as rights_of()
    std::vector<feeds::Entry> entries;
};
/// Entries with numbers in (after, up_to], at most `limit` or told_bytes_max and at least one, each with
/// its rows as they stand in this picture of the database. No permission is asked here.
EntryRun entries_between(Read& read, FeedId feed, Number after, Number up_to, Count limit);

/// The newest number of a feed; 0 when it is empty or does not exist.
Number last_number(Read& read, FeedId feed);

/// How often rights to a feed were narrowed (of a person's: how often a sign-in of theirs ended); 0 when
/// it does not exist.
Number rights_of(Read& read, FeedId feed);

/// How far a feed is.
struct FeedNow {
    FeedId feed;
    Number last = 0;   ///< its newest number
    Number rights = 0; ///< as rights_of()
};
BOOST_DESCRIBE_STRUCT(FeedNow, (), (feed, last, rights))
/// Of many feeds in few statements, in any order; without those that do not exist.
std::vector<FeedNow> feeds_now(Read& read, std::vector<FeedId> const& feeds);

/// The first number of `feed` that `actor` may hear: one after the entry at which their right began
/// counts from 0 for an open group. Nothing when they may not read the feed.
std::optional<Number> right_begins(Read& read, Actor const& actor, FeedId feed);

/// Route functions.
Result<feeds::FollowedList> follow_feeds(Read& read, Actor const& actor,
                                         feeds::FollowFeeds const& request);
Result<feeds::EntryPage> entries(Read& read, Actor const& actor, feeds::Entries const& request);

} // namespace folkmoot::storage
