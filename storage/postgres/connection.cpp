#include "storage/postgres/connection.hpp"

#include "storage/postgres/binary.hpp"

#include <libpq-fe.h>

#include <algorithm>
#include <charconv>
#include <cstring>
#include <utility>

namespace folkmoot::storage::postgres {
namespace {

// In the order of PostgresConnection::Step.
constexpr std::array steps{
    "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
    "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE",
    // A COMMIT that times out while it waits for a synchronous standby says that it succeeded.
    "SET LOCAL statement_timeout = 0",
    "COMMIT",
    "ROLLBACK",
    "SELECT pg_advisory_xact_lock($1)",
    "SELECT pg_advisory_xact_lock_shared($1)",
};

std::string name_of_step(std::size_t step)
{
    return "step" + std::to_string(step);
}

/// The half of a UUIDv7 that is random. Two things with the same key would only wait for each other.
std::int64_t key_of(protocol::Uuid const& what)
{
    std::uint64_t key = 0;
    for (std::size_t i = 8; i < what.bytes.size(); ++i) {
        key = key << 8 | what.bytes[i];
    }
    return static_cast<std::int64_t>(key);
}

std::int64_t rows_changed(pg_result* answer)
{
    if (std::strncmp(PQcmdStatus(answer), "SELECT", 6) == 0) {
        return 0;
    }
    std::string_view const text = PQcmdTuples(answer);
    std::int64_t rows = 0;
    std::from_chars(text.data(), text.data() + text.size(), rows);
    return rows;
}

} // namespace

PostgresConnection::PostgresConnection(Address address, Patience patience)
    : address_(std::move(address)), patience_(patience)
{
    connect();
}

PostgresConnection::~PostgresConnection() = default;

void PostgresConnection::connect()
{
    forget_transaction();
    statements_.clear();
    line_.reset();
    line_.emplace(address_, patience_);
    for (std::size_t step = 0; step < steps.size(); ++step) {
        line_->prepare(name_of_step(step), steps[step]);
    }
    line_->answers();
}

Line& PostgresConnection::line()
{
    if (!line_) {
        throw ConnectionLost("There is no connection to PostgreSQL at " + address_.where() + ".");
    }
    return *line_;
}

void PostgresConnection::forget_transaction()
{
    waiting_.clear();
    held_.clear();
    unanswered_.clear();
    begun_ = false;
}

std::vector<Line::Answer> PostgresConnection::answers()
{
    auto const unanswered = std::exchange(unanswered_, {});
    std::vector<Line::Answer> answers;
    try {
        answers = line().answers();
    } catch (ConnectionLost const&) {
        forget_transaction();
        throw;
    }
    for (std::size_t i = 0; i < unanswered.size(); ++i) {
        if (auto const& taker = unanswered[i]) {
            for (Rows rows{answers.at(i).get()}; rows.next();) {
                taker->take(rows);
            }
            taker->answered = true;
        }
    }
    return answers;
}

void PostgresConnection::send_waiting()
{
    for (auto const& [step, key] : waiting_) {
        bool const holds = step == Step::hold_alone || step == Step::hold_together;
        auto const bytes = big_endian(key);
        Sent const sent{bytes.data(), static_cast<int>(bytes.size())};
        line().execute(name_of_step(static_cast<std::size_t>(step)),
                       std::span{&sent, holds ? std::size_t{1} : std::size_t{0}});
        unanswered_.push_back(nullptr);
    }
    waiting_.clear();
}

PostgresConnection::Statement const& PostgresConnection::known(std::string_view sql)
{
    auto const found = statements_.find(sql);
    if (found != statements_.end()) {
        return found->second;
    }
    // The statement itself says which types its parameters have; values must then match.
    Statement statement{.name = "s" + std::to_string(statements_.size() + 1),
                        .parameter_types = {}};
    send_waiting();
    line().prepare(statement.name, std::string{sql});
    auto const described = answers();
    auto const* description = described.back().get();
    for (int i = 0; i < PQnparams(description); ++i) {
        statement.parameter_types.push_back(PQparamtype(description, i));
    }
    return statements_.emplace(std::string{sql}, std::move(statement)).first->second;
}

void PostgresConnection::send(std::string_view sql, std::span<Value const> parameters,
                              std::shared_ptr<RowsTaken> rows)
{
    auto const& statement = known(sql);
    Parameters const given{statement.parameter_types, parameters};
    send_waiting();
    line().execute(statement.name, given.sent());
    unanswered_.push_back(std::move(rows));
}

std::int64_t PostgresConnection::run(std::string_view sql, std::span<Value const> parameters,
                                     std::function<void(Columns const&)> const& row)
{
    send(sql, parameters, nullptr);
    auto const answer = std::move(answers().back());
    for (Rows rows{answer.get()}; rows.next();) {
        row(rows);
    }
    return rows_changed(answer.get());
}

void PostgresConnection::put(std::string_view sql, std::span<Value const> parameters)
{
    send(sql, parameters, nullptr);
}

void PostgresConnection::ask(std::string_view sql, std::span<Value const> parameters,
                             std::shared_ptr<RowsTaken> rows)
{
    send(sql, parameters, std::move(rows));
}

void PostgresConnection::settle()
{
    if (!unanswered_.empty()) {
        answers();
    }
}

/// Before what must be done even when something without an answer fails: of what follows a failure on
/// the line, nothing is done.
void PostgresConnection::send_off_unanswered()
{
    if (!std::exchange(unanswered_, {}).empty()) {
        line().send_off();
    }
}

void PostgresConnection::run_script(std::string_view sql)
{
    if (!waiting_.empty() || !unanswered_.empty()) {
        send_waiting();
        answers();
    }
    line().script(std::string{sql});
}

void PostgresConnection::begin(Step step)
{
    if (!line_ || line_->gone()) {
        connect();
    }
    waiting_.assign(1, {step});
    begun_ = true;
}

void PostgresConnection::begin_read()
{
    begin(Step::begin_read);
}

void PostgresConnection::begin_change()
{
    begin(Step::begin_change);
}

bool PostgresConnection::waits(Step step) const
{
    return std::ranges::find(waiting_, step, &Waiting::step) != waiting_.end();
}

void PostgresConnection::hold(Hold how, protocol::Uuid const& what)
{
    auto const key = key_of(what);
    bool const held = std::ranges::any_of(held_, [&](Held const& known) {
        return known.key == key && (known.how == Hold::alone || how == Hold::together);
    });
    if (!held) {
        held_.push_back({key, how});
        waiting_.push_back({how == Hold::alone ? Step::hold_alone : Step::hold_together, key});
    }
}

void PostgresConnection::commit()
{
    if (begin_waits()) {
        forget_transaction(); // nothing has been done in it
        return;
    }
    waiting_.push_back({Step::await_commit});
    waiting_.push_back({Step::commit});
    int const warnings = line().warnings();
    send_waiting();
    auto const said = answers();
    forget_transaction();
    if (std::strcmp(PQcmdStatus(said.back().get()), "COMMIT") != 0) {
        throw DatabaseError("PostgreSQL rolled back what was to be committed");
    }
    if (line().warnings() != warnings) {
        // It warns when it no longer waits for the synchronous standby: stored here, perhaps not there.
        line().lose("PostgreSQL could not say that a commit is safe.");
    }
}

void PostgresConnection::roll_back() noexcept
{
    bool const sent = begun_ && !begin_waits();
    try {
        send_off_unanswered();
        forget_transaction();
        if (!sent) {
            return;
        }
        waiting_.push_back({Step::roll_back});
        send_waiting();
        send_off_unanswered(); // nobody waits for the answer
    } catch (...) {
        forget_transaction();
        line_.reset(); // with it the transaction ends
    }
}

void PostgresConnection::keep_house(bool)
{
    // PostgreSQL does it by itself.
}

} // namespace folkmoot::storage::postgres
