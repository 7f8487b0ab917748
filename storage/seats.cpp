#include "storage/seats.hpp"

#include "storage/feeds.hpp"
#include "storage/required.hpp"
#include "storage/standing.hpp"

namespace folkmoot::storage {

namespace {

constexpr Sql select_speaking = R"sql(
SELECT id AS seat, authority, role FROM seats
 WHERE person = $1 AND group_id = $2 AND until_at IS NULL
 ORDER BY from_at, from_entry, id
)sql";

constexpr Sql select_speaking_at_topic = R"sql(
SELECT id AS seat, authority, role FROM seats
 WHERE person = $1 AND group_id = (SELECT group_id FROM topics WHERE id = $2) AND until_at IS NULL
 ORDER BY from_at, from_entry, id
)sql";

constexpr Sql select_affiliations = R"sql(
SELECT authority FROM affiliations
 WHERE person = $1 AND until_at IS NULL
 ORDER BY from_at, id
)sql";

constexpr Sql select_person_feed = R"sql(
SELECT feed FROM people WHERE id = $1
)sql";

constexpr Sql select_group_feeds = R"sql(
SELECT feed, desk FROM groups WHERE id = $1
)sql";

constexpr Sql select_network_feed = R"sql(
SELECT feed FROM network
)sql";

constexpr Sql select_authority_feeds = R"sql(
SELECT a.feed
  FROM affiliations f
  JOIN authorities a ON a.id = f.authority
 WHERE f.person = $1 AND f.until_at IS NULL
)sql";

constexpr Sql count_not_ended = R"sql(
SELECT count(*) FROM people WHERE id = $1 AND ended_at IS NULL
)sql";

constexpr Sql count_this_seat = R"sql(
SELECT count(*) FROM seats
 WHERE group_id = $1 AND person = $2 AND authority = $3 AND until_at IS NULL
)sql";

constexpr Sql insert_seat = R"sql(
INSERT INTO seats (id, group_id, person, authority, role, from_at, from_entry, desk_from)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
)sql";

constexpr Sql upsert_group_reading = R"sql(
INSERT INTO group_reading (person, group_id, entry) VALUES ($1, $2, $3)
ON CONFLICT (person, group_id) DO UPDATE SET entry = excluded.entry
 WHERE excluded.entry > group_reading.entry
)sql";

constexpr Sql update_request_overtaken = R"sql(
UPDATE join_requests SET decided_at = $3, decided_by = $4, accepted = 1
 WHERE group_id = $1 AND person = $2 AND decided_at IS NULL
)sql";

constexpr Sql select_seat = R"sql(
SELECT id AS seat, group_id, person, authority, role FROM seats WHERE id = $1 AND until_at IS NULL
)sql";

constexpr Sql count_other_facilitators = R"sql(
SELECT count(*) FROM seats
 WHERE group_id = $1 AND id <> $2 AND role = 'facilitator' AND until_at IS NULL
)sql";

constexpr Sql update_seat_ended = R"sql(
UPDATE seats SET until_at = $2, until_entry = $3 WHERE id = $1
)sql";

constexpr Sql update_role = R"sql(
UPDATE seats SET role = $2, desk_from = $3 WHERE id = $1
)sql";

constexpr Sql select_seat_for = R"sql(
SELECT id AS seat, group_id, person, authority, role FROM seats
 WHERE group_id = $1 AND person = $2 AND authority = $3 AND until_at IS NULL
)sql";

constexpr Sql insert_continued = R"sql(
INSERT INTO seats (id, group_id, person, authority, role, from_at, from_entry, desk_from)
SELECT $2, group_id, person, $3, role, $4, $5, desk_from FROM seats WHERE id = $1
)sql";

bool has_not_ended(Read& read, PersonId person)
{
    return read.number(count_not_ended, person) > 0;
}

