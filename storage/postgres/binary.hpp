#pragma once
// PostgreSQL's binary formats: the types of our schemas and of what can be counted in them.

#include "storage/connection.hpp"
#include "storage/postgres/line.hpp"

#include <array>
#include <deque>
#include <optional>

namespace folkmoot::storage::postgres {

/// PostgreSQL's number of a type.
using Type = unsigned int;

/// Parameters as they are sent. Points into the values given, which live longer.
class Parameters {
public:
    /// `types` are those that the statement wants. Throws DatabaseError where a value is of another.
    Parameters(std::span<Type const> types, std::span<Value const> values);
    std::span<Sent const> sent() const { return sent_; }

private:
    Sent integer(Type type, std::int64_t value, std::size_t number);

    std::deque<std::array<char, 8>> integers_; ///< a deque: what is in it stays where it is
    std::vector<Sent> sent_;
};

/// The rows of an answer, one after the other.
class Rows final : public Columns {
public:
    explicit Rows(pg_result const* answer);
    bool next() { return ++row_ < rows_; }

    std::size_t count() const override;
    std::string_view name(std::size_t column) const override;
    bool null(std::size_t column) const override;
    std::int64_t integer(std::size_t column) const override;
    std::string_view text(std::size_t column) const override;
    std::string_view bytes(std::size_t column) const override;
    Value value(std::size_t column) const override;

private:
    Type type(std::size_t column) const;
    std::string_view raw(std::size_t column) const;
    [[noreturn]] void refuse(std::size_t column) const;

    pg_result const* answer_;
    int rows_;
    int row_ = -1;
};

/// `value` in eight bytes, the first the highest.
std::array<char, 8> big_endian(std::int64_t value);
/// A whole number within 64 bits from NUMERIC's binary format; nothing otherwise.
std::optional<std::int64_t> whole_number(std::string_view numeric);

} // namespace folkmoot::storage::postgres
