#include "server/form.hpp"

#include <algorithm>
#include <charconv>

namespace folkmoot::server {
namespace {

std::string decoded(std::string_view text)
{
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        unsigned byte = 0;
        if (text[i] == '%' && i + 2 < text.size() &&
            std::from_chars(text.data() + i + 1, text.data() + i + 3, byte, 16).ptr ==
                text.data() + i + 3) {
            out += static_cast<char>(byte);
            i += 2;
        } else {
            out += text[i] == '+' ? ' ' : text[i];
        }
    }
    return out;
}

} // namespace

std::optional<Form> Form::from(std::string_view body)
{
    Form form;
    if (body.size() > form_bytes_max)
        return {};
    while (!body.empty()) {
        auto const pair = body.substr(0, body.find('&'));
        body.remove_prefix(std::min(pair.size() + 1, body.size()));
        auto const equals = std::min(pair.find('='), pair.size());
        auto name = decoded(pair.substr(0, equals));
        if (std::ranges::find(form.fields_, name, &std::pair<std::string, std::string>::first) !=
            form.fields_.end())
            return {};
        form.fields_.emplace_back(std::move(name),
                                  decoded(pair.substr(std::min(equals + 1, pair.size()))));
    }
    return form;
}

std::string Form::value(std::string_view name) const
{
    auto const found =
        std::ranges::find(fields_, name, &std::pair<std::string, std::string>::first);
    return found == fields_.end() ? std::string{} : found->second;
}

} // namespace folkmoot::server
