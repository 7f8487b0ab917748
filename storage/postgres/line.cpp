#include "storage/postgres/line.hpp"

#include "storage/connection.hpp"
#include "storage/postgres/failure.hpp"

#include <libpq-fe.h>

#include <poll.h>

#include <algorithm>

namespace folkmoot::storage::postgres {
namespace {

std::string setting(std::string_view name, std::string_view value)
{
    return "SET " + std::string{name} + " = " + std::string{value} + ";";
}

std::string seconds(std::chrono::seconds time)
{
    return "'" + std::to_string(time.count()) + "s'";
}

/// Whatever the role, the database or the address say.
std::string settings(Patience patience)
{
    bool const serving = patience == Patience::serving;
    return setting("search_path", std::string{schema} + ", pg_temp") +
           setting("standard_conforming_strings", "on") +
           setting("client_min_messages", "warning") +
           setting("default_transaction_read_only", "off") +
           setting("lock_timeout", serving ? seconds(lock_awaited_at_most) : "0") +
           setting("statement_timeout", serving ? seconds(statement_takes_at_most) : "0") +
           setting("idle_in_transaction_session_timeout",
                   serving ? seconds(transaction_idles_at_most) : "0") +
           setting("idle_session_timeout", "0") + setting("jit", "off") +
           // What is asked for by id lies in memory, or on a disk without arms: with Debian's 4, a look
           // at 64 feeds of 12,000 reads all of them.
           setting("random_page_cost", "1.1") +
           // So that what we hold ends soon after our machine does.
           setting("tcp_keepalives_idle", "10") + setting("tcp_keepalives_interval", "5") +
           setting("tcp_keepalives_count", "3") + setting("tcp_user_timeout", "'20s'") +
           // Checked at the start (database.cpp); what is changed afterwards does not reach us.
           "SELECT set_config('synchronous_commit', CASE current_setting('synchronous_commit') "
           "WHEN 'remote_apply' THEN 'remote_apply' ELSE 'on' END, false);";
}

bool failed(pg_result const* result)
{
    auto const status = PQresultStatus(result);
    return status == PGRES_FATAL_ERROR || status == PGRES_BAD_RESPONSE;
}

} // namespace

void refuse_older(int version)
{
    if (version < oldest_version) {
        throw DatabaseError("Folkmoot needs PostgreSQL 15 or newer; this one is " +
                            std::to_string(version / 10'000) + ". Upgrade it first.");
    }
}

void Line::ClearResult::operator()(pg_result* result) const
{
    PQclear(result);
}

void Line::CloseConnection::operator()(pg_conn* connection) const
{
    PQfinish(connection);
}

Line::Line(Address const& address, Patience patience)
    : patience_(patience), where_(address.where()), connection_(address.connect())
{
    if (PQstatus(connection_.get()) != CONNECTION_OK) {
        std::string why = PQerrorMessage(connection_.get());
        why.erase(why.find_last_not_of('\n') + 1);
        std::ranges::replace(why, '\n', ' '); // one line for each host
        lose("PostgreSQL at " + where_ + " cannot be reached: " + why);
    }
    refuse_older(PQserverVersion(connection_.get()));
    configure();
}

Line::~Line() = default;

void Line::configure()
{
    PQsetNoticeReceiver(
        connection_.get(),
        [](void* self, pg_result const* notice) { static_cast<Line*>(self)->notice(notice); },
        this);
    if (PQsetnonblocking(connection_.get(), 1) != 0 || !PQenterPipelineMode(connection_.get())) {
        lose("The connection to PostgreSQL at " + where_ + " cannot be used.");
    }
    script(settings(patience_));
}

/// Also how the server takes its leave from a connection that asked nothing of it.
void Line::notice(pg_result const* notice)
{
    auto const* field = PQresultErrorField(notice, PG_DIAG_SEVERITY_NONLOCALIZED);
    std::string_view const severity = field ? field : "";
    warnings_ += severity == "WARNING" ? 1 : 0;
    ended_ = ended_ || severity == "FATAL" || severity == "PANIC";
}

void Line::lose(std::string const& why)
{
    connection_.reset();
    throw ConnectionLost(why);
}

void Line::fail(Answer const& answer)
{
    auto const code = sqlstate_of(answer.get());
    auto const kind = failure_kind(code);
    if (kind == FailureKind::connection_lost) {
        lose(sentence_of(answer.get()));
    }
    throw_failure(kind, sentence_of(answer.get()));
}

Line::Deadline Line::patience() const
{
    return patience_ == Patience::upgrading
               ? Deadline::max()
               : std::chrono::steady_clock::now() + answer_awaited_at_most;
}

int Line::socket() const
{
    return connection_ ? PQsocket(connection_.get()) : -1;
}

bool Line::gone()
{
    if (!connection_) {
        return true;
    }
    pollfd about{.fd = socket(), .events = POLLIN, .revents = 0};
    while (PQstatus(connection_.get()) == CONNECTION_OK && ::poll(&about, 1, 0) > 0) {
        if (PQconsumeInput(connection_.get()) == 0) {
            break;
        }
        while (unheard_ > 0 && PQisBusy(connection_.get()) == 0) {
            Answer const answer{PQgetResult(connection_.get())};
            unheard_ -= answer && PQresultStatus(answer.get()) == PGRES_PIPELINE_SYNC ? 1 : 0;
            if (!answer && PQstatus(connection_.get()) != CONNECTION_OK) {
                break;
            }
        }
        PQisBusy(connection_.get()); // reads what else has come
        about.fd = socket();
    }
    if (ended_ || PQstatus(connection_.get()) != CONNECTION_OK) {
        connection_.reset();
    }
    return !connection_;
}

bool Line::next_notification(std::string& payload)
{
    struct Free {
        void operator()(PGnotify* notification) const { PQfreemem(notification); }
    };
    if (gone()) {
        lose("The connection to PostgreSQL at " + where_ + " was lost.");
    }
    std::unique_ptr<PGnotify, Free> const notification{PQnotifies(connection_.get())};
    if (notification) {
        payload = notification->extra;
    }
    return notification != nullptr;
}

void Line::check_sent(int sent)
{
    if (sent == 0) {
        lose("The connection to PostgreSQL at " + where_ + " was lost.");
    }
}

void Line::prepare(std::string const& name, std::string const& sql)
{
    if (!connection_) {
        check_sent(0);
    }
    check_sent(PQsendPrepare(connection_.get(), name.c_str(), sql.c_str(), 0, nullptr));
    check_sent(PQsendDescribePrepared(connection_.get(), name.c_str()));
}

void Line::execute(std::string const& name, std::span<Sent const> parameters)
{
    if (!connection_) {
        check_sent(0);
    }
    std::vector<char const*> values;
    std::vector<int> sizes;
    for (auto const& parameter : parameters) {
        values.push_back(parameter.bytes);
        sizes.push_back(parameter.size);
    }
    std::vector<int> const formats(parameters.size(), 1);
    check_sent(PQsendQueryPrepared(connection_.get(), name.c_str(),
                                   static_cast<int>(parameters.size()), values.data(), sizes.data(),
                                   formats.data(), 1));
}

void Line::wait(short events, Deadline until)
{
    using namespace std::chrono;
    auto const left = until - steady_clock::now();
    int const patience = until == Deadline::max()
                             ? -1
                             : static_cast<int>(std::max<std::int64_t>(
                                   0, duration_cast<milliseconds>(left).count()));
    pollfd about{.fd = socket(), .events = events, .revents = 0};
    int const ready = ::poll(&about, 1, patience);
    if (ready == 0) {
        lose("PostgreSQL at " + where_ + " did not answer in time.");
    }
    if (ready > 0 && (about.revents & ~POLLOUT) != 0 && PQconsumeInput(connection_.get()) == 0) {
        lose("The connection to PostgreSQL at " + where_ + " was lost.");
    }
}

void Line::send_all(Deadline until)
{
    if (!connection_) {
        check_sent(0);
    }
    check_sent(PQpipelineSync(connection_.get()));
    for (;;) {
        int const left = PQflush(connection_.get());
        if (left == 0) {
            return;
        }
        check_sent(left > 0 ? 1 : 0);
        wait(POLLIN | POLLOUT, until);
    }
}

Line::Answer Line::next(Deadline until)
{
    while (PQisBusy(connection_.get()) != 0) {
        wait(POLLIN, until);
    }
    Answer answer{PQgetResult(connection_.get())};
    if (PQstatus(connection_.get()) != CONNECTION_OK) {
        if (answer && !sqlstate_of(answer.get()).empty()) {
            lose(sentence_of(answer.get()));
        }
        lose("The connection to PostgreSQL at " + where_ + " was lost.");
    }
    return answer;
}

std::vector<Line::Answer> Line::until_sync(Deadline until)
{
    std::vector<Answer> answers;
    for (;;) {
        auto answer = next(until);
        if (answer && PQresultStatus(answer.get()) == PGRES_PIPELINE_SYNC) {
            return answers;
        }
        if (answer) {
            answers.push_back(std::move(answer));
        }
    }
}

void Line::forget_unheard(Deadline until)
{
    for (; unheard_ > 0; --unheard_) {
        until_sync(until);
    }
}

std::vector<Line::Answer> Line::answers()
{
    auto const until = patience();
    send_all(until);
    forget_unheard(until);
    auto answers = until_sync(until);
    for (auto const& answer : answers) {
        if (failed(answer.get())) {
            fail(answer);
        }
    }
    return answers;
}

void Line::send_off()
{
    send_all(patience());
    ++unheard_;
}

void Line::script(std::string const& sql)
{
    if (!connection_) {
        check_sent(0);
    }
    auto const until = patience();
    forget_unheard(until);
    check_sent(PQexitPipelineMode(connection_.get()));
    check_sent(PQsendQuery(connection_.get(), sql.c_str()));
    while (PQflush(connection_.get()) > 0) {
        wait(POLLIN | POLLOUT, until);
    }
    Answer failure;
    while (auto answer = next(until)) {
        if (failed(answer.get()) && !failure) {
            failure = std::move(answer);
        }
    }
    check_sent(PQenterPipelineMode(connection_.get()));
    if (failure) {
        fail(failure);
    }
}

} // namespace folkmoot::storage::postgres
