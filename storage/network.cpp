#include "storage/network.hpp"

#include "storage/invitations.hpp"
#include "storage/mail_changes.hpp"
#include "storage/release_letters.hpp"
#include "storage/required.hpp"
#include "storage/seats.hpp"
#include "storage/sign_ins.hpp"
#include "storage/succession.hpp"

namespace folkmoot::storage {

namespace {

constexpr Sql select_network = R"sql(
SELECT id AS network, feed, name, public_url FROM network
)sql";

constexpr Sql insert_network = R"sql(
INSERT INTO network (single, id, feed, name, public_url, made_at) VALUES (1, $1, $2, $3, $4, $5)
)sql";

constexpr Sql insert_authority = R"sql(
INSERT INTO authorities (id, feed, kind) VALUES ($1, $2, $3)
)sql";

constexpr Sql insert_authority_name = R"sql(
INSERT INTO authority_names (authority, from_at, name, short_name) VALUES ($1, $2, $3, $4)
)sql";

constexpr Sql insert_person = R"sql(
INSERT INTO people (id, feed, name, language, zone, theme, administrator, revision, made_at)
VALUES ($1, $2, $3, $4, $5, 'system', $6, 1, $7)
)sql";

constexpr Sql insert_mail = R"sql(
INSERT INTO mails (folded, person, mail, confirmed_at) VALUES ($1, $2, $3, $4)
)sql";

constexpr Sql update_coordinator = R"sql(
UPDATE affiliations SET coordinator = $3
 WHERE person = $1 AND authority = $2 AND until_at IS NULL
)sql";

constexpr Sql select_affiliated = R"sql(
SELECT authority FROM affiliations WHERE person = $1 AND until_at IS NULL ORDER BY from_at, id
)sql";

constexpr Sql select_coordinator = R"sql(
SELECT coordinator FROM affiliations
 WHERE person = $1 AND authority = $2 AND until_at IS NULL
)sql";

constexpr Sql insert_affiliation = R"sql(
INSERT INTO affiliations (id, person, authority, coordinator, from_at) VALUES ($1, $2, $3, $4, $5)
)sql";

constexpr Sql select_seats_of = R"sql(
SELECT id FROM seats WHERE person = $1 AND until_at IS NULL ORDER BY from_at, id
)sql";

constexpr Sql select_seats_for = R"sql(
SELECT id FROM seats
 WHERE person = $1 AND authority = $2 AND until_at IS NULL
 ORDER BY from_at, id
)sql";

constexpr Sql update_affiliation_ended = R"sql(
UPDATE affiliations SET until_at = $3
 WHERE person = $1 AND authority = $2 AND until_at IS NULL
)sql";

constexpr Sql update_affiliations_ended = R"sql(
UPDATE affiliations SET until_at = $2 WHERE person = $1 AND until_at IS NULL
)sql";

constexpr Sql delete_requests_for = R"sql(
DELETE FROM join_requests WHERE person = $1 AND authority = $2 AND decided_at IS NULL
)sql";

constexpr Sql delete_requests_of = R"sql(
DELETE FROM join_requests WHERE person = $1 AND decided_at IS NULL
)sql";

constexpr Sql delete_password = R"sql(
DELETE FROM passwords WHERE person = $1
)sql";

constexpr Sql delete_mails = R"sql(
DELETE FROM mails WHERE person = $1
)sql";

constexpr Sql delete_drafts = R"sql(
DELETE FROM drafts WHERE person = $1
)sql";

constexpr Sql update_administrator = R"sql(
UPDATE people SET administrator = $2 WHERE id = $1 AND administrator <> $2
)sql";

constexpr Sql update_person_ended = R"sql(
UPDATE people SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL
)sql";

constexpr Sql select_person_by_mail = R"sql(
SELECT m.person
  FROM mails m
  JOIN people p ON p.id = m.person
 WHERE m.folded = $1 AND p.ended_at IS NULL
)sql";

constexpr Sql count_confirmed = R"sql(
SELECT count(*) FROM mails WHERE folded = $1 AND confirmed_at IS NOT NULL
)sql";

constexpr Sql select_listed = R"sql(
SELECT p.name, m.mail,
       COALESCE((SELECT a.name FROM affiliations f
                   JOIN authority_rows a ON a.authority = f.authority
                  WHERE f.person = p.id AND f.until_at IS NULL
                  ORDER BY f.from_at, f.id LIMIT 1), '') AS authority_name,
       p.administrator
  FROM people p
  JOIN mails m ON m.person = p.id
 WHERE p.ended_at IS NULL
 ORDER BY authority_name, p.name, m.mail
)sql";

/// A nil id is nobody's: to end every sign-in is to end all but this one.
SignInId no_sign_in()
{
    return SignInId{};
}

} // namespace

BOOST_DESCRIBE_STRUCT(NetworkRow, (), (network, feed, name, public_url))
BOOST_DESCRIBE_STRUCT(PersonListed, (), (name, mail, authority_name, administrator))

std::optional<NetworkRow> the_network(Read& read)
{
    return read.row<NetworkRow>(select_network);
}

