#include "storage/move_pages.hpp"

#include <algorithm>
#include <stdexcept>

namespace folkmoot::storage {
namespace {

// SQL is put together here and nowhere else: the names are those of our own tables and columns.

constexpr std::size_t rows_of_page = 200;

std::string identifier(std::string_view name)
{
    return '"' + std::string{name} + '"';
}

std::string listed(std::vector<std::string> const& names)
{
    std::string text;
    for (auto const& name : names) {
        text += (text.empty() ? "" : ", ") + identifier(name);
    }
    return text;
}

/// "($3, $4)" for two places from 3 on.
std::string placeholders(std::size_t from, std::size_t count)
{
    std::string text;
    for (std::size_t i = 0; i < count; ++i) {
        text += (i == 0 ? "$" : ", $") + std::to_string(from + i);
    }
    return '(' + text + ')';
}

/// "feed, number" as two names.
std::vector<std::string> names_of(std::string_view key)
{
    std::vector<std::string> names;
    while (!key.empty()) {
        auto const comma = std::min(key.find(", "), key.size());
        names.emplace_back(key.substr(0, comma));
        key.remove_prefix(std::min(comma + 2, key.size()));
    }
    return names;
}

std::size_t place_of(std::string_view name, std::vector<std::string> const& columns)
{
    auto const found = std::ranges::find(columns, name);
    if (found == columns.end()) {
        throw std::logic_error("no column " + std::string{name});
    }
    return static_cast<std::size_t>(found - columns.begin());
}

std::vector<std::size_t> places_of_key(MovedTable const& table,
                                       std::vector<std::string> const& columns)
{
    std::vector<std::size_t> places;
    if (!columns.empty()) {
        for (auto const& name : names_of(table.key)) {
            places.push_back(place_of(name, columns));
        }
    }
    return places;
}

RowValues picked(RowValues const& row, std::vector<std::size_t> const& places)
{
    RowValues values;
    for (auto const place : places) {
        values.push_back(row[place]);
    }
    return values;
}

/// A value as an operator may look for it: ids in hexadecimal.
std::string shown(Value const& value)
{
    if (auto const* integer = std::get_if<std::int64_t>(&value)) {
        return std::to_string(*integer);
    }
    if (auto const* text = std::get_if<std::string>(&value)) {
        return *text;
    }
    auto const* bytes = std::get_if<Bytes>(&value);
    std::string text;
    for (unsigned char const byte : bytes ? bytes->value : std::string{}) {
        text += "0123456789abcdef"[byte >> 4];
        text += "0123456789abcdef"[byte & 15U];
    }
    return text;
}

std::string shown(RowValues const& key)
{
    std::string text;
    for (auto const& value : key) {
        text += (text.empty() ? "" : ", ") + shown(value);
    }
    return text;
}

} // namespace

std::int64_t count_rows(Connection& connection, MovedTable const& table)
{
    std::int64_t rows = 0;
    connection.run("SELECT count(*) FROM " + identifier(table.name), {},
                   [&](Columns const& row) { rows = row.integer(0); });
    return rows;
}

TablePages::TablePages(Connection& connection, MovedTable const& table)
    : connection_(connection), table_(table)
{
    find_columns();
    key_ = places_of_key(table, columns_);
    auto const key = listed(names_of(table.key));
    auto const select = "SELECT " + listed(columns_) + " FROM " + identifier(table.name);
    auto const end = " ORDER BY " + key + " LIMIT " + std::to_string(rows_of_page);
    first_ = select + end;
    behind_ = select + " WHERE (" + key + ") > " + placeholders(1, key_.size()) + end;
    ended_ = columns_.empty();
}

void TablePages::find_columns()
{
    connection_.run("SELECT * FROM " + identifier(table_.name) + " LIMIT 1", {},
                    [&](Columns const& row) {
                        for (std::size_t i = 0; i < row.count(); ++i) {
                            columns_.emplace_back(row.name(i));
                        }
                    });
    std::ranges::sort(columns_);
}

std::optional<RowPage> TablePages::next()
{
    RowPage page;
    if (!ended_) {
        auto const& sql = key_of_last_.empty() ? first_ : behind_;
        connection_.run(sql, key_of_last_, [&](Columns const& row) {
            auto& values = page.emplace_back();
            for (std::size_t i = 0; i < row.count(); ++i) {
                values.push_back(row.value(i));
            }
        });
    }
    ended_ = page.size() < rows_of_page;
    if (page.empty()) {
        return std::nullopt;
    }
    key_of_last_ = picked(page.back(), key_);
    return page;
}

TableWriter::TableWriter(Connection& connection, MovedTable const& table,
                         std::vector<std::string> const& columns)
    : connection_(connection), table_(table), columns_(columns), key_(places_of_key(table, columns))
{
    if (!table.later.empty() && !columns.empty()) {
        later_ = place_of(table.later, columns);
    }
}

std::string TableWriter::insert_of(std::size_t rows) const
{
    auto sql = "INSERT INTO " + identifier(table_.name) + " (" + listed(columns_) + ") VALUES ";
    for (std::size_t row = 0; row < rows; ++row) {
        sql += (row == 0 ? "" : ", ") + placeholders(row * columns_.size() + 1, columns_.size());
    }
    return sql;
}

void TableWriter::keep_for_later(RowValues& row, std::size_t place)
{
    auto& value = row[place];
    if (std::holds_alternative<std::monostate>(value)) {
        return;
    }
    auto& kept = kept_.emplace_back(picked(row, key_));
    kept.insert(kept.begin(), std::move(value));
    value = std::monostate{};
}

void TableWriter::add(RowPage page)
{
    std::vector<Value> parameters;
    for (auto& row : page) {
        if (later_) {
            keep_for_later(row, *later_);
        }
        std::ranges::move(row, std::back_inserter(parameters));
    }
    auto const refused = [&](std::exception const& why) {
        return std::runtime_error("A row of " + std::string{table_.name} +
                                  " was refused. Nothing was moved. " + why.what());
    };
    try {
        connection_.run(insert_of(page.size()), parameters, [](Columns const&) {});
    } catch (ConstraintBroken const& why) {
        throw refused(why);
    } catch (DatabaseError const& why) {
        throw refused(why);
    }
}

void TableWriter::finish()
{
    if (kept_.empty()) {
        return;
    }
    auto const key = names_of(table_.key);
    auto const sql = "UPDATE " + identifier(table_.name) + " SET " + identifier(table_.later) +
                     " = $1 WHERE (" + listed(key) + ") = " + placeholders(2, key.size());
    for (auto const& values : kept_) {
        connection_.run(sql, values, [](Columns const&) {});
    }
}

void ContentHash::add(RowPage const& page)
{
    for (auto const& row : page) {
        std::ranges::for_each(row, [this](Value const& value) { add(value); });
    }
    rows_ += static_cast<std::int64_t>(page.size());
}

void ContentHash::add(Value const& value)
{
    std::string written;
    auto const write_number = [&](std::uint64_t number) {
        for (int shift = 0; shift < 64; shift += 8) {
            written += static_cast<char>(number >> shift & 0xFFU);
        }
    };
    auto const write_text = [&](char kind, std::string const& text) {
        written += kind;
        write_number(text.size());
        written += text;
    };
    if (auto const* integer = std::get_if<std::int64_t>(&value)) {
        written += 'i';
        write_number(8);
        write_number(static_cast<std::uint64_t>(*integer));
    } else if (auto const* text = std::get_if<std::string>(&value)) {
        write_text('t', *text);
    } else if (auto const* bytes = std::get_if<Bytes>(&value)) {
        write_text('b', bytes->value);
    } else {
        write_text('n', "");
    }
    hash_.add(written);
}

TableContent ContentHash::content() const
{
    return {rows_, hash_.hash()};
}

void refuse_nul(MovedTable const& table, std::vector<std::string> const& columns,
                RowPage const& page)
{
    for (auto const& row : page) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            auto const* text = std::get_if<std::string>(&row[i]);
            if (text && text->find('\0') != text->npos) {
                throw std::runtime_error(
                    "The row " + shown(picked(row, places_of_key(table, columns))) + " of " +
                    std::string{table.name} + " has a character 0 in " + columns[i] +
                    ", which PostgreSQL cannot hold. Nothing was moved.");
            }
        }
    }
}

} // namespace folkmoot::storage
