#include "tests/server/network_scene.hpp"

#include <thread>

using namespace folkmoot::server;
using namespace std::chrono_literals;

namespace {

std::string get(std::string const& target)
{
    return "GET " + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
}

std::string post(std::string const& target, std::string const& body)
{
    return "POST " + target +
           " HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + std::to_string(body.size()) +
           "\r\n\r\n" + body;
}

} // namespace

TEST_CASE("a request is answered with its length, its date and nothing about the program")
{
    NetworkScene scene;
    Bytes client(scene.port());
    client.send(get("/home?since=3"));
    auto const answer = client.answer();
    CHECK(answer.says("HTTP/1.1 200 OK\r\n"));
    CHECK(answer.says("\r\nDate: "));
    CHECK_FALSE(answer.says("Server:"));
    CHECK(answer.content == "GET /home?since=3 ");
}

TEST_CASE("pipelined requests are answered in their order")
{
    NetworkScene scene;
    Bytes client(scene.port());
    client.send(get("/1") + post("/2", "two") + get("/built-in") + get("/4"));
    CHECK(client.answer().content == "GET /1 ");
    CHECK(client.answer().content == "POST /2 two");
    CHECK(client.answer().content == "held in the program");
    CHECK(client.answer().content == "GET /4 ");
}

TEST_CASE("HEAD says the length and leaves out the content")
{
    NetworkScene scene;
    Bytes client(scene.port());
    client.send("HEAD /built-in HTTP/1.1\r\nHost: localhost\r\n\r\n" + get("/after"));
    CHECK(client.answer(true).says("Content-Length: 19\r\n"));
    CHECK(client.answer().content == "GET /after ");
}

TEST_CASE("an answer without content says no length")
{
    NetworkScene scene;
    Bytes client(scene.port());
    client.send(get("/nothing") + get("/after"));
    auto const answer = client.answer();
    CHECK(answer.says("204 No Content"));
    CHECK_FALSE(answer.says("Content-Length"));
    CHECK(client.answer().content == "GET /after ");
}

TEST_CASE("a body in chunks arrives whole, and 100-continue is given")
{
    NetworkScene scene;
    Bytes client(scene.port());
    client.send("POST /rpc HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n"
                "Expect: 100-continue\r\n\r\n");
    CHECK(client.until("\r\n\r\n") == "HTTP/1.1 100 Continue\r\n\r\n");
    client.send("3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n");
    CHECK(client.answer().content == "POST /rpc abcde");
}

TEST_CASE("a body of 256 KiB is taken, and one byte more is refused with too_large")
{
    NetworkScene scene;
    Bytes client(scene.port());
    std::string const most(256 * 1024, 'x');
    client.send(post("/rpc", most));
    CHECK(client.answer().content == "POST /rpc " + most);
    client.send(post("/rpc", most + 'x'));
    auto const answer = client.answer();
    CHECK(answer.says("HTTP/1.1 413 "));
    CHECK(answer.says("Connection: close"));
    CHECK(answer.content.find("too_large") != std::string::npos);
    CHECK(client.at_end());
}

