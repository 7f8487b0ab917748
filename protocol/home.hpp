#pragma once
// Home: what is waiting for me, and what happened since I was here.

#include "protocol/forum.hpp"
#include "protocol/library.hpp"

namespace folkmoot::protocol::home {

inline constexpr Count topics_per_group = 5;
inline constexpr std::size_t resources_per_group = 5;
inline constexpr Count mentions_shown = 20;
inline constexpr Count newer_versions_shown = 30;

struct NewTopic {
    forum::TopicRow topic;
    Count unread = 0;
    Number read_up_to = 0;
    std::string excerpt;
};
FOLKMOOT_SHAPE(NewTopic, (topic, "The topic"),
               (unread, "Posts in it one has not read, at most 100"),
               (read_up_to, "The number of the post one has read up to"),
               (excerpt, "The beginning of the newest post, as plain text, at most 160 characters"))

struct NewResource {
    ResourceId resource;
    std::string title;
    library::ResourceKind kind = library::ResourceKind::other;
    std::optional<Number> released;
    people::Byline by;
    Instant at;
};
FOLKMOOT_SHAPE(NewResource, (resource, "Which"), (title, "What it is called"),
               (kind, "What kind of thing it is"),
               (released, "The version that was released; absent when it was put in"),
               (by, "Who released it or put it in, for whom"), (at, "When"))

struct SinceInGroup {
    groups::GroupRow group;
    FeedId feed;
    std::optional<FeedId> desk;
    std::optional<Instant> since;
    Number entry = 0;
    std::vector<NewTopic> topics;
    std::vector<NewResource> library;
};
FOLKMOOT_SHAPE(SinceInGroup, (group, "The group, with the count of unread posts"),
               (feed, "The feed of its entries"), (desk, "The feed of its desk, for facilitators"),
               (since, "When one last read something there; absent if never"),
               (entry, "The number of the group's feed that this page knows of"),
               (topics,
                "Topics with unread posts, the latest first, at most 5; muted ones are left out"),
               (library,
                "What others put into its library or released there since one looked, each "
                "resource once, the latest first, at most 5"))

struct Mention {
    people::Byline by;
    Instant at;
    GroupId group;
    TopicId topic;
    std::string title;
    Number number = 0;
};
FOLKMOOT_SHAPE(Mention, (by, "Who mentioned one"), (at, "When"), (group, "Where"),
               (topic, "In which topic"), (title, "Its title"), (number, "In which post"))

struct Desk {
    GroupId group;
    std::string name;
    Count join_requests = 0;
    Count reports = 0;
};
FOLKMOOT_SHAPE(Desk, (group, "The group one facilitates"), (name, "Its name"),
               (join_requests, "People who ask to join"), (reports, "Posts reported"))

struct NewerVersion {
    ResourceId resource;
    std::optional<ResourceId> adaptation;
    std::string title;
    GroupId group;
    AuthorityId authority;
    std::string authority_name;
    Number number = 0;
    bool removed = false;
    Number current = 0;
    Instant at;
};
FOLKMOOT_SHAPE(NewerVersion, (resource, "The resource"),
               (adaptation, "What that authority made from it; absent when it uses it as it is"),
               (title, "The resource's title"), (group, "In whose library"),
               (authority, "An authority of one's own that uses it"),
               (authority_name, "Its short name"),
               (number, "The version that it uses, or made its own from"),
               (removed, "Whether that version was removed"), (current, "The current version"),
               (at, "When that one was released"))

struct Page {
    std::vector<SinceInGroup> groups;
    std::vector<Mention> mentions;
    std::vector<Desk> desks;
    std::vector<forum::Draft> drafts;
    std::vector<NewerVersion> newer_versions;
};
FOLKMOOT_SHAPE(Page, (groups, "Groups one sits in, by name"),
               (mentions, "In posts one has not read yet, the newest first"),
               (desks, "Where something waits for a facilitator"),
               (drafts, "What one began to write"),
               (newer_versions,
                "Of what one adopted or adapted for an authority, or an authority does that one "
                "coordinates; the newest first, at most 30"))

struct Show {
    using Answer = Page;
    static constexpr Method method{"home.page", Effect::read,
                                   "What is waiting, and what happened since one was here"};
};
FOLKMOOT_EMPTY_SHAPE(Show)

} // namespace folkmoot::protocol::home
