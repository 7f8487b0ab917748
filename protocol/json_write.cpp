// Writing single values and the pieces of a schema.
#include "protocol/json_tree.hpp"

#include <algorithm>
#include <charconv>

namespace folkmoot::protocol {

namespace {

bool stands_plain(char character)
{
    return static_cast<unsigned char>(character) >= 0x20 && character != '"' && character != '\\' &&
           character != 0x7F;
}

void write_escaped(std::string& out, char character)
{
    switch (character) {
    case '"':
        out += "\\\"";
        return;
    case '\\':
        out += "\\\\";
        return;
    case '\n':
        out += "\\n";
        return;
    case '\t':
        out += "\\t";
        return;
    case '\r':
        out += "\\r";
        return;
    default:
        out += "\\u00";
        out += "0123456789abcdef"[static_cast<unsigned char>(character) >> 4];
        out += "0123456789abcdef"[static_cast<unsigned char>(character) & 15];
    }
}

/// What authorities are called in a name: AuthorityKind reads better than AuthoritiesKind.
std::string capability_word(std::string_view capability)
{
    if (capability == "authorities")
        return "Authority";
    if (capability == "groups")
        return "Group";
    if (capability == "feeds")
        return "Feed";
    std::string word(capability);
    word.front() = static_cast<char>(word.front() - 'a' + 'A');
    return word;
}

} // namespace

void encode_string(std::string& out, std::string_view text)
{
    out += '"';
    auto rest = text.begin();
    while (rest != text.end()) {
        auto const special = std::find_if_not(rest, text.end(), stands_plain);
        out.append(rest, special);
        rest = special;
        if (rest != text.end())
            write_escaped(out, *rest++);
    }
    out += '"';
}

void write_integer(std::string& out, std::int64_t value)
{
    char digits[20]; // -9223372036854775808
    auto const end = std::to_chars(digits, digits + sizeof digits, value).ptr;
    out.append(digits, end);
}

std::string wire_name(std::string_view qualified_name)
{
    constexpr std::string_view ours = "folkmoot::protocol::";
    if (qualified_name.substr(0, ours.size()) == ours)
        qualified_name.remove_prefix(ours.size());
    auto const colons = qualified_name.find("::");
    if (colons == std::string_view::npos)
        return std::string(qualified_name);
    auto const word = capability_word(qualified_name.substr(0, colons));
    auto const type = qualified_name.substr(colons + 2);
    bool const says_so = type.substr(0, word.size()) == word;
    return says_so ? std::string(type) : word + std::string(type);
}

std::string Schemas::reference(std::string_view name) const
{
    std::string schema = "\"$ref\":";
    encode_string(schema, std::string(prefix).append(name));
    return schema;
}

std::string string_schema(Limits limits, std::string_view more)
{
    std::string schema = R"("type":"string")";
    if (limits.min > 0)
        schema += R"(,"minLength":)" + std::to_string(limits.min);
    return schema.append(R"(,"maxLength":)").append(std::to_string(limits.max)).append(more);
}

std::string word_schema(std::span<std::string_view const> words)
{
    std::string schema = R"({"type":"string","enum":[)";
    for (auto const word : words) {
        encode_string(schema, word);
        schema += ',';
    }
    schema.back() = ']';
    return schema + '}';
}

std::string id_schema(std::string_view name)
{
    std::string schema = R"({"type":"string","format":"uuid","x-id":)";
    encode_string(schema, name);
    return schema + '}';
}

std::string noted(std::string_view note, std::string_view schema)
{
    std::string whole = R"({"description":)";
    encode_string(whole, note);
    return whole.append(",").append(schema).append("}");
}

std::string whole_schema(std::string_view reference, Schemas const& schemas)
{
    std::string whole = R"({"$schema":"https://json-schema.org/draft/2020-12/schema",)";
    whole.append(reference).append(R"(,"$defs":{)");
    for (auto const& [name, schema] : schemas.named) {
        encode_string(whole, name);
        whole.append(":").append(schema).append(",");
    }
    whole.back() = '}';
    return whole + '}';
}

} // namespace folkmoot::protocol
