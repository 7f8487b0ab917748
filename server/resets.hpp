#pragma once
// Forgotten passwords, as plain pages: at /forgotten one asks for a link, at /resets/SECRET one chooses a new
// password. What /forgotten answers, and how soon, is the same whether anybody signs in with the address: the
// answer is given before anything is looked up.

#include "server/dispatch.hpp"
#include "server/page_answer.hpp"
#include "server/pages.hpp"

namespace folkmoot::server {

class Resets {
public:
    /// What is given outlives every request under way.
    Resets(Parts parts, PageLook const& look) : parts_(parts), look_(look) {}

    static bool at(std::string_view path);
    static std::string path_of(std::string_view secret);

    /// A request that the gate let through, GET, HEAD or POST. `done` is called once, on any thread.
    void answer(HttpRequest const& request, Caller const& caller, PageDone done) const;

private:
    void forgotten(HttpRequest const& request, Caller const& caller, PageDone const& done) const;
    void send_link(std::string const& mail) const;

    Parts parts_;
    PageLook const& look_;
};

} // namespace folkmoot::server
