// Files of versions: who gets them, as what, and from where on.

#include "tests/server/files_scene.hpp"

using namespace folkmoot;
using namespace folkmoot::tests;
using namespace std::chrono_literals;
using server::Asks;
using server::Part;

namespace {

std::string const version = "/files/01900000-0000-7000-8000-000000000007";

struct WithFile : FilesScene {
    using FilesScene::FilesScene;

    /// Version 7 is this file.
    std::string holds(std::string const& content, std::string name = "plan.docx",
                      std::string type = "application/pdf")
    {
        auto file = files.blobs.open_upload(UploadId{}, 0).value();
        file.cut_to(0);
        file.write(0, content).value();
        auto const kept = files.blobs.keep(file).value();
        files.blobs.forget_upload(UploadId{});
        version_files()[7] = {kept.sha256, kept.size, std::move(name), std::move(type)};
        return '"' + kept.sha256 + '"';
    }
};

} // namespace

TEST_CASE_FIXTURE(WithFile, "a file comes whole, to be saved, and nothing of it runs in our name")
{
    auto const content = mixed_bytes(3'000'000);
    auto const tag = holds(content);
    auto const got = asks(anna, "GET " + version);
    CHECK(status(got) == 200);
    CHECK(got.content == content);
    CHECK(header(got, "Content-Length") == "3000000");
    CHECK(header(got, "ETag") == tag);
    CHECK(header(got, "Content-Type") == "application/pdf");
    CHECK(header(got, "Content-Disposition") ==
          "attachment; filename=\"plan (draft).docx\"; filename*=UTF-8''plan%20%28draft%29.docx");
    CHECK(header(got, "X-Content-Type-Options") == "nosniff");
    CHECK(header(got, "Content-Security-Policy") == "sandbox; default-src 'none'");
    CHECK(header(got, "Cache-Control") == "private, no-cache");
    CHECK(header(got, "Accept-Ranges") == "bytes");
    CHECK(header(got, "Vary") == "Cookie, Authorization");
    CHECK(header(got, "Cross-Origin-Resource-Policy") == "same-origin");
    auto const head = asks(anna, "HEAD " + version);
    CHECK(status(head) == 200);
    CHECK(header(head, "Content-Length") == "3000000");
    CHECK(header(head, "ETag") == tag);
}

