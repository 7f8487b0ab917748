#include "protocol/authorities.hpp"
#include "protocol/codec.hpp"

namespace folkmoot::protocol {

FOLKMOOT_CODEC(authorities::AuthorityList)
FOLKMOOT_CODEC(authorities::Authorities)
FOLKMOOT_CODEC(authorities::PresenceList)
FOLKMOOT_CODEC(authorities::ShowPresence)
FOLKMOOT_CODEC(authorities::AuthorityPage)
FOLKMOOT_CODEC(authorities::ShowAuthority)
FOLKMOOT_CODEC(authorities::Made)
FOLKMOOT_CODEC(authorities::Make)
FOLKMOOT_CODEC(authorities::ChangeAuthority)
FOLKMOOT_CODEC(authorities::RemoveLogo)
FOLKMOOT_CODEC(authorities::Close)
FOLKMOOT_CODEC(authorities::Merge)
FOLKMOOT_CODEC(authorities::Split)
FOLKMOOT_CODEC(authorities::SetCoordinator)
FOLKMOOT_CODEC(authorities::EndAffiliation)

} // namespace folkmoot::protocol
