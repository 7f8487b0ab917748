// What a stranger may send, and what is said to it.
#include "protocol/feeds.hpp"
#include "protocol/json.hpp"
#include "protocol/library.hpp"

#include <doctest/doctest.h>

using namespace folkmoot::protocol;

namespace {

std::string const id = R"("0198c1a4-7d20-7b6e-9c55-2f1f5a0e8d11")";

std::string repeated(std::string_view text, std::size_t times)
{
    std::string all;
    for (std::size_t i = 0; i < times; ++i)
        all += text;
    return all;
}

std::string quoted(std::string_view text)
{
    std::string out;
    encode_string(out, text);
    return out;
}

std::string start_topic(std::string const& title, std::string const& text = "\"Words\"",
                        std::string const& labels = "[]")
{
    return R"({"request":)" + id + R"(,"group":)" + id + R"(,"title":)" + title + R"(,"text":)" +
           text + R"(,"question":false,"labels":)" + labels + '}';
}

std::string mark_read(std::string const& number)
{
    return R"({"topic":)" + id + R"(,"number":)" + number + '}';
}

/// "invalid title", "too_large labels" … or "good".
template <class Shape>
std::string said(std::string_view text)
{
    auto const shape = decode<Shape>(text);
    if (shape)
        return "good";
    auto const& error = shape.error();
    CHECK_FALSE(error.message.empty());
    auto const name = error.name == ErrorName::invalid     ? "invalid"
                      : error.name == ErrorName::too_large ? "too_large"
                                                           : "another name";
    return name + (error.field ? ' ' + *error.field : std::string());
}

std::string title_of(std::string_view title)
{
    auto const topic = decode<forum::StartTopic>(start_topic(quoted(title)));
    return topic ? topic->title.value : "refused: " + topic.error().message;
}

} // namespace

TEST_CASE("a field that is missing is refused by its name")
{
    CHECK(said<forum::MarkRead>(R"({"topic":)" + id + '}') == "invalid number");
    CHECK(said<forum::MarkRead>("{}") == "invalid topic");
}

