#pragma once
// Searching: posts, topics and people that one may see. What one may not see does not exist here: not
// among the hits, not in what is said of more, not in the order.

#include "protocol/people.hpp"

namespace folkmoot::protocol::search {

inline constexpr std::size_t hits_page = 20;
/// By relevance, the best of this many of the newest.
inline constexpr Count ranked_max = 1'000;
/// People are shown before the hits: fewer of them when other kinds are asked for as well.
inline constexpr std::size_t people_beside = 5;

enum class Kind { post, topic, person };
BOOST_DESCRIBE_ENUM(Kind, post, topic, person)

enum class Order { newest, relevance };
BOOST_DESCRIBE_ENUM(Order, newest, relevance)

/// A piece of plain text.
struct Part {
    std::string text;
    bool found = false;
};
FOLKMOOT_SHAPE(Part, (text, "Plain text, as it stands"),
               (found, "Whether it is one of the words that were looked for"))

struct Hit {
    Kind kind = Kind::post;
    GroupId group;
    std::string group_name;
    TopicId topic;
    std::optional<PostId> post;
    Number number = 0;
    std::vector<Part> title;
    std::vector<Part> snippet;
    people::Byline by;
    Instant at;
};
FOLKMOOT_SHAPE(Hit, (kind, "A post, or a topic by its title"), (group, "Where"),
               (group_name, "The group's name"), (topic, "The topic"),
               (post, "The post; absent for a topic"),
               (number, "The post's number in the topic; 1 for a topic"),
               (title, "The topic's title, in parts"),
               (snippet, "Words of the post around what was found, in parts; of a topic, how it "
                         "begins"),
               (by, "Who wrote it, for whom"), (at, "When"))

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
        "Posts, topics and people one may see that hold each of the words"};
    Text<0, 200> words;
    Few<Kind, 3> kinds;
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
               (person, "Only what this person wrote"),
               (authority, "Only what was written for this authority"),
               (from, "Only what was written then or later"),
               (until, "Only what was written before"), (order, "Newest first if absent"),
               (after, "`next` of the page before"))

} // namespace folkmoot::protocol::search
