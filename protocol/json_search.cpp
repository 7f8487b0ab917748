#include "protocol/codec.hpp"
#include "protocol/search.hpp"

namespace folkmoot::protocol {

FOLKMOOT_CODEC(search::Hits)
FOLKMOOT_CODEC(search::Find)

} // namespace folkmoot::protocol
