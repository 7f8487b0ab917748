#pragma once
// How each kind of value is read from JSON, written to it and told as JSON Schema: one Codec<T> for
// each, and one for every shape, made from its description. For json_*.cpp and openrpc.cpp only.
//
// A reader gives the refusal, or nothing when the value is good.

#include "protocol/json.hpp"

#include <boost/mp11/algorithm.hpp>

#include <limits>
#include <map>
#include <span>
#include <utility>

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
Refused read_secret(Json::Tree const& json, Where const& where, std::string& value);
Refused read_uuid(Json::Tree const& json, Where const& where, Uuid& value);
Refused read_instant(Json::Tree const& json, Where const& where, Instant& value);
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

template <class T>
inline constexpr bool is_optional = false;
template <class T>
inline constexpr bool is_optional<std::optional<T>> = true;

/// A shape or an enum, by its description.
template <class T>
struct Codec;

template <>
struct Codec<bool> {
    static void write(std::string& out, bool value) { out += value ? "true" : "false"; }
    static Refused read(Json::Tree const& json, Where const& where, bool& value)
    {
        return read_boolean(json, where, value);
    }
    static std::string schema(Schemas&) { return R"("type":"boolean")"; }
};

/// Count, Revision and Number: none of them is ever negative.
template <>
struct Codec<std::int64_t> {
    static void write(std::string& out, std::int64_t value) { write_integer(out, value); }
    static Refused read(Json::Tree const& json, Where const& where, std::int64_t& value)
    {
        return read_integer(json, where, value);
    }
    static std::string schema(Schemas&)
    {
        return R"("type":"integer","minimum":0,"maximum":9223372036854775807)";
    }
};

template <>
struct Codec<std::string> {
    static void write(std::string& out, std::string const& value) { encode_string(out, value); }
    static Refused read(Json::Tree const& json, Where const& where, std::string& value)
    {
        return read_string(json, where, value);
    }
    static std::string schema(Schemas&) { return R"("type":"string")"; }
};

/// Words with limits: all of them hold their text in `value`.
template <class T, Refused (*Read)(Json::Tree const&, Where const&, Limits, std::string&)>
struct WordsCodec {
    static constexpr Limits limits{T::characters_min, T::characters_max};

    static void write(std::string& out, T const& words) { encode_string(out, words.value); }
    static Refused read(Json::Tree const& json, Where const& where, T& words)
    {
        return Read(json, where, limits, words.value);
    }
    static std::string schema(Schemas&) { return string_schema(limits); }
};

template <std::size_t Min, std::size_t Max>
struct Codec<Text<Min, Max>> : WordsCodec<Text<Min, Max>, read_text> {
};
template <std::size_t Min, std::size_t Max>
struct Codec<Lines<Min, Max>> : WordsCodec<Lines<Min, Max>, read_lines> {
};
template <>
struct Codec<Markdown> : WordsCodec<Markdown, read_lines> {
};

template <>
struct Codec<Mail> {
    static void write(std::string& out, Mail const& mail) { encode_string(out, mail.value); }
    static Refused read(Json::Tree const& json, Where const& where, Mail& mail)
    {
        return read_mail(json, where, mail.value);
    }
    static std::string schema(Schemas&)
    {
        return string_schema({Mail::characters_min, Mail::characters_max}, R"(,"format":"email")");
    }
};

template <>
struct Codec<Secret> {
    static void write(std::string& out, Secret const& secret) { encode_string(out, secret.value); }
    static Refused read(Json::Tree const& json, Where const& where, Secret& secret)
    {
        return read_secret(json, where, secret.value);
    }
    static std::string schema(Schemas&)
    {
        return string_schema({1, Secret::bytes_max}, R"(,"writeOnly":true)");
    }
};

template <>
struct Codec<Instant> {
    static void write(std::string& out, Instant value) { encode_string(out, to_string(value)); }
    static Refused read(Json::Tree const& json, Where const& where, Instant& value)
    {
        return read_instant(json, where, value);
    }
    static std::string schema(Schemas& schemas)
    {
        schemas.named.try_emplace("Instant", noted("RFC 3339 in UTC with Z, to the microsecond",
                                                   R"("type":"string","format":"date-time")"));
        return schemas.reference("Instant");
    }
};

