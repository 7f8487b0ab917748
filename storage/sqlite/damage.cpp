#include "storage/sqlite/damage.hpp"

#include "storage/sql.hpp"

namespace folkmoot::storage::sqlite {
namespace {

constexpr Sql check_pages = R"sql(
    PRAGMA integrity_check(10)
)sql";

constexpr Sql check_references = R"sql(
    SELECT DISTINCT "table", parent FROM pragma_foreign_key_check LIMIT 10
)sql";

} // namespace

std::vector<std::string> damage_in(Connection& connection)
{
    std::vector<std::string> found;
    connection.run(check_pages.text(), {}, [&](Columns const& row) {
        if (row.text(0) != "ok") {
            found.emplace_back(row.text(0));
        }
    });
    connection.run(check_references.text(), {}, [&](Columns const& row) {
        found.push_back("Rows of " + std::string{row.text(0)} + " refer to rows of " +
                        std::string{row.text(1)} + " that are not there.");
    });
    return found;
}

} // namespace folkmoot::storage::sqlite
