#include "protocol/codec.hpp"
#include "protocol/invitations.hpp"

namespace folkmoot::protocol {

FOLKMOOT_CODEC(invitations::Newcomer)
FOLKMOOT_CODEC(invitations::InvitationList)
FOLKMOOT_CODEC(invitations::Invitations)
FOLKMOOT_CODEC(invitations::Invited)
FOLKMOOT_CODEC(invitations::Invite)
FOLKMOOT_CODEC(invitations::Withdraw)
FOLKMOOT_CODEC(invitations::SendAgain)
FOLKMOOT_CODEC(invitations::LinkMade)
FOLKMOOT_CODEC(invitations::MakeLink)
FOLKMOOT_CODEC(invitations::SendReset)

} // namespace folkmoot::protocol
