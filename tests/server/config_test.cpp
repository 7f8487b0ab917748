#include "server/config.hpp"

#include <doctest/doctest.h>

#include <fstream>

using namespace folkmoot::server;

namespace {

/// The sentence an operator reads; empty when there is nothing to say.
template <class Work>
std::string problem(Work work)
{
    try {
        work();
    } catch (ConfigProblem const& problem) {
        return problem.what();
    }
    return {};
}

std::string problem_in(std::string_view toml)
{
    return problem([&] { config_from(toml, "folkmoot.toml"); });
}

std::string unsafe(std::string_view toml)
{
    return problem([&] { check_safe(config_from(toml, "folkmoot.toml")); });
}

} // namespace

TEST_CASE("without a file everything has a default that is safe")
{
    auto const config = config_in("/nowhere/at/all");
    CHECK(config.listen_address == "127.0.0.1");
    CHECK(config.listen_port == 8080);
    CHECK(problem([&] { check_safe(config); }).empty());
}

TEST_CASE("every key is taken")
{
    auto const config = config_from("listen = \"[::1]:9000\"\n"
                                    "public_url = \"https://moot.example/\"\n"
                                    "behind_proxy = true\n"
                                    "database = \"postgresql://folkmoot@db.example/moot\"\n"
                                    "readers = 4\n"
                                    "writers = 16\n"
                                    "threads = 3\n"
                                    "connections_max = 500\n"
                                    "log_level = \"warning\"\n",
                                    "folkmoot.toml");
    CHECK(config.listen_address == "::1");
    CHECK(config.listen_port == 9000);
    CHECK(config.public_url == "https://moot.example");
    CHECK(config.behind_proxy);
    CHECK(config.database == "postgresql://folkmoot@db.example/moot");
    CHECK(config.readers == 4);
    CHECK(config.writers == 16);
    CHECK(config.threads == 3);
    CHECK(config.connections_max == 500);
    CHECK(config.log_level == "warning");
}

TEST_CASE("every key is documented")
{
    auto const text = config_keys();
    for (auto const* key : {"listen", "public_url", "behind_proxy", "database", "readers",
                            "writers", "threads", "connections_max", "log_level"})
        CHECK(text.find(std::string{"  "} + key + " ") != std::string::npos);
}

TEST_CASE("an unknown key is refused by name and line")
{
    auto const sentence = problem_in("readers = 2\n\nlisten_on = \"127.0.0.1:80\"\n");
    CHECK(sentence.starts_with("folkmoot.toml, line 3: listen_on is not a key we know."));
}

TEST_CASE("an unknown table is refused by name and line")
{
    CHECK(problem_in("[mail]\nserver = \"a\"\n")
              .starts_with("folkmoot.toml, line 1: mail is not a key we know."));
}

TEST_CASE("what is no TOML is refused with its line")
{
    CHECK(problem_in("readers = 2\nreaders = 3\n").starts_with("folkmoot.toml, line 2: "));
    CHECK(problem_in("\n\n= 3\n").starts_with("folkmoot.toml, line 3: "));
}

TEST_CASE("a value of the wrong kind or size is refused by key and line")
{
    CHECK(problem_in("readers = 0") ==
          "folkmoot.toml, line 1: readers must be a number from 1 to 64.");
    CHECK(problem_in("readers = \"2\"") ==
          "folkmoot.toml, line 1: readers must be a number from 1 to 64.");
    CHECK(problem_in("behind_proxy = 1") ==
          "folkmoot.toml, line 1: behind_proxy must be true or false.");
    CHECK(problem_in("log_level = \"loud\"").starts_with("folkmoot.toml, line 1: log_level must"));
    for (auto const* listen : {"8080", ":8080", "127.0.0.1", "127.0.0.1:", "127.0.0.1:65536",
                               "::1:8080", "moot.example:80", "127.0.0.1:80x"})
        CHECK(!problem_in("listen = \"" + std::string{listen} + "\"").empty());
    for (auto const* url : {"moot.example", "ftp://moot.example", "https://", "https://a.example/b",
                            "https://Moot.example", "https://a@b.example"})
        CHECK(!problem_in("public_url = \"" + std::string{url} + "\"").empty());
}

