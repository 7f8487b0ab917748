// One WebSocket: a reader, and a writer that runs while something waits, on one strand, joined by a
// bounded queue. What the hub tells may wait up to connection_queue_*; past that the connection is
// closed with close_come_back and never slows another. While too many answers wait to be read, no
// further message is taken.

#include "server/outgoing.hpp"
#include "server/port.hpp"

#include "protocol/feeds.hpp"
#include "protocol/json.hpp"

#include <boost/beast/core/buffers_to_string.hpp>
#include <boost/beast/websocket/error.hpp>
#include <boost/beast/websocket/stream.hpp>
#include <boost/beast/websocket/teardown.hpp>

namespace folkmoot::server {

/// Beast ends a WebSocket's stream by this.
template <class Handler>
void async_teardown(beast::role_type role, Stream& stream, Handler&& handler)
{
    stream.say_farewell();
    beast::websocket::async_teardown(role, stream.socket(), std::forward<Handler>(handler));
}

namespace {

namespace websocket = beast::websocket;

/// How long a closing connection may take to read what is on its way, and to say farewell.
constexpr std::chrono::milliseconds farewell{5'000};

/// What an idle connection keeps ready for the start of the next message.
constexpr std::size_t first_bytes = 256;

class WsConnection : public Listener,
                     public OpenConnection,
                     public std::enable_shared_from_this<WsConnection> {
public:
    WsConnection(Stream stream, Place place, Caller caller)
        : executor_(stream.get_executor()), place_(std::move(place)), caller_(std::move(caller)),
          ws_(std::move(stream)), expiry_(executor_)
    {
    }

    void begin(BeastRequest upgrade);

    /// The door admits nobody without one; no ids have no rights.
    storage::Actor actor() const override { return caller_.actor.value_or(storage::Actor{}); }
    void send(std::shared_ptr<std::string const> message, std::size_t entries) override;
    void close(int code) override;
    void drain() override;
    void cut() override;

private:
    Task<> run(std::shared_ptr<BeastRequest> upgrade);
    Task<bool> accept(std::shared_ptr<BeastRequest> upgrade);
    Task<> read_messages();
    Task<> until_answers_are_read();
    Task<> write_messages();
    Task<> say_farewell();
    void take(std::string message);
    void answered(std::string json);
    void queue(Outgoing one);
    void wake_writer();
    void wake_reader();
    void end_with(int code, bool at_once);
    void end_after(std::chrono::microseconds sign_in_lasts);
    void end_when_drained();
    void hang_up_later();
    void hang_up();
    void break_off();

    Door& door() const { return place_.port().door; }

    Executor const executor_;
    Place place_;
    Caller const caller_;
    // strand only
    websocket::stream<Stream, false> ws_;
    std::vector<Outgoing> queue_;
    Waiting waiting_;
    Timer expiry_;          ///< of the sign-in it rests on
    Timer* room_ = nullptr; ///< the reader waits here for answers to be read
    std::size_t in_flight_ = 0;
    bool open_ = false;
    bool writing_ = false;
    bool draining_ = false;
    bool ended_ = false;
    std::uint16_t farewell_code_ = 0; ///< closing: nothing more is queued
    bool dropped_ = false;            ///< and what is queued is not written
};

// --- from any thread ---------------------------------------------------------------------------

void WsConnection::begin(BeastRequest upgrade)
{
    if (caller_.lasts)
        end_after(*caller_.lasts);
    auto request = std::make_shared<BeastRequest>(std::move(upgrade));
    asio::co_spawn(
        executor_, [self = shared_from_this(), request] { return self->run(request); },
        [self = shared_from_this()](std::exception_ptr const& failure) {
            if (failed(failure))
                self->break_off();
        });
}

void WsConnection::send(std::shared_ptr<std::string const> message, std::size_t entries)
{
    asio::post(executor_, [self = shared_from_this(), message = std::move(message), entries] {
        Outgoing one{message, entries};
        if (self->waiting_.has_room_for(one))
            self->queue(std::move(one));
        else
            self->end_with(protocol::feeds::close_come_back, true);
    });
}

void WsConnection::close(int code)
{
    asio::post(executor_, [self = shared_from_this(), code] { self->end_with(code, true); });
}

void WsConnection::drain()
{
    asio::post(executor_, [self = shared_from_this()] {
        self->draining_ = true;
        self->end_when_drained();
    });
}

void WsConnection::cut()
{
    asio::post(executor_, [self = shared_from_this()] { self->hang_up(); });
}

// --- reading -----------------------------------------------------------------------------------

Task<> WsConnection::run(std::shared_ptr<BeastRequest> upgrade)
{
    auto self = shared_from_this();
    place_.held_by(weak_from_this());
    bool const accepted = co_await accept(std::move(upgrade));
    if (!accepted)
        co_return;
    place_.known();
    auto& hub = place_.port().hub;
    hub.join(self);
    open_ = true;
    if (farewell_code_ != 0 || !queue_.empty())
        wake_writer();
    co_await read_messages();
    ended_ = true;
    hub.leave(this);
    if (writing_)
        hang_up_later(); // somebody who sends no more may never read what is being written either
    else
        hang_up();
}

Task<bool> WsConnection::accept(std::shared_ptr<BeastRequest> upgrade)
{
    auto const& limits = place_.port().limits;
    beast::get_lowest_layer(ws_).expires_never(); // the WebSocket has its own
    ws_.set_option(
        websocket::stream_base::timeout{limits.handshake_timeout, limits.ws_idle_timeout, true});
    ws_.set_option(websocket::stream_base::decorator([](websocket::response_type& response) {
        response.set(http::field::sec_websocket_protocol,
                     beast::string_view(protocol::websocket_protocol));
        response.set(http::field::server, "folkmoot"); // instead of the library and its version
    }));
    ws_.read_message_max(protocol::message_bytes_max);
    ws_.auto_fragment(false);
    ws_.text(true);
    auto const& request = *upgrade;
    auto [error] = co_await ws_.async_accept(request, as_result);
    ws_.set_option(websocket::stream_base::decorator([](websocket::response_type&) {}));
    co_return !error;
}

Task<> WsConnection::read_messages()
{
    while (!ended_) {
        beast::flat_buffer bytes; // new each time: an idle connection keeps next to nothing
        auto [error, count] = co_await ws_.async_read_some(bytes, first_bytes, as_result);
        while (!error && !ws_.is_message_done()) {
            auto [rest_error, rest] = co_await ws_.async_read(bytes, as_result);
            error = rest_error;
            count += rest;
        }
        if (error)
            co_return;
        if (ws_.got_binary()) {
            end_with(websocket::close_code::unknown_data, true);
            continue; // to hear the farewell answered
        }
        if (farewell_code_ == 0)
            take(beast::buffers_to_string(bytes.data()));
        if (waiting_.answer_bytes > answers_waiting_bytes_max && !ended_ && !dropped_)
            co_await until_answers_are_read();
    }
}

Task<> WsConnection::until_answers_are_read()
{
    Timer room(executor_, Timer::time_point::max());
    room_ = &room;
    auto [stopped] = co_await room.async_wait(as_result);
    static_cast<void>(stopped);
    room_ = nullptr;
}

void WsConnection::wake_reader()
{
    if (room_)
        room_->cancel();
}

void WsConnection::take(std::string message)
{
    bool const too_many = in_flight_ >= protocol::requests_in_flight_max;
    if (too_many || draining_) {
        auto const envelope = protocol::read_envelope(message);
        auto const* request = std::get_if<protocol::Envelope>(&envelope);
        auto const error =
            too_many ? protocol::too_many("At most 32 requests may wait for their answers.")
                     : protocol::unavailable();
        auto text = request ? protocol::refusal(request->id, error)
                            : protocol::refusal(std::get<protocol::EnvelopeFault>(envelope));
        queue({std::make_shared<std::string const>(std::move(text)), 0});
        return;
    }
    ++in_flight_;
    door().call(caller_, shared_from_this(), std::move(message),
                [self = shared_from_this()](CallAnswer answer) {
                    asio::post(self->executor_, [self, answer = std::move(answer)]() mutable {
                        self->answered(std::move(answer.json));
                    });
                });
}

void WsConnection::answered(std::string json)
{
    --in_flight_;
    queue({std::make_shared<std::string const>(std::move(json)), 0});
    if (draining_)
        end_when_drained();
}

// --- writing -----------------------------------------------------------------------------------

void WsConnection::queue(Outgoing one)
{
    if (ended_ || farewell_code_ != 0)
        return;
    waiting_.add(one);
    queue_.push_back(std::move(one));
    wake_writer();
}

void WsConnection::wake_writer()
{
    if (!open_ || writing_ || ended_)
        return;
    writing_ = true;
    asio::co_spawn(
        executor_, [self = shared_from_this()] { return self->write_messages(); },
        [self = shared_from_this()](std::exception_ptr const& failure) {
            if (failed(failure))
                self->break_off();
        });
}

Task<> WsConnection::write_messages()
{
    auto self = shared_from_this();
    while (!queue_.empty() && !ended_) {
        auto const batch = std::exchange(queue_, {});
        for (auto const& one : batch) {
            if (!ended_ && !dropped_) {
                auto const buffer = asio::buffer(*one.text);
                auto [error, count] = co_await ws_.async_write(buffer, as_result);
                static_cast<void>(count);
                ended_ = ended_ || error;
                if (!error)
                    place_.port().delivered(one.entries);
            }
            waiting_.remove(one);
            if (waiting_.answer_bytes <= answers_waiting_bytes_max)
                wake_reader();
        }
    }
    if (farewell_code_ != 0 && !ended_)
        co_await say_farewell();
    writing_ = false;
    if (ended_)
        hang_up();
}

Task<> WsConnection::say_farewell()
{
    websocket::close_reason const reason(static_cast<websocket::close_code>(farewell_code_));
    auto [error] = co_await ws_.async_close(reason, as_result);
    static_cast<void>(error);
    ended_ = true;
}

// --- ending ------------------------------------------------------------------------------------

/// Says `code` when what waits has been written, or with `at_once` instead of it; what is being written
/// is finished in both cases. Who does not let us finish is cut off.
void WsConnection::end_with(int code, bool at_once)
{
    if (ended_ || (farewell_code_ != 0 && (dropped_ || !at_once)))
        return;
    farewell_code_ = static_cast<std::uint16_t>(code);
    if (at_once) {
        dropped_ = true;
        for (auto const& one : std::exchange(queue_, {}))
            waiting_.remove(one);
    }
    hang_up_later();
    wake_reader();
    wake_writer();
}

void WsConnection::hang_up_later()
{
    auto timer = std::make_shared<Timer>(executor_, farewell);
    timer->async_wait([timer, weak = weak_from_this()](boost::system::error_code) {
        if (auto const self = weak.lock())
            self->hang_up();
    });
}

void WsConnection::end_after(std::chrono::microseconds sign_in_lasts)
{
    expiry_.expires_after(sign_in_lasts);
    expiry_.async_wait([weak = weak_from_this()](boost::system::error_code error) {
        if (auto const self = weak.lock(); self && !error)
            self->end_with(protocol::feeds::close_sign_in_ended, true);
    });
}

void WsConnection::end_when_drained()
{
    if (in_flight_ == 0)
        end_with(protocol::feeds::close_come_back, false);
}

void WsConnection::hang_up()
{
    ended_ = true;
    wake_reader();
    beast::get_lowest_layer(ws_).close();
}

/// After an exception: whichever coroutine still runs ends by the closed socket.
void WsConnection::break_off()
{
    place_.port().hub.leave(this);
    hang_up();
}

} // namespace

void begin_ws(Stream stream, Place place, Caller caller, BeastRequest upgrade)
{
    std::make_shared<WsConnection>(std::move(stream), std::move(place), std::move(caller))
        ->begin(std::move(upgrade));
}

} // namespace folkmoot::server
