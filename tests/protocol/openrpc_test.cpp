// The document is read with a parser that is not ours: the one who wrote it should not judge it.
#include "protocol/openrpc.hpp"

#include "protocol/json.hpp"
#include "protocol/methods.hpp"

#include <boost/mp11/algorithm.hpp>
#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <csignal>
#include <cstdio>
#include <map>

using namespace folkmoot::protocol;

namespace {

using Document = nlohmann::json;

Document const& document()
{
    static auto const parsed = Document::parse(openrpc());
    return parsed;
}

Document const* resolved(Document const& node)
{
    auto const pointer = node.at("$ref").get<std::string>().substr(1);
    auto const place = Document::json_pointer(pointer);
    return document().contains(place) ? &document().at(place) : nullptr;
}

/// Whatever is named somewhere is there.
void check_references(Document const& node)
{
    if (node.is_object() && node.contains("$ref"))
        CHECK_MESSAGE(resolved(node), node.at("$ref").get<std::string>());
    if (node.is_structured()) {
        for (auto const& inner : node)
            check_references(inner);
    }
}

std::string with_short_references(std::string text)
{
    constexpr std::string_view prefix = "#/components/schemas/";
    for (auto at = text.find(prefix); at != std::string::npos; at = text.find(prefix))
        text.replace(at, prefix.size(), "#/$defs/");
    return text;
}

using EachMethod = boost::mp11::mp_transform<boost::mp11::mp_identity, Methods>;

} // namespace

TEST_CASE("the description is an OpenRPC document that says what it must")
{
    CHECK(document().at("openrpc") == "1.3.2");
    CHECK(document().at("info").at("title") == "Folkmoot");
    CHECK(document().at("info").at("version") == "1");
    for (auto const& method : document().at("methods")) {
        CHECK(method.at("paramStructure") == "by-name");
        CHECK(method.at("summary").get<std::string>().size() > 3);
        CHECK(method.at("result").contains("name"));
        CHECK(resolved(method.at("result").at("schema")));
        for (auto const& parameter : method.at("params")) {
            CHECK(parameter.at("name").is_string());
            CHECK(parameter.at("required").is_boolean());
            CHECK(parameter.at("schema").is_object());
        }
    }
    check_references(document());
}

TEST_CASE("every method is described once, in the order of the list, with its effect and fields")
{
    auto const& methods = document().at("methods");
    std::string in_list;
    boost::mp11::mp_for_each<EachMethod>([&](auto each) {
        using Request = typename decltype(each)::type;
        in_list.append(Request::method.name).append(":");
        for (auto const& note : field_notes(static_cast<Request const*>(nullptr)))
            in_list.append(" ").append(note.field);
        in_list += '\n';
    });
    std::string in_document;
    std::map<std::string, std::string> effects;
    for (auto const& method : methods) {
        in_document += method.at("name").get<std::string>() + ':';
        for (auto const& parameter : method.at("params"))
            in_document += ' ' + parameter.at("name").get<std::string>();
        in_document += '\n';
        effects[method.at("name")] = method.at("x-effect");
    }
    CHECK(in_document == in_list);
    CHECK(effects["forum.reply"] == "change");
    CHECK(effects["forum.topics"] == "read");
    CHECK(effects["forum.mark_read"] == "mark");
}

TEST_CASE("limits of fields stand in the schema")
{
    auto const& start = document().at("/components/schemas/ForumStartTopic"_json_pointer);
    auto const& fields = start.at("properties");
    CHECK(start.at("additionalProperties") == false);
    CHECK(start.at("required") ==
          Document{"request", "group", "title", "text", "question", "labels"});
    CHECK(fields.at("title").at("minLength") == 1);
    CHECK(fields.at("title").at("maxLength") == 200);
    CHECK(fields.at("text").at("maxLength") == 32'000);
    CHECK(fields.at("labels").at("maxItems") == 5);
    CHECK(fields.at("labels").at("description") == "Labels of this group");
    CHECK(resolved(fields.at("group"))->at("x-id") == "GroupId");
    CHECK(resolved(fields.at("group"))->at("format") == "uuid");
    auto const& role = document().at("/components/schemas/GroupRole"_json_pointer);
    CHECK(role.at("enum") == Document{"facilitator", "member", "guest"});
    auto const& instant = document().at("/components/schemas/Instant"_json_pointer);
    CHECK(instant.at("format") == "date-time");
}

TEST_CASE("two shapes never share a name outside C++")
{
    // Each schema of the whole stands there as it does by itself: were two shapes called alike, one
    // of them would have taken the other's place.
    std::vector<std::string> alone;
    boost::mp11::mp_for_each<EachMethod>([&](auto each) {
        using Request = typename decltype(each)::type;
        alone.push_back(json_schema<Request>());
        alone.push_back(json_schema<typename Request::Answer>());
    });
    for (auto const& text : alone) {
        auto const definitions = Document::parse(text).at("$defs");
        for (auto const& [name, schema] : definitions.items()) {
            auto const& whole = document().at("components").at("schemas").at(name);
            CHECK_MESSAGE(with_short_references(whole.dump()) == schema.dump(), name);
        }
    }
}

TEST_CASE("errors, notifications, close codes and limits are told by name")
{
    CHECK(document().at("x-error-names").size() == 9);
    CHECK(document().at("x-error-names").contains("sign_in_needed"));
    CHECK(document().at("/components/errors/Refused/code"_json_pointer) == code_folkmoot);
    CHECK(document().at("x-notifications").at(0).at("name") == "feeds.entry");
    CHECK(document().at("x-notifications").at(1).at("name") == "feeds.ended");
    CHECK(document().at("x-close-codes").at("come_back") == 4000);
    auto const& limits = document().at("x-limits");
    CHECK(limits.at("message_bytes") == 262'144);
    CHECK(limits.at("requests_in_flight") == 32);
    CHECK(limits.at("depth") == 32);
    CHECK(limits.at("entries_page") == 200);
}

TEST_CASE("the client's types are made from this very protocol")
{
    // If not: build/release/folkmoot describe | node client/generate_types.mjs
    std::signal(SIGPIPE, SIG_IGN); // should there be no node
    auto* const generator = popen("node client/generate_types.mjs --check", "w");
    REQUIRE(generator);
    auto const text = openrpc();
    CHECK(std::fwrite(text.data(), 1, text.size(), generator) == text.size());
    CHECK(pclose(generator) == 0);
}

TEST_CASE("the description is the same text each time")
{
    CHECK(openrpc() == openrpc());
}
