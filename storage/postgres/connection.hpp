#pragma once
// A connection on PostgreSQL. Round trips are what costs here, so what gives no rows (BEGIN, the
// holding of a group, what is put), or whose rows are needed later, goes out together with the next
// statement that is waited for, or the COMMIT; when it fails, that is where the failure shows.

#include "storage/connection.hpp"
#include "storage/postgres/line.hpp"

#include <optional>
#include <unordered_map>

namespace folkmoot::storage::postgres {

class PostgresConnection final : public Connection {
public:
    /// Connects at once. Throws ConnectionLost, DatabaseError.
    explicit PostgresConnection(Address address, Patience patience = Patience::serving);
    ~PostgresConnection() override;

    std::int64_t run(std::string_view sql, std::span<Value const> parameters,
                     std::function<void(Columns const&)> const& row) override;
    void put(std::string_view sql, std::span<Value const> parameters) override;
    void ask(std::string_view sql, std::span<Value const> parameters,
             std::shared_ptr<RowsTaken> rows) override;
    void settle() override;
    void run_script(std::string_view sql) override;
    bool in_transaction() const override { return begun_; }
    void begin_read() override;
    void begin_change() override;
    void hold(Hold how, protocol::Uuid const& what) override;
    void commit() override;
    void roll_back() noexcept override;
    void keep_house(bool idle) override;

private:
    /// Statements without rows, prepared on each line.
    enum class Step {
        begin_read,
        begin_change,
        await_commit,
        commit,
        roll_back,
        hold_alone,
        hold_together,
    };
    /// One that waits to be sent.
    struct Waiting {
        Step step;
        std::int64_t key = 0; ///< of what is held
    };
    struct Statement {
        std::string name;
        std::vector<unsigned int> parameter_types;
    };
    struct Held {
        std::int64_t key;
        Hold how;
    };
    struct TextHash : std::hash<std::string_view> {
        using is_transparent = void;
    };

    void connect();
    Line& line();
    void begin(Step step);
    void send(std::string_view sql, std::span<Value const> parameters,
              std::shared_ptr<RowsTaken> rows);
    void send_waiting();
    void send_off_unanswered();
    std::vector<Line::Answer> answers();
    Statement const& known(std::string_view sql);
    bool waits(Step step) const;
    bool begin_waits() const { return waits(Step::begin_read) || waits(Step::begin_change); }
    void forget_transaction();

    Address const address_;
    Patience const patience_;
    std::optional<Line> line_;
    std::unordered_map<std::string, Statement, TextHash, std::equal_to<>> statements_;
    std::vector<Waiting> waiting_;
    /// For each statement on the line who takes its rows; nobody for most.
    std::vector<std::shared_ptr<RowsTaken>> unanswered_;
    bool begun_ = false;
    std::vector<Held> held_; ///< by the open transaction
};

} // namespace folkmoot::storage::postgres
