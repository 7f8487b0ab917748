#include "server/commands.hpp"

#include "storage/network.hpp"

namespace folkmoot::server {

storage::DatabasePlace place_of(std::filesystem::path const& folder, Config const& config)
{
    return {.folder = folder, .url = config.database};
}

storage::DatabasePlace place_of(std::filesystem::path const& folder)
{
    return place_of(folder, config_in(folder));
}

std::string shown(storage::DatabasePlace const& place)
{
    return place.url.empty() ? place.folder.string() : plain_database(place.url);
}

std::unique_ptr<storage::Store> open_network(storage::Store::Options options, std::string& name)
{
    auto const nothing =
        "There is no network in " + shown(options.place) +
        ". Make one there with: folkmoot init --data DIR --name NAME --public-url https://…, or a "
        "demonstration network with: folkmoot demo --data DIR --password WORDS";
    if (options.place.url.empty() &&
        !std::filesystem::exists(options.place.folder / "folkmoot.sqlite"))
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
