#pragma once
// Where a PostgreSQL is: libpq's connection URI, taken apart once. It may hold a password, so neither it
// nor libpq's words about it are ever repeated.

#include <string>
#include <utility>
#include <vector>

struct pg_conn;

namespace folkmoot::storage::postgres {

class Address {
public:
    /// Throws std::runtime_error with a sentence for the operator.
    explicit Address(std::string const& url);

    /// Host, port and database as an operator knows them; no user, no password.
    std::string const& where() const { return where_; }
    /// A new connection, which may have failed; waits a few seconds for each host at most. Never null.
    pg_conn* connect() const;

private:
    void set(std::string const& keyword, std::string value);
    void add_unless_said(std::string const& keyword, std::string const& value);
    std::string said(std::string const& keyword) const;

    std::vector<std::pair<std::string, std::string>> words_;
    std::string where_;
};

} // namespace folkmoot::storage::postgres