NetworkRow make_network(Change& change, std::string_view name, std::string_view public_url)
{
    NetworkRow const network{.network = change.fresh_id<NetworkId>(),
                             .feed = change.fresh_id<FeedId>(),
                             .name = std::string{name},
                             .public_url = std::string{public_url}};
    change.make_feed(network.feed, "network");
    change.run(insert_network, network.network, network.feed, name, public_url, change.now());
    change.write_entry({.feed = network.feed, .kind = feeds::EntryKind::network_made});
    return network;
}

void hold_authority_names(Change& change)
{
    constexpr Uuid names{{'n', 'a', 'm', 'e', 's'}};
    change.hold(Hold::alone, names);
}

AuthorityId add_authority(Change& change, authorities::Kind kind, std::string_view name,
                          std::string_view short_name, std::optional<PersonId> by)
{
    auto const id = change.fresh_id<AuthorityId>();
    auto const feed = change.fresh_id<FeedId>();
    change.make_feed(feed, "authority");
    change.run(insert_authority, id, feed, kind);
    change.run(insert_authority_name, id, change.now(), name, short_name);
    tell_of_authority(change, feeds::EntryKind::authority_made, id, by);
    return id;
}

PersonId add_person(Change& change, NewPerson const& person)
{
    auto const id = change.fresh_id<PersonId>();
    auto const feed = change.fresh_id<FeedId>();
    change.make_feed(feed, "person");
    change.run(insert_person, id, feed, person.name, person.language, person.zone, false,
               change.now());
    change.run(insert_mail, person.mail.folded(), id, person.mail,
               person.mail_confirmed ? std::optional{change.now()} : std::nullopt);
    if (!person.password_hash.empty()) {
        set_password(change, id, person.password_hash);
    }
    change.write_entry({.feed = required(the_network(change)).feed,
                        .kind = feeds::EntryKind::person_added,
                        .about_person = id});
    set_administrator(change, id, person.administrator);
    return id;
}

void affiliate(Change& change, PersonId person, AuthorityId with, bool coordinator,
               std::optional<PersonId> by)
{
    change.hold(Hold::together, with);
    auto const authority = last_successor(change, with);
    RightsBefore rights(change, person);
    auto const before = change.row<bool>(select_coordinator, person, authority);
    if (before == coordinator) {
        return;
    }
    if (before) {
        change.run(update_coordinator, person, authority, coordinator);
    } else {
        change.run(insert_affiliation, change.fresh_uuid(), person, authority, coordinator,
                   change.now());
        tell_of_affiliation(change, feeds::EntryKind::affiliation_given, person, authority, by);
    }
    if (before.value_or(false) != coordinator) {
        tell_of_affiliation(change,
                            coordinator ? feeds::EntryKind::coordinator_made
                                        : feeds::EntryKind::coordinator_unmade,
                            person, authority, by);
    }
    rights.tell();
}

void set_administrator(Change& change, PersonId person, bool administrator,
                       std::optional<PersonId> by)
{
    if (change.run(update_administrator, person, administrator) == 0) {
        return;
    }
    change.write_entry({.feed = required(the_network(change)).feed,
                        .kind = administrator ? feeds::EntryKind::administrator_made
                                              : feeds::EntryKind::administrator_unmade,
                        .by = by,
                        .about_person = person});
}

void end_person(Change& change, PersonId person, std::optional<PersonId> by)
{
    for (auto const seat : change.rows<SeatId>(select_seats_of, person)) {
        end_seat(change, seat, by);
    }
    RightsBefore rights(change, person);
    change.run(delete_requests_of, person);
    for (auto const authority : change.rows<AuthorityId>(select_affiliated, person)) {
        tell_of_affiliation(change, feeds::EntryKind::affiliation_ended, person, authority, by);
    }
    change.run(update_affiliations_ended, person, change.now());
    end_other_sign_ins(change, person, no_sign_in());
    change.run(delete_password, person);
    end_ways_in(change, person);
    end_mail_changes(change, person);
    end_release_letters(change, person);
    change.run(delete_mails, person);
    change.run(delete_drafts, person);
    change.run(update_person_ended, person, change.now());
    change.write_entry({.feed = required(the_network(change)).feed,
                        .kind = feeds::EntryKind::person_ended,
                        .by = by,
                        .about_person = person});
    rights.tell();
    change.right_changes({.kind = RightChange::Kind::person_ended, .person = person});
}

void end_affiliation(Change& change, PersonId person, AuthorityId authority,
                     std::optional<PersonId> by)
{
    for (auto const seat : change.rows<SeatId>(select_seats_for, person, authority)) {
        end_seat(change, seat, by);
    }
    RightsBefore rights(change, person);
    change.run(delete_requests_for, person, authority);
    if (change.run(update_affiliation_ended, person, authority, change.now()) > 0) {
        tell_of_affiliation(change, feeds::EntryKind::affiliation_ended, person, authority, by);
    }
    rights.tell();
}

std::optional<PersonId> person_with_mail(Read& read, Mail const& mail)
{
    return read.row<PersonId>(select_person_by_mail, mail.folded());
}

bool mail_confirmed(Read& read, Mail const& mail)
{
    return read.number(count_confirmed, mail.folded()) > 0;
}

std::vector<PersonListed> people_listed(Read& read)
{
    return read.rows<PersonListed>(select_listed);
}

} // namespace folkmoot::storage
