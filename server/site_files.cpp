#include "server/site_files.hpp"

#include <sodium.h>

#include <array>
#include <charconv>

namespace folkmoot::server {
namespace {

std::string tag_of(std::string_view content)
{
    std::array<unsigned char, crypto_generichash_BYTES_MIN> hash{};
    crypto_generichash(hash.data(), hash.size(),
                       reinterpret_cast<unsigned char const*>(content.data()), content.size(),
                       nullptr, 0);
    std::array<char, crypto_generichash_BYTES_MIN * 2 + 1> text{};
    sodium_bin2hex(text.data(), text.size(), hash.data(), hash.size());
    return text.data();
}

std::string_view trimmed(std::string_view text)
{
    auto const first = text.find_first_not_of(" \t");
    if (first == text.npos)
        return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// Calls `item` with each part between commas.
template <class Item>
void each_of(std::string_view list, Item const& item)
{
    while (!list.empty()) {
        auto const comma = list.find(',');
        item(trimmed(list.substr(0, comma)));
        list = comma == list.npos ? std::string_view{} : list.substr(comma + 1);
    }
}

/// Whether "gzip;q=0" and the like refuse what they name.
bool refused(std::string_view parameters)
{
    auto const weight = parameters.find("q=");
    if (weight == parameters.npos)
        return false;
    return parameters.substr(weight + 2).find_first_of("123456789") == std::string_view::npos;
}

/// 1: named and taken; 0: not named; -1: refused.
int taken(std::string_view accept_encoding, std::string_view coding)
{
    int answer = 0;
    each_of(accept_encoding, [&](std::string_view part) {
        auto const name = trimmed(part.substr(0, part.find(';')));
        if (name != coding && name != "*")
            return;
        bool const no = refused(part.substr(name.size()));
        if (name == coding)
            answer = no ? -1 : 1;
        if (name == "*" && answer == 0 && !no)
            answer = 1;
    });
    return answer;
}

std::string_view content_of(EmbeddedFile const& file, Coding coding)
{
    if (coding == Coding::brotli)
        return file.brotli;
    return coding == Coding::gzip ? file.gzip : file.plain;
}

} // namespace

bool names_tag(std::string_view if_none_match, std::string_view tag)
{
    bool found = false;
    each_of(if_none_match, [&](std::string_view one) {
        if (one.starts_with("W/"))
            one.remove_prefix(2);
        found = found || one == tag || one == "*";
    });
    return found;
}

Coding best_coding(std::string_view accept_encoding, EmbeddedFile const& file)
{
    if (!file.brotli.empty() && taken(accept_encoding, "br") > 0)
        return Coding::brotli;
    if (!file.gzip.empty() && taken(accept_encoding, "gzip") > 0)
        return Coding::gzip;
    return Coding::plain;
}

SiteFiles::SiteFiles(std::span<EmbeddedFile const> files)
{
    for (auto const& file : files)
        files_.emplace(file.path, Kept{&file, tag_of(file.plain)});
}

std::optional<HttpAnswer> SiteFiles::answer(HttpRequest const& request, std::string_view path) const
{
    auto const found = files_.find(path);
    if (found == files_.end())
        return {};
    auto const& file = *found->second.file;
    auto const coding = best_coding(request.header("accept-encoding"), file);
    constexpr std::array<std::string_view, 3> suffixes{"", "-gz", "-br"};
    auto const tag =
        "\"" + found->second.tag + std::string{suffixes[static_cast<std::size_t>(coding)]} + "\"";

    HttpAnswer answer;
    answer.headers = {
        {"ETag", tag},
        {"Vary", "Accept-Encoding"},
        {"Cache-Control", file.immutable ? "public, max-age=31536000, immutable" : "no-cache"}};
    if (names_tag(request.header("if-none-match"), tag)) {
        answer.status = 304;
        return answer;
    }
    answer.headers.emplace_back("Content-Type", file.content_type);
    if (coding != Coding::plain)
        answer.headers.emplace_back("Content-Encoding", coding == Coding::gzip ? "gzip" : "br");
    answer.built_in = content_of(file, coding);
    return answer;
}

} // namespace folkmoot::server
