#pragma once
// Ways in: an invitation that makes somebody a person of the network, or gives somebody who is one a
// further place in it; and a new password for somebody who forgot theirs. Each is a link that works
// once, for a short time, for what it was made for.

#include "protocol/groups.hpp"

namespace folkmoot::protocol {

struct Invitation;
using InvitationId = Id<Invitation>;

} // namespace folkmoot::protocol

namespace folkmoot::protocol::invitations {

inline constexpr std::int64_t invitation_days = 14;
inline constexpr std::int64_t reset_days = 1;
inline constexpr std::size_t listed_max = 2'000;

/// What somebody types on the page of an invitation who is new to the network.
struct Newcomer {
    Name name;
    Mail mail;
    Secret password;
};
FOLKMOOT_SHAPE(Newcomer, (name, "Their name"), (mail, "The address they sign in with"),
               (password, "At least 12 characters, and not one that everybody knows"))

enum class Sending { link, waiting, sent, failed };
BOOST_DESCRIBE_ENUM(Sending, link, waiting, sent, failed)

/// An invitation that nobody has used yet.
struct OpenInvitation {
    InvitationId invitation;
    std::string name;
    std::string mail;
    bool administrator = false;
    std::optional<AuthorityId> authority;
    std::string authority_name;
    bool coordinator = false;
    std::optional<GroupId> group;
    std::string group_name;
    std::optional<groups::Role> role;
    std::string invited_by;
    Instant made_at;
    Instant expires_at;
    Sending sending = Sending::link;
    std::optional<Instant> sent_at;
    Count reply = 0;
};
FOLKMOOT_SHAPE(OpenInvitation, (invitation, "Which"), (name, "Whom it is for"),
               (mail, "The one address it is for; empty for a link of the terminal"),
               (administrator, "Whether it makes them an administrator of the network"),
               (authority, "The authority they come for"), (authority_name, "Its short name"),
               (coordinator, "Whether they come as its coordinator"),
               (group, "The group they come into"), (group_name, "Its name"),
               (role, "As what they come into it"),
               (invited_by, "Who invited; empty for the operator at the terminal"),
               (made_at, "When"), (expires_at, "When it runs out, or ran out"),
               (sending, "A link to hand over, or a mail and what became of it"),
               (sent_at, "When the mail was handed to a mail server"),
               (reply, "The last refusal of a mail server, like 550; 0 when there was none"))

struct InvitationList {
    std::vector<OpenInvitation> invitations;
};
FOLKMOOT_SHAPE(InvitationList, (invitations, "The newest first, at most 2,000"))

struct Invitations {
    using Answer = InvitationList;
    static constexpr Method method{
        "invitations.list", Effect::read,
        "Invitations nobody has used yet: into a group one manages, or all, for administrators"};
    std::optional<GroupId> group;
};
FOLKMOOT_SHAPE(Invitations, (group, "Only into this group; without it administrators see all"))

struct Invited {
    InvitationId invitation;
};
FOLKMOOT_SHAPE(Invited, (invitation, "The new invitation"))

struct Invite {
    using Answer = Invited;
    static constexpr Method method{
        "invitations.invite", Effect::change,
        "Invite one address: into a group, for its facilitators; anywhere, for administrators"};
    RequestId request;
    Name name;
    Mail mail;
    bool by_mail = true;
    std::optional<AuthorityId> authority;
    std::optional<Name> new_authority;
    bool coordinator = false;
    bool administrator = false;
    std::optional<GroupId> group;
    std::optional<groups::Role> role;
};
FOLKMOOT_SHAPE(Invite, (request, "Made by the client"), (name, "Whom"),
               (mail, "The one address it is for"),
               (by_mail, "Send the link there; else ask for it with invitations.make_link"),
               (authority, "The authority they come for"),
               (new_authority, "Instead: the name of one that is not in the network yet; for "
                               "administrators, and for guests of a group"),
               (coordinator, "As its coordinator"),
               (administrator, "As an administrator of the network"),
               (group, "Into this group, with a role and an authority"),
               (role, "As what they come into the group"))

struct Withdraw {
    using Answer = Done;
    static constexpr Method method{"invitations.withdraw", Effect::change,
                                   "Take an invitation back: its link works no more"};
    RequestId request;
    InvitationId invitation;
};
FOLKMOOT_SHAPE(Withdraw, (request, "Made by the client"), (invitation, "Which"))

struct SendAgain {
    using Answer = Done;
    static constexpr Method method{
        "invitations.send_again", Effect::change,
        "Send an invitation by mail, once more, for another 14 days; earlier links end"};
    RequestId request;
    InvitationId invitation;
};
FOLKMOOT_SHAPE(SendAgain, (request, "Made by the client"), (invitation, "Which"))

struct LinkMade {
    std::string path;
    Instant expires_at;
};
FOLKMOOT_SHAPE(LinkMade, (path, "The path of the link, to be put behind the network's address"),
               (expires_at, "Until when it works"))

struct MakeLink {
    using Answer = LinkMade;
    static constexpr Method method{
        "invitations.make_link", Effect::mark,
        "A fresh link of an invitation, to hand over oneself; earlier links end"};
    InvitationId invitation;
};
FOLKMOOT_SHAPE(MakeLink, (invitation, "Which"))

struct SendReset {
    using Answer = Done;
    static constexpr Method method{"invitations.send_reset", Effect::change,
                                   "Send somebody a link for a new password; for administrators"};
    RequestId request;
    PersonId person;
};
FOLKMOOT_SHAPE(SendReset, (request, "Made by the client"), (person, "Whose password"))

} // namespace folkmoot::protocol::invitations
