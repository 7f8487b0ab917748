#include "server/pages.hpp"

#include "protocol/html.hpp"
#include "server/embedded.hpp"

#include <algorithm>
#include <array>

namespace folkmoot::server {
namespace {

constexpr std::array<std::string_view, 8> views{
    "/", "/home", "/sign-in", "/groups", "/settings", "/search", "/which", "/administration"};
constexpr std::array<std::string_view, 6> views_of_one{
    "/groups/", "/topics/", "/posts/", "/resources/", "/people/", "/administration/"};

std::string escaped(std::string_view words)
{
    std::string out;
    protocol::append_escaped(out, words);
    return out;
}

constexpr std::string_view no_script =
    "<noscript>\n<h1>Please turn scripts on</h1>\n"
    "<p>These pages need JavaScript, which is turned off in your browser. "
    "Turn it on for this site, then load the page again.</p>\n</noscript>\n";
constexpr std::string_view no_client =
    "<h1>No pages here</h1>\n<p>This program was built without its pages. The interface at /rpc works.</p>\n";

} // namespace

std::vector<std::string> imports_of(std::string_view script)
{
    constexpr std::string_view start = "from\"";
    std::vector<std::string> paths;
    for (auto at = script.find(start); at != script.npos; at = script.find(start, at)) {
        at += start.size();
        auto const path = script.substr(at, script.find('"', at) - at);
        if (path.starts_with('/'))
            paths.emplace_back(path);
    }
    return paths;
}

PageLook page_look(std::string_view network_name)
{
    PageLook look{.network_name = std::string{network_name},
                  .script = std::string{embedded_path("main.js")},
                  .style = std::string{embedded_path("style.css")},
                  .icon = std::string{embedded_path("favicon.svg")},
                  .manifest = std::string{embedded_path("manifest.webmanifest")}};
    if (auto const* script = embedded(look.script))
        for (auto& path : imports_of(script->plain))
            if (embedded(path))
                look.script_parts.push_back(std::move(path));
    return look;
}

std::string page_head(PageLook const& look, std::string_view title)
{
    std::string out =
        "<!doctype html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        "<meta name=\"color-scheme\" content=\"light dark\">\n"
        "<meta name=\"theme-color\" content=\"#faf8f4\" media=\"(prefers-color-scheme: light)\">\n"
        "<meta name=\"theme-color\" content=\"#12161b\" media=\"(prefers-color-scheme: dark)\">\n";
    out += "<title>" + escaped(title) + "</title>\n";
    if (!look.icon.empty())
        out += "<link rel=\"icon\" href=\"" + look.icon + "\" type=\"image/svg+xml\">\n";
    if (!look.manifest.empty())
        out += "<link rel=\"manifest\" href=\"" + look.manifest + "\">\n";
    if (!look.style.empty())
        out += "<link rel=\"stylesheet\" href=\"" + look.style + "\">\n";
    return out;
}

std::string shell_page(PageLook const& look)
{
    std::string out = page_head(look, look.network_name);
    if (!look.script.empty())
        out += "<script type=\"module\" src=\"" + look.script + "\"></script>\n";
    for (auto const& part : look.script_parts)
        out += "<link rel=\"modulepreload\" href=\"" + part + "\">\n";
    out += "</head>\n<body>\n<div id=\"app\"></div>\n";
    out += look.script.empty() ? no_client : no_script;
    return out + "</body>\n</html>\n";
}

std::string sentence_page(PageLook const& look, std::string_view heading, std::string_view sentence)
{
    std::string out = page_head(look, std::string{heading} + " – " + look.network_name);
    out += "</head>\n<body class=\"sentence\">\n<main>\n<h1>" + escaped(heading) + "</h1>\n";
    out += "<p>" + escaped(sentence) +
           "</p>\n<p><a href=\"/\">Go to the home page</a></p>\n</main>\n</body>\n</html>\n";
    return out;
}

bool is_a_view(std::string_view path)
{
    if (path.size() > 2 && path.ends_with('/'))
        path.remove_suffix(1);
    if (std::ranges::find(views, path) != views.end())
        return true;
    return std::ranges::any_of(views_of_one, [&](auto start) {
        return path.starts_with(start) && path.size() > start.size();
    });
}

} // namespace folkmoot::server
