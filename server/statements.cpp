#include "server/statements.hpp"

#include "protocol/markdown.hpp"
#include "server/plain_page.hpp"
#include "server/texts.hpp"
#include "storage/network.hpp"
#include "storage/statements.hpp"

namespace folkmoot::server {
namespace {

using namespace protocol;
using statements::Statement;
using statements::Which;

std::string heading(Which which)
{
    return which == Which::accessibility ? text("page_statement.accessibility")
                                         : text("page_statement.privacy");
}

std::string page_of(PageLook const& look, Which which, Statement const& statement)
{
    PlainPage page{look, heading(which)};
    bool const own = !statement.text.empty();
    page.rendered(render_markdown(own ? statement.text : statement.ready, 2));
    if (own && statement.changed_at)
        page.paragraph(text("page_statement.changed", {{"at", full_date(*statement.changed_at)}}),
                       true);
    auto const other = which == Which::accessibility ? Which::privacy : Which::accessibility;
    page.link(which == Which::accessibility ? "/privacy" : "/accessibility", heading(other));
    return std::move(page).finish();
}

} // namespace

std::string ready_statement(Which which, std::string const& network_name)
{
    TextValue const network{"network", network_name};
    return which == Which::accessibility ? text("page_statement.ready_accessibility", {network})
                                         : text("page_statement.ready_privacy", {network});
}

Statement whole_statement(storage::Read& read, Which which)
{
    auto statement = storage::statement_of(read, which);
    auto const network = storage::the_network(read);
    statement.ready = ready_statement(which, network ? network->name : "");
    return statement;
}

std::optional<Which> Statements::at(std::string_view path)
{
    if (path == "/accessibility")
        return Which::accessibility;
    return path == "/privacy" ? std::optional{Which::privacy} : std::nullopt;
}

void Statements::show(Which which, PageDone done) const
{
    store_.read<Statement>(
        [which](storage::Read& read) -> Result<Statement> { return whole_statement(read, which); },
        [this, which, done = std::move(done)](Result<Statement> const& found) {
            if (!found)
                return done(html_page(
                    503, sentence_page(look_, text("page.problem"), text("page.unavailable"))));
            done(html_page(200, page_of(look_, which, *found)));
        });
}

} // namespace folkmoot::server
