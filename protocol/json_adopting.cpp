#include "protocol/adopting.hpp"
#include "protocol/codec.hpp"

namespace folkmoot::protocol {

FOLKMOOT_CODEC(library::AdoptionGrid)
FOLKMOOT_CODEC(library::Adoptions)
FOLKMOOT_CODEC(library::AdoptVersion)
FOLKMOOT_CODEC(library::EndAdoption)

} // namespace folkmoot::protocol
