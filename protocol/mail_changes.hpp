#pragma once
// Changing the address that one signs in with: the new one counts when somebody has opened the link sent there
// and pressed its button; until then the old one stays.

#include "protocol/values.hpp"

namespace folkmoot::protocol::people {

inline constexpr std::int64_t mail_change_days = 1;
/// Nobody's mail is flooded by others.
inline constexpr std::int64_t mail_changes_a_day_max = 5;

struct AwaitedMail {
    std::optional<std::string> mail;
    std::optional<Instant> expires_at;
};
FOLKMOOT_SHAPE(AwaitedMail, (mail, "The address that is not confirmed yet; absent when none is"),
               (expires_at, "Until when the link that was sent there can be used"))

struct ShowAwaitedMail {
    using Answer = AwaitedMail;
    static constexpr Method method{"people.awaited_mail", Effect::read,
                                   "The address that one asked to sign in with, while it is not "
                                   "confirmed"};
};
FOLKMOOT_EMPTY_SHAPE(ShowAwaitedMail)

struct ChangeMail {
    using Answer = Done;
    static constexpr Method method{
        "people.change_mail", Effect::mark,
        "Ask to sign in with another address: a link goes there, and until it is used the old "
        "address stays. At most five times a day. The answer is the same whether anybody has "
        "the address"};
    Mail mail;
    Secret password;
};
FOLKMOOT_SHAPE(ChangeMail, (mail, "The new address"), (password, "One's password"))

struct SendMailAgain {
    using Answer = Done;
    static constexpr Method method{
        "people.send_mail_again", Effect::mark,
        "Send the link to the awaited address once more; the earlier link ends"};
};
FOLKMOOT_EMPTY_SHAPE(SendMailAgain)

struct KeepMail {
    using Answer = Done;
    static constexpr Method method{"people.keep_mail", Effect::mark,
                                   "Give up the change of address that is awaited"};
};
FOLKMOOT_EMPTY_SHAPE(KeepMail)

} // namespace folkmoot::protocol::people
