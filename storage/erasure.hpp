#pragma once
// Erasing what somebody wrote, or all that tells who they are, and the holds that forbid it. What was
// erased is gone from its rows; storage/sweep.hpp makes it leave the files too. The list of erasures
// holds ids and instants, for a restored backup to erase the same again.
// No permission is asked here: people are erased by the operator at the terminal.

#include "storage/change.hpp"

namespace folkmoot::storage {

/// What becomes of the posts of a person who is erased.
enum class Writings {
    stay,  ///< without their name
    erased ///< in place: that there was a post stays, nothing of what it said
};

/// Ends the person if need be, and takes their name, addresses, settings, drafts, reading positions,
/// thanks, reasons and requests; what others wrote about them is others' words and stays.
/// `conflict` while a hold is on them (or, with their writings, on a group they wrote in), saying who
/// set it, and when they are the last administrator.
Result<Done> erase_person(Change& change, PersonId person, Writings writings,
                          std::optional<PersonId> by = {});

/// Notes that the words of a post, its earlier ones, or what a version held were erased; for
/// storage/forum_posts.cpp and storage/library_versions.cpp.
enum class ErasureKind { post, earlier_texts, person, person_and_writings, version };
BOOST_DESCRIBE_ENUM(ErasureKind, post, earlier_texts, person, person_and_writings, version)
void note_erasure(Change& change, ErasureKind kind, Uuid const& thing);

struct Erasure {
    ErasureKind kind{};
    Uuid thing;
    Instant at;
};
/// The oldest first.
std::vector<Erasure> erasures_since(Read& read, Instant since);
/// Erases again what had been erased when this network was younger: after a restore. What is not there,
/// or erased already, is passed over; holds are not asked again. The number of those that were done.
Count erase_again(Change& change, std::vector<Erasure> const& erasures);

// --- holds ---------------------------------------------------------------------------------------------

/// What a hold is on: one of the two.
struct HeldThing {
    std::optional<PersonId> person;
    std::optional<GroupId> group;
};
/// `conflict` when there is one already.
Result<Done> set_hold(Change& change, HeldThing const& thing, PersonId by, std::string_view why);
/// `not_found` when there is none.
Result<Done> lift_hold(Change& change, HeldThing const& thing, std::optional<PersonId> by = {});

struct HoldRow {
    std::string person_name;
    std::string group_name;
    std::string set_by_name;
    Instant set_at;
    std::string why;
};
/// Those that stand, the oldest first.
std::vector<HoldRow> holds(Read& read);

/// Nothing, or `conflict` with who set the hold on the author or the group.
Result<void> not_held(Read& read, HeldThing const& thing);

} // namespace folkmoot::storage
