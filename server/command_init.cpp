#include "server/commands.hpp"
#include "server/invitations.hpp"
#include "server/sign_in.hpp"
#include "server/texts.hpp"
#include "storage/invitations.hpp"
#include "storage/network.hpp"

#include <algorithm>
#include <fstream>
#include <iostream>

namespace folkmoot::server {
namespace {

using namespace protocol;

struct InitWanted {
    std::string folder;
    std::string name;
    std::string public_url;
};

struct InviteWanted {
    std::string folder;
};

void check_name(std::string const& name)
{
    auto const control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; };
    auto const characters = std::ranges::count_if(
        name, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80; });
    if (name.find_first_not_of(' ') == name.npos || characters > 100 ||
        std::ranges::any_of(name, control))
        throw CommandFailed("A network's name has 1 to 100 characters, on one line.");
}

std::filesystem::path settings_of(InitWanted const& wanted)
{
    return std::filesystem::path{wanted.folder} / "folkmoot.toml";
}

/// As it will be: what folkmoot.toml says, or what we are about to write there.
Config config_wanted(InitWanted const& wanted)
{
    auto config = config_in(wanted.folder);
    if (!wanted.public_url.empty()) {
        auto const url = public_url_from(wanted.public_url);
        if (std::filesystem::exists(settings_of(wanted)) && config.public_url != url)
            throw CommandFailed(settings_of(wanted).string() + " does not say public_url = \"" +
                                url + "\". Write it there, or leave --public-url out.");
        config.public_url = url;
    }
    check_safe(config);
    return config;
}

void write_settings(InitWanted const& wanted, Config const& config)
{
    if (std::filesystem::exists(settings_of(wanted)))
        return;
    std::filesystem::create_directories(wanted.folder);
    std::ofstream file{settings_of(wanted), std::ios::binary};
    file << "# Every key is in docs/configuration.md and in: folkmoot serve --help\n\n"
            "# How browsers reach this network. Over https a proxy of yours stands before us.\n"
         << (config.public_url.empty() ? "# public_url = \"https://moot.example\"\n"
                                       : "public_url = \"" + config.public_url + "\"\n")
         << "\n# Where we listen; the proxy passes requests on to it.\n"
            "listen = \"127.0.0.1:8080\"\n";
    file.close();
    if (!file)
        throw CommandFailed("Cannot write " + settings_of(wanted).string() + ".");
}

/// Nobody's address is asked for here: whoever opens the link says theirs.
Instant invite(storage::Change& change, std::string const& secret)
{
    return storage::make_invitation(change,
                                    {.administrator = true, .secret = hash_of_secret(secret)})
        .expires_at;
}

void print_link(Config const& config, std::string const& secret, Instant expires_at)
{
    std::cout << "  " << address_for_browsers(config) << Invitations::path_of(secret) << "\n\n"
              << "It works once, until " << full_date(expires_at)
              << ", for whoever opens it: keep it to yourself.\n";
}

void make_network(InitWanted const& wanted)
{
    check_name(wanted.name);
    auto const config = config_wanted(wanted);
    write_settings(wanted, config);
    auto const place = place_of(wanted.folder, config);
    storage::Store store{{.place = place}, storage::Surroundings::of_this_machine()};
    auto const secret = fresh_secret(store.surroundings());
    auto const expires_at =
        done_or_failed(store.change_now<Instant>([&](storage::Change& change) -> Result<Instant> {
            if (auto const there = storage::the_network(change))
                return conflict("There is a network already in " + shown(place) + ": " +
                                there->name + ".");
            storage::make_network(change, wanted.name, config.public_url);
            return invite(change, secret);
        }));
    std::cout << wanted.name << " is made, in " << shown(place) << ". Start it with:\n\n"
              << "  folkmoot serve --data " << wanted.folder << "\n\n"
              << "Then open this link to become its first administrator:\n\n";
    print_link(config, secret, expires_at);
    std::cout << "When it has run out: folkmoot invite-administrator --data " << wanted.folder
              << '\n';
}

void invite_administrator(InviteWanted const& wanted)
{
    std::string network;
    auto const config = config_in(wanted.folder);
    auto place = place_of(wanted.folder, config);
    place.alone = false;
    auto const store = open_network({.place = std::move(place)}, network);
    auto const secret = fresh_secret(store->surroundings());
    auto const expires_at = done_or_failed(store->change_now<Instant>(
        [&](storage::Change& change) -> Result<Instant> { return invite(change, secret); }));
    std::cout << "Open this link to become an administrator of " << network << ":\n\n";
    print_link(config, secret, expires_at);
}

} // namespace

void add_init(CLI::App& program)
{
    auto const wanted = std::make_shared<InitWanted>();
    auto* const command = program.add_subcommand(
        "init", "Make a network in a folder, or in the empty database that the folder's "
                "folkmoot.toml names, and print the link for its first administrator");
    command
        ->add_option("--data", wanted->folder,
                     "The folder; its folkmoot.toml is written when there is none")
        ->required()
        ->type_name("DIR");
    command->add_option("--name", wanted->name, "What the network is called")
        ->required()
        ->type_name("NAME");
    command
        ->add_option("--public-url", wanted->public_url,
                     "How browsers reach it, like https://moot.example; without it only this "
                     "machine does")
        ->type_name("URL");
    command->callback([wanted] { make_network(*wanted); });
}

void add_invite_administrator(CLI::App& program)
{
    auto const wanted = std::make_shared<InviteWanted>();
    auto* const command = program.add_subcommand(
        "invite-administrator",
        "Print a link that makes whoever opens it an administrator of the network, once, within 14 "
        "days. A server may be running on the folder meanwhile.");
    command->add_option("--data", wanted->folder, "The folder of the network")
        ->required()
        ->type_name("DIR");
    command->callback([wanted] { invite_administrator(*wanted); });
}

} // namespace folkmoot::server
