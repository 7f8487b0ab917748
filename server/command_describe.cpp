#include "server/commands.hpp"

#include "protocol/openrpc.hpp"

#include <iostream>

namespace folkmoot::server {

void add_describe(CLI::App& program)
{
    auto* const command =
        program.add_subcommand("describe", "Print what can be asked, as an OpenRPC document");
    command->callback([] { std::cout << protocol::openrpc() << '\n'; });
}

} // namespace folkmoot::server
