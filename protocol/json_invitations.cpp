#include "protocol/codec.hpp"
#include "protocol/invitations.hpp"

namespace folkmoot::protocol {

FOLKMOOT_CODEC(invitations::Newcomer)

} // namespace folkmoot::protocol
