#include "server/resets.hpp"

#include "protocol/json.hpp"
#include "server/form.hpp"
#include "server/gate.hpp"
#include "server/invitation_pages.hpp"
#include "server/password_fields.hpp"
#include "server/passwords.hpp"
#include "server/sign_in.hpp"
#include "server/texts.hpp"
#include "server/throttle.hpp"

#include <spdlog/spdlog.h>

namespace folkmoot::server {
namespace {

using namespace protocol;
using storage::InvitationShown;
using storage::WayInFault;

constexpr std::string_view ask_path = "/forgotten";
constexpr std::string_view path_start = "/resets/";
constexpr std::int64_t day = 24LL * 3600 * 1'000'000;

// --- asking for a link --------------------------------------------------------------------------------

std::string ask_page(PageLook const& look, std::string const& mail,
                     std::vector<PlainProblem> problems)
{
    PlainPage page{look, text("page_reset.ask_title")};
    page.paragraph(text("page_reset.ask"));
    page.problems(std::move(problems));
    page.begin_form();
    page.field({.id = "mail",
                .label = text("page.mail"),
                .type = "email",
                .autocomplete = "username",
                .value = mail});
    page.end_form("send", text("page_reset.send"));
    page.link("/sign-in", text("page.sign_in"));
    return std::move(page).finish();
}

std::string asked_page(PageLook const& look, std::string const& mail)
{
    PlainPage page{look, text("page_reset.asked_title")};
    page.paragraph(text("page_reset.asked", {{"mail", mail}}));
    page.paragraph(text("page_reset.asked_nothing"));
    page.link("/sign-in", text("page.sign_in"));
    return std::move(page).finish();
}

std::optional<Mail> mail_in(std::string const& typed)
{
    std::string json = R"({"name":"-","password":"-","mail":)";
    encode_string(json, typed);
    auto const read = decode<invitations::Newcomer>(json + "}");
    return read ? std::optional{read->mail} : std::nullopt;
}

// --- choosing a new one -------------------------------------------------------------------------------

std::string choose_page(PageLook const& look, InvitationShown const& reset,
                        std::vector<PlainProblem> problems)
{
    PlainPage page{look, text("page_reset.title")};
    page.paragraph(text("page_reset.words", {{"name", reset.person_name}}));
    page.problems(std::move(problems));
    page.begin_form();
    page.field({.id = "mail",
                .label = text("page.mail"),
                .type = "email",
                .autocomplete = "username",
                .value = reset.row.mail,
                .read_only = true});
    add_new_password(page);
    page.end_form("change", text("page_reset.change"));
    page.paragraph(text("page_reset.until", {{"until", full_date(reset.row.expires_at)}}), true);
    return std::move(page).finish();
}

std::string void_page(PageLook const& look, WayInFault fault)
{
    PlainPage page{look, text("page_reset.not_good")};
    page.paragraph(fault == WayInFault::used      ? text("page_reset.used")
                   : fault == WayInFault::expired ? text("page_reset.expired")
                                                  : text("page_reset.unknown"));
    page.link(ask_path, text("page_reset.ask_again"));
    page.link("/sign-in", text("page.sign_in"));
    return std::move(page).finish();
}

struct Choosing {
    Parts parts;
    PageLook const& look;
    Caller caller;
    storage::SecretHash secret{};
    bool pressed = false;
    Form form;
    PageDone done;
    InvitationShown reset = {};

