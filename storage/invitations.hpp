#pragma once
// Ways in, each with a secret of which only the hash is kept. Whether one still holds is asked inside the
// transaction of its use: not used, withdrawn or run out, its maker still may give what it gives, and
// that is still there. Nothing here shows who holds a secret: that is the server's to know.

#include "protocol/invitations.hpp"
#include "storage/sign_ins.hpp"

#include <variant>

namespace folkmoot::storage {

enum class WayInPurpose { join, reset };
BOOST_DESCRIBE_ENUM(WayInPurpose, join, reset)

struct NewInvitation {
    std::string name; ///< as far as the inviter knows it
    std::string mail; ///< empty at the terminal only: whoever holds the link says theirs
    bool by_mail =
        false; ///< the link goes to that address alone, so whoever has it has the address
    bool administrator = false;
    std::optional<AuthorityId> authority;
    bool coordinator = false;
    std::optional<GroupId> group; ///< with a role and an authority
    std::optional<groups::Role> role;
    std::optional<PersonId> inviter; ///< absent: the operator at the terminal
    std::optional<SecretHash> secret;
};
struct InvitationMade {
    InvitationId invitation;
    Instant expires_at; ///< in 14 days
};
InvitationMade make_invitation(Change& change, NewInvitation const& invitation);

/// Why a way in leads nowhere.
enum class WayInFault {
    unknown,
    used,
    expired,
    revoked,
    right_lost, ///< its maker may not invite to this any more
    group_archived,
    authority_closed,
    other_person, ///< it is for somebody else than who is signed in, or for another address
    known_already, ///< somebody signs in with this address: they have to prove that they are that person
};

struct InvitationRow {
    InvitationId invitation;
    WayInPurpose purpose = WayInPurpose::join;
    std::optional<PersonId> person;
    std::string name;
    std::string mail;
    bool by_mail = false;
    bool administrator = false;
    std::optional<AuthorityId> authority;
    bool coordinator = false;
    std::optional<GroupId> group_id;
    std::optional<groups::Role> role;
    std::optional<PersonId> inviter;
    Instant expires_at;
    std::optional<Instant> revoked_at;
    std::optional<Instant> used_at;
};

/// An invitation as its page shows it.
struct InvitationShown {
    InvitationRow row;
    std::string person_name; ///< whose password it is
    std::string authority_name;
    std::string group_name;
    std::string inviter_name;
    /// Who signs in with its address, if anybody does, and their password's hash.
    std::optional<PasswordOf> known;
};
std::variant<InvitationShown, WayInFault> show_way_in(Read& read, SecretHash const& secret,
                                                      WayInPurpose purpose, Instant now);
/// Of either purpose, for the mail that carries it.
std::variant<InvitationShown, WayInFault> show_way_in(Read& read, SecretHash const& secret,
                                                      Instant now);

/// Who comes in.
struct NewcomerKnown {
    std::string name;
    Mail mail;
    std::string password_hash;
};
/// Somebody who proved to have the password with this hash.
struct PasswordShown {
    PersonId person;
    std::string hash;
};
using ComingIn = std::variant<Actor, NewcomerKnown, PasswordShown>;

struct CameIn {
    PersonId person;
    std::optional<GroupId> group;
};
/// All of it or nothing: the person, their affiliation and seat, the sign-in, and that it is used. Of
/// several at the same instant one comes in. `sign_in` is begun unless an Actor comes in, its person
/// filled here. An invitation without address takes the newcomer's.
std::variant<CameIn, WayInFault> accept_invitation(Change& change, SecretHash const& secret,
                                                   ComingIn const& who, NewSignIn sign_in);

/// A way to a new password, and the mail that carries it: good for a day, earlier ones end. For somebody
/// who has a sign-in; `inviter` is absent when they asked for it themselves, and then nothing is made when
/// three were within the hour: nobody's mail is flooded by others.
void make_reset(Change& change, PasswordOf const& whose, Mail const& mail,
                std::optional<PersonId> inviter);
/// For somebody who leaves: what is on its way to their addresses works no more, and holds neither name nor
/// address. It stays known as theirs.
void end_ways_in(Change& change, PersonId person);
/// The new password, with which every other sign-in ends, and a sign-in.
std::variant<CameIn, WayInFault> use_reset(Change& change, SecretHash const& secret,
                                           std::string const& password_hash, NewSignIn sign_in);

/// Forgets those that ran out three months ago, a thousand at a time; how many.
std::int64_t sweep_invitations(Change& change);

} // namespace folkmoot::storage
