#include "protocol/markdown_parts.hpp"

#include "protocol/unicode.hpp"

#include <algorithm>

namespace folkmoot::protocol::markdown_parts {

namespace {

struct NamedCharacter {
    std::string_view name;
    char32_t character;
};

/// Those that people and their word processors write.
constexpr NamedCharacter named_characters[] = {
    {"amp", '&'},      {"lt", '<'},       {"gt", '>'},       {"quot", '"'},     {"apos", '\''},
    {"nbsp", 0xA0},    {"shy", 0xAD},     {"pound", 0xA3},   {"euro", 0x20AC},  {"cent", 0xA2},
    {"sect", 0xA7},    {"copy", 0xA9},    {"reg", 0xAE},     {"trade", 0x2122}, {"deg", 0xB0},
    {"plusmn", 0xB1},  {"middot", 0xB7},  {"bull", 0x2022},  {"ndash", 0x2013}, {"mdash", 0x2014},
    {"lsquo", 0x2018}, {"rsquo", 0x2019}, {"ldquo", 0x201C}, {"rdquo", 0x201D}, {"hellip", 0x2026},
    {"times", 0xD7},   {"divide", 0xF7},  {"frac12", 0xBD},  {"frac14", 0xBC},  {"frac34", 0xBE},
    {"larr", 0x2190},  {"rarr", 0x2192},  {"eacute", 0xE9},  {"egrave", 0xE8},  {"agrave", 0xE0},
    {"ccedil", 0xE7},  {"auml", 0xE4},    {"ouml", 0xF6},    {"uuml", 0xFC},    {"szlig", 0xDF},
};

constexpr char32_t replacement = 0xFFFD;

bool is_character(char32_t number)
{
    bool const surrogate = number >= 0xD800 && number <= 0xDFFF;
    bool const shown = number == '\n' || number == '\t' || !is_control(number);
    return number != 0 && number <= 0x10FFFF && !surrogate && shown;
}

/// The number in "#233" or "#xE9"; md4c has seen that there are 1 to 7 digits.
char32_t numbered(std::string_view digits)
{
    bool const hex = digits.size() > 1 && (digits[1] == 'x' || digits[1] == 'X');
    char32_t number = 0;
    for (char const digit : digits.substr(hex ? 2 : 1)) {
        auto const value = digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;
        number = number * (hex ? 16 : 10) + static_cast<char32_t>(value);
    }
    return number;
}

bool begins_with(std::string_view text, std::string_view lower_case)
{
    return text.size() >= lower_case.size() &&
           std::equal(lower_case.begin(), lower_case.end(), text.begin(), [](char a, char b) {
               return a == (b >= 'A' && b <= 'Z' ? static_cast<char>(b + 32) : b);
           });
}

bool stands_in_url(unsigned char byte)
{
    return byte > 0x20 && byte < 0x7F &&
           std::string_view("\"'<>\\^`{|}").find(static_cast<char>(byte)) == std::string_view::npos;
}

std::string percent_encoded(std::string_view text)
{
    std::string out;
    for (char const character : text) {
        auto const byte = static_cast<unsigned char>(character);
        if (stands_in_url(byte)) {
            out += character;
        } else {
            out += '%';
            out += "0123456789ABCDEF"[byte >> 4];
            out += "0123456789ABCDEF"[byte & 15];
        }
    }
    return out;
}

Address::Kind kind_of(std::string_view url)
{
    using Kind = Address::Kind;
    if (begins_with(url, "http://") || begins_with(url, "https://")) {
        auto const rest = url.substr(url.find("//") + 2);
        auto const host = rest.substr(0, rest.find_first_of("/?#"));
        // "https://bank.example@elsewhere.example" leads elsewhere.
        bool const has_host = !host.empty() && host.find('@') == std::string_view::npos;
        return has_host ? Kind::outside : Kind::refused;
    }
    if (begins_with(url, "mailto:"))
        return url.size() > 7 ? Kind::here : Kind::refused;
    // "//host" and "/\host" would lead away.
    bool const path =
        !url.empty() && url[0] == '/' && (url.size() == 1 || (url[1] != '/' && url[1] != '\\'));
    return path ? Kind::here : Kind::refused;
}

/// Marks of quotes and lists at the beginning of a line.
int count_marks(std::string_view line)
{
    int marks = 0;
    for (std::size_t i = 0; i < line.size(); ++i) {
        char const character = line[i];
        bool const before_space = i + 1 == line.size() || line[i + 1] == ' ' || line[i + 1] == '\t';
        bool const listed = std::string_view("-*+.)").find(character) != std::string_view::npos;
        bool const digit = character >= '0' && character <= '9';
        if (character == '>' || (listed && before_space))
            ++marks;
        else if (character != ' ' && character != '\t' && !digit)
            break;
    }
    return marks;
}

} // namespace

bool is_readable(std::string_view markdown)
{
    if (markdown.size() > source_bytes_max)
        return false;
    while (!markdown.empty()) {
        auto const end = std::min(markdown.find('\n'), markdown.size() - 1);
        if (count_marks(markdown.substr(0, end + 1)) > line_marks_max)
            return false;
        markdown.remove_prefix(end + 1);
    }
    return true;
}

std::optional<std::string> entity_text(std::string_view entity)
{
    std::string text;
    auto const name = entity.substr(1, entity.size() - 2); // without & and ;
    if (name.front() == '#') {
        auto const number = numbered(name);
        append_character(text, is_character(number) ? number : replacement);
        return text;
    }
    for (auto const& known : named_characters) {
        if (known.name == name) {
            append_character(text, known.character);
            return text;
        }
    }
    return std::nullopt;
}

std::string attribute_text(MD_ATTRIBUTE const& attribute)
{
    std::string text;
    if (!attribute.text || attribute.size == 0)
        return text;
    for (std::size_t i = 0; attribute.substr_offsets[i] < attribute.size; ++i) {
        auto const start = attribute.substr_offsets[i];
        std::string_view const part(attribute.text + start,
                                    attribute.substr_offsets[i + 1] - start);
        if (attribute.substr_types[i] == MD_TEXT_ENTITY)
            text += entity_text(part).value_or(std::string(part));
        else if (attribute.substr_types[i] == MD_TEXT_NULLCHAR)
            append_character(text, replacement);
        else
            text += part;
    }
    return text;
}

Address address_of(std::string_view written)
{
    // Browsers drop tabs and line breaks inside an address and spaces before it, so that what is
    // harmless to read may not be harmless to follow. Nobody needs them.
    for (std::size_t place = 0; place < written.size();) {
        auto const character = next_character(written, place);
        if (is_control(character) || is_disguise(character) || character == '\\')
            return {};
    }
    auto const kind = kind_of(written);
    return kind == Address::Kind::refused ? Address() : Address{kind, percent_encoded(written)};
}

std::optional<PersonId> person_at(Address const& address)
{
    constexpr std::string_view people = "/people/";
    if (address.kind != Address::Kind::here || !begins_with(address.url, people))
        return std::nullopt;
    auto const id = uuid_from(std::string_view(address.url).substr(people.size()));
    return id ? std::optional(PersonId(*id)) : std::nullopt;
}

} // namespace folkmoot::protocol::markdown_parts
