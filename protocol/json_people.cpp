#include "protocol/codec.hpp"
#include "protocol/people.hpp"

namespace folkmoot::protocol {

FOLKMOOT_CODEC(people::Me)
FOLKMOOT_CODEC(people::SignIn)
FOLKMOOT_CODEC(people::SignOut)
FOLKMOOT_CODEC(people::WhoAmI)
FOLKMOOT_CODEC(people::Revised)
FOLKMOOT_CODEC(people::ChangeMe)
FOLKMOOT_CODEC(people::ChangePassword)
FOLKMOOT_CODEC(people::SignInList)
FOLKMOOT_CODEC(people::SignIns)
FOLKMOOT_CODEC(people::EndSignIn)
FOLKMOOT_CODEC(people::PersonPage)
FOLKMOOT_CODEC(people::ShowPerson)
FOLKMOOT_CODEC(people::PeopleFound)
FOLKMOOT_CODEC(people::FindPeople)
FOLKMOOT_CODEC(people::EndPerson)
FOLKMOOT_CODEC(people::UndoEnding)
FOLKMOOT_CODEC(people::SetAdministrator)

} // namespace folkmoot::protocol
