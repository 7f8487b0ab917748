#pragma once
// The method of inviting that is no function of storage: its answer holds a secret, which no receipt may keep.

#include "protocol/invitations.hpp"
#include "server/routes.hpp"

namespace folkmoot::server {

void make_link(Parts parts, Caller const& caller, std::shared_ptr<Listener> const& listener,
               protocol::invitations::MakeLink request, OutcomeDone done);

} // namespace folkmoot::server
