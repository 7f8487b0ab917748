#include "tests/storage/sql_sources.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <stdexcept>

namespace folkmoot::tests {
namespace {

constexpr std::string_view opening = "R\"sql(";
constexpr std::string_view closing = ")sql\"";

std::string name_before(std::string_view source, std::size_t at, std::string const& place)
{
    auto const start = source.rfind('\n', at) + 1;
    // The name may stand on the line before when the line is full.
    auto const from = source.rfind("constexpr Sql ", at);
    if (from == std::string_view::npos ||
        source.substr(from, at - from).find(';') != std::string::npos) {
        throw std::runtime_error(
            place + ": SQL that is no named constant: " + std::string{source.substr(start, 80)});
    }
    auto const name = from + std::string_view{"constexpr Sql "}.size();
    return std::string{source.substr(name, source.find_first_of(" =\n", name) - name)};
}

std::string without_comments_and_strings(std::string_view sql)
{
    static std::regex const noise{R"(--[^\n]*|'[^']*')"};
    return std::regex_replace(std::string{sql}, noise, " ");
}

struct Rule {
    char const* pattern;
    char const* sentence;
};
constexpr std::array rules{
    Rule{R"(::)", "cast with CAST(… AS TEXT) or CAST(… AS BIGINT)"},
    Rule{R"(\bFOR\s+(UPDATE|SHARE)\b)", "lock by UPDATE … RETURNING"},
    Rule{R"(\b(LIKE|ILIKE|GLOB)\b)", "no LIKE: the engines differ in letters"},
    Rule{R"(\bAS\s+(INTEGER|INT|BLOB|BYTEA|REAL|NUMERIC|VARCHAR|BOOLEAN)\b)",
         "cast only to TEXT or BIGINT"},
    Rule{R"(\bINSERT\s+OR\b)", "write ON CONFLICT"},
    Rule{R"(\?|@[a-z]|(^|[^:]):[a-z])", "parameters are $1, $2 …"},
    Rule{R"(\bORDER\s+BY\s+RANDOM\b|\bDATETIME\s*\(|\bNOW\s*\(|\bCURRENT_TIMESTAMP\b)",
         "times and chance are passed in"},
    Rule{R"(\b(TRUE|FALSE)\b)", "booleans are 0 and 1"},
};

} // namespace

std::vector<NamedSql> statements_in(std::string const& place, std::string_view source)
{
    std::vector<NamedSql> found;
    for (auto at = source.find(opening); at != std::string_view::npos;
         at = source.find(opening, at + 1)) {
        auto const from = at + opening.size();
        auto const to = source.find(closing, from);
        found.push_back({place + ": " + name_before(source, at, place),
                         std::string{source.substr(from, to - from)}});
    }
    return found;
}

std::vector<NamedSql> shared_statements()
{
    std::vector<NamedSql> all;
    for (auto const& entry : std::filesystem::directory_iterator{"storage"}) {
        if (entry.path().extension() != ".cpp") {
            continue;
        }
        std::ifstream stream{entry.path()};
        std::string const source{std::istreambuf_iterator<char>{stream}, {}};
        std::ranges::move(statements_in(entry.path().string(), source), std::back_inserter(all));
    }
    std::ranges::sort(all, {}, &NamedSql::place);
    return all;
}

std::vector<std::string> outside_the_subset(std::string_view sql)
{
    auto const bare = without_comments_and_strings(sql);
    std::vector<std::string> found;
    for (auto const& rule : rules) {
        if (std::regex_search(bare, std::regex{rule.pattern, std::regex::icase})) {
            found.emplace_back(rule.sentence);
        }
    }
    return found;
}

} // namespace folkmoot::tests
