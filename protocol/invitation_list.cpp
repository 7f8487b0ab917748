#include "protocol/invitation_list.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace folkmoot::protocol::invitations {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
/// Excel takes the separator of the list from this line, which it may write itself.
constexpr std::string_view separator_line = "sep=";

using Fields = std::vector<std::string>;
struct Record {
    std::size_t line = 0;
    Fields fields;
};

std::string trimmed(std::string_view text)
{
    constexpr std::string_view blank = " \t\r\n";
    auto const first = text.find_first_not_of(blank);
    if (first == text.npos)
        return {};
    return std::string{text.substr(first, text.find_last_not_of(blank) - first + 1)};
}

/// The one that the first line has most of, outside quotes.
char separator_of(std::string_view first_line)
{
    constexpr std::array<char, 3> known{'\t', ';', ','};
    std::array<std::size_t, 3> counts{};
    bool quoted = false;
    for (char const c : first_line) {
        if (c == '"')
            quoted = !quoted;
        for (std::size_t i = 0; i < known.size() && !quoted; ++i)
            counts[i] += c == known[i] ? 1 : 0;
    }
    return known[static_cast<std::size_t>(std::ranges::max_element(counts) - counts.begin())];
}

class Reader {
public:
    Reader(std::string_view text, char separator, std::size_t line)
        : text_(text), separator_(separator), line_(line)
    {
    }

    bool at_end() const { return place_ >= text_.size(); }
    /// Nothing when a quote is not closed.
    std::optional<Record> next()
    {
        Record record{line_, {}};
        for (bool more = true; more;) {
            std::string field;
            if (!read_field(field))
                return std::nullopt;
            record.fields.push_back(trimmed(field));
            more = !at_end() && text_[place_] == separator_;
            if (more)
                ++place_;
        }
        end_of_line();
        return record;
    }

private:
    bool read_field(std::string& field)
    {
        while (!at_end() && text_[place_] == ' ')
            ++place_;
        if (at_end() || text_[place_] != '"') {
            while (!at_end() && text_[place_] != separator_ && !at_line_end())
                field += text_[place_++];
            return true;
        }
        ++place_;
        if (!read_quoted(field))
            return false;
        while (!at_end() && text_[place_] != separator_ && !at_line_end())
            field += text_[place_++]; // somebody's words after the quote
        return true;
    }

    /// Up to behind the closing quote.
    bool read_quoted(std::string& field)
    {
        while (!at_end()) {
            char const c = text_[place_++];
            line_ += c == '\n' ? 1 : 0;
            if (c != '"')
                field += c;
            else if (!at_end() && text_[place_] == '"')
                field += text_[place_++];
            else
                return true;
        }
        return false;
    }

    bool at_line_end() const { return text_[place_] == '\n' || text_[place_] == '\r'; }
    void end_of_line()
    {
        if (!at_end() && text_[place_] == '\r')
            ++place_;
        if (!at_end() && text_[place_] == '\n')
            ++place_;
        ++line_;
    }

    std::string_view text_;
    char separator_;
    std::size_t line_;
    std::size_t place_ = 0;
};

enum Column { name, mail, authority, groups, role, columns };

struct Heading {
    std::string_view word;
    Column column;
};
// What people write over their columns; small letters, without spaces and marks.
constexpr std::array headings{
    Heading{"name", name},           Heading{"fullname", name},
    Heading{"person", name},         Heading{"mail", mail},
    Heading{"email", mail},          Heading{"mailaddress", mail},
    Heading{"emailaddress", mail},   Heading{"address", mail},
    Heading{"authority", authority}, Heading{"organisation", authority},
    Heading{"organization", authority}, Heading{"council", authority},
    Heading{"body", authority},      Heading{"employer", authority},
    Heading{"group", groups},        Heading{"groups", groups},
    Heading{"role", role},           Heading{"as", role},
};

std::string plain(std::string_view heading)
{
    std::string word;
    for (char c : heading) {
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c - 'A' + 'a');
        if (c >= 'a' && c <= 'z')
            word += c;
    }
    return word;
}

/// Which field holds what.
using Places = std::array<std::optional<std::size_t>, columns>;
Places places_in(Fields const& titles)
{
    Places places;
    for (std::size_t i = 0; i < titles.size(); ++i) {
        auto const found = std::ranges::find(headings, plain(titles[i]), &Heading::word);
        if (found != headings.end() && !places[found->column])
            places[found->column] = i;
    }
    return places;
}

std::vector<std::string> split_groups(std::string_view text)
{
    std::vector<std::string> names;
    while (!text.empty()) {
        auto const end = std::min(text.find_first_of(",;|\n"), text.size());
        if (auto one = trimmed(text.substr(0, end)); !one.empty())
            names.push_back(std::move(one));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return names;
}

ListLine line_of(Record const& record, Places const& places, std::size_t width)
{
    auto const at = [&](Column column) {
        auto const place = places[column];
        return place && *place < record.fields.size() ? record.fields[*place] : std::string{};
    };
    auto const filled = [&] {
        auto count = record.fields.size();
        while (count > width && record.fields[count - 1].empty())
            --count;
        return count;
    }();
    return {.line = record.line,
            .name = at(name),
            .mail = at(mail),
            .authority = at(authority),
            .groups = split_groups(at(groups)),
            .role = at(role),
            .fields_too_many = filled > width ? filled - width : 0};
}

bool is_empty(Record const& record)
{
    return std::ranges::all_of(record.fields, &std::string::empty);
}

Error unclosed(std::size_t line)
{
    return invalid("text", "A quote that is opened in line " + std::to_string(line) +
                               " is not closed.");
}

} // namespace

Result<std::vector<ListLine>> lines_of_list(std::string_view text)
{
    if (text.starts_with(byte_order_mark))
        text.remove_prefix(byte_order_mark.size());
    std::size_t first = 1;
    if (text.starts_with(separator_line)) {
        text.remove_prefix(std::min(text.find('\n'), text.size() - 1) + 1);
        ++first;
    }
    Reader reader{text, separator_of(text.substr(0, text.find('\n'))), first};
    std::optional<Places> places;
    std::size_t width = 0;
    std::vector<ListLine> lines;
    while (!reader.at_end()) {
        auto const record = reader.next();
        if (!record)
            return unclosed(lines.empty() ? first : lines.back().line + 1);
        if (is_empty(*record))
            continue;
        if (!places) {
            places = places_in(record->fields);
            width = record->fields.size();
            if (!(*places)[name] || !(*places)[mail])
                return invalid("text", "The first line names the columns: name, mail, authority, "
                                       "groups, role. It names none for name or mail.");
            continue;
        }
        if (lines.size() == list_lines_max)
            return too_large("text", "A list holds at most 2,000 people: split it.");
        lines.push_back(line_of(*record, *places, width));
    }
    if (lines.empty())
        return invalid("text", "Nobody is in this list.");
    return lines;
}

} // namespace folkmoot::protocol::invitations
