#include "server/sign_in.hpp"

#include "protocol/json.hpp"
#include "server/gate.hpp"
#include "server/passwords.hpp"
#include "server/throttle.hpp"
#include "storage/people.hpp"
#include "storage/permission.hpp"

#include <sodium.h>

#include <array>
#include <span>

namespace folkmoot::server {
namespace {

using namespace protocol;
using storage::Change;
using storage::PasswordOf;
using storage::Read;

constexpr std::int64_t day = 24LL * 3600 * 1'000'000;

Error do_not_match()
{
    return invalid("password", "The mail address and the password do not belong together.");
}

/// What a sign-in needs on its way through two transactions and the hashing between them.
struct SigningIn {
    Parts parts;
    Caller caller;
    people::SignIn request;
    std::string account;
    OutcomeDone done;
    std::string secret;
    PasswordOf known; ///< as the first transaction saw it
};

Result<std::string> begin(Change& change, SigningIn const& signing)
{
    change.hold(storage::Hold::together, signing.known.person);
    // Ended, or given another password, while we were hashing?
    auto const now_known = storage::password_of(change, signing.known.person);
    if (now_known != signing.known.hash)
        return do_not_match();
    if (signing.caller.actor && signing.caller.by_cookie)
        storage::end_sign_in(change, signing.caller.actor->sign_in);
    auto const sign_in = storage::begin_sign_in(
        change, {.person = signing.known.person,
                 .kind = people::SignInKind::browser,
                 .label = browser_label(signing.caller.user_agent),
                 .secret = hash_of_secret(signing.secret),
                 .expires_at = Instant{change.now().microseconds + cookie_days * day}});
    auto const me = storage::me(change, {signing.known.person, sign_in}, {});
    if (!me)
        return me.error();
    return encode(*me);
}

void let_in(std::shared_ptr<SigningIn> const& signing)
{
    signing->parts.throttle.right(signing->account, signing->caller.address);
    signing->secret = fresh_secret(signing->parts.store.surroundings());
    signing->parts.store.change<std::string>(
        [signing](Change& change) { return begin(change, *signing); },
        [signing](Result<std::string> me) {
            if (!me)
                return signing->done(me.error());
            signing->done(Outcome{.json = *std::move(me), .new_secret = signing->secret});
        });
}

void check_password(std::shared_ptr<SigningIn> const& signing)
{
    signing->parts.passwords.check(signing->known.hash, signing->request.password.value,
                                   [signing](Result<bool> right) {
                                       if (!right)
                                           return signing->done(right.error());
                                       if (!*right)
                                           return signing->done(do_not_match());
                                       let_in(signing);
                                   });
}

struct ChangingPassword {
    Parts parts;
    storage::Actor actor;
    std::string account;
    std::string address;
    people::ChangePassword request;
    OutcomeDone done;
    std::string old_hash;

