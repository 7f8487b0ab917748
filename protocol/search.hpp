#pragma once
// Searching: posts, topics, resources of libraries and people that one may see. What one may not see does
// not exist here: not among the hits, not in what is said of more, not in the order.

#include "protocol/library.hpp"

namespace folkmoot::protocol::search {

inline constexpr std::size_t hits_page = 20;
/// By relevance, the best of this many of the newest.
inline constexpr Count ranked_max = 1'000;
/// People are shown before the hits: fewer of them when other kinds are asked for as well.
inline constexpr std::size_t people_beside = 5;

enum class Kind { post, topic, person, resource };
BOOST_DESCRIBE_ENUM(Kind, post, topic, person, resource)

enum class Order { newest, relevance };
BOOST_DESCRIBE_ENUM(Order, newest, relevance)

/// A piece of plain text.
struct Part {
    std::string text;
    bool found = false;
};
FOLKMOOT_SHAPE(Part, (text, "Plain text, as it stands"),
               (found, "Whether it is one of the words that were looked for"))

/// What a hit in a library says beside its words.
struct ResourceHit {
    ResourceId resource;
    library::ResourceKind kind = library::ResourceKind::other;
    std::optional<Number> current;
    bool in_file = false;
};
FOLKMOOT_SHAPE(ResourceHit, (resource, "Which"), (kind, "What kind of thing it is"),
               (current, "The number of the current version; absent when none is"),
               (in_file, "Whether the snippet is from the file of that version, or of the newest "
                         "draft when none is current"))

struct Hit {
    Kind kind = Kind::post;
    GroupId group;
    std::string group_name;
    std::optional<TopicId> topic;
    std::optional<ResourceHit> resource;
    std::optional<PostId> post;
    Number number = 0;
    std::vector<Part> title;
    std::vector<Part> snippet;
    people::Byline by;
    Instant at;
};
FOLKMOOT_SHAPE(Hit, (kind, "A post, a topic by its title, or a resource"), (group, "Where"),
               (group_name, "The group's name"), (topic, "The topic; absent for a resource"),
               (resource, "The resource; absent for the others"),
               (post, "The post; absent for a topic and a resource"),
               (number, "The post's number in the topic; 1 for a topic, 0 for a resource"),
               (title, "The title of the topic or resource, in parts"),
               (snippet, "Words of it around what was found, in parts; of a topic, how it begins"),
               (by, "Who wrote it or put it in, for whom"),
               (at, "When; of a resource, when its current version was released, if one is"))

struct Hits {
    std::vector<people::PersonFound> people;
    bool more_people = false;
    std::vector<Hit> hits;
    std::optional<std::string> next;
    bool complete = true;
};
FOLKMOOT_SHAPE(Hits, (people, "On the first page only: by name, at most 20, or 5 beside others"),
               (more_people, "Whether more people would fit"), (hits, "At most 20"),
               (next, "To be given back as `after` for the page that follows; absent on the last"),
               (complete, "False while the index is being made: older things may be missing"))

struct Find {
    using Answer = Hits;
    static constexpr Method method{
        "search.find", Effect::read,
        "Posts, topics, resources and people one may see that hold each of the words"};
    Text<0, 200> words;
    Few<Kind, 4> kinds;
    std::optional<GroupId> group;
    std::optional<PersonId> person;
    std::optional<AuthorityId> authority;
    std::optional<Instant> from;
    std::optional<Instant> until;
    std::optional<Order> order;
    std::optional<Text<1, 40>> after;
};
FOLKMOOT_SHAPE(Find,
               (words, "Each must be there; \"several words\" together; a star after the beginning "
                       "of a word. May be empty beside a group, person or authority"),
               (kinds, "Which; all if none"), (group, "Only in this group"),
               (person, "Only what this person wrote or put in"),
               (authority, "Only what was written or put in for this authority"),
               (from, "Only what was written then or later"),
               (until, "Only what was written before"), (order, "Newest first if absent"),
               (after, "`next` of the page before"))

} // namespace folkmoot::protocol::search
