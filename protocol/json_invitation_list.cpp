#include "protocol/codec.hpp"
#include "protocol/invitation_list.hpp"

namespace folkmoot::protocol {

FOLKMOOT_CODEC(invitations::ListLooked)
FOLKMOOT_CODEC(invitations::LookOver)

} // namespace folkmoot::protocol
