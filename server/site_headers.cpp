#include "server/site_headers.hpp"

#include <algorithm>
#include <array>

namespace folkmoot::server {
namespace {

using Header = std::pair<std::string_view, std::string_view>;
using HeaderWritten = std::pair<std::string, std::string>;

// The one Trusted Types policy of the client takes words that the server rendered, and no others.
constexpr std::string_view content_security_policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types folkmoot-html";

constexpr std::array usual{
    Header{"Content-Security-Policy", content_security_policy},
    Header{"X-Content-Type-Options", "nosniff"},
    Header{"X-Frame-Options", "DENY"},
    Header{"Referrer-Policy", "same-origin"},
    Header{"Cross-Origin-Opener-Policy", "same-origin"},
    Header{"Cross-Origin-Resource-Policy", "same-origin"},
    Header{"Permissions-Policy",
           "camera=(), microphone=(), geolocation=(), payment=(), usb=(), display-capture=()"},
};
constexpr Header stay_on_https{"Strict-Transport-Security", "max-age=31536000"};

} // namespace

void add_usual_headers(HttpAnswer& answer, bool https)
{
    for (auto const& [name, value] : usual)
        if (std::ranges::find(answer.headers, name, &HeaderWritten::first) == answer.headers.end())
            answer.headers.emplace_back(name, value);
    if (https)
        answer.headers.emplace_back(stay_on_https.first, stay_on_https.second);
}

HttpAnswer text_answer(int status, std::string_view content_type, std::string body)
{
    HttpAnswer answer;
    answer.status = status;
    answer.headers.emplace_back("Content-Type", content_type);
    answer.headers.emplace_back("Cache-Control", "no-store");
    answer.body = std::move(body);
    return answer;
}

} // namespace folkmoot::server
