#include "server/invitations.hpp"

#include "protocol/json.hpp"
#include "server/form.hpp"
#include "server/gate.hpp"
#include "server/invitation_pages.hpp"
#include "server/password_fields.hpp"
#include "server/passwords.hpp"
#include "server/sign_in.hpp"
#include "server/texts.hpp"
#include "server/throttle.hpp"
#include "storage/people.hpp"
#include "storage/permission.hpp"

namespace folkmoot::server {
namespace {

using namespace protocol;
using storage::InvitationShown;
using storage::WayInFault;

constexpr std::string_view path_start = "/invitations/";
constexpr std::int64_t day = 24LL * 3600 * 1'000'000;

/// What the link shows to whoever opens it, and who that is.
struct Looked {
    std::variant<InvitationShown, WayInFault> invitation = WayInFault::unknown;
    std::optional<SignedIn> signed_in;
};

/// One opening of a link, on its way from the request to the page.
struct Opening {
    Parts parts;
    PageLook const& look;
    Caller caller;
    std::string path;
    storage::SecretHash secret{};
    bool pressed = false; ///< the button of the form, not merely opened
    Form form;
    PageDone done;
    Looked looked = {};
    Typed typed = {};
    std::string account = {}; ///< that a try was counted for

    InvitationShown const& invitation() const
    {
        return std::get<InvitationShown>(looked.invitation);
    }
    void show(int status, std::string html) const { done(html_page(status, std::move(html))); }
    void show(int status, std::vector<PlainProblem> problems) const
    {
        show(status,
             invitation_page(look, invitation(), looked.signed_in, typed, std::move(problems)));
    }
    void refuse(WayInFault fault) const
    {
        show(fault == WayInFault::unknown ? 404 : 410, fault_page(look, fault));
    }
    void refuse(Error const& error) const
    {
        bool const often = error.name == ErrorName::too_many;
        show(often ? 429 : 503,
             {{"", text(often ? TextKey{"page.too_many"} : TextKey{"page.unavailable"})}});
    }
};
using Shared = std::shared_ptr<Opening>;

// --- looking ------------------------------------------------------------------------------------------

Looked look_at(storage::Read& read, storage::SecretHash const& secret,
               std::optional<storage::Actor> const& actor, Instant now)
{
    Looked looked{.invitation =
                      storage::show_way_in(read, secret, storage::WayInPurpose::join, now)};
    auto const* const shown = std::get_if<InvitationShown>(&looked.invitation);
    if (!shown || !actor || storage::is_signed_in(read, *actor).has_error())
        return looked;
    bool const invited =
        shown->row.mail.empty() || (shown->known && shown->known->person == actor->person);
    if (auto const me = storage::me(read, *actor, {}))
        looked.signed_in = SignedIn{me->name, invited};
    return looked;
}

// --- accepting ----------------------------------------------------------------------------------------

void came_in(Shared const& opening, storage::CameIn const& in, std::string const& secret)
{
    if (!opening->account.empty())
        opening->parts.throttle.right(opening->account, opening->caller.address);
    auto answer = go_to(in.group ? "/groups/" + to_string(*in.group) : "/");
    if (!opening->looked.signed_in)
        answer.new_secret = secret;
    opening->done(std::move(answer));
}

void not_in(Shared const& opening, WayInFault fault)
{
    if (fault == WayInFault::other_person)
        return opening->show(409, wrong_address_page(opening->look, opening->invitation()));
    if (fault == WayInFault::known_already)
        return opening->show(422, {{"mail", text("page_invitation.known_now")}});
    opening->refuse(fault);
}

void accept(Shared const& opening, storage::ComingIn who)
{
    auto const secret = fresh_secret(opening->parts.store.surroundings());
    auto const now = opening->parts.store.surroundings().now();
    storage::NewSignIn const sign_in{.label = browser_label(opening->caller.user_agent),
                                     .secret = hash_of_secret(secret),
                                     .expires_at = Instant{now.microseconds + cookie_days * day}};
    using Outcome = std::variant<storage::CameIn, WayInFault>;
    opening->parts.store.change<Outcome>(
        [opening, who = std::move(who), sign_in](storage::Change& change) -> Result<Outcome> {
            return storage::accept_invitation(change, opening->secret, who, sign_in);
        },
        [opening, secret](Result<Outcome> const& outcome) {
            if (!outcome)
                opening->refuse(outcome.error());
            else if (auto const* in = std::get_if<storage::CameIn>(&*outcome))
                came_in(opening, *in, secret);
            else
                not_in(opening, std::get<WayInFault>(*outcome));
        });
}

/// Hashing is dear, and what is answered may tell whose an address is: it is counted like trying a
/// password, until somebody has come in.
bool may_try(Opening& opening, std::string account)
{
    auto const now = opening.parts.store.surroundings().now();
    auto const may = opening.parts.throttle.begin(account, opening.caller.address, now);
    if (!may)
        opening.refuse(may.error());
    else
        opening.account = std::move(account);
    return may.has_value();
}

void accept_with_password(Shared const& opening, storage::PasswordOf const& known)
{
    auto const password = opening->form.value("password");
    if (password.empty() || password.size() > Secret::bytes_max)
        return opening->show(422, {{"password", text("page.password_missing")}});
    if (!may_try(*opening, Mail{opening->invitation().row.mail}.folded()))
        return;
    opening->parts.passwords.check(known.hash, password, [opening, known](Result<bool> right) {
        if (!right)
            return opening->refuse(right.error());
        if (!*right)
            return opening->show(422, {{"password", text("page.password_wrong")}});
        accept(opening, storage::PasswordShown{known.person, known.hash});
    });
}

/// The limits are the protocol's: the fields are read as its shape.
Result<invitations::Newcomer> newcomer_in(std::string const& name, std::string const& mail)
{
    std::string json = "{\"password\":\"-\",\"name\":";
    encode_string(json, name);
    json += ",\"mail\":";
    encode_string(json, mail);
    return decode<invitations::Newcomer>(json + "}");
}

std::vector<PlainProblem> problems_of(Opening const& opening, std::string const& mail)
{
    std::vector<PlainProblem> problems;
    if (auto const one = newcomer_in(opening.typed.name, "name@example.org"); !one)
        problems.push_back({"name", text("page.name_wrong")});
    if (auto const one = newcomer_in("Name", mail); !one)
        problems.push_back({"mail", text("page.mail_wrong")});
    if (asks_both(opening.invitation()))
        check_password(opening.form, problems);
    else
        check_new_password(opening.form, problems);
    return problems;
}

void make_newcomer(Shared const& opening)
{
    auto const newcomer = newcomer_in(opening->typed.name, opening->typed.mail);
    opening->parts.passwords.make(
        opening->form.value("password"),
        [opening, name = newcomer->name.value, mail = newcomer->mail](Result<std::string> hash) {
            if (!hash)
                return opening->refuse(hash.error());
            accept(opening, storage::NewcomerKnown{name, mail, *std::move(hash)});
        });
}

void accept_newcomer(Shared const& opening)
{
    auto const& row = opening->invitation().row;
    if (!row.mail.empty() && opening->typed.mail != row.mail)
        return opening->show(409, wrong_address_page(opening->look, opening->invitation()));
    if (auto problems = problems_of(*opening, opening->typed.mail); !problems.empty())
        return opening->show(422, std::move(problems));
    if (may_try(*opening, "invitation " + to_string(row.invitation)))
        make_newcomer(opening);
}

/// A link that was handed over: whoever has it may not be whose address it is, and learns nothing of
/// that. Both ways are checked, counted and computed alike.
void accept_either(Shared const& opening)
{
    auto const& row = opening->invitation().row;
    if (opening->typed.mail != row.mail)
        return opening->show(409, wrong_address_page(opening->look, opening->invitation()));
    if (auto problems = problems_of(*opening, opening->typed.mail); !problems.empty())
        return opening->show(422, std::move(problems));
    auto const& known = opening->invitation().known;
    if (known)
        return accept_with_password(opening, *known);
    if (may_try(*opening, Mail{row.mail}.folded()))
        make_newcomer(opening);
}

void sign_out_here(Shared const& opening, storage::Actor const& actor)
{
    opening->parts.store.change<Done>(
        [actor](storage::Change& change) -> Result<Done> {
            if (storage::is_signed_in(change, actor))
                storage::end_sign_in(change, actor.sign_in);
            return Done{};
        },
        [opening](Result<Done> const& done) {
            if (!done)
                return opening->refuse(done.error());
            auto answer = go_to(opening->path);
            answer.clear_cookie = true;
            opening->done(std::move(answer));
        });
}

void looked(Shared const& opening)
{
    if (auto const* const fault = std::get_if<WayInFault>(&opening->looked.invitation))
        return opening->refuse(*fault);
    if (!opening->pressed) {
        opening->typed.name = opening->invitation().row.name;
        return opening->show(200, std::vector<PlainProblem>{});
    }
    opening->typed = {opening->form.value("name"), opening->form.value("mail")};
    auto const& signed_in = opening->looked.signed_in;
    auto const& actor = opening->caller.actor;
    if (signed_in && actor) {
        if (opening->form.value("do") == "sign_out")
            return sign_out_here(opening, *actor);
        if (!signed_in->invited)
            return opening->show(409, std::vector<PlainProblem>{});
        return accept(opening, *actor);
    }
    if (asks_both(opening->invitation()))
        return accept_either(opening);
    if (auto const& known = opening->invitation().known)
        return accept_with_password(opening, *known);
    accept_newcomer(opening);
}

} // namespace

bool Invitations::at(std::string_view path)
{
    return path.starts_with(path_start); // cut off when it was copied, too: the page says so
}

std::string Invitations::path_of(std::string_view secret)
{
    return std::string{path_start} + std::string{secret};
}

void Invitations::answer(HttpRequest const& request, Caller const& caller, PageDone done) const
{
    auto form = Form::from(request.body);
    auto const path = request.path();
    auto const opening = std::make_shared<Opening>(Opening{
        parts_, look_, caller, std::string{path}, hash_of_secret(path.substr(path_start.size())),
        request.method == "POST", form.value_or(Form{}), std::move(done)});
    if (!caller.by_cookie)
        opening->caller.actor.reset();
    auto const now = parts_.store.surroundings().now();
    parts_.store.read<Looked>(
        [opening, now](storage::Read& read) -> Result<Looked> {
            return look_at(read, opening->secret, opening->caller.actor, now);
        },
        [opening](Result<Looked> found) {
            if (!found)
                return opening->show(503, sentence_page(opening->look, text("page.problem"),
                                                        text("page.unavailable")));
            opening->looked = *std::move(found);
            looked(opening);
        });
}

} // namespace folkmoot::server
