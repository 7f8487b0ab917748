#pragma once
// The templates of change.hpp. Include that.

#include "storage/change.hpp"

#include <array>

namespace folkmoot::storage {

template <class Row>
struct Asked<Row>::Taken final : RowsTaken {
    void take(Columns const& row) override { rows.push_back(reader.read(row)); }

    RowReader<Row> reader;
    std::vector<Row> rows;
};

template <class Row>
std::vector<Row> const& Asked<Row>::rows() const
{
    if (!taken_->answered) {
        connection_->settle();
    }
    if (!taken_->answered) {
        throw DatabaseError("the answer was lost with its transaction");
    }
    return taken_->rows;
}

template <class Row>
std::optional<Row> Asked<Row>::row() const
{
    auto const& all = rows();
    return all.empty() ? std::nullopt : std::optional<Row>{all.front()};
}

template <class Row, class... Parameters>
std::vector<Row> Read::rows(Sql sql, Parameters const&... parameters)
{
    std::array<Value, sizeof...(Parameters)> const values{parameter(parameters)...};
    RowReader<Row> reader;
    std::vector<Row> rows;
    wrote_ |= sql.writes();
    connection_.run(sql.text(), values,
                    [&](Columns const& columns) { rows.push_back(reader.read(columns)); });
    return rows;
}

template <class Row, class... Parameters>
std::optional<Row> Read::row(Sql sql, Parameters const&... parameters)
{
    std::array<Value, sizeof...(Parameters)> const values{parameter(parameters)...};
    RowReader<Row> reader;
    std::optional<Row> row;
    wrote_ |= sql.writes();
    connection_.run(sql.text(), values, [&](Columns const& columns) {
        if (!row) {
            row.emplace(reader.read(columns));
        }
    });
    return row;
}

template <class Row, class... Parameters>
Asked<Row> Read::ask(Sql sql, Parameters const&... parameters)
{
    std::array<Value, sizeof...(Parameters)> const values{parameter(parameters)...};
    auto taken = std::make_shared<typename Asked<Row>::Taken>();
    connection_.ask(sql.text(), values, taken);
    return {connection_, std::move(taken)};
}

template <class... Parameters>
std::int64_t Read::number(Sql sql, Parameters const&... parameters)
{
    auto const number = row<std::int64_t>(sql, parameters...);
    if (!number) {
        throw DatabaseError("no row where one was sure: " + std::string{sql.text()});
    }
    return *number;
}

template <class... Parameters>
std::int64_t Change::run(Sql sql, Parameters const&... parameters)
{
    std::array<Value, sizeof...(Parameters)> const values{parameter(parameters)...};
    wrote_ = true;
    return connection_.run(sql.text(), values, [](Columns const&) {});
}

template <class... Parameters>
void Change::put(Sql sql, Parameters const&... parameters)
{
    std::array<Value, sizeof...(Parameters)> const values{parameter(parameters)...};
    wrote_ = true;
    connection_.put(sql.text(), values);
}

} // namespace folkmoot::storage
