#pragma once
// Authorities: one function for each method of protocol/authorities.hpp.
// Permission has been asked in the same transaction (server/routes.cpp); each function still answers
// not_found or conflict for what changed or is missing. Effects: a `change` writes its entries.

#include "protocol/authorities.hpp"
#include "storage/change.hpp"

namespace folkmoot::storage {

Result<authorities::AuthorityList> authorities_list(Read& read, Actor const& actor,
                                                    authorities::Authorities const& request);
Result<authorities::PresenceList> presence_of(Read& read, Actor const& actor,
                                              authorities::ShowPresence const& request);

} // namespace folkmoot::storage
