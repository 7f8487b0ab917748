#include "protocol/codec.hpp"
#include "protocol/here.hpp"

namespace folkmoot::protocol {

FOLKMOOT_CODEC(here::Now)
FOLKMOOT_CODEC(here::LookWho)
FOLKMOOT_CODEC(here::Changed)

} // namespace folkmoot::protocol
