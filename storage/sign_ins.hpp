#pragma once
// Sign-ins as the server needs them before anybody is an Actor. Only hashes of secrets are kept
// (SHA-256 of 256 random bits; Argon2id of passwords, made outside the transaction by the server).

#include "storage/change.hpp"

#include <array>

namespace folkmoot::storage {

using SecretHash = std::array<std::uint8_t, 32>;

struct PasswordOf {
    PersonId person;
    std::string hash;
};
/// The person with this mail who has not ended, and their password's hash.
std::optional<PasswordOf> password_of(Read& read, Mail const& mail);
std::optional<std::string> password_of(Read& read, PersonId person);
void set_password(Change& change, PersonId person, std::string_view hash);

struct NewSignIn {
    PersonId person;
    people::SignInKind kind = people::SignInKind::browser;
    std::string label;
    SecretHash secret{};
    Instant expires_at;
};
SignInId begin_sign_in(Change& change, NewSignIn const& sign_in);
/// Who a secret belongs to, if the sign-in is neither ended nor expired and the person has not ended.
struct SignInFound {
    Actor actor;
    people::SignInKind kind = people::SignInKind::browser;
    Instant used_at;
    Instant expires_at;
};
std::optional<SignInFound> find_sign_in(Read& read, SecretHash const& secret, Instant now);
void touch_sign_in(Change& change, SignInId sign_in);
/// Ends it and says so to live delivery.
void end_sign_in(Change& change, SignInId sign_in);
/// All of a person's but `kept`.
void end_other_sign_ins(Change& change, PersonId person, SignInId kept);

} // namespace folkmoot::storage
