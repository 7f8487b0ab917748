#include "protocol/audit.hpp"
#include "protocol/codec.hpp"

namespace folkmoot::protocol {

FOLKMOOT_CODEC(audit::Trail)
FOLKMOOT_CODEC(audit::ShowTrail)

} // namespace folkmoot::protocol
