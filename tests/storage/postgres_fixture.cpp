#include "tests/storage/postgres_fixture.hpp"

#include <libpq-fe.h>

#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <thread>

namespace folkmoot::tests {
namespace {

constexpr auto programs = "/usr/lib/postgresql/15/bin/";
constexpr auto unprivileged_user =
    "postgres"; // made by the package; PostgreSQL refuses to run as root
constexpr std::chrono::seconds start_takes_at_most{30};

std::string program(std::string_view name)
{
    auto const path = programs + std::string{name};
    if (::access(path.c_str(), X_OK) != 0) {
        throw PostgresFailure("PostgreSQL 15 is not here. Install the packages postgresql-15 and "
                              "libpq-dev (script/setup --test).");
    }
    return path;
}

passwd const& user_to_be()
{
    auto const* user = ::getpwnam(unprivileged_user);
    if (!user) {
        throw PostgresFailure(
            "There is no user postgres to run PostgreSQL as. Install the package "
            "postgresql-15 (script/setup --test), or run the tests without root.");
    }
    return *user;
}

/// Starts a program with its output in `log`; as another user when we are root. It ends with us.
pid_t start_program(std::vector<std::string> words, std::filesystem::path const& log)
{
    bool const drop = ::geteuid() == 0;
    passwd const* const user = drop ? &user_to_be() : nullptr;
    std::vector<char*> arguments;
    for (auto& word : words) {
        arguments.push_back(word.data());
    }
    arguments.push_back(nullptr);
    int const output = ::open(log.c_str(), O_CREAT | O_APPEND | O_WRONLY | O_CLOEXEC, 0644);
    auto const child = ::fork();
    if (child != 0) {
        ::close(output);
        return child;
    }
    if (user && (::setgroups(0, nullptr) != 0 || ::setgid(user->pw_gid) != 0 ||
                 ::setuid(user->pw_uid) != 0)) {
        ::_exit(126);
    }
    ::prctl(PR_SET_PDEATHSIG, SIGQUIT);
    ::dup2(output, STDOUT_FILENO);
    ::dup2(output, STDERR_FILENO);
    ::execv(arguments.front(), arguments.data());
    ::_exit(127);
}

std::string text_of(std::filesystem::path const& file)
{
    std::ifstream stream{file};
    return {std::istreambuf_iterator<char>{stream}, {}};
}

} // namespace

PostgresCluster::PostgresCluster()
{
    auto const initdb = program("initdb");
    make_folder();
    try {
        make_cluster();
        start();
        wait_until_it_answers();
    } catch (...) {
        end();
        throw;
    }
}

PostgresCluster::~PostgresCluster()
{
    end();
}

void PostgresCluster::make_folder()
{
    // A short path: a socket's may have 107 characters at most.
    std::string pattern = "/tmp/folkmoot-pg-XXXXXX";
    if (!::mkdtemp(pattern.data())) {
        throw PostgresFailure("no temporary folder");
    }
    folder_ = pattern;
    if (::geteuid() == 0) {
        auto const& user = user_to_be();
        if (::chown(folder_.c_str(), user.pw_uid, user.pw_gid) != 0) {
            throw PostgresFailure("cannot give " + folder_.string() + " to the user postgres");
        }
    }
}

void PostgresCluster::make_cluster()
{
    auto const log = folder_ / "initdb.log";
    auto const child =
        start_program({program("initdb"), "--pgdata", folder_ / "data", "--username", "folkmoot",
                       "--auth", "trust", "--encoding", "UTF8", "--locale", "C", "--no-sync"},
                      log);
    int status = 0;
    if (::waitpid(child, &status, 0) != child || status != 0) {
        throw PostgresFailure("initdb failed: " + text_of(log));
    }
}

void PostgresCluster::start()
{
    // What a test needs and no more: no disk is waited for, nobody outside reaches it.
    server_ = start_program({program("postgres"), "-D", folder_ / "data", "-k", folder_, "-c",
                             "listen_addresses=", "-c", "fsync=off", "-c", "max_connections=60",
                             "-c", "shared_buffers=16MB", "-c", "autovacuum=off"},
                            folder_ / "postgres.log");
}

void PostgresCluster::wait_until_it_answers()
{
    auto const until = std::chrono::steady_clock::now() + start_takes_at_most;
    while (PQping(connection_words().c_str()) != PQPING_OK) {
        bool const ended = ::waitpid(server_, nullptr, WNOHANG) == server_;
        if (ended) {
            server_ = -1;
        }
        if (ended || std::chrono::steady_clock::now() > until) {
            throw PostgresFailure("PostgreSQL does not start: " +
                                  text_of(folder_ / "postgres.log"));
        }
        std::this_thread::sleep_for(std::chrono::milliseconds{20});
    }
}

void PostgresCluster::end()
{
    if (server_ > 0) {
        ::kill(server_, SIGQUIT);
        ::waitpid(server_, nullptr, 0);
    }
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
}

PostgresCluster& PostgresCluster::shared()
{
    static PostgresCluster cluster;
    return cluster;
}

std::string PostgresCluster::connection_words() const
{
    return "host=" + folder_.string() + " user=folkmoot dbname=postgres";
}

std::string PostgresCluster::url(std::string const& database, std::string const& user) const
{
    std::string host;
    for (char const character : folder_.string()) {
        host += character == '/' ? "%2F" : std::string{character};
    }
    return "postgresql://" + user + "@" + host + "/" + database;
}

void PostgresDatabase::ClearResult::operator()(pg_result* result) const
{
    PQclear(result);
}

PostgresDatabase::PostgresDatabase(PostgresCluster const& cluster, std::string const& database)
    : connection_(PQconnectdb(cluster.url(database).c_str()))
{
    if (PQstatus(connection_) != CONNECTION_OK) {
        std::string const why = PQerrorMessage(connection_);
        PQfinish(connection_);
        throw PostgresFailure(why);
    }
    PQsetNoticeProcessor(
        connection_, [](void*, char const*) {}, nullptr);
}

PostgresDatabase::~PostgresDatabase()
{
    PQfinish(connection_);
}

PostgresDatabase::Answer PostgresDatabase::checked(pg_result* result) const
{
    Answer answer{result};
    auto const status = PQresultStatus(result);
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) {
        throw PostgresFailure(PQerrorMessage(connection_));
    }
    return answer;
}

