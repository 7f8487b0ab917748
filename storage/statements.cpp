#include "storage/statements.hpp"

namespace folkmoot::storage {

namespace {

constexpr Sql select_statement = R"sql(
SELECT revision, text, at FROM statements WHERE which = $1
)sql";

// Somebody else may be changing it at this instant: whoever is later changes no row.
constexpr Sql upsert_statement = R"sql(
INSERT INTO statements (which, revision, text, by_person, at) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (which) DO UPDATE
   SET revision = excluded.revision, text = excluded.text, by_person = excluded.by_person,
       at = excluded.at
 WHERE statements.revision = $6
)sql";

struct Row {
    Revision revision = 0;
    std::string text;
    Instant at;
};
BOOST_DESCRIBE_STRUCT(Row, (), (revision, text, at))

} // namespace

statements::Statement statement_of(Read& read, statements::Which which)
{
    auto row = read.row<Row>(select_statement, which);
    if (!row) {
        return {};
    }
    return {.revision = row->revision, .text = std::move(row->text), .changed_at = row->at};
}

Result<people::Revised> change_statement(Change& change, Actor const& actor,
                                         statements::ChangeStatement const& request)
{
    auto const before = statement_of(change, request.which);
    if (before.revision == request.revision && before.text == request.text.value) {
        return people::Revised{before.revision};
    }
    auto const revision = request.revision + 1;
    if (before.revision != request.revision ||
        change.run(upsert_statement, request.which, revision, request.text, actor.person,
                   change.now(), request.revision) == 0) {
        return conflict("This statement was changed since you looked.");
    }
    return people::Revised{revision};
}

} // namespace folkmoot::storage