template <class Thing>
struct Codec<Id<Thing>> {
    static void write(std::string& out, Id<Thing> const& id) { encode_string(out, to_string(id)); }
    static Refused read(Json::Tree const& json, Where const& where, Id<Thing>& id)
    {
        return read_uuid(json, where, id);
    }
    static std::string schema(Schemas& schemas)
    {
        auto const name = wire_name<Thing>() + "Id";
        schemas.named.try_emplace(name, id_schema(name));
        return schemas.reference(name);
    }
};

/// Of a shape's field: absent is nothing. Nothing else holds an optional.
template <class T>
struct Codec<std::optional<T>> {
    static void write(std::string& out, std::optional<T> const& value)
    {
        Codec<T>::write(out, *value);
    }
    static Refused read(Json::Tree const& json, Where const& where, std::optional<T>& value)
    {
        return Codec<T>::read(json, where, value.emplace());
    }
    static std::string schema(Schemas& schemas) { return Codec<T>::schema(schemas); }
};

template <class T>
struct Codec<std::vector<T>> {
    static void write(std::string& out, std::vector<T> const& values)
    {
        out += '[';
        for (auto const& value : values) {
            Codec<T>::write(out, value);
            out += ',';
        }
        if (values.empty())
            out += ']';
        else
            out.back() = ']';
    }
    static Refused read(Json::Tree const& json, Where const& where, std::vector<T>& values,
                        std::size_t items_max = std::numeric_limits<std::size_t>::max())
    {
        if (auto refused = read_list(json, where, items_max))
            return refused;
        values.resize(json.items.size());
        for (std::size_t i = 0; i < values.size(); ++i) {
            if (auto refused = Codec<T>::read(json.items[i], Where{&where, {}, i}, values[i]))
                return refused;
        }
        return {};
    }
    static std::string schema(Schemas& schemas)
    {
        return R"("type":"array","items":{)" + Codec<T>::schema(schemas) + '}';
    }
};

template <class T, std::size_t Max>
struct Codec<Few<T, Max>> {
    static void write(std::string& out, Few<T, Max> const& few)
    {
        Codec<std::vector<T>>::write(out, few.values);
    }
    static Refused read(Json::Tree const& json, Where const& where, Few<T, Max>& few)
    {
        return Codec<std::vector<T>>::read(json, where, few.values, Max);
    }
    static std::string schema(Schemas& schemas)
    {
        return Codec<std::vector<T>>::schema(schemas) + R"(,"maxItems":)" + std::to_string(Max);
    }
};

template <class Enum>
requires std::is_enum_v<Enum>
struct Codec<Enum> {
    using Words = boost::describe::describe_enumerators<Enum>;
    static constexpr auto words = []<class... D>(boost::mp11::mp_list<D...>) {
        return std::array<std::string_view, sizeof...(D)>{D::name...};
    }(boost::mp11::mp_rename<Words, boost::mp11::mp_list>());
    static constexpr auto values = []<class... D>(boost::mp11::mp_list<D...>) {
        return std::array<Enum, sizeof...(D)>{D::value...};
    }(boost::mp11::mp_rename<Words, boost::mp11::mp_list>());

    static void write(std::string& out, Enum value)
    {
        for (std::size_t i = 0; i < values.size(); ++i) {
            if (values[i] == value)
                return encode_string(out, words[i]);
        }
        throw std::logic_error("a value that " + wire_name<Enum>() + " does not have");
    }
    static Refused read(Json::Tree const& json, Where const& where, Enum& value)
    {
        std::size_t place = 0;
        auto refused = read_word(json, where, words, place);
        if (!refused)
            value = values[place];
        return refused;
    }
    static std::string schema(Schemas& schemas)
    {
        auto const name = wire_name<Enum>();
        schemas.named.try_emplace(name, word_schema(words));
        return schemas.reference(name);
    }
};

/// A shape.
template <class Shape>
struct Codec {
    using Fields = boost::describe::describe_members<Shape, boost::describe::mod_public>;
    static constexpr auto names = []<class... D>(boost::mp11::mp_list<D...>) {
        return std::array<std::string_view, sizeof...(D)>{D::name...};
    }(boost::mp11::mp_rename<Fields, boost::mp11::mp_list>());

