#pragma once
// The Codec of each kind of value that a field can have; those of enums and shapes are in codec.hpp,
// which is the one to include.

#include "protocol/json_tree.hpp"

namespace folkmoot::protocol {

template <class T>
inline constexpr bool is_optional = false;
template <class T>
inline constexpr bool is_optional<std::optional<T>> = true;

/// How a T is read from JSON, written to it and told as JSON Schema.
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
struct Codec<Link> {
    static void write(std::string& out, Link const& link) { encode_string(out, link.value); }
    static Refused read(Json::Tree const& json, Where const& where, Link& link)
    {
        return read_link(json, where, link.value);
    }
    static std::string schema(Schemas&)
    {
        return string_schema({Link::characters_min, Link::characters_max}, R"(,"format":"uri")");
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

template <>
struct Codec<Day> {
    static void write(std::string& out, Day value) { encode_string(out, to_string(value)); }
    static Refused read(Json::Tree const& json, Where const& where, Day& value)
    {
        return read_day(json, where, value);
    }
    static std::string schema(Schemas& schemas)
    {
        schemas.named.try_emplace("Day", noted("A day of the calendar, like 2026-10-12",
                                               R"("type":"string","format":"date")"));
        return schemas.reference("Day");
    }
};

template <>
struct Codec<VersionCode> {
    static void write(std::string& out, VersionCode value) { encode_string(out, to_string(value)); }
    static Refused read(Json::Tree const& json, Where const& where, VersionCode& value)
    {
        return read_version_code(json, where, value);
    }
    static std::string schema(Schemas& schemas)
    {
        schemas.named.try_emplace("VersionCode",
                                  noted("Eight characters, the last of which checks the others: "
                                        "K7Q2-M9XD",
                                        R"("type":"string")"));
        return schemas.reference("VersionCode");
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
        if (value) { // absent fields are left out before
            Codec<T>::write(out, *value);
        }
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

} // namespace folkmoot::protocol
