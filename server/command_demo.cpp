#include "server/commands.hpp"
#include "server/demo.hpp"
#include "server/demo_content.hpp"
#include "server/passwords.hpp"
#include "storage/network.hpp"

#include <algorithm>
#include <array>
#include <iostream>

namespace folkmoot::server {
namespace {

using namespace protocol;

struct DemoWanted {
    std::string folder;
    std::string password;
};

bool holds_nothing_but_settings(std::filesystem::path const& folder)
{
    if (!std::filesystem::exists(folder))
        return true;
    auto const entries = std::filesystem::directory_iterator{folder};
    return std::ranges::all_of(
        entries, [](auto const& entry) { return entry.path().filename() == "folkmoot.toml"; });
}

void check(DemoWanted const& wanted)
{
    if (auto const good = good_password(wanted.password, "password"); !good)
        throw CommandFailed(good.error().message);
    if (!holds_nothing_but_settings(wanted.folder))
        throw CommandFailed(wanted.folder +
                            " is not empty. The demonstration network needs a folder of its own; "
                            "only folkmoot.toml may be there.");
}

/// Characters, not bytes; what we print has no wide ones.
std::size_t width(std::string_view text)
{
    return static_cast<std::size_t>(std::ranges::count_if(
        text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80; }));
}

void print_row(std::array<std::string, 3> const& cells, std::array<std::size_t, 2> const& widths)
{
    std::cout << "  " << cells[0] << std::string(widths[0] - width(cells[0]) + 2, ' ') << cells[1]
              << std::string(widths[1] - width(cells[1]) + 2, ' ') << cells[2] << '\n';
}

void print_people(std::vector<storage::PersonListed> const& people)
{
    std::array<std::string, 3> const head{"Sign in as", "Who", "Of"};
    std::array<std::size_t, 2> widths{width(head[0]), width(head[1])};
    for (auto const& person : people)
        widths = {std::max(widths[0], width(person.mail)), std::max(widths[1], width(person.name))};
    print_row(head, widths);
    for (auto const& person : people)
        print_row({person.mail, person.name, person.authority_name}, widths);
}

void make(DemoWanted const& wanted)
{
    check(wanted);
    auto const here = storage::Surroundings::of_this_machine();
    // One hash for everybody: they share the password anyway, and it is made in the time of one.
    auto const hash = Passwords{}.make_now(wanted.password);
    auto const place = place_of(wanted.folder);
    make_demo(place, hash, here.now(), here.random);

    std::string network;
    auto const store = open_network({.place = place}, network);
    using People = std::vector<storage::PersonListed>;
    auto const people = done_or_failed(store->read_now<People>(
        [](storage::Read& read) -> Result<People> { return storage::people_listed(read); }));
    std::cout << network << ": a demonstration network, all of it invented.\n\n";
    print_people(people);
}

} // namespace

void add_demo(CLI::App& program)
{
    auto const wanted = std::make_shared<DemoWanted>();
    auto* const command = program.add_subcommand(
        "demo",
        "Make a demonstration network in an empty folder, or in the empty database that the "
        "folder's folkmoot.toml names");
    command
        ->add_option("--data", wanted->folder,
                     "A folder that is not there yet, or holds at most folkmoot.toml")
        ->required()
        ->type_name("DIR");
    command
        ->add_option("--password", wanted->password,
                     "Everybody signs in with it; at least 12 characters")
        ->required()
        ->type_name("WORDS");
    command->callback([wanted] { make(*wanted); });
}

} // namespace folkmoot::server