void settle_waiting_request(Change& change, NewSeat const& seat, GroupFeeds const& feeds)
{
    auto const settled =
        change.run(update_request_overtaken, seat.group, seat.person, change.now(), seat.by);
    if (settled > 0) {
        change.write_entry({.feed = feeds.desk,
                            .kind = feeds::EntryKind::join_decided,
                            .by = seat.by,
                            .authority = spoken_for(change, seat.by, seat.group),
                            .group = seat.group});
    }
}

} // namespace

Asked<Speaking> ask_seats(Read& read, PersonId person, TopicId topic)
{
    return read.ask<Speaking>(select_speaking_at_topic, person, topic);
}

Result<Speaking> speaking(Asked<Speaking> const& seats, std::optional<AuthorityId> authority)
{
    for (auto const& seat : seats.rows()) {
        if (!authority || seat.authority == *authority) {
            return seat;
        }
    }
    return invalid("authority", "You have no seat for this authority in this group.");
}

Result<Speaking> speaking(Read& read, PersonId person, GroupId group,
                          std::optional<AuthorityId> authority)
{
    return speaking(read.ask<Speaking>(select_speaking, person, group), authority);
}

std::optional<AuthorityId> spoken_for(Read& read, PersonId person, GroupId group)
{
    auto const oldest = read.row<Speaking>(select_speaking, person, group);
    return oldest ? std::optional{oldest->authority} : std::nullopt;
}

Result<AuthorityId> seatable(Read& read, PersonId person, std::optional<AuthorityId> authority)
{
    for (auto const belongs : read.rows<AuthorityId>(select_affiliations, person)) {
        if (!authority || belongs == *authority) {
            return belongs;
        }
    }
    return invalid("authority", "They do not belong to this authority.");
}

std::set<FeedId> readable_feeds(Read& read, PersonId person)
{
    std::set<FeedId> feeds;
    if (!has_not_ended(read, person)) {
        return feeds;
    }
    feeds.insert(feed_of(read, person));
    for (auto const feed : read.rows<FeedId>(select_authority_feeds, person)) {
        feeds.insert(feed);
    }
    if (auto const network = read.row<FeedId>(select_network_feed);
        network && !is_guest(read, person)) {
        feeds.insert(*network);
    }
    for (auto const& standing : standings_of(read, person)) {
        if (standing.reads()) {
            feeds.insert(standing.feed);
        }
        if (standing.facilitates()) {
            feeds.insert(standing.desk);
        }
    }
    return feeds;
}

RightsBefore::RightsBefore(Change& change, PersonId person) : change_(change), person_(person)
{
    // Whether somebody is a guest depends on all their seats, in whichever group.
    change.hold(Hold::alone, person);
    readable_ = readable_feeds(change, person);
}

void RightsBefore::tell()
{
    auto const now = readable_feeds(change_, person_);
    for (auto const feed : readable_) {
        if (!now.contains(feed)) {
            change_.right_changes(
                {.kind = RightChange::Kind::feed_ended, .person = person_, .feed = feed});
        }
    }
    for (auto const feed : now) {
        if (!readable_.contains(feed)) {
            change_.right_changes(
                {.kind = RightChange::Kind::feed_begun, .person = person_, .feed = feed});
        }
    }
}

Result<SeatId> give_seat(Change& change, NewSeat const& seat)
{
    if (change.number(count_this_seat, seat.group, seat.person, seat.authority) > 0) {
        return conflict("They sit in this group for this authority already.");
    }
    RightsBefore rights(change, seat.person);
    auto const feeds = feeds_of(change, seat.group);
    auto const id = change.fresh_id<SeatId>();
    EntryWritten entry{.feed = feeds.feed,
                       .kind = feeds::EntryKind::member_joined,
                       .by = seat.by,
                       .authority = seat.by == seat.person
                                        ? std::optional{seat.authority}
                                        : spoken_for(change, seat.by, seat.group),
                       .group = seat.group,
                       .seat = id,
                       .about_person = seat.person,
                       .about_authority = seat.authority,
                       .role = seat.role};
    auto const joined = change.write_entry(entry);
    std::optional<Number> desk_from;
    if (seat.role == groups::Role::facilitator) {
        desk_from = last_number(change, feeds.desk) + 1;
    }
    change.run(insert_seat, id, seat.group, seat.person, seat.authority, seat.role, change.now(),
               joined, desk_from);
    change.run(upsert_group_reading, seat.person, seat.group, joined);
    settle_waiting_request(change, seat, feeds);
    if (seat.by != seat.person) {
        entry.feed = feed_of(change, seat.person);
        entry.kind = feeds::EntryKind::seat_given;
        change.write_entry(entry);
    }
    rights.tell();
    return id;
}

