#include "server/port.hpp"

#include <spdlog/spdlog.h>

#include <iterator>
#include <stdexcept>

namespace folkmoot::server {
namespace {

/// When no file can be opened any more: a pause instead of asking again and again.
constexpr std::chrono::milliseconds accept_pause{100};
constexpr std::chrono::milliseconds cut_patience{5'000};
constexpr int backlog = 4'096;

class NetworkStrand : public Strand {
public:
    explicit NetworkStrand(std::shared_ptr<Threads::Inside> threads)
        : threads_(std::move(threads)), executor_(asio::make_strand(threads_->io))
    {
    }

    void post(std::function<void()> work) override { asio::post(executor_, std::move(work)); }

    void post_after(std::chrono::microseconds delay, std::function<void()> work) override
    {
        auto timer = std::make_shared<Timer>(executor_, delay);
        timer->async_wait([timer, work = std::move(work)](boost::system::error_code error) {
            if (!error)
                work();
        });
    }

private:
    std::shared_ptr<Threads::Inside> threads_;
    Executor executor_;
};

std::string address_of(Socket const& socket)
{
    boost::system::error_code error;
    auto address = socket.remote_endpoint(error).address();
    if (address.is_v6() && address.to_v6().is_v4_mapped())
        address = asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6());
    return error ? std::string() : address.to_string();
}

} // namespace

Threads::Threads(std::size_t count) : inside_(std::make_shared<Inside>())
{
    for (std::size_t i = 0; i < count; ++i)
        inside_->threads.emplace_back([inside = inside_.get()] { inside->io.run(); });
}

Threads::~Threads()
{
    inside_->io.stop();
    for (auto& thread : inside_->threads)
        thread.join();
}

std::unique_ptr<Strand> Threads::strand()
{
    return std::make_unique<NetworkStrand>(inside_);
}

// --- a place -----------------------------------------------------------------------------------

Place::Place(std::shared_ptr<Port> port, std::uint64_t number, std::string address)
    : port_(std::move(port)), number_(number), address_(std::move(address))
{
}

Place::~Place()
{
    if (!port_)
        return;
    auto const& strand = port_->strand_;
    asio::post(strand, [port = port_, number = number_, address = address_] {
        port->left(number, address);
    });
}

void Place::held_by(std::weak_ptr<OpenConnection> connection)
{
    asio::post(port_->strand_,
               [port = port_, number = number_, connection = std::move(connection)] {
                   port->held_by(number, connection);
               });
}

void Place::known()
{
    asio::post(port_->strand_, [port = port_, number = number_, address = address_] {
        port->known(number, address);
    });
}

bool failed(std::exception_ptr const& failure) noexcept
try {
    if (failure)
        std::rethrow_exception(failure);
    return false;
} catch (std::exception const& what) {
    spdlog::error("a connection broke off: {}", what.what());
    return true;
} catch (...) {
    return true;
}

// --- the port ----------------------------------------------------------------------------------

Port::Port(asio::io_context& io, Door& a_door, Hub& a_hub, NetworkLimits some_limits,
           Certificate const* certificate)
    : door(a_door), hub(a_hub), limits(std::move(some_limits)), io_(io), certificate_(certificate),
      strand_(asio::make_strand(io)), acceptor_(strand_)
{
}

void Port::open(std::string const& address, std::uint16_t port)
{
    boost::system::error_code error;
    tcp::endpoint const endpoint(asio::ip::make_address(address, error), port);
    if (error)
        throw std::runtime_error("Cannot listen on " + address + ": that is no IP address.");
    try {
        acceptor_.open(endpoint.protocol());
        acceptor_.set_option(tcp::acceptor::reuse_address(true));
        acceptor_.bind(endpoint);
        acceptor_.listen(backlog);
    } catch (boost::system::system_error const& failure) {
        throw std::runtime_error("Cannot listen on " + address + " port " + std::to_string(port) +
                                 ": " + failure.code().message() + ".");
    }
    number_ = acceptor_.local_endpoint().port();
    start_accepting();
}

void Port::start_accepting()
{
    asio::co_spawn(
        strand_, [self = shared_from_this()] { return self->accept(); },
        [self = shared_from_this()](std::exception_ptr const& failure) {
            if (failed(failure))
                self->start_accepting();
        });
}

Task<> Port::accept()
{
    auto self = shared_from_this();
    Timer pause(strand_);
    while (acceptor_.is_open()) {
        auto executor = asio::make_strand(io_);
        auto [error, socket] = co_await acceptor_.async_accept(executor, as_result);
        if (!error) {
            take(std::move(socket));
        } else if (error != asio::error::operation_aborted) {
            pause.expires_after(accept_pause);
            auto [stopped] = co_await pause.async_wait(as_result);
            static_cast<void>(stopped);
        }
    }
}

void Port::take(Socket socket)
{
    auto address = address_of(socket);
    bool const too_many = unknown_[address] >= limits.unknown_per_address_max &&
                          !limits.shared_addresses.holds(address);
    if (ending_ || connections_.size() >= limits.connections_max || too_many) {
        if (unknown_[address] == 0)
            unknown_.erase(address);
        return; // closes it
    }
    boost::system::error_code ignored;
    ignored = socket.set_option(tcp::no_delay(true), ignored);
    ++unknown_[address];
    ++count_;
    auto const number = ++last_number_;
    connections_[number];
    Place place(shared_from_this(), number, std::move(address));
    auto ours = certificate_ ? certificate_->line() : nullptr;
    begin_http(Stream(std::move(socket), std::move(ours)), std::move(place));
}

void Port::held_by(std::uint64_t number, std::weak_ptr<OpenConnection> const& connection)
{
    auto const place = connections_.find(number);
    if (place == connections_.end())
        return;
    place->second.connection = connection;
    if (auto const open = connection.lock(); open && ending_)
        ((*open).*ending_)();
}

void Port::known(std::uint64_t number, std::string const& address)
{
    auto const place = connections_.find(number);
    if (place != connections_.end() && std::exchange(place->second.unknown, false))
        one_less(address);
}

void Port::left(std::uint64_t number, std::string const& address)
{
    known(number, address);
    connections_.erase(number);
    --count_;
    if (connections_.empty() && when_empty_)
        std::exchange(when_empty_, nullptr)->set_value();
}

void Port::one_less(std::string const& address)
{
    auto const place = unknown_.find(address);
    if (--place->second == 0)
        unknown_.erase(place);
}

bool Port::end_all(void (OpenConnection::*step)(), std::chrono::milliseconds patience)
{
    auto empty = std::make_shared<std::promise<void>>();
    auto future = empty->get_future();
    asio::post(strand_, [self = shared_from_this(), step, empty] {
        boost::system::error_code ignored;
        ignored = self->acceptor_.close(ignored);
        self->ending_ = step;
        self->when_empty_ = empty;
        for (auto const& [number, known] : self->connections_)
            if (auto const open = known.connection.lock())
                ((*open).*step)();
        if (self->connections_.empty())
            std::exchange(self->when_empty_, nullptr)->set_value();
    });
    return future.wait_for(patience) == std::future_status::ready;
}

void Port::drain()
{
    door.stopping = true;
    if (!end_all(&OpenConnection::drain, limits.drain_timeout))
        cut();
}

void Port::cut()
{
    end_all(&OpenConnection::cut, cut_patience);
}

// --- the outside -------------------------------------------------------------------------------

Listen::Listen(Threads& threads, Door& door, Hub& hub, std::string const& address,
               std::uint16_t port, NetworkLimits limits, Certificate const* certificate)
    : port_(std::make_shared<Port>(threads.inside().io, door, hub, std::move(limits), certificate))
{
    port_->open(address, port);
}

Listen::~Listen()
{
    port_->cut();
}

std::uint16_t Listen::port() const
{
    return port_->number();
}
std::size_t Listen::connections() const
{
    return port_->connections();
}
std::uint64_t Listen::entries_delivered() const
{
    return port_->entries_delivered();
}
void Listen::drain()
{
    port_->drain();
}

} // namespace folkmoot::server
