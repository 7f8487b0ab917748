#include "server/gate.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

namespace folkmoot::server {
namespace {

constexpr std::string_view bearer = "Bearer ";

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool same_word(std::string_view a, std::string_view b)
{
    return std::ranges::equal(a, b, {}, lower, lower);
}

std::string_view trimmed(std::string_view text)
{
    auto const first = text.find_first_not_of(" \t");
    if (first == text.npos)
        return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

std::optional<Refusal> wrong_host(Address const& address, HttpRequest const& request)
{
    auto const host = request.header("host");
    if (host.empty())
        return Refusal{400, "Say one Host."};
    auto const ours = [&](std::string const& name) { return same_word(name, host); };
    if (std::ranges::none_of(address.hosts, ours))
        return Refusal{421, "This is not that host."};
    return {};
}

std::optional<Refusal> wrong_origin(Address const& address, HttpRequest const& request, bool needed)
{
    if (request.twice("origin") || request.twice("sec-fetch-site"))
        return Refusal{403, "Say Origin and Sec-Fetch-Site once."};
    auto const origin = request.header("origin");
    if (origin.empty() && needed)
        return Refusal{403, "This needs an Origin."};
    if (!origin.empty() && std::ranges::find(address.origins, origin) == address.origins.end())
        return Refusal{403, "Pages of another site may not ask this."};
    auto const site = request.header("sec-fetch-site");
    if (!site.empty() && site != "same-origin")
        return Refusal{403, "Pages of another site may not ask this."};
    return {};
}

/// Every value the cookie has, in all Cookie headers; equal ones once.
std::vector<std::string_view> cookie_values(HttpRequest const& request, std::string_view name)
{
    std::vector<std::string_view> values;
    for (auto const& [header, text] : request.headers) {
        if (header != "cookie")
            continue;
        for (std::string_view rest = text; !rest.empty();) {
            auto const pair = trimmed(rest.substr(0, rest.find(';')));
            rest.remove_prefix(std::min(
                rest.size(), rest.find(';') == rest.npos ? rest.size() : rest.find(';') + 1));
            if (pair.size() <= name.size() || !pair.starts_with(name) || pair[name.size()] != '=')
                continue;
            auto const value = pair.substr(name.size() + 1);
            if (std::ranges::find(values, value) == values.end())
                values.push_back(value);
        }
    }
    return values;
}

Credentials credentials_in(Address const& address, HttpRequest const& request)
{
    auto const authorization = request.header("authorization");
    if (same_word(authorization.substr(0, bearer.size()), bearer))
        return {Credentials::Kind::bearer,
                std::string{trimmed(authorization.substr(bearer.size()))}};
    auto const values = cookie_values(request, address.cookie_name());
    if (values.size() == 1)
        return {Credentials::Kind::cookie, std::string{values.front()}};
    return {};
}

bool brings_cookie(Address const& address, HttpRequest const& request)
{
    return !cookie_values(request, address.cookie_name()).empty();
}

/// What X-Forwarded-For says, in all its lines: the nearest hop last.
std::vector<std::string_view> forwarded_for(HttpRequest const& request)
{
    std::vector<std::string_view> hops;
    for (auto const& [name, value] : request.headers) {
        if (name != "x-forwarded-for")
            continue;
        for (std::string_view rest = value;;) {
            auto const comma = rest.find(',');
            hops.push_back(trimmed(rest.substr(0, comma)));
            if (comma == rest.npos)
                break;
            rest.remove_prefix(comma + 1);
        }
    }
    return hops;
}

struct Word {
    std::string_view in_agent;
    std::string_view name;
};
// The first that is found counts: Edge says it is Chrome too, Chrome that it is Safari.
constexpr std::array browsers{Word{"Edg", "Edge"},         Word{"OPR/", "Opera"},
                              Word{"Firefox/", "Firefox"}, Word{"FxiOS/", "Firefox"},
                              Word{"CriOS/", "Chrome"},    Word{"Chrome/", "Chrome"},
                              Word{"Safari/", "Safari"}};
constexpr std::array systems{Word{"iPhone", "iPhone"},   Word{"iPad", "iPad"},
                             Word{"Android", "Android"}, Word{"Windows", "Windows"},
                             Word{"CrOS", "ChromeOS"},   Word{"Mac OS X", "Mac"},
                             Word{"Linux", "Linux"}};

template <std::size_t N>
std::string_view first_in(std::string_view agent, std::array<Word, N> const& words)
{
    auto const found = std::ranges::find_if(
        words, [&](Word const& word) { return agent.find(word.in_agent) != agent.npos; });
    return found == words.end() ? std::string_view{} : found->name;
}

} // namespace

void throw_exception_from_error(Refusal const& refusal, boost::source_location const&)
{
    throw std::logic_error("asked for what a refused request brought: " + refusal.message);
}

Address address_of(std::string_view public_url, unsigned short port)
{
    Address address;
    if (!public_url.empty()) {
        address.https = public_url.starts_with("https://");
        std::string const host{public_url.substr(public_url.find("://") + 3)};
        address.origins.emplace_back(public_url);
        address.hosts.push_back(host);
        // A browser leaves the usual port out; other programs may write it.
        if (host.find(':', host.starts_with('[') ? host.find(']') : 0) == host.npos)
            address.hosts.push_back(host + (address.https ? ":443" : ":80"));
        return address;
    }
    for (std::string_view const name : {"localhost", "127.0.0.1", "[::1]"}) {
        auto const host = std::string{name} + (port == 80 ? "" : ":" + std::to_string(port));
        address.origins.push_back("http://" + host);
        address.hosts.push_back(host);
    }
    return address;
}

Passed pass_gate(Address const& address, HttpRequest const& request, Entrance entrance)
{
    if (auto refusal = wrong_host(address, request))
        return *std::move(refusal);
    if (entrance == Entrance::page)
        return credentials_in(address, request);
    if (request.twice("authorization"))
        return Refusal{400, "Say Authorization once."};
    auto credentials = credentials_in(address, request);
    bool const with_bearer = credentials.kind == Credentials::Kind::bearer;
    bool const needed =
        entrance == Entrance::form ||
        (!with_bearer && (entrance == Entrance::socket ||
                          (entrance == Entrance::rpc && brings_cookie(address, request))));
    if (auto refusal = wrong_origin(address, request, needed))
        return *std::move(refusal);
    return credentials;
}

bool looks_like_a_secret(std::string_view text)
{
    auto const allowed = [](char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
               c == '-' || c == '_';
    };
    return text.size() == 43 && std::ranges::all_of(text, allowed);
}

std::string cookie_with(Address const& address, std::string_view secret)
{
    return std::string{address.cookie_name()} + "=" + std::string{secret} +
           "; Path=/; Max-Age=" + std::to_string(cookie_days * 24 * 3600) +
           "; HttpOnly; SameSite=Lax" + (address.https ? "; Secure" : "");
}

std::string cookie_without(Address const& address)
{
    return std::string{address.cookie_name()} + "=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax" +
           (address.https ? "; Secure" : "");
}

std::string caller_address(HttpRequest const& request, AddressRanges const& proxies)
{
    auto seen = request.address;
    auto const hops = forwarded_for(request);
    for (auto hop = hops.rbegin(); hop != hops.rend() && proxies.holds(seen); ++hop) {
        auto const address = plain_address(*hop);
        if (!address)
            break;
        seen = *address;
    }
    return seen;
}

std::string browser_label(std::string_view user_agent)
{
    auto const browser = first_in(user_agent, browsers);
    auto const system = first_in(user_agent, systems);
    if (browser.empty())
        return "A browser";
    return std::string{browser} + (system.empty() ? "" : " on " + std::string{system});
}

} // namespace folkmoot::server
