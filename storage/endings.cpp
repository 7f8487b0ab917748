#include "storage/endings.hpp"

#include "storage/authorities.hpp"
#include "storage/network.hpp"
#include "storage/people.hpp"
#include "storage/required.hpp"

namespace folkmoot::storage {

namespace {

constexpr Sql plan_person = R"sql(
UPDATE people SET ends_at = $2, ends_by = $3 WHERE id = $1 AND ended_at IS NULL
)sql";

constexpr Sql plan_affiliation = R"sql(
UPDATE affiliations SET ends_at = $3, ends_by = $4
 WHERE person = $1 AND authority = $2 AND until_at IS NULL
)sql";

constexpr Sql unplan_person = R"sql(
UPDATE people SET ends_at = NULL, ends_by = NULL
 WHERE id = $1 AND ended_at IS NULL AND ends_at IS NOT NULL
)sql";

constexpr Sql unplan_affiliation = R"sql(
UPDATE affiliations SET ends_at = NULL, ends_by = NULL
 WHERE person = $1 AND authority = $2 AND until_at IS NULL AND ends_at IS NOT NULL
)sql";

constexpr Sql select_planned = R"sql(
SELECT NULL AS authority, '' AS short_name, p.ends_at AS at,
       COALESCE((SELECT CASE WHEN b.ended_at IS NULL THEN b.name ELSE '' END
                   FROM people b WHERE b.id = p.ends_by), '') AS by_name
  FROM people p
 WHERE p.id = $1 AND p.ended_at IS NULL AND p.ends_at IS NOT NULL
)sql";

constexpr Sql select_planned_affiliations = R"sql(
SELECT f.authority, a.short_name, f.ends_at AS at,
       COALESCE((SELECT CASE WHEN b.ended_at IS NULL THEN b.name ELSE '' END
                   FROM people b WHERE b.id = f.ends_by), '') AS by_name
  FROM affiliations f
  JOIN authority_rows a ON a.authority = f.authority
 WHERE f.person = $1 AND f.until_at IS NULL AND f.ends_at IS NOT NULL
 ORDER BY f.from_at, f.id
)sql";

constexpr Sql update_carried = R"sql(
UPDATE affiliations
   SET ends_at = (SELECT o.ends_at FROM affiliations o
                   WHERE o.person = $1 AND o.authority = $2 AND o.until_at IS NULL),
       ends_by = (SELECT o.ends_by FROM affiliations o
                   WHERE o.person = $1 AND o.authority = $2 AND o.until_at IS NULL)
 WHERE person = $1 AND authority = $3 AND until_at IS NULL
)sql";

constexpr Sql select_due = R"sql(
SELECT person, authority
  FROM (SELECT p.id AS person, NULL AS authority, p.ends_at AS at
          FROM people p
         WHERE p.ends_at IS NOT NULL AND p.ended_at IS NULL AND p.ends_at <= $1
         UNION ALL
        SELECT f.person, f.authority, f.ends_at AS at
          FROM affiliations f
         WHERE f.ends_at IS NOT NULL AND f.until_at IS NULL AND f.ends_at <= $1) AS due
 ORDER BY at, person LIMIT 1000
)sql";

constexpr Sql select_person_planner = R"sql(
SELECT ends_by FROM people WHERE id = $1 AND ended_at IS NULL AND ends_at <= $2
)sql";

constexpr Sql select_affiliation_planner = R"sql(
SELECT ends_by FROM affiliations
 WHERE person = $1 AND authority = $2 AND until_at IS NULL AND ends_at <= $3
)sql";

/// As ending at once does: who ends, plans or undoes the same waits here.
void hold_ending(Change& change, Ending const& ending)
{
    change.hold(Hold::alone, ending.authority ? Uuid{*ending.authority}
                                              : Uuid{required(the_network(change)).network});
}

void audit_plan(Change& change, Ending const& ending, bool planned, PersonId by)
{
    auto const* const kind = ending.authority
                                 ? (planned ? "affiliation_end_planned" : "affiliation_end_undone")
                                 : (planned ? "person_end_planned" : "person_end_undone");
    change.audit({.kind = kind, .by = by, .person = ending.person, .authority = ending.authority});
}

} // namespace

Result<Done> plan_ending(Change& change, Ending const& ending, Instant at, PersonId by)
{
    auto const ahead = at.microseconds - change.now().microseconds;
    if (ahead <= 0 || ahead > people::planned_ahead_max.count()) {
        return invalid("at", "Name a time that is still to come, at most five years ahead.");
    }
    if (ending.authority) {
        change.run(plan_affiliation, ending.person, *ending.authority, at, by);
    } else {
        change.run(plan_person, ending.person, at, by);
    }
    audit_plan(change, ending, true, by);
    return Done{};
}

Result<Done> undo_ending(Change& change, Actor const& actor, people::UndoEnding const& request)
{
    Ending const ending{request.person, request.authority};
    hold_ending(change, ending);
    auto const undone = ending.authority
                            ? change.run(unplan_affiliation, ending.person, *ending.authority)
                            : change.run(unplan_person, ending.person);
    if (undone == 0) {
        return conflict("Nothing is planned any more.");
    }
    audit_plan(change, ending, false, actor.person);
    return Done{};
}

std::vector<people::PlannedEnding> endings_of(Read& read, PersonId person)
{
    auto planned = read.rows<people::PlannedEnding>(select_planned, person);
    for (auto& one : read.rows<people::PlannedEnding>(select_planned_affiliations, person)) {
        planned.push_back(std::move(one));
    }
    return planned;
}

void carry_ending(Change& change, PersonId person, AuthorityId from, AuthorityId with)
{
    change.run(update_carried, person, from, with);
}

std::vector<Ending> endings_due(Read& read, Instant now)
{
    return read.rows<Ending>(select_due, now);
}

Result<Done> end_as_planned(Change& change, Ending const& ending)
{
    hold_ending(change, ending);
    auto const planner =
        ending.authority ? change.row<PersonId>(select_affiliation_planner, ending.person,
                                                *ending.authority, change.now())
                         : change.row<PersonId>(select_person_planner, ending.person, change.now());
    if (!planner) {
        return Done{};
    }
    Actor const by{*planner, {}};
    if (ending.authority) {
        return end_belonging(change, by, {.authority = *ending.authority, .person = ending.person});
    }
    return end_somebody(change, by, {.person = ending.person});
}

} // namespace folkmoot::storage
