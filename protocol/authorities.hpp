#pragma once
// The independent bodies of the network.

#include "protocol/values.hpp"

namespace folkmoot::protocol::authorities {

enum class Kind { council, union_body, partnership, provider, employer, other };
BOOST_DESCRIBE_ENUM(Kind, council, union_body, partnership, provider, employer, other)

struct AuthorityRow {
    AuthorityId authority;
    Kind kind = Kind::other;
    std::string name;
    std::string short_name;
    bool closed = false;
};
FOLKMOOT_SHAPE(AuthorityRow, (authority, "Which"), (kind, "What kind of body"),
               (name, "Its name today"), (short_name, "Its short name today"),
               (closed, "Whether it has ended"))

struct AuthorityList {
    std::vector<AuthorityRow> authorities;
};
FOLKMOOT_SHAPE(AuthorityList, (authorities, "By name"))

struct Authorities {
    using Answer = AuthorityList;
    static constexpr Method method{
        "authorities.list", Effect::read,
        "The authorities of the network; for a guest, those of people they share a group with"};
};
FOLKMOOT_EMPTY_SHAPE(Authorities)

/// Which groups an authority's people are in; no content.
struct Presence {
    PersonId person;
    std::string name;
    GroupId group;
    std::string group_name;
    std::string role;
};
FOLKMOOT_SHAPE(Presence, (person, "Who"), (name, "Their name"), (group, "The group"),
               (group_name, "Its name"), (role, "facilitator, member or guest"))

struct PresenceList {
    std::vector<Presence> seats;
};
FOLKMOOT_SHAPE(PresenceList, (seats, "By person, then group"))

struct ShowPresence {
    using Answer = PresenceList;
    static constexpr Method method{
        "authorities.seats", Effect::read,
        "Who of an authority sits in which group; for its coordinator and administrators"};
    AuthorityId authority;
};
FOLKMOOT_SHAPE(ShowPresence, (authority, "Which"))

} // namespace folkmoot::protocol::authorities
