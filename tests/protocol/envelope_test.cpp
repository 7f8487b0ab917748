#include "protocol/json.hpp"

#include <doctest/doctest.h>

using namespace folkmoot::protocol;

namespace {

/// "-32600 null" for a fault, or "good".
std::string said(std::string_view text)
{
    auto const result = read_envelope(text);
    auto const* fault = std::get_if<EnvelopeFault>(&result);
    if (!fault)
        return "good";
    CHECK_FALSE(fault->message.empty());
    return std::to_string(fault->code) + ' ' + fault->id;
}

std::string with_id(std::string const& id)
{
    return R"({"jsonrpc":"2.0","id":)" + id + R"(,"method":"people.me"})";
}

} // namespace

TEST_CASE("a request gives its id, method and parameters")
{
    auto const result =
        read_envelope(R"({"params":{},"method":"people.me","id":"a\"b","jsonrpc":"2.0"})");
    auto const* request = std::get_if<Envelope>(&result);
    REQUIRE(request);
    CHECK(request->id == R"("a\"b")");
    CHECK(request->method == "people.me");
    CHECK(decode<Done>(request->params).has_value());
}

TEST_CASE("absent parameters count as none")
{
    auto const result = read_envelope(with_id("1"));
    auto const* request = std::get_if<Envelope>(&result);
    REQUIRE(request);
    CHECK(decode<Done>(request->params).has_value());
}

TEST_CASE("an id is a whole number, null, or a string of at most 128 bytes")
{
    for (std::string const good : {"0", "-7", "9223372036854775807", "null", "\"\"", "\"x\""}) {
        auto const result = read_envelope(with_id(good));
        REQUIRE_MESSAGE(std::holds_alternative<Envelope>(result), good);
        CHECK(std::get<Envelope>(result).id == good);
    }
    CHECK(said(with_id('"' + std::string(128, 'x') + '"')) == "good");
    CHECK(said(with_id('"' + std::string(129, 'x') + '"')) == "-32600 null");
    for (std::string const bad : {"1.5", "true", "{}", "[1]", "9223372036854775808"})
        CHECK_MESSAGE(said(with_id(bad)) == "-32600 null", bad);
}

TEST_CASE("a message that is not JSON is told so with -32700")
{
    for (std::string const bad : {"", "hello", "{\"jsonrpc\":\"2.0\"", "\xff", "{}{}"})
        CHECK_MESSAGE(said(bad) == "-32700 null", bad);
}

TEST_CASE("a list of requests is refused, and so is what is no object")
{
    CHECK(said('[' + with_id("1") + ']') == "-32600 null");
    CHECK(said("[]") == "-32600 null");
    CHECK(std::get<EnvelopeFault>(read_envelope("[]")).message ==
          "Send requests one by one, not as a list.");
    CHECK(said("7") == "-32600 null");
    CHECK(said("null") == "-32600 null");
}

TEST_CASE("a request without an id is refused, since it could not be answered")
{
    CHECK(said(R"({"jsonrpc":"2.0","method":"people.me"})") == "-32600 null");
}

TEST_CASE("what is wrong with a request is answered under its id")
{
    CHECK(said(R"({"id":5,"method":"people.me"})") == "-32600 5");
    CHECK(said(R"({"jsonrpc":"1.0","id":5,"method":"people.me"})") == "-32600 5");
    CHECK(said(R"({"jsonrpc":2.0,"id":5,"method":"people.me"})") == "-32600 5");
    CHECK(said(R"({"jsonrpc":"2.0","id":5})") == "-32600 5");
    CHECK(said(R"({"jsonrpc":"2.0","id":5,"method":7})") == "-32600 5");
    CHECK(said(R"({"jsonrpc":"2.0","id":5,"method":""})") == "-32600 5");
    CHECK(said(R"({"jsonrpc":"2.0","id":5,"method":")" + std::string(65, 'm') + "\"}") ==
          "-32600 5");
    CHECK(said(R"({"jsonrpc":"2.0","id":5,"method":"m","params":[]})") == "-32600 5");
    CHECK(said(R"({"jsonrpc":"2.0","id":5,"method":"m","params":null})") == "-32600 5");
    CHECK(said(R"({"jsonrpc":"2.0","id":5,"method":"m","extra":1})") == "-32600 5");
}

TEST_CASE("depth bombs, doubled fields and messages past the limit are refused with -32600")
{
    CHECK(said(std::string(100'000, '[')) == "-32600 null");
    CHECK(said(R"({"jsonrpc":"2.0","id":5,"id":6,"method":"m"})") == "-32600 null");
    CHECK(said(with_id('"' + std::string(message_bytes_max, 'x') + '"')) == "-32600 null");
}

TEST_CASE("an answer, a refusal and a notification are whole messages")
{
    CHECK(answer("7", R"({"a":1})") == R"({"jsonrpc":"2.0","id":7,"result":{"a":1}})");
    CHECK(refusal("\"x\"", invalid("labels[2]", "Say \"why\".")) ==
          R"({"jsonrpc":"2.0","id":"x","error":{"code":-32000,"message":"Say \"why\".",)"
          R"("data":{"name":"invalid","field":"labels[2]"}}})");
    CHECK(refusal("1", sign_in_needed()) ==
          R"({"jsonrpc":"2.0","id":1,"error":{"code":-32000,"message":"Sign in first.",)"
          R"("data":{"name":"sign_in_needed"}}})");
    CHECK(refusal(EnvelopeFault{code_parse_error, "null", "No."}) ==
          R"({"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"No."}})");
    CHECK(method_not_found("3") == R"({"jsonrpc":"2.0","id":3,"error":{"code":-32601,)"
                                   R"("message":"No method of this name is known."}})");
    CHECK(notification("feeds.ended", "{}") ==
          R"({"jsonrpc":"2.0","method":"feeds.ended","params":{}})");
}
