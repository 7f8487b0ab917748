#pragma once
// The methods by which an adaptation takes what its origin changed. They read files and merge them, on a thread for
// the disk. What is taken becomes a complete upload of who asked: library.catch_up makes a draft of it.

#include "protocol/adapting.hpp"
#include "server/routes.hpp"

namespace folkmoot::server {

/// `unavailable` where there is no folder of files, or too much waits.
void show_origin_changes(Parts parts, Caller const& caller, std::shared_ptr<Listener> const&,
                         protocol::library::ShowOriginChanges request, OutcomeDone done);
/// Likewise. `conflict` when the files are other ones than were looked at, or the changes do not fit together;
/// `invalid` on "taken" for what does not fit; and as storage::begin_upload().
void take_origin_changes(Parts parts, Caller const& caller, std::shared_ptr<Listener> const&,
                         protocol::library::TakeOriginChanges request, OutcomeDone done);

} // namespace folkmoot::server
