// Server-sent events, for who cannot have a WebSocket.

#include "tests/server/network_scene.hpp"

#include <thread>

using namespace folkmoot::server;
using namespace std::chrono_literals;
namespace feeds = folkmoot::protocol::feeds;

namespace {

/// A browser's end of a stream of the person whose number the cookie is.
struct Source : Bytes {
    explicit Source(NetworkScene& scene, int receive_buffer = 0)
        : Bytes(scene.port(), receive_buffer)
    {
        send("GET /events HTTP/1.1\r\nHost: localhost\r\nCookie: 1\r\n\r\n");
        head = until("\r\n\r\n");
        opened = event();
        stream = scene.door.stream();
    }
    std::string event() { return until("\n\n"); }

    std::string head;
    std::string opened;
    std::shared_ptr<Listener> stream;
};

std::shared_ptr<std::string const> said(std::string text)
{
    return std::make_shared<std::string const>(std::move(text));
}

} // namespace

TEST_CASE("a stream begins with its name and whose it is, and ends with its connection")
{
    NetworkScene scene;
    Source source(scene);
    CHECK(source.head.starts_with("HTTP/1.1 200 OK\r\n"));
    CHECK(source.head.find("Content-Type: text/event-stream\r\n") != std::string::npos);
    CHECK(source.head.find("no-transform") != std::string::npos);
    CHECK(source.head.find("Connection: close\r\n") != std::string::npos);
    CHECK(source.head.find("Content-Length") == std::string::npos);
    CHECK(source.opened == "event: opened\ndata: {\"stream\":\"a-stream\",\"person\":\"" +
                               folkmoot::protocol::to_string(id_of<PersonId>(1)) + "\"}\n\n");
    CHECK(source.stream->actor().person == id_of<PersonId>(1));
}

TEST_CASE("whom the door refuses gets its answer, and the connection goes on in HTTP")
{
    NetworkScene scene;
    Bytes client(scene.port());
    client.send("GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n");
    CHECK(client.answer().says("HTTP/1.1 403 "));
    client.send("HEAD /events HTTP/1.1\r\nHost: localhost\r\n\r\n");
    CHECK(client.answer(true).says("HTTP/1.1 200 ")); // as the door answers any request
}

TEST_CASE("what the hub sends arrives whole and in order")
{
    NetworkScene scene;
    Source source(scene);
    for (int i = 0; i < 200; ++i)
        source.stream->send(said("[" + std::to_string(i) + "]"), 1);
    for (int i = 0; i < 200; ++i)
        CHECK(source.event() == "data: [" + std::to_string(i) + "]\n\n");
}

TEST_CASE("a stream that has nothing to say beats")
{
    NetworkScene scene({.beat = 20ms});
    Source source(scene);
    CHECK(source.event() == "event: beat\ndata: 1\n\n");
    CHECK(source.event() == "event: beat\ndata: 1\n\n");
    source.stream->send(said("[1]"), 1);
    while (source.event() != "data: [1]\n\n") {
    }
}

TEST_CASE("closing with a code says it and drops what waits")
{
    NetworkScene scene;
    Source source(scene);
    source.stream->close(feeds::close_sign_in_ended);
    source.stream->send(said("[late]"), 1);
    CHECK(source.event() == "event: closed\ndata: 4001\n\n");
    CHECK(source.at_end());
}

TEST_CASE("a reader too slow for what it is told is cut off while others go on")
{
    NetworkScene scene;
    Source slow(scene, 64 * 1024);
    Source other(scene);
    for (int i = 0; i < 100; ++i)
        slow.stream->send(said(std::string(256 * 1024, 's')), 1);
    other.stream->send(said("[1]"), 1);
    CHECK(other.event() == "data: [1]\n\n");
    auto const all = slow.rest();
    CHECK(all.size() < 100 * 256 * 1024);
}

TEST_CASE("a stream ends with 4001 when the sign-in that it rests on runs out")
{
    NetworkScene scene;
    scene.door.sign_ins_last(50ms);
    Source source(scene);
    CHECK(source.event() == "event: closed\ndata: 4001\n\n");
}

TEST_CASE("the hub tells a stream what it follows, and closes it when its sign-in ends")
{
    NetworkScene scene;
    Source source(scene);
    auto const feed = id_of<FeedId>(1);
    scene.library->now.open.insert(feed);
    std::promise<void> followed;
    scene.hub.follow(source.stream, {.feeds = {{{.feed = feed}}}}, [&](auto const& list) {
        CHECK(list.has_value());
        followed.set_value();
    });
    followed.get_future().get();
    auto const commits = scene.hub.commit_listener();
    scene.library->now.last[feed] = 1;
    commits.settled(1, {.entries = {{feed, 1}}, .right_changes = {}});
    CHECK(source.event().find("{entry " + folkmoot::protocol::to_string(feed) + " 1 ") !=
          std::string::npos);
    commits.settled(2, {.entries = {},
                        .right_changes = {{.kind = RightChange::Kind::sign_in_ended,
                                           .person = id_of<PersonId>(1),
                                           .feed = {},
                                           .sign_in = id_of<SignInId>(1)}}});
    CHECK(source.event() == "event: closed\ndata: 4001\n\n");
}

TEST_CASE("who goes away is forgotten, and draining sends the others to come back")
{
    NetworkScene scene;
    {
        Source gone(scene);
    }
    Source source(scene);
    source.stream.reset(); // the network alone holds it
    while (scene.listen.connections() > 1)
        std::this_thread::sleep_for(1ms);
    std::thread draining([&] { scene.listen.drain(); });
    CHECK(source.event() == "event: closed\ndata: 4000\n\n");
    CHECK(source.at_end());
    draining.join();
    CHECK(scene.listen.connections() == 0);
}
