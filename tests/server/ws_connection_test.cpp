#include "tests/server/network_scene.hpp"

#include <thread>

using namespace folkmoot::server;
using namespace std::chrono_literals;
namespace feeds = folkmoot::protocol::feeds;

namespace {

struct Socket : Bytes {
    explicit Socket(NetworkScene& scene, int receive_buffer = 0)
        : Bytes(scene.port(), receive_buffer)
    {
        REQUIRE(shakes_hands("1").says("101"));
    }
};

std::shared_ptr<std::string const> message_of(std::size_t bytes)
{
    return std::make_shared<std::string const>(bytes, 'm');
}

} // namespace

TEST_CASE("a handshake that asks for folkmoot.v1 is answered with it")
{
    NetworkScene scene;
    Bytes client(scene.port());
    auto const answer = client.shakes_hands("1", "other.v7, folkmoot.v1");
    CHECK(answer.says("HTTP/1.1 101 "));
    CHECK(answer.says("Sec-WebSocket-Protocol: folkmoot.v1\r\n"));
    CHECK_FALSE(answer.says("Beast"));
    CHECK_FALSE(answer.says("permessage-deflate"));
    client.says("hello");
    CHECK(client.hears().payload == "said hello");
}

TEST_CASE(
    "a handshake for another protocol, or none, is refused and the connection goes on in HTTP")
{
    NetworkScene scene;
    Bytes client(scene.port());
    CHECK(client.shakes_hands("1", "").says("HTTP/1.1 400 "));
    CHECK(client.shakes_hands("1", "folkmoot.v2").says("HTTP/1.1 400 "));
    CHECK(client.shakes_hands("1").says("HTTP/1.1 101 "));
}

TEST_CASE("whom the door refuses gets its answer")
{
    NetworkScene scene;
    Bytes client(scene.port());
    CHECK(client.shakes_hands("").says("HTTP/1.1 403 "));
}

TEST_CASE("messages of one connection reach the door in their order")
{
    NetworkScene scene;
    Socket client(scene);
    std::string all;
    for (int i = 0; i < 500; ++i)
        all += Bytes::frame(std::to_string(i));
    client.send(all);
    for (int i = 0; i < 500; ++i)
        CHECK(client.hears().payload == "said " + std::to_string(i));
}

TEST_CASE("the 33rd request in flight is refused with its id, and the connection lives")
{
    NetworkScene scene;
    Socket client(scene);
    scene.door.hold();
    for (int i = 0; i < 32; ++i)
        client.says("one");
    client.says(R"({"jsonrpc":"2.0","id":"the 33rd","method":"home.show"})");
    auto const refusal = client.hears().payload;
    CHECK(refusal.find(R"("id":"the 33rd")") != std::string::npos);
    CHECK(refusal.find("too_many") != std::string::npos);
    CHECK(scene.door.calls() == 32);
    scene.door.let_go();
    for (int i = 0; i < 32; ++i)
        CHECK(client.hears().payload == "said one");
    client.says("again");
    CHECK(client.hears().payload == "said again");
}

TEST_CASE("a message of 256 KiB is taken; a longer one closes with 1009")
{
    NetworkScene scene;
    Socket client(scene);
    std::string const most(256 * 1024, 'x');
    client.says(most);
    CHECK(client.hears().payload == "said " + most);
    client.says(most + 'x');
    CHECK(client.close_code() == 1009);
}

TEST_CASE("binary closes with 1003 and bad UTF-8 with 1007")
{
    NetworkScene scene;
    Socket binary(scene);
    binary.send(Bytes::frame("bytes", 2));
    CHECK(binary.close_code() == 1003);
    Socket broken(scene);
    broken.says("\xC3\x28");
    CHECK(broken.close_code() == 1007);
    CHECK(scene.door.calls() == 0);
}

TEST_CASE("a frame against the protocol closes with 1002, and others go on")
{
    NetworkScene scene;
    Socket other(scene);
    Socket client(scene);
    client.send("\x81\x05hello"); // without a mask
    CHECK(client.close_code() == 1002);
    other.says("still here");
    CHECK(other.hears().payload == "said still here");
}

TEST_CASE("what the hub sends arrives whole and in order between answers")
{
    NetworkScene scene;
    Socket client(scene);
    client.says("hello");
    client.hears();
    auto const listener = scene.door.listener();
    for (int i = 0; i < 100; ++i)
        listener->send(std::make_shared<std::string const>(std::to_string(i)), 1);
    for (int i = 0; i < 100; ++i)
        CHECK(client.hears().payload == std::to_string(i));
}

