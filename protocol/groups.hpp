#pragma once
// Themed groups and the seats people hold in them, each for one authority.

#include "protocol/people.hpp"

namespace folkmoot::protocol::groups {

enum class Kind { open, by_request, by_invitation };
BOOST_DESCRIBE_ENUM(Kind, open, by_request, by_invitation)

enum class Role { facilitator, member, guest };
BOOST_DESCRIBE_ENUM(Role, facilitator, member, guest)

using Purpose = Lines<0, 1'000>;
/// In Markdown; empty for none.
using WelcomeText = Lines<0, 4'000>;
using LabelWord = Text<1, 40>;

inline constexpr Count labels_max = 30;
inline constexpr std::size_t first_topics_max = 10;
inline constexpr Count seats_copied_max = 500;

/// What of a group's first page one may put away for oneself.
enum class GroupPart { welcome, checklist };
BOOST_DESCRIBE_ENUM(GroupPart, welcome, checklist)

struct SeatRow {
    SeatId seat;
    PersonId person;
    std::string name;
    AuthorityId authority;
    std::string authority_name;
    Role role = Role::member;
    Instant from_at;
};
FOLKMOOT_SHAPE(SeatRow, (seat, "One person's membership for one authority"), (person, "Who"),
               (name, "Their name"), (authority, "For which authority"),
               (authority_name, "Its short name"), (role, "As what"), (from_at, "Since when"))

struct LabelRow {
    LabelId label;
    std::string name;
};
FOLKMOOT_SHAPE(LabelRow, (label, "Which"), (name, "Its word"))

struct GroupRow {
    GroupId group;
    std::string name;
    std::string purpose;
    Kind kind = Kind::open;
    bool archived = false;
    std::optional<Role> role;
    Count members = 0;
    Count authorities = 0;
    Count unread = 0;
    bool asked = false;
};
FOLKMOOT_SHAPE(GroupRow, (group, "Which"), (name, "Its name"), (purpose, "What it is for"),
               (kind, "Who may come in"), (archived, "Closed for writing"),
               (role, "One's own highest role; absent without a seat"),
               (members, "People who sit in it; 0 if one may not see who"),
               (authorities, "Authorities they sit for; 0 if one may not see who"),
               (unread, "Posts one has not read, at most 100"),
               (asked, "Whether one has asked to join"))

struct GroupList {
    std::vector<GroupRow> groups;
};
FOLKMOOT_SHAPE(GroupList, (groups, "By name"))

struct Groups {
    using Answer = GroupList;
    static constexpr Method method{"groups.list", Effect::read, "The groups one may see"};
};
FOLKMOOT_EMPTY_SHAPE(Groups)

struct Welcome {
    std::string html;
    people::Byline by;
    Instant at;
};
FOLKMOOT_SHAPE(Welcome, (html, "The text, safe to show"), (by, "Who wrote it, for whom"),
               (at, "When"))

struct GroupPage {
    GroupId group;
    FeedId feed;
    std::optional<FeedId> desk;
    std::string name;
    std::string purpose;
    Kind kind = Kind::open;
    bool archived = false;
    Revision revision = 0;
    std::optional<Role> role;
    bool reads = false;
    bool asked = false;
    std::vector<SeatRow> own_seats;
    std::vector<SeatRow> facilitators;
    std::vector<LabelRow> labels;
    Count members = 0;
    Count guests = 0;
    Count authorities = 0;
    Count topics = 0;
    Count unread = 0;
    Count waiting = 0;
    std::optional<Welcome> welcome;
    std::vector<GroupPart> put_away;
};
FOLKMOOT_SHAPE(GroupPage, (group, "Which"), (feed, "The feed of its entries"),
               (desk, "The feed of its desk, for facilitators"), (name, "Its name"),
               (purpose, "What it is for"), (kind, "Who may come in"),
               (archived, "Closed for writing"),
               (revision, "To be named when the group is changed"),
               (role, "One's own highest role; absent without a seat"),
               (reads, "Whether one may read its forum"), (asked, "Whether one has asked to join"),
               (own_seats, "One's own seats"), (facilitators, "Whom to ask"),
               (labels, "Chosen by the group; none if one may not read it"),
               (members, "People who sit in it, guests apart; 0 if one may not see who"),
               (guests, "People who sit in it as guests; 0 if one may not see who"),
               (authorities, "Authorities they sit for; 0 if one may not see who"),
               (topics, "Topics in its forum; 0 if one may not read it"),
               (unread, "Posts one has not read, at most 100"),
               (waiting, "Requests and reports that wait at the desk; 0 for others"),
               (welcome, "What newcomers read first; absent for none, or if one may not read it"),
               (put_away, "What one has put away; a welcome that was changed since is not"))

struct ShowGroup {
    using Answer = GroupPage;
    static constexpr Method method{"groups.group", Effect::read, "A group one may see"};
    GroupId group;
};
FOLKMOOT_SHAPE(ShowGroup, (group, "Which"))

struct GroupMade {
    GroupId group;
    Count seats = 0;
    Count left_out = 0;
};
FOLKMOOT_SHAPE(GroupMade, (group, "The new group; its maker sits in it as facilitator"),
               (seats, "Seats that were copied"),
               (left_out, "Seats that were not: the person no longer belongs to the authority"))

struct FirstTopic {
    Title title;
    Markdown text;
};
FOLKMOOT_SHAPE(FirstTopic, (title, "What it is about"), (text, "The first post, in Markdown"))

/// What is taken over from a group beside words, which the client asks for and may change.
struct CopyOf {
    GroupId group;
    bool people = false;
    Few<TopicId, first_topics_max> topics;
};
FOLKMOOT_SHAPE(CopyOf, (group, "A group one facilitates, archived or not"),
               (people,
                "Everybody in it gets the same seat, if they still belong to the authority"),
               (topics, "Pinned topics: title and first post become new ones, by the maker"))

struct MakeGroup {
    using Answer = GroupMade;
    static constexpr Method method{
        "groups.make", Effect::change,
        "Make a group; for people who facilitate one already, and administrators"};
    RequestId request;
    Name name;
    Purpose purpose;
    Kind kind = Kind::by_invitation;
    std::optional<AuthorityId> authority;
    std::optional<WelcomeText> welcome;
    std::optional<Few<LabelWord, labels_max>> labels;
    std::optional<Few<FirstTopic, first_topics_max>> topics;
    std::optional<CopyOf> copy_of;
};
FOLKMOOT_SHAPE(MakeGroup, (request, "Made by the client"), (name, "Its name"),
               (purpose, "What it is for"), (kind, "Who may come in"),
               (authority, "For whom one sits in it; else the oldest affiliation"),
               (welcome, "What newcomers read first"), (labels, "For its topics"),
               (topics, "Started and pinned at once, the first on top"),
               (copy_of, "Whose people and pinned topics are taken over"))

struct ChangeGroup {
    using Answer = people::Revised;
    static constexpr Method method{"groups.change", Effect::change,
                                   "Change a group's name, purpose and kind"};
    RequestId request;
    GroupId group;
    Revision revision = 0;
    Name name;
    Purpose purpose;
    Kind kind = Kind::open;
};
FOLKMOOT_SHAPE(ChangeGroup, (request, "Made by the client"), (group, "Which"),
               (revision, "The revision that was looked at"), (name, "Its name"),
               (purpose, "What it is for"), (kind, "Who may come in"))

struct WelcomeWords {
    Revision revision = 0;
    std::string text;
};
FOLKMOOT_SHAPE(WelcomeWords, (revision, "To be named when it is changed; 0 before the first"),
               (text, "As written, in Markdown; empty for none"))

struct ShowWelcome {
    using Answer = WelcomeWords;
    static constexpr Method method{"groups.welcome", Effect::read,
                                   "A group's welcome text as it was written"};
    GroupId group;
};
FOLKMOOT_SHAPE(ShowWelcome, (group, "Which"))

struct SetWelcome {
    using Answer = people::Revised;
    static constexpr Method method{
        "groups.set_welcome", Effect::change,
        "Write what newcomers read first; no earlier text is kept; for facilitators"};
    RequestId request;
    GroupId group;
    Revision revision = 0;
    WelcomeText text;
};
FOLKMOOT_SHAPE(SetWelcome, (request, "Made by the client"), (group, "Which"),
               (revision, "The revision that was looked at"), (text, "In Markdown"))

struct PutAway {
    using Answer = Done;
    static constexpr Method method{"groups.put_away", Effect::mark,
                                   "Put a part of a group's first page away, or bring it back"};
    GroupId group;
    GroupPart part = GroupPart::welcome;
    bool away = true;
};
FOLKMOOT_SHAPE(PutAway, (group, "Which"), (part, "What of it"), (away, "Not shown any more"))

struct ArchiveGroup {
    using Answer = people::Revised;
    static constexpr Method method{"groups.archive", Effect::change,
                                   "Close a group for writing, or open it again"};
    RequestId request;
    GroupId group;
    bool archived = true;
};
FOLKMOOT_SHAPE(ArchiveGroup, (request, "Made by the client"), (group, "Which"),
               (archived, "Closed for writing"))

struct SeatList {
    std::vector<SeatRow> seats;
};
FOLKMOOT_SHAPE(SeatList, (seats, "Facilitators, members, guests, each by name"))

struct Members {
    using Answer = SeatList;
    static constexpr Method method{"groups.members", Effect::read,
                                   "Who sits in a group one may read"};
    GroupId group;
};
FOLKMOOT_SHAPE(Members, (group, "Which"))

struct SeatTaken {
    SeatId seat;
};
FOLKMOOT_SHAPE(SeatTaken, (seat, "The new seat"))

struct Join {
    using Answer = SeatTaken;
    static constexpr Method method{"groups.join", Effect::change,
                                   "Take a seat in an open group, as a member"};
    RequestId request;
    GroupId group;
    std::optional<AuthorityId> authority;
};
FOLKMOOT_SHAPE(Join, (request, "Made by the client"), (group, "Which"),
               (authority, "For whom; else the oldest affiliation"))

struct Asked {
    JoinRequestId join_request;
};
FOLKMOOT_SHAPE(Asked, (join_request, "What the facilitators decide on"))

struct AskToJoin {
    using Answer = Asked;
    static constexpr Method method{"groups.ask", Effect::change,
                                   "Ask to join a group that takes members by request"};
    RequestId request;
    GroupId group;
    std::optional<AuthorityId> authority;
    Lines<0, 1'000> message;
};
FOLKMOOT_SHAPE(AskToJoin, (request, "Made by the client"), (group, "Which"),
               (authority, "For whom; else the oldest affiliation"),
               (message, "A word to the facilitators"))

struct JoinRequestRow {
    JoinRequestId join_request;
    people::Byline by;
    std::string message;
    Instant at;
};
FOLKMOOT_SHAPE(JoinRequestRow, (join_request, "Which"), (by, "Who asks, for whom"),
               (message, "What they say"), (at, "When"))

struct JoinRequestList {
    std::vector<JoinRequestRow> join_requests;
};
FOLKMOOT_SHAPE(JoinRequestList, (join_requests, "Those that wait, the oldest first"))

struct JoinRequests {
    using Answer = JoinRequestList;
    static constexpr Method method{"groups.requests", Effect::read,
                                   "Who asks to join; for facilitators"};
    GroupId group;
};
FOLKMOOT_SHAPE(JoinRequests, (group, "Which"))

struct Decide {
    using Answer = Done;
    static constexpr Method method{"groups.decide", Effect::change, "Let somebody in, or not"};
    RequestId request;
    JoinRequestId join_request;
    bool accepted = false;
};
FOLKMOOT_SHAPE(Decide, (request, "Made by the client"), (join_request, "Which"),
               (accepted, "Let in as a member"))

struct AddMember {
    using Answer = SeatTaken;
    static constexpr Method method{
        "groups.add_member", Effect::change,
        "Give a person of the network a seat; for facilitators and administrators"};
    RequestId request;
    GroupId group;
    PersonId person;
    std::optional<AuthorityId> authority;
    Role role = Role::member;
};
FOLKMOOT_SHAPE(AddMember, (request, "Made by the client"), (group, "Where"), (person, "Who"),
               (authority, "For whom; else their oldest affiliation"), (role, "As what"))

struct SetRole {
    using Answer = Done;
    static constexpr Method method{
        "groups.set_role", Effect::change,
        "Change the role of a seat; a group keeps at least one facilitator"};
    RequestId request;
    SeatId seat;
    Role role = Role::member;
};
FOLKMOOT_SHAPE(SetRole, (request, "Made by the client"), (seat, "Which"),
               (role, "As what from now on"))

struct RemoveMember {
    using Answer = Done;
    static constexpr Method method{
        "groups.remove_member", Effect::change,
        "End a seat: one's own, or another's as facilitator or administrator"};
    RequestId request;
    SeatId seat;
};
FOLKMOOT_SHAPE(RemoveMember, (request, "Made by the client"), (seat, "Which"))

struct LabelMade {
    LabelId label;
};
FOLKMOOT_SHAPE(LabelMade, (label, "The new label"))

struct AddLabel {
    using Answer = LabelMade;
    static constexpr Method method{"groups.add_label", Effect::change,
                                   "Add a label for topics, at most 30 a group"};
    RequestId request;
    GroupId group;
    LabelWord name;
};
FOLKMOOT_SHAPE(AddLabel, (request, "Made by the client"), (group, "Where"), (name, "Its word"))

struct RemoveLabel {
    using Answer = Done;
    static constexpr Method method{"groups.remove_label", Effect::change,
                                   "Remove a label from the group and its topics"};
    RequestId request;
    LabelId label;
};
FOLKMOOT_SHAPE(RemoveLabel, (request, "Made by the client"), (label, "Which"))

} // namespace folkmoot::protocol::groups
