#pragma once
// Changing the address that one signs in with: the method that asks for it, with one's password, and the plain
// page at /addresses/SECRET that the link leads to. Opening it changes nothing; its button does.

#include "protocol/mail_changes.hpp"
#include "server/page_answer.hpp"
#include "server/pages.hpp"
#include "server/routes.hpp"

namespace folkmoot::server {

/// The same words for every address, and the same work: whose it is, is looked up when the mail is written.
void change_mail(Parts parts, Caller const& caller, std::shared_ptr<Listener> const& listener,
                 protocol::people::ChangeMail request, OutcomeDone done);

/// Holds the person, as no mark does: mails are counted, so that nobody's are more than five a day.
void send_mail_again(Parts parts, Caller const& caller, std::shared_ptr<Listener> const& listener,
                     protocol::people::SendMailAgain request, OutcomeDone done);

class MailChanges {
public:
    /// What is given outlives every request under way.
    MailChanges(Parts parts, PageLook const& look) : parts_(parts), look_(look) {}

    static bool at(std::string_view path);
    static std::string path_of(std::string_view secret);

    /// A request that the gate let through, GET, HEAD or POST. `done` is called once, on any thread.
    void answer(HttpRequest const& request, PageDone done) const;

private:
    Parts parts_;
    PageLook const& look_;
};

} // namespace folkmoot::server
