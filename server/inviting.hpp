#pragma once
// The methods of inviting that are no functions of storage alone: the answer of one holds a secret, which no
// receipt may keep; the other reads, and needs to know what time it is.

#include "protocol/invitation_list.hpp"
#include "protocol/invitations.hpp"
#include "server/routes.hpp"

namespace folkmoot::server {

void make_link(Parts parts, Caller const& caller, std::shared_ptr<Listener> const& listener,
               protocol::invitations::MakeLink request, OutcomeDone done);
void look_list_over(Parts parts, Caller const& caller, std::shared_ptr<Listener> const& listener,
                    protocol::invitations::LookOver request, OutcomeDone done);

} // namespace folkmoot::server
