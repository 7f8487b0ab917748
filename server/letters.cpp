#include "server/letters.hpp"

#include <algorithm>
#include <set>

namespace folkmoot::server {
namespace {

constexpr std::size_t id_length = 36;

} // namespace

std::string letter_name(protocol::Uuid const& about)
{
    using namespace std::chrono;
    protocol::Instant const now{
        duration_cast<microseconds>(system_clock::now().time_since_epoch()).count()};
    auto name = to_string(now);
    for (char& c : name)
        if (c == ':' || c == '.')
            c = '-';
    name.back() = '-'; // Z
    return name + to_string(about) + ".eml";
}

std::size_t forget_letters(std::filesystem::path const& folder,
                           std::vector<protocol::Uuid> const& about)
{
    namespace fs = std::filesystem;
    std::set<std::string> ids;
    for (auto const& one : about)
        ids.insert(to_string(one));
    auto const before = fs::file_time_type::clock::now() - letters_kept;
    std::vector<fs::path> forgotten;
    std::error_code failure;
    for (fs::directory_iterator file{folder, failure}, end; !failure && file != end;
         file.increment(failure)) {
        auto const kind = file->path().extension();
        if (kind != ".eml" && kind != ".part")
            continue;
        auto const name = file->path().stem().string();
        bool const meant =
            name.size() >= id_length && ids.contains(name.substr(name.size() - id_length));
        std::error_code gone;
        auto const written = fs::last_write_time(file->path(), gone);
        if (meant || (!gone && written < before))
            forgotten.push_back(file->path());
    }
    return static_cast<std::size_t>(std::ranges::count_if(forgotten, [](fs::path const& path) {
        std::error_code stays;
        return fs::remove(path, stays);
    }));
}

} // namespace folkmoot::server
