#include "storage/mail_changes.hpp"

#include "storage/network.hpp"
#include "storage/outbox.hpp"
#include "storage/required.hpp"
#include "storage/seats.hpp"

namespace folkmoot::storage {

namespace {

constexpr std::int64_t day = 24LL * 3600 * 1'000'000;
constexpr std::int64_t days_kept = 90;

constexpr Sql select_awaited = R"sql(
SELECT mail, expires_at FROM mail_changes
 WHERE person = $1 AND purpose = 'confirm' AND ended_at IS NULL
)sql";

constexpr Sql select_by_secret = R"sql(
SELECT c.id, c.purpose, c.person, p.name AS person_name, c.mail, c.expires_at, c.ended_at, c.used_at
  FROM mail_changes c JOIN people p ON p.id = c.person
 WHERE c.secret = $1
)sql";

constexpr Sql select_by_id = R"sql(
SELECT c.id, c.purpose, c.person, p.name AS person_name, c.mail, c.expires_at, c.ended_at, c.used_at
  FROM mail_changes c JOIN people p ON p.id = c.person
 WHERE c.id = $1
)sql";

constexpr Sql count_since = R"sql(
SELECT count(*) FROM mail_changes WHERE person = $1 AND purpose = 'confirm' AND made_at > $2
)sql";

constexpr Sql insert_change = R"sql(
INSERT INTO mail_changes (id, purpose, person, mail, folded, made_at, expires_at)
VALUES ($1, $2, $3, $4, $5, $6, $7)
)sql";

constexpr Sql update_secret = R"sql(
UPDATE mail_changes SET secret = $2 WHERE id = $1
)sql";

// The address stands with the person from here on.
constexpr Sql update_used = R"sql(
UPDATE mail_changes SET used_at = $2, ended_at = $2, mail = '', folded = ''
 WHERE id = $1 AND ended_at IS NULL
)sql";

constexpr Sql update_awaited_ended = R"sql(
UPDATE mail_changes SET ended_at = $2, mail = '', folded = ''
 WHERE person = $1 AND purpose = 'confirm' AND ended_at IS NULL
)sql";

constexpr Sql update_told = R"sql(
UPDATE mail_changes SET ended_at = $2, mail = '', folded = '' WHERE id = $1 AND purpose = 'told'
)sql";

// Also what others asked for with an address of theirs.
constexpr Sql update_left = R"sql(
UPDATE mail_changes SET ended_at = COALESCE(ended_at, $2), mail = '', folded = ''
 WHERE person = $1 OR folded IN (SELECT m.folded FROM mails m WHERE m.person = $1)
)sql";

constexpr Sql select_own_mail = R"sql(
SELECT mail FROM mails WHERE person = $1 ORDER BY confirmed_at NULLS LAST, folded LIMIT 1
)sql";

constexpr Sql delete_own_mails = R"sql(
DELETE FROM mails WHERE person = $1
)sql";

constexpr Sql insert_mail = R"sql(
INSERT INTO mails (folded, person, mail, confirmed_at) VALUES ($1, $2, $3, $4)
)sql";

constexpr Sql delete_old_mails = R"sql(
DELETE FROM outbox
 WHERE mail_change IN (SELECT id FROM mail_changes WHERE expires_at < $1
                        ORDER BY expires_at LIMIT 1000)
)sql";

constexpr Sql delete_old = R"sql(
DELETE FROM mail_changes
 WHERE id IN (SELECT id FROM mail_changes WHERE expires_at < $1 ORDER BY expires_at LIMIT 1000)
)sql";

enum class Purpose { confirm, told };
BOOST_DESCRIBE_ENUM(Purpose, confirm, told)

struct MailChangeRow {
    Uuid id;
    Purpose purpose = Purpose::confirm;
    PersonId person;
    std::string person_name;
    std::string mail;
    Instant expires_at;
    std::optional<Instant> ended_at;
    std::optional<Instant> used_at;

    MailChangeShown shown() const { return {person, person_name, mail, expires_at}; }
};
BOOST_DESCRIBE_STRUCT(MailChangeRow, (),
                      (id, purpose, person, person_name, mail, expires_at, ended_at, used_at))

/// Nothing when nobody has it, or they themselves do.
bool is_somebody_elses(Read& read, MailChangeRow const& row)
{
    auto const owner = person_with_mail(read, Mail{row.mail});
    return owner && *owner != row.person;
}

std::optional<WayInFault> fault_of(Read& read, MailChangeRow const& row, Instant now)
{
    if (row.used_at) {
        return WayInFault::used;
    }
    if (row.ended_at) {
        return WayInFault::revoked;
    }
    if (row.expires_at <= now) {
        return WayInFault::expired;
    }
    return is_somebody_elses(read, row) ? std::optional{WayInFault::revoked} : std::nullopt;
}

