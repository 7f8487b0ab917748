#include "server/commands.hpp"

#include "storage/network.hpp"

namespace folkmoot::server {

std::unique_ptr<storage::Store> open_network(storage::Store::Options options, std::string& name)
{
    auto const nothing =
        "There is no network in " + options.folder.string() +
        ". Make a demonstration network there with: folkmoot demo --data DIR --password WORDS";
    if (!std::filesystem::exists(options.folder / "folkmoot.sqlite"))
        throw CommandFailed(nothing);
    auto store = std::make_unique<storage::Store>(std::move(options),
                                                  storage::Surroundings::of_this_machine());
    using Found = std::optional<storage::NetworkRow>;
    auto const network = done_or_failed(store->read_now<Found>(
        [](storage::Read& read) -> protocol::Result<Found> { return storage::the_network(read); }));
    if (!network)
        throw CommandFailed(nothing);
    name = network->name;
    return store;
}

} // namespace folkmoot::server
