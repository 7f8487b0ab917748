#pragma once
// People, their settings and sign-ins: one function for each method of protocol/people.hpp.
// Permission has been asked in the same transaction (server/routes.cpp); each function still answers
// not_found or conflict for what changed or is missing. Effects: a `change` writes its entries.

#include "storage/change.hpp"

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

} // namespace folkmoot::storage
