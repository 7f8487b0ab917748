#pragma once
// One line to a PostgreSQL: statements go out, several at a time where one can (libpq's pipeline mode),
// and answers are waited for, but never for ever. Lost once, it stays lost. For one thread at a time.

#include "storage/postgres/address.hpp"

#include <chrono>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

struct pg_conn;
struct pg_result;

namespace folkmoot::storage::postgres {

inline constexpr int oldest_version = 150'000;
/// Throws DatabaseError with a sentence for the operator.
void refuse_older(int version);

/// Everything of the network lies in this schema, and nothing else is looked up.
inline constexpr std::string_view schema = "folkmoot";

// A change never hangs for ever: the server ends it, or else we stop listening.
inline constexpr std::chrono::seconds lock_awaited_at_most{10};
inline constexpr std::chrono::seconds statement_takes_at_most{30};
inline constexpr std::chrono::seconds transaction_idles_at_most{60};
inline constexpr std::chrono::seconds answer_awaited_at_most{40};

/// An upgrade may take as long as it takes.
enum class Patience { serving, upgrading };

/// A parameter in binary; nothing is NULL.
struct Sent {
    char const* bytes = nullptr;
    int size = 0;
};

class Line {
public:
    struct ClearResult {
        void operator()(pg_result* result) const;
    };
    using Answer = std::unique_ptr<pg_result, ClearResult>;

    /// Connects. Throws ConnectionLost, DatabaseError.
    Line(Address const& address, Patience patience);
    ~Line();
    Line(Line const&) = delete;
    Line& operator=(Line const&) = delete;

    /// Looks, without waiting, whether the other end is gone.
    bool gone();
    int socket() const;
    /// Takes in what has arrived; the next notification as (channel, payload) of another line, if any.
    bool next_notification(std::string& payload);

    /// These two only join what waits to be sent: the first gives one answer, of the description.
    void prepare(std::string const& name, std::string const& sql);
    void execute(std::string const& name, std::span<Sent const> parameters);
    /// Sends what waits; the answers, one for each. Throws the first failure: of what followed it,
    /// nothing was done.
    std::vector<Answer> answers();
    /// Sends what waits and listens to no answer.
    void send_off();
    /// Several statements at once, without parameters. Throws like answers().
    void script(std::string const& sql);

    /// How often the server has warned so far.
    int warnings() const { return warnings_; }
    [[noreturn]] void lose(std::string const& why);

private:
    struct CloseConnection {
        void operator()(pg_conn* connection) const;
    };
    using Deadline = std::chrono::steady_clock::time_point;

    void configure();
    void notice(pg_result const* notice);
    void check_sent(int sent);
    void send_all(Deadline until);
    void wait(short events, Deadline until);
    Answer next(Deadline until);
    std::vector<Answer> until_sync(Deadline until);
    void forget_unheard(Deadline until);
    [[noreturn]] void fail(Answer const& answer);
    Deadline patience() const;

    Patience const patience_;
    std::string where_;
    std::unique_ptr<pg_conn, CloseConnection> connection_;
    int unheard_ = 0; ///< batches whose answers nobody wants
    int warnings_ = 0;
    bool ended_ = false; ///< the server said so
};

} // namespace folkmoot::storage::postgres
