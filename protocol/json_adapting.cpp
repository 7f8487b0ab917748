#include "protocol/adapting.hpp"
#include "protocol/codec.hpp"

namespace folkmoot::protocol {

FOLKMOOT_CODEC(library::AdaptationPage)
FOLKMOOT_CODEC(library::ShowAdaptation)
FOLKMOOT_CODEC(library::AdaptVersion)
FOLKMOOT_CODEC(library::CaughtUp)
FOLKMOOT_CODEC(library::CatchUpWithOrigin)
FOLKMOOT_CODEC(library::UndoCatchUp)
FOLKMOOT_CODEC(library::OriginChanges)
FOLKMOOT_CODEC(library::ShowOriginChanges)
FOLKMOOT_CODEC(library::ChangesTaken)
FOLKMOOT_CODEC(library::TakeOriginChanges)

} // namespace folkmoot::protocol
