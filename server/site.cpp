#include "server/site.hpp"

#include "protocol/json.hpp"
#include "server/metrics.hpp"
#include "server/sign_in.hpp"
#include "server/site_headers.hpp"
#include "storage/network.hpp"

#include <utility>

namespace folkmoot::server {
namespace {

using namespace protocol;

constexpr std::int64_t hour = 3600LL * 1'000'000;
constexpr std::string_view html = "text/html; charset=utf-8";
constexpr std::string_view plain = "text/plain; charset=utf-8";
constexpr std::string_view json = "application/json";

bool is_json(std::string_view content_type)
{
    auto const type = content_type.substr(0, content_type.find(';'));
    auto const end = type.find_last_not_of(" \t");
    return end != type.npos && type.substr(0, end + 1) == json;
}

bool reads(HttpRequest const& request)
{
    return request.method == "GET" || request.method == "HEAD";
}

Error error_of(Refusal const& refusal)
{
    if (refusal.status == 401)
        return sign_in_needed();
    if (refusal.status == 403)
        return forbidden(refusal.message);
    return {ErrorName::invalid, refusal.message, {}};
}

/// This machine, unless a proxy that is not ours stands between, and whom the operator names.
bool may_read_metrics(HttpRequest const& request, Site::Options const& options)
{
    auto const from = caller_address(request, options.trusted_proxies);
    bool const near = is_loopback(from) && (request.header("x-forwarded-for").empty() ||
                                            options.trusted_proxies.holds(request.address));
    return options.metrics && (near || options.metrics_from.holds(from));
}

constexpr int meant_for_another = 409;
constexpr int no_such_stream = 410;

} // namespace

// --- what is under way ------------------------------------------------------------------------------

UnderWay::~UnderWay()
{
    std::unique_lock lock{mutex_};
    none_.wait(lock, [this] { return count_ == 0; });
}

void UnderWay::begin()
{
    std::lock_guard const lock{mutex_};
    ++count_;
}

void UnderWay::end()
{
    std::lock_guard const lock{mutex_};
    if (--count_ == 0)
        none_.notify_all();
}

std::shared_ptr<void> UnderWay::one()
{
    begin();
    return {this, [](UnderWay* all) { all->end(); }};
}

template <class T>
std::function<void(T)> UnderWay::counted(std::function<void(T)> done)
{
    return [counted = one(), done = std::move(done)](T value) { done(std::move(value)); };
}

// --- the door ---------------------------------------------------------------------------------------

Site::Site(Dispatch const& dispatch, storage::Store& store, Options options)
    : dispatch_(dispatch), store_(store), options_(std::move(options)),
      look_(page_look(options_.network_name)), files_(embedded_files()),
      invitations_(dispatch.parts(), look_), resets_(dispatch.parts(), look_),
      mail_changes_(dispatch.parts(), look_), letter_pages_(store, look_),
      statements_(store, look_), printed_codes_(store, look_), logos_(store)
{
    listens_at(options_.port);
    Finish const finish = [this](FileAnswer answer) { return file_answer(std::move(answer)); };
    if (options_.files)
        uploads_.emplace(store, *options_.files, finish);
    if (options_.files && options_.file_of)
        downloads_.emplace(store, *options_.files, options_.file_of, finish);
}

void Site::listens_at(unsigned short port)
{
    address_.store(std::make_shared<Address const>(address_of(options_.public_url, port)));
}

void Site::answer(HttpRequest request, std::function<void(HttpAnswer)> done)
{
    auto const path = request.path();
    if (path == "/healthz") {
        if (!reads(request))
            return done(wrong_method("GET, HEAD"));
        return done(
            usual(text_answer(stopping ? 503 : 200, plain, stopping ? "stopping\n" : "ok\n")));
    }
    if (path == "/readyz")
        return reads(request) ? ready(std::move(done)) : done(wrong_method("GET, HEAD"));
    if (path == "/metrics" && may_read_metrics(request, options_))
        return done(reads(request) ? metrics() : wrong_method("GET, HEAD"));
    if (path == "/rpc")
        return rpc(std::move(request), std::move(done));
    if (Invitations::at(path) || Resets::at(path) || MailChanges::at(path))
        return plain_page(std::move(request), std::move(done));
    if (LetterPages::at(path))
        return letter_page(std::move(request), std::move(done));
    if (auto const which = Statements::at(path))
        return reads(request) ? statement(*which, std::move(done))
                              : done(wrong_method("GET, HEAD"));
    if (PrintedCodes::at(path))
        return reads(request) ? printed_code(std::move(request), std::move(done))
                              : done(wrong_method("GET, HEAD"));
    if (Logos::at(path))
        return logo(std::move(request), std::move(done));
    if (uploads_ && Uploads::at(path))
        return upload(std::move(request), std::move(done));
    if (downloads_ && Downloads::at(path))
        return file(std::move(request), std::move(done));
    auto const passed = pass_gate(*address_.load(), request, Entrance::page);
    done(passed ? page(request, path) : refused(passed.error()));
}

/// The database answers, and has the schema of this program: without that there would be no store.
void Site::ready(std::function<void(HttpAnswer)> done)
{
    if (stopping)
        return done(usual(text_answer(503, plain, "stopping\n")));
    store_.read<Done>(
        [](storage::Read& read) -> Result<Done> {
            storage::the_network(read);
            return Done{};
        },
        [this, done = under_way_.counted<HttpAnswer>(std::move(done))](Result<Done> const& read) {
            done(usual(text_answer(read ? 200 : 503, plain,
                                   read ? "ready\n" : "the database does not answer\n")));
        });
}

HttpAnswer Site::metrics() const
{
    return usual(
        text_answer(200, "text/plain; version=0.0.4; charset=utf-8", options_.metrics->text()));
}

HttpAnswer Site::page(HttpRequest const& request, std::string_view path) const
{
    auto answer = found_page(request, path);
    if (answer.status != 404 && !reads(request))
        return wrong_method("GET, HEAD");
    return usual(std::move(answer));
}

HttpAnswer Site::found_page(HttpRequest const& request, std::string_view path) const
{
    if (is_a_view(path))
        return text_answer(200, html, shell_page(look_));
    if (path == "/robots.txt")
        return text_answer(200, plain, "User-agent: *\nDisallow: /\n");
    if (auto file = files_.answer(request, path == "/favicon.ico" ? "/favicon.svg" : path))
        return *std::move(file);
    if (path == "/ws") {
        auto answer =
            text_answer(426, plain, "Ask for a WebSocket with the sub-protocol folkmoot.v1.\n");
        answer.headers.emplace_back("Upgrade", "websocket");
        return answer;
    }
    if (path == "/events") {
        auto answer = text_answer(405, plain, "Use GET here.\n");
        answer.headers.emplace_back("Allow", "GET");
        return answer;
    }
    return text_answer(404, html,
                       sentence_page(look_, "There is no such page",
                                     "The address may have been mistyped, or the "
                                     "page has gone."));
}

/// The same for everybody, whoever asks.
void Site::statement(protocol::statements::Which which, std::function<void(HttpAnswer)> done)
{
    statements_.show(which, [this, done = under_way_.counted<HttpAnswer>(std::move(done))](
                                PageAnswer answer) { done(usual(std::move(answer.http))); });
}

/// A page for somebody in particular, with a form.
void Site::plain_page(HttpRequest request, std::function<void(HttpAnswer)> done)
{
    bool const sent = request.method == "POST";
    auto const passed =
        pass_gate(*address_.load(), request, sent ? Entrance::form : Entrance::page);
    if (!passed)
        return done(refused(passed.error()));
    if (!sent && !reads(request))
        return done(wrong_method("GET, HEAD, POST"));
    auto counted = under_way_.counted<HttpAnswer>(std::move(done));
    auto const asked = std::make_shared<HttpRequest>(std::move(request));
    find_caller(*asked, *passed,
                [this, asked, done = std::move(counted)](Result<Caller> const& caller) {
                    if (!caller)
                        return done(refuse(status_of(caller.error()), caller.error()));
                    auto page = [this, done](PageAnswer answer) { done(paged(std::move(answer))); };
                    if (Invitations::at(asked->path()))
                        return invitations_.answer(*asked, *caller, std::move(page));
                    if (MailChanges::at(asked->path()))
                        return mail_changes_.answer(*asked, std::move(page));
                    resets_.answer(*asked, *caller, std::move(page));
                });
}

/// Followed from anywhere: from paper, too.
void Site::printed_code(HttpRequest request, std::function<void(HttpAnswer)> done)
{
    auto const passed = pass_gate(*address_.load(), request, Entrance::page);
    if (!passed)
        return done(refused(passed.error()));
    auto counted = under_way_.counted<HttpAnswer>(std::move(done));
    auto const asked = std::make_shared<HttpRequest>(std::move(request));
    find_caller(*asked, *passed,
                [this, asked, done = std::move(counted)](Result<Caller> const& caller) {
                    if (!caller)
                        return done(refuse(status_of(caller.error()), caller.error()));
                    printed_codes_.answer(*asked, *caller, [this, done](PageAnswer answer) {
                        done(paged(std::move(answer)));
                    });
                });
}

/// Whoever holds the secret in its address may; who is signed in here is not asked.
void Site::letter_page(HttpRequest request, std::function<void(HttpAnswer)> done)
{
    if (auto const passed = pass_gate(*address_.load(), request, Entrance::page); !passed)
        return done(refused(passed.error()));
    if (request.method != "POST" && !reads(request))
        return done(wrong_method("GET, HEAD, POST"));
    letter_pages_.answer(request, [this, done = under_way_.counted<HttpAnswer>(std::move(done))](
                                      PageAnswer answer) { done(paged(std::move(answer))); });
}

/// Somebody's own cookie shows it, so it is fetched and sent by our own pages alone, as entries and calls are.
void Site::logo(HttpRequest request, std::function<void(HttpAnswer)> done)
{
    bool const sent = request.method == "PUT";
    auto const passed =
        pass_gate(*address_.load(), request, sent ? Entrance::rpc : Entrance::events);
    if (!passed)
        return done(refused(passed.error()));
    if (!sent && !reads(request))
        return done(wrong_method("GET, HEAD, PUT"));
    auto counted = under_way_.counted<HttpAnswer>(std::move(done));
    auto const asked = std::make_shared<HttpRequest>(std::move(request));
    find_caller(
        *asked, *passed, [this, asked, done = std::move(counted)](Result<Caller> const& caller) {
            if (!caller)
                return done(refuse(status_of(caller.error()), caller.error()));
            logos_.answer(std::move(*asked), *caller, [this, done](Result<HttpAnswer> logo) {
                done(logo ? usual(*std::move(logo))
                          : refuse(status_of(logo.error()), logo.error()));
            });
        });
}

// --- files ------------------------------------------------------------------------------------------

// Browsers send no Origin with HEAD, and OPTIONS tells everybody the same.
void Site::upload(HttpRequest request, std::function<void(HttpAnswer)> done)
{
    bool const reading = request.method == "HEAD" || request.method == "OPTIONS";
    auto const passed =
        pass_gate(*address_.load(), request, reading ? Entrance::events : Entrance::rpc);
    if (!passed)
        return done(refused(passed.error()));
    auto counted = under_way_.counted<HttpAnswer>(std::move(done));
    auto const asked = std::make_shared<HttpRequest>(std::move(request));
    find_caller(*asked, *passed,
                [this, asked, done = std::move(counted)](Result<Caller> const& caller) {
                    if (!caller)
                        return done(refuse(status_of(caller.error()), caller.error()));
                    uploads_->answer(*asked, *caller, done);
                });
}

bool Site::takes_pieces(HttpRequest const& head) const
{
    return uploads_ && Uploads::takes_pieces(head);
}

void Site::receive(HttpRequest head,
                   std::function<void(std::variant<std::shared_ptr<Incoming>, HttpAnswer>)> done)
{
    auto const passed = pass_gate(*address_.load(), head, Entrance::rpc);
    if (!passed)
        return done(refused(passed.error()));
    auto const asked = std::make_shared<HttpRequest>(std::move(head));
    find_caller(*asked, *passed,
                [this, asked, under_way = under_way_.one(),
                 done = std::move(done)](Result<Caller> const& caller) {
                    if (!caller)
                        return done(refuse(status_of(caller.error()), caller.error()));
                    uploads_->receive(*asked, *caller, under_way, done);
                });
}

/// A link to a file is followed from anywhere, also from a mail: what is saved, no page can read.
void Site::file(HttpRequest request, std::function<void(HttpAnswer)> done)
{
    auto const passed = pass_gate(*address_.load(), request, Entrance::page);
    if (!passed)
        return done(refused(passed.error()));
    if (!reads(request))
        return done(wrong_method("GET, HEAD"));
    auto const asked = std::make_shared<HttpRequest>(std::move(request));
    find_caller(*asked, *passed,
                [this, asked, under_way = under_way_.one(),
                 done = std::move(done)](Result<Caller> const& caller) {
                    if (!caller)
                        return done(refuse(status_of(caller.error()), caller.error()));
                    downloads_->answer(*asked, *caller, under_way, done);
                });
}

HttpAnswer Site::file_answer(FileAnswer answer) const
{
    if (!answer.error)
        return usual(std::move(answer.http));
    auto refused = refusal_of(answer.http.status, *answer.error);
    for (auto& header : answer.http.headers)
        refused.headers.push_back(std::move(header));
    return refused;
}

HttpAnswer Site::paged(PageAnswer page) const
{
    auto const address = address_.load();
    if (page.new_secret)
        page.http.headers.emplace_back("Set-Cookie", cookie_with(*address, *page.new_secret));
    else if (page.clear_cookie)
        page.http.headers.emplace_back("Set-Cookie", cookie_without(*address));
    return usual(std::move(page.http));
}

void Site::rpc(HttpRequest request, std::function<void(HttpAnswer)> done)
{
    auto const passed = pass_gate(*address_.load(), request, Entrance::rpc);
    if (!passed)
        return done(refused(passed.error()));
    if (request.method != "POST")
        return done(wrong_method("POST"));
    if (!is_json(request.header("content-type")))
        return done(refused({415, "Send application/json."}));
    bool const by_cookie = passed->kind == Credentials::Kind::cookie;
    auto counted = under_way_.counted<HttpAnswer>(std::move(done));
    Meant meant{std::string{request.header("folkmoot-person")},
                std::string{request.header("folkmoot-stream")}};
    auto found = [this, by_cookie, meant = std::move(meant), body = std::move(request.body),
                  done = std::move(counted)](Result<Caller> caller) {
        if (!caller)
            return done(refuse(status_of(caller.error()), caller.error()));
        auto listener = listener_of(*caller, meant);
        if (!listener)
            return done(refuse(listener.error().name == ErrorName::conflict ? meant_for_another
                                                                            : no_such_stream,
                               listener.error()));
        bool const stale = by_cookie && !caller->actor;
        dispatch_.call(
            *std::move(caller), *std::move(listener), body,
            [this, stale, done](CallAnswer answer) { done(called(std::move(answer), stale)); });
    };
    find_caller(request, *passed, std::move(found));
} // NOLINT(clang-analyzer-cplusplus.NewDeleteLeaks): std::function owns what it holds

/// The cookie is the whole browser's: somebody else may have signed in since the page was opened.
Result<std::shared_ptr<Listener>> Site::listener_of(Caller const& caller, Meant const& meant)
{
    if (!caller.actor)
        return std::shared_ptr<Listener>{};
    if (!meant.person.empty() && meant.person != to_string(caller.actor->person))
        return conflict("This was meant for somebody else than who is signed in.");
    if (meant.stream.empty())
        return std::shared_ptr<Listener>{};
    auto stream = streams_.find(meant.stream, *caller.actor);
    if (!stream)
        return unavailable();
    return stream;
}

HttpAnswer Site::called(CallAnswer call, bool cookie_is_stale) const
{
    auto answer = text_answer(200, json, std::move(call.json));
    auto const address = address_.load();
    if (call.new_secret)
        answer.headers.emplace_back("Set-Cookie", cookie_with(*address, *call.new_secret));
    else if (call.clear_cookie || cookie_is_stale)
        answer.headers.emplace_back("Set-Cookie", cookie_without(*address));
    return usual(std::move(answer));
}

void Site::admit(HttpRequest request, std::function<void(std::variant<Caller, HttpAnswer>)> done)
{
    auto const entrance = request.path() == "/events" ? Entrance::events : Entrance::socket;
    auto const passed = pass_gate(*address_.load(), request, entrance);
    if (!passed)
        return done(refused(passed.error()));
    auto counted = under_way_.counted<std::variant<Caller, HttpAnswer>>(std::move(done));
    find_caller(request, *passed, [this, done = std::move(counted)](Result<Caller> caller) {
        if (!caller)
            return done(refuse(status_of(caller.error()), caller.error()));
        if (!caller->actor)
            return done(refused({401, "Sign in first."}));
        done(*std::move(caller));
    });
}

// no-transform: a proxy that compresses would keep events back; X-Accel-Buffering: so would nginx.
HttpAnswer Site::event_stream()
{
    HttpAnswer answer;
    answer.headers.emplace_back("Content-Type", "text/event-stream");
    answer.headers.emplace_back("Cache-Control", "no-store, no-transform");
    answer.headers.emplace_back("X-Accel-Buffering", "no");
    return usual(std::move(answer));
}

std::string Site::begin_stream(std::shared_ptr<Listener> const& stream)
{
    Uuid fresh;
    store_.surroundings().random(fresh.bytes);
    return streams_.add(stream, fresh);
}

void Site::call(Caller caller, std::shared_ptr<Listener> listener, std::string message,
                std::function<void(CallAnswer)> done)
{
    dispatch_.call(std::move(caller), std::move(listener), message,
                   under_way_.counted<CallAnswer>(std::move(done)));
}

HttpAnswer Site::refuse(int status, Error error)
{
    return refusal_of(status, error);
}

// --- answers ----------------------------------------------------------------------------------------

HttpAnswer Site::refused(Refusal const& refusal) const
{
    return refusal_of(refusal.status, error_of(refusal));
}

HttpAnswer Site::refusal_of(int status, Error const& error) const
{
    auto answer = usual(text_answer(status, json, refusal("null", error)));
    if (status == 401)
        answer.headers.emplace_back("WWW-Authenticate", "Bearer");
    return answer;
}

HttpAnswer Site::wrong_method(std::string_view allowed) const
{
    auto answer = text_answer(405, plain, "Use " + std::string{allowed} + " here.\n");
    answer.headers.emplace_back("Allow", allowed);
    return usual(std::move(answer));
}

HttpAnswer Site::usual(HttpAnswer answer) const
{
    add_usual_headers(answer, address_.load()->https);
    return answer;
}

// --- who calls --------------------------------------------------------------------------------------

void Site::find_caller(HttpRequest const& request, Credentials const& credentials,
                       CallerFound found)
{
    Caller caller{.actor = {},
                  .address = caller_address(request, options_.trusted_proxies),
                  .user_agent = std::string{request.header("user-agent").substr(0, 500)}};
    if (credentials.kind == Credentials::Kind::none || !looks_like_a_secret(credentials.secret))
        return found(std::move(caller));
    bool const by_cookie = credentials.kind == Credentials::Kind::cookie;
    auto const hash = hash_of_secret(credentials.secret);
    auto const now = store_.surroundings().now();
    using Found = std::optional<storage::SignInFound>;
    store_.read<Found>(
        [hash, now](storage::Read& read) -> Result<Found> {
            return storage::find_sign_in(read, hash, now);
        },
        [this, by_cookie, now, caller = std::move(caller),
         found = std::move(found)](Result<Found> one) mutable {
            if (!one)
                return found(one.error());
            auto const kind = by_cookie ? people::SignInKind::browser : people::SignInKind::token;
            if (*one && (*one)->kind == kind) {
                caller.actor = (*one)->actor;
                caller.by_cookie = by_cookie;
                caller.expires_at = (*one)->expires_at;
                caller.lasts =
                    std::chrono::microseconds{(*one)->expires_at.microseconds - now.microseconds};
                note_use(**one);
            }
            found(std::move(caller));
        });
}

// To the hour: a write for each request would cost far more than it tells.
void Site::note_use(storage::SignInFound const& found)
{
    if (store_.surroundings().now().microseconds - found.used_at.microseconds < hour)
        return;
    store_.change<Done>(
        [sign_in = found.actor.sign_in](storage::Change& change) -> Result<Done> {
            storage::touch_sign_in(change, sign_in);
            return Done{};
        },
        [](Result<Done> const&) {});
}

} // namespace folkmoot::server
