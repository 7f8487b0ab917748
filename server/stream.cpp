#include "server/stream.hpp"

#include <boost/asio/post.hpp>
#include <boost/beast/core/error.hpp>

#include <openssl/err.h>
#include <openssl/ssl.h>

namespace folkmoot::server {

/// What came of trying: it is done, or goes on when the socket can be read from or written to.
struct TlsLine::Step {
    enum { done, when_readable, when_writable } then = done;
    NetworkError error{};
    std::size_t count = 0;
};

TlsLine::TlsLine(Socket socket, std::shared_ptr<SSL> ours)
    : socket_(std::move(socket)), ours_(std::move(ours)), reading_(socket_.get_executor()),
      writing_(socket_.get_executor())
{
    NetworkError error;
    error = socket_.native_non_blocking(true, error);
    broken_ = error || SSL_set_fd(ours_.get(), socket_.native_handle()) != 1;
}

void TlsLine::shake_hands(std::unique_ptr<Completion> done)
{
    begin(
        reading_, [](SSL* ours, std::size_t&) { return SSL_accept(ours); }, std::move(done));
}

void TlsLine::read(asio::mutable_buffer room, std::unique_ptr<Completion> done)
{
    auto const act = [room](SSL* ours, std::size_t& count) {
        return room.size() == 0 ? 1 : SSL_read_ex(ours, room.data(), room.size(), &count);
    };
    begin(reading_, act, std::move(done));
}

void TlsLine::write(asio::const_buffer bytes, std::unique_ptr<Completion> done)
{
    auto const act = [bytes](SSL* ours, std::size_t& count) {
        return bytes.size() == 0 ? 1 : SSL_write_ex(ours, bytes.data(), bytes.size(), &count);
    };
    begin(writing_, act, std::move(done));
}

void TlsLine::write(std::string bytes, std::unique_ptr<Completion> done)
{
    kept_ = std::move(bytes);
    write(asio::buffer(std::as_const(kept_)), std::move(done));
}

/// From here on nobody is told during the call: what is done at once is posted.
void TlsLine::begin(Way& way, Act act, std::unique_ptr<Completion> done)
{
    way.act = std::move(act);
    way.done = std::move(done);
    ++way.number;
    way.late = false;
    auto const tried = step(way);
    if (tried.then == Step::done) {
        asio::post(socket_.get_executor(), [self = shared_from_this(), &way, tried] {
            self->tell(way, tried.error, tried.count);
        });
        return;
    }
    if (deadline_ != Clock::time_point::max())
        watch(way);
    auto const what = tried.then == Step::when_readable ? Socket::wait_read : Socket::wait_write;
    socket_.async_wait(what, [self = shared_from_this(), &way](NetworkError) { self->go_on(way); });
}

void TlsLine::go_on(Way& way)
{
    auto const tried = step(way);
    if (tried.then == Step::done) {
        tell(way, way.late ? NetworkError(beast::error::timeout) : tried.error, tried.count);
        return;
    }
    auto const what = tried.then == Step::when_readable ? Socket::wait_read : Socket::wait_write;
    socket_.async_wait(what, [self = shared_from_this(), &way](NetworkError) { self->go_on(way); });
}

TlsLine::Step TlsLine::step(Way const& way)
{
    if (closed_) // its number may be another's by now
        return {.error = asio::error::operation_aborted};
    if (broken_)
        return {.error = asio::error::connection_reset};
    ERR_clear_error();
    std::size_t count = 0;
    int const result = way.act(ours_.get(), count);
    if (result == 1)
        return {.count = count};
    switch (SSL_get_error(ours_.get(), result)) {
    case SSL_ERROR_WANT_READ:
        return {.then = Step::when_readable};
    case SSL_ERROR_WANT_WRITE:
        return {.then = Step::when_writable};
    case SSL_ERROR_ZERO_RETURN:
        return {.error = asio::error::eof};
    default:
        broken_ = true;
        return {.error = asio::error::connection_reset};
    }
}

void TlsLine::watch(Way& way)
{
    way.limit.expires_at(deadline_);
    way.limit.async_wait([weak = weak_from_this(), &way, number = way.number](NetworkError error) {
        auto const self = weak.lock();
        if (!self || error || way.number != number || !way.done)
            return;
        way.late = true;
        self->close();
    });
}

void TlsLine::tell(Way& way, NetworkError error, std::size_t count)
{
    way.limit.cancel();
    if (&way == &writing_)
        std::string().swap(kept_);
    auto const done = std::move(way.done); // from here on the next may begin
    done->tell(error, count);
}

void TlsLine::say_farewell()
{
    // Not into the middle of what is being written.
    if (!closed_ && !broken_ && !writing_.done)
        SSL_shutdown(ours_.get());
    ERR_clear_error();
}

void TlsLine::close()
{
    say_farewell();
    closed_ = true;
    NetworkError ignored;
    ignored = socket_.close(ignored);
}

} // namespace folkmoot::server
