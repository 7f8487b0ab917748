#pragma once
// C++ values to parameters, and rows to described structs; the types are listed in change.hpp.
// What does not fit (a column without a field, a field without a column, NULL where none may be, a word
// no enum has) is a mistake of ours or a damaged database, and throws DatabaseError.

#include "protocol/version_code.hpp"
#include "storage/connection.hpp"

#include <boost/describe.hpp>
#include <boost/mp11.hpp>

#include <array>
#include <concepts>
#include <optional>
#include <type_traits>
#include <vector>

namespace folkmoot::storage {

namespace row_types {

template <class T>
struct OptionalOf : std::false_type {
};
template <class T>
struct OptionalOf<std::optional<T>> : std::true_type {
};
template <class T>
struct ListOf : std::false_type {
};
template <class T, class Allocator>
struct ListOf<std::vector<T, Allocator>> : std::true_type {
};
template <class T>
struct ByteArrayOf : std::false_type {
};
template <std::size_t N>
struct ByteArrayOf<std::array<std::uint8_t, N>> : std::true_type {
};

template <class T>
concept Optional = OptionalOf<T>::value;
template <class T>
concept List = ListOf<T>::value;
template <class T>
concept ByteArray = ByteArrayOf<T>::value;
template <class T>
concept AnyId = std::derived_from<T, protocol::Uuid>;
template <class T>
concept NamedEnum = std::is_enum_v<T> && boost::describe::has_describe_enumerators<T>::value;
template <class T>
concept Struct = std::is_class_v<T> && boost::describe::has_describe_members<T>::value;
/// Text, Lines, Markdown, Mail: what somebody wrote, within its limits. Never a Secret.
template <class T>
concept Written = std::is_class_v<T> && requires(T const& it)
{
    {
        it.value
        } -> std::same_as<std::string const&>;
    T::characters_max;
} && !Struct<T>;

} // namespace row_types

// --- parameters ------------------------------------------------------------------------------

Value enum_parameter(char const* name);
Value bytes_parameter(std::span<std::uint8_t const> bytes);

template <class T>
Value parameter(T const& value)
{
    using namespace row_types;
    if constexpr (std::same_as<T, Value> || std::same_as<T, Bytes>) {
        return value;
    } else if constexpr (std::same_as<T, std::nullopt_t>) {
        return std::monostate{};
    } else if constexpr (Optional<T>) {
        return value ? parameter(*value) : Value{};
    } else if constexpr (AnyId<T>) {
        return bytes_parameter(value.bytes);
    } else if constexpr (ByteArray<T>) {
        return bytes_parameter(value);
    } else if constexpr (std::same_as<T, protocol::Instant>) {
        return value.microseconds;
    } else if constexpr (std::same_as<T, protocol::Day>) {
        return value.days;
    } else if constexpr (NamedEnum<T>) {
        return enum_parameter(boost::describe::enum_to_string(value, nullptr));
    } else if constexpr (std::integral<T>) {
        return static_cast<std::int64_t>(value);
    } else if constexpr (Written<T>) {
        return value.value;
    } else {
        static_assert(std::convertible_to<T const&, std::string_view>,
                      "no column holds values of this type");
        return std::string{std::string_view{value}};
    }
}

// --- columns ---------------------------------------------------------------------------------

/// What column `column` holds; throw DatabaseError, naming the column, when it is NULL or does not fit.
std::int64_t integer_column(Columns const& columns, std::size_t column);
std::string_view text_column(Columns const& columns, std::size_t column);
void bytes_column(Columns const& columns, std::size_t column, std::span<std::uint8_t> into);
Bytes blob_column(Columns const& columns, std::size_t column);
[[noreturn]] void does_not_fit(Columns const& columns, std::size_t column);

template <class T>
T column_as(Columns const& columns, std::size_t column)
{
    using namespace row_types;
    if constexpr (Optional<T>) {
        if (columns.null(column)) {
            return std::nullopt;
        }
        return column_as<typename T::value_type>(columns, column);
    } else if constexpr (std::same_as<T, protocol::VersionCode>) {
        return protocol::code_of(column_as<protocol::VersionId>(columns, column));
    } else if constexpr (AnyId<T>) {
        T id;
        bytes_column(columns, column, id.bytes);
        return id;
    } else if constexpr (ByteArray<T>) {
        T bytes;
        bytes_column(columns, column, bytes);
        return bytes;
    } else if constexpr (std::same_as<T, Bytes>) {
        return blob_column(columns, column);
    } else if constexpr (std::same_as<T, protocol::Instant>) {
        return protocol::Instant{integer_column(columns, column)};
    } else if constexpr (std::same_as<T, protocol::Day>) {
        return protocol::Day{integer_column(columns, column)};
    } else if constexpr (std::same_as<T, bool>) {
        return integer_column(columns, column) != 0;
    } else if constexpr (std::integral<T>) {
        return static_cast<T>(integer_column(columns, column));
    } else if constexpr (NamedEnum<T>) {
        T value{};
        std::string const name{text_column(columns, column)};
        if (!boost::describe::enum_from_string(name.c_str(), value)) {
            does_not_fit(columns, column);
        }
        return value;
    } else if constexpr (Written<T>) {
        return T{std::string{text_column(columns, column)}};
    } else {
        static_assert(std::same_as<T, std::string>, "no column holds values of this type");
        return std::string{text_column(columns, column)};
    }
}

// --- rows ------------------------------------------------------------------------------------

/// Knows where the columns of one statement go. Resolves names at the first row, then only counts.
template <class Row>
class RowReader {
public:
    Row read(Columns const& columns)
    {
        if constexpr (row_types::Struct<Row>) {
            if (places_.empty()) {
                find_places<Row>(columns, "");
                check_places(columns);
            }
            std::size_t next = 0;
            return read_struct<Row>(columns, next);
        } else {
            places_.assign(1, 0);
            check_places(columns);
            return column_as<Row>(columns, 0);
        }
    }

private:
    template <class T>
    using Members = boost::describe::describe_members<T, boost::describe::mod_public |
                                                             boost::describe::mod_inherited>;
    template <class T, class Member>
    using FieldOf =
        std::remove_cvref_t<decltype(std::declval<T&>().*std::declval<Member>().pointer)>;

