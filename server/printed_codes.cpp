#include "server/printed_codes.hpp"

#include "server/plain_page.hpp"
#include "server/texts.hpp"
#include "storage/permission.hpp"
#include "storage/which_version.hpp"

namespace folkmoot::server {
namespace {

using namespace protocol;

constexpr std::string_view path_start = "/v/";

/// What one person may be told of a code.
struct Told {
    bool current = false;
    std::optional<ResourceId> resource; ///< for who may read it
};

Result<Told> told_of(storage::Read& read, std::optional<storage::Actor> const& actor,
                     VersionCode code)
{
    auto const printed = storage::printed_version(read, code);
    if (!printed || printed->state == library::VersionState::draft)
        return not_found();
    Told told{printed->state == library::VersionState::current, {}};
    if (actor && storage::may_read_version(read, *actor, printed->version))
        told.resource = printed->resource;
    return told;
}

PageAnswer page_of(PageLook const& look, VersionCode code, Told const& told)
{
    TextValue const printed{"code", to_string(code)};
    PlainPage page{look, told.current ? text("page_code.current") : text("page_code.superseded")};
    page.paragraph(told.current ? text("page_code.current_words", {printed})
                                : text("page_code.superseded_words", {printed}));
    if (told.resource)
        page.link("/resources/" + to_string(*told.resource), text("page_code.open"));
    else
        page.link("/", text("page_code.home"));
    return html_page(200, std::move(page).finish());
}

PageAnswer no_such_code(PageLook const& look)
{
    return html_page(
        404, sentence_page(look, text("page_code.unknown"), text("page_code.unknown_words")));
}

PageAnswer refused(PageLook const& look, Error const& error)
{
    if (error.name == ErrorName::not_found)
        return no_such_code(look);
    bool const waits = error.name == ErrorName::too_many;
    return html_page(status_of(error),
                     sentence_page(look, text("page.problem"),
                                   waits ? error.message : text("page.unavailable")));
}

} // namespace

bool PrintedCodes::at(std::string_view path)
{
    return path.starts_with(path_start);
}

void PrintedCodes::answer(HttpRequest const& request, Caller const& caller, PageDone done)
{
    auto const code = version_code_from(request.path().substr(path_start.size()));
    if (!code)
        return done(no_such_code(look_));
    auto const text = to_string(*code);
    auto const now = store_.surroundings().now();
    if (auto const may = wrong_codes_.begin(text, caller.address, now); may.has_error())
        return done(refused(look_, may.error()));
    store_.read<Told>([actor = caller.actor,
                       code = *code](storage::Read& read) { return told_of(read, actor, code); },
                      [this, code = *code, text, address = caller.address,
                       done = std::move(done)](Result<Told> const& told) {
                          if (!told)
                              return done(refused(look_, told.error()));
                          wrong_codes_.right(text, address);
                          done(page_of(look_, code, *told));
                      });
}

} // namespace folkmoot::server
