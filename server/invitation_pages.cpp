#include "server/invitation_pages.hpp"

#include "server/password_fields.hpp"
#include "server/texts.hpp"

namespace folkmoot::server {
namespace {

using protocol::groups::Role;
using storage::InvitationShown;
using storage::WayInFault;

std::string as_what(Role role)
{
    switch (role) {
    case Role::facilitator:
        return text("page_invitation.as_facilitator");
    case Role::member:
        return text("page_invitation.as_member");
    case Role::guest:
        break;
    }
    return text("page_invitation.as_guest");
}

void add_newcomers_fields(PlainPage& page, InvitationShown const& invitation, Typed const& typed)
{
    bool const bound = !invitation.row.mail.empty();
    page.field({.id = "name",
                .label = text("page.name"),
                .autocomplete = "name",
                .hint = text("page.name_hint"),
                .value = typed.name});
    page.field({.id = "mail",
                .label = text("page.mail"),
                .type = "email",
                .autocomplete = "username",
                .hint = text("page.mail_hint"),
                .value = bound ? invitation.row.mail : typed.mail,
                .read_only = bound});
    add_new_password(page);
}

void add_known_persons_fields(PlainPage& page, InvitationShown const& invitation)
{
    page.paragraph(text("page_invitation.known"));
    page.field({.id = "mail",
                .label = text("page.mail"),
                .type = "email",
                .autocomplete = "username",
                .value = invitation.row.mail,
                .read_only = true});
    page.field({.id = "password",
                .label = text("page.password"),
                .type = "password",
                .autocomplete = "current-password"});
}

void add_either_fields(PlainPage& page, InvitationShown const& invitation, Typed const& typed)
{
    page.paragraph(text("page_invitation.either"));
    page.field({.id = "name",
                .label = text("page.name"),
                .autocomplete = "name",
                .hint = text("page_invitation.either_name_hint"),
                .value = typed.name});
    page.field({.id = "mail",
                .label = text("page.mail"),
                .type = "email",
                .autocomplete = "username",
                .value = invitation.row.mail,
                .read_only = true});
    page.field({.id = "password",
                .label = text("page.password"),
                .type = "password",
                .autocomplete = "current-password",
                .hint = text("page_invitation.either_password_hint")});
}

std::string other_person_page(PageLook const& look, InvitationShown const& invitation,
                              SignedIn const& signed_in)
{
    PlainPage page{look, text("page_invitation.other_title")};
    page.begin_form();
    page.paragraph(text("page_invitation.other_signed_in",
                        {{"name", signed_in.name}, {"mail", invitation.row.mail}}));
    page.end_form("sign_out", text("page.sign_out"), true);
    return std::move(page).finish();
}

} // namespace

bool asks_both(InvitationShown const& invitation)
{
    return !invitation.row.mail.empty() && !invitation.row.by_mail;
}

std::string what_it_gives(InvitationShown const& invitation)
{
    auto const& row = invitation.row;
    TextValue const inviter{"inviter", invitation.inviter_name.empty()
                                           ? text("page_invitation.operator")
                                           : invitation.inviter_name};
    TextValue const authority{"authority", invitation.authority_name};
    if (row.group_id && row.role)
        return text(
            "page_invitation.to_group",
            {inviter, {"group", invitation.group_name}, {"role", as_what(*row.role)}, authority});
    if (row.administrator)
        return text("page_invitation.to_run");
    if (row.coordinator)
        return text("page_invitation.to_coordinate", {inviter, authority});
    if (row.authority)
        return text("page_invitation.to_authority", {inviter, authority});
    return text("page_invitation.to_network", {inviter});
}

std::string invitation_page(PageLook const& look, InvitationShown const& invitation,
                            std::optional<SignedIn> const& signed_in, Typed const& typed,
                            std::vector<PlainProblem> problems)
{
    if (signed_in && !signed_in->invited)
        return other_person_page(look, invitation, *signed_in);
    PlainPage page{look, text("page_invitation.title", {{"network", look.network_name}})};
    page.paragraph(what_it_gives(invitation));
    page.problems(std::move(problems));
    page.begin_form();
    if (signed_in)
        page.paragraph(text("page_invitation.accept_as", {{"name", signed_in->name}}));
    else if (asks_both(invitation))
        add_either_fields(page, invitation, typed);
    else if (invitation.known)
        add_known_persons_fields(page, invitation);
    else
        add_newcomers_fields(page, invitation, typed);
    page.end_form("accept", text("page_invitation.accept"));
    page.paragraph(text("page_invitation.until", {{"until", full_date(invitation.row.expires_at)}}),
                   true);
    return std::move(page).finish();
}

std::string wrong_address_page(PageLook const& look, InvitationShown const& invitation)
{
    PlainPage page{look, text("page_invitation.other_title")};
    page.paragraph(text("page_invitation.other_address", {{"mail", invitation.row.mail}}));
    return std::move(page).finish();
}

std::string fault_page(PageLook const& look, WayInFault fault)
{
    auto const why = [&]() -> TextKey {
        switch (fault) {
        case WayInFault::used:
            return "page_invitation.used";
        case WayInFault::expired:
            return "page_invitation.expired";
        case WayInFault::revoked:
            return "page_invitation.revoked";
        case WayInFault::right_lost:
            return "page_invitation.right_lost";
        case WayInFault::group_archived:
            return "page_invitation.group_archived";
        case WayInFault::authority_closed:
            return "page_invitation.authority_closed";
        case WayInFault::unknown:
        case WayInFault::other_person:
        case WayInFault::known_already:
            break;
        }
        return "page_invitation.unknown";
    };
    PlainPage page{look, text("page_invitation.not_good")};
    page.paragraph(text(why()));
    page.link("/sign-in", text("page.sign_in"));
    return std::move(page).finish();
}

} // namespace folkmoot::server
