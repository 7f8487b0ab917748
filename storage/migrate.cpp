#include "storage/migrate.hpp"

#include "storage/rows.hpp"
#include "storage/sql.hpp"

#include <array>
#include <string>

namespace folkmoot::storage {
namespace {

constexpr Sql steps_done = R"sql(
    SELECT number, name FROM schema_version ORDER BY number
)sql";

constexpr Sql mark_done = R"sql(
    INSERT INTO schema_version (number, name, at) VALUES ($1, $2, $3)
)sql";

struct StepDone {
    std::int64_t number = 0;
    std::string name;
};
BOOST_DESCRIBE_STRUCT(StepDone, (), (number, name))

void refuse_gaps(std::span<MigrationText const> steps)
{
    for (std::size_t i = 0; i < steps.size(); ++i) {
        if (steps[i].number != static_cast<int>(i) + 1) {
            throw std::runtime_error(
                "Step " + std::to_string(i + 1) +
                " of the schema is missing from this program. Build it again.");
        }
    }
}

bool versions_known(Connection& connection, VersionTable const& table)
{
    std::int64_t tables = 0;
    connection.run(table.known, {}, [&](Columns const& columns) { tables = columns.integer(0); });
    return tables != 0;
}

std::vector<StepDone> read_steps_done(Connection& connection, VersionTable const& table)
{
    std::vector<StepDone> done;
    if (versions_known(connection, table)) {
        RowReader<StepDone> reader;
        connection.run(steps_done.text(), {},
                       [&](Columns const& columns) { done.push_back(reader.read(columns)); });
    }
    return done;
}

void refuse_newer(std::vector<StepDone> const& done, std::size_t known)
{
    if (!done.empty() && done.back().number > static_cast<std::int64_t>(known)) {
        throw std::runtime_error("This network was written by a newer Folkmoot (schema " +
                                 std::to_string(done.back().number) + "; this program knows " +
                                 std::to_string(known) +
                                 "). Start the newer program, or restore the backup that was made "
                                 "before the upgrade.");
    }
}

void refuse_other_history(std::vector<StepDone> const& done, std::span<MigrationText const> steps)
{
    for (std::size_t i = 0; i < done.size(); ++i) {
        if (done[i].number != static_cast<std::int64_t>(i) + 1 || done[i].name != steps[i].name) {
            throw std::runtime_error("The database does not have step " +
                                     std::string{steps[i].name} +
                                     " of the schema in its place. Restore a backup.");
        }
    }
}

void run_step(Connection& connection, VersionTable const& table, MigrationText const& step,
              protocol::Instant now)
{
    connection.begin_change();
    try {
        if (!versions_known(connection, table)) {
            connection.run_script(table.make);
        }
        connection.run_script(step.sql);
        std::array<Value, 3> const row{parameter(step.number), parameter(step.name),
                                       parameter(now)};
        connection.run(mark_done.text(), row, [](Columns const&) {});
        connection.commit();
    } catch (...) {
        connection.roll_back();
        throw;
    }
}

} // namespace

std::span<MigrationText const> missing_steps(Connection& connection, VersionTable const& table,
                                             std::span<MigrationText const> steps)
{
    refuse_gaps(steps);
    auto const done = read_steps_done(connection, table);
    refuse_newer(done, steps.size());
    refuse_other_history(done, steps);
    return steps.subspan(done.size());
}

void migrate(Connection& connection, VersionTable const& table,
             std::span<MigrationText const> steps, protocol::Instant now)
{
    for (auto const& step : missing_steps(connection, table, steps)) {
        run_step(connection, table, step, now);
    }
}

} // namespace folkmoot::storage
