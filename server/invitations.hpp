#pragma once
// Accepting an invitation, at /invitations/SECRET: plain pages that work without script. Programs that
// look at links in mails open them with GET and HEAD, and run what scripts they find: neither does anything.
// Only the button of the form does, by a POST of our own page (gate.hpp).
//
// The secret stands in the path, so that no script is needed to read it. It does not leave us: nothing
// foreign is on the page, and Referer never carries the path. The policy is strict-origin, not
// no-referrer, for with that a browser sends its own form with `Origin: null`.

#include "server/dispatch.hpp"
#include "server/http.hpp"
#include "server/pages.hpp"

namespace folkmoot::server {

/// A page, and what it does to the cookie.
struct PageAnswer {
    HttpAnswer http;
    std::optional<std::string> new_secret;
    bool clear_cookie = false;
};
using PageDone = std::function<void(PageAnswer)>;

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
