#pragma once
// What the predicates of permission.hpp are made of: a rule says what follows from a person's standing to a
// group, and is asked about the group itself or about a thing in it. For permission.cpp and NAME_permission.cpp.

#include "storage/permission.hpp"
#include "storage/standing.hpp"

namespace folkmoot::storage::rules {

using May = Result<void>;

/// Asks `rule` about the actor's standing to a group they know of.
template <class Rule>
May if_known(Read& read, Actor const& actor, GroupId group, Rule rule)
{
    ask_signed_in(read, actor);
    read.hold_group(group);
    auto const standing = ask_standing_in(read, actor.person, group).row();
    if (auto const may = is_signed_in(read, actor); may.has_error()) {
        return may;
    }
    if (!standing || !standing->knows()) {
        return not_found();
    }
    return rule(*standing);
}

/// The actor's standing to the group that `ask_group` finds a thing in. The thing may be moved to another
/// while this waits to hold the one it was in, or was thought to be in.
template <class AskGroup>
std::optional<Standing> standing_where(Read& read, PersonId person, AskGroup ask_group)
{
    auto group = read.likely_group();
    for (;;) {
        std::optional<Asked<Standing>> standing;
        if (group) {
            read.hold_group(*group);
            standing = ask_standing_in(read, person, *group);
        }
        auto const found = ask_group().row();
        if (!found || found == group) {
            return found ? standing->row() : std::nullopt;
        }
        group = found;
    }
}

/// Asks `rule` about a thing in a group: for those who may not read the group it does not exist.
template <class AskGroup, class Rule>
May if_read(Read& read, Actor const& actor, AskGroup ask_group, Rule const& rule)
{
    ask_signed_in(read, actor);
    auto const standing = standing_where(read, actor.person, ask_group);
    if (auto const may = is_signed_in(read, actor); may.has_error()) {
        return may;
    }
    if (!standing || !standing->reads()) {
        return not_found();
    }
    return rule(*standing);
}

// --- rules: what follows from a standing ---------------------------------------------------------

May always(Standing const& standing);
May not_archived(Standing const& standing);
May reads(Standing const& standing);
May sees_seats(Standing const& standing);
/// Holds a seat, and the group is not archived.
May writes(Standing const& standing);
May facilitates(Standing const& standing);
/// Facilitates, and the group is not archived.
May leads(Standing const& standing);
May manages(Standing const& standing);
/// Takes a seat by themselves in a group of this kind.
May comes_in(Standing const& standing, groups::Kind kind, char const* otherwise);
/// What waits at the desk is seen by facilitators; for everybody else it does not exist.
May leads_at_desk(Standing const& standing);

/// Somebody's own thing: theirs to change while they sit in the group. An author never changes.
inline auto writes_as_author(PersonId person, Asked<PersonId> const& author)
{
    return [=](Standing const& standing) -> May {
        if (author.row() != person) {
            return forbidden("This is for its author.");
        }
        return writes(standing);
    };
}

inline auto writes_as_author_or_leads(PersonId person, Asked<PersonId> const& author)
{
    return [=](Standing const& standing) -> May {
        return author.row() == person ? writes(standing) : leads(standing);
    };
}

/// The group that a thing is in, by a statement that tells it.
inline auto found_by(Read& read, Sql select, Uuid const& thing)
{
    return [&read, select, thing] { return read.ask<GroupId>(select, thing); };
}

} // namespace folkmoot::storage::rules
