#include "storage/outbox.hpp"

#include "storage/network.hpp"
#include "storage/required.hpp"

#include <algorithm>
#include <array>

namespace folkmoot::storage {

namespace {

constexpr std::int64_t minute = 60'000'000;
/// Longer than a mail server may take to answer.
constexpr std::int64_t taken_for = 10 * minute;
constexpr std::array<std::int64_t, 7> pauses{1, 5, 15, 60, 4 * 60, 12 * 60, 24 * 60};

constexpr Sql upsert_mail = R"sql(
INSERT INTO outbox (id, invitation, made_at, due_at, tries, reply) VALUES ($1, $2, $3, $3, 0, 0)
ON CONFLICT (invitation) DO UPDATE SET due_at = excluded.due_at, tries = 0, reply = 0,
                                       sent_at = NULL, failed_at = NULL
)sql";

constexpr Sql insert_mail = R"sql(
INSERT INTO outbox (id, mail_change, made_at, due_at, tries, reply) VALUES ($1, $2, $3, $3, 0, 0)
)sql";

constexpr Sql delete_taken = R"sql(
DELETE FROM outbox WHERE id = $1
)sql";

constexpr Sql delete_mail = R"sql(
DELETE FROM outbox WHERE invitation = $1
)sql";

constexpr Sql count_due = R"sql(
SELECT count(*) FROM outbox WHERE due_at <= $1 AND sent_at IS NULL AND failed_at IS NULL
)sql";

// Two nodes may choose the same: the second then changes no row, and looks again.
constexpr Sql update_taken = R"sql(
UPDATE outbox SET due_at = $2, tries = tries + 1
 WHERE id = (SELECT o.id FROM outbox o
              WHERE o.due_at <= $1 AND o.sent_at IS NULL AND o.failed_at IS NULL
              ORDER BY o.due_at, o.id LIMIT 1)
   AND due_at <= $1 AND sent_at IS NULL AND failed_at IS NULL
RETURNING id, invitation, mail_change, person, version, tries
)sql";

constexpr Sql update_secret = R"sql(
UPDATE invitations SET secret = $2, by_mail = 1 WHERE id = $1
)sql";

constexpr Sql update_sent = R"sql(
UPDATE outbox SET sent_at = $2, reply = 0 WHERE id = $1
RETURNING mail_change
)sql";

constexpr Sql select_tries = R"sql(
SELECT tries FROM outbox WHERE id = $1
)sql";

constexpr Sql update_failed = R"sql(
UPDATE outbox SET failed_at = $2, reply = $3 WHERE id = $1
RETURNING mail_change
)sql";

constexpr Sql update_later = R"sql(
UPDATE outbox SET due_at = $2, reply = $3 WHERE id = $1
)sql";

constexpr Sql select_of_erased = R"sql(
SELECT e.thing AS id FROM erasures e WHERE e.kind IN ('person', 'person_and_writings')
 UNION ALL
SELECT i.id FROM invitations i
 WHERE i.person IN (SELECT e.thing FROM erasures e
                     WHERE e.kind IN ('person', 'person_and_writings'))
    OR i.inviter IN (SELECT e.thing FROM erasures e
                      WHERE e.kind IN ('person', 'person_and_writings'))
 UNION ALL
SELECT c.id FROM mail_changes c
 WHERE c.person IN (SELECT e.thing FROM erasures e
                     WHERE e.kind IN ('person', 'person_and_writings'))
)sql";

struct Taken {
    Uuid id;
    std::optional<InvitationId> invitation;
    std::optional<Uuid> mail_change;
    std::optional<PersonId> person; ///< who is told of the release of `version`
    std::optional<VersionId> version;
    std::int64_t tries = 0;

    Uuid thing() const
    {
        return mail_change ? *mail_change : person ? Uuid{*person} : Uuid{required(invitation)};
    }
};
BOOST_DESCRIBE_STRUCT(Taken, (), (id, invitation, mail_change, person, version, tries))

struct Settled {
    std::optional<Uuid> mail_change;
};
BOOST_DESCRIBE_STRUCT(Settled, (), (mail_change))

using About = std::variant<InvitationShown, MailChangeMail, ReleaseLetter>;

/// Nothing when it is void by now.
std::optional<About> about(Change& change, Taken const& taken, SecretHash const& secret)
{
    if (taken.mail_change) {
        auto mail = mail_change_taken(change, *taken.mail_change, secret);
        return mail ? std::optional<About>{*std::move(mail)} : std::nullopt;
    }
    if (taken.person) {
        auto letter =
            release_letter_taken(change, taken.id, *taken.person, required(taken.version), secret);
        return letter ? std::optional<About>{*std::move(letter)} : std::nullopt;
    }
    change.run(update_secret, required(taken.invitation), secret);
    auto shown = show_way_in(change, secret, change.now());
    auto* const invitation = std::get_if<InvitationShown>(&shown);
    return invitation ? std::optional<About>{std::move(*invitation)} : std::nullopt;
}

void settle(Change& change, std::optional<Settled> const& settled)
{
    if (settled && settled->mail_change) {
        mail_change_told(change, *settled->mail_change);
    }
}

} // namespace

void queue_mail(Change& change, InvitationId invitation)
{
    change.run(upsert_mail, change.fresh_uuid(), invitation, change.now());
}

void queue_mail_about_change(Change& change, Uuid const& mail_change)
{
    change.run(insert_mail, change.fresh_uuid(), mail_change, change.now());
}

void forget_mail(Change& change, InvitationId invitation)
{
    change.run(delete_mail, invitation);
}

std::int64_t mails_due(Read& read, Instant now)
{
    return read.number(count_due, now);
}

std::optional<MailTaken> take_mail(Change& change, SecretHash const& secret)
{
    Instant const until{change.now().microseconds + taken_for};
    while (auto const taken = change.row<Taken>(update_taken, change.now(), until)) {
        if (auto shown = about(change, *taken, secret)) {
            return MailTaken{taken->id, taken->tries, *std::move(shown),
                             required(the_network(change)).name, taken->thing()};
        }
        change.run(delete_taken, taken->id);
    }
    return std::nullopt;
}

void mail_sent(Change& change, Uuid const& mail)
{
    settle(change, change.row<Settled>(update_sent, mail, change.now()));
}

void mail_refused(Change& change, Uuid const& mail, std::int64_t reply, bool for_good)
{
    auto const tries =
        static_cast<std::size_t>(change.row<std::int64_t>(select_tries, mail).value_or(1));
    if (for_good || tries > pauses.size()) {
        settle(change, change.row<Settled>(update_failed, mail, change.now(), reply));
        return;
    }
    auto const pause = pauses[std::max<std::size_t>(tries, 1) - 1] * minute;
    change.run(update_later, mail, Instant{change.now().microseconds + pause}, reply);
}

std::vector<Uuid> things_of_erased(Read& read)
{
    return read.rows<Uuid>(select_of_erased);
}

} // namespace folkmoot::storage
