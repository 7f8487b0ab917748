#pragma once
// What an operator may set, in DIR/folkmoot.toml and on the command line. Everything has a default that
// serves on one machine; a key that is not here is refused by name and line, since a misspelt one would
// otherwise do nothing, silently.

#include "server/address_ranges.hpp"

#include <filesystem>
#include <stdexcept>
#include <string>
#include <string_view>

namespace folkmoot::server {

/// A sentence for the operator; the program ends with it.
struct ConfigProblem : std::runtime_error {
    using runtime_error::runtime_error;
};

struct Config {
    /// Where to listen. Port 0: any free one.
    std::string listen_address = "127.0.0.1";
    unsigned short listen_port = 8080;
    /// How browsers reach us, "https://moot.example"; empty when only this machine does.
    std::string public_url;
    /// What we speak TLS with, and its key; both empty where a proxy does, or nobody. Relative to DIR.
    std::string tls_certificate;
    std::string tls_key;
    /// Proxies of ours, whose X-Forwarded-For is believed.
    AddressRanges trusted_proxies;
    /// Who may read /metrics, beside this machine.
    AddressRanges metrics_from;
    /// "postgresql://…", where the network is; empty for the SQLite file in DIR. Holds a password, perhaps:
    /// only plain_database() may be shown.
    std::string database;
    /// The folder of files that people upload, relative to DIR; nodes on one database share one.
    std::string files = "files";
    /// How large one of them may be, in MiB.
    std::size_t file_size_max = 256;
    /// The mail server, "smtps://name:password@mail.example"; empty: mails become files in DIR/outbox. Never
    /// to be shown.
    std::string smtp;
    /// Whom mails come from; empty: folkmoot at the host of public_url.
    std::string mail_from;
    /// Threads that read the database, connections that write (PostgreSQL only; SQLite has one), and
    /// threads that serve connections.
    std::size_t readers = 2;
    std::size_t writers = 4;
    std::size_t threads = 2;
    /// Open connections at most; the next ones are turned away.
    std::size_t connections_max = 10'000;
    /// "debug", "info", "warning" or "error".
    std::string log_level = "info";
    /// "plain" or "json".
    std::string log_format = "plain";
};

/// The keys of folkmoot.toml with their meaning, for `folkmoot serve --help` and the README.
std::string config_keys();

/// Reads the text of a folkmoot.toml; `name` is how problems call it. Throws ConfigProblem.
Config config_from(std::string_view toml, std::string_view name);
/// From DIR/folkmoot.toml; the defaults when there is none.
Config config_in(std::filesystem::path const& folder);

/// Whether it begins as the address of a PostgreSQL database does.
bool is_database_url(std::string_view text);
/// Such an address as it may be shown: hosts and database, without name, password and options.
std::string plain_database(std::string_view url);

/// What a public_url may be, "https://moot.example/" too, as it is kept. Throws ConfigProblem.
std::string public_url_from(std::string text);
/// How browsers reach us: public_url; without one, this machine at our port.
std::string address_for_browsers(Config const& config);

/// The host of public_url, without a port.
std::string public_host(Config const& config);

/// The address that mails come from.
std::string sender_address(Config const& config);

/// Takes "127.0.0.1:8080" or "[::1]:8080" into `config`. Throws ConfigProblem, naming `key`.
void listen_at(Config& config, std::string_view listen, std::string_view key = "listen");

/// Refuses what would send passwords or cookies over a network in the clear, and half of TLS. Throws ConfigProblem.
void check_safe(Config const& config);

} // namespace folkmoot::server
