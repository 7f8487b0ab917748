#include "protocol/codec.hpp"
#include "protocol/statements.hpp"

namespace folkmoot::protocol {

FOLKMOOT_CODEC(statements::Statement)
FOLKMOOT_CODEC(statements::ShowStatement)
FOLKMOOT_CODEC(statements::ChangeStatement)

} // namespace folkmoot::protocol