    void fail(Error const& error) const { done(error); }
};

Result<std::string> store_password(Change& change, ChangingPassword const& changing,
                                   std::string const& new_hash)
{
    change.hold(storage::Hold::alone, changing.actor.person);
    if (auto const in = storage::is_signed_in(change, changing.actor); !in)
        return in.error();
    if (storage::password_of(change, changing.actor.person) != changing.old_hash)
        return conflict("The password was changed meanwhile.");
    storage::set_password(change, changing.actor.person, new_hash);
    storage::end_other_sign_ins(change, changing.actor.person, changing.actor.sign_in);
    return encode(Done{});
}

void make_new(std::shared_ptr<ChangingPassword> const& changing)
{
    changing->parts.throttle.right(changing->account, changing->address);
    changing->parts.passwords.make(changing->request.new_password.value,
                                   [changing](Result<std::string> hash) {
                                       if (!hash)
                                           return changing->fail(hash.error());
                                       changing->parts.store.change<std::string>(
                                           [changing, hash = *hash](Change& change) {
                                               return store_password(change, *changing, hash);
                                           },
                                           [changing](Result<std::string> result) {
                                               if (!result)
                                                   return changing->fail(result.error());
                                               changing->done(Outcome{.json = *std::move(result)});
                                           });
                                   });
}

void check_old(std::shared_ptr<ChangingPassword> const& changing)
{
    changing->parts.passwords.check(
        changing->old_hash, changing->request.old_password.value, [changing](Result<bool> right) {
            if (!right)
                return changing->fail(right.error());
            if (!*right)
                return changing->fail(invalid("old_password", "That is not your password."));
            make_new(changing);
        });
}

} // namespace

void sign_in(Parts parts, Caller caller, std::shared_ptr<Listener> const& listener,
             people::SignIn request, OutcomeDone done)
{
    if (listener)
        return done(forbidden("Sign in over POST /rpc: a connection cannot set the cookie."));
    auto const now = parts.store.surroundings().now();
    auto const account = request.mail.folded();
    if (auto const may = parts.throttle.begin(account, caller.address, now); !may)
        return done(may.error());
    auto const signing = std::make_shared<SigningIn>(
        SigningIn{parts, std::move(caller), std::move(request), account, std::move(done), {}, {}});
    parts.store.read<PasswordOf>(
        [signing](Read& read) -> Result<PasswordOf> {
            return storage::password_of(read, signing->request.mail).value_or(PasswordOf{});
        },
        [signing](Result<PasswordOf> known) {
            if (!known)
                return signing->done(known.error());
            signing->known = *std::move(known);
            check_password(signing);
        });
}

void sign_out(Parts parts, Caller const& caller, std::shared_ptr<Listener> const&, people::SignOut,
              OutcomeDone done)
{
    if (!caller.actor)
        return done(sign_in_needed());
    parts.store.change<std::string>(
        [actor = *caller.actor](Change& change) -> Result<std::string> {
            if (auto const in = storage::is_signed_in(change, actor); !in)
                return in.error();
            storage::end_sign_in(change, actor.sign_in);
            return encode(Done{});
        },
        [done = std::move(done)](Result<std::string> result) {
            if (!result)
                return done(result.error());
            done(Outcome{.json = *std::move(result), .clear_cookie = true});
        });
}

void change_password(Parts parts, Caller const& caller, std::shared_ptr<Listener> const&,
                     people::ChangePassword request, OutcomeDone done)
{
    if (!caller.actor)
        return done(sign_in_needed());
    if (auto const good = good_password(request.new_password.value, "new_password"); !good)
        return done(good.error());
    auto const actor = *caller.actor;
    auto const account = to_string(actor.person);
    auto const now = parts.store.surroundings().now();
    if (auto const may = parts.throttle.begin(account, caller.address, now); !may)
        return done(may.error());
    auto const changing = std::make_shared<ChangingPassword>(ChangingPassword{
        parts, actor, account, caller.address, std::move(request), std::move(done), {}});
    parts.store.read<std::string>(
        [actor](Read& read) -> Result<std::string> {
            if (auto const in = storage::is_signed_in(read, actor); !in)
                return in.error();
            return storage::password_of(read, actor.person).value_or("");
        },
        [changing](Result<std::string> hash) {
            if (!hash)
                return changing->fail(hash.error());
            changing->old_hash = *std::move(hash);
            check_old(changing);
        });
}

std::string fresh_secret(storage::Surroundings const& surroundings)
{
    std::array<std::uint8_t, 32> bytes{};
    surroundings.random(bytes);
    constexpr int variant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
    std::array<char, sodium_base64_ENCODED_LEN(32, sodium_base64_VARIANT_URLSAFE_NO_PADDING)>
        text{};
    sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(), variant);
    return text.data();
}

storage::SecretHash hash_of_secret(std::string_view secret)
{
    storage::SecretHash hash{};
    crypto_hash_sha256(hash.data(), reinterpret_cast<unsigned char const*>(secret.data()),
                       secret.size());
    return hash;
}

} // namespace folkmoot::server
