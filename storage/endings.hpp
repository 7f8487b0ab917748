#pragma once
// Endings on a later day: a person's part in the network, or their belonging to an authority. Until then
// nothing changes and nobody but administrators is told; then it ends as if somebody ended it just now.

#include "storage/change.hpp"

namespace folkmoot::storage {

/// What is to end.
struct Ending {
    PersonId person;
    std::optional<AuthorityId> authority; ///< absent: their part in the network
    auto operator<=>(Ending const&) const = default;
};
BOOST_DESCRIBE_STRUCT(Ending, (), (person, authority))

/// Instead of what was planned before. The caller holds what is to end, and has asked whether it may
/// (end_somebody, end_belonging). `invalid` on "at" when it is not ahead, or too far.
Result<Done> plan_ending(Change& change, Ending const& ending, Instant at, PersonId by);
/// Route function, for administrators; `conflict` when nothing is planned.
Result<Done> undo_ending(Change& change, Actor const& actor, people::UndoEnding const& request);
/// What is planned for a person, their part in the network first.
std::vector<people::PlannedEnding> endings_of(Read& read, PersonId person);
/// A new affiliation ends when the one that it goes on from was to end.
void carry_ending(Change& change, PersonId person, AuthorityId from, AuthorityId with);

/// What should have ended by now, the longest ago first; at most 1,000.
std::vector<Ending> endings_due(Read& read, Instant now);
/// Ends it, by whoever planned it. Nothing when it ended meanwhile, was undone or put off: of two nodes
/// one does it. `conflict` as for ending at once, and then it stays planned.
Result<Done> end_as_planned(Change& change, Ending const& ending);

} // namespace folkmoot::storage