void PostgresDatabase::run_script(std::string const& sql)
{
    checked(PQexec(connection_, sql.c_str()));
}

std::vector<std::vector<std::string>> PostgresDatabase::rows(std::string const& sql)
{
    auto const answer = checked(PQexec(connection_, sql.c_str()));
    std::vector<std::vector<std::string>> rows;
    for (int row = 0; row < PQntuples(answer.get()); ++row) {
        auto& cells = rows.emplace_back();
        for (int column = 0; column < PQnfields(answer.get()); ++column) {
            cells.emplace_back(PQgetvalue(answer.get(), row, column));
        }
    }
    return rows;
}

PreparedStatement PostgresDatabase::prepare(std::string const& sql)
{
    checked(PQprepare(connection_, "", sql.c_str(), 0, nullptr));
    auto const described = checked(PQdescribePrepared(connection_, ""));
    PreparedStatement statement;
    for (int i = 0; i < PQnparams(described.get()); ++i) {
        statement.parameter_types.push_back(type_name(PQparamtype(described.get(), i)));
    }
    for (int i = 0; i < PQnfields(described.get()); ++i) {
        statement.column_types.push_back(type_name(PQftype(described.get(), i)));
    }
    return statement;
}

FreshDatabase::FreshDatabase()
{
    static std::atomic<int> made = 0;
    name_ = "fresh_" + std::to_string(++made);
    PostgresDatabase{PostgresCluster::shared()}.run_script("CREATE DATABASE " + name_);
}

FreshDatabase::~FreshDatabase()
{
    superuser_.reset();
    try {
        PostgresDatabase{PostgresCluster::shared()}.run_script("DROP DATABASE " + name_ +
                                                               " WITH (FORCE)");
    } catch (PostgresFailure const&) {
        // It goes with the cluster.
    }
}

PostgresDatabase& FreshDatabase::superuser()
{
    if (!superuser_) {
        superuser_ = std::make_unique<PostgresDatabase>(PostgresCluster::shared(), name_);
    }
    return *superuser_;
}

std::string PostgresDatabase::type_name(unsigned int type)
{
    return rows("SELECT format_type(" + std::to_string(type) + ", NULL)").front().front();
}

} // namespace folkmoot::tests
