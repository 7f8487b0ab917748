#include "server/embedded.hpp"
#include "server/embed/table.hpp"

#include <algorithm>

namespace folkmoot::server {

std::span<EmbeddedFile const> embedded_files()
{
    return embed::files();
}

EmbeddedFile const* embedded(std::string_view path)
{
    auto const all = embed::files();
    auto const found = std::ranges::lower_bound(all, path, {}, &EmbeddedFile::path);
    return found != all.end() && found->path == path ? &*found : nullptr;
}

std::string_view embedded_path(std::string_view logical_name)
{
    auto const all = embed::names();
    auto const found = std::ranges::find(all, logical_name, &embed::Name::logical);
    return found != all.end() ? found->path : std::string_view{};
}

} // namespace folkmoot::server
