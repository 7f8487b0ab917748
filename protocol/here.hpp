#pragma once
// Who is here now: told to those who look at a group, never stored, no entry of any feed.

#include "protocol/values.hpp"

namespace folkmoot::protocol::here {

/// People named at once; where more are here, the rest is only counted.
inline constexpr std::size_t people_max = 200;
/// Groups that one connection hears of at the same time.
inline constexpr std::size_t groups_max = 8;

struct Somebody {
    PersonId person;
    std::string name;
};
FOLKMOOT_SHAPE(Somebody, (person, "Who"), (name, "Their name"))

struct Now {
    GroupId group;
    Count count = 0;
    std::vector<Somebody> people;
};
FOLKMOOT_SHAPE(Now, (group, "Which"), (count, "How many of its people are here"),
               (people, "Who, in no order, at most 200; without those who chose not to be shown"))

struct LookWho {
    using Answer = Now;
    static constexpr Method method{
        "here.look", Effect::mark,
        "Who of a group's people is here; this connection goes on hearing of it, for 8 groups at most"};
    GroupId group;
};
FOLKMOOT_SHAPE(LookWho, (group, "Which; whoever may see who sits in it may ask"))

// What the server says by itself, as JSON-RPC notifications.

/// `here.changed`, some at a time. Somebody who is told of twice has another name now.
struct Changed {
    GroupId group;
    Count count = 0;
    std::vector<Somebody> came;
    std::vector<PersonId> gone;
};
FOLKMOOT_SHAPE(Changed, (group, "Which"), (count, "How many are here now"),
               (came, "Who has come, at most 200"), (gone, "Who is no longer here"))
inline constexpr std::string_view changed_notification = "here.changed";

} // namespace folkmoot::protocol::here
