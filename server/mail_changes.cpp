#include "server/mail_changes.hpp"

#include "protocol/json.hpp"
#include "server/mail_ways.hpp"
#include "server/passwords.hpp"
#include "server/plain_page.hpp"
#include "server/sign_in.hpp"
#include "server/texts.hpp"
#include "server/throttle.hpp"
#include "storage/mail_changes.hpp"
#include "storage/permission.hpp"

namespace folkmoot::server {
namespace {

using namespace protocol;
using storage::MailChangeShown;
using storage::WayInFault;

constexpr std::string_view path_start = "/addresses/";

// --- asking for it ------------------------------------------------------------------------------------

struct ChangingMail {
    Parts parts;
    storage::Actor actor;
    std::string address;
    people::ChangeMail request;
    OutcomeDone done;
    std::string hash;
};
using Changing = std::shared_ptr<ChangingMail>;

Result<std::string> ask(storage::Change& change, ChangingMail const& changing)
{
    change.hold(storage::Hold::alone, changing.actor.person);
    if (auto const in = storage::is_signed_in(change, changing.actor); !in)
        return in.error();
    if (storage::password_of(change, changing.actor.person) != changing.hash)
        return conflict("The password was changed meanwhile.");
    auto const asked = storage::ask_for_mail(change, changing.actor, changing.request.mail);
    if (!asked)
        return asked.error();
    return encode(Done{});
}

/// Passes on what was stored.
auto told(OutcomeDone done)
{
    return [done = std::move(done)](Result<std::string> json) {
        if (!json)
            return done(json.error());
        done(Outcome{.json = *std::move(json)});
    };
}

void store_asked(Changing const& changing)
{
    changing->parts.throttle.right(to_string(changing->actor.person), changing->address);
    changing->parts.store.change<std::string>(
        [changing](storage::Change& change) { return ask(change, *changing); },
        told(changing->done));
}

void check_password(Changing const& changing)
{
    changing->parts.passwords.check(
        changing->hash, changing->request.password.value, [changing](Result<bool> right) {
            if (!right)
                return changing->done(right.error());
            if (!*right)
                return changing->done(invalid("password", "That is not your password."));
            store_asked(changing);
        });
}

// --- its page -----------------------------------------------------------------------------------------

std::string confirm_page(PageLook const& look, MailChangeShown const& shown)
{
    PlainPage page{look, text("page_address.title")};
    page.paragraph(text("page_address.words", {{"name", shown.person_name}, {"mail", shown.mail}}));
    page.begin_form();
    page.end_form("confirm", text("page_address.confirm"));
    page.paragraph(text("page_address.until", {{"until", full_date(shown.expires_at)}}), true);
    return std::move(page).finish();
}

std::string done_page(PageLook const& look, MailChangeShown const& shown)
{
    PlainPage page{look, text("page_address.done_title")};
    page.paragraph(text("page_address.done", {{"mail", shown.mail}}));
    page.link("/settings", text("page_address.settings"));
    return std::move(page).finish();
}

std::string void_page(PageLook const& look, WayInFault fault)
{
    PlainPage page{look, text("page_address.not_good")};
    page.paragraph(fault == WayInFault::used      ? text("page_address.used")
                   : fault == WayInFault::expired ? text("page_address.expired")
                                                  : text("page_address.unknown"));
    page.link("/settings", text("page_address.settings"));
    return std::move(page).finish();
}

} // namespace

void change_mail(Parts parts, Caller const& caller, std::shared_ptr<Listener> const&,
                 people::ChangeMail request, OutcomeDone done)
{
    if (!caller.actor)
        return done(sign_in_needed());
    if (!can_be_sent_to(request.mail.value))
        return done(invalid("mail", "A mail address is written like name@example.org."));
    auto const actor = *caller.actor;
    auto const now = parts.store.surroundings().now();
    if (auto const may = parts.throttle.begin(to_string(actor.person), caller.address, now); !may)
        return done(may.error());
    auto const changing = std::make_shared<ChangingMail>(
        ChangingMail{parts, actor, caller.address, std::move(request), std::move(done), {}});
    parts.store.read<std::string>(
        [actor](storage::Read& read) -> Result<std::string> {
            if (auto const in = storage::is_signed_in(read, actor); !in)
                return in.error();
            return storage::password_of(read, actor.person).value_or("");
        },
        [changing](Result<std::string> hash) {
            if (!hash)
                return changing->done(hash.error());
            changing->hash = *std::move(hash);
            check_password(changing);
        });
}

void send_mail_again(Parts parts, Caller const& caller, std::shared_ptr<Listener> const&,
                     people::SendMailAgain request, OutcomeDone done)
{
    if (!caller.actor)
        return done(sign_in_needed());
    parts.store.change<std::string>(
        [actor = *caller.actor, request](storage::Change& change) -> Result<std::string> {
            change.hold(storage::Hold::alone, actor.person);
            if (auto const in = storage::is_signed_in(change, actor); !in)
                return in.error();
            auto const sent = storage::send_mail_again(change, actor, request);
            if (!sent)
                return sent.error();
            return encode(*sent);
        },
        told(std::move(done)));
}

bool MailChanges::at(std::string_view path)
{
    return path.starts_with(path_start);
}

std::string MailChanges::path_of(std::string_view secret)
{
    return std::string{path_start} + std::string{secret};
}

void MailChanges::answer(HttpRequest const& request, PageDone done) const
{
    using Shown = std::variant<MailChangeShown, WayInFault>;
    auto const hash = hash_of_secret(request.path().substr(path_start.size()));
    bool const pressed = request.method == "POST";
    auto show = [&look = look_, pressed, done = std::move(done)](Result<Shown> const& shown) {
        if (!shown)
            return done(html_page(
                503, sentence_page(look, text("page.problem"), text("page.unavailable"))));
        if (auto const* const fault = std::get_if<WayInFault>(&*shown))
            return done(
                html_page(*fault == WayInFault::unknown ? 404 : 410, void_page(look, *fault)));
        auto const& change = std::get<MailChangeShown>(*shown);
        done(html_page(200, pressed ? done_page(look, change) : confirm_page(look, change)));
    };
    if (pressed)
        return parts_.store.change<Shown>(
            [hash](storage::Change& change) -> Result<Shown> {
                return storage::confirm_mail(change, hash);
            },
            std::move(show));
    parts_.store.read<Shown>(
        [hash, now = parts_.store.surroundings().now()](storage::Read& read) -> Result<Shown> {
            return storage::show_mail_change(read, hash, now);
        },
        std::move(show));
}

} // namespace folkmoot::server
