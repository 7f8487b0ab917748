#include "server/logos.hpp"

#include "protocol/json.hpp"
#include "server/site_files.hpp"
#include "server/site_headers.hpp"
#include "storage/logos.hpp"
#include "storage/permission.hpp"

#include <charconv>
#include <memory>

namespace folkmoot::server {

using namespace protocol;

namespace {

constexpr std::string_view path_start = "/authorities/";
constexpr std::string_view path_end = "/logo";

std::optional<AuthorityId> authority_in(std::string_view path)
{
    path.remove_prefix(path_start.size());
    path.remove_suffix(path_end.size());
    auto const id = uuid_from(path);
    return id ? std::optional{AuthorityId{*id}} : std::nullopt;
}

std::optional<Revision> revision_in(HttpRequest const& request)
{
    auto const text = request.header("folkmoot-revision");
    Revision revision = 0;
    auto const* const end = std::to_address(text.end());
    auto const [read_to, problem] = std::from_chars(std::to_address(text.begin()), end, revision);
    bool const whole = problem == std::errc{} && read_to == end;
    return whole ? std::optional{revision} : std::nullopt;
}

std::string_view type_of(PictureKind kind)
{
    switch (kind) {
    case PictureKind::png:
        return "image/png";
    case PictureKind::jpeg:
        return "image/jpeg";
    case PictureKind::webp:
        return "image/webp";
    }
    return "application/octet-stream";
}

/// A picture and nothing else, also when somebody opens it by itself.
HttpAnswer answer_with(storage::Logo logo, std::string_view if_none_match)
{
    auto const tag = '"' + logo.tag + '"';
    HttpAnswer answer;
    answer.headers = {{"ETag", tag},
                      {"Cache-Control", "private, no-cache"},
                      {"Vary", "Cookie, Authorization"},
                      {"Content-Security-Policy", "default-src 'none'; sandbox"}};
    if (names_tag(if_none_match, tag)) {
        answer.status = 304;
        return answer;
    }
    answer.headers.emplace_back("Content-Type", type_of(logo.kind));
    answer.body = std::move(logo.bytes.value);
    return answer;
}

} // namespace

bool Logos::at(std::string_view path)
{
    return path.size() > path_start.size() + path_end.size() && path.starts_with(path_start) &&
           path.ends_with(path_end);
}

void Logos::answer(HttpRequest request, Caller const& caller, LogoDone done) const
{
    if (!caller.actor)
        return done(sign_in_needed());
    auto const authority = authority_in(request.path());
    if (!authority)
        return done(not_found());
    if (request.method == "PUT")
        return take(std::move(request), *caller.actor, *authority, std::move(done));
    store_.read<storage::Logo>(
        [actor = *caller.actor, authority](storage::Read& read) {
            return storage::logo_of(read, actor, *authority);
        },
        [done = std::move(done),
         match = std::string{request.header("if-none-match")}](Result<storage::Logo> logo) {
            if (!logo)
                return done(logo.error());
            done(answer_with(*std::move(logo), match));
        });
}

void Logos::take(HttpRequest request, storage::Actor const& actor, AuthorityId authority,
                 LogoDone done) const
{
    auto const revision = revision_in(request);
    if (!revision)
        return done(invalid("revision", "Say in Folkmoot-Revision which revision you looked at."));
    storage::NewLogo logo{authority, *revision, std::move(request.body)};
    store_.change<people::Revised>(
        [actor, logo = std::move(logo)](storage::Change& change) -> Result<people::Revised> {
            if (auto const may = storage::may_administer(change, actor); !may)
                return may.error();
            return storage::set_logo(change, actor, logo);
        },
        [done = std::move(done)](Result<people::Revised> const& revised) {
            if (!revised)
                return done(revised.error());
            done(text_answer(200, "application/json", encode(*revised)));
        },
        authority);
}

} // namespace folkmoot::server
