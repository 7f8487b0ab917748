#pragma once
// What reading and writing JSON stand on, without a template of ours: the parsed value, where in a
// request it stands, how each kind of word is read, and the pieces of a schema. For json*.cpp, and
// through codec.hpp.
//
// A reader gives the refusal, or nothing when the value is good.

#include "protocol/json.hpp"
#include "protocol/version_code.hpp"

#include <limits>
#include <map>
#include <span>

namespace folkmoot::protocol {

/// A parsed value. Names in an object stand once; `names[i]` belongs to `items[i]`.
struct Json::Tree {
    enum class Kind : std::uint8_t { null, boolean, integer, fraction, string, list, object };

    Kind kind = Kind::null;
    std::int64_t integer = 0; ///< 1 and 0 for a boolean; a number past 64 bits is a `fraction`
    std::string text;
    std::vector<std::string> names;
    std::vector<Tree> items;

    Tree const* find(std::string_view name) const;
};

/// Where in the request a value stands; lives on the stack of the readers above it.
struct Where {
    static constexpr std::size_t no_index = std::numeric_limits<std::size_t>::max();

    Where const* up = nullptr;
    std::string_view field;
    std::size_t index = no_index;

    std::string path() const;
};

/// Named schemas gathered while a shape is described, each once: shapes, enums, kinds of id.
struct Schemas {
    std::string_view prefix; ///< of a reference: "#/$defs/"
    std::map<std::string, std::string, std::less<>> named;

    std::string reference(std::string_view name) const;
};

using Refused = std::optional<Error>;

struct Limits {
    std::size_t min = 0;
    std::size_t max = 0;
};

// What needs no template (json_read.cpp, json_write.cpp).
Refused read_boolean(Json::Tree const& json, Where const& where, bool& value);
Refused read_integer(Json::Tree const& json, Where const& where, std::int64_t& value);
Refused read_string(Json::Tree const& json, Where const& where, std::string& value);
Refused read_text(Json::Tree const& json, Where const& where, Limits limits, std::string& value);
Refused read_lines(Json::Tree const& json, Where const& where, Limits limits, std::string& value);
Refused read_mail(Json::Tree const& json, Where const& where, std::string& value);
Refused read_link(Json::Tree const& json, Where const& where, std::string& value);
Refused read_secret(Json::Tree const& json, Where const& where, std::string& value);
Refused read_uuid(Json::Tree const& json, Where const& where, Uuid& value);
Refused read_instant(Json::Tree const& json, Where const& where, Instant& value);
Refused read_day(Json::Tree const& json, Where const& where, Day& value);
Refused read_version_code(Json::Tree const& json, Where const& where, VersionCode& value);
Refused read_word(Json::Tree const& json, Where const& where,
                  std::span<std::string_view const> words, std::size_t& place);
Refused read_list(Json::Tree const& json, Where const& where, std::size_t items_max);
/// That it is an object and has no field beside these.
Refused read_object(Json::Tree const& json, Where const& where,
                    std::span<std::string_view const> names);
Refused missing(Where const& where);

void write_integer(std::string& out, std::int64_t value);
std::string string_schema(Limits limits, std::string_view more = {});
std::string word_schema(std::span<std::string_view const> words);
std::string id_schema(std::string_view name);
/// {"description":"…",schema}
std::string noted(std::string_view note, std::string_view schema);

/// "ForumPost" for folkmoot::protocol::forum::Post: what a type is called outside C++.
std::string wire_name(std::string_view qualified_name);

template <class T>
std::string wire_name()
{
    std::string_view const pretty = __PRETTY_FUNCTION__; // "… wire_name() [with T = NAME; …]"
    auto const start = pretty.find("T = ") + 4;
    return wire_name(pretty.substr(start, pretty.find_first_of(";]", start) - start));
}

} // namespace folkmoot::protocol
