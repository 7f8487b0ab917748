// docs/design/0010-personal-data.md says of every table what it holds of a person.

#include "storage/migrations.hpp"

#include <doctest/doctest.h>

#include <fstream>
#include <set>
#include <string>

namespace {

/// What stands behind each `before`, up to `end`.
void find_names(std::string_view text, std::string_view before, char end,
                std::multiset<std::string>& names)
{
    for (auto at = text.find(before); at != text.npos; at = text.find(before, at + 1)) {
        auto const begin = at + before.size();
        names.emplace(text.substr(begin, text.find(end, begin) - begin));
    }
}

/// A migration may make one anew.
std::set<std::string> tables()
{
    std::multiset<std::string> names;
    for (auto const& migration : folkmoot::storage::sqlite_migrations()) {
        find_names(migration.sql, "CREATE TABLE ", ' ', names);
    }
    return {names.begin(), names.end()};
}

std::multiset<std::string> documented()
{
    std::ifstream file{"docs/design/0010-personal-data.md"};
    std::string const text{std::istreambuf_iterator<char>{file}, {}};
    std::multiset<std::string> names;
    find_names(text, "\n| `", '`', names);
    return names;
}

} // namespace

TEST_CASE("each table is named once in the list of personal data, and no other")
{
    auto const there = tables();
    CHECK(there.size() > 30);
    for (auto const& table : there) {
        CAPTURE(table);
        CHECK(documented().count(table) == 1);
    }
    for (auto const& named : documented()) {
        CAPTURE(named);
        CHECK(there.count(named) == 1);
    }
}
