#include "storage/opened.hpp"

#include <stdexcept>

namespace folkmoot::storage {
namespace {

DatabasePlace const& there(DatabasePlace const& place)
{
    if (place.url.empty() && !std::filesystem::exists(place.folder / "folkmoot.sqlite")) {
        throw std::runtime_error("There is no folkmoot.sqlite in " + place.folder.string() + ".");
    }
    return place;
}

} // namespace

Opened::Opened(DatabasePlace const& place, std::function<void(std::string_view)> const& log)
    : database_(open_database(place, log))
{
}

Opened::~Opened()
{
    database_->close();
}

OpenedNetwork::OpenedNetwork(DatabasePlace const& place,
                             std::function<void(std::string_view)> const& log)
    : Opened(there(place), log)
{
    if (!(*this)->up_to_date()) {
        throw std::runtime_error("There is no network, or it is of an older Folkmoot. Start its "
                                 "server once with this program: it upgrades it.");
    }
}

} // namespace folkmoot::storage
