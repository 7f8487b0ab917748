#pragma once
// Authorities: one function for each method of protocol/authorities.hpp.
// Permission has been asked in the same transaction (server/routes.cpp); each function still answers
// not_found or conflict for what changed or is missing. Effects: a `change` writes its entries.

#include "protocol/authorities.hpp"
#include "storage/change.hpp"

#include <set>

namespace folkmoot::storage {

Result<authorities::AuthorityList> authorities_list(Read& read, Actor const& actor,
                                                    authorities::Authorities const& request);
/// Those that a person may see; nothing: all of them.
std::optional<std::set<AuthorityId>> authorities_seen(Read& read, PersonId person);
Result<authorities::PresenceList> presence_of(Read& read, Actor const& actor,
                                              authorities::ShowPresence const& request);

/// For administrators. Each change names the revision that was looked at, or answers `conflict`.
Result<authorities::AuthorityPage> authority_page(Read& read, Actor const& actor,
                                                  authorities::ShowAuthority const& request);
Result<authorities::Made> make_authority(Change& change, Actor const& actor,
                                         authorities::Make const& request);
Result<people::Revised> change_authority(Change& change, Actor const& actor,
                                         authorities::ChangeAuthority const& request);
Result<people::Revised> close_authority(Change& change, Actor const& actor,
                                        authorities::Close const& request);
Result<people::Revised> merge_authority(Change& change, Actor const& actor,
                                        authorities::Merge const& request);
Result<authorities::Made> split_authority(Change& change, Actor const& actor,
                                          authorities::Split const& request);
Result<Done> end_belonging(Change& change, Actor const& actor,
                           authorities::EndAffiliation const& request);
Result<Done> set_coordinator(Change& change, Actor const& actor,
                             authorities::SetCoordinator const& request);

} // namespace folkmoot::storage
