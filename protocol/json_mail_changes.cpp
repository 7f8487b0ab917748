#include "protocol/codec.hpp"
#include "protocol/mail_changes.hpp"

namespace folkmoot::protocol {

FOLKMOOT_CODEC(people::AwaitedMail)
FOLKMOOT_CODEC(people::ShowAwaitedMail)
FOLKMOOT_CODEC(people::ChangeMail)
FOLKMOOT_CODEC(people::SendMailAgain)
FOLKMOOT_CODEC(people::KeepMail)

} // namespace folkmoot::protocol
