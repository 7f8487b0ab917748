#include "server/plain_page.hpp"

#include "protocol/html.hpp"
#include "server/texts.hpp"

#include <algorithm>

namespace folkmoot::server {

PlainPage::PlainPage(PageLook const& look, std::string_view heading)
    : out_(page_head(look, std::string{heading} + " – " + look.network_name))
{
    out_ +=
        "</head>\n<body>\n<div class=\"page\">\n<header class=\"bar\"><a class=\"network\" href=\"/\">";
    words(look.network_name);
    out_ +=
        "</a></header>\n<div class=\"frame alone\"><main id=\"main\"><div class=\"narrow\">\n<h1>";
    words(heading);
    out_ += "</h1>\n";
}

void PlainPage::words(std::string_view text)
{
    protocol::append_escaped(out_, text);
}

void PlainPage::attribute(std::string_view name, std::string_view value)
{
    out_ += ' ';
    out_ += name;
    out_ += "=\"";
    words(value);
    out_ += '"';
}

void PlainPage::paragraph(std::string_view text, bool soft)
{
    out_ += soft ? "<p class=\"soft\">" : "<p>";
    words(text);
    out_ += "</p>\n";
}

void PlainPage::link(std::string_view path, std::string_view text)
{
    out_ += "<p><a";
    attribute("href", path);
    out_ += '>';
    words(text);
    out_ += "</a></p>\n";
}

void PlainPage::rendered(std::string_view html)
{
    out_ += "<div class=\"sheet words\">";
    out_ += html;
    out_ += "</div>\n";
}

void PlainPage::problems(std::vector<PlainProblem> problems)
{
    problems_ = std::move(problems);
    if (problems_.empty())
        return;
    out_ += "<div class=\"problems\" role=\"alert\" tabindex=\"-1\" autofocus><h2>";
    words(text("page.problem"));
    out_ += "</h2><ul>";
    for (auto const& problem : problems_) {
        out_ += "<li>";
        if (!problem.field.empty()) {
            out_ += "<a";
            attribute("href", "#" + std::string{problem.field});
            out_ += '>';
        }
        words(problem.words);
        out_ += problem.field.empty() ? "</li>" : "</a></li>";
    }
    out_ += "</ul></div>\n";
}

PlainProblem const* PlainPage::problem_of(std::string_view field) const
{
    auto const found = std::ranges::find(problems_, field, &PlainProblem::field);
    return found == problems_.end() ? nullptr : &*found;
}

void PlainPage::begin_form()
{
    out_ += "<form class=\"sheet\" method=\"post\" novalidate>\n";
}

void PlainPage::field(PlainField const& field)
{
    auto const* const problem = problem_of(field.id);
    std::string const id{field.id};
    out_ += problem ? "<div class=\"field has-problem\"><label" : "<div class=\"field\"><label";
    attribute("for", id);
    out_ += '>';
    words(field.label);
    out_ += "</label>";
    std::string described;
    auto const beside = [&](std::string_view of, std::string_view kind, std::string_view said) {
        auto const its = id + "-" + std::string{of};
        described += (described.empty() ? "" : " ") + its;
        out_ += "<p";
        attribute("class", kind);
        attribute("id", its);
        out_ += '>';
        words(said);
        out_ += "</p>";
    };
    if (!field.hint.empty())
        beside("hint", "hint", field.hint);
    if (problem)
        beside("problem", "field-problem", problem->words);
    out_ += "<input";
    attribute("id", id);
    attribute("name", id);
    attribute("type", field.type);
    attribute("autocomplete", field.autocomplete);
    if (!field.value.empty())
        attribute("value", field.value);
    if (!described.empty())
        attribute("aria-describedby", described);
    if (problem)
        attribute("aria-invalid", "true");
    if (field.type != "text")
        out_ += " spellcheck=\"false\" autocapitalize=\"none\"";
    out_ += field.read_only ? " readonly></div>\n" : "></div>\n";
}

void PlainPage::end_form(std::string_view says, std::string_view label, bool quiet)
{
    out_ += quiet ? "<button class=\"button quiet\" name=\"do\""
                  : "<button class=\"button\" name=\"do\"";
    attribute("value", says);
    out_ += '>';
    words(label);
    out_ += "</button>\n</form>\n";
}

std::string PlainPage::finish() &&
{
    return std::move(out_) + "</div></main></div>\n</div>\n</body>\n</html>\n";
}

} // namespace folkmoot::server
