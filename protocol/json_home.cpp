#include "protocol/codec.hpp"
#include "protocol/home.hpp"

namespace folkmoot::protocol {

FOLKMOOT_CODEC(home::Page)
FOLKMOOT_CODEC(home::Show)

} // namespace folkmoot::protocol