TEST_CASE("a field that is not known is refused by its name, clipped when it is long")
{
    CHECK(said<forum::MarkRead>(R"({"topic":)" + id + R"(,"number":1,"extra":1})") ==
          "invalid extra");
    CHECK(said<forum::Drafts>(R"({"":1})") == "invalid");
    CHECK(said<forum::Drafts>("{\"" + repeated("é", 5'000) + "\":1}") ==
          "invalid " + repeated("é", 32) + "…");
    CHECK(said<forum::SaveDraft>(R"({"place":{"page":1},"title":"","text":""})") ==
          "invalid place.page");
}

TEST_CASE("a field that stands twice is refused by its name")
{
    CHECK(said<forum::MarkRead>(R"({"topic":)" + id + R"(,"number":1,"number":2})") ==
          "invalid number");
    CHECK(said<forum::MarkRead>(R"({"topic":)" + id + R"(,"number":1,"num\u0062er":2})") ==
          "invalid number");
}

TEST_CASE("a wrong kind of value is refused by the field's name, null too")
{
    CHECK(said<forum::MarkRead>("[]") == "invalid");
    CHECK(said<forum::MarkRead>("null") == "invalid");
    CHECK(said<forum::MarkRead>(mark_read("\"1\"")) == "invalid number");
    CHECK(said<forum::MarkRead>(mark_read("null")) == "invalid number");
    CHECK(said<forum::MarkRead>(R"({"topic":7,"number":1})") == "invalid topic");
    CHECK(said<forum::StartTopic>(start_topic("7")) == "invalid title");
    CHECK(said<forum::StartTopic>(start_topic("\"T\"", "{}")) == "invalid text");
    CHECK(said<forum::StartTopic>(start_topic("\"T\"", "\"w\"", "{}")) == "invalid labels");
    CHECK(said<forum::Pin>(R"({"request":)" + id + R"(,"topic":)" + id + R"(,"pinned":1})") ==
          "invalid pinned");
    CHECK(said<forum::SaveDraft>(R"({"place":{"topic":null},"title":"","text":""})") ==
          "invalid place.topic");
}

TEST_CASE("the place of a wrong value in a list is told")
{
    CHECK(said<forum::StartTopic>(start_topic("\"T\"", "\"w\"", '[' + id + ",\"x\"]")) ==
          "invalid labels[1]");
    CHECK(said<feeds::FollowFeeds>(R"({"feeds":[{"feed":)" + id + R"(},{"feed":)" + id +
                                   R"(,"after":-1}]})") == "invalid feeds[1].after");
}

TEST_CASE("numbers are whole, from 0 to the last of 64 bits")
{
    for (std::string const number : {"0", "1", "9223372036854775807"})
        CHECK(said<forum::MarkRead>(mark_read(number)) == "good");
    for (std::string const number :
         {"-1", "9223372036854775808", "18446744073709551616", "1.0", "1e3", "-9223372036854775808",
          "99999999999999999999999999", "true"})
        CHECK_MESSAGE(said<forum::MarkRead>(mark_read(number)) == "invalid number", number);
    CHECK(decode<forum::MarkRead>(mark_read("9223372036854775807"))->number == INT64_MAX);
    for (std::string const number : {"01", "+1", ".5", "1.", "0x10", "NaN", "1e999", "--1"})
        CHECK_MESSAGE(said<forum::MarkRead>(mark_read(number)) == "invalid", number);
}

TEST_CASE("a word that is none of those known is refused, and the known ones are told")
{
    auto const follow = [](std::string const& word) {
        return R"({"topic":)" + id + R"(,"following":")" + word + "\"}";
    };
    CHECK(said<forum::Follow>(follow("mute")) == "good");
    CHECK(said<forum::Follow>(follow("Mute")) == "invalid following");
    CHECK(decode<forum::Follow>(follow("")).error().message ==
          "This must be one of: plain, follow, mute.");
}

TEST_CASE("a title has 1 to 200 characters, counted as people count them and not in bytes")
{
    CHECK(title_of("T") == "T");
    CHECK(said<forum::StartTopic>(start_topic(quoted(repeated("é", 200)))) == "good");
    CHECK(said<forum::StartTopic>(start_topic(quoted(repeated("🙂", 200)))) == "good");
    CHECK(said<forum::StartTopic>(start_topic(quoted(repeated("é", 201)))) == "too_large title");
    CHECK(said<forum::StartTopic>(start_topic(quoted(repeated("a", 201)))) == "too_large title");
    CHECK(said<forum::StartTopic>(start_topic("\"\"")) == "invalid title");
}

TEST_CASE("a line of text loses the spaces at its ends before it is measured")
{
    CHECK(title_of("  \u00a0 A  title \u3000 ") == "A  title");
    CHECK(title_of("   ") == "refused: Something must be written here.");
    CHECK(said<forum::StartTopic>(start_topic(quoted(' ' + repeated("a", 200) + ' '))) == "good");
}

TEST_CASE("a line of text has no control characters and no line breaks")
{
    for (std::string const bad : {"a\\u0000b", "a\\u0007b", "a\\nb", "a\\tb", "a\\u007fb",
                                  "a\\u0085b", "a\\u2028b", "a\\u001b[31mb"})
        CHECK_MESSAGE(said<forum::StartTopic>(start_topic('"' + std::string(bad) + '"')) ==
                          "invalid title",
                      bad);
    CHECK(title_of("ab\x01") == "refused: Character 3 (U+0001) cannot be shown. Take it out.");
}

TEST_CASE("characters that disguise a line of text are taken out; joiners stay")
{
    CHECK(title_of("in\u202evoice\u202c \u2066x\u2069\u200b\ufeff") == "invoice x");
    CHECK(title_of("\u202e \u200b ") == "refused: Something must be written here.");
    CHECK(title_of("\u200d\ufe0f") == "refused: Something must be written here.");
    CHECK(title_of("👩\u200d🏫") == "👩\u200d🏫");
}

TEST_CASE("a post has 1 to 32,000 characters and is not only white space")
{
    CHECK(said<forum::Preview>("{\"text\":" + quoted(repeated("a", 32'000)) + '}') == "good");
    CHECK(said<forum::Preview>("{\"text\":" + quoted(repeated("🙂", 32'000)) + '}') == "good");
    CHECK(said<forum::Preview>("{\"text\":" + quoted(repeated("a", 32'001)) + '}') ==
          "too_large text");
    for (std::string const blank : {"", " ", "\n\n\t ", "\u00a0\u2003", "\u200b"})
        CHECK(said<forum::Preview>("{\"text\":" + quoted(blank) + '}') == "invalid text");
}

TEST_CASE("a post keeps its lines, tabs and spaces; every line break becomes one newline")
{
    auto const preview = decode<forum::Preview>(R"({"text":"  a\r\n\tb\rc\n\n d \r\n"})");
    REQUIRE(preview.has_value());
    CHECK(preview->text.value == "  a\n\tb\nc\n\n d \n");
    for (std::string const bad : {"a\\u0000", "a\\u0008", "a\\u000b", "a\\u007f", "a\\u009b"})
        CHECK_MESSAGE(
            said<forum::Preview>("{\"text\":\"" + std::string(bad) + "\"}") == "invalid text", bad);
}

TEST_CASE("lines of plain text may be empty where the shape says so, and have their own limit")
{
    auto const draft = [](std::size_t title, std::size_t text) {
        return R"({"place":{},"title":)" + quoted(repeated("a", title)) + R"(,"text":)" +
               quoted(repeated("a", text)) + '}';
    };
    CHECK(said<forum::SaveDraft>(draft(0, 0)) == "good");
    CHECK(said<forum::SaveDraft>(draft(200, 32'000)) == "good");
    CHECK(said<forum::SaveDraft>(draft(201, 0)) == "too_large title");
    CHECK(said<forum::SaveDraft>(draft(0, 32'001)) == "too_large text");
}

TEST_CASE("a list has at most as many items as its field says")
{
    auto const labels = [](std::size_t count) {
        return '[' + id + repeated("," + id, count - 1) + ']';
    };
    CHECK(said<forum::StartTopic>(start_topic("\"T\"", "\"w\"", labels(5))) == "good");
    CHECK(said<forum::StartTopic>(start_topic("\"T\"", "\"w\"", labels(6))) == "too_large labels");
    auto const one = R"({"feed":)" + id + '}';
    CHECK(said<feeds::FollowFeeds>("{\"feeds\":[" + one + repeated("," + one, 199) + "]}") ==
          "good");
    CHECK(said<feeds::FollowFeeds>("{\"feeds\":[" + one + repeated("," + one, 200) + "]}") ==
          "too_large feeds");
}

TEST_CASE("a link and a day are refused by the names of their fields")
{
    auto const add = [](std::string const& link, std::string const& day) {
        return said<library::AddResource>(
            R"({"request":"0198c1a4-7d20-7b6e-9c55-2f1f5a0e8d11",)"
            R"("group":"0198c1a4-7d20-7b6e-9c55-2f1f5a0e8d11","title":"T","summary":"",)"
            R"("kind":"guide","audience":"","licence":"","language":"en","labels":[],"review_on":")" +
            day + R"(","link":)" + quoted(link) + '}');
    };
    CHECK(add("https://a.example", "2026-10-12") == "good");
    CHECK(add("https://a.example/a b", "2026-10-12") == "invalid link");
    CHECK(add("javascript:alert(1)", "2026-10-12") == "invalid link");
    CHECK(add("https://a.example/" + repeated("a", 1'983), "2026-10-12") == "too_large link");
    CHECK(add("https://a.example", "2026-02-29") == "invalid review_on");
}

TEST_CASE("a mail address has one @ with something on both sides, and at most 254 characters")
{
    auto const sign_in = [](std::string const& mail) {
        return said<people::SignIn>("{\"mail\":" + quoted(mail) + R"(,"password":"p"})");
    };
    for (std::string const good :
         {"a@b", " ana@northmere.example ", "ana.o'neil+x@mail.northmere.example"})
        CHECK_MESSAGE(sign_in(good) == "good", good);
    for (std::string const bad :
         {"ana", "@b.example", "ana@", "a@b@c", "a b@c.example", "a@.b", "a@b.", "a@b..c",
          "<a@b.example>", "a@b.example,c@d.example", "a@b\"c"})
        CHECK_MESSAGE(sign_in(bad) == "invalid mail", bad);
    CHECK(sign_in("a@b\r\nBcc: c@d") == "invalid mail");
    CHECK(sign_in(repeated("a", 248) + "@b.com") == "good");
    CHECK(sign_in(repeated("a", 249) + "@b.com") == "too_large mail");
}

TEST_CASE("a secret has 1 to 1,024 bytes, taken as they are")
{
    auto const sign_in = [](std::string const& password) {
        return R"({"mail":"a@b.example","password":)" + quoted(password) + '}';
    };
    CHECK(decode<people::SignIn>(sign_in("  é\n "))->password.value == "  é\n ");
    CHECK(said<people::SignIn>(sign_in(repeated("a", 1'024))) == "good");
    CHECK(said<people::SignIn>(sign_in(repeated("a", 1'025))) == "too_large password");
    CHECK(said<people::SignIn>(sign_in("")) == "invalid password");
}

TEST_CASE("an id or a time that is none is refused by the field's name")
{
    CHECK(said<forum::MarkRead>(R"({"topic":"1","number":1})") == "invalid topic");
    auto const entry = [](std::string const& at) {
        return R"({"feed":)" + id + R"(,"number":1,"kind":"thanked","at":)" + at + '}';
    };
    CHECK(said<feeds::Entry>(entry(R"("2026-10-12T16:30:00Z")")) == "good");
    CHECK(said<feeds::Entry>(entry(R"("2026-10-12")")) == "invalid at");
    CHECK(said<feeds::Entry>(entry("1")) == "invalid at");
}

TEST_CASE("what is not JSON is refused with the place where reading stopped")
{
    for (std::string const bad :
         {"", " ", "{", "}", "{]", "nul", "'a'", "{a:1}", "{\"a\":1,}", "[1,]", "{} {}", "\"\\x\"",
          "\"\n\"", "// a\n{}", "\"\\ud800\"", "\"\\udc00\\ud800\"", "\"a", "{\"a\" 1}"})
        CHECK_MESSAGE(said<Done>(bad) == "invalid", bad);
    CHECK(parse("[1,}").error().message.find("byte 4") != std::string::npos);
}

TEST_CASE("what is not UTF-8 is refused")
{
    for (std::string const bad : {"\xff", "\x80", "\xc0\x80", "\xc3", "\xed\xa0\x80",
                                  "\xf4\x90\x80\x80", "\xf8\x88\x80\x80\x80", "\xe2\x82"})
        CHECK(said<Done>("{\"" + std::string(bad) + "\":1}") == "invalid");
}

TEST_CASE("32 levels are read and 33 are not, however many more follow")
{
    auto const nested = [](std::size_t levels) {
        return repeated("[", levels) + repeated("]", levels);
    };
    CHECK(parse(nested(32)).has_value());
    CHECK(parse(nested(33)).error().name == ErrorName::too_large);
    CHECK(parse(repeated("[", 100'000)).error().name == ErrorName::too_large);
    CHECK(parse(repeated("{\"a\":", 50'000)).error().name == ErrorName::too_large);
}

TEST_CASE("a message of 256 KiB is read and one of a byte more is not")
{
    auto const sized = [](std::size_t bytes) { return '"' + repeated("a", bytes - 2) + '"'; };
    CHECK(parse(sized(message_bytes_max)).has_value());
    CHECK(parse(sized(message_bytes_max + 1)).error().name == ErrorName::too_large);
    CHECK(parse(sized(message_bytes_max + 1), 2 * message_bytes_max).has_value());
}

TEST_CASE("a message holds at most 32,768 values, and an object 64 fields")
{
    CHECK(parse("[0" + repeated(",0", values_max - 2) + ']').has_value());
    CHECK(parse("[0" + repeated(",0", values_max - 1) + ']').error().name == ErrorName::too_large);
    auto const fields = [](std::size_t count) {
        std::string object = "{\"f0\":0";
        for (std::size_t i = 1; i < count; ++i)
            object += ",\"f" + std::to_string(i) + "\":0";
        return object + '}';
    };
    CHECK(parse(fields(members_max)).has_value());
    CHECK(parse(fields(members_max + 1)).error().name == ErrorName::too_large);
}