    void refuse(WayInFault fault) const
    {
        done(html_page(fault == WayInFault::unknown ? 404 : 410, void_page(look, fault)));
    }
    void refuse(Error const& error) const
    {
        bool const often = error.name == ErrorName::too_many;
        TextKey const words = often ? TextKey{"page.too_many"} : TextKey{"page.unavailable"};
        done(html_page(often ? 429 : 503, choose_page(look, reset, {{"", text(words)}})));
    }
};
using Shared = std::shared_ptr<Choosing>;

void set_new_password(Shared const& choosing, std::string const& hash)
{
    auto const secret = fresh_secret(choosing->parts.store.surroundings());
    auto const now = choosing->parts.store.surroundings().now();
    storage::NewSignIn const sign_in{.label = browser_label(choosing->caller.user_agent),
                                     .secret = hash_of_secret(secret),
                                     .expires_at = Instant{now.microseconds + cookie_days * day}};
    using Outcome = std::variant<storage::CameIn, WayInFault>;
    choosing->parts.store.change<Outcome>(
        [choosing, hash, sign_in](storage::Change& change) -> Result<Outcome> {
            return storage::use_reset(change, choosing->secret, hash, sign_in);
        },
        [choosing, secret](Result<Outcome> const& outcome) {
            if (!outcome)
                return choosing->refuse(outcome.error());
            if (auto const* const fault = std::get_if<WayInFault>(&*outcome))
                return choosing->refuse(*fault);
            // Whoever guessed at the old one shall not keep its person out.
            choosing->parts.throttle.right(Mail{choosing->reset.row.mail}.folded(),
                                           choosing->caller.address);
            auto answer = go_to("/");
            answer.new_secret = secret;
            choosing->done(std::move(answer));
        });
}

void choose(Shared const& choosing)
{
    std::vector<PlainProblem> problems;
    check_new_password(choosing->form, problems);
    if (!problems.empty())
        return choosing->done(
            html_page(422, choose_page(choosing->look, choosing->reset, std::move(problems))));
    auto const account = "reset " + to_string(choosing->reset.row.invitation);
    auto const now = choosing->parts.store.surroundings().now();
    if (auto const may = choosing->parts.throttle.begin(account, choosing->caller.address, now);
        !may)
        return choosing->refuse(may.error());
    choosing->parts.passwords.make(choosing->form.value("password"),
                                   [choosing](Result<std::string> const& hash) {
                                       if (!hash)
                                           return choosing->refuse(hash.error());
                                       set_new_password(choosing, *hash);
                                   });
}

void open(Shared const& choosing)
{
    using Shown = std::variant<InvitationShown, WayInFault>;
    auto const now = choosing->parts.store.surroundings().now();
    choosing->parts.store.read<Shown>(
        [choosing, now](storage::Read& read) -> Result<Shown> {
            return storage::show_way_in(read, choosing->secret, storage::WayInPurpose::reset, now);
        },
        [choosing](Result<Shown> const& shown) {
            if (!shown)
                return choosing->done(
                    html_page(503, sentence_page(choosing->look, text("page.problem"),
                                                 text("page.unavailable"))));
            if (auto const* const fault = std::get_if<WayInFault>(&*shown))
                return choosing->refuse(*fault);
            choosing->reset = std::get<InvitationShown>(*shown);
            if (choosing->pressed)
                return choose(choosing);
            choosing->done(html_page(200, choose_page(choosing->look, choosing->reset, {})));
        });
}

} // namespace

bool Resets::at(std::string_view path)
{
    return path == ask_path || path.starts_with(path_start);
}

std::string Resets::path_of(std::string_view secret)
{
    return std::string{path_start} + std::string{secret};
}

void Resets::answer(HttpRequest const& request, Caller const& caller, PageDone done) const
{
    auto const path = request.path();
    if (path == ask_path)
        return forgotten(request, caller, done);
    open(std::make_shared<Choosing>(Choosing{
        parts_, look_, caller, hash_of_secret(path.substr(path_start.size())),
        request.method == "POST", Form::from(request.body).value_or(Form{}), std::move(done)}));
}

void Resets::forgotten(HttpRequest const& request, Caller const& caller, PageDone const& done) const
{
    if (request.method != "POST")
        return done(html_page(200, ask_page(look_, "", {})));
    auto const typed = Form::from(request.body).value_or(Form{}).value("mail");
    auto const mail = mail_in(typed);
    if (!mail)
        return done(html_page(422, ask_page(look_, typed, {{"mail", text("page.mail_wrong")}})));
    auto const now = parts_.store.surroundings().now();
    if (!parts_.throttle.begin("forgotten " + mail->folded(), caller.address, now))
        return done(html_page(429, ask_page(look_, typed, {{"", text("page.too_many")}})));
    send_link(mail->value);
    done(html_page(200, asked_page(look_, mail->value)));
}

/// Only queues it: whether the address is known is looked up when the answer is on its way, and shows in
/// nothing that the asker sees.
void Resets::send_link(std::string const& mail) const
{
    parts_.store.change<Done>(
        [mail = Mail{mail}](storage::Change& change) -> Result<Done> {
            if (auto const known = storage::password_of(change, mail))
                storage::make_reset(change, *known, mail, std::nullopt);
            return Done{};
        },
        [](Result<Done> const& done) {
            if (!done)
                spdlog::warn("a link for a new password was not made: {}", done.error().message);
        });
}

} // namespace folkmoot::server