    template <class T>
    static constexpr bool is_nested()
    {
        if constexpr (row_types::Optional<T>) {
            return row_types::Struct<typename T::value_type>;
        } else {
            return row_types::Struct<T>;
        }
    }
    template <class T>
    struct Plain {
        using type = T;
    };
    template <class T>
    struct Plain<std::optional<T>> {
        using type = T;
    };

    template <class T>
    void find_places(Columns const& columns, std::string const& prefix)
    {
        boost::mp11::mp_for_each<Members<T>>([&](auto member) {
            using Field = FieldOf<T, decltype(member)>;
            std::string const name = prefix + member.name;
            if constexpr (is_nested<Field>()) {
                find_places<typename Plain<Field>::type>(columns, name + '_');
            } else if constexpr (!row_types::List<Field>) {
                places_.push_back(place_of(columns, name));
            }
        });
    }

    static std::size_t place_of(Columns const& columns, std::string_view name)
    {
        for (std::size_t column = 0; column < columns.count(); ++column) {
            if (columns.name(column) == name) {
                return column;
            }
        }
        throw DatabaseError("no column is named " + std::string{name});
    }

    /// Names within a row differ, so as many places as columns means that each column has one.
    void check_places(Columns const& columns) const
    {
        if (places_.size() != columns.count()) {
            throw DatabaseError("the statement gives " + std::to_string(columns.count()) +
                                " columns where the row has " + std::to_string(places_.size()));
        }
    }

    template <class T>
    T read_struct(Columns const& columns, std::size_t& next) const
    {
        T row{};
        boost::mp11::mp_for_each<Members<T>>([&](auto member) {
            using Field = FieldOf<T, decltype(member)>;
            if constexpr (is_nested<Field>()) {
                row.*member.pointer = read_nested<Field>(columns, next);
            } else if constexpr (!row_types::List<Field>) {
                row.*member.pointer = column_as<Field>(columns, places_[next++]);
            }
        });
        return row;
    }

    template <class Field>
    Field read_nested(Columns const& columns, std::size_t& next) const
    {
        if constexpr (row_types::Optional<Field>) {
            using Inner = typename Field::value_type;
            if (columns.null(places_[next])) {
                next += width<Inner>();
                return std::nullopt;
            }
            return read_struct<Inner>(columns, next);
        } else {
            return read_struct<Field>(columns, next);
        }
    }

    /// How many columns a struct takes.
    template <class T>
    static std::size_t width()
    {
        std::size_t columns = 0;
        boost::mp11::mp_for_each<Members<T>>([&](auto member) {
            using Field = FieldOf<T, decltype(member)>;
            if constexpr (is_nested<Field>()) {
                columns += width<typename Plain<Field>::type>();
            } else if constexpr (!row_types::List<Field>) {
                ++columns;
            }
        });
        return columns;
    }

    std::vector<std::size_t> places_;
};

} // namespace folkmoot::storage
