#pragma once
// The pages behind the link of an invitation, as HTML. Pure.

#include "server/plain_page.hpp"
#include "storage/invitations.hpp"

namespace folkmoot::server {

/// Who is signed in, in the browser that shows the page.
struct SignedIn {
    std::string name;
    bool invited = false; ///< it is for them
};

/// What somebody typed, shown again when it cannot be taken.
struct Typed {
    std::string name;
    std::string mail;
};

/// Whether its page asks the same of everybody, whether somebody signs in with its address or not: a
/// link that did not go to that address by mail tells nobody.
bool asks_both(storage::InvitationShown const& invitation);

/// Who invites whom to what, as a sentence.
std::string what_it_gives(storage::InvitationShown const& invitation);

std::string invitation_page(PageLook const& look, storage::InvitationShown const& invitation,
                            std::optional<SignedIn> const& signed_in, Typed const& typed,
                            std::vector<PlainProblem> problems);
/// It is for another address than was typed.
std::string wrong_address_page(PageLook const& look, storage::InvitationShown const& invitation);
/// Why the link leads nowhere.
std::string fault_page(PageLook const& look, storage::WayInFault fault);

} // namespace folkmoot::server
