#include "storage/succession.hpp"

#include "storage/endings.hpp"
#include "storage/network.hpp"
#include "storage/required.hpp"
#include "storage/seats.hpp"
#include "storage/standing.hpp"

namespace folkmoot::storage {

namespace {

constexpr Sql select_successor = R"sql(
SELECT succeeded_by FROM authorities WHERE id = $1 AND succeeded_by IS NOT NULL
)sql";

constexpr Sql select_authority_feed = R"sql(
SELECT feed FROM authorities WHERE id = $1
)sql";

constexpr Sql select_seats_for = R"sql(
SELECT id AS seat, group_id, person, authority, role FROM seats
 WHERE person = $1 AND authority = $2 AND until_at IS NULL
 ORDER BY from_at, id
)sql";

constexpr Sql update_requests = R"sql(
UPDATE join_requests SET authority = $3
 WHERE person = $1 AND authority = $2 AND decided_at IS NULL
)sql";

constexpr Sql update_ended = R"sql(
UPDATE affiliations SET until_at = $3
 WHERE person = $1 AND authority = $2 AND until_at IS NULL
)sql";

FeedId feed_of_authority(Read& read, AuthorityId authority)
{
    return required(read.row<FeedId>(select_authority_feed, authority));
}

} // namespace

AuthorityId last_successor(Read& read, AuthorityId authority)
{
    while (auto const next = read.row<AuthorityId>(select_successor, authority)) {
        authority = *next;
    }
    return authority;
}

void continue_affiliation(Change& change, PersonId person, AuthorityId from, AuthorityId with,
                          PersonId by)
{
    for (auto const& seat : change.rows<SeatHeld>(select_seats_for, person, from)) {
        continue_seat(change, seat, with, by);
    }
    bool const belonged = belongs_to(change, person, with);
    auto const coordinator = coordinates(change, person, from) || coordinates(change, person, with);
    affiliate(change, person, with, coordinator, by);
    if (!belonged) {
        carry_ending(change, person, from, with);
    }
    change.run(update_requests, person, from, with);
    RightsBefore rights(change, person);
    change.run(update_ended, person, from, change.now());
    tell_of_affiliation(change, feeds::EntryKind::affiliation_ended, person, from, by);
    rights.tell();
}

void tell_of_authority(Change& change, feeds::EntryKind kind, AuthorityId authority,
                       std::optional<PersonId> by)
{
    EntryWritten entry{.feed = required(the_network(change)).feed,
                       .kind = kind,
                       .by = by,
                       .about_authority = authority};
    change.write_entry(entry);
    entry.feed = feed_of_authority(change, authority);
    entry.again = true;
    change.write_entry(entry);
}

void tell_of_affiliation(Change& change, feeds::EntryKind kind, PersonId person,
                         AuthorityId authority, std::optional<PersonId> by)
{
    EntryWritten entry{.feed = feed_of_authority(change, authority),
                       .kind = kind,
                       .by = by,
                       .about_person = person,
                       .about_authority = authority};
    change.write_entry(entry);
    if (by && *by != person) {
        entry.feed = feed_of(change, person);
        entry.again = true;
        change.write_entry(entry);
    }
}

} // namespace folkmoot::storage
