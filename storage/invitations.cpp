#include "storage/invitations.hpp"

#include "storage/network.hpp"
#include "storage/outbox.hpp"
#include "storage/permission.hpp"
#include "storage/required.hpp"
#include "storage/seats.hpp"
#include "storage/standing.hpp"
#include "storage/succession.hpp"

namespace folkmoot::storage {

namespace {

constexpr std::int64_t day = 24LL * 3600 * 1'000'000;
constexpr std::int64_t days_kept = 90;
constexpr std::int64_t resets_an_hour_max = 3;

constexpr Sql insert_invitation = R"sql(
INSERT INTO invitations (id, purpose, secret, name, mail, folded, by_mail, administrator, authority,
                         coordinator, group_id, role, inviter, made_at, expires_at)
VALUES ($1, 'join', $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
)sql";

constexpr Sql select_by_secret = R"sql(
SELECT id AS invitation, purpose, person, name, mail, by_mail, administrator, authority, coordinator,
       group_id, role, inviter, expires_at, revoked_at, used_at
  FROM invitations WHERE secret = $1
)sql";

// Names and addresses stand with the person from here on.
constexpr Sql update_used = R"sql(
UPDATE invitations SET used_at = $2, person = $3, name = '', mail = '', folded = ''
 WHERE id = $1 AND used_at IS NULL AND revoked_at IS NULL
)sql";

constexpr Sql count_closed_authority = R"sql(
SELECT count(*) FROM authorities WHERE id = $1 AND closed_at IS NOT NULL
)sql";

constexpr Sql count_archived_group = R"sql(
SELECT count(*) FROM groups WHERE id = $1 AND archived_at IS NOT NULL
)sql";

constexpr Sql select_authority_name = R"sql(
SELECT name FROM authority_rows WHERE authority = $1
)sql";

constexpr Sql select_group_name = R"sql(
SELECT name FROM groups WHERE id = $1
)sql";

constexpr Sql select_person_name = R"sql(
SELECT name FROM people WHERE id = $1
)sql";

constexpr Sql count_this_seat = R"sql(
SELECT count(*) FROM seats
 WHERE group_id = $1 AND person = $2 AND authority = $3 AND until_at IS NULL
)sql";

constexpr Sql count_mails_of = R"sql(
SELECT count(*) FROM mails WHERE person = $1 AND folded = $2
)sql";

constexpr Sql update_mail_confirmed = R"sql(
UPDATE mails SET confirmed_at = $3 WHERE person = $1 AND folded = $2 AND confirmed_at IS NULL
)sql";

constexpr Sql delete_old = R"sql(
DELETE FROM invitations
 WHERE id IN (SELECT id FROM invitations WHERE expires_at < $1 ORDER BY expires_at LIMIT 1000)
)sql";

constexpr Sql delete_old_mails = R"sql(
DELETE FROM outbox
 WHERE invitation IN (SELECT id FROM invitations WHERE expires_at < $1 ORDER BY expires_at LIMIT 1000)
)sql";

constexpr Sql count_resets_since = R"sql(
SELECT count(*) FROM invitations WHERE person = $1 AND purpose = 'reset' AND made_at > $2
)sql";

constexpr Sql update_resets_ended = R"sql(
UPDATE invitations SET revoked_at = $2
 WHERE person = $1 AND purpose = 'reset' AND used_at IS NULL AND revoked_at IS NULL
)sql";

constexpr Sql delete_reset_mails = R"sql(
DELETE FROM outbox
 WHERE invitation IN (SELECT id FROM invitations
                       WHERE person = $1 AND purpose = 'reset' AND used_at IS NULL)
)sql";

constexpr Sql update_resets_forgotten = R"sql(
UPDATE invitations SET mail = '', folded = '' WHERE person = $1 AND purpose = 'reset'
)sql";

constexpr Sql delete_mails_to = R"sql(
DELETE FROM outbox
 WHERE invitation IN (SELECT i.id FROM invitations i
                       WHERE i.used_at IS NULL
                         AND i.folded IN (SELECT m.folded FROM mails m WHERE m.person = $1))
)sql";

constexpr Sql update_invited_ended = R"sql(
UPDATE invitations SET revoked_at = COALESCE(revoked_at, $2), person = $1, name = '', mail = '',
                       folded = ''
 WHERE used_at IS NULL AND folded IN (SELECT m.folded FROM mails m WHERE m.person = $1)
)sql";

constexpr Sql insert_reset = R"sql(
INSERT INTO invitations (id, purpose, person, name, mail, folded, by_mail, administrator,
                         coordinator, inviter, made_at, expires_at)
VALUES ($1, 'reset', $2, '', $3, $4, 1, 0, 0, $5, $6, $7)
)sql";

bool inviter_may(Read& read, InvitationRow const& row)
{
    if (!row.inviter) {
        return true;
    }
    if (is_administrator(read, *row.inviter)) {
        return true;
    }
    if (!row.group_id || row.administrator || row.coordinator) {
        return false;
    }
    auto const standing = standing_in(read, *row.inviter, *row.group_id);
    return standing && standing->facilitates();
}

