#pragma once
// Accepting an invitation, at /invitations/SECRET: plain pages that work without script. Programs that
// look at links in mails open them with GET and HEAD, and run what scripts they find: neither does anything.
// Only the button of the form does, by a POST of our own page (gate.hpp).

#include "server/dispatch.hpp"
#include "server/page_answer.hpp"
#include "server/pages.hpp"

namespace folkmoot::server {

class Invitations {
public:
    /// What is given outlives every request under way.
    Invitations(Parts parts, PageLook const& look) : parts_(parts), look_(look) {}

    static bool at(std::string_view path);
    /// The path of its page; behind it nothing of the secret is kept.
    static std::string path_of(std::string_view secret);

    /// A request that the gate let through, GET, HEAD or POST. `done` is called once, on any thread.
    void answer(HttpRequest const& request, Caller const& caller, PageDone done) const;

private:
    Parts parts_;
    PageLook const& look_;
};

} // namespace folkmoot::server
