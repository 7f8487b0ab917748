#include "storage/rows.hpp"

#include <algorithm>

namespace folkmoot::storage {
namespace {

void expect_value(Columns const& columns, std::size_t column)
{
    if (columns.null(column)) {
        throw DatabaseError("column " + std::string{columns.name(column)} + " is NULL");
    }
}

} // namespace

Value enum_parameter(char const* name)
{
    if (!name) {
        throw DatabaseError("a value without a name was given for a named enum");
    }
    return std::string{name};
}

Value bytes_parameter(std::span<std::uint8_t const> bytes)
{
    return Bytes{std::string{bytes.begin(), bytes.end()}};
}

std::int64_t integer_column(Columns const& columns, std::size_t column)
{
    expect_value(columns, column);
    return columns.integer(column);
}

std::string_view text_column(Columns const& columns, std::size_t column)
{
    expect_value(columns, column);
    return columns.text(column);
}

void bytes_column(Columns const& columns, std::size_t column, std::span<std::uint8_t> into)
{
    expect_value(columns, column);
    auto const bytes = columns.bytes(column);
    if (bytes.size() != into.size()) {
        does_not_fit(columns, column);
    }
    std::ranges::copy(bytes, into.begin());
}

Bytes blob_column(Columns const& columns, std::size_t column)
{
    expect_value(columns, column);
    return Bytes{std::string{columns.bytes(column)}};
}

void does_not_fit(Columns const& columns, std::size_t column)
{
    throw DatabaseError("column " + std::string{columns.name(column)} +
                        " holds what its field cannot");
}

} // namespace folkmoot::storage