void queue(Change& change, Purpose purpose, PersonId person, Mail const& mail)
{
    auto const id = change.fresh_uuid();
    Instant const expires_at{change.now().microseconds + people::mail_change_days * day};
    change.run(insert_change, id, purpose, person, mail, mail.folded(), change.now(), expires_at);
    queue_mail_about_change(change, id);
}

Result<Done> ask(Change& change, PersonId person, Mail const& mail)
{
    Instant const day_ago{change.now().microseconds - day};
    if (change.number(count_since, person, day_ago) >= people::mail_changes_a_day_max) {
        return too_many("There were five tries within a day. Try again tomorrow.");
    }
    change.run(update_awaited_ended, person, change.now());
    queue(change, Purpose::confirm, person, mail);
    return Done{};
}

} // namespace

Result<people::AwaitedMail> awaited_mail(Read& read, Actor const& actor,
                                         people::ShowAwaitedMail const&)
{
    return read.row<people::AwaitedMail>(select_awaited, actor.person)
        .value_or(people::AwaitedMail{});
}

Result<Done> ask_for_mail(Change& change, Actor const& actor, Mail const& mail)
{
    auto const own = change.row<std::string>(select_own_mail, actor.person);
    if (own && Mail{*own}.folded() == mail.folded()) {
        return invalid("mail", "You sign in with this address already.");
    }
    return ask(change, actor.person, mail);
}

Result<Done> send_mail_again(Change& change, Actor const& actor, people::SendMailAgain const&)
{
    auto const awaited = change.row<people::AwaitedMail>(select_awaited, actor.person);
    if (!awaited) {
        return conflict("No other address is awaited.");
    }
    return ask(change, actor.person, Mail{required(awaited->mail)});
}

Result<Done> keep_mail(Change& change, Actor const& actor, people::KeepMail const&)
{
    change.run(update_awaited_ended, actor.person, change.now());
    return Done{};
}

std::variant<MailChangeShown, WayInFault> show_mail_change(Read& read, SecretHash const& secret,
                                                           Instant now)
{
    auto const row = read.row<MailChangeRow>(select_by_secret, secret);
    if (!row) {
        return WayInFault::unknown;
    }
    if (auto const fault = fault_of(read, *row, now)) {
        return *fault;
    }
    return row->shown();
}

std::variant<MailChangeShown, WayInFault> confirm_mail(Change& change, SecretHash const& secret)
{
    auto const found = change.row<MailChangeRow>(select_by_secret, secret);
    if (!found) {
        return WayInFault::unknown;
    }
    change.hold(Hold::alone, found->person);
    auto const row = required(change.row<MailChangeRow>(select_by_id, found->id));
    if (auto const fault = fault_of(change, row, change.now())) {
        return *fault;
    }
    if (change.run(update_used, row.id, change.now()) == 0) {
        return WayInFault::revoked; // given up at this instant
    }
    auto const before = change.row<std::string>(select_own_mail, row.person);
    change.run(delete_own_mails, row.person);
    // Somebody else who takes the address at this instant breaks the constraint: one of the two runs once more.
    change.run(insert_mail, Mail{row.mail}.folded(), row.person, row.mail, change.now());
    if (before) {
        queue(change, Purpose::told, row.person, Mail{*before});
    }
    change.write_entry({.feed = feed_of(change, row.person),
                        .kind = feeds::EntryKind::settings_changed,
                        .by = row.person});
    return row.shown();
}

std::optional<MailChangeMail> mail_change_taken(Change& change, Uuid const& mail_change,
                                                SecretHash const& secret)
{
    auto const row = change.row<MailChangeRow>(select_by_id, mail_change);
    if (!row || row->ended_at) {
        return std::nullopt;
    }
    if (row->purpose == Purpose::told) {
        return MailChangeMail{MailChangeNews::told, row->shown()};
    }
    if (row->expires_at <= change.now()) {
        return std::nullopt;
    }
    change.run(update_secret, mail_change, secret);
    return MailChangeMail{is_somebody_elses(change, *row) ? MailChangeNews::taken
                                                          : MailChangeNews::confirm,
                          row->shown()};
}

void mail_change_told(Change& change, Uuid const& mail_change)
{
    change.run(update_told, mail_change, change.now());
}

void end_mail_changes(Change& change, PersonId person)
{
    change.run(update_left, person, change.now());
}

std::int64_t sweep_mail_changes(Change& change)
{
    Instant const before{change.now().microseconds - days_kept * day};
    change.run(delete_old_mails, before);
    return change.run(delete_old, before);
}

} // namespace folkmoot::storage
