#pragma once
// The SQL of the shared storage sources, found where it stands: `constexpr Sql name = R"sql(…)sql";`.

#include <string>
#include <string_view>
#include <vector>

namespace folkmoot::tests {

struct NamedSql {
    std::string place; ///< "storage/forum.cpp: add_post"
    std::string text;
};

/// All statements of one source.
std::vector<NamedSql> statements_in(std::string const& place, std::string_view source);

/// All statements of storage/*.cpp; the tests run in the repository's root.
std::vector<NamedSql> shared_statements();

/// What in a statement lies outside the subset that both engines share, each as a sentence; none when
/// all is well.
std::vector<std::string> outside_the_subset(std::string_view sql);

} // namespace folkmoot::tests
