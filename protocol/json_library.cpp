#include "protocol/codec.hpp"
#include "protocol/library.hpp"

namespace folkmoot::protocol {

FOLKMOOT_CODEC(library::ResourceList)
FOLKMOOT_CODEC(library::Resources)
FOLKMOOT_CODEC(library::ResourcePage)
FOLKMOOT_CODEC(library::KnownVersions)
FOLKMOOT_CODEC(library::ShowResource)
FOLKMOOT_CODEC(library::WhichVersion)
FOLKMOOT_CODEC(library::MarkSeen)
FOLKMOOT_CODEC(library::ResourceAdded)
FOLKMOOT_CODEC(library::AddResource)
FOLKMOOT_CODEC(library::ChangeResource)
FOLKMOOT_CODEC(library::VersionAdded)
FOLKMOOT_CODEC(library::AddVersion)
FOLKMOOT_CODEC(library::Released)
FOLKMOOT_CODEC(library::ReleaseVersion)
FOLKMOOT_CODEC(library::RemoveVersion)

} // namespace folkmoot::protocol
