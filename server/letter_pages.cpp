#include "server/letter_pages.hpp"

#include "server/plain_page.hpp"
#include "server/sign_in.hpp"
#include "server/texts.hpp"
#include "storage/release_letters.hpp"

namespace folkmoot::server {
namespace {

using namespace protocol;
using storage::LettersShown;

constexpr std::string_view path_start = "/letters/";

std::string letters_page(PageLook const& look, LettersShown const& shown)
{
    TextValue const name{"name", shown.person_name};
    PlainPage page{look, text("page_letters.title")};
    if (shown.library_letters) {
        page.paragraph(text("page_letters.words", {name}));
        page.begin_form();
        page.end_form("stop", text("page_letters.stop"));
    } else {
        page.paragraph(text("page_letters.stopped", {name}));
    }
    page.link("/settings", text("page_address.settings"));
    return std::move(page).finish();
}

} // namespace

bool LetterPages::at(std::string_view path)
{
    return path.starts_with(path_start);
}

std::string LetterPages::path_of(std::string_view secret)
{
    return std::string{path_start} + std::string{secret};
}

void LetterPages::answer(HttpRequest const& request, PageDone done) const
{
    using Shown = std::optional<LettersShown>;
    auto const hash = hash_of_secret(request.path().substr(path_start.size()));
    auto show = [&look = look_, done = std::move(done)](Result<Shown> const& shown) {
        if (!shown)
            return done(html_page(
                503, sentence_page(look, text("page.problem"), text("page.unavailable"))));
        if (!*shown)
            return done(html_page(404, sentence_page(look, text("page_letters.title"),
                                                     text("page_letters.unknown"))));
        done(html_page(200, letters_page(look, **shown)));
    };
    if (request.method == "POST")
        return store_.change<Shown>(
            [hash](storage::Change& change) -> Result<Shown> {
                return storage::stop_letters(change, hash);
            },
            std::move(show));
    store_.read<Shown>(
        [hash](storage::Read& read) -> Result<Shown> { return storage::show_letters(read, hash); },
        std::move(show));
}

} // namespace folkmoot::server
