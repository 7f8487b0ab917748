#include "protocol/authorities.hpp"
#include "protocol/codec.hpp"

namespace folkmoot::protocol {

FOLKMOOT_CODEC(authorities::AuthorityList)
FOLKMOOT_CODEC(authorities::Authorities)
FOLKMOOT_CODEC(authorities::PresenceList)
FOLKMOOT_CODEC(authorities::ShowPresence)

} // namespace folkmoot::protocol
