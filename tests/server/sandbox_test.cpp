// What a confined program sees and may use. On a machine where nothing can be confined these tests say so and look
// only at how that is told.

#include "server/sandbox.hpp"
#include "tests/storage/fixture.hpp"

#include <doctest/doctest.h>

#include <fstream>
#include <thread>

using namespace folkmoot::server;
using namespace std::chrono_literals;

namespace {

/// A program of the shell, with "given" in its file.
struct Shell {
    folkmoot::tests::TemporaryFolder folder;
    Confined program;

    explicit Shell(std::string script)
    {
        auto const file = folder.path() / "given";
        std::ofstream{file} << "given";
        program.file = file;
        program.command = {"sh", "-c", std::move(script)};
        program.time_max = 20s;
    }
    Ran run() const { return run_confined(program); }
};

bool confines()
{
    static auto const why = why_not_confined();
    if (!why.empty()) {
        MESSAGE("not run here: " << why);
    }
    return why.empty();
}

} // namespace

TEST_CASE("where nothing can be confined a program is not run, and the operator is told why")
{
    auto const ran = Shell{"cat /in"}.run();
    if (confines()) {
        CHECK(ran.good());
        CHECK(ran.output == "given");
    } else {
        CHECK_FALSE(ran.good());
        CHECK(ran.output.empty());
    }
}

TEST_CASE("a confined program sees its file and Debian's programs, and nothing of ours")
{
    if (!confines()) {
        return;
    }
    CHECK(Shell{"ls / | grep -v var | tr '\\n' ' '"}.run().output ==
          "bin dev etc in lib lib64 tmp usr ");
    CHECK(Shell{"env | sed s/=.*// | sort | tr '\\n' ' '"}.run().output == "HOME LANG PATH PWD ");
    CHECK(Shell{"ls /home /root /proc /etc/passwd /etc/folkmoot 2>/dev/null"}.run().output.empty());
    CHECK(Shell{"cat /in; cat"}.run().output == "given"); // and is told nothing
    Shell const outside{"ls " + std::filesystem::temp_directory_path().string()};
    CHECK(outside.run().output.empty());
}

TEST_CASE("a confined program writes into its own folder only, and nothing of it stays")
{
    if (!confines()) {
        return;
    }
    for (auto const* what : {"/in", "/x", "/usr/x", "/etc/x", "/dev/shm/../x"}) {
        CHECK_FALSE(Shell{"echo changed > " + std::string{what}}.run().good());
    }
    Shell const writes{"echo kept > /tmp/own && cat /tmp/own"};
    CHECK(writes.run().output == "kept\n");
    CHECK(Shell{"ls /tmp"}.run().output.empty());
    std::ifstream file{writes.program.file};
    CHECK(std::string{std::istreambuf_iterator<char>{file}, {}} == "given");
}

TEST_CASE("a confined program has no network")
{
    if (!confines()) {
        return;
    }
    Shell const reaches{
        "bash -c 'echo > /dev/tcp/127.0.0.1/5432' 2>&1; bash -c 'echo > /dev/tcp/192.0.2.1/80' 2>&1"};
    auto const said = reaches.run().output;
    CHECK(said.find("refused") != said.npos);
    CHECK(said.find("unreachable") != said.npos);
}

TEST_CASE("a program that takes too long is ended, with all that it began")
{
    if (!confines()) {
        return;
    }
    for (auto const* script :
         {"while :; do :; done", "sleep 1000 & sleep 1000",
          "trap '' TERM INT HUP; sleep 1000; sleep 1000", "setsid sleep 1000"}) {
        Shell shell{script};
        shell.program.time_max = 1s;
        auto const begun = std::chrono::steady_clock::now();
        CHECK(shell.run().how == Ran::How::too_long);
        CHECK(std::chrono::steady_clock::now() - begun < 10s);
    }
    CHECK(Shell{"sleep 1000 & exec >&- 2>&-; sleep 0"}.run().how == Ran::How::ended);
}

TEST_CASE("a program that says too much is ended, and what it said first is kept")
{
    if (!confines()) {
        return;
    }
    Shell shell{"yes"};
    shell.program.output_max = 1'000'000;
    auto const ran = shell.run();
    CHECK(ran.how == Ran::How::too_much);
    CHECK(ran.output.size() == 1'000'000);
    CHECK(Shell{"yes >&2 | head -c 9000000 >&2; yes | head -c 5000000 >&2; echo done"}
              .run()
              .trouble.size() <= 500);
}

TEST_CASE("a program that wants more memory or room than there is fails by itself")
{
    if (!confines()) {
        return;
    }
    Shell memory{"perl -e '$x = \"a\" x 500_000_000; print length $x'"};
    memory.program.memory_max = 100'000'000;
    CHECK_FALSE(memory.run().good());
    memory.program.memory_max = 2'000'000'000;
    CHECK(memory.run().output == "500000000");
    Shell room{
        "head -c 5000000 /dev/zero > /tmp/a && head -c 5000000 /dev/zero > /tmp/b && echo room"};
    CHECK(room.run().output == "room\n");
    room.program.disk_max = 8'000'000;
    CHECK(room.run().output.empty());
    Shell many{"for i in $(seq 2000); do sleep 100 & done 2>/dev/null; echo $(jobs | wc -l)"};
    many.program.time_max = 10s;
    CHECK_FALSE(many.run().output == "2000\n");
}

TEST_CASE("whoever waits for a program may stop waiting, and it is ended")
{
    if (!confines()) {
        return;
    }
    Shell const shell{"sleep 1000"};
    std::stop_source stop;
    Ran ran;
    std::thread waits{[&] { ran = run_confined(shell.program, stop.get_token()); }};
    stop.request_stop();
    waits.join();
    CHECK(ran.how == Ran::How::stopped);
}

TEST_CASE("a program that is not there, or ends badly, is told by its status")
{
    if (!confines()) {
        return;
    }
    CHECK(Shell{"exit 3"}.run().status == 3);
    Shell none{""};
    none.program.command = {"no-such-program"};
    CHECK(none.run().status == 127);
    CHECK(Shell{"kill -9 $$"}.run().status == 128 + 9);
    CHECK_FALSE(has_program("no-such-program"));
    CHECK(has_program("env"));
}