TEST_CASE("a reader too slow for what it is told is closed with 4000 while others go on")
{
    NetworkScene scene;
    Socket slow(scene, 64 * 1024);
    slow.says("hello");
    slow.hears();
    auto const to_slow = scene.door.listener();
    Socket quick(scene);
    quick.says("hello");
    quick.hears();
    auto const to_quick = scene.door.listener();

    auto const message = message_of(32 * 1024);
    for (int i = 0; i < 1'000; ++i) { // 32 MB: more than any buffer on the way and the queue
        to_slow->send(message, 10);
        to_quick->send(message, 10);
        REQUIRE(quick.hears().payload == *message);
    }
    std::size_t heard = 0;
    int code = 0;
    while (code == 0) {
        auto const frame = slow.hears();
        REQUIRE(frame.opcode != 0);
        code = frame.close_code();
        heard += frame.payload == *message ? 1 : 0;
    }
    CHECK(code == feeds::close_come_back);
    CHECK(heard < 1'000);
    quick.says("still here");
    CHECK(quick.hears().payload == "said still here");
}

TEST_CASE("more than 1,000 waiting entries are too many, however short")
{
    NetworkScene scene;
    Socket slow(scene, 64 * 1024);
    slow.says("hello");
    slow.hears();
    auto const listener = scene.door.listener();
    slow.says("huge"); // stands in the way of what follows
    CHECK(slow.hears_head().opcode == 1);
    for (int i = 0; i < 1'000; ++i)
        listener->send(message_of(1), 1);
    SUBCASE("a thousand wait")
    {
        slow.exactly(TestDoor::huge_bytes);
        for (int i = 0; i < 1'000; ++i)
            REQUIRE(slow.hears().payload == "m");
        slow.says("hello");
        CHECK(slow.hears().payload == "said hello");
    }
    SUBCASE("one more closes")
    {
        listener->send(message_of(1), 1);
        slow.exactly(TestDoor::huge_bytes);
        CHECK(slow.close_code() == feeds::close_come_back);
    }
}

TEST_CASE("who sends and does not read is not taken from without end")
{
    NetworkScene scene;
    Socket client(scene, 64 * 1024);
    constexpr std::size_t asked = 600;
    std::string all;
    for (std::size_t i = 0; i < asked; ++i)
        all += Bytes::frame("big");
    std::thread sending([&] { client.send(all); });
    // Answers wait in the kernel's buffers and in the queue: some megabytes, never all 38.
    for (std::size_t read = 0; read < asked; ++read) {
        REQUIRE(client.hears().payload.size() == TestDoor::answer_bytes);
        REQUIRE(scene.door.calls() <= read + 1 + 150);
    }
    sending.join();
}

TEST_CASE("closing with a code says it and drops what waits")
{
    NetworkScene scene;
    Socket client(scene);
    client.says("hello");
    client.hears();
    auto const listener = scene.door.listener();
    listener->close(feeds::close_sign_in_ended);
    listener->send(message_of(10), 1);
    auto const frame = client.hears();
    CHECK(frame.close_code() == feeds::close_sign_in_ended);
    client.send(Bytes::frame(frame.payload, 8));
    CHECK(client.at_end());
}

TEST_CASE("a connection ends with 4001 when the sign-in that it rests on runs out")
{
    NetworkScene scene;
    Socket lasting(scene);
    scene.door.sign_ins_last(50ms);
    Socket brief(scene);
    CHECK(brief.close_code() == feeds::close_sign_in_ended);
    lasting.says("hello");
    CHECK(lasting.hears().payload == "said hello");
}

TEST_CASE("who sends its end and reads nothing does not stay")
{
    NetworkScene scene;
    Socket client(scene, 64 * 1024);
    client.says("huge"); // more than it will read
    CHECK(client.hears_head().opcode == 1);
    client.sends_no_more();
    while (scene.listen.connections() > 0)
        std::this_thread::yield();
    CHECK(scene.listen.connections() == 0);
}

TEST_CASE("a mistake of ours ends one connection, and the others go on")
{
    NetworkScene scene;
    Socket other(scene);
    {
        Socket client(scene);
        client.says("break");
        CHECK(client.rest().empty());
    }
    other.says("still here");
    CHECK(other.hears().payload == "said still here");
    while (scene.listen.connections() > 1)
        std::this_thread::yield();
    CHECK(scene.listen.connections() == 1);
}

TEST_CASE("a ping is answered")
{
    NetworkScene scene;
    Socket client(scene);
    client.send(Bytes::frame("are you there", 9));
    auto const frame = client.hears();
    CHECK(frame.opcode == 10);
    CHECK(frame.payload == "are you there");
}

TEST_CASE("who answers no ping is gone after the idle time")
{
    NetworkLimits limits;
    limits.ws_idle_timeout = 100ms;
    NetworkScene scene(limits);
    Socket client(scene);
    CHECK(client.hears().opcode == 9);
    client.rest();
    while (scene.listen.connections() > 0)
        std::this_thread::yield();
    CHECK(scene.listen.connections() == 0);
}

TEST_CASE("draining answers what is in flight and then closes with 4000")
{
    NetworkScene scene;
    Socket busy(scene);
    Socket idle(scene);
    scene.door.hold();
    busy.says("change");
    scene.door.wait_for_held(1);
    std::thread draining([&] { scene.listen.drain(); });
    CHECK(idle.close_code() == feeds::close_come_back);
    busy.says(R"({"jsonrpc":"2.0","id":7,"method":"forum.reply"})");
    CHECK(busy.hears().payload.find("unavailable") != std::string::npos);
    scene.door.let_go();
    CHECK(busy.hears().payload == "said change");
    CHECK(busy.close_code() == feeds::close_come_back);
    draining.join();
    CHECK(scene.listen.connections() == 0);
    CHECK(scene.door.calls() == 1);
}

TEST_CASE("a connection that vanishes with requests in flight leaves nothing behind")
{
    NetworkScene scene;
    scene.door.hold();
    {
        Socket client(scene);
        client.says("change");
        scene.door.wait_for_held(1);
    }
    scene.door.let_go();
    while (scene.listen.connections() > 0)
        std::this_thread::yield();
    CHECK(scene.listen.connections() == 0);
}