void end_seat(Change& change, SeatId id, std::optional<PersonId> by)
{
    auto const seat = seat_held(change, id);
    if (!seat) {
        return;
    }
    RightsBefore rights(change, seat->person);
    EntryWritten entry{.feed = feeds_of(change, seat->group_id).feed,
                       .kind = feeds::EntryKind::member_left,
                       .by = by,
                       .group = seat->group_id,
                       .seat = id,
                       .about_person = seat->person,
                       .about_authority = seat->authority,
                       .role = seat->role};
    if (by) {
        entry.authority =
            *by == seat->person ? seat->authority : spoken_for(change, *by, seat->group_id);
    }
    auto const left = change.write_entry(entry);
    change.run(update_seat_ended, id, change.now(), left);
    if (by != seat->person) {
        entry.feed = feed_of(change, seat->person);
        entry.kind = feeds::EntryKind::seat_ended;
        change.write_entry(entry);
    }
    rights.tell();
}

void change_role(Change& change, SeatHeld const& seat, groups::Role role, PersonId by)
{
    RightsBefore rights(change, seat.person);
    auto const feeds = feeds_of(change, seat.group_id);
    std::optional<Number> desk_from;
    if (role == groups::Role::facilitator) {
        desk_from = last_number(change, feeds.desk) + 1;
    }
    change.run(update_role, seat.seat, role, desk_from);
    change.write_entry({.feed = feeds.feed,
                        .kind = feeds::EntryKind::role_set,
                        .by = by,
                        .authority = spoken_for(change, by, seat.group_id),
                        .group = seat.group_id,
                        .seat = seat.seat,
                        .about_person = seat.person,
                        .about_authority = seat.authority,
                        .role = role});
    rights.tell();
}

void continue_seat(Change& change, SeatHeld const& seat, AuthorityId with, PersonId by)
{
    change.hold(Hold::alone, seat.person);
    if (auto const other =
            change.row<SeatHeld>(select_seat_for, seat.group_id, seat.person, with)) {
        if (seat.role < other->role) {
            change_role(change, *other, seat.role, by);
        }
        end_seat(change, seat.seat, by);
        return;
    }
    auto const id = change.fresh_id<SeatId>();
    // One entry ends the one and begins the other: what may be heard has no gap.
    auto const number = change.write_entry({.feed = feeds_of(change, seat.group_id).feed,
                                            .kind = feeds::EntryKind::seat_goes_on,
                                            .by = by,
                                            .authority = spoken_for(change, by, seat.group_id),
                                            .group = seat.group_id,
                                            .seat = id,
                                            .about_person = seat.person,
                                            .about_authority = with,
                                            .role = seat.role});
    change.run(insert_continued, seat.seat, id, with, change.now(), number);
    change.run(update_seat_ended, seat.seat, change.now(), number);
}

std::optional<SeatHeld> seat_held(Read& read, SeatId seat)
{
    return read.row<SeatHeld>(select_seat, seat);
}

bool another_facilitates(Read& read, SeatHeld const& seat)
{
    return read.number(count_other_facilitators, seat.group_id, seat.seat) > 0;
}

GroupFeeds feeds_of(Read& read, GroupId group)
{
    return required(read.row<GroupFeeds>(select_group_feeds, group));
}

FeedId feed_of(Read& read, PersonId person)
{
    return required(read.row<FeedId>(select_person_feed, person));
}

} // namespace folkmoot::storage
