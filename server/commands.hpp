#pragma once
// The subcommands of the program, one in each command_*.cpp. Each adds itself to the command line; when
// it is chosen it runs and sets the program's exit code: 0 done, 1 it could not be done, 2 the command
// line or folkmoot.toml asks for something that is not there.

#include "server/config.hpp"
#include "storage/store.hpp"

#include <CLI/CLI.hpp>

#include <stdexcept>
#include <string>

namespace folkmoot::server {

/// Ends a command with a sentence for the operator.
struct CommandFailed : std::runtime_error {
    using runtime_error::runtime_error;
};

void add_init(CLI::App& program);
void add_invite_administrator(CLI::App& program);
void add_serve(CLI::App& program);
void add_demo(CLI::App& program);
void add_describe(CLI::App& program);
void add_token(CLI::App& program);
void add_move(CLI::App& program);
void add_backup(CLI::App& program);
void add_restore(CLI::App& program);
void add_verify(CLI::App& program);
void add_audit(CLI::App& program);
void add_person(CLI::App& program);
void add_hold(CLI::App& program);
void add_search(CLI::App& program);

/// Where the network of DIR is: in the database that DIR/folkmoot.toml names, else in DIR itself.
storage::DatabasePlace place_of(std::filesystem::path const& folder, Config const& config);
storage::DatabasePlace place_of(std::filesystem::path const& folder);
/// As an operator knows it; no password.
std::string shown(storage::DatabasePlace const& place);

/// The network that is there. Throws CommandFailed when there is none.
std::unique_ptr<storage::Store> open_network(storage::Store::Options options, std::string& name);

/// What a change gives, or CommandFailed with its sentence.
template <class T>
T done_or_failed(protocol::Result<T> result)
{
    if (!result)
        throw CommandFailed(result.error().message);
    return *std::move(result);
}

} // namespace folkmoot::server
