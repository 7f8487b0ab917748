#pragma once
// Adopting: which authority uses which version of a resource. Route functions; permission is asked by the routes.

#include "protocol/adopting.hpp"
#include "protocol/home.hpp"
#include "storage/change.hpp"

namespace folkmoot::storage {

Result<library::AdoptionGrid> adoptions_of(Read& read, Actor const& actor,
                                           library::Adoptions const& request);

/// Says it for the authority of one's seat. `conflict` on a draft or a removed version, `invalid` on "authority"
/// without a seat for it, `forbidden` when that seat is a guest's. When it uses this version already, nothing is
/// said again.
Result<Done> adopt_version(Change& change, Actor const& actor,
                           library::AdoptVersion const& request);
/// As adopt_version(); a facilitator says it for an authority that is closed, since nobody else can. When it uses
/// none, nothing is said again.
Result<Done> end_adoption(Change& change, Actor const& actor, library::EndAdoption const& request);

/// What the person would want to know of: resources that an authority of theirs uses in an older version than the
/// current one, or in one that was removed. Of those that they adopted, and all of an authority they coordinate.
std::vector<home::NewerVersion> newer_versions(Read& read, PersonId person);

/// Takes away what the person said of adoptions; that their authority said so stays. For storage/erasure.cpp.
void erase_adoption_words(Change& change, PersonId person);

} // namespace folkmoot::storage
