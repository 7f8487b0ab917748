#include "storage/postgres/address.hpp"

#include <libpq-fe.h>

#include <algorithm>
#include <memory>
#include <new>
#include <stdexcept>

namespace folkmoot::storage::postgres {
namespace {

// A primary that is gone is noticed within seconds, so that the next of several hosts gets its turn.
constexpr auto connecting_takes_at_most = "3"; // seconds, for each host
constexpr auto unanswered_at_most = "10000";   // milliseconds
constexpr auto keepalive_after = "5";          // seconds
constexpr auto keepalive_again = "2";

struct FreeOptions {
    void operator()(PQconninfoOption* options) const { PQconninfoFree(options); }
};

[[noreturn]] void refuse()
{
    throw std::runtime_error(
        "The address of the database cannot be read. It looks like "
        "postgresql://USER:PASSWORD@HOST:5432/NAME; in a password @ is written %40, : is %3A, / is "
        "%2F, ? is %3F, # is %23 and % is %25.");
}

/// A password with an @ or / of its own ends up in parts of these, and libpq would repeat them.
bool is_plain(std::string const& keyword, std::string const& value)
{
    if (keyword == "port") {
        return value.find_first_not_of("0123456789,") == std::string::npos;
    }
    return (keyword != "host" && keyword != "hostaddr" && keyword != "dbname") ||
           (value.find('@') == std::string::npos && value.find("://") == std::string::npos);
}

} // namespace

Address::Address(std::string const& url)
{
    if (!url.starts_with("postgresql://") && !url.starts_with("postgres://")) {
        refuse();
    }
    std::unique_ptr<PQconninfoOption, FreeOptions> const options{
        PQconninfoParse(url.c_str(), nullptr)};
    if (!options) {
        refuse();
    }
    for (auto const* option = options.get(); option->keyword; ++option) {
        if (option->val) {
            if (!is_plain(option->keyword, option->val)) {
                refuse();
            }
            words_.emplace_back(option->keyword, option->val);
        }
    }
    auto const or_else = [](std::string const& value, char const* other) {
        return value.empty() ? std::string{other} : value;
    };
    where_ = or_else(said("host"), "this machine") + ":" + or_else(said("port"), "5432") + "/" +
             said("dbname");
    // Readers too: who reads must see what was just committed.
    set("target_session_attrs", "read-write");
    set("client_encoding", "UTF8");
    add_unless_said("application_name", "folkmoot");
    add_unless_said("connect_timeout", connecting_takes_at_most);
    add_unless_said("tcp_user_timeout", unanswered_at_most);
    add_unless_said("keepalives_idle", keepalive_after);
    add_unless_said("keepalives_interval", keepalive_again);
    add_unless_said("keepalives_count", "3");
}

std::string Address::said(std::string const& keyword) const
{
    auto const found =
        std::ranges::find(words_, keyword, &std::pair<std::string, std::string>::first);
    return found == words_.end() ? "" : found->second;
}

void Address::set(std::string const& keyword, std::string value)
{
    std::erase_if(words_, [&](auto const& word) { return word.first == keyword; });
    words_.emplace_back(keyword, std::move(value));
}

void Address::add_unless_said(std::string const& keyword, std::string const& value)
{
    if (said(keyword).empty()) {
        set(keyword, value);
    }
}

pg_conn* Address::connect() const
{
    std::vector<char const*> keywords;
    std::vector<char const*> values;
    for (auto const& [keyword, value] : words_) {
        keywords.push_back(keyword.c_str());
        values.push_back(value.c_str());
    }
    keywords.push_back(nullptr);
    values.push_back(nullptr);
    auto* const connection = PQconnectdbParams(keywords.data(), values.data(), 0);
    if (!connection) {
        throw std::bad_alloc();
    }
    return connection;
}

} // namespace folkmoot::storage::postgres
