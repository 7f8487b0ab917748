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

/// What somebody types on the page of an invitation who is new to the network.
struct Newcomer {
    Name name;
    Mail mail;
    Secret password;
};
FOLKMOOT_SHAPE(Newcomer, (name, "Their name"), (mail, "The address they sign in with"),
               (password, "At least 12 characters, and not one that everybody knows"))

} // namespace folkmoot::protocol::invitations
