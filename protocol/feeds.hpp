#pragma once
// Feeds: the ordered record of what happened, and how a connection hears of it.
// Numbers run 1, 2, 3 without gaps in each feed. Who may read a feed may read every entry of it, from
// the number at which their right began to the number at which it ended.

#include "protocol/forum.hpp"
#include "protocol/library.hpp"

namespace folkmoot::protocol::feeds {

inline constexpr Count entries_page = 200;
inline constexpr Count behind_max = 5'000;
inline constexpr std::size_t followed_max = 200;

enum class EntryKind {
    // a group's feed
    group_made,
    group_changed,
    group_archived,
    group_reopened,
    member_joined,
    role_set,
    member_left,
    seat_goes_on,
    label_added,
    label_removed,
    topic_started,
    topic_changed,
    post_added,
    post_edited,
    post_deleted,
    earlier_texts_removed,
    thanked,
    topic_moved_away,
    topic_moved_here,
    resource_added,
    resource_changed,
    version_added,
    version_released,
    version_removed,
    version_adopted,
    adoption_ended,
    version_read, ///< the words of its file can be read now; by nobody
    // a group's desk
    join_asked,
    join_decided,
    post_reported,
    report_settled,
    // a person's feed
    mentioned,
    seat_given,
    seat_ended,
    request_decided,
    settings_changed,
    // the network's and an authority's feeds
    network_made,
    authority_made,
    authority_changed,
    authority_closed,
    authority_reopened,
    authority_merged,
    authority_split,
    person_added,
    affiliation_given,
    affiliation_ended,
    coordinator_made,
    coordinator_unmade,
    administrator_made,
    administrator_unmade,
    person_ended,
    person_erased,
};
BOOST_DESCRIBE_ENUM(EntryKind, group_made, group_changed, group_archived, group_reopened,
                    member_joined, role_set, member_left, seat_goes_on, label_added, label_removed,
                    topic_started, topic_changed, post_added, post_edited, post_deleted,
                    earlier_texts_removed, thanked, topic_moved_away, topic_moved_here,
                    resource_added, resource_changed, version_added, version_released,
                    version_removed, version_adopted, adoption_ended, version_read, join_asked,
                    join_decided, post_reported, report_settled, mentioned, seat_given, seat_ended,
                    request_decided, settings_changed, network_made, authority_made,
                    authority_changed, authority_closed, authority_reopened, authority_merged,
                    authority_split, person_added, affiliation_given, affiliation_ended,
                    coordinator_made, coordinator_unmade, administrator_made, administrator_unmade,
                    person_ended, person_erased)

/// One line of a feed, told with what it is about as it stands now: what was erased since is not in it,
/// nor a topic that was moved to another group since, with its posts and who wrote them.
struct Entry {
    FeedId feed;
    Number number = 0;
    Instant at;
    EntryKind kind = EntryKind::group_made;
    std::optional<people::Byline> by;
    std::optional<GroupId> group;
    std::optional<forum::TopicRow> topic;
    std::optional<forum::Post> post;
    std::optional<groups::SeatRow> seat;
    std::optional<LabelId> label;
    std::optional<TopicId> moved;
    std::optional<library::ResourceRow> resource;
    std::optional<VersionId> version;
    std::optional<PersonId> about_person;
    std::optional<AuthorityId> about_authority;
};
FOLKMOOT_SHAPE(Entry, (feed, "Of which feed"), (number, "Its place there"), (at, "When"),
               (kind, "What happened"), (by, "Who did it"), (group, "The group it is about"),
               (topic, "The topic as it stands"), (post, "The post as it stands"),
               (seat, "The seat as it stands"), (label, "The label it is about"),
               (moved, "The topic that went to another group, and is still there"),
               (resource, "The resource as it stands"), (version, "The version it is about"),
               (about_person, "The person it is about"),
               (about_authority, "The authority it is about"))

struct Cursor {
    FeedId feed;
    std::optional<Number> after;
};
FOLKMOOT_SHAPE(Cursor, (feed, "Which"),
               (after, "The last number one has; absent to start with what comes now"))

struct Followed {
    FeedId feed;
    Number last = 0;
    bool afresh = false;
};
FOLKMOOT_SHAPE(
    Followed, (feed, "Which"), (last, "The newest number; live entries come after it"),
    (afresh,
     "More than 5,000 behind, or the right has a gap: look at pages anew instead of catching up"))

struct FollowedList {
    std::vector<Followed> feeds;
};
FOLKMOOT_SHAPE(FollowedList,
               (feeds, "Those one may read; others are left out, as if they did not exist"))

struct FollowFeeds {
    using Answer = FollowedList;
    static constexpr Method method{
        "feeds.follow", Effect::mark,
        "Hear new entries of these feeds on this connection, beside those followed already"};
    Few<Cursor, followed_max> feeds;
};
FOLKMOOT_SHAPE(FollowFeeds, (feeds, "At most 200"))

struct EntryPage {
    std::vector<Entry> entries;
    bool more = false;
};
FOLKMOOT_SHAPE(EntryPage, (entries, "By number, at most 200"), (more, "Whether more follow"))

struct Entries {
    using Answer = EntryPage;
    static constexpr Method method{"feeds.entries", Effect::read,
                                   "Entries of a feed after a number: catching up"};
    FeedId feed;
    Number after = 0;
};
FOLKMOOT_SHAPE(Entries, (feed, "Which"), (after, "The last number one has"))

// What the server says by itself on /ws, as JSON-RPC notifications.

/// `feeds.entry`: params are the Entry.
inline constexpr std::string_view entry_notification = "feeds.entry";

/// `feeds.ended`: the right to a feed has ended; nothing more comes from it.
struct Ended {
    FeedId feed;
};
FOLKMOOT_SHAPE(Ended, (feed, "Which"))
inline constexpr std::string_view ended_notification = "feeds.ended";

// Close codes of /ws beside those of RFC 6455.
inline constexpr int close_come_back =
    4000; ///< too slow a reader, or the server stops: reconnect and catch up
inline constexpr int close_sign_in_ended = 4001; ///< sign in again

} // namespace folkmoot::protocol::feeds
