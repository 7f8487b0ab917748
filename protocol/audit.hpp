#pragma once
// The audit trail of rights, as administrators read it.

#include "protocol/groups.hpp"

namespace folkmoot::protocol::audit {

inline constexpr Count lines_page = 100;

/// One change of somebody's rights, with the names of today.
struct Line {
    Number number = 0;
    Instant at;
    std::string kind;
    std::optional<PersonId> by;
    std::string by_name;
    std::optional<PersonId> person;
    std::string person_name;
    std::string authority_name;
    std::string group_name;
    std::string role;
};
FOLKMOOT_SHAPE(
    Line, (number, "Its place in the trail"), (at, "When"),
    (kind,
     "What happened: a kind of entry, token_made, hold_set, hold_lifted, or an end planned or undone"),
    (by, "Who did it; absent for the operator"), (by_name, "Their name; empty when they have left"),
    (person, "Whose right it is"), (person_name, "Their name; empty when they have left"),
    (authority_name, "For or of which authority"), (group_name, "In which group"),
    (role, "As what"))

struct Trail {
    std::vector<Line> lines;
    bool more = false;
};
FOLKMOOT_SHAPE(Trail, (lines, "The newest first, at most 100"), (more, "Whether older ones follow"))

struct ShowTrail {
    using Answer = Trail;
    static constexpr Method method{"audit.trail", Effect::read,
                                   "Who got and lost which right, and by whom; for administrators"};
    std::optional<Number> before;
};
FOLKMOOT_SHAPE(ShowTrail, (before, "Only those with smaller numbers"))

} // namespace folkmoot::protocol::audit