TEST_CASE("chunks past the limit are refused too")
{
    NetworkScene scene;
    Bytes client(scene.port());
    client.send("POST /rpc HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n");
    std::string const chunk = "10000\r\n" + std::string(65'536, 'x') + "\r\n";
    for (int i = 0; i < 5; ++i)
        client.send(chunk);
    CHECK(client.answer().says("HTTP/1.1 413 "));
}

TEST_CASE("a head of more than 16 KiB is refused")
{
    NetworkScene scene;
    Bytes client(scene.port());
    client.send("GET / HTTP/1.1\r\nHost: localhost\r\nX: " + std::string(17'000, 'x') + "\r\n\r\n");
    CHECK(client.answer().says("HTTP/1.1 431 "));
    CHECK(client.at_end());
}

TEST_CASE("what is not HTTP is refused, and so is what two servers could read differently")
{
    for (std::string const bytes : {"\x16\x03\x01 this is TLS\r\n\r\n", "GET\r\n\r\n",
                                    "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n"
                                    "Content-Length: 4\r\n\r\nabcd",
                                    "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n"
                                    "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"}) {
        CAPTURE(bytes);
        NetworkScene scene;
        Bytes client(scene.port());
        client.send(bytes);
        CHECK(client.answer().says("HTTP/1.1 400 "));
        CHECK(client.at_end());
    }
}

TEST_CASE("a body of which we cannot say where it ends is refused, and nothing after it is taken")
{
    for (std::string const coding : {"gzip", "xchunked", "identity", "gzip, chunked"}) {
        CAPTURE(coding);
        NetworkScene scene;
        Bytes client(scene.port());
        client.send("POST /rpc HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: " + coding +
                    "\r\n\r\nGET /hidden HTTP/1.1\r\nHost: a\r\n\r\n");
        CHECK(client.answer().says("HTTP/1.1 400 "));
        CHECK(client.at_end());
    }
}

TEST_CASE("what stands between chunks or after them cannot grow without end")
{
    for (std::string const begin : {"5;", "0", "0\r\nX: "}) {
        CAPTURE(begin);
        NetworkScene scene;
        Bytes client(scene.port());
        client.send("POST /rpc HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" + begin);
        client.send(std::string(128 * 1024, '0'));
        CHECK(client.answer().says("HTTP/1.1 4"));
        CHECK(client.at_end());
    }
}

TEST_CASE("Connection: close is kept to, and HTTP/1.0 ends by itself")
{
    for (std::string const request :
         {"GET /a HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
          "GET /a HTTP/1.0\r\n\r\n"}) {
        NetworkScene scene;
        Bytes client(scene.port());
        client.send(request);
        auto const answer = client.answer();
        CHECK(answer.says("Connection: close\r\n"));
        CHECK(answer.content == "GET /a ");
        CHECK(client.at_end());
    }
}

TEST_CASE("a head or a body that drips is cut off, however regularly it drips")
{
    for (std::string const begins :
         {"GET / HTTP/1.1\r\nX-Slow: ",
          "PUT /a HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9999\r\n\r\n"}) {
        CAPTURE(begins);
        NetworkLimits limits;
        limits.head_timeout = 150ms;
        limits.body_timeout = 150ms;
        NetworkScene scene(limits);
        Bytes client(scene.port());
        auto const begin = std::chrono::steady_clock::now();
        client.send(begins);
        bool open = true;
        for (int i = 0; open && i < 500; ++i) {
            std::this_thread::sleep_for(10ms); // the pace of the drip; the end is waited for
            open = client.send("x");
        }
        CHECK_FALSE(open);
        CHECK(std::chrono::steady_clock::now() - begin < 4s);
    }
}

TEST_CASE("what is cut in the middle of its body was never asked")
{
    for (std::string const head : {"Content-Length: 9\r\n\r\nhalf", "Content-Length: 9\r\n\r\n",
                                   "Transfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n"}) {
        CAPTURE(head);
        NetworkScene scene;
        Bytes client(scene.port());
        client.send("PUT /a HTTP/1.1\r\nHost: localhost\r\n" + head);
        client.sends_no_more();
        CHECK(client.at_end()); // without an answer
    }
}

TEST_CASE("an idle connection is closed")
{
    NetworkLimits limits;
    limits.idle_timeout = 50ms;
    NetworkScene scene(limits);
    Bytes client(scene.port());
    client.send(get("/"));
    client.answer();
    CHECK(client.at_end());
}

TEST_CASE("connections past the limit are closed, and there is room again when one has gone")
{
    NetworkLimits limits;
    limits.connections_max = 2;
    NetworkScene scene(limits);
    Bytes one(scene.port());
    auto two = std::make_unique<Bytes>(scene.port());
    one.send(get("/1"));
    one.answer();
    two->send(get("/2"));
    two->answer();
    CHECK(Bytes(scene.port()).at_end());
    two.reset();
    while (scene.listen.connections() > 1)
        std::this_thread::yield();
    Bytes three(scene.port());
    three.send(get("/3"));
    CHECK(three.answer().content == "GET /3 ");
}

TEST_CASE("one address has only so many connections that have not shown who they are")
{
    NetworkLimits limits;
    limits.unknown_per_address_max = 1;
    NetworkScene scene(limits);
    Bytes known(scene.port());
    REQUIRE(known.shakes_hands("1").says("101"));
    known.says("hello");
    known.hears(); // it counts no longer
    Bytes unknown(scene.port());
    unknown.send(get("/"));
    CHECK(unknown.answer().content == "GET / ");
    CHECK(Bytes(scene.port()).at_end());
}

TEST_CASE("an address of a proxy of ours has as many as all have")
{
    NetworkLimits limits;
    limits.unknown_per_address_max = 1;
    limits.shared_addresses.add("127.0.0.1");
    NetworkScene scene(limits);
    Bytes one(scene.port());
    Bytes other(scene.port());
    one.send(get("/"));
    other.send(get("/"));
    CHECK(one.answer().content == "GET / ");
    CHECK(other.answer().content == "GET / ");
}

TEST_CASE("draining finishes the request under way, says so to the door, and takes nobody new")
{
    NetworkScene scene({}, 1); // all were told to end when one has ended
    Bytes idle(scene.port());
    idle.send(get("/before"));
    CHECK(idle.answer().content == "GET /before ");
    Bytes busy(scene.port());
    scene.door.hold();
    busy.send(get("/under-way") + get("/too-late"));
    scene.door.wait_for_held(1);

    std::thread draining([&] { scene.listen.drain(); });
    CHECK(idle.at_end());
    CHECK(scene.door.stopping);
    CHECK_FALSE(Bytes(scene.port()).connected());
    scene.door.let_go();
    auto const answer = busy.answer();
    CHECK(answer.content == "GET /under-way ");
    CHECK(answer.says("Connection: close"));
    busy.rest();
    draining.join();
    CHECK(scene.listen.connections() == 0);
}

TEST_CASE("draining ends in its time when an answer never comes")
{
    NetworkLimits limits;
    limits.drain_timeout = 50ms;
    NetworkScene scene(limits);
    scene.door.hold();
    Bytes client(scene.port());
    client.send(get("/"));
    scene.door.wait_for_held(1);
    std::thread later([&] {
        while (!client.at_end()) {
        }
        scene.door.let_go();
    });
    scene.listen.drain();
    later.join();
    CHECK(true);
}

namespace {

std::string patch(std::size_t length, std::string const& headers = "")
{
    return "PATCH /pieces HTTP/1.1\r\nHost: localhost\r\nContent-Length: " +
           std::to_string(length) + "\r\n" + headers + "\r\n";
}

} // namespace

TEST_CASE("a body that is taken in pieces may be long, and the next request follows it")
{
    NetworkScene scene;
    Bytes client(scene.port());
    std::string const body(5'000'000, 'b');
    client.send(patch(body.size()) + body + get("/after"));
    CHECK(client.answer().content == "5000000");
    CHECK(client.answer().content == "GET /after ");
    CHECK(scene.door.arrived.bytes == body);
    CHECK(scene.door.arrived.largest <= 64 * 1024);
}

TEST_CASE("a body in pieces may come in chunks, or not at all")
{
    NetworkScene scene;
    Bytes client(scene.port());
    client.send("PATCH /pieces HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
                "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n");
    CHECK(client.answer().content == "5");
    client.send(patch(0));
    CHECK(client.answer().content == "5");
    CHECK(scene.door.arrived.bytes == "abcde");
}

TEST_CASE("what came before the line was cut is handed on")
{
    NetworkScene scene;
    Bytes client(scene.port());
    std::string const body(1'000'000, 'b');
    client.send(patch(body.size()) + body.substr(0, 600'000));
    client.sends_no_more();
    scene.door.arrived.wait_for([](Arrived const& it) { return it.broken; });
    CHECK(scene.door.arrived.bytes.size() == 600'000);
    CHECK_FALSE(scene.door.arrived.ended);
    CHECK(client.at_end()); // without an answer
}

TEST_CASE("100-continue is given for a body in pieces once somebody takes it")
{
    NetworkScene scene;
    Bytes client(scene.port());
    client.send(patch(3, "Expect: 100-continue\r\n"));
    CHECK(client.until("\r\n\r\n") == "HTTP/1.1 100 Continue\r\n\r\n");
    client.send("abc");
    CHECK(client.answer().content == "3");
    client.send(patch(3, "X-Refuse: 1\r\nExpect: 100-continue\r\n"));
    CHECK(client.answer().says("HTTP/1.1 409 "));
    CHECK(client.at_end());
}

TEST_CASE("a body in pieces that nobody wants is not read to its end")
{
    NetworkScene scene;
    Bytes refused(scene.port());
    refused.send(patch(100'000'000, "X-Refuse: 1\r\n") + std::string(200'000, 'b'));
    auto const answer = refused.answer();
    CHECK(answer.says("HTTP/1.1 409 "));
    CHECK(answer.says("Connection: close\r\n"));
    scene.door.arrived.wanted = 1;
    Bytes stopped(scene.port());
    stopped.send(patch(100'000'000) + std::string(200'000, 'b'));
    auto const enough = stopped.answer();
    CHECK(enough.says("HTTP/1.1 200 "));
    CHECK(enough.says("Connection: close\r\n"));
    CHECK(scene.door.arrived.bytes.size() <= 64 * 1024);
}

TEST_CASE("each piece of a body has its time, and what came of the last one is handed on")
{
    NetworkLimits limits;
    limits.body_timeout = 500ms;
    NetworkScene scene(limits);
    Bytes client(scene.port());
    client.send(patch(1'000'000));
    auto const begin = std::chrono::steady_clock::now();
    for (std::size_t i = 1; i <= 8; ++i) { // longer than 500 ms in all
        client.send(std::string(64 * 1024, 'b'));
        std::this_thread::sleep_for(100ms); // the pace of the line
    }
    scene.door.arrived.wait_for_bytes(7 * 64 * 1024);
    CHECK(std::chrono::steady_clock::now() - begin > 500ms);
    CHECK_FALSE(scene.door.arrived.broken);
    client.send("and a little");
    scene.door.arrived.wait_for([](Arrived const& it) { return it.broken; });
    CHECK(scene.door.arrived.bytes.size() == 8 * 64 * 1024 + 12);
    CHECK(client.at_end());
}

TEST_CASE("an answer in pieces says its length, and HEAD fetches none of it")
{
    NetworkScene scene;
    Bytes client(scene.port());
    client.send("HEAD /in-pieces HTTP/1.1\r\nHost: localhost\r\n\r\n");
    CHECK(client.answer(true).says("Content-Length: 50331648\r\n"));
    CHECK(scene.door.given == 0);
    client.send(get("/in-pieces") + get("/after"));
    auto const answer = client.answer();
    CHECK(answer.head.starts_with("HTTP/1.1 200 ")); // nothing came after the head before
    CHECK(answer.content == std::string(TestDoor::long_bytes, 'p'));
    CHECK(client.answer().content == "GET /after ");
    CHECK(scene.door.bodies == 0);
}

TEST_CASE("an answer in pieces that cannot be had to its end ends the connection")
{
    NetworkScene scene;
    Bytes client(scene.port());
    client.send(get("/breaks-off") + get("/after"));
    auto const all = client.rest();
    CHECK(all.find("Content-Length: 50331648\r\n") != std::string::npos);
    CHECK(all.size() < TestDoor::long_bytes);
    CHECK(all.find("GET /after") == std::string::npos);
}

TEST_CASE("who does not read an answer in pieces is cut off, and it is not fetched ahead of them")
{
    NetworkLimits limits;
    limits.write_timeout = 300ms;
    NetworkScene scene(limits);
    Bytes client(scene.port(), 4'096);
    client.send(get("/in-pieces"));
    client.until("\r\n\r\n");
    while (scene.listen.connections() > 0)
        std::this_thread::yield();
    CHECK(scene.door.bodies == 0);
    CHECK(scene.door.given < TestDoor::long_bytes / 2);
}
