// Lists of people as spreadsheets write them, and as nobody should.

#include "protocol/invitation_list.hpp"

#include <doctest/doctest.h>

#include <random>

using namespace folkmoot::protocol;
using namespace folkmoot::protocol::invitations;
using Names = std::vector<std::string>;

namespace {

std::string refused(std::string_view text)
{
    auto const lines = lines_of_list(text);
    return lines ? "" : lines.error().message;
}

std::string read(std::string_view base64)
{
    return text_of_list(base64).value();
}

} // namespace

TEST_CASE("semicolons, commas and tabs separate; the first line says what is where")
{
    for (auto const* text :
         {"Name;E-Mail;Authority;Groups;Role\nAnna;a@b.example;Northmere;One, Two;guest\n",
          "role,groups,authority,mail,name\r\nguest,\"One, Two\",Northmere,a@b.example,Anna",
          "Name\tMail address\tCouncil\tGroup\tAs\r\n"
          "Anna\ta@b.example\tNorthmere\tOne, Two\tguest\r\n\r\n",
          "sep=;\r\nName;Mail;Organisation;Groups;Role\r\n"
          " Anna ; a@b.example ;Northmere;One, Two;guest;;\r\n",
          "Surname;Mail;Organisation;Groups;Role;First name\r\n"
          ";Anna <a@b.example>;Northmere;One, Two;guest;Anna\r\n"}) {
        CAPTURE(text);
        auto const lines = lines_of_list(text).value();
        REQUIRE(lines.size() == 1);
        CHECK(lines[0].name.value == "Anna");
        CHECK(lines[0].mail.value == "a@b.example");
        CHECK(lines[0].authority.value == "Northmere");
        CHECK(lines[0].groups.value == "One, Two");
        CHECK(lines[0].role.value == "guest");
    }
}

TEST_CASE("quotes keep separators, quotes and lines; line numbers are those of the editor")
{
    auto const lines = lines_of_list("name,mail,groups\n"
                                     "\"Lead, skills\",a@b.example,\"One, Two\nThree\"\n"
                                     "\n"
                                     "\"He said \"\"hello\"\"\nto us\",c@d.example,\n"
                                     "Last,e@f.example,One,too,many\n")
                           .value();
    REQUIRE(lines.size() == 3);
    CHECK(lines[0].name.value == "Lead, skills");
    CHECK(groups_named(lines[0].groups.value) == Names{"One", "Two", "Three"});
    CHECK(lines[0].line == 2);
    CHECK(lines[1].name.value == "He said \"hello\" to us");
    CHECK(lines[1].line == 5);
    CHECK(lines[2].line == 7);
}

TEST_CASE("a pasted list without columns is read by its addresses")
{
    struct Case {
        std::string_view text;
        Names names;
    };
    for (auto const& [text, names] :
         {Case{"Ann Example <ann@x.example>\nbob@x.example\n\n", {"Ann Example", ""}},
          Case{"\"Example, Ann\" <ann@x.example>; Bob <bob@x.example>", {"Example, Ann", "Bob"}},
          Case{"Example, Ann <ann@x.example>; Other, Bob <bob@x.example>",
               {"Example, Ann", "Other, Bob"}},
          Case{"ann@x.example, Ann\nBob, bob@x.example", {"Ann", "Bob"}},
          Case{"Ann\tann@x.example\nmailto:bob@x.example (Bob)", {"Ann", "Bob"}},
          Case{"Ann Example ann@x.example\r\n\"Bob\" bob@x.example", {"Ann Example", "Bob"}}}) {
        CAPTURE(text);
        auto const lines = lines_of_list(text).value();
        REQUIRE(lines.size() == 2);
        CHECK(lines[0].name.value == names[0]);
        CHECK(lines[0].mail.value == "ann@x.example");
        CHECK(lines[1].name.value == names[1]);
        CHECK(lines[1].mail.value == "bob@x.example");
    }
    auto const nobody = lines_of_list("Ann Example\n").value();
    CHECK(nobody[0].name.value == "Ann Example");
    CHECK(nobody[0].mail.value.empty());
}

TEST_CASE("what nobody sees is taken out, and what is too long is cut")
{
    auto const lines = lines_of_list("name;mail\n\xC2\xA0"
                                     "Anna\xE2\x80\x8B;\xE2\x80\x8B"
                                     "a@b.example\x01\n" +
                                     std::string(400, 'n') + ";c@d.example")
                           .value();
    CHECK(lines[0].name.value == "Anna");
    CHECK(lines[0].mail.value == "a@b.example");
    CHECK(lines[1].name.value == std::string(300, 'n'));
}

TEST_CASE("the bytes of a file are read as UTF-8, UTF-16 or what Windows writes")
{
    CHECK(read("QW5uYQ==") == "Anna");
    CHECK(read("w4lsb2lzZQ==") == "Éloise");
    CHECK(read("77u/w4lsb2lzZQ==") == "Éloise");       // with a byte order mark
    CHECK(read("yWxvaXNlIIA=") == "Éloise €");         // Windows-1252
    CHECK(read("//7JAGwAPdgA3g==") == "Él\U0001F600"); // UTF-16, little end first
    CHECK(read("/v8AyQBs2D0=") == "Él\uFFFD");         // big end first, half a pair
    CHECK(text_of_list("no base64!").error().name == ErrorName::invalid);
    CHECK(text_of_list("UEsDBBQ=").error().message.find("workbook") != std::string::npos);
}

TEST_CASE("a list that cannot be read says why")
{
    CHECK(refused("").find("Nobody") == 0);
    CHECK(refused("name;mail\n").find("Nobody") == 0);
    CHECK(refused("name;town\nAnna;Northmere\n").find("The first line names the columns") == 0);
    CHECK(refused("name;mail\n\"Anna;a@b.example\n").find("A quote that is opened in line 1") == 0);
    std::string many = "name;mail\n";
    for (std::size_t i = 0; i < list_lines_max; ++i)
        many += "A;a@b.example\n";
    CHECK(refused(many).empty());
    CHECK(refused(many + "A;a@b.example\n").find("A list holds at most") == 0);
}

TEST_CASE("whatever bytes come, a list is read to its end or refused")
{
    std::mt19937 engine{7};
    constexpr std::string_view bytes = "\"\"\n\r;,\t name,mail;sep=\xEF\xBB\xBF|x@<>(";
    for (int round = 0; round < 20'000; ++round) {
        std::string text = round % 2 == 0 ? "name;mail\n" : "";
        for (auto length = engine() % 60; length > 0; --length)
            text += bytes[engine() % bytes.size()];
        auto const lines = lines_of_list(text);
        CHECK((lines.has_error() || !lines->empty()));
    }
}
