#include "server/config.hpp"

#include <doctest/doctest.h>

#include <fstream>
#include <sstream>
#include <vector>

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

TEST_CASE("mails come from folkmoot at our host unless an address is named")
{
    CHECK(sender_address(config_from("public_url = \"https://moot.example\"\n", "x")) ==
          "folkmoot@moot.example");
    CHECK(sender_address(config_from("mail_from = \"a@b.example\"\n", "x")) == "a@b.example");
    CHECK(sender_address({}) == "folkmoot@localhost");
}

TEST_CASE("a mail server is an smtp address, and its password is told in no sentence")
{
    for (auto const* wrong : {"mail.example", "http://name:secret@mail.example", "smtp://",
                              "smtp://name:secret@mail.example\\nx", "smtp://a secret"}) {
        auto const told = problem_in("smtp = \"" + std::string{wrong} + "\"\n");
        CHECK(told.find("must be like") != std::string::npos);
        CHECK(told.find("secret") == std::string::npos);
    }
    for (auto const* wrong : {"", "moot", "moot@", "a@b@c", "Moot <a@b.example>"})
        CHECK(
            problem_in("mail_from = \"" + std::string{wrong} + "\"\n").find("must be an address") !=
            std::string::npos);
}

TEST_CASE("every key is taken")
{
    auto const config = config_from("listen = \"[::1]:9000\"\n"
                                    "public_url = \"https://moot.example/\"\n"
                                    "trusted_proxies = [\"127.0.0.1\", \"10.0.0.0/8\"]\n"
                                    "metrics_from = [\"fd00::/8\"]\n"
                                    "database = \"postgresql://folkmoot@db.example/moot\"\n"
                                    "readers = 4\n"
                                    "writers = 16\n"
                                    "threads = 3\n"
                                    "connections_max = 500\n"
                                    "smtp = \"smtps://moot:words@mail.example\"\n"
                                    "mail_from = \"moot@vale.example\"\n"
                                    "log_level = \"warning\"\n"
                                    "log_format = \"json\"\n",
                                    "folkmoot.toml");
    CHECK(config.listen_address == "::1");
    CHECK(config.listen_port == 9000);
    CHECK(config.public_url == "https://moot.example");
    CHECK(config.trusted_proxies.holds("10.1.2.3"));
    CHECK(config.metrics_from.holds("fd00::1"));
    CHECK(config.log_format == "json");
    CHECK(config.database == "postgresql://folkmoot@db.example/moot");
    CHECK(config.readers == 4);
    CHECK(config.writers == 16);
    CHECK(config.threads == 3);
    CHECK(config.connections_max == 500);
    CHECK(config.log_level == "warning");
}

TEST_CASE("docs/configuration.md describes every key, in the order of --help, and no other")
{
    auto const between = [](std::string const& line, std::string_view before,
                            std::string_view after) {
        auto const end = line.find(after, before.size());
        return line.starts_with(before) && end != line.npos
                   ? line.substr(before.size(), end - before.size())
                   : std::string{};
    };
    auto const collect = [&](std::istream&& text, std::string_view before, std::string_view after) {
        std::vector<std::string> keys;
        for (std::string line; std::getline(text, line);)
            if (auto key = between(line, before, after); !key.empty())
                keys.push_back(key);
        return keys;
    };
    auto const in_help = collect(std::istringstream{config_keys()}, "  ", " ");
    auto const in_docs = collect(std::ifstream{"docs/configuration.md"}, "| `", "` |");
    CHECK(in_help.size() > 10);
    CHECK(in_docs == in_help);
}

TEST_CASE("an unknown key is refused by name and line")
{
    auto const sentence = problem_in("readers = 2\n\nlisten_on = \"127.0.0.1:80\"\n");
    CHECK(sentence.starts_with("folkmoot.toml, line 3: listen_on is not a key we know."));
}

TEST_CASE(
    "a certificate needs its key and an https address, and then every address may be listened on")
{
    std::string const pair = "tls_certificate = \"a.pem\"\ntls_key = \"a.key\"\n";
    std::string const https = "public_url = \"https://moot.example:8443\"\n";
    CHECK(unsafe("listen = \"0.0.0.0:443\"\n" + https + pair).empty());
    CHECK(unsafe(pair).starts_with("tls_certificate is set, but public_url is not an https"));
    CHECK(
        unsafe(https + "tls_key = \"a.key\"\n").starts_with("tls_certificate and tls_key belong"));
    CHECK(unsafe(https + "tls_certificate = \"a.pem\"\n").starts_with("tls_certificate and tls_"));
    CHECK(problem_in("tls_key = \"\"\n") == "folkmoot.toml, line 1: tls_key must name a file.");
    CHECK(public_host(config_from(https, "x")) == "moot.example");
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
    CHECK(problem_in("trusted_proxies = true")
              .starts_with("folkmoot.toml, line 1: trusted_proxies must be a list"));
    CHECK(problem_in("\ntrusted_proxies = [\"127.0.0.1\", \"10.0.0.0/33\"]")
              .starts_with("folkmoot.toml, line 2: trusted_proxies has \"10.0.0.0/33\", which"));
    CHECK(problem_in("metrics_from = [1]") ==
          "folkmoot.toml, line 1: metrics_from must be text in quotes.");
    CHECK(problem_in("log_format = \"xml\"") ==
          "folkmoot.toml, line 1: log_format must be \"plain\" or \"json\".");
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