std::optional<WayInFault> fault_of(Read& read, InvitationRow const& row, Instant now)
{
    if (row.used_at) {
        return WayInFault::used;
    }
    if (row.revoked_at) {
        return WayInFault::revoked;
    }
    if (row.expires_at <= now) {
        return WayInFault::expired;
    }
    if (!inviter_may(read, row)) {
        return WayInFault::right_lost;
    }
    if (row.group_id && read.number(count_archived_group, *row.group_id) > 0) {
        return WayInFault::group_archived;
    }
    if (row.authority && read.number(count_closed_authority, *row.authority) > 0) {
        return WayInFault::authority_closed;
    }
    return std::nullopt;
}

/// For the authority that theirs went on in, when it was merged since.
std::optional<InvitationRow> way_in_with(Read& read, SecretHash const& secret)
{
    auto row = read.row<InvitationRow>(select_by_secret, secret);
    if (row && row->authority) {
        row->authority = last_successor(read, *row->authority);
    }
    return row;
}

bool signs_in_with(Read& read, PersonId person, std::string const& mail)
{
    return read.number(count_mails_of, person, Mail{mail}.folded()) > 0;
}

using Found = std::variant<PersonId, WayInFault>;

/// Somebody of the network already.
Found known_person(Read& read, InvitationRow const& row, PersonId person)
{
    // One without an address is for whoever has the link.
    if (!row.mail.empty() && !signs_in_with(read, person, row.mail)) {
        return WayInFault::other_person;
    }
    return person;
}

class Entering {
public:
    Entering(Change& change, InvitationRow const& row) : change_(change), row_(row) {}

    Found operator()(Actor const& actor)
    {
        change_.hold(Hold::alone, actor.person);
        if (is_signed_in(change_, actor).has_error()) {
            return WayInFault::other_person;
        }
        return known_person(change_, row_, actor.person);
    }

    Found operator()(PasswordShown const& shown)
    {
        change_.hold(Hold::alone, shown.person);
        if (password_of(change_, shown.person) != shown.hash) {
            return WayInFault::known_already;
        }
        return known_person(change_, row_, shown.person);
    }

    Found operator()(NewcomerKnown const& newcomer)
    {
        if (!row_.mail.empty() && newcomer.mail.folded() != Mail{row_.mail}.folded()) {
            return WayInFault::other_person;
        }
        if (person_with_mail(change_, newcomer.mail)) {
            return WayInFault::known_already;
        }
        return add_person(change_, {.name = newcomer.name,
                                    .mail = newcomer.mail,
                                    .mail_confirmed = false,
                                    .password_hash = newcomer.password_hash});
    }

private:
    Change& change_;
    InvitationRow const& row_;
};

void give_what_it_promises(Change& change, InvitationRow const& row, PersonId person)
{
    if (row.by_mail) {
        change.run(update_mail_confirmed, person, Mail{row.mail}.folded(), change.now());
    }
    if (row.administrator) {
        set_administrator(change, person, true, row.inviter);
    }
    if (row.authority) {
        affiliate(change, person, *row.authority,
                  row.coordinator || coordinates(change, person, *row.authority), row.inviter);
    }
    if (!row.group_id || !row.authority || !row.role ||
        change.number(count_this_seat, *row.group_id, person, *row.authority) > 0) {
        return;
    }
    auto const seat = give_seat(change, {.group = *row.group_id,
                                         .person = person,
                                         .authority = *row.authority,
                                         .role = *row.role,
                                         .by = row.inviter.value_or(person)});
    if (seat.has_error()) {
        throw ConstraintBroken("a seat that was not there is there");
    }
}

/// Those that are on their way work no more, and hold no address.
void end_resets(Change& change, PersonId person)
{
    change.run(delete_reset_mails, person);
    change.run(update_resets_ended, person, change.now());
    change.run(update_resets_forgotten, person);
}

} // namespace

BOOST_DESCRIBE_STRUCT(InvitationRow, (),
                      (invitation, purpose, person, name, mail, by_mail, administrator, authority,
                       coordinator, group_id, role, inviter, expires_at, revoked_at, used_at))

InvitationMade make_invitation(Change& change, NewInvitation const& invitation)
{
    auto const id = change.fresh_id<InvitationId>();
    Instant const expires_at{change.now().microseconds + invitations::invitation_days * day};
    change.run(insert_invitation, id, invitation.secret, invitation.name, invitation.mail,
               Mail{invitation.mail}.folded(), invitation.by_mail, invitation.administrator,
               invitation.authority, invitation.coordinator, invitation.group, invitation.role,
               invitation.inviter, change.now(), expires_at);
    return {id, expires_at};
}

