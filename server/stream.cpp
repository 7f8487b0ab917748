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
    reading_.act = Act::shake_hands;
    reading_.size = 1;
    reading_.done = std::move(done);
    begin(reading_);
}

void TlsLine::read(asio::mutable_buffer room, std::unique_ptr<Completion> done)
{
    reading_.act = Act::read;
    reading_.room = room.data();
    reading_.size = room.size();
    reading_.done = std::move(done);
    begin(reading_);
}

void TlsLine::write(asio::const_buffer bytes, std::unique_ptr<Completion> done)
{
    writing_.act = Act::write;
    writing_.bytes = bytes.data();
    writing_.size = bytes.size();
    writing_.done = std::move(done);
    begin(writing_);
}

void TlsLine::write(std::string bytes, std::unique_ptr<Completion> done)
{
    kept_ = std::move(bytes);
    write(asio::buffer(std::as_const(kept_)), std::move(done));
}

/// From here on nobody is told during the call: what is done at once is posted.
void TlsLine::begin(Way& way)
{
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
    if (way.size == 0)
        return {};
    ERR_clear_error();
    std::size_t count = 0;
    int result = 0;
    switch (way.act) {
    case Act::shake_hands:
        result = SSL_accept(ours_.get());
        break;
    case Act::read:
        result = SSL_read_ex(ours_.get(), way.room, way.size, &count);
        break;
    case Act::write:
        result = SSL_write_ex(ours_.get(), way.bytes, way.size, &count);
        break;
    }
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
