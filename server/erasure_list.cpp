#include "server/erasure_list.hpp"

#include "server/commands.hpp"
#include "storage/folder_claim.hpp"

#include <fstream>
#include <set>
#include <sstream>

namespace folkmoot::server {
namespace {

using namespace protocol;

storage::Erasure erasure_in(std::string const& line)
{
    std::istringstream words{line};
    std::string at, kind, thing;
    words >> at >> kind >> thing;
    storage::Erasure erasure;
    auto const instant = instant_from(at);
    auto const id = uuid_from(thing);
    if (!instant || !id || !boost::describe::enum_from_string(kind.c_str(), erasure.kind))
        throw CommandFailed("This is no line of folkmoot person erasures: " + line);
    erasure.at = *instant;
    erasure.thing = *id;
    return erasure;
}

} // namespace

std::string erasure_line(storage::Erasure const& erasure)
{
    return to_string(erasure.at) + ' ' + boost::describe::enum_to_string(erasure.kind, "") + ' ' +
           to_string(erasure.thing);
}

std::vector<storage::Erasure> erasures_in(std::filesystem::path const& list)
{
    std::ifstream file{list};
    if (!file)
        throw CommandFailed("Cannot read " + list.string() + ".");
    std::vector<storage::Erasure> erasures;
    for (std::string line; std::getline(file, line);)
        if (!line.empty())
            erasures.push_back(erasure_in(line));
    return erasures;
}

std::filesystem::path list_beside(std::filesystem::path const& backup,
                                  storage::NetworkId const& network)
{
    auto whole = std::filesystem::absolute(backup).lexically_normal();
    if (!whole.has_filename())
        whole = whole.parent_path();
    return whole.parent_path() / ("erasures-" + to_string(network));
}

void add_to_list(std::filesystem::path const& list, std::vector<storage::Erasure> const& erasures)
{
    std::set<std::string> lines; // by their instants
    if (std::filesystem::exists(list))
        for (auto const& known : erasures_in(list))
            lines.insert(erasure_line(known));
    for (auto const& erasure : erasures)
        lines.insert(erasure_line(erasure));
    if (lines.empty())
        return;
    auto const fresh = list.string() + ".new";
    std::ofstream file{fresh};
    for (auto const& line : lines)
        file << line << '\n';
    file.close();
    if (!file)
        throw CommandFailed("Cannot write " + fresh + ".");
    std::filesystem::rename(fresh, list);
    storage::sync_folder(list.parent_path());
}

} // namespace folkmoot::server
