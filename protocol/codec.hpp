#pragma once
// The Codec of enums and of shapes, made from their description, and what json.hpp promises with them.
// For json_*.cpp, envelope.cpp and openrpc.cpp only.

#include "protocol/codec_values.hpp"

#include <boost/mp11/algorithm.hpp>

#include <utility>

namespace folkmoot::protocol {

/// An enum: its words.
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
