#pragma once
// Changing the address that one signs in with. What is asked for is a row with a secret, of which only the
// hash is kept, and a mail in the outbox. Whether anybody has the address already is looked up when
// that mail is written and when its link is used, never when it is asked for: the answer cannot tell it.

#include "protocol/mail_changes.hpp"
#include "storage/invitations.hpp"

namespace folkmoot::storage {

Result<people::AwaitedMail> awaited_mail(Read& read, Actor const& actor,
                                         people::ShowAwaitedMail const& request);
/// Whoever asks has shown their password. `invalid` when it is theirs already, `too_many` after five
/// in a day: for these two the caller holds the person alone. What was asked for before ends.
Result<Done> ask_for_mail(Change& change, Actor const& actor, Mail const& mail);
/// `conflict` when none is awaited.
Result<Done> send_mail_again(Change& change, Actor const& actor,
                             people::SendMailAgain const& request);
Result<Done> keep_mail(Change& change, Actor const& actor, people::KeepMail const& request);

/// A change as its page shows it.
struct MailChangeShown {
    PersonId person;
    std::string person_name;
    std::string mail;
    Instant expires_at;
};
/// `revoked` also when somebody else signs in with the address by now.
std::variant<MailChangeShown, WayInFault> show_mail_change(Read& read, SecretHash const& secret,
                                                           Instant now);
/// The person signs in with the new address from here on, and a mail to the old one says so. Of several
/// at the same instant one does it.
std::variant<MailChangeShown, WayInFault> confirm_mail(Change& change, SecretHash const& secret);

/// What a mail says.
enum class MailChangeNews {
    confirm, ///< to the new address, with the link
    taken,   ///< to the new address, which somebody else signs in with: no link
    told,    ///< to the old address
};
struct MailChangeMail {
    MailChangeNews news = MailChangeNews::confirm;
    MailChangeShown about;
};
/// Its link holds `secret` from here on; nothing when there is nothing to say any more.
std::optional<MailChangeMail> mail_change_taken(Change& change, Uuid const& mail_change,
                                                SecretHash const& secret);
/// The old address has been told, or cannot be: it is kept no longer.
void mail_change_told(Change& change, Uuid const& mail_change);

/// For somebody who leaves: links work no more, and nobody's row holds their addresses.
void end_mail_changes(Change& change, PersonId person);
/// Forgets those that ran out three months ago, a thousand at a time; how many.
std::int64_t sweep_mail_changes(Change& change);

} // namespace folkmoot::storage
