#include "server/http.hpp"

#include <algorithm>

namespace folkmoot::server {

std::string_view HttpRequest::header(std::string_view name) const
{
    std::string_view value;
    std::size_t times = 0;
    for (auto const& [key, text] : headers)
        if (key == name && ++times)
            value = text;
    return times == 1 ? value : std::string_view();
}

bool HttpRequest::twice(std::string_view name) const
{
    return std::ranges::count(headers, name, [](auto const& header) -> std::string_view {
               return header.first;
           }) > 1;
}

std::string_view HttpRequest::path() const
{
    return std::string_view(target).substr(0, target.find('?'));
}

} // namespace folkmoot::server