TEST_CASE_FIXTURE(WithFile, "a part of a file is what was asked for")
{
    auto const content = mixed_bytes(1'000'000);
    auto const tag = holds(content);
    auto const ranged = [&](std::string range, FilesScene::Headers more = {}) {
        more.emplace_back("Range", std::move(range));
        return asks(anna, "GET " + version, more);
    };
    auto const rest = ranged("bytes=600000-");
    CHECK(status(rest) == 206);
    CHECK(rest.content == content.substr(600'000));
    CHECK(header(rest, "Content-Range") == "bytes 600000-999999/1000000");
    auto const last = ranged("bytes=-10");
    CHECK(last.content == content.substr(999'990));
    CHECK(header(last, "Content-Range") == "bytes 999990-999999/1000000");
    CHECK(ranged("bytes=5-5").content == content.substr(5, 1));
    auto const beyond = ranged("bytes=1000000-");
    CHECK(status(beyond) == 416);
    CHECK(header(beyond, "Content-Range") == "bytes */1000000");
    CHECK(status(ranged("bytes=0-1,5-6")) == 200);
    CHECK(status(ranged("bytes=0-1", {{"If-Range", tag}})) == 206);
    auto const other = ranged("bytes=0-1", {{"If-Range", "\"another\""}});
    CHECK(status(other) == 200);
    CHECK(other.content == content);
}

TEST_CASE_FIXTURE(WithFile, "who has it already is told so")
{
    auto const tag = holds("the same");
    auto const again = asks(anna, "GET " + version, {{"If-None-Match", tag}});
    CHECK(status(again) == 304);
    CHECK(again.content.empty());
    CHECK(header(again, "ETag") == tag);
    holds("another");
    CHECK(status(asks(anna, "GET " + version, {{"If-None-Match", tag}})) == 200);
}

TEST_CASE_FIXTURE(WithFile, "a file is got by who may read it now, and by nobody else")
{
    holds("secret");
    auto const none = asks(anna, "GET /files/01900000-0000-7000-8000-000000000008");
    CHECK(status(none) == 404);
    auto const guest = world.member(group, "Guest", world.easthaven, Role::guest);
    auto const hidden = asks(guest, "GET " + version);
    CHECK(status(hidden) == 404);
    CHECK(hidden.content == none.content);
    CHECK(asks(anna, "GET /files/x").content == none.content);
    CHECK(status(sends(plain_head("GET " + version))) == 401);
    auto const cookie = "sid=" + secret_of(anna, people::SignInKind::browser);
    auto const followed = [&](std::string const& from) { // a link, also in a mail
        return status(
            sends(plain_head("GET " + version, {{"Cookie", cookie}, {"Sec-Fetch-Site", from}})));
    };
    CHECK(followed("none") == 200);
    CHECK(followed("cross-site") == 200);
    world.administrator().asks(end_somebody, {.person = anna}).value();
    CHECK(followed("none") == 401);
    CHECK(status(asks(ben, "PUT " + version)) == 405);
}

TEST_CASE_FIXTURE(WithFile, "a content that the disk has lost is not found")
{
    auto const tag = holds("gone");
    files.blobs.forget(tag.substr(1, 64));
    CHECK(status(asks(anna, "GET " + version)) == 404);
}

TEST_CASE("a download that nobody reads is cut off and given up, and others go on")
{
    server::NetworkLimits limits;
    limits.write_timeout = 300ms;
    WithFile scene{limits};
    auto const content = mixed_bytes(24'000'000); // more than any buffer on the way
    scene.holds(content);
    server::Bytes slow(scene.listen.port(), 4'096);
    slow.send(scene.head(scene.anna, "GET " + version));
    slow.until("\r\n\r\n");
    CHECK(scene.asks(scene.anna, "GET " + version).content == content);
    while (scene.listen.connections() > 0)
        std::this_thread::yield();
    CHECK(slow.rest().size() < content.size());
}

TEST_CASE("the name of a saved file says which version it is")
{
    using enum protocol::library::VersionState;
    auto const name = [](std::string file, std::optional<protocol::Number> number,
                         protocol::library::VersionState state) {
        return server::name_when_saved(
            {.sha256 = {}, .name = std::move(file), .type = {}, .number = number, .state = state});
    };
    CHECK(name("plan.docx", {}, draft) == "plan (draft).docx");
    CHECK(name("plan.v2.docx", 5, current) == "plan.v2 (version 5).docx");
    CHECK(name("plan.docx", 3, superseded) == "plan (version 3, superseded).docx");
    CHECK(name("plan", 3, superseded) == "plan (version 3, superseded)");
    CHECK(name(".plan", 1, current) == ".plan (version 1)");
}

TEST_CASE("a file is saved under its own name, whatever it is made of")
{
    CHECK(server::saved_as("a b.txt") ==
          "attachment; filename=\"a b.txt\"; filename*=UTF-8''a%20b.txt");
    CHECK(
        server::saved_as("Übung \"2\"\\%.pdf") ==
        "attachment; filename=\"_bung _2___.pdf\"; filename*=UTF-8''%C3%9Cbung%20%222%22%5C%25.pdf");
    CHECK(server::saved_as("x\r\nSet-Cookie: a=b").find('\n') == std::string::npos);
}

TEST_CASE_FIXTURE(WithFile, "a type that is none cannot add a header")
{
    holds("x", "a", "text/html\r\nSet-Cookie: a=b");
    CHECK(header(asks(anna, "GET " + version), "Content-Type") == "application/octet-stream");
}

TEST_CASE("one range of bytes is a part; what is not is all, and what lies beyond is nothing")
{
    struct Case {
        char const* range;
        Asks asks;
        Part part;
    };
    for (auto const& [range, asks, part] :
         {Case{"", Asks::all, {0, 100}}, Case{"bytes=0-", Asks::part, {0, 100}},
          Case{"bytes=10-19", Asks::part, {10, 10}}, Case{"bytes=90-1000", Asks::part, {90, 10}},
          Case{"bytes=-1", Asks::part, {99, 1}}, Case{"bytes=-1000", Asks::part, {0, 100}},
          Case{"bytes=9-8", Asks::all, {0, 100}}, Case{"bytes=-", Asks::all, {0, 100}},
          Case{"bytes=1", Asks::all, {0, 100}}, Case{"lines=1-2", Asks::all, {0, 100}},
          Case{"bytes=1-2,4-5", Asks::all, {0, 100}}, Case{"bytes=--1", Asks::all, {0, 100}},
          Case{"bytes=+1-2", Asks::all, {0, 100}},
          Case{"bytes=99999999999999999999-", Asks::all, {0, 100}}}) {
        CAPTURE(range);
        Part got;
        CHECK(server::asked_part(range, 100, got) == asks);
        CHECK(got == part);
    }
    Part part;
    CHECK(server::asked_part("bytes=100-", 100, part) == Asks::nothing_there);
    CHECK(server::asked_part("bytes=9223372036854775807-", 100, part) == Asks::nothing_there);
    CHECK(server::asked_part("bytes=-0", 100, part) == Asks::nothing_there);
}
