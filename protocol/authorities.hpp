#pragma once
// The independent bodies of the network.

#include "protocol/people.hpp"

namespace folkmoot::protocol::authorities {

enum class Kind { council, union_body, partnership, provider, employer, other };
BOOST_DESCRIBE_ENUM(Kind, council, union_body, partnership, provider, employer, other)

/// Its mark beside its name; never the only sign of which it is.
enum class Colour { slate, red, orange, green, teal, blue, purple, pink };
BOOST_DESCRIBE_ENUM(Colour, slate, red, orange, green, teal, blue, purple, pink)

struct AuthorityRow {
    AuthorityId authority;
    Kind kind = Kind::other;
    std::string name;
    std::string short_name;
    Colour colour = Colour::slate;
    bool closed = false;
    Count people = 0;
    std::optional<std::string> logo;
};
FOLKMOOT_SHAPE(AuthorityRow, (authority, "Which"), (kind, "What kind of body"),
               (name, "Its name today"), (short_name, "Its short name today"),
               (colour, "Its mark beside its name"), (closed, "Whether it has ended"),
               (people, "Who belong to it, told to administrators; 0 for others"),
               (logo, "It has one, at /authorities/AUTHORITY/logo; another word for each picture"))

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

// --- for administrators ------------------------------------------------------------------------------

struct DatedName {
    Instant from_at;
    std::string name;
    std::string short_name;
};
FOLKMOOT_SHAPE(DatedName, (from_at, "Since when"), (name, "Its name from then on"),
               (short_name, "Its short name from then on"))

struct Belonging {
    PersonId person;
    std::string name;
    bool coordinator = false;
    Instant from_at;
    std::optional<Instant> ends_at;
};
FOLKMOOT_SHAPE(Belonging, (person, "Who"), (name, "Their name"),
               (coordinator, "Whether they are its coordinator"), (from_at, "Since when"),
               (ends_at, "When this, or their part in the network, is to end, if that is planned"))

struct AuthorityPage {
    AuthorityId authority;
    FeedId feed;
    Kind kind = Kind::other;
    std::string name;
    std::string short_name;
    Colour colour = Colour::slate;
    bool closed = false;
    Revision revision = 0;
    std::optional<AuthorityId> succeeded_by;
    std::optional<AuthorityId> split_from;
    std::vector<std::string> mail_domains;
    std::vector<DatedName> names;
    std::vector<Belonging> people;
    Count groups = 0;
    std::optional<std::string> logo;
};
FOLKMOOT_SHAPE(AuthorityPage, (authority, "Which"), (feed, "The feed of its entries"),
               (kind, "What kind of body"), (name, "Its name today"),
               (short_name, "Its short name today"), (colour, "Its mark beside its name"),
               (closed, "Whether it has ended"), (revision, "To be named when it is changed"),
               (succeeded_by, "The authority its people went on with"),
               (split_from, "The authority it was part of"),
               (mail_domains, "What its people's addresses end with"), (names, "The newest first"),
               (people, "Who belong to it, by name"),
               (groups, "Groups in which somebody sits for it"),
               (logo, "It has one, at /authorities/AUTHORITY/logo; another word for each picture"))

struct ShowAuthority {
    using Answer = AuthorityPage;
    static constexpr Method method{"authorities.authority", Effect::read,
                                   "An authority with its people and earlier names; for "
                                   "administrators"};
    AuthorityId authority;
};
FOLKMOOT_SHAPE(ShowAuthority, (authority, "Which"))

inline constexpr std::size_t mail_domains_max = 20;
using MailDomains = Few<Text<1, 253>, mail_domains_max>;

struct Made {
    AuthorityId authority;
};
FOLKMOOT_SHAPE(Made, (authority, "The new authority"))

struct Make {
    using Answer = Made;
    static constexpr Method method{"authorities.make", Effect::change,
                                   "Make an authority; for administrators"};
    RequestId request;
    Name name;
    Text<1, 40> short_name;
    Kind kind = Kind::other;
    Colour colour = Colour::slate;
    MailDomains mail_domains;
};
FOLKMOOT_SHAPE(Make, (request, "Made by the client"), (name, "Its name"),
               (short_name, "What stands beside people's names"), (kind, "What kind of body"),
               (colour, "Its mark beside its name"),
               (mail_domains, "What its people's addresses end with, like northmere.example"))

struct ChangeAuthority {
    using Answer = people::Revised;
    static constexpr Method method{
        "authorities.change", Effect::change,
        "Change an authority; what was written before shows the name of its day; for "
        "administrators"};
    RequestId request;
    AuthorityId authority;
    Revision revision = 0;
    Name name;
    Text<1, 40> short_name;
    Kind kind = Kind::other;
    Colour colour = Colour::slate;
    MailDomains mail_domains;
};
FOLKMOOT_SHAPE(ChangeAuthority, (request, "Made by the client"), (authority, "Which"),
               (revision, "The revision that was looked at"), (name, "Its name from now on"),
               (short_name, "Its short name from now on"), (kind, "What kind of body"),
               (colour, "Its mark beside its name"),
               (mail_domains, "What its people's addresses end with"))

/// A logo is a PNG, JPEG or WebP that stands still. It is sent by PUT to /authorities/AUTHORITY/logo.
inline constexpr std::size_t logo_bytes_max = 256'000;
inline constexpr std::uint32_t logo_side_min = 16; ///< pixels
inline constexpr std::uint32_t logo_side_max = 2'048;

struct RemoveLogo {
    using Answer = people::Revised;
    static constexpr Method method{"authorities.remove_logo", Effect::change,
                                   "Take an authority's logo away; for administrators"};
    RequestId request;
    AuthorityId authority;
    Revision revision = 0;
};
FOLKMOOT_SHAPE(RemoveLogo, (request, "Made by the client"), (authority, "Whose"),
               (revision, "The revision that was looked at"))

struct Close {
    using Answer = people::Revised;
    static constexpr Method method{
        "authorities.close", Effect::change,
        "Close an authority nobody belongs to any more, or open it again; for administrators"};
    RequestId request;
    AuthorityId authority;
    Revision revision = 0;
    bool closed = true;
};
FOLKMOOT_SHAPE(Close, (request, "Made by the client"), (authority, "Which"),
               (revision, "The revision that was looked at"), (closed, "Closed, or open again"))

struct Merge {
    using Answer = people::Revised;
    static constexpr Method method{
        "authorities.merge", Effect::change,
        "Let an authority go on in another: its people, their seats and its mail domains do, and "
        "it is closed; for administrators"};
    RequestId request;
    AuthorityId authority;
    Revision revision = 0;
    AuthorityId into;
};
FOLKMOOT_SHAPE(Merge, (request, "Made by the client"), (authority, "The one that ends"),
               (revision, "The revision of it that was looked at"), (into, "The one it goes on in"))

inline constexpr std::size_t moved_people_max = 1'000;

struct Split {
    using Answer = Made;
    static constexpr Method method{
        "authorities.split", Effect::change,
        "Make an authority out of a part of another: these people and their seats go on with the "
        "new one; for administrators"};
    RequestId request;
    AuthorityId authority;
    Revision revision = 0;
    Name name;
    Text<1, 40> short_name;
    Kind kind = Kind::other;
    Few<PersonId, moved_people_max> people;
};
FOLKMOOT_SHAPE(Split, (request, "Made by the client"), (authority, "The one that they belong to"),
               (revision, "The revision of it that was looked at"), (name, "The new one's name"),
               (short_name, "The new one's short name"), (kind, "What kind of body it is"),
               (people, "Who go on with the new one, at most 1,000"))

struct SetCoordinator {
    using Answer = Done;
    static constexpr Method method{
        "authorities.set_coordinator", Effect::change,
        "Make somebody coordinator of an authority they belong to, or no longer; for "
        "administrators"};
    RequestId request;
    AuthorityId authority;
    PersonId person;
    bool coordinator = true;
};
FOLKMOOT_SHAPE(SetCoordinator, (request, "Made by the client"), (authority, "Of which"),
               (person, "Who"), (coordinator, "Whether they are from now on"))

struct EndAffiliation {
    using Answer = Done;
    static constexpr Method method{
        "authorities.end_affiliation", Effect::change,
        "Somebody no longer belongs to an authority: their seats for it end at once, what they "
        "wrote stays; for administrators"};
    RequestId request;
    AuthorityId authority;
    PersonId person;
    std::optional<Instant> at;
};
FOLKMOOT_SHAPE(EndAffiliation, (request, "Made by the client"), (authority, "To which"),
               (person, "Who"),
               (at, "Not now but then, at most five years ahead; until then nothing changes"))

} // namespace folkmoot::protocol::authorities
