#include "server/password_fields.hpp"

#include "protocol/values.hpp"
#include "server/passwords.hpp"
#include "server/texts.hpp"

namespace folkmoot::server {
namespace {

std::string problem_of(std::string const& password)
{
    if (password.empty())
        return text("page.password_missing");
    if (password.size() > protocol::Secret::bytes_max)
        return text("page.password_long");
    switch (weakness_of(password)) {
    case PasswordWeakness::too_short:
        return text("page.password_short");
    case PasswordWeakness::known_to_all:
        return text("page.password_known");
    case PasswordWeakness::none:
        break;
    }
    return {};
}

} // namespace

void add_new_password(PlainPage& page)
{
    page.field({.id = "password",
                .label = text("page.new_password"),
                .type = "password",
                .autocomplete = "new-password",
                .hint = text("page.new_password_hint")});
    page.field({.id = "password_again",
                .label = text("page.password_again"),
                .type = "password",
                .autocomplete = "new-password"});
}

void check_password(Form const& form, std::vector<PlainProblem>& problems)
{
    if (auto words = problem_of(form.value("password")); !words.empty())
        problems.push_back({"password", std::move(words)});
}

void check_new_password(Form const& form, std::vector<PlainProblem>& problems)
{
    auto const before = problems.size();
    auto const password = form.value("password");
    check_password(form, problems);
    if (problems.size() > before)
        return;
    if (form.value("password_again") != password)
        problems.push_back({"password_again", text("page.password_differs")});
}

} // namespace folkmoot::server