    template <class Field>
    using Value = std::remove_cvref_t<decltype(std::declval<Shape>().*Field::pointer)>;

    static void write(std::string& out, Shape const& shape)
    {
        auto const start = out.size();
        boost::mp11::mp_for_each<Fields>(
            [&](auto field) { write_field(out, field, shape.*field.pointer); });
        if (out.size() == start)
            out += '{';
        else
            out[start] = '{'; // was the comma before the first field
        out += '}';
    }

    static Refused read(Json::Tree const& json, Where const& where, Shape& shape)
    {
        auto refused = read_object(json, where, names);
        boost::mp11::mp_for_each<Fields>([&](auto field) {
            if (!refused)
                refused = read_field(json, Where{&where, field.name}, shape.*field.pointer);
        });
        return refused;
    }

    static std::string schema(Schemas& schemas)
    {
        auto const name = wire_name<Shape>();
        if (schemas.named.try_emplace(name).second) // before its fields, which may hold it again
            schemas.named[name] = object_schema(schemas);
        return schemas.reference(name);
    }

private:
    template <class Field, class T>
    static void write_field(std::string& out, Field, T const& value)
    {
        if constexpr (is_optional<T>) {
            if (!value)
                return;
        }
        out += ",\"";
        out += Field::name;
        out += "\":";
        Codec<T>::write(out, value);
    }

    template <class T>
    static Refused read_field(Json::Tree const& json, Where const& where, T& value)
    {
        if (auto const* item = json.find(where.field))
            return Codec<T>::read(*item, where, value);
        return is_optional<T> ? Refused() : missing(where);
    }

    static std::string object_schema(Schemas& schemas)
    {
        std::string properties;
        std::string required;
        boost::mp11::mp_for_each<Fields>([&](auto field) {
            using T = Value<decltype(field)>;
            std::string const comma = properties.empty() ? "" : ",";
            properties += comma;
            encode_string(properties, field.name);
            properties += ':' + noted(note_of(field.name), Codec<T>::schema(schemas));
            if constexpr (!is_optional<T>) {
                required += required.empty() ? "" : ",";
                encode_string(required, field.name);
            }
        });
        return R"({"type":"object","properties":{)" + properties + R"(},"required":[)" + required +
               R"(],"additionalProperties":false})";
    }

    static std::string_view note_of(std::string_view name)
    {
        for (auto const& note : field_notes(static_cast<Shape const*>(nullptr))) {
            if (note.field == name)
                return note.meaning;
        }
        return {};
    }
};

template <class Shape>
Result<Shape> decode(Json const& json)
{
    Shape shape;
    if (auto refused = Codec<Shape>::read(json.tree(), Where(), shape))
        return *refused;
    return shape;
}

template <class Shape>
Result<Shape> decode(std::string_view text)
{
    auto const json = parse(text);
    if (!json)
        return json.error();
    return decode<Shape>(*json);
}

template <class Shape>
void encode_to(std::string& out, Shape const& shape)
{
    Codec<Shape>::write(out, shape);
}

template <class Shape>
std::string encode(Shape const& shape)
{
    std::string out;
    encode_to(out, shape);
    return out;
}

/// Schemas of a shape and of all it is made of.
template <class Shape>
void gather_schema(Schemas& schemas)
{
    Codec<Shape>::schema(schemas);
}

std::string whole_schema(std::string_view reference, Schemas const& schemas);

template <class Shape>
std::string json_schema()
{
    Schemas schemas{"#/$defs/", {}};
    auto const reference = Codec<Shape>::schema(schemas);
    return whole_schema(reference, schemas);
}

} // namespace folkmoot::protocol

/// In json_<capability>.cpp, inside the namespace: the one place where a shape's templates are made.
#define FOLKMOOT_CODEC(Shape)                                                                      \
    template Result<Shape> decode<Shape>(Json const&);                                             \
    template Result<Shape> decode<Shape>(std::string_view);                                        \
    template std::string encode<Shape>(Shape const&);                                              \
    template void encode_to<Shape>(std::string&, Shape const&);                                    \
    template std::string json_schema<Shape>();                                                     \
    template void gather_schema<Shape>(Schemas&);
