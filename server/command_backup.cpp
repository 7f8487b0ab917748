// folkmoot backup, restore and verify.
#include "server/commands.hpp"
#include "server/config.hpp"
#include "server/erasure_list.hpp"
#include "storage/backup.hpp"

#include <iomanip>
#include <iostream>

namespace folkmoot::server {
namespace {

void log_line(std::string_view line)
{
    std::cerr << line << std::endl;
}

storage::Surroundings this_machine()
{
    return storage::Surroundings::of_this_machine();
}

std::int64_t rows_of(storage::Manifest const& manifest)
{
    std::int64_t rows = 0;
    for (auto const& table : manifest.tables)
        rows += table.content.rows;
    return rows;
}

/// "1,234 rows of 26 tables, taken 2026-11-22T22:35:21Z by Folkmoot 0.1.0"
std::string said_of(storage::Manifest const& manifest)
{
    return std::to_string(rows_of(manifest)) + " rows of " +
           std::to_string(manifest.tables.size()) + " tables, as they were at " +
           to_string(manifest.taken) + ", by Folkmoot " + manifest.program;
}

void print(std::vector<storage::TableListed> const& tables, storage::FeedNumbers const& feeds)
{
    for (auto const& [name, content] : tables)
        std::cout << std::left << std::setw(18) << name << std::right << std::setw(12)
                  << content.rows << "  " << content.hash << '\n';
    std::cout << "Feeds that have every entry up to their number: " << feeds.in_step << " of "
              << feeds.feeds << ".\n";
}

std::filesystem::path files_in(std::string const& folder)
{
    return std::filesystem::path{folder} / config_in(folder).files;
}

struct BackupFolders {
    std::string data;
    std::string backup;
};

/// All there were in the network, which may be served meanwhile.
std::vector<storage::Erasure> erasures_of(std::string const& folder)
{
    auto place = place_of(folder);
    place.alone = false;
    std::string network;
    using Rows = std::vector<storage::Erasure>;
    return done_or_failed(open_network({.place = std::move(place)}, network)
                              ->read_now<Rows>([](storage::Read& read) -> protocol::Result<Rows> {
                                  return storage::erasures_since(read, protocol::Instant{});
                              }));
}

void back_up(BackupFolders const& wanted)
{
    auto const manifest = storage::back_up({.from = place_of(wanted.data),
                                            .files = files_in(wanted.data),
                                            .to = wanted.backup,
                                            .program = FOLKMOOT_VERSION,
                                            .now = this_machine().now()},
                                           log_line, [](storage::MoveProgress const&) {});
    std::cout << "The backup is in " << wanted.backup << ": " << said_of(manifest)
              << ". Every row was compared.\n";
    add_to_list(list_beside(wanted.backup, manifest.network), erasures_of(wanted.data));
}

void restore(BackupFolders const& wanted)
{
    auto const place = place_of(wanted.data);
    auto const list = list_beside(wanted.backup, storage::network_of(wanted.backup));
    auto const erasures =
        std::filesystem::exists(list) ? erasures_in(list) : std::vector<storage::Erasure>{};
    auto const manifest = storage::restore({.backup = wanted.backup,
                                            .to = place,
                                            .files = files_in(wanted.data),
                                            .erasures = erasures},
                                           this_machine(), log_line);
    std::cout << "The network is in " << shown(place) << ": " << said_of(manifest) << ".\n"
              << "What was written after that moment is not in it.";
    if (!erasures.empty())
        std::cout << " What " << list.filename().string() << " lists was erased again.";
    std::cout << '\n';
}

void verify_backup(std::string const& folder)
{
    auto const manifest = storage::check_backup(folder);
    print(manifest.tables, manifest.feeds);
    std::cout << "The backup is as it was written: " << said_of(manifest) << ".\n";
}

void verify_network(std::string const& folder)
{
    auto const state = storage::state_of(place_of(folder), files_in(folder), log_line);
    print(state.tables, state.feeds);
    for (auto const& sentence : state.damage)
        std::cerr << sentence << '\n';
    if (!state.damage.empty())
        throw CommandFailed("The network is damaged. Stop its servers, keep the folder as it is, "
                            "and restore the newest backup into another one.");
    std::cout << "The network is whole.\n";
}

void verify(BackupFolders const& wanted)
{
    if (wanted.backup.empty())
        verify_network(wanted.data);
    else
        verify_backup(wanted.backup);
}

CLI::Option* add_data(CLI::App& command, BackupFolders& wanted, char const* meaning)
{
    return command.add_option("--data", wanted.data, meaning)->type_name("DIR");
}

} // namespace

void add_backup(CLI::App& program)
{
    auto const wanted = std::make_shared<BackupFolders>();
    auto* const command = program.add_subcommand(
        "backup", "Write a backup of a network, while its servers run, and prove it.");
    add_data(*command, *wanted, "The folder of the network")->required();
    command->add_option("--to", wanted->backup, "A folder that is not there yet; it is made")
        ->required()
        ->type_name("FOLDER");
    command->footer("Everything that was acknowledged before the command was given is in it, on "
                    "either engine. folkmoot.toml is not: it may hold a password. Killed in the "
                    "middle, there is nothing at FOLDER.");
    command->callback([wanted] { back_up(*wanted); });
}

void add_restore(CLI::App& program)
{
    auto const wanted = std::make_shared<BackupFolders>();
    auto* const command = program.add_subcommand(
        "restore", "Make a network from a backup, in a place that holds none.");
    command->add_option("--from", wanted->backup, "The folder of the backup")
        ->required()
        ->type_name("FOLDER");
    add_data(*command, *wanted,
             "The folder of the network; where its folkmoot.toml names a database, that")
        ->required();
    command->footer(
        "A backup of either engine can be restored on either. A backup that was changed "
        "in one byte is refused. Killed in the middle, no network is there.");
    command->callback([wanted] { restore(*wanted); });
}

void add_verify(CLI::App& program)
{
    auto const wanted = std::make_shared<BackupFolders>();
    auto* const command = program.add_subcommand(
        "verify", "Read all of a network, or of a backup, and say whether it is whole.");
    auto* const data = add_data(*command, *wanted, "The folder of a network; its servers may run");
    auto* const backup = command->add_option("--backup", wanted->backup, "The folder of a backup")
                             ->type_name("FOLDER");
    data->excludes(backup);
    command->require_option(1);
    command->footer(
        "Prints the rows of each table with the SHA-256 of their values: the same for the "
        "same rows, on either engine.");
    command->callback([wanted] { verify(*wanted); });
}

} // namespace folkmoot::server
