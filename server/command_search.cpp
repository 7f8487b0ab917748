#include "server/commands.hpp"
#include "storage/search/rebuild.hpp"

#include <iomanip>
#include <iostream>

namespace folkmoot::server {
namespace {

/// A line is printed when so much more is done.
constexpr std::int64_t percent_per_line = 10;

class PercentLines {
public:
    void operator()(storage::RebuildProgress const& now)
    {
        auto const percent = now.all == 0 ? 100 : 100 * now.taken / now.all;
        if (percent < printed_ + percent_per_line)
            return;
        printed_ = percent;
        std::cout << std::setw(5) << percent << " %" << std::endl;
    }

private:
    std::int64_t printed_ = 0;
};

void rebuild(std::string const& folder)
{
    std::string network;
    auto place = place_of(folder);
    auto const store = open_network({.place = place}, network);
    std::cout << "Making the index for searching anew. Until it is done, searching finds less.\n";
    place.alone = false; // the store has claimed it
    storage::rebuild_search(place, PercentLines{});
    std::cout << "Everything that was written in " << network << " can be found again.\n";
}

} // namespace

void add_search(CLI::App& program)
{
    auto const folder = std::make_shared<std::string>();
    auto* const command = program.add_subcommand("search", "The index that searching asks");
    command->require_subcommand(1);
    auto* const again = command->add_subcommand(
        "rebuild",
        "Make it anew, should searching not find what is there. On SQLite stop the server "
        "first; on PostgreSQL it may run.");
    again->add_option("--data", *folder, "The folder of the network")->required()->type_name("DIR");
    again->callback([folder] { rebuild(*folder); });
}

} // namespace folkmoot::server
