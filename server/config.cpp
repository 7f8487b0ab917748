#include "server/config.hpp"

#include "protocol/values.hpp"
#include "server/mail_ways.hpp"

#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <fstream>
#include <optional>
#include <sstream>

#include <arpa/inet.h>

namespace folkmoot::server {
namespace {

/// Where in the file, for the sentence.
struct Place {
    std::string_view file;
    std::string_view key;
    toml::source_position at;
};

[[noreturn]] void refuse(Place const& place, std::string const& why)
{
    throw ConfigProblem(std::string{place.file} + ", line " + std::to_string(place.at.line) + ": " +
                        std::string{place.key} + " " + why);
}

std::string text_of(toml::node const& node, Place const& place)
{
    auto const value = node.value<std::string>();
    if (!node.is_string() || !value)
        refuse(place, "must be text in quotes.");
    return *value;
}

std::size_t number_of(toml::node const& node, Place const& place, std::int64_t least,
                      std::int64_t most)
{
    auto const value = node.is_integer() ? node.as_integer()->get() : least - 1;
    if (value < least || value > most)
        refuse(place, "must be a number from " + std::to_string(least) + " to " +
                          std::to_string(most) + ".");
    return static_cast<std::size_t>(value);
}

AddressRanges addresses_of(toml::node const& node, Place const& place)
{
    AddressRanges ranges;
    auto const* list = node.as_array();
    if (!list)
        refuse(place, "must be a list, like [\"127.0.0.1\", \"10.0.0.0/8\"].");
    for (auto const& item : *list) {
        auto const range = text_of(item, place);
        if (!ranges.add(range))
            refuse(place, "has \"" + range +
                              "\", which is no address like \"127.0.0.1\" or \"10.0.0.0/8\".");
    }
    return ranges;
}

struct Key {
    std::string_view name;
    std::string_view meaning;
    void (*take)(Config&, toml::node const&, Place const&);
};

void take_listen(Config& config, toml::node const& node, Place const& place)
{
    auto const text = text_of(node, place);
    try {
        listen_at(config, text, place.key);
    } catch (ConfigProblem const&) {
        refuse(place, "must be an address and a port, like \"127.0.0.1:8080\".");
    }
}

void take_public_url(Config& config, toml::node const& node, Place const& place)
{
    auto const text = text_of(node, place);
    try {
        config.public_url = public_url_from(text);
    } catch (ConfigProblem const&) {
        refuse(place, "must be like \"https://moot.example\": small letters, no path.");
    }
}

std::string file_of(toml::node const& node, Place const& place)
{
    auto const text = text_of(node, place);
    if (text.empty() || text.find('\0') != text.npos)
        refuse(place, "must name a file.");
    return text;
}

void take_log_level(Config& config, toml::node const& node, Place const& place)
{
    constexpr std::array<std::string_view, 4> levels{"debug", "info", "warning", "error"};
    config.log_level = text_of(node, place);
    if (std::ranges::find(levels, config.log_level) == levels.end())
        refuse(place, "must be \"debug\", \"info\", \"warning\" or \"error\".");
}

void take_log_format(Config& config, toml::node const& node, Place const& place)
{
    config.log_format = text_of(node, place);
    if (config.log_format != "plain" && config.log_format != "json")
        refuse(place, "must be \"plain\" or \"json\".");
}

void take_database(Config& config, toml::node const& node, Place const& place)
{
    // The value is not repeated in any sentence: there may be a password in it.
    auto const text = text_of(node, place);
    if (!is_database_url(text))
        refuse(place, "must be like \"postgresql://folkmoot@db.example/folkmoot\".");
    if (text.find('\0') != text.npos)
        refuse(place, "must hold no character 0.");
    config.database = text;
}

void take_smtp(Config& config, toml::node const& node, Place const& place)
{
    // Not repeated in any sentence: there may be a password in it.
    auto const text = text_of(node, place);
    auto const printable = [](char c) { return c > ' ' && c < 0x7f; };
    if (!(text.starts_with("smtp://") || text.starts_with("smtps://")) ||
        text.size() == text.find("://") + 3 || !std::ranges::all_of(text, printable))
        refuse(place, "must be like \"smtps://name:password@mail.example\" or "
                      "\"smtp://name:password@mail.example:587\".");
    config.smtp = text;
}

void take_mail_from(Config& config, toml::node const& node, Place const& place)
{
    auto const text = text_of(node, place);
    if (!can_be_sent_to(text))
        refuse(place, "must be an address like \"moot@council.example\".");
    config.mail_from = text;
}

constexpr std::array keys{
    Key{"listen", "address and port to listen on; \"127.0.0.1:8080\" unless set", take_listen},
    Key{"public_url",
        "how browsers reach us, like \"https://moot.example\"; needed for all but this machine",
        take_public_url},
    Key{"tls_certificate",
        "file with the certificate to speak TLS with, and those between it and the root, in PEM form; "
        "none unless set: a proxy does it",
        [](Config& c, toml::node const& n, Place const& p) { c.tls_certificate = file_of(n, p); }},
    Key{"tls_key", "file with the key of that certificate, in PEM form, without a passphrase",
        [](Config& c, toml::node const& n, Place const& p) { c.tls_key = file_of(n, p); }},
    Key{"trusted_proxies",
        "addresses of your proxies, like [\"127.0.0.1\", \"10.0.0.0/8\"]: their X-Forwarded-For is "
        "believed; none unless set",
        [](Config& c, toml::node const& n, Place const& p) {
            c.trusted_proxies = addresses_of(n, p);
        }},
    Key{"metrics_from",
        "addresses that may read /metrics, like [\"10.0.0.5\"]; only this machine unless set",
        [](Config& c, toml::node const& n, Place const& p) {
            c.metrics_from = addresses_of(n, p);
        }},
    Key{"database",
        "PostgreSQL database of the network, like \"postgresql://folkmoot@db.example/folkmoot\"; the "
        "SQLite file in DIR unless set",
        take_database},
    Key{"files",
        "folder of the files that people upload; \"files\" in DIR unless set; servers of one "
        "PostgreSQL database share one",
        [](Config& c, toml::node const& n, Place const& p) { c.files = file_of(n, p); }},
    Key{"file_size_max", "MiB that one of these files may have, 1 to 1048576; 256 unless set",
        [](Config& c, toml::node const& n, Place const& p) {
            c.file_size_max = number_of(n, p, 1, 1'048'576);
        }},
    Key{"smtp",
        "mail server, like \"smtps://name:password@mail.example\" (TLS) or \"smtp://…:587\" "
        "(STARTTLS); unless set, mails become files in DIR/outbox",
        take_smtp},
    Key{"mail_from", "the address mails come from; folkmoot at the host of public_url unless set",
        take_mail_from},
    Key{"readers", "threads that read the database, 1 to 64; 2 unless set",
        [](Config& c, toml::node const& n, Place const& p) { c.readers = number_of(n, p, 1, 64); }},
    Key{"writers", "PostgreSQL connections that write, 1 to 16; 4 unless set; SQLite has one",
        [](Config& c, toml::node const& n, Place const& p) { c.writers = number_of(n, p, 1, 16); }},
    Key{"threads", "threads that serve connections, 1 to 64; 2 unless set",
        [](Config& c, toml::node const& n, Place const& p) { c.threads = number_of(n, p, 1, 64); }},
    Key{"connections_max", "open connections at most, 10 to 1000000; 10000 unless set",
        [](Config& c, toml::node const& n, Place const& p) {
            c.connections_max = number_of(n, p, 10, 1'000'000);
        }},
    Key{"log_level", "\"debug\", \"info\", \"warning\" or \"error\"; \"info\" unless set",
        take_log_level},
    Key{"log_format", "\"plain\" lines or \"json\" objects; \"plain\" unless set", take_log_format},
};

std::string names_of_keys()
{
    std::string names;
    for (auto const& key : keys)
        names += (names.empty() ? "" : ", ") + std::string{key.name};
    return names;
}

bool loopback(std::string_view host)
{
    if (host.starts_with('[') && host.ends_with(']'))
        host = host.substr(1, host.size() - 2);
    return host == "localhost" || is_loopback(host);
}

/// "http://localhost:8080" → "localhost"; "http://[::1]:80" → "[::1]"
std::string_view host_of(std::string_view url)
{
    url.remove_prefix(url.find("://") + 3);
    if (url.starts_with('['))
        return url.substr(0, url.find(']') + 1);
    return url.substr(0, url.find(':'));
}

} // namespace

std::string config_keys()
{
    std::string text = "Keys of DIR/folkmoot.toml:\n";
    for (auto const& key : keys)
        text += "  " + std::string{key.name} + std::string(18 - key.name.size(), ' ') +
                std::string{key.meaning} + "\n";
    return text;
}

Config config_from(std::string_view toml, std::string_view name)
{
    Config config;
    try {
        auto const table = toml::parse(toml, name);
        for (auto const& [written, node] : table) {
            Place const place{name, written.str(), written.source().begin};
            auto const key = std::ranges::find(keys, written.str(), &Key::name);
            if (key == keys.end())
                refuse(place, "is not a key we know. Keys: " + names_of_keys() + ".");
            key->take(config, node, place);
        }
    } catch (toml::parse_error const& problem) {
        throw ConfigProblem(std::string{name} + ", line " +
                            std::to_string(problem.source().begin.line) + ": " +
                            std::string{problem.description()});
    }
    return config;
}

Config config_in(std::filesystem::path const& folder)
{
    auto const file = folder / "folkmoot.toml";
    if (!std::filesystem::exists(file))
        return {};
    std::ifstream in(file, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    if (!in)
        throw ConfigProblem("Cannot read " + file.string() + ".");
    return config_from(text.view(), file.string());
}

std::string public_url_from(std::string text)
{
    if (text.ends_with('/'))
        text.pop_back();
    auto const rest =
        text.find("://") == text.npos ? std::string{} : text.substr(text.find("://") + 3);
    auto const plain = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' ||
               c == ':' || c == '[' || c == ']';
    };
    bool const scheme = text.starts_with("https://") || text.starts_with("http://");
    if (!scheme || rest.empty() || !std::ranges::all_of(rest, plain))
        throw ConfigProblem(
            "The address of a network is like https://moot.example: small letters, no path.");
    return text;
}

std::string address_for_browsers(Config const& config)
{
    return config.public_url.empty() ? "http://localhost:" + std::to_string(config.listen_port)
                                     : config.public_url;
}

std::string public_host(Config const& config)
{
    return std::string{config.public_url.empty() ? "localhost" : host_of(config.public_url)};
}

std::string sender_address(Config const& config)
{
    if (!config.mail_from.empty())
        return config.mail_from;
    return "folkmoot@" + public_host(config);
}

bool is_database_url(std::string_view text)
{
    return text.starts_with("postgresql://") || text.starts_with("postgres://");
}

std::string plain_database(std::string_view url)
{
    auto const start = url.find("://") + 3;
    auto shown = url.substr(start, url.find('?') - start);
    // Written wrongly, a password may stand anywhere before an @; then nothing is shown.
    if (auto const at = shown.rfind('@'); at != shown.npos)
        shown.remove_prefix(at + 1);
    else if (url.find('@') != url.npos)
        shown = "…";
    return std::string{url.substr(0, start)} + std::string{shown};
}

void listen_at(Config& config, std::string_view listen, std::string_view key)
{
    auto const colon = listen.rfind(':');
    auto address = listen.substr(0, colon);
    if (address.size() > 2 && address.starts_with('[') && address.ends_with(']'))
        address = address.substr(1, address.size() - 2);
    else if (address.find(':') != address.npos)
        address = {};
    auto const port = colon == listen.npos ? std::string_view{} : listen.substr(colon + 1);
    unsigned short number = 0;
    auto const [end, fault] = std::from_chars(port.data(), port.data() + port.size(), number);
    std::array<std::uint8_t, 16> bytes{};
    std::string const text = address == "localhost" ? "127.0.0.1" : std::string{address};
    bool const known = inet_pton(AF_INET, text.c_str(), bytes.data()) == 1 ||
                       inet_pton(AF_INET6, text.c_str(), bytes.data()) == 1;
    if (!known || port.empty() || fault != std::errc{} || end != port.data() + port.size())
        throw ConfigProblem(std::string{key} +
                            " must be an address and a port, like 127.0.0.1:8080.");
    config.listen_address = text;
    config.listen_port = number;
}

void check_safe(Config const& config)
{
    if (config.tls_certificate.empty() != config.tls_key.empty())
        throw ConfigProblem("tls_certificate and tls_key belong together: set both, or neither.");
    if (!config.tls_certificate.empty() && !config.public_url.starts_with("https://"))
        throw ConfigProblem("tls_certificate is set, but public_url is not an https address, like "
                            "https://moot.example.");
    if (config.public_url.starts_with("https://"))
        return;
    if (!config.public_url.empty() && !loopback(host_of(config.public_url)))
        throw ConfigProblem(
            "public_url is " + config.public_url +
            ": over plain http, passwords could be read on the way. Use an https address.");
    if (!loopback(config.listen_address))
        throw ConfigProblem(
            "Listening on " + config.listen_address +
            " would send passwords over the network in the clear. Listen on 127.0.0.1, or set "
            "public_url to an https address: of a proxy that passes requests on to us, or of this "
            "server with tls_certificate and tls_key.");
}

} // namespace folkmoot::server
