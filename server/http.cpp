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

int status_of(protocol::Error const& error)
{
    switch (error.name) {
    case protocol::ErrorName::sign_in_needed:
        return 401;
    case protocol::ErrorName::not_found:
        return 404;
    case protocol::ErrorName::forbidden:
        return 403;
    case protocol::ErrorName::conflict:
        return 409;
    case protocol::ErrorName::invalid:
        return 400;
    case protocol::ErrorName::too_large:
        return 413;
    case protocol::ErrorName::too_many:
        return 429;
    case protocol::ErrorName::unavailable:
        return 503;
    default:
        return 500;
    }
}

void Door::receive(HttpRequest head,
                   std::function<void(std::variant<std::shared_ptr<Incoming>, HttpAnswer>)> done)
{
    answer(std::move(head),
           [done = std::move(done)](HttpAnswer answer) { done(std::move(answer)); });
}

} // namespace folkmoot::server
