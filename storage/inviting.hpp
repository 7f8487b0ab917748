#pragma once
// Inviting people: one function for each method of protocol/invitations.hpp. Permission has been asked in
// the same transaction (server/routes.cpp).

#include "storage/invitations.hpp"

namespace folkmoot::storage {

/// Facilitator of the group or administrator, and the group is not archived; without a group, and for what
/// is above groups, administrator.
Result<void> may_invite(Read& read, Actor const& actor, invitations::Invite const& request);
Result<void> may_see_invitations(Read& read, Actor const& actor,
                                 invitations::Invitations const& request);
/// Whoever might invite to the same; for everybody else it does not exist.
Result<void> may_withdraw(Read& read, Actor const& actor, InvitationId invitation);
/// The same, and nobody is invited into an archived group.
Result<void> may_send(Read& read, Actor const& actor, InvitationId invitation);

/// Why nobody has to be invited there.
enum class Already { no, sits, invited };
/// Whether who signs in with the address sits in the group for the authority (or belongs to it, without a
/// group), or an invitation of the address there is open.
Already there_already(Read& read, Mail const& mail, std::optional<GroupId> const& group,
                      std::optional<AuthorityId> const& authority, Instant now);

Result<invitations::Invited> invite(Change& change, Actor const& actor,
                                    invitations::Invite const& request);
Result<invitations::InvitationList> invitations_list(Read& read, Actor const& actor,
                                                     invitations::Invitations const& request);
Result<Done> withdraw(Change& change, Actor const& actor, invitations::Withdraw const& request);
Result<Done> send_again(Change& change, Actor const& actor, invitations::SendAgain const& request);
/// `secret` is what the link holds from here on; until when.
Result<Instant> make_link(Change& change, InvitationId invitation, SecretHash const& secret);
Result<Done> send_reset(Change& change, Actor const& actor, invitations::SendReset const& request);

} // namespace folkmoot::storage
