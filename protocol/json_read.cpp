// Reading single values, with the rules of values.hpp.
#include "protocol/json_tree.hpp"
#include "protocol/mail_address.hpp"
#include "protocol/unicode.hpp"

#include <algorithm>

namespace folkmoot::protocol {

namespace {

using Kind = Json::Tree::Kind;

/// A name somebody made up is told back, but not at any length.
constexpr std::size_t told_bytes_max = 64;

std::string clipped(std::string_view name)
{
    if (name.size() <= told_bytes_max)
        return std::string(name);
    std::size_t end = told_bytes_max;
    while (end > 0 && (static_cast<unsigned char>(name[end]) & 0xC0u) == 0x80u)
        --end;
    return std::string(name.substr(0, end)) + "…";
}

Refused refuse(Where const& where, std::string message)
{
    auto path = where.path();
    if (path.empty())
        return Error{ErrorName::invalid, std::move(message), {}};
    return invalid(std::move(path), std::move(message));
}

Refused refuse_size(Where const& where, std::string message)
{
    return too_large(where.path(), std::move(message));
}

std::string code_point(char32_t character)
{
    std::string text = "U+";
    for (int shift = 12; shift >= 0; shift -= 4)
        text += "0123456789ABCDEF"[character >> shift & 15u];
    return text;
}

Refused refuse_control(Where const& where, char32_t character, std::size_t count)
{
    return refuse(where, "Character " + std::to_string(count) + " (" + code_point(character) +
                             ") cannot be shown. Take it out.");
}

Refused check_count(Where const& where, Limits limits, std::string_view text)
{
    auto const count = count_characters(text);
    if (count > limits.max)
        return refuse_size(where, "At most " + std::to_string(limits.max) +
                                      " characters; these are " + std::to_string(count) + ".");
    if (count < limits.min || (limits.min > 0 && !shows_something(text)))
        return limits.min > 1 ? refuse(where, "At least " + std::to_string(limits.min) +
                                                  " characters are needed.")
                              : refuse(where, "Something must be written here.");
    return {};
}

} // namespace

std::string Where::path() const
{
    auto path = up ? up->path() : std::string();
    if (index != no_index)
        return path + '[' + std::to_string(index) + ']';
    if (!path.empty() && !field.empty())
        path += '.';
    return path + clipped(field);
}

Refused missing(Where const& where)
{
    return refuse(where, "This field is missing.");
}

Refused read_boolean(Json::Tree const& json, Where const& where, bool& value)
{
    if (json.kind != Kind::boolean)
        return refuse(where, "This must be true or false.");
    value = json.integer != 0;
    return {};
}

Refused read_integer(Json::Tree const& json, Where const& where, std::int64_t& value)
{
    if (json.kind != Kind::integer || json.integer < 0)
        return refuse(where, "This must be a whole number from 0 to 9223372036854775807.");
    value = json.integer;
    return {};
}

Refused read_string(Json::Tree const& json, Where const& where, std::string& value)
{
    if (json.kind != Kind::string)
        return refuse(where, "This must be a text.");
    value = json.text;
    return {};
}

Refused read_text(Json::Tree const& json, Where const& where, Limits limits, std::string& value)
{
    if (json.kind != Kind::string)
        return refuse(where, "This must be a text.");
    auto const text = trimmed(json.text);
    std::string kept;
    kept.reserve(text.size());
    std::size_t count = 0;
    for (std::size_t place = 0; place < text.size();) {
        auto const start = place;
        auto const character = next_character(text, place);
        ++count;
        if (is_control(character))
            return refuse_control(where, character, count);
        if (!is_disguise(character))
            kept += text.substr(start, place - start);
    }
    // What stood behind a character that went may be a space at the end now.
    value = trimmed(kept);
    return check_count(where, limits, value);
}

Refused read_lines(Json::Tree const& json, Where const& where, Limits limits, std::string& value)
{
    if (json.kind != Kind::string)
        return refuse(where, "This must be a text.");
    std::string_view const text = json.text;
    value.clear();
    value.reserve(text.size());
    std::size_t count = 0;
    for (std::size_t place = 0; place < text.size();) {
        auto const start = place;
        auto const character = next_character(text, place);
        ++count;
        if (character == '\r') {
            if (place < text.size() && text[place] == '\n')
                ++place;
            value += '\n';
        } else if (is_control(character) && character != '\n' && character != '\t' &&
                   character != 0x2028 && character != 0x2029) {
            return refuse_control(where, character, count);
        } else {
            value += text.substr(start, place - start);
        }
    }
    return check_count(where, limits, value);
}

Refused read_mail(Json::Tree const& json, Where const& where, std::string& value)
{
    Limits const limits{Mail::characters_min, Mail::characters_max};
    if (auto refused = read_text(json, where, limits, value))
        return refused;
    if (!looks_like_mail(value))
        return refuse(where, "This must be an e-mail address, like name@council.example.");
    return {};
}

Refused read_link(Json::Tree const& json, Where const& where, std::string& value)
{
    Limits const limits{Link::characters_min, Link::characters_max};
    if (auto refused = read_text(json, where, limits, value))
        return refused;
    if (!looks_like_link(value))
        return refuse(
            where, "This must be the address of a page, like https://www.council.example/guide.");
    return {};
}

Refused read_secret(Json::Tree const& json, Where const& where, std::string& value)
{
    if (json.kind != Kind::string)
        return refuse(where, "This must be a text.");
    if (json.text.size() > Secret::bytes_max)
        return refuse_size(where, "At most " + std::to_string(Secret::bytes_max) + " bytes.");
    if (json.text.empty())
        return refuse(where, "Something must be written here.");
    value = json.text;
    return {};
}

Refused read_uuid(Json::Tree const& json, Where const& where, Uuid& value)
{
    auto const id = json.kind == Kind::string ? uuid_from(json.text) : std::nullopt;
    if (!id)
        return refuse(where, "This must be an id: 36 characters, like "
                             "0198c1a4-7d20-7b6e-9c55-2f1f5a0e8d11.");
    value.bytes = id->bytes;
    return {};
}

Refused read_instant(Json::Tree const& json, Where const& where, Instant& value)
{
    auto const instant = json.kind == Kind::string ? instant_from(json.text) : std::nullopt;
    if (!instant)
        return refuse(where, "This must be a time in UTC, like 2026-10-12T16:30:00Z.");
    value = *instant;
    return {};
}

Refused read_day(Json::Tree const& json, Where const& where, Day& value)
{
    auto const day = json.kind == Kind::string ? day_from(json.text) : std::nullopt;
    if (!day)
        return refuse(where, "This must be a day, like 2026-10-12.");
    value = *day;
    return {};
}

Refused read_version_code(Json::Tree const& json, Where const& where, VersionCode& value)
{
    auto const code = json.kind == Kind::string ? version_code_from(json.text) : std::nullopt;
    if (!code)
        return refuse(where, "This must be the code of a version, like K7Q2-M9XD. Look at each "
                             "character: one of them may be wrong.");
    value = *code;
    return {};
}

Refused read_word(Json::Tree const& json, Where const& where,
                  std::span<std::string_view const> words, std::size_t& place)
{
    if (json.kind == Kind::string) {
        auto const found = std::find(words.begin(), words.end(), json.text);
        place = static_cast<std::size_t>(found - words.begin());
        if (found != words.end())
            return {};
    }
    std::string known;
    for (auto const word : words)
        known.append(known.empty() ? "" : ", ").append(word);
    return refuse(where, "This must be one of: " + known + ".");
}

Refused read_list(Json::Tree const& json, Where const& where, std::size_t items_max)
{
    if (json.kind != Kind::list)
        return refuse(where, "This must be a list.");
    if (json.items.size() > items_max)
        return refuse_size(where, "At most " + std::to_string(items_max) +
                                      " are taken; these are " + std::to_string(json.items.size()) +
                                      ".");
    return {};
}

Refused read_object(Json::Tree const& json, Where const& where,
                    std::span<std::string_view const> names)
{
    if (json.kind != Kind::object)
        return refuse(where, "This must be an object.");
    for (auto const& name : json.names) {
        if (std::find(names.begin(), names.end(), name) == names.end())
            return refuse(Where{&where, name}, "No field of this name is known here.");
    }
    return {};
}

} // namespace folkmoot::protocol
