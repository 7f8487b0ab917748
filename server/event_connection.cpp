// Server-sent events, for browsers whose WebSocket is refused on the way: what the hub tells goes out as
// on a WebSocket, within the same bounds; requests come by POST /rpc, and those that are about this
// connection (`feeds.follow`, `here.look`) name it (streams.hpp).
//
//   event: opened    which stream it is, and whose: {"stream":…,"person":…}
//   (no event)       what would be one WebSocket message
//   event: beat      nothing was said for a while
//   event: closed    the code with which a WebSocket would be closed

#include "server/outgoing.hpp"
#include "server/port.hpp"

#include "protocol/feeds.hpp"

#include <boost/asio/write.hpp>

#include <array>

namespace folkmoot::server {
namespace {

/// How long a closing stream may take to read what is on its way.
constexpr std::chrono::milliseconds farewell{5'000};
/// Nobody sends anything on a stream; somebody who does is cut off.
constexpr std::size_t heard_bytes_max = 64 * 1024;

/// JSON has no line of its own that could end the event.
std::string event(std::string_view name, std::string_view data)
{
    std::string text;
    if (!name.empty())
        text.append("event: ").append(name).append("\n");
    return text.append("data: ").append(data).append("\n\n");
}

class EventConnection : public Listener,
                        public OpenConnection,
                        public std::enable_shared_from_this<EventConnection> {
public:
    EventConnection(Stream stream, Place place, Caller caller)
        : executor_(stream.get_executor()), place_(std::move(place)), caller_(std::move(caller)),
          stream_(std::move(stream)), wake_(executor_), expiry_(executor_)
    {
    }

    void begin(std::string head);

    /// The door admits nobody without one; no ids have no rights.
    storage::Actor actor() const override { return caller_.actor.value_or(storage::Actor{}); }
    void send(std::shared_ptr<std::string const> message, std::size_t entries) override;
    void close(int code) override;
    void drain() override { close(protocol::feeds::close_come_back); }
    void cut() override;

private:
    Task<> run(std::string head);
    Task<> until_it_hangs_up();
    Task<> until_something_waits();
    Task<> write(std::string text);
    Outgoing take_what_waits();
    void end_with(int code);
    void hang_up();

    Executor const executor_;
    Place place_;
    Caller const caller_;
    // strand only
    Stream stream_;
    std::vector<Outgoing> queue_;
    Waiting waiting_;
    Timer wake_;   ///< the writer waits here
    Timer expiry_; ///< of the sign-in it rests on
    int farewell_code_ = 0;
    bool ended_ = false;
};

// --- from any thread ---------------------------------------------------------------------------

void EventConnection::begin(std::string head)
{
    asio::co_spawn(
        executor_, [self = shared_from_this(), head = std::move(head)] { return self->run(head); },
        [self = shared_from_this()](std::exception_ptr const& failure) {
            failed(failure);
            self->place_.port().hub.leave(self.get());
            self->hang_up();
        });
}

void EventConnection::send(std::shared_ptr<std::string const> message, std::size_t entries)
{
    asio::post(executor_, [self = shared_from_this(), message = std::move(message), entries] {
        Outgoing one{message, entries};
        if (!self->waiting_.has_room_for(one))
            return self->end_with(protocol::feeds::close_come_back);
        if (self->ended_ || self->farewell_code_ != 0)
            return;
        self->waiting_.add(one);
        self->queue_.push_back(std::move(one));
        self->wake_.cancel();
    });
}

void EventConnection::close(int code)
{
    asio::post(executor_, [self = shared_from_this(), code] { self->end_with(code); });
}

void EventConnection::cut()
{
    asio::post(executor_, [self = shared_from_this()] { self->hang_up(); });
}

// --- on the strand -----------------------------------------------------------------------------

Task<> EventConnection::run(std::string head)
{
    auto self = shared_from_this();
    place_.held_by(weak_from_this());
    place_.known();
    if (caller_.lasts) {
        expiry_.expires_after(*caller_.lasts);
        expiry_.async_wait([weak = weak_from_this()](boost::system::error_code error) {
            if (auto const one = weak.lock(); one && !error)
                one->end_with(protocol::feeds::close_sign_in_ended);
        });
    }
    asio::co_spawn(
        executor_, [self] { return self->until_it_hangs_up(); },
        [self](std::exception_ptr const& failure) {
            failed(failure);
            self->hang_up();
        });
    place_.port().hub.join(self);
    auto const stream = place_.port().door.begin_stream(self);
    co_await write(head + event("opened", R"({"stream":")" + stream + R"(","person":")" +
                                              protocol::to_string(actor().person) + R"("})"));
    while (!ended_) {
        if (queue_.empty() && farewell_code_ == 0)
            co_await until_something_waits();
        auto const taken = take_what_waits();
        bool const last = farewell_code_ != 0;
        co_await write(*taken.text);
        if (!ended_)
            place_.port().delivered(taken.entries);
        if (last)
            hang_up();
    }
}

/// Nothing comes but the end.
Task<> EventConnection::until_it_hangs_up()
{
    auto self = shared_from_this();
    std::array<char, 512> bytes{};
    std::size_t total = 0;
    while (total < heard_bytes_max) {
        auto const room = asio::buffer(bytes);
        auto [error, count] = co_await stream_.async_read_some(room, as_result);
        if (error)
            co_return;
        total += count;
    }
}

Task<> EventConnection::until_something_waits()
{
    wake_.expires_after(place_.port().limits.beat);
    auto [stopped] = co_await wake_.async_wait(as_result);
    static_cast<void>(stopped);
}

/// As one piece; a beat when it is nothing.
Outgoing EventConnection::take_what_waits()
{
    std::string text;
    std::size_t entries = 0;
    for (auto const& one : std::exchange(queue_, {})) {
        text += event("", *one.text);
        entries += one.entries;
        waiting_.remove(one);
    }
    if (farewell_code_ != 0)
        text += event("closed", std::to_string(farewell_code_));
    else if (text.empty())
        text = event("beat", "1");
    return {std::make_shared<std::string const>(std::move(text)), entries};
}

Task<> EventConnection::write(std::string text)
{
    stream_.expires_after(place_.port().limits.write_timeout);
    auto const buffer = asio::buffer(text);
    auto [error, count] = co_await asio::async_write(stream_, buffer, as_result);
    static_cast<void>(count);
    ended_ = ended_ || error;
}

/// Instead of what waits; who does not let us finish what is being written is cut off.
void EventConnection::end_with(int code)
{
    if (ended_ || farewell_code_ != 0)
        return;
    farewell_code_ = code;
    for (auto const& one : std::exchange(queue_, {}))
        waiting_.remove(one);
    wake_.cancel();
    auto timer = std::make_shared<Timer>(executor_, farewell);
    timer->async_wait([timer, weak = weak_from_this()](boost::system::error_code) {
        if (auto const self = weak.lock())
            self->hang_up();
    });
}

void EventConnection::hang_up()
{
    ended_ = true;
    wake_.cancel();
    expiry_.cancel();
    stream_.close();
}

} // namespace

void begin_events(Stream stream, Place place, Caller caller, std::string head)
{
    std::make_shared<EventConnection>(std::move(stream), std::move(place), std::move(caller))
        ->begin(std::move(head));
}

} // namespace folkmoot::server