std::variant<InvitationShown, WayInFault> show_way_in(Read& read, SecretHash const& secret,
                                                      Instant now)
{
    auto const row = way_in_with(read, secret);
    if (!row) {
        return WayInFault::unknown;
    }
    if (auto const fault = fault_of(read, *row, now)) {
        return *fault;
    }
    InvitationShown shown{.row = *row};
    if (row->person) {
        shown.person_name = required(read.row<std::string>(select_person_name, *row->person));
    }
    if (row->authority) {
        shown.authority_name =
            required(read.row<std::string>(select_authority_name, *row->authority));
    }
    if (row->group_id) {
        shown.group_name = required(read.row<std::string>(select_group_name, *row->group_id));
    }
    if (row->inviter) {
        shown.inviter_name = required(read.row<std::string>(select_person_name, *row->inviter));
    }
    if (!row->mail.empty()) {
        if (auto const person = person_with_mail(read, Mail{row->mail})) {
            shown.known = PasswordOf{*person, password_of(read, *person).value_or("")};
        }
    }
    return shown;
}

std::variant<InvitationShown, WayInFault> show_way_in(Read& read, SecretHash const& secret,
                                                      WayInPurpose purpose, Instant now)
{
    auto const row = way_in_with(read, secret);
    if (!row || row->purpose != purpose) {
        return WayInFault::unknown;
    }
    return show_way_in(read, secret, now);
}

std::variant<CameIn, WayInFault> accept_invitation(Change& change, SecretHash const& secret,
                                                   ComingIn const& who, NewSignIn sign_in)
{
    auto const found = way_in_with(change, secret);
    if (!found || found->purpose != WayInPurpose::join) {
        return WayInFault::unknown;
    }
    // Nobody takes the inviter's right away, archives the group, or closes or merges the authority, between our
    // looking and the commit.
    if (found->inviter) {
        change.hold(Hold::together, *found->inviter);
    }
    if (found->group_id) {
        change.hold_group(*found->group_id);
    }
    if (found->authority) {
        change.hold(Hold::together, *found->authority);
    }
    auto const row = required(way_in_with(change, secret));
    if (auto const fault = fault_of(change, row, change.now())) {
        return *fault;
    }
    auto const entered = std::visit(Entering{change, row}, who);
    if (auto const* fault = std::get_if<WayInFault>(&entered)) {
        return *fault;
    }
    auto const person = std::get<PersonId>(entered);
    if (change.run(update_used, row.invitation, change.now(), person) == 0) {
        // Another node was quicker. Thrown, so that the person just made is undone; the change runs once
        // more, and then finds it used.
        throw ConstraintBroken("the invitation was used meanwhile");
    }
    give_what_it_promises(change, row, person);
    if (!std::holds_alternative<Actor>(who)) {
        sign_in.person = person;
        begin_sign_in(change, sign_in);
    }
    return CameIn{person, row.group_id};
}

void end_ways_in(Change& change, PersonId person)
{
    end_resets(change, person);
    change.run(delete_mails_to, person);
    change.run(update_invited_ended, person, change.now());
}

void make_reset(Change& change, PasswordOf const& whose, Mail const& mail,
                std::optional<PersonId> inviter)
{
    Instant const hour_ago{change.now().microseconds - day / 24};
    if (!inviter &&
        change.number(count_resets_since, whose.person, hour_ago) >= resets_an_hour_max) {
        return;
    }
    end_resets(change, whose.person);
    auto const id = change.fresh_id<InvitationId>();
    Instant const expires_at{change.now().microseconds + invitations::reset_days * day};
    change.run(insert_reset, id, whose.person, mail, mail.folded(), inviter, change.now(),
               expires_at);
    queue_mail(change, id);
}

std::variant<CameIn, WayInFault> use_reset(Change& change, SecretHash const& secret,
                                           std::string const& password_hash, NewSignIn sign_in)
{
    auto const row = way_in_with(change, secret);
    if (!row || row->purpose != WayInPurpose::reset) {
        return WayInFault::unknown;
    }
    auto const person = required(row->person);
    change.hold(Hold::alone, person);
    if (auto const fault = fault_of(change, *row, change.now())) {
        return *fault;
    }
    // The address may be somebody else's by now, or the person may have left.
    if (person_with_mail(change, Mail{row->mail}) != person) {
        return WayInFault::revoked;
    }
    if (change.run(update_used, row->invitation, change.now(), person) == 0) {
        return WayInFault::used;
    }
    change.run(update_mail_confirmed, person, Mail{row->mail}.folded(), change.now());
    set_password(change, person, password_hash);
    sign_in.person = person;
    auto const kept = begin_sign_in(change, sign_in);
    end_other_sign_ins(change, person, kept);
    return CameIn{person, std::nullopt};
}

std::int64_t sweep_invitations(Change& change)
{
    Instant const before{change.now().microseconds - days_kept * day};
    change.run(delete_old_mails, before);
    return change.run(delete_old, before);
}

} // namespace folkmoot::storage
