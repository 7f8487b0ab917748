#pragma once
// Looking a list of people over before they are invited one by one: it changes nothing, and promises
// nothing, for inviting asks everything again.

#include "protocol/invitation_list.hpp"
#include "storage/change.hpp"

namespace folkmoot::storage {

/// As inviting: facilitator of the group, which is not archived, or administrator.
Result<void> may_look_over(Read& read, Actor const& actor, invitations::LookOver const& request);
/// Tells of groups that the actor knows, and of seats and invitations where they might invite.
Result<invitations::ListLooked> look_over(Read& read, Actor const& actor,
                                          invitations::LookOver const& request, Instant now);

} // namespace folkmoot::storage
