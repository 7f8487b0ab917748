// Uploads by tus: what is sent, cut off, gone on with and completed, by whom and how much.

#include "tests/server/files_scene.hpp"

#include <fcntl.h>
#include <sys/stat.h>

#include <fstream>
#include <thread>

using namespace folkmoot;
using namespace folkmoot::tests;
using namespace std::chrono_literals;
using Client = server::Bytes;

namespace {

/// Two seconds at most, for what is told a little later.
template <class What>
bool soon(What what)
{
    for (int i = 0; i < 200; ++i) {
        if (what())
            return true;
        std::this_thread::sleep_for(10ms);
    }
    return false;
}

} // namespace

TEST_CASE_FIXTURE(FilesScene, "a file is sent in two pieces and a version can be made of it")
{
    auto const file = mixed_bytes(300'000);
    auto const answer = begins(anna, 300'000);
    CHECK(status(answer) == 201);
    CHECK(header(answer, "Tus-Resumable") == "1.0.0");
    auto const where = header(answer, "Location");
    CHECK(where.starts_with("/uploads/"));
    auto const fresh = looks(anna, where);
    CHECK(status(fresh) == 200);
    CHECK(header(fresh, "Upload-Offset") == "0");
    CHECK(header(fresh, "Upload-Length") == "300000");
    CHECK(header(fresh, "Upload-Metadata") == "filename cGxhbi5kb2N4");
    CHECK(header(fresh, "Cache-Control") == "no-store");
    auto const first = patches(anna, where, 0, file.substr(0, 100'000));
    CHECK(status(first) == 204);
    CHECK(header(first, "Upload-Offset") == "100000");
    CHECK(header(first, "Tus-Resumable") == "1.0.0");
    CHECK(offset(anna, where) == "100000");
    CHECK(refusal(takes(anna, where)) == ErrorName::invalid);
    CHECK(header(patches(anna, where, 100'000, file.substr(100'000)), "Upload-Offset") == "300000");
    CHECK(offset(anna, where) == "300000");
    CHECK(content(hash(file)) == file);
    CHECK(soon(
        [&] { return files.blobs.uploads_older_than(Instant{9'000'000'000'000'000}).empty(); }));
    CHECK(header(patches(anna, where, 300'000, ""), "Upload-Offset") == "300000"); // asked again
    auto const taken = takes(anna, where).value();
    CHECK(taken.sha256 == hash(file));
    CHECK(taken.name == "plan.docx");
    CHECK(taken.size == 300'000);
    CHECK(status(looks(anna, where)) == 404);
}

TEST_CASE_FIXTURE(FilesScene, "a line that is cut at 60 % keeps what came, and the rest follows")
{
    auto const file = mixed_bytes(2'000'000);
    auto const where = begun(anna, 2'000'000);
    {
        Client client(listen.port());
        auto with = at(0);
        with.emplace_back("Content-Length", "2000000");
        client.send(head(anna, "PATCH " + where, with) + file.substr(0, 1'200'000));
        client.sends_no_more();
        CHECK(client.at_end());
    }
    REQUIRE(soon([&] { return offset(anna, where) == "1200000"; }));
    CHECK(status(patches(anna, where, 1'199'999, file.substr(1'199'999))) == 409);
    CHECK(status(patches(anna, where, 1'200'001, "x")) == 409);
    CHECK(status(patches(anna, where, 1'200'000, file.substr(1'200'000))) == 204);
    CHECK(content(hash(file)) == file);
}

TEST_CASE_FIXTURE(FilesScene, "all that came is kept although the answer could not be given")
{
    auto const file = mixed_bytes(100'000);
    auto const where = begun(anna, 100'000);
    Client client(listen.port());
    auto with = at(0);
    with.emplace_back("Transfer-Encoding", "chunked"); // whose end does not come
    client.send(head(anna, "PATCH " + where, with) + "186a0\r\n" + file + "\r\n");
    client.sends_no_more();
    CHECK(soon([&] { return offset(anna, where) == "100000"; }));
    CHECK_FALSE(refusal(takes(anna, where)));
}

TEST_CASE_FIXTURE(FilesScene, "what is on the disk and was never told of is cut off and sent again")
{
    auto const file = mixed_bytes(1'000);
    auto const where = begun(anna, 1'000);
    patches(anna, where, 0, file.substr(0, 400));
    {
        auto const path = files.blobs.folder() / "uploads" / where.substr(9);
        std::ofstream{path, std::ios::app} << std::string(5'000, 'w'); // longer than all of it
    }
    CHECK(status(patches(anna, where, 400, file.substr(400))) == 204);
    CHECK(content(hash(file)) == file);
}

TEST_CASE_FIXTURE(FilesScene, "an upload whose file was lost is to be begun afresh")
{
    auto const where = begun(anna, 1'000);
    patches(anna, where, 0, std::string(400, 'x'));
    files.blobs.forget_upload(id_in(where));
    CHECK(status(patches(anna, where, 400, std::string(600, 'x'))) == 404);
    CHECK(status(looks(anna, where)) == 404);
}

TEST_CASE_FIXTURE(FilesScene, "one PATCH at a time")
{
    auto const where = begun(anna, 200'000);
    auto with = at(0);
    with.emplace_back("Content-Length", "200000");
    with.emplace_back("Expect", "100-continue");
    auto first = std::make_unique<Client>(listen.port());
    first->send(head(anna, "PATCH " + where, with));
    first->until("100 Continue\r\n\r\n"); // it is held
    auto const second = patches(anna, where, 0, "x");
    CHECK(status(second) == 423);
    CHECK(header(second, "Tus-Resumable") == "1.0.0");
    CHECK(offset(anna, where) == "0");
    first.reset();
    CHECK(soon([&] { return status(patches(anna, where, 0, std::string(100, 'x'))) == 204; }));
}

TEST_CASE_FIXTURE(FilesScene,
                  "an upload is its person's alone, and no other's answers tell that it is there")
{
    auto const where = begun(anna, 10);
    std::string const none = "/uploads/01900000-0000-7000-8000-000000000000";
    CHECK(status(looks(ben, where)) == 404);
    CHECK(header(looks(ben, where), "Upload-Offset").empty());
    auto const hidden = patches(ben, where, 0, "0123456789");
    CHECK(status(hidden) == 404);
    CHECK(hidden.content == patches(ben, none, 0, "0123456789").content);
    CHECK(status(asks(ben, "DELETE " + where, tus())) == 404);
    CHECK(status(asks(ben, "HEAD /uploads/x", tus())) == 404);
    CHECK(offset(anna, where) == "0");
}

TEST_CASE_FIXTURE(FilesScene, "who may not write in the group sends nothing there, before or later")
{
    auto const far = world.person("Far", world.northmere);
    auto const reads_only = begins(far, 10);
    CHECK(status(reads_only) == 403); // an open group
    auto const where = begun(anna, 10);
    world.store
        .change([&](Change& change) {
            return archive_group(change, lead.actor, {.group = group, .archived = true});
        })
        .value();
    CHECK(status(patches(anna, where, 0, "0123456789")) == 403);
    auto const none = asks(anna, "POST /uploads",
                           tus({{"Upload-Length", "10"},
                                {"Upload-Metadata", "filename YQ=="},
                                {"Folkmoot-Group", "01900000-0000-7000-8000-000000000000"}}));
    CHECK(status(none) == 404);
}

TEST_CASE_FIXTURE(FilesScene, "an upload is ended by its person")
{
    auto const where = begun(anna, 10);
    patches(anna, where, 0, "01234");
    auto const ended = asks(anna, "DELETE " + where, tus());
    CHECK(status(ended) == 204);
    CHECK(status(looks(anna, where)) == 404);
    CHECK(status(patches(anna, where, 5, "56789")) == 404);
    CHECK(soon(
        [&] { return files.blobs.uploads_older_than(Instant{9'000'000'000'000'000}).empty(); }));
}

TEST_CASE_FIXTURE(FilesScene, "a file may be as large as is said, and not a byte more")
{
    CHECK(status(begins(anna, size_max)) == 201);
    auto const larger = begins(anna, size_max + 1);
    CHECK(status(larger) == 413);
    CHECK(contains(larger.content, R"("field":"Upload-Length")"));
    auto const where = begun(anna, 10);
    CHECK(status(patches(anna, where, 0, "01234567890")) == 413);
    auto waiting = at(0);
    waiting.emplace_back("Expect", "100-continue"); // refused before it is sent
    CHECK(status(asks(anna, "PATCH " + where, waiting, "01234567890")) == 413);
    CHECK(offset(anna, where) == "0");
    auto with = at(0);
    with.emplace_back("Transfer-Encoding", "chunked");
    CHECK(status(sends(head(anna, "PATCH " + where, with) + "b\r\n01234567890\r\n0\r\n\r\n")) ==
          413);
    CHECK(status(patches(anna, where, 0, "0123456789")) == 204);
}

TEST_CASE_FIXTURE(FilesScene, "what is refused says which header it is about")
{
    auto const posted = [&](FilesScene::Headers headers) {
        auto const answer = asks(anna, "POST /uploads", std::move(headers));
        return std::to_string(status(answer)) + " " + answer.content;
    };
    auto const field = [&](FilesScene::Headers headers, std::string const& name) {
        return contains(posted(tus(std::move(headers))), R"("field":")" + name + '"');
    };
    std::pair<std::string, std::string> const length{"Upload-Length", "10"};
    std::pair<std::string, std::string> const name{"Upload-Metadata", "x,filename YQ==,y eg=="};
    std::pair<std::string, std::string> const whose{"Folkmoot-Group", to_string(group)};
    CHECK(posted(tus({length, name, whose})).starts_with("201 "));
    CHECK(posted({length, name, whose}).starts_with("412 "));
    CHECK(field({name, whose}, "Upload-Length"));
    for (auto const* wrong : {"", "x", "-1", "1x", "0", "99999999999999999999"})
        CHECK(field({{"Upload-Length", wrong}, name, whose}, "Upload-Length"));
    CHECK(field({length, name}, "Folkmoot-Group"));
    CHECK(field({length, name, {"Folkmoot-Group", "x"}}, "Folkmoot-Group"));
    CHECK(field({length, whose}, "Upload-Metadata"));
    for (auto const* wrong : {"filename", "filename Y", "filename !", "name YQ=="})
        CHECK(field({length, {"Upload-Metadata", wrong}, whose}, "Upload-Metadata"));
    CHECK(field({length, {"Upload-Metadata", "filename YS9i"}, whose}, "filename")); // a/b

    auto const where = begun(anna, 10);
    auto const line = "PATCH " + where;
    CHECK(status(asks(anna, line, tus({{"Upload-Offset", "0"}}), "x")) == 415);
    CHECK(status(asks(anna, line,
                      {{"Upload-Offset", "0"}, {"Content-Type", "application/offset+octet-stream"}},
                      "x")) == 412);
    auto const nowhere =
        asks(anna, line, tus({{"Content-Type", "application/offset+octet-stream"}}), "x");
    CHECK(status(nowhere) == 400);
    CHECK(contains(nowhere.content, R"("field":"Upload-Offset")"));
    CHECK(status(asks(anna, "GET " + where, tus())) == 405);
    CHECK(status(asks(anna, "DELETE /uploads", tus())) == 405);
}

TEST_CASE_FIXTURE(FilesScene, "what can be done is told to everybody who may ask")
{
    auto const answer = sends(plain_head("OPTIONS /uploads"));
    CHECK(status(answer) == 204);
    CHECK(header(answer, "Tus-Version") == "1.0.0");
    CHECK(header(answer, "Tus-Extension") == "creation,termination");
    CHECK(header(answer, "Tus-Max-Size") == std::to_string(size_max));
}

TEST_CASE_FIXTURE(FilesScene, "uploads are let in by the rules of calls")
{
    auto const where = begun(anna, 10);
    auto const cookie = "sid=" + secret_of(anna, people::SignInKind::browser);
    auto const patched = [&](FilesScene::Headers headers) {
        for (auto const& header : at(0))
            headers.push_back(header);
        headers.emplace_back("Content-Length", "0");
        return status(sends(plain_head("PATCH " + where, headers)));
    };
    CHECK(patched({}) == 401);
    CHECK(patched({{"Cookie", cookie}}) == 403);
    CHECK(patched({{"Cookie", cookie}, {"Origin", "http://evil.example"}}) == 403);
    CHECK(patched({{"Cookie", cookie}, {"Origin", "http://" + host()}}) == 204);
    auto const looked = [&](FilesScene::Headers headers) {
        headers.emplace_back("Tus-Resumable", "1.0.0");
        return status(sends(plain_head("HEAD " + where, headers), true));
    };
    CHECK(looked({}) == 401);
    CHECK(looked({{"Cookie", cookie}}) == 200); // browsers send no Origin with it
    CHECK(looked({{"Cookie", cookie}, {"Sec-Fetch-Site", "cross-site"}}) == 403);
}

TEST_CASE_FIXTURE(FilesScene, "clients that know only POST say what they mean in a header")
{
    auto const where = begun(anna, 3);
    auto with = at(0);
    with.emplace_back("X-HTTP-Method-Override", "PATCH");
    CHECK(header(asks(anna, "POST " + where, with, "abc"), "Upload-Offset") == "3");
    CHECK(status(asks(anna, "POST " + where, tus({{"X-HTTP-Method-Override", "DELETE"}}))) == 204);
    CHECK(status(looks(anna, where)) == 404);
}

TEST_CASE_FIXTURE(FilesScene, "a full disk is told of, and when there is room again it goes on")
{
    auto const other = begun(anna, 10);
    std::filesystem::create_symlink("/dev/full",
                                    files.blobs.folder() / "uploads" / other.substr(9));
    auto const full = patches(anna, other, 0, "0123456789");
    CHECK(status(full) == 503);
    CHECK(contains(full.content, "unavailable"));
    CHECK(contains(full.content, "disk of the server is full"));
    CHECK(offset(anna, other) == "0");
    files.blobs.forget_upload(id_in(other));
    CHECK(status(patches(anna, other, 0, "0123456789")) == 204);
}

TEST_CASE_FIXTURE(FilesScene, "what is over is swept: rows, files and contents that nothing names")
{
    std::shared_ptr<Store> const store{&world.store.store(), [](Store*) {}};
    auto const sweep = [&] {
        server::sweep_files(store, files);
        std::promise<void> swept; // by the last of the threads
        std::vector<std::promise<void>> all(server::Files::threads);
        std::atomic<std::size_t> arrived{0};
        for (auto& one : all)
            REQUIRE(files.disk.give([&] {
                ++arrived;
                while (arrived < all.size())
                    std::this_thread::yield();
                one.set_value();
            }));
        for (auto& one : all)
            one.get_future().wait();
    };
    auto const aged = [&](std::filesystem::path const& path) {
        auto const age = world.store.clock.now().microseconds / 1'000'000 - 100'000;
        timespec const times[2]{{age, 0}, {age, 0}};
        ::utimensat(AT_FDCWD, path.c_str(), times, 0);
    };
    auto const unfinished = begun(anna, 10);
    patches(anna, unfinished, 0, "01234");
    auto const finished = begun(anna, 4);
    patches(anna, finished, 0, "done");
    auto const stray = files.blobs.folder() / "uploads" / "01900000-0000-7000-8000-00000000000a";
    auto const young = files.blobs.folder() / "uploads" / "01900000-0000-7000-8000-00000000000b";
    std::ofstream{stray} << "x";
    std::ofstream{young} << "x";
    auto const unfinished_path = files.blobs.folder() / "uploads" / unfinished.substr(9);
    aged(stray);
    aged(unfinished_path);
    sweep();
    CHECK_FALSE(std::filesystem::exists(stray));
    CHECK(std::filesystem::exists(young));
    CHECK(std::filesystem::exists(unfinished_path));
    CHECK(content(hash("done")) == "done");
    world.store.clock.pass(24h * 7);
    sweep();
    CHECK_FALSE(std::filesystem::exists(unfinished_path));
    CHECK(content(hash("done")) == "done"); // nothing names it from now on
    world.store.clock.pass(24h);
    sweep();
    CHECK(content(hash("done")) == "(not there)");
}
