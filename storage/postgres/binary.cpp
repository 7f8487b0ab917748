#include "storage/postgres/binary.hpp"

#include <libpq-fe.h>

#include <limits>
#include <optional>

namespace folkmoot::storage::postgres {
namespace {

// pg_type's numbers; they never change.
constexpr Type boolean = 16;
constexpr Type bytea = 17;
constexpr Type one_character = 18;
constexpr Type catalogue_name = 19;
constexpr Type int8 = 20;
constexpr Type int2 = 21;
constexpr Type int4 = 23;
constexpr Type plain_text = 25;
constexpr Type unknown = 705;
constexpr Type bpchar = 1042;
constexpr Type varchar = 1043;
constexpr Type numeric = 1700;

bool is_text(Type type)
{
    switch (type) {
    case one_character:
    case catalogue_name:
    case plain_text:
    case unknown:
    case bpchar:
    case varchar:
        return true;
    default:
        return false;
    }
}

bool is_integer(Type type)
{
    return type == int8 || type == int4 || type == int2 || type == boolean || type == numeric;
}

/// Signed, the highest byte first.
std::int64_t number_in(std::string_view bytes)
{
    std::uint64_t number = !bytes.empty() && (bytes.front() & 0x80) != 0 ? ~std::uint64_t{0} : 0;
    for (char const byte : bytes) {
        number = number << 8 | static_cast<std::uint8_t>(byte);
    }
    return static_cast<std::int64_t>(number);
}

std::size_t width_of(Type type)
{
    return type == int8 ? 8 : type == int4 ? 4 : type == int2 ? 2 : 0;
}

[[noreturn]] void refuse_parameter(std::size_t number, Type type)
{
    throw DatabaseError("parameter $" + std::to_string(number) +
                        " is given as another type than PostgreSQL's " + std::to_string(type));
}

Sent as_sent(std::string const& bytes)
{
    // An empty std::string has a place too, so this is not NULL.
    return {bytes.data(), static_cast<int>(bytes.size())};
}

} // namespace

std::array<char, 8> big_endian(std::int64_t value)
{
    std::array<char, 8> bytes{};
    auto rest = static_cast<std::uint64_t>(value);
    for (std::size_t i = bytes.size(); i-- > 0; rest >>= 8) {
        bytes[i] = static_cast<char>(rest & 0xff);
    }
    return bytes;
}

std::optional<std::int64_t> whole_number(std::string_view bytes)
{
    constexpr std::int64_t header = 8;
    constexpr std::int64_t base = 10'000;
    constexpr std::int64_t negative = 0x4000;
    if (bytes.size() < header) {
        return std::nullopt;
    }
    auto const short_at = [&](std::size_t at) { return number_in(bytes.substr(at, 2)); };
    auto const digits = short_at(0);
    auto const weight = short_at(2);
    auto const sign = short_at(4);
    bool const whole = digits <= weight + 1 && (sign == 0 || sign == negative);
    if (!whole || bytes.size() != static_cast<std::size_t>(header + 2 * digits)) {
        return digits == 0 && sign == 0 ? std::optional<std::int64_t>{0} : std::nullopt;
    }
    std::int64_t number = 0;
    for (std::int64_t i = 0; i <= weight; ++i) {
        // Digits left out at the end are noughts.
        auto const digit = i < digits ? short_at(static_cast<std::size_t>(header + 2 * i)) : 0;
        if (__builtin_mul_overflow(number, base, &number) ||
            __builtin_sub_overflow(number, digit, &number)) {
            return std::nullopt;
        }
    }
    // Summed up below nought: there is one more number there.
    if (sign == 0 && number == std::numeric_limits<std::int64_t>::min()) {
        return std::nullopt;
    }
    return sign == 0 ? -number : number;
}

Parameters::Parameters(std::span<Type const> types, std::span<Value const> values)
{
    if (types.size() != values.size()) {
        throw DatabaseError("a statement of " + std::to_string(types.size()) +
                            " parameters was given " + std::to_string(values.size()));
    }
    sent_.reserve(values.size());
    for (std::size_t i = 0; i < values.size(); ++i) {
        auto const type = types[i];
        if (auto const* number = std::get_if<std::int64_t>(&values[i])) {
            sent_.push_back(integer(type, *number, i + 1));
        } else if (auto const* text = std::get_if<std::string>(&values[i]); text && is_text(type)) {
            sent_.push_back(as_sent(*text));
        } else if (auto const* bytes = std::get_if<Bytes>(&values[i]); bytes && type == bytea) {
            sent_.push_back(as_sent(bytes->value));
        } else if (std::holds_alternative<std::monostate>(values[i])) {
            sent_.emplace_back();
        } else {
            refuse_parameter(i + 1, type);
        }
    }
}

Sent Parameters::integer(Type type, std::int64_t value, std::size_t number)
{
    auto const width = width_of(type);
    integers_.push_back(big_endian(value));
    auto const& bytes = integers_.back();
    char const* const low = bytes.data() + bytes.size() - width;
    if (width == 0 || number_in({low, width}) != value) {
        refuse_parameter(number, type);
    }
    return {low, static_cast<int>(width)};
}

Rows::Rows(pg_result const* answer) : answer_(answer), rows_(PQntuples(answer)) {}

std::size_t Rows::count() const
{
    return static_cast<std::size_t>(PQnfields(answer_));
}

std::string_view Rows::name(std::size_t column) const
{
    return PQfname(answer_, static_cast<int>(column));
}

bool Rows::null(std::size_t column) const
{
    return PQgetisnull(answer_, row_, static_cast<int>(column)) != 0;
}

Type Rows::type(std::size_t column) const
{
    return PQftype(answer_, static_cast<int>(column));
}

std::string_view Rows::raw(std::size_t column) const
{
    int const at = static_cast<int>(column);
    return {PQgetvalue(answer_, row_, at),
            static_cast<std::size_t>(PQgetlength(answer_, row_, at))};
}

void Rows::refuse(std::size_t column) const
{
    throw DatabaseError("column " + std::string{name(column)} + " holds another type");
}

std::int64_t Rows::integer(std::size_t column) const
{
    if (null(column) || !is_integer(type(column))) {
        refuse(column);
    }
    if (type(column) != numeric) {
        return number_in(raw(column));
    }
    auto const number = whole_number(raw(column));
    if (!number) {
        refuse(column);
    }
    return *number;
}

std::string_view Rows::text(std::size_t column) const
{
    if (null(column) || !is_text(type(column))) {
        refuse(column);
    }
    return raw(column);
}

std::string_view Rows::bytes(std::size_t column) const
{
    if (null(column) || type(column) != bytea) {
        refuse(column);
    }
    return raw(column);
}

Value Rows::value(std::size_t column) const
{
    if (null(column)) {
        return {};
    }
    if (type(column) == bytea) {
        return Bytes{std::string{raw(column)}};
    }
    if (is_text(type(column))) {
        return std::string{raw(column)};
    }
    return integer(column);
}

} // namespace folkmoot::storage::postgres
