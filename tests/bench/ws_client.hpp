#pragma once
// The client's half of one WebSocket for a load generator: as little as measuring needs, so that the
// server is what is measured. Loopback, plain, no fragments, no extensions. Any trouble ends the program.

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

namespace bench {

[[noreturn]] inline void give_up(std::string const& why)
{
    std::fprintf(stderr, "%s\n", why.c_str());
    std::exit(1);
}

class WsClient {
public:
    /// `address` is 127.0.0.1:PORT. Connects and shakes hands, waiting for both.
    WsClient(std::string const& address, std::string const& token) : socket_(connected(address))
    {
        send_all("GET /ws HTTP/1.1\r\nHost: " + address +
                 "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                 "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                 "Sec-WebSocket-Protocol: folkmoot.v1\r\nAuthorization: Bearer " +
                 token + "\r\n\r\n");
        std::size_t end = std::string::npos;
        while ((end = received_.find("\r\n\r\n")) == std::string::npos) {
            receive(true);
        }
        if (!received_.starts_with("HTTP/1.1 101")) {
            give_up("The server does not shake hands: " + received_.substr(0, end));
        }
        received_.erase(0, end + 4);
    }
    WsClient(WsClient const&) = delete;
    WsClient& operator=(WsClient const&) = delete;
    ~WsClient() { ::close(socket_); }

    int socket() const { return socket_; }

    void send(std::string_view message) { send_frame(text, message); }

    /// Takes in what has arrived, and gives each whole message to `take`.
    template <class Take>
    void read(Take take)
    {
        receive(false);
        std::size_t begin = 0;
        while (auto const size = frame_size(begin)) {
            auto const head = head_size(begin);
            std::string_view const payload{received_.data() + begin + head, size - head};
            switch (received_[begin] & 0x0f) {
            case text:
                take(payload);
                break;
            case ping:
                send_frame(pong, payload);
                break;
            case farewell:
                give_up("The server closed a connection: " + std::string{payload});
            default:
                give_up("A frame came that the load generator does not know.");
            }
            begin += size;
        }
        received_.erase(0, begin);
    }

private:
    enum Frame : unsigned char { text = 1, farewell = 8, ping = 9, pong = 10 };

    static int connected(std::string const& address)
    {
        auto const colon = address.find(':');
        sockaddr_in to{};
        to.sin_family = AF_INET;
        to.sin_port = htons(static_cast<std::uint16_t>(std::stoi(address.substr(colon + 1))));
        ::inet_pton(AF_INET, address.substr(0, colon).c_str(), &to.sin_addr);
        int const socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        if (socket < 0 || ::connect(socket, reinterpret_cast<sockaddr*>(&to), sizeof to) != 0) {
            give_up("There is nobody at " + address + ".");
        }
        int const on = 1;
        ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        return socket;
    }

    void send_frame(Frame kind, std::string_view payload)
    {
        // Masked, as a client must, with zeroes, which leave the payload as it is.
        std::string frame{static_cast<char>(0x80 | kind)};
        if (payload.size() < 126) {
            frame += static_cast<char>(0x80 | payload.size());
        } else if (payload.size() <= 0xffff) {
            frame += static_cast<char>(0x80 | 126);
            frame += static_cast<char>(payload.size() >> 8);
            frame += static_cast<char>(payload.size() & 0xff);
        } else {
            give_up("A message is too long for the load generator.");
        }
        frame.append(4, '\0');
        frame += payload;
        send_all(frame);
    }

    void send_all(std::string_view bytes)
    {
        while (!bytes.empty()) {
            auto const sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (sent < 0) {
                give_up("A connection was lost while sending.");
            }
            bytes.remove_prefix(static_cast<std::size_t>(sent));
        }
    }

    void receive(bool patient)
    {
        char bytes[65'536];
        auto const got = ::recv(socket_, bytes, sizeof bytes, patient ? 0 : MSG_DONTWAIT);
        if (got == 0 || (got < 0 && errno != EAGAIN)) {
            give_up("A connection was lost.");
        }
        received_.append(bytes, got < 0 ? 0 : static_cast<std::size_t>(got));
    }

    /// The `count` bytes from `at`, the highest first.
    std::size_t number(std::size_t at, std::size_t count) const
    {
        std::size_t all = 0;
        for (std::size_t i = 0; i < count; ++i) {
            all = all << 8 | static_cast<unsigned char>(received_[at + i]);
        }
        return all;
    }

    std::size_t head_size(std::size_t begin) const
    {
        auto const size = number(begin + 1, 1) & 0x7f;
        return size == 127 ? 10 : size == 126 ? 4 : 2;
    }

    /// With its head; 0 while it is not all there.
    std::size_t frame_size(std::size_t begin) const
    {
        auto const there = received_.size() - begin;
        if (there < 2 || there < head_size(begin)) {
            return 0;
        }
        auto const head = head_size(begin);
        auto const payload = head == 2 ? number(begin + 1, 1) : number(begin + 2, head - 2);
        return there < head + payload ? 0 : head + payload;
    }

    int socket_;
    std::string received_;
};

} // namespace bench
