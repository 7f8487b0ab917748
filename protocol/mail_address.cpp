#include "protocol/mail_address.hpp"

#include <algorithm>

namespace folkmoot::protocol {
namespace {

bool is_mail_character(char character)
{
    auto const byte = static_cast<unsigned char>(character);
    return byte > ' ' && byte != 0x7F &&
           std::string_view("()<>[],;:\\\"").find(character) == std::string_view::npos;
}

} // namespace

bool looks_like_mail(std::string_view text)
{
    auto const at = text.find('@');
    if (at == std::string_view::npos || at == 0 || text.find('@', at + 1) != std::string_view::npos)
        return false;
    auto const domain = text.substr(at + 1);
    return !domain.empty() && domain.front() != '.' && domain.back() != '.' &&
           domain.find("..") == std::string_view::npos &&
           std::all_of(text.begin(), text.end(), is_mail_character);
}

} // namespace folkmoot::protocol
