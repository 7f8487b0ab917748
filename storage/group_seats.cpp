// Who sits in a group: coming in, being given a seat, its role, and leaving.

#include "storage/feeds.hpp"
#include "storage/fold.hpp"
#include "storage/groups.hpp"
#include "storage/seats.hpp"
#include "storage/standing.hpp"

namespace folkmoot::storage {

namespace {

constexpr Sql select_members = R"sql(
SELECT r.*
  FROM seats s
  JOIN seat_rows r ON r.seat = s.id
 WHERE s.group_id = $1 AND s.until_at IS NULL
)sql";

constexpr Sql count_people = R"sql(
SELECT count(*) FROM people WHERE id = $1 AND ended_at IS NULL
)sql";

constexpr Sql count_seats_for = R"sql(
SELECT count(*) FROM seats
 WHERE group_id = $1 AND person = $2 AND authority = $3 AND until_at IS NULL
)sql";

constexpr Sql count_waiting = R"sql(
SELECT count(*) FROM join_requests WHERE group_id = $1 AND person = $2 AND decided_at IS NULL
)sql";

constexpr Sql insert_request = R"sql(
INSERT INTO join_requests (id, group_id, person, authority, message, at)
VALUES ($1, $2, $3, $4, $5, $6)
)sql";

constexpr Sql select_requests = R"sql(
SELECT j.id AS join_request, j.person AS by_person, p.name AS by_name,
       j.authority AS by_authority, a.short_name AS by_authority_name, 0 AS by_guest,
       j.message, j.at
  FROM join_requests j
  JOIN people p ON p.id = j.person
  JOIN authority_rows a ON a.authority = j.authority
 WHERE j.group_id = $1 AND j.decided_at IS NULL
 ORDER BY j.at, j.id
)sql";

constexpr Sql select_request = R"sql(
SELECT group_id, person, authority FROM join_requests WHERE id = $1 AND decided_at IS NULL
)sql";

constexpr Sql update_declined = R"sql(
UPDATE join_requests SET decided_at = $2, decided_by = $3, accepted = 0 WHERE id = $1
)sql";

struct Asking {
    GroupId group_id;
    PersonId person;
    AuthorityId authority;
};
BOOST_DESCRIBE_STRUCT(Asking, (), (group_id, person, authority))

Error keeps_a_facilitator()
{
    return conflict(
        "A group keeps at least one facilitator. Make somebody else facilitator first.");
}

/// Tells the person and the desk what became of a request.
void tell_decision(Change& change, Actor const& actor, Asking const& asking, bool at_desk)
{
    EntryWritten entry{.feed = feed_of(change, asking.person),
                       .kind = feeds::EntryKind::request_decided,
                       .by = actor.person,
                       .authority = spoken_for(change, actor.person, asking.group_id),
                       .group = asking.group_id};
    change.write_entry(entry);
    if (at_desk) {
        entry.feed = feeds_of(change, asking.group_id).desk;
        entry.kind = feeds::EntryKind::join_decided;
        change.write_entry(entry);
    }
}

} // namespace

Result<groups::SeatList> members_of(Read& read, Actor const&, groups::Members const& request)
{
    auto seats = read.rows<groups::SeatRow>(select_members, request.group);
    sort_by_name(seats, &groups::SeatRow::name, &groups::SeatRow::seat);
    std::stable_sort(seats.begin(), seats.end(),
                     [](auto const& one, auto const& other) { return one.role < other.role; });
    return groups::SeatList{std::move(seats)};
}

Result<groups::SeatTaken> join(Change& change, Actor const& actor, groups::Join const& request)
{
    auto const authority = seatable(change, actor.person, request.authority);
    if (authority.has_error()) {
        return authority.error();
    }
    auto const seat = give_seat(change, {.group = request.group,
                                         .person = actor.person,
                                         .authority = *authority,
                                         .role = groups::Role::member,
                                         .by = actor.person});
    if (seat.has_error()) {
        return seat.error();
    }
    return groups::SeatTaken{*seat};
}

Result<groups::Asked> ask_to_join(Change& change, Actor const& actor,
                                  groups::AskToJoin const& request)
{
    auto const authority = seatable(change, actor.person, request.authority);
    if (authority.has_error()) {
        return authority.error();
    }
    if (change.number(count_seats_for, request.group, actor.person, *authority) > 0) {
        return conflict("You sit in this group for this authority already.");
    }
    if (change.number(count_waiting, request.group, actor.person) > 0) {
        return conflict("You have asked to join already.");
    }
    auto const id = change.fresh_id<JoinRequestId>();
    change.run(insert_request, id, request.group, actor.person, *authority, request.message,
               change.now());
    change.write_entry({.feed = feeds_of(change, request.group).desk,
                        .kind = feeds::EntryKind::join_asked,
                        .by = actor.person,
                        .authority = *authority,
                        .group = request.group});
    return groups::Asked{id};
}

Result<groups::JoinRequestList> join_requests(Read& read, Actor const&,
                                              groups::JoinRequests const& request)
{
    return groups::JoinRequestList{
        read.rows<groups::JoinRequestRow>(select_requests, request.group)};
}

Result<Done> decide(Change& change, Actor const& actor, groups::Decide const& request)
{
    auto const asking = change.row<Asking>(select_request, request.join_request);
    if (!asking) {
        return conflict("Somebody has decided this already.");
    }
    if (!request.accepted) {
        change.run(update_declined, request.join_request, change.now(), actor.person);
        tell_decision(change, actor, *asking, true);
        return Done{};
    }
    // Giving the seat settles the request, and says so at the desk.
    auto const seat = give_seat(change, {.group = asking->group_id,
                                         .person = asking->person,
                                         .authority = asking->authority,
                                         .role = groups::Role::member,
                                         .by = actor.person});
    if (seat.has_error()) {
        return seat.error();
    }
    tell_decision(change, actor, *asking, false);
    return Done{};
}

Result<groups::SeatTaken> add_member(Change& change, Actor const& actor,
                                     groups::AddMember const& request)
{
    if (change.number(count_people, request.person) == 0) {
        return not_found();
    }
    auto const authority = seatable(change, request.person, request.authority);
    if (authority.has_error()) {
        return authority.error();
    }
    auto const seat = give_seat(change, {.group = request.group,
                                         .person = request.person,
                                         .authority = *authority,
                                         .role = request.role,
                                         .by = actor.person});
    if (seat.has_error()) {
        return seat.error();
    }
    return groups::SeatTaken{*seat};
}

Result<Done> set_role(Change& change, Actor const& actor, groups::SetRole const& request)
{
    auto const seat = seat_held(change, request.seat);
    if (!seat) {
        return not_found();
    }
    if (seat->role == request.role) {
        return Done{};
    }
    if (seat->role == groups::Role::facilitator && !another_facilitates(change, *seat)) {
        return keeps_a_facilitator();
    }
    change_role(change, *seat, request.role, actor.person);
    return Done{};
}

Result<Done> remove_member(Change& change, Actor const& actor, groups::RemoveMember const& request)
{
    auto const seat = seat_held(change, request.seat);
    if (!seat) {
        return not_found();
    }
    if (seat->role == groups::Role::facilitator && !another_facilitates(change, *seat)) {
        return keeps_a_facilitator();
    }
    end_seat(change, request.seat, actor.person);
    return Done{};
}

} // namespace folkmoot::storage
