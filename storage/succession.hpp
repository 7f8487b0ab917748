#pragma once
// Authorities that go on in others, and what goes on with them: people, seats, requests. Contributions
// stay with the authority they were made for.

#include "storage/change.hpp"

namespace folkmoot::storage {

/// The authority that this one went on in, through as many mergers as there were; itself when none.
AuthorityId last_successor(Read& read, AuthorityId authority);

/// The person's affiliation ends and goes on with another authority: seats keep their roles and what was
/// read, waiting requests, being coordinator and a planned end go on too. They must belong to `from`.
void continue_affiliation(Change& change, PersonId person, AuthorityId from, AuthorityId with,
                          PersonId by);

/// Entries in the network's feed and the authority's.
void tell_of_authority(Change& change, feeds::EntryKind kind, AuthorityId authority,
                       std::optional<PersonId> by);
/// Entries in the authority's feed and, when somebody else did it, in the person's.
void tell_of_affiliation(Change& change, feeds::EntryKind kind, PersonId person,
                         AuthorityId authority, std::optional<PersonId> by);

} // namespace folkmoot::storage