TEST_CASE("a database is PostgreSQL's, and nothing of a refused one is repeated")
{
    for (auto const* url : {"postgresql://", "postgres://folkmoot@a.example,b.example:5433/moot"})
        CHECK(problem_in("database = \"" + std::string{url} + "\"").empty());
    for (auto const* url :
         {"", "host=db.example password=secret", "mysql://folkmoot:secret@db.example/moot",
          "postgresql:/folkmoot:secret@db.example", " postgresql://folkmoot:secret@db.example"})
        CHECK(problem_in("\ndatabase = \"" + std::string{url} + "\"") ==
              "folkmoot.toml, line 2: database must be like "
              "\"postgresql://folkmoot@db.example/folkmoot\".");
    CHECK(problem_in("database = \"postgresql://a\\u0000b\"").ends_with("no character 0."));
    for (auto const* broken : {"database = postgresql://folkmoot:secret@db.example/moot",
                               "database = \"postgresql://folkmoot:secret@db.example/moot",
                               "database = \"postgresql://folkmoot:secret\\@db.example/moot\"",
                               "\"database\" \"postgresql://folkmoot:secret@db.example/moot\"",
                               "database : postgresql://folkmoot:secret@db.example/moot"}) {
        CAPTURE(problem_in(broken));
        CHECK(problem_in(broken).starts_with("folkmoot.toml, line 1: "));
        CHECK(problem_in(broken).find("secret") == std::string::npos);
    }
    CHECK(problem_in("writers = 0").ends_with("writers must be a number from 1 to 16."));
    CHECK(problem_in("writers = 17").ends_with("writers must be a number from 1 to 16."));
}

TEST_CASE("a database is shown without what may hold a password")
{
    CHECK(plain_database("postgresql://folkmoot:secret@a.example,b.example:5433/moot") ==
          "postgresql://a.example,b.example:5433/moot");
    CHECK(plain_database("postgres://db.example/moot?password=secret") ==
          "postgres://db.example/moot");
    CHECK(plain_database("postgresql://") == "postgresql://");
    for (auto const* wrong :
         {"postgresql://a:sec?ret@b/moot", "postgresql://a:sec@ret@b/moot",
          "postgresql://a:sec/ret@b/moot", "postgresql://b/moot?password=sec@ret",
          "postgresql://a@b/moot?password=sec@ret"}) {
        CHECK(plain_database(wrong).find("sec") == std::string::npos);
        CHECK(plain_database(wrong).find("ret") == std::string::npos);
    }
}

TEST_CASE("plain http beyond this machine is refused with the reason")
{
    CHECK(unsafe("listen = \"0.0.0.0:8080\"").find("in the clear") != std::string::npos);
    CHECK(unsafe("listen = \"192.0.2.1:80\"").find("in the clear") != std::string::npos);
    CHECK(unsafe("listen = \"[::]:80\"").find("in the clear") != std::string::npos);
    CHECK(unsafe("public_url = \"http://moot.example\"").find("https") != std::string::npos);
    CHECK(unsafe("public_url = \"http://localhost.evil.example\"").find("https") !=
          std::string::npos);
}

TEST_CASE("loopback, and whatever stands behind an https address, may be plain")
{
    CHECK(unsafe("listen = \"127.0.0.9:8080\"").empty());
    CHECK(unsafe("listen = \"localhost:8080\"").empty());
    CHECK(unsafe("listen = \"[::1]:8080\"").empty());
    CHECK(unsafe("public_url = \"http://localhost:8080\"").empty());
    CHECK(unsafe("listen = \"0.0.0.0:8080\"\npublic_url = \"https://moot.example\"").empty());
}
