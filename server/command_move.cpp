#include "server/commands.hpp"
#include "storage/move.hpp"

#include <algorithm>
#include <iomanip>
#include <iostream>

namespace folkmoot::server {
namespace {

struct MoveWanted {
    std::string from;
    std::string to;
};

/// A line is printed when so much more of everything is done.
constexpr int percent_per_line = 10;

storage::DatabasePlace place_named(std::string const& words)
{
    if (is_database_url(words))
        return {.url = words};
    return {.folder = words};
}

std::size_t widest_name()
{
    std::size_t widest = 0;
    for (auto const& table : storage::moved_tables())
        widest = std::max(widest, table.name.size());
    return widest;
}

/// Prints each table when all its rows are there, and how far it is in a large one.
class ProgressLines {
public:
    void operator()(storage::MoveProgress const& now)
    {
        if (now.doing == storage::MoveProgress::Doing::comparing)
            print_comparing(now);
        else
            print_copying(now);
    }

private:
    void print_copying(storage::MoveProgress const& now)
    {
        bool const done = now.rows == now.rows_of_table;
        if (!done && now.percent < printed_ + percent_per_line)
            return;
        printed_ = now.percent;
        std::cout << "  " << std::left << std::setw(static_cast<int>(width_)) << now.table << ' '
                  << std::right << std::setw(12) << now.rows << (done ? " rows " : " …    ")
                  << std::setw(5) << now.percent << " %" << std::endl;
    }
    void print_comparing(storage::MoveProgress const& now)
    {
        if (!comparing_)
            std::cout << "Comparing every row there with what was read here\n";
        if (!comparing_ || now.percent >= compared_ + percent_per_line) {
            compared_ = now.percent;
            std::cout << std::setw(5) << now.percent << " %" << std::endl;
        }
        comparing_ = true;
    }

    bool comparing_ = false;
    int compared_ = 0;
    int printed_ = 0;
    std::size_t width_ = widest_name();
};

void print_row(std::string_view table, std::string_view rows, std::string_view hash,
               std::string_view agrees)
{
    std::cout << std::left << std::setw(static_cast<int>(widest_name())) << table << std::right
              << std::setw(13) << rows << "  " << std::left << std::setw(64) << hash << "  "
              << agrees << '\n';
}

void print(storage::Moved const& moved)
{
    std::cout << '\n';
    print_row("table", "rows", "hash", "agrees");
    for (auto const& [table, here, there] : moved.tables) {
        bool const same = here == there;
        print_row(table, std::to_string(here.rows), here.hash, same ? "yes" : "NO");
        if (!same)
            print_row("  there", std::to_string(there.rows), there.hash, "");
    }
    std::cout << "\nFeeds that have every entry up to their number: " << moved.here.in_step
              << " of " << moved.here.feeds << " here, " << moved.there.in_step << " of "
              << moved.there.feeds << " there.\n";
}

void move(MoveWanted const& wanted)
{
    std::cout << "Moving the network from " << shown(place_named(wanted.from)) << " to "
              << shown(place_named(wanted.to)) << ".\n";
    auto const moved = storage::move_network(
        place_named(wanted.from), place_named(wanted.to),
        storage::Surroundings::of_this_machine().now(),
        [](std::string_view line) { std::cerr << line << std::endl; }, ProgressLines{});
    print(moved);
    if (!moved.agrees())
        throw CommandFailed("What is there is not what is here, so nothing was moved.");
    std::cout << "Everything is there and agrees. What it was moved from is as it was.\n";
}

} // namespace

void add_move(CLI::App& program)
{
    auto const wanted = std::make_shared<MoveWanted>();
    auto* const command = program.add_subcommand(
        "move",
        "Copy a whole network to an empty place, row by row, and prove that it is the same. "
        "Stop every server of the network first.");
    auto const* const place = "DIR or postgresql://…";
    command->add_option("--from", wanted->from, "Where the network is")
        ->required()
        ->type_name(place);
    command
        ->add_option("--to", wanted->to,
                     "A folder or a PostgreSQL database that holds no network; a folder is made")
        ->required()
        ->type_name(place);
    command->footer("What the database holds is moved; folkmoot.toml stays where it is. Killed in "
                    "the middle, nothing of the network is there. A password need not stand on "
                    "the command line: ~/.pgpass and PGPASSWORD work.");
    command->callback([wanted] { move(*wanted); });
}

} // namespace folkmoot::server
