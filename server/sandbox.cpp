#include "server/sandbox.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

namespace folkmoot::server {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t trouble_max = 500;
constexpr std::int64_t looked_at_every = 250; // ms, whether we end
constexpr char const* confiner = "/usr/bin/bwrap";

class Pipe {
public:
    Pipe()
    {
        if (::pipe2(ends_.data(), O_CLOEXEC) != 0)
            throw std::system_error(errno, std::generic_category(), "pipe");
    }
    ~Pipe()
    {
        close(0);
        close(1);
    }
    Pipe(Pipe const&) = delete;
    Pipe& operator=(Pipe const&) = delete;

    int out() const { return ends_[0]; }
    int in() const { return ends_[1]; }
    void close_in() { close(1); }
    void close_out() { close(0); }
    bool open() const { return ends_[0] >= 0; }

private:
    void close(std::size_t which)
    {
        if (ends_[which] >= 0)
            ::close(std::exchange(ends_[which], -1));
    }
    std::array<int, 2> ends_{-1, -1};
};

/// What bwrap is told: what there is to see, then the limits, then the program.
std::vector<std::string> arguments(Confined const& program)
{
    std::vector<std::string> all{confiner,        "--unshare-all", "--die-with-parent",
                                 "--new-session", "--cap-drop",    "ALL",
                                 "--ro-bind",     "/usr",          "/usr"};
    for (auto const* folder : {"bin", "lib", "lib64"})
        all.insert(all.end(),
                   {"--symlink", std::string{"usr/"} + folder, std::string{"/"} + folder});
    for (auto const* what : {"/etc/alternatives", "/etc/fonts", "/etc/ld.so.cache",
                             "/etc/libreoffice", "/var/cache/fontconfig"})
        all.insert(all.end(), {"--ro-bind-try", what, what});
    all.insert(all.end(),
               {"--dev", "/dev", "--size", std::to_string(program.disk_max), "--tmpfs", "/tmp"});
    if (program.proc)
        all.insert(all.end(), {"--proc", "/proc"});
    if (!program.file.empty())
        all.insert(all.end(), {"--ro-bind", program.file.string(), confined_file});
    all.insert(all.end(), {"--remount-ro",
                           "/dev",
                           "--remount-ro",
                           "/",
                           "--chdir",
                           "/tmp",
                           "--clearenv",
                           "--setenv",
                           "PATH",
                           "/usr/bin",
                           "--setenv",
                           "HOME",
                           "/tmp",
                           "--setenv",
                           "LANG",
                           "C.UTF-8",
                           "--",
                           "prlimit",
                           "--as=" + std::to_string(program.memory_max),
                           "--cpu=" + std::to_string(program.time_max.count()),
                           "--fsize=" + std::to_string(program.disk_max),
                           "--core=0",
                           "--nofile=256",
                           "--nproc=256",
                           "--",
                           "nice",
                           "-n",
                           "19"});
    all.insert(all.end(), program.command.begin(), program.command.end());
    return all;
}

/// In a process group of its own, with no signal blocked, and nothing of ours open.
class Child {
public:
    Child(std::vector<std::string> words, Pipe const& output, Pipe const& trouble)
    {
        std::vector<char*> pointers;
        pointers.reserve(words.size() + 1);
        for (auto& word : words)
            pointers.push_back(word.data());
        pointers.push_back(nullptr);
        std::array<char*, 1> nothing{nullptr};
        posix_spawn_file_actions_t files;
        posix_spawn_file_actions_init(&files);
        posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
        posix_spawn_file_actions_adddup2(&files, output.in(), STDOUT_FILENO);
        posix_spawn_file_actions_adddup2(&files, trouble.in(), STDERR_FILENO);
        posix_spawnattr_t how;
        posix_spawnattr_init(&how);
        sigset_t none;
        sigset_t all;
        sigemptyset(&none);
        sigfillset(&all);
        posix_spawnattr_setsigmask(&how, &none);
        posix_spawnattr_setsigdefault(&how, &all);
        posix_spawnattr_setflags(&how, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK |
                                           POSIX_SPAWN_SETSIGDEF);
        problem_ = ::posix_spawn(&id_, confiner, &files, &how, pointers.data(), nothing.data());
        posix_spawn_file_actions_destroy(&files);
        posix_spawnattr_destroy(&how);
    }
    ~Child() { end(); }
    Child(Child const&) = delete;
    Child& operator=(Child const&) = delete;

