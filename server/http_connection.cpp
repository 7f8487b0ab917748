// HTTP/1.1 on one socket: requests are answered one after the other, in the order they came, each with
// one write. A WebSocket handshake leaves here for ws_connection.cpp, a GET of /events for
// event_connection.cpp.

#include "server/port.hpp"

#include "protocol/json.hpp"

#include <boost/asio/write.hpp>
#include <boost/beast/http/buffer_body.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/rfc7230.hpp>
#include <boost/beast/http/status.hpp>
#include <boost/beast/websocket/rfc6455.hpp>

#include <array>
#include <ctime>

namespace folkmoot::server {
namespace {

constexpr std::string_view ws_path = "/ws";
constexpr std::string_view events_path = "/events";
/// What an idle connection keeps ready for the first bytes of the next request.
constexpr std::size_t first_bytes = 2'048;
/// What is read ahead of being understood. Beast's own limits are about heads and bodies, not about what
/// stands between chunks or after them.
constexpr std::size_t read_ahead_max = 64 * 1024;
/// After a refused request its rest is read away, so that the refusal is not lost with the connection.
constexpr std::chrono::milliseconds linger{2'000};
constexpr std::size_t linger_bytes_max = 4 * 1024 * 1024;

/// A body that is handed on comes in pieces of this size; each has body_timeout.
constexpr std::size_t piece_bytes = 64 * 1024;

/// So much of what is sent in pieces has write_timeout.
constexpr std::size_t timed_bytes = 64 * 1024;

using HeadParser = http::request_parser<http::empty_body>;
using Parser = http::request_parser<http::string_body>;
using PieceParser = http::request_parser<http::buffer_body>;
using Error = boost::system::error_code;

template <class Fields>
HttpRequest asked_by(http::header<true, Fields> const& from, std::string const& address)
{
    HttpRequest request;
    request.method = from.method_string();
    request.target = from.target();
    request.address = address;
    for (auto const& field : from) {
        std::string name(field.name_string());
        for (char& letter : name)
            if (letter >= 'A' && letter <= 'Z')
                letter = static_cast<char>(letter - 'A' + 'a');
        request.headers.emplace_back(std::move(name), std::string(field.value()));
    }
    return request;
}

HttpRequest request_of(BeastRequest&& from, std::string const& address)
{
    auto request = asked_by(from, address);
    request.body = std::move(from.body());
    return request;
}

std::string date_now()
{
    auto const now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
    std::tm parts{};
    gmtime_r(&now, &parts);
    std::array<char, 40> text{};
    auto const length =
        std::strftime(text.data(), text.size(), "%a, %d %b %Y %H:%M:%S GMT", &parts);
    return {text.data(), length};
}

bool without_content(int status)
{
    return status == 204 || status == 304;
}

/// An answer of unknown length ends with its connection.
enum class Length { known, unknown };
std::string head_of(HttpAnswer const& answer, bool keep, Length length = Length::known)
{
    auto const reason = http::obsolete_reason(static_cast<http::status>(answer.status));
    std::string head = "HTTP/1.1 " + std::to_string(answer.status) + ' ';
    head.append(reason.data(), reason.size()).append("\r\n");
    auto const add = [&](std::string_view name, std::string_view value) {
        head.append(name).append(": ").append(value).append("\r\n");
    };
    add("Date", date_now());
    for (auto const& [name, value] : answer.headers)
        add(name, value);
    if (length == Length::known && !without_content(answer.status))
        add("Content-Length", std::to_string(answer.size()));
    add("Connection", keep ? "keep-alive" : "close");
    return head.append("\r\n");
}

bool asks_for_websocket(BeastRequest const& request)
{
    auto const target = request.target();
    return beast::websocket::is_upgrade(request) && target.substr(0, target.find('?')) == ws_path;
}

bool asks_for_events(BeastRequest const& request)
{
    auto const target = request.target();
    return request.method() == http::verb::get && target.substr(0, target.find('?')) == events_path;
}

bool offers_our_protocol(BeastRequest const& request)
{
    http::token_list offered{request[http::field::sec_websocket_protocol]};
    return offered.exists(beast::string_view(protocol::websocket_protocol));
}

/// Where a body of this kind ends, we could not say; who stands before us may say something else.
template <class Fields>
bool unknown_body_length(http::header<true, Fields> const& request)
{
    auto const coding = request.find(http::field::transfer_encoding);
    return coding != request.end() && !beast::iequals(coding->value(), "chunked");
}

using Admitted = std::variant<Caller, HttpAnswer>;
using Receiver = std::variant<std::shared_ptr<Incoming>, HttpAnswer>;

/// What one reading gave, and how it ended.
struct Piece {
    std::string bytes;
    Error error{};
};

class HttpConnection : public OpenConnection, public std::enable_shared_from_this<HttpConnection> {
public:
    HttpConnection(Stream stream, Place place)
        : executor_(stream.get_executor()), stream_(std::move(stream)), place_(std::move(place))
    {
    }

    void begin()
    {
        place_.held_by(weak_from_this());
        asio::co_spawn(
            executor_, [self = shared_from_this()] { return self->run(); },
            [](std::exception_ptr const& failure) { failed(failure); });
    }

    void drain() override
    {
        asio::post(executor_, [self = shared_from_this()] {
            self->last_ = true;
            if (self->idle_)
                self->stream_.close();
        });
    }

    void cut() override
    {
        asio::post(executor_, [self = shared_from_this()] {
            self->last_ = true;
            if (self->place_)
                self->stream_.close();
        });
    }

private:
    Task<> run();
    Task<bool> line_stands();
    Task<bool> first_bytes_come();
    Task<bool> one_request();
    Task<bool> whole_request(std::shared_ptr<HeadParser> head);
    Task<bool> request_in_pieces(std::shared_ptr<HeadParser> head, HttpRequest asked);
    Task<Receiver> receiver_of(HttpRequest asked);
    Task<bool> answer_body(HttpAnswer answer, bool whole, bool keep);
    Task<bool> refuse_rest(HttpAnswer answer);
    Task<Error> hand_on(std::shared_ptr<PieceParser> parser, std::shared_ptr<Incoming> to);
    Task<Piece> next_piece(std::shared_ptr<PieceParser> parser);
    Task<Error> read_body(std::shared_ptr<Parser> parser);
    Task<Error> let_body_come(bool waits_for_word);
    Task<bool> serve(BeastRequest request);
    Task<bool> upgrade(BeastRequest request);
    Task<bool> open_stream(BeastRequest request);
    Task<Admitted> admit(BeastRequest request);
    Task<bool> refuse(Error error);
    Task<bool> write(HttpAnswer answer, bool head_only, bool keep);
    Task<Error> write_piece(std::string_view piece);
    Task<Error> write_pieces(std::shared_ptr<BodyInPieces> pieces);
    Task<> read_away();

    NetworkLimits const& limits() const { return place_.port().limits; }
    Door& door() const { return place_.port().door; }

    Executor executor_;
    Stream stream_; ///< moved away once the connection became a WebSocket
    Place place_;   ///< likewise
    beast::flat_buffer bytes_{read_ahead_max};
    bool idle_ = false;
    bool last_ = false; ///< no further request is taken
};

Task<> HttpConnection::run()
{
    auto self = shared_from_this();
    bool more = co_await line_stands();
    while (more) {
        more = co_await first_bytes_come();
        if (more)
            more = co_await one_request();
    }
    if (place_)
        stream_.close();
}

/// After the handshake, where there is TLS.
Task<bool> HttpConnection::line_stands()
{
    if (!stream_.is_tls())
        co_return true;
    idle_ = true;
    stream_.expires_after(limits().tls_timeout);
    auto [error, count] = co_await stream_.async_handshake(as_result);
    static_cast<void>(count);
    idle_ = false;
    co_return !error;
}

/// Waits for the next request without holding more than a little memory for it.
Task<bool> HttpConnection::first_bytes_come()
{
    if (last_)
        co_return false;
    if (bytes_.size() > 0)
        co_return true;
    bytes_.shrink_to_fit();
    idle_ = true;
    stream_.expires_after(limits().idle_timeout);
    auto const room = bytes_.prepare(first_bytes);
    auto [error, count] = co_await stream_.async_read_some(room, as_result);
    bytes_.commit(count);
    idle_ = false;
    co_return !error;
}

/// Whether another may follow.
Task<bool> HttpConnection::one_request()
{
    auto head = std::make_shared<HeadParser>();
    head->header_limit(static_cast<std::uint32_t>(limits().head_bytes_max));
    head->body_limit(boost::none); // what it may be is said once we know what it is for
    stream_.expires_after(limits().head_timeout); // for the whole head, however slowly it drips
    auto [error, count] = co_await http::async_read_header(stream_, bytes_, *head, as_result);
    static_cast<void>(count);
    if (!error && unknown_body_length(head->get()))
        error = http::error::bad_transfer_encoding;
    if (error) {
        bool const kept = co_await refuse(error);
        co_return kept;
    }
    auto asked = asked_by(head->get(), place_.address());
    bool kept = false;
    if (door().takes_pieces(asked))
        kept = co_await request_in_pieces(std::move(head), std::move(asked));
    else
        kept = co_await whole_request(std::move(head));
    co_return kept;
}

Task<bool> HttpConnection::whole_request(std::shared_ptr<HeadParser> head)
{
    bool const too_long = head->content_length().value_or(0) > limits().body_bytes_max;
    auto parser = std::make_shared<Parser>(std::move(*head));
    head.reset();
    parser->body_limit(limits().body_bytes_max);
    Error error = too_long ? Error(http::error::body_limit) : Error();
    if (!error) {
        Error const body_error = co_await read_body(parser);
        error = body_error;
    }
    if (error) {
        bool const kept = co_await refuse(error);
        co_return kept;
    }
    BeastRequest request = parser->release();
    parser.reset();
    bool kept = false;
    if (asks_for_websocket(request))
        kept = co_await upgrade(std::move(request));
    else if (asks_for_events(request))
        kept = co_await open_stream(std::move(request));
    else
        kept = co_await serve(std::move(request));
    co_return kept;
}

Task<Error> HttpConnection::read_body(std::shared_ptr<Parser> parser)
{
    if (parser->is_done())
        co_return Error();
    stream_.expires_after(limits().body_timeout);
    bool const waits = beast::iequals(parser->get()[http::field::expect], "100-continue");
    Error const told = co_await let_body_come(waits);
    if (told)
        co_return told;
    auto [error, count] = co_await http::async_read(stream_, bytes_, *parser, as_result);
    static_cast<void>(count);
    co_return error;
}

Task<Error> HttpConnection::let_body_come(bool waits_for_word)
{
    if (!waits_for_word)
        co_return Error();
    std::string const go_on = "HTTP/1.1 100 Continue\r\n\r\n";
    auto const buffer = asio::buffer(go_on);
    auto [error, written] = co_await asio::async_write(stream_, buffer, as_result);
    static_cast<void>(written);
    co_return error;
}

// --- a body in pieces --------------------------------------------------------------------------------

Task<bool> HttpConnection::request_in_pieces(std::shared_ptr<HeadParser> head, HttpRequest asked)
{
    bool const keep = head->get().keep_alive();
    auto parser = std::make_shared<PieceParser>(std::move(*head));
    head.reset();
    parser->body_limit(boost::none); // whoever takes it knows how much it may be
    stream_.expires_never();
    Receiver receiver = co_await receiver_of(std::move(asked));
    if (auto* const answer = std::get_if<HttpAnswer>(&receiver)) {
        bool const kept = co_await answer_body(std::move(*answer), parser->is_done(), keep);
        co_return kept;
    }
    auto const to = std::get<std::shared_ptr<Incoming>>(std::move(receiver));
    Error const broke = co_await hand_on(parser, to);
    if (broke) {
        to->broken();
        co_return false;
    }
    std::function<void(std::function<void(HttpAnswer)>)> ask =
        [to](std::function<void(HttpAnswer)> done) { to->end(std::move(done)); };
    stream_.expires_never();
    HttpAnswer answer = co_await answer_of<HttpAnswer>(std::move(ask));
    bool const kept = co_await answer_body(std::move(answer), parser->is_done(), keep);
    co_return kept;
}

Task<Receiver> HttpConnection::receiver_of(HttpRequest asked)
{
    auto shared = std::make_shared<HttpRequest>(std::move(asked));
    auto* const door_ = &door();
    std::function<void(std::function<void(Receiver)>)> ask =
        [shared, door_](std::function<void(Receiver)> done) {
            door_->receive(std::move(*shared), std::move(done));
        };
    Receiver receiver = co_await answer_of<Receiver>(std::move(ask));
    co_return receiver;
}

/// Until the end of the body, or until no more of it is wanted. What came before the line broke is handed
/// on as well.
Task<Error> HttpConnection::hand_on(std::shared_ptr<PieceParser> parser,
                                    std::shared_ptr<Incoming> to)
{
    if (parser->is_done())
        co_return Error();
    stream_.expires_after(limits().body_timeout);
    bool const waits = beast::iequals(parser->get()[http::field::expect], "100-continue");
    Error error = co_await let_body_come(waits);
    bool wanted = true;
    while (!error && wanted && !parser->is_done()) {
        Piece piece = co_await next_piece(parser);
        error = piece.error;
        if (piece.bytes.empty())
            continue;
        auto shared = std::make_shared<std::string>(std::move(piece.bytes));
        std::function<void(std::function<void(bool)>)> ask =
            [to, shared](std::function<void(bool)> taken) {
                to->take(std::move(*shared), std::move(taken));
            };
        stream_.expires_never();
        bool const more = co_await answer_of<bool>(std::move(ask));
        wanted = more;
    }
    co_return error;
}

Task<Piece> HttpConnection::next_piece(std::shared_ptr<PieceParser> parser)
{
    Piece piece{std::string(piece_bytes, '\0'), {}};
    auto& body = parser->get().body();
    body.data = piece.bytes.data();
    body.size = piece.bytes.size();
    body.more = true;
    stream_.expires_after(limits().body_timeout);
    auto [error, count] = co_await http::async_read(stream_, bytes_, *parser, as_result);
    static_cast<void>(count);
    piece.bytes.resize(piece.bytes.size() - parser->get().body().size);
    if (error != http::error::need_buffer)
        piece.error = error;
    co_return piece;
}

Task<bool> HttpConnection::answer_body(HttpAnswer answer, bool whole, bool keep)
{
    bool kept = false;
    if (whole)
        kept = co_await write(std::move(answer), false, keep);
    else
        kept = co_await refuse_rest(std::move(answer));
    co_return kept;
}

/// The rest of the body is not taken, so nothing can follow it.
Task<bool> HttpConnection::refuse_rest(HttpAnswer answer)
{
    bool const written = co_await write(std::move(answer), false, false);
    static_cast<void>(written);
    co_await read_away();
    co_return false;
}

// --- a whole request ---------------------------------------------------------------------------------

Task<bool> HttpConnection::serve(BeastRequest request)
{
    bool const head_only = request.method() == http::verb::head;
    bool const keep = request.keep_alive();
    auto asked = std::make_shared<HttpRequest>(request_of(std::move(request), place_.address()));
    stream_.expires_never();
    auto* const door_ = &door();
    std::function<void(std::function<void(HttpAnswer)>)> ask =
        [asked, door_](std::function<void(HttpAnswer)> done) {
            door_->answer(std::move(*asked), std::move(done));
        };
    HttpAnswer answer = co_await answer_of<HttpAnswer>(std::move(ask));
    bool const kept = co_await write(std::move(answer), head_only, keep);
    co_return kept;
}

Task<bool> HttpConnection::upgrade(BeastRequest request)
{
    if (!offers_our_protocol(request)) {
        auto answer =
            door().refuse(400, protocol::invalid("Sec-WebSocket-Protocol",
                                                 "Ask for the sub-protocol folkmoot.v1."));
        bool const kept = co_await write(std::move(answer), false, request.keep_alive());
        co_return kept;
    }
    auto copy = request;
    Admitted admitted = co_await admit(std::move(copy));
    if (auto* const answer = std::get_if<HttpAnswer>(&admitted)) {
        bool const kept = co_await write(std::move(*answer), false, request.keep_alive());
        co_return kept;
    }
    begin_ws(std::move(stream_), std::move(place_), std::get<Caller>(std::move(admitted)),
             std::move(request));
    co_return false;
}

Task<bool> HttpConnection::open_stream(BeastRequest request)
{
    bool const keep = request.keep_alive();
    Admitted admitted = co_await admit(std::move(request));
    if (auto* const answer = std::get_if<HttpAnswer>(&admitted)) {
        bool const kept = co_await write(std::move(*answer), false, keep);
        co_return kept;
    }
    auto head = head_of(door().event_stream(), false, Length::unknown);
    begin_events(std::move(stream_), std::move(place_), std::get<Caller>(std::move(admitted)),
                 std::move(head));
    co_return false;
}

Task<Admitted> HttpConnection::admit(BeastRequest request)
{
    auto asked = std::make_shared<HttpRequest>(request_of(std::move(request), place_.address()));
    stream_.expires_never();
    auto* const door_ = &door();
    std::function<void(std::function<void(Admitted)>)> ask =
        [asked, door_](std::function<void(Admitted)> done) {
            door_->admit(std::move(*asked), std::move(done));
        };
    Admitted admitted = co_await answer_of<Admitted>(std::move(ask));
    co_return admitted;
}

/// What cannot be read as a request is answered where that helps, and the connection ends.
Task<bool> HttpConnection::refuse(Error error)
{
    HttpAnswer answer;
    if (error == http::error::body_limit)
        answer = door().refuse(413, protocol::too_large("", "The request is longer than 256 KiB."));
    else if (error == http::error::header_limit)
        answer = door().refuse(
            431, protocol::too_large("", "The head of the request is longer than 16 KiB."));
    else if (error.category() == http::make_error_code(http::error::bad_method).category() &&
             error != http::error::end_of_stream && error != http::error::partial_message)
        answer = door().refuse(400, protocol::invalid("", "This is not HTTP as we know it."));
    else
        co_return false;
    bool const kept = co_await refuse_rest(std::move(answer));
    co_return kept;
}

/// Whether the connection is kept.
Task<bool> HttpConnection::write(HttpAnswer answer, bool head_only, bool keep)
{
    bool const kept = keep && !last_;
    std::string const head = head_of(answer, kept);
    bool const bare = head_only || without_content(answer.status);
    auto const content = bare ? std::string_view() : answer.content();
    std::array<asio::const_buffer, 2> const buffers{asio::buffer(head),
                                                    asio::buffer(content.data(), content.size())};
    stream_.expires_after(limits().write_timeout);
    auto [error, count] = co_await asio::async_write(stream_, buffers, as_result);
    static_cast<void>(count);
    if (!error && answer.pieces && !bare) {
        Error const broke = co_await write_pieces(std::move(answer.pieces));
        error = broke;
    }
    co_return kept && !error;
}

/// However large it is, a slow line has write_timeout for each part of timed_bytes.
Task<Error> HttpConnection::write_piece(std::string_view piece)
{
    Error broke;
    while (!piece.empty() && !broke) {
        auto const part = piece.substr(0, timed_bytes);
        stream_.expires_after(limits().write_timeout);
        auto [error, count] = co_await asio::async_write(stream_, asio::buffer(part), as_result);
        broke = error;
        piece.remove_prefix(count);
    }
    co_return broke;
}

Task<Error> HttpConnection::write_pieces(std::shared_ptr<BodyInPieces> pieces)
{
    std::function<void(std::function<void(std::string)>)> const ask =
        [pieces](std::function<void(std::string)> done) { pieces->next(std::move(done)); };
    Error broke;
    for (auto rest = pieces->size(); rest > 0 && !broke;) {
        stream_.expires_never();
        auto next = ask;
        std::string const piece = co_await answer_of<std::string>(std::move(next));
        if (piece.empty() || piece.size() > rest)
            co_return asio::error::broken_pipe; // its length was told already
        Error const error = co_await write_piece(piece);
        broke = error;
        rest -= piece.size();
    }
    co_return broke;
}

Task<> HttpConnection::read_away()
{
    Error ignored;
    stream_.say_farewell();
    ignored = stream_.socket().shutdown(Socket::shutdown_send, ignored);
    stream_.expires_after(linger);
    bytes_.clear();
    std::size_t total = 0;
    Error stopped;
    while (!stopped && total < linger_bytes_max) {
        auto const room = bytes_.prepare(16 * 1024);
        auto [error, count] = co_await stream_.async_read_some(room, as_result);
        stopped = error;
        total += count;
    }
}

} // namespace

void begin_http(Stream stream, Place place)
{
    std::make_shared<HttpConnection>(std::move(stream), std::move(place))->begin();
}

} // namespace folkmoot::server
