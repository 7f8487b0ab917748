#include "protocol/openrpc.hpp"

#include "protocol/codec.hpp"
#include "protocol/methods.hpp"

namespace folkmoot::protocol {

namespace {

struct NamedNumber {
    std::string_view name;
    std::int64_t number;
};

struct ErrorMeaning {
    ErrorName name;
    std::string_view meaning;
};

/// What a client can meet and no schema of a field says.
constexpr NamedNumber limits[] = {
    {"message_bytes", message_bytes_max},
    {"depth", depth_max},
    {"values", values_max},
    {"object_members", members_max},
    {"request_id_bytes", request_id_bytes_max},
    {"requests_in_flight", requests_in_flight_max},
    {"post_characters", post_characters_max},
    {"post_mentions", forum::mentions_max},
    {"topic_labels", forum::topic_labels_max},
    {"topics_page", forum::topics_page},
    {"posts_page", forum::posts_page},
    {"thanks_shown", forum::thanks_shown_max},
    {"earlier_texts", forum::earlier_texts_max},
    {"drafts", forum::drafts_max},
    {"group_labels", groups::labels_max},
    {"entries_page", feeds::entries_page},
    {"entries_behind", feeds::behind_max},
    {"feeds_followed", feeds::followed_max},
    {"people_found", people::people_found_max},
    {"password_characters_min", people::password_characters_min},
    {"home_topics_per_group", home::topics_per_group},
    {"home_mentions", home::mentions_shown},
};

constexpr NamedNumber close_codes[] = {
    {"come_back", feeds::close_come_back},
    {"sign_in_ended", feeds::close_sign_in_ended},
};

constexpr ErrorMeaning error_meanings[] = {
    {ErrorName::sign_in_needed, "Nobody is signed in, or the sign-in has ended"},
    {ErrorName::not_found, "Does not exist, or is not yours to see: the two answer alike"},
    {ErrorName::forbidden, "You see it and may not change it"},
    {ErrorName::conflict,
     "It changed since you looked, or a request id came again with other content"},
    {ErrorName::invalid, "A field does not hold what it must; `field` names it"},
    {ErrorName::too_large, "Over a limit; `field` names it where there is one"},
    {ErrorName::too_many, "Too often; wait"},
    {ErrorName::unavailable, "The server cannot store just now; nothing was changed"},
    {ErrorName::internal, "A mistake of the server; it is in its log"},
};
static_assert(std::size(error_meanings) == Codec<ErrorName>::words.size());

void append_member(std::string& out, std::string_view name, std::string_view json)
{
    if (out.back() != '{')
        out += ',';
    encode_string(out, name);
    out.append(":").append(json);
}

std::string quoted(std::string_view text)
{
    std::string out;
    encode_string(out, text);
    return out;
}

template <class T>
std::string reference_to(Schemas& schemas)
{
    return '{' + Codec<T>::schema(schemas) + '}';
}

/// One content descriptor for each field.
template <class Shape>
std::string parameters(Schemas& schemas)
{
    std::string out = "[";
    auto const notes = field_notes(static_cast<Shape const*>(nullptr));
    std::size_t place = 0;
    boost::mp11::mp_for_each<typename Codec<Shape>::Fields>([&](auto field) {
        using T = typename Codec<Shape>::template Value<decltype(field)>;
        std::string one = "{";
        append_member(one, "name", quoted(field.name));
        append_member(one, "description", quoted(notes[place++].meaning));
        append_member(one, "required", is_optional<T> ? "false" : "true");
        append_member(one, "schema", reference_to<T>(schemas));
        out.append(place > 1 ? "," : "").append(one).append("}");
    });
    return out + ']';
}

template <class Request>
std::string method_object(Schemas& schemas)
{
    using Answer = typename Request::Answer;
    std::string effect;
    Codec<Effect>::write(effect, Request::method.effect);
    std::string out = "{";
    append_member(out, "name", quoted(Request::method.name));
    append_member(out, "summary", quoted(Request::method.meaning));
    append_member(out, "paramStructure", quoted("by-name"));
    append_member(out, "params", parameters<Request>(schemas));
    append_member(out, "result",
                  R"({"name":)" + quoted(wire_name<Answer>()) + R"(,"schema":)" +
                      reference_to<Answer>(schemas) + '}');
    append_member(out, "errors", R"([{"$ref":"#/components/errors/Refused"}])");
    append_member(out, "x-effect", effect);
    append_member(out, "x-params", reference_to<Request>(schemas));
    return out + '}';
}

std::string methods(Schemas& schemas)
{
    std::string out = "[";
    using Each = boost::mp11::mp_transform<boost::mp11::mp_identity, Methods>;
    boost::mp11::mp_for_each<Each>([&](auto each) {
        out.append(out.size() > 1 ? "," : "");
        out += method_object<typename decltype(each)::type>(schemas);
    });
    return out + ']';
}

template <class Params>
std::string notification_object(std::string_view name, std::string_view meaning, Schemas& schemas)
{
    std::string out = "{";
    append_member(out, "name", quoted(name));
    append_member(out, "summary", quoted(meaning));
    append_member(out, "x-params", reference_to<Params>(schemas));
    return out + '}';
}

std::string notifications(Schemas& schemas)
{
    return '[' +
           notification_object<feeds::Entry>(feeds::entry_notification,
                                             "An entry of a feed one follows", schemas) +
           ',' +
           notification_object<feeds::Ended>(
               feeds::ended_notification,
               "The right to a feed has ended; nothing more comes from it", schemas) +
           ',' +
           notification_object<here::Changed>(here::changed_notification,
                                              "Somebody has come to a group one looks at, or gone",
                                              schemas) +
           ']';
}

std::string info()
{
    std::string out = "{";
    append_member(out, "title", quoted("Folkmoot"));
    append_member(out, "version", quoted(protocol_version));
    append_member(
        out, "description",
        quoted("JSON-RPC 2.0 over WebSocket at /ws (sub-protocol folkmoot.v1) and POST /rpc, "
               "one request a message. A method that changes something carries a request id "
               "made by the client (UUIDv7): repeating it gives the first result."));
    return out + '}';
}

std::string numbers(std::span<NamedNumber const> named)
{
    std::string out = "{";
    for (auto const& [name, number] : named)
        append_member(out, name, std::to_string(number));
    return out + '}';
}

std::string error_names()
{
    std::string out = "{";
    for (auto const& [name, meaning] : error_meanings) {
        auto const word = Codec<ErrorName>::words[static_cast<std::size_t>(name)];
        append_member(out, word, quoted(meaning));
    }
    return out + '}';
}

std::string components(Schemas& schemas)
{
    std::string refused = "{";
    append_member(refused, "code", std::to_string(code_folkmoot));
    append_member(refused, "message", quoted("Refused; data.name says why"));
    append_member(refused, "data", reference_to<ErrorData>(schemas));

    std::string named = "{";
    for (auto const& [name, schema] : schemas.named)
        append_member(named, name, schema);

    std::string out = "{";
    append_member(out, "schemas", named + '}');
    append_member(out, "errors", R"({"Refused":)" + refused + "}}");
    return out + '}';
}

} // namespace

std::string openrpc()
{
    Schemas schemas{"#/components/schemas/", {}};
    std::string out = "{";
    append_member(out, "openrpc", quoted("1.3.2"));
    append_member(out, "info", info());
    append_member(out, "methods", methods(schemas));
    append_member(out, "x-notifications", notifications(schemas));
    append_member(out, "components", components(schemas)); // after all that names a schema
    append_member(out, "x-error-names", error_names());
    append_member(out, "x-limits", numbers(limits));
    append_member(out, "x-close-codes", numbers(close_codes));
    return out + '}';
}

} // namespace folkmoot::protocol