    int problem() const { return problem_; }
    /// bwrap takes all that is in its namespace with it.
    void end()
    {
        if (problem_ != 0 || waited_)
            return;
        ::kill(-id_, SIGKILL);
        wait();
    }
    int wait()
    {
        int status = 0;
        while (::waitpid(id_, &status, 0) < 0 && errno == EINTR) {
        }
        waited_ = true;
        return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    }

private:
    pid_t id_ = -1;
    int problem_ = 0;
    bool waited_ = false;
};

/// What is there to be read, appended up to `max`; closes the pipe at its end. False when there is more.
bool take(Pipe& pipe, std::string& into, std::size_t max)
{
    std::array<char, 64UL * 1024> bytes;
    auto const count = ::read(pipe.out(), bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR)
        return true;
    if (count <= 0) {
        pipe.close_out();
        return true;
    }
    auto const room = max - into.size();
    into.append(bytes.data(), std::min(static_cast<std::size_t>(count), room));
    return static_cast<std::size_t>(count) <= room;
}

/// Reads both until both end, which is when nothing inside has them open any more.
Ran::How listen(Pipe& output, Pipe& trouble, Confined const& program, std::stop_token const& stop,
                Ran& ran)
{
    auto const until = Clock::now() + program.time_max;
    while (output.open() || trouble.open()) {
        auto const left =
            std::chrono::duration_cast<std::chrono::milliseconds>(until - Clock::now()).count();
        if (left <= 0)
            return Ran::How::too_long;
        if (stop.stop_requested())
            return Ran::How::stopped;
        // a negative one is passed over
        std::array<pollfd, 2> wanted{pollfd{output.out(), POLLIN, 0},
                                     pollfd{trouble.out(), POLLIN, 0}};
        ::poll(wanted.data(), wanted.size(),
               static_cast<int>(std::min<std::int64_t>(left, looked_at_every)));
        if (wanted[0].revents != 0 && !take(output, ran.output, program.output_max))
            return Ran::How::too_much;
        if (wanted[1].revents != 0)
            take(trouble, ran.trouble, trouble_max);
    }
    return Ran::How::ended;
}

} // namespace

Ran run_confined(Confined const& program, std::stop_token const& stop)
{
    Ran ran;
    Pipe output;
    Pipe trouble;
    Child child{arguments(program), output, trouble};
    if (child.problem() != 0) {
        ran.how = Ran::How::not_run;
        ran.trouble = std::generic_category().message(child.problem());
        return ran;
    }
    output.close_in();
    trouble.close_in();
    ran.how = listen(output, trouble, program, stop, ran);
    if (ran.how == Ran::How::ended)
        ran.status = child.wait();
    else
        child.end();
    return ran;
}

std::string why_not_confined(bool proc)
{
    if (!has_program("bwrap"))
        return "bubblewrap is not installed";
    Confined nothing;
    nothing.command = {"true"};
    nothing.time_max = std::chrono::seconds{10};
    nothing.proc = proc;
    auto const ran = run_confined(nothing);
    if (ran.good())
        return {};
    return fmt::format("bubblewrap cannot confine programs here ({})",
                       ran.trouble.substr(0, ran.trouble.find('\n')));
}

bool has_program(std::string_view name)
{
    return ::access(("/usr/bin/" + std::string{name}).c_str(), X_OK) == 0;
}

} // namespace folkmoot::server
