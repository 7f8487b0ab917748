#include "protocol/codec.hpp"
#include "protocol/groups.hpp"

namespace folkmoot::protocol {

FOLKMOOT_CODEC(groups::GroupList)
FOLKMOOT_CODEC(groups::Groups)
FOLKMOOT_CODEC(groups::GroupPage)
FOLKMOOT_CODEC(groups::ShowGroup)
FOLKMOOT_CODEC(groups::GroupMade)
FOLKMOOT_CODEC(groups::MakeGroup)
FOLKMOOT_CODEC(groups::ChangeGroup)
FOLKMOOT_CODEC(groups::WelcomeWords)
FOLKMOOT_CODEC(groups::ShowWelcome)
FOLKMOOT_CODEC(groups::SetWelcome)
FOLKMOOT_CODEC(groups::PutAway)
FOLKMOOT_CODEC(groups::ArchiveGroup)
FOLKMOOT_CODEC(groups::SeatList)
FOLKMOOT_CODEC(groups::Members)
FOLKMOOT_CODEC(groups::SeatTaken)
FOLKMOOT_CODEC(groups::Join)
FOLKMOOT_CODEC(groups::Asked)
FOLKMOOT_CODEC(groups::AskToJoin)
FOLKMOOT_CODEC(groups::JoinRequestList)
FOLKMOOT_CODEC(groups::JoinRequests)
FOLKMOOT_CODEC(groups::Decide)
FOLKMOOT_CODEC(groups::AddMember)
FOLKMOOT_CODEC(groups::SetRole)
FOLKMOOT_CODEC(groups::RemoveMember)
FOLKMOOT_CODEC(groups::LabelMade)
FOLKMOOT_CODEC(groups::AddLabel)
FOLKMOOT_CODEC(groups::RemoveLabel)

} // namespace folkmoot::protocol
