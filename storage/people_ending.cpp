// Ending people, now or on a later day, and making administrators.

#include "storage/endings.hpp"
#include "storage/network.hpp"
#include "storage/people.hpp"
#include "storage/required.hpp"
#include "storage/standing.hpp"

namespace folkmoot::storage {

namespace {

constexpr Sql count_here = R"sql(
SELECT count(*) FROM people WHERE id = $1 AND ended_at IS NULL
)sql";

constexpr Sql count_administrators = R"sql(
SELECT count(*) FROM people WHERE administrator = 1 AND ended_at IS NULL
)sql";

/// Who may be ended or unmade: a network keeps an administrator. Two who end each other at the same
/// moment wait for each other here.
Result<void> leaves_an_administrator(Change& change, PersonId person)
{
    change.hold(Hold::alone, required(the_network(change)).network);
    if (change.number(count_here, person) == 0) {
        return not_found();
    }
    if (is_administrator(change, person) && change.number(count_administrators) == 1) {
        return conflict("They are the last administrator. Make somebody else one first.");
    }
    return {};
}

} // namespace

Result<Done> end_somebody(Change& change, Actor const& actor, people::EndPerson const& request)
{
    if (auto const may = leaves_an_administrator(change, request.person); may.has_error()) {
        return may.error();
    }
    if (request.at) {
        return plan_ending(change, {.person = request.person, .authority = {}}, *request.at,
                           actor.person);
    }
    end_person(change, request.person, actor.person);
    return Done{};
}

Result<Done> appoint_administrator(Change& change, Actor const& actor,
                                   people::SetAdministrator const& request)
{
    if (request.administrator) {
        if (change.number(count_here, request.person) == 0) {
            return not_found();
        }
    } else if (auto const may = leaves_an_administrator(change, request.person); may.has_error()) {
        return may.error();
    }
    set_administrator(change, request.person, request.administrator, actor.person);
    return Done{};
}

} // namespace folkmoot::storage
