#include "protocol/codec.hpp"
#include "protocol/file_texts.hpp"

namespace folkmoot::protocol {

FOLKMOOT_CODEC(library::VersionText)
FOLKMOOT_CODEC(library::ShowVersionText)
FOLKMOOT_CODEC(library::NearestVersions)
FOLKMOOT_CODEC(library::ShowNearestVersions)

} // namespace folkmoot::protocol
