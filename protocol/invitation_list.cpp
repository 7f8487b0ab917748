#include "protocol/invitation_list.hpp"
#include "protocol/unicode.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace folkmoot::protocol::invitations {
namespace {

/// Excel takes the separator of the list from this line, which it may write itself.
constexpr std::string_view separator_line = "sep=";

using Fields = std::vector<std::string>;
struct Record {
    std::size_t line = 0;
    Fields fields;
};

/// The strongest that the first line has outside quotes: names have commas in them, headings have none.
char separator_of(std::string_view first_line)
{
    for (char const known : {'\t', ';'}) {
        bool quoted = false;
        for (char const c : first_line) {
            quoted = quoted != (c == '"');
            if (c == known && !quoted)
                return known;
        }
    }
    return ',';
}

/// On one line, without what cannot be shown, and no longer than `characters_max`.
std::string cleaned(std::string_view text, std::size_t characters_max)
{
    std::string clean;
    for (std::size_t place = 0; place < text.size();) {
        auto const c = next_character(text, place);
        if (is_disguise(c))
            continue;
        bool const space = is_control(c) || is_space(c);
        if (space && (clean.empty() || clean.ends_with(' ')))
            continue;
        append_character(clean, space ? U' ' : c);
    }
    std::size_t end = 0;
    for (std::size_t count = 0; end < clean.size() && count < characters_max; ++count)
        next_character(clean, end);
    clean.resize(end);
    return std::string{trimmed(clean)};
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
            record.fields.emplace_back(trimmed(field));
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

enum Column { name, first_name, last_name, mail, authority, groups, role, columns };

struct Heading {
    std::string_view word;
    Column column;
};
// What people write over their columns; small letters, without spaces and marks.
constexpr std::array headings{
    Heading{"name", name},
    Heading{"fullname", name},
    Heading{"person", name},
    Heading{"firstname", first_name},
    Heading{"forename", first_name},
    Heading{"givenname", first_name},
    Heading{"lastname", last_name},
    Heading{"surname", last_name},
    Heading{"familyname", last_name},
    Heading{"mail", mail},
    Heading{"email", mail},
    Heading{"mailaddress", mail},
    Heading{"emailaddress", mail},
    Heading{"address", mail},
    Heading{"authority", authority},
    Heading{"organisation", authority},
    Heading{"organization", authority},
    Heading{"council", authority},
    Heading{"body", authority},
    Heading{"employer", authority},
    Heading{"group", groups},
    Heading{"groups", groups},
    Heading{"role", role},
    Heading{"as", role},
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
/// Nothing when this line is no heading.
std::optional<Places> places_in(Fields const& titles)
{
    Places places;
    bool any = false;
    for (std::size_t i = 0; i < titles.size(); ++i) {
        if (titles[i].find('@') != std::string::npos)
            return std::nullopt;
        auto const found = std::ranges::find(headings, plain(titles[i]), &Heading::word);
        if (found == headings.end() || places[found->column])
            continue;
        places[found->column] = i;
        any = true;
    }
    return any ? std::optional{places} : std::nullopt;
}

struct Addressed {
    std::string name;
    std::string mail;
};
/// "Ann Example <ann@x.example>", "ann@x.example (Ann Example)", "mailto:ann@x.example", or either alone.
Addressed addressed(std::string_view text)
{
    auto const opened = text.rfind('<');
    auto const closed = text.find('>', opened == text.npos ? 0 : opened);
    auto from = opened == text.npos ? 0 : opened + 1;
    auto to = closed == text.npos ? text.size() : closed;
    if (opened == text.npos) {
        auto const at = text.find('@');
        if (auto const blank = text.substr(0, at).find_last_of(" \t"); blank != text.npos)
            from = blank + 1;
        to = std::min(text.find_first_of(" \t", at == text.npos ? 0 : at), text.size());
    }
    auto mail = trimmed(text.substr(from, to - from));
    if (mail.starts_with("mailto:"))
        mail.remove_prefix(7);
    std::string name{text.substr(0, opened == text.npos ? from : opened)};
    if (opened == text.npos)
        name += text.substr(to);
    std::erase_if(name, [](char c) { return c == '"' || c == '(' || c == ')'; });
    return {std::string{trimmed(name)}, std::string{mail}};
}

ListLine line_of(std::size_t line, Addressed const& who)
{
    return {.line = static_cast<Count>(line),
            .name = {cleaned(who.name, ListField::characters_max)},
            .mail = {cleaned(who.mail, ListField::characters_max)}};
}

ListLine line_of(Record const& record, Places const& places)
{
    auto const at = [&](Column column) {
        auto const place = places[column];
        return place && *place < record.fields.size() ? record.fields[*place] : std::string{};
    };
    auto whole_name = at(name);
    if (whole_name.empty())
        whole_name = at(first_name) + ' ' + at(last_name);
    auto address = at(mail);
    if (address.find('<') != std::string::npos)
        address = addressed(address).mail;
    auto line = line_of(record.line, {whole_name, address});
    line.authority = {cleaned(at(authority), ListField::characters_max)};
    auto named = at(groups);
    std::ranges::replace(named, '\n', '|');
    line.groups = {cleaned(named, ListGroups::characters_max)};
    line.role = {cleaned(at(role), ListField::characters_max)};
    return line;
}

/// Whom a line without columns names: each address is somebody, and words beside it are their name.
void add_addressed(Record const& record, std::vector<ListLine>& lines)
{
    std::string words;
    auto const before = lines.size();
    for (auto const& field : record.fields) {
        if (field.find('@') != std::string::npos) {
            auto who = addressed(field);
            if (!words.empty())
                who.name = who.name.empty() ? words : words + ", " + who.name;
            words.clear();
            lines.push_back(line_of(record.line, who));
        } else if (lines.size() > before && lines.back().name.value.empty()) {
            lines.back().name = {cleaned(field, ListField::characters_max)};
        } else if (!field.empty()) {
            words += (words.empty() ? "" : ", ") + field;
        }
    }
    if (lines.size() == before)
        lines.push_back(line_of(record.line, {words, ""}));
}

bool is_empty(Record const& record)
{
    return std::ranges::all_of(record.fields, &std::string::empty);
}

Error unclosed(std::size_t line)
{
    return invalid("list", "A quote that is opened in line " + std::to_string(line) +
                               " or later is not closed.");
}

} // namespace

Result<std::vector<ListLine>> lines_of_list(std::string_view text)
{
    std::size_t first = 1;
    if (text.starts_with(separator_line)) {
        text.remove_prefix(std::min(text.find('\n'), text.size() - 1) + 1);
        ++first;
    }
    Reader reader{text, separator_of(text.substr(0, text.find('\n'))), first};
    std::optional<Places> places;
    bool begun = false;
    std::vector<ListLine> lines;
    while (!reader.at_end()) {
        auto const record = reader.next();
        if (!record)
            return unclosed(lines.empty() ? first
                                          : static_cast<std::size_t>(lines.back().line) + 1);
        if (is_empty(*record))
            continue;
        if (!std::exchange(begun, true)) {
            places = places_in(record->fields);
            if (places && !(*places)[mail])
                return invalid("list", "The first line names the columns: name, mail, authority, "
                                       "groups, role. It names none for addresses.");
            if (places)
                continue;
        }
        if (places)
            lines.push_back(line_of(*record, *places));
        else
            add_addressed(*record, lines);
        if (lines.size() > list_lines_max)
            return too_large("list", "A list holds at most 1,000 people: split it.");
    }
    if (lines.empty())
        return invalid("list", "Nobody is in this list.");
    return lines;
}

std::vector<std::string> groups_named(std::string_view groups)
{
    std::vector<std::string> names;
    while (!groups.empty()) {
        auto const end = std::min(groups.find_first_of(",;|"), groups.size());
        if (auto const one = trimmed(groups.substr(0, end)); !one.empty())
            names.emplace_back(one);
        groups.remove_prefix(std::min(end + 1, groups.size()));
    }
    return names;
}

} // namespace folkmoot::protocol::invitations
