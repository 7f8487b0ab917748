#include "protocol/codec.hpp"
#include "protocol/person_export.hpp"

namespace folkmoot::protocol {

FOLKMOOT_CODEC(people::PersonExport)

} // namespace folkmoot::protocol
