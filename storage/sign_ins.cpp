#include "storage/sign_ins.hpp"

namespace folkmoot::storage {

namespace {

constexpr Sql select_password_by_mail = R"sql(
SELECT w.person, w.hash
  FROM mails m
  JOIN people p ON p.id = m.person
  JOIN passwords w ON w.person = p.id
 WHERE m.folded = $1 AND p.ended_at IS NULL
)sql";

constexpr Sql select_password_by_person = R"sql(
SELECT w.hash
  FROM passwords w
  JOIN people p ON p.id = w.person
 WHERE w.person = $1 AND p.ended_at IS NULL
)sql";

constexpr Sql upsert_password = R"sql(
INSERT INTO passwords (person, hash, set_at) VALUES ($1, $2, $3)
ON CONFLICT (person) DO UPDATE SET hash = excluded.hash, set_at = excluded.set_at
)sql";

constexpr Sql insert_sign_in = R"sql(
INSERT INTO sign_ins (id, person, kind, secret, label, made_at, used_at, expires_at)
VALUES ($1, $2, $3, $4, $5, $6, $6, $7)
)sql";

constexpr Sql select_sign_in = R"sql(
SELECT s.person AS actor_person, s.id AS actor_sign_in, s.kind, s.used_at, s.expires_at
  FROM sign_ins s
  JOIN people p ON p.id = s.person
 WHERE s.secret = $1 AND s.ended_at IS NULL AND s.expires_at > $2 AND p.ended_at IS NULL
)sql";

constexpr Sql update_used = R"sql(
UPDATE sign_ins SET used_at = $2 WHERE id = $1
)sql";

constexpr Sql update_ended = R"sql(
UPDATE sign_ins SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL RETURNING person
)sql";

constexpr Sql select_others = R"sql(
SELECT id FROM sign_ins WHERE person = $1 AND id <> $2 AND ended_at IS NULL
)sql";

constexpr Sql select_expired = R"sql(
SELECT id FROM sign_ins WHERE person = $1 AND ended_at IS NULL AND expires_at <= $2
)sql";

} // namespace

BOOST_DESCRIBE_STRUCT(Actor, (), (person, sign_in))
BOOST_DESCRIBE_STRUCT(PasswordOf, (), (person, hash))
BOOST_DESCRIBE_STRUCT(SignInFound, (), (actor, kind, used_at, expires_at))

std::optional<PasswordOf> password_of(Read& read, Mail const& mail)
{
    return read.row<PasswordOf>(select_password_by_mail, mail.folded());
}

std::optional<std::string> password_of(Read& read, PersonId person)
{
    return read.row<std::string>(select_password_by_person, person);
}

void set_password(Change& change, PersonId person, std::string_view hash)
{
    change.run(upsert_password, person, hash, change.now());
}

SignInId begin_sign_in(Change& change, NewSignIn const& sign_in)
{
    for (auto const expired : change.rows<SignInId>(select_expired, sign_in.person, change.now())) {
        end_sign_in(change, expired);
    }
    auto const id = change.fresh_id<SignInId>();
    change.run(insert_sign_in, id, sign_in.person, sign_in.kind, sign_in.secret, sign_in.label,
               change.now(), sign_in.expires_at);
    if (sign_in.kind == people::SignInKind::token) {
        change.audit({.kind = "token_made", .person = sign_in.person});
    }
    return id;
}

std::optional<SignInFound> find_sign_in(Read& read, SecretHash const& secret, Instant now)
{
    return read.row<SignInFound>(select_sign_in, secret, now);
}

void touch_sign_in(Change& change, SignInId sign_in)
{
    change.run(update_used, sign_in, change.now());
}

void end_sign_in(Change& change, SignInId sign_in)
{
    if (auto const person = change.row<PersonId>(update_ended, sign_in, change.now())) {
        change.hold(Hold::alone, *person); // nothing of theirs is under way when this is committed
        change.right_changes(
            {.kind = RightChange::Kind::sign_in_ended, .person = person, .sign_in = sign_in});
    }
}

void end_other_sign_ins(Change& change, PersonId person, SignInId kept)
{
    for (auto const sign_in : change.rows<SignInId>(select_others, person, kept)) {
        end_sign_in(change, sign_in);
    }
}

} // namespace folkmoot::storage
