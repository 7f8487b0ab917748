#pragma once
// People, their settings and sign-ins: one function for each method of protocol/people.hpp.
// Permission has been asked in the same transaction (server/routes.cpp); each function still answers
// not_found or conflict for what changed or is missing. Effects: a `change` writes its entries.

#include "storage/change.hpp"

#include <functional>
#include <set>

namespace folkmoot::storage {

Result<people::Me> me(Read& read, Actor const& actor, people::WhoAmI const& request);
Result<people::Revised> change_me(Change& change, Actor const& actor,
                                  people::ChangeMe const& request);
Result<people::SignInList> sign_ins(Read& read, Actor const& actor, people::SignIns const& request);
Result<Done> end_own_sign_in(Change& change, Actor const& actor, people::EndSignIn const& request);
Result<people::PersonPage> person_page(Read& read, Actor const& actor,
                                       people::ShowPerson const& request);
Result<people::PeopleFound> find_people(Read& read, Actor const& actor,
                                        people::FindPeople const& request);
/// Those whom the actor may see and who fit, by name, at most so many. Who has ended is not among them.
people::PeopleFound people_seen(Read& read, Actor const& actor,
                                std::function<bool(people::PersonFound const&)> const& fits,
                                std::size_t most = people::people_found_max);
/// Who sits in a group now; `not_found` or `forbidden` when the actor may not see that.
Result<std::set<PersonId>> people_sitting(Read& read, Actor const& actor, GroupId group);

/// For administrators, now or planned (endings.hpp); `conflict` when it is the last of them.
Result<Done> end_somebody(Change& change, Actor const& actor, people::EndPerson const& request);
Result<Done> appoint_administrator(Change& change, Actor const& actor,
                                   people::SetAdministrator const& request);

} // namespace folkmoot::storage
