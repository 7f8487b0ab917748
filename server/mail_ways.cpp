#include "server/mail_ways.hpp"

#include "server/letters.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <cstring>
#include <fstream>
#include <memory>
#include <mutex>

namespace folkmoot::server {
namespace {

constexpr long connect_seconds = 20;
constexpr long whole_seconds = 120;
constexpr int for_good_from = 500;

struct CloseCurl {
    void operator()(CURL* curl) const { curl_easy_cleanup(curl); }
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

struct Unread {
    std::string_view rest;
};

std::size_t give(char* to, std::size_t size, std::size_t count, void* from)
{
    auto& unread = *static_cast<Unread*>(from);
    auto const part = unread.rest.substr(0, size * count);
    std::memcpy(to, part.data(), part.size());
    unread.rest.remove_prefix(part.size());
    return part.size();
}

bool to_this_machine(std::string const& url)
{
    auto rest = url.substr(url.find("://") + 3);
    if (auto const at = rest.rfind('@'); at != rest.npos)
        rest.erase(0, at + 1);
    return rest.starts_with("127.0.0.1") || rest.starts_with("localhost") ||
           rest.starts_with("[::1]");
}

MailOutcome outcome_of(CURL* curl, CURLcode code)
{
    long reply = 0;
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &reply);
    MailOutcome outcome{.sent = code == CURLE_OK, .reply = static_cast<int>(reply)};
    if (outcome.sent)
        return outcome;
    // A server that does not know us, or speaks no TLS, is for the operator to mend: the mail waits.
    bool const about_us = code == CURLE_LOGIN_DENIED || code == CURLE_USE_SSL_FAILED;
    outcome.for_good = outcome.reply >= for_good_from && !about_us;
    outcome.words = curl_easy_strerror(code);
    return outcome;
}

MailOutcome send(std::string const& url, Envelope const& envelope, std::string const& mime)
{
    std::unique_ptr<CURL, CloseCurl> const curl{curl_easy_init()};
    std::unique_ptr<curl_slist, CloseCurl> const recipients{
        curl_slist_append(nullptr, ("<" + envelope.to + ">").c_str())};
    Unread unread{mime};
    auto const set = [&](CURLoption option, auto value) {
        curl_easy_setopt(curl.get(), option, value);
    };
    set(CURLOPT_URL, url.c_str());
    set(CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    set(CURLOPT_USE_SSL, to_this_machine(url) ? CURLUSESSL_TRY : CURLUSESSL_ALL);
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_CONNECTTIMEOUT, connect_seconds);
    set(CURLOPT_TIMEOUT, whole_seconds);
    set(CURLOPT_MAIL_FROM, ("<" + envelope.from + ">").c_str());
    set(CURLOPT_MAIL_RCPT, recipients.get());
    set(CURLOPT_UPLOAD, 1L);
    set(CURLOPT_READFUNCTION, give);
    set(CURLOPT_READDATA, &unread);
    return outcome_of(curl.get(), curl_easy_perform(curl.get()));
}

} // namespace

bool can_be_sent_to(std::string_view address)
{
    auto const plain = [](char c) {
        auto const byte = static_cast<unsigned char>(c);
        return byte > ' ' && byte != 0x7f &&
               std::string_view{"<>()[]\\,;:\""}.find(c) == std::string_view::npos;
    };
    return std::ranges::count(address, '@') == 1 && address.front() != '@' &&
           address.back() != '@' && std::ranges::all_of(address, plain);
}

MailWay by_smtp(std::string const& url)
{
    static std::once_flag once;
    std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
    return [url](Envelope const& envelope, std::string const& mime) {
        if (!can_be_sent_to(envelope.to))
            return MailOutcome{.reply = 553, .for_good = true, .words = "no address to send to"};
        return send(url, envelope, mime);
    };
}

MailWay into_folder(std::filesystem::path folder,
                    std::function<void(std::filesystem::path const&)> told)
{
    return [folder = std::move(folder), told = std::move(told)](
               Envelope const& envelope, std::string const& mime) -> MailOutcome {
        namespace fs = std::filesystem;
        std::error_code failure;
        fs::create_directories(folder, failure);
        fs::permissions(folder, fs::perms::owner_all, failure); // there are secrets in it
        auto const path = folder / letter_name(envelope.about);
        auto const unfinished = fs::path{path}.replace_extension(".part");
        std::ofstream file{unfinished, std::ios::binary};
        file << mime;
        file.close();
        if (file)
            fs::rename(unfinished, path, failure);
        if (!file || failure)
            return {.words = "cannot write " + path.string()};
        told(path);
        return {.sent = true};
    };
}

} // namespace folkmoot::server
