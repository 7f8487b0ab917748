#pragma once
// Mails that wait to be sent. One is put here in the transaction of what it is about, and written only when it
// is taken up: its secret is made then, and the database never holds it. Any node takes up what is due;
// each is taken up by one, and again later when that one did not say what became of it.

#include "storage/mail_changes.hpp"
#include "storage/release_letters.hpp"

namespace folkmoot::storage {

/// At once; also when it was sent, or could not be, before.
void queue_mail(Change& change, InvitationId invitation);
void queue_mail_about_change(Change& change, Uuid const& mail_change);
void forget_mail(Change& change, InvitationId invitation);

std::int64_t mails_due(Read& read, Instant now);

/// What a mail is about, as it stands when it is written.
struct MailTaken {
    Uuid mail;
    std::int64_t tries = 0; ///< with this one
    std::variant<InvitationShown, MailChangeMail, ReleaseLetter> about;
    std::string network_name;
    Uuid thing; ///< the invitation, change of address, or person who is told of a release
};
/// The next that is due; its link holds `secret` from here on, and no other. Those whose invitation
/// or change of address is void by now are forgotten.
std::optional<MailTaken> take_mail(Change& change, SecretHash const& secret);
void mail_sent(Change& change, Uuid const& mail);
/// `reply` is the mail server's, or 0. Tried again after a pause that grows from a minute to hours, eight times in
/// about two days, unless it is `for_good`.
void mail_refused(Change& change, Uuid const& mail, std::int64_t reply, bool for_good);

/// Erased people, and invitations and changes of address that they were given, made or asked for: a mail that
/// was written about one may still hold their name or address.
std::vector<Uuid> things_of_erased(Read& read);

} // namespace folkmoot::storage
