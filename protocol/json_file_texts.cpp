#include "protocol/codec.hpp"
#include "protocol/file_texts.hpp"

namespace folkmoot::protocol {

FOLKMOOT_CODEC(library::VersionText)
FOLKMOOT_CODEC(library::ShowVersionText)

} // namespace folkmoot::protocol
