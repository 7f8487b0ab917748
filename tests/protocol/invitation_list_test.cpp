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

} // namespace

TEST_CASE("semicolons, commas and tabs separate; the first line says what is where")
{
    for (auto const* text : {"Name;E-Mail;Authority;Groups;Role\nAnna;a@b.example;Northmere;Measures;guest\n",
                             "role,groups,authority,mail,name\r\nguest,Measures,Northmere,a@b.example,Anna",
                             "\xEF\xBB\xBFName\tMail address\tCouncil\tGroup\tAs\r\n"
                             "Anna\ta@b.example\tNorthmere\tMeasures\tguest\r\n\r\n",
                             "sep=;\r\nName;Mail;Organisation;Groups;Role\r\n"
                             " Anna ; a@b.example ;Northmere;Measures;guest;;\r\n"}) {
        CAPTURE(text);
        auto const lines = lines_of_list(text).value();
        REQUIRE(lines.size() == 1);
        CHECK(lines[0].name == "Anna");
        CHECK(lines[0].mail == "a@b.example");
        CHECK(lines[0].authority == "Northmere");
        CHECK(lines[0].groups == Names{"Measures"});
        CHECK(lines[0].role == "guest");
        CHECK(lines[0].fields_too_many == 0);
    }
}

TEST_CASE("quotes keep separators, quotes and lines; line numbers are those of the editor")
{
    auto const lines = lines_of_list("name,mail,groups\n"
                                     "\"Lead, skills\",a@b.example,\"One, Two|Three\"\n"
                                     "\n"
                                     "\"He said \"\"hello\"\"\nto us\",c@d.example,\n"
                                     "Last,e@f.example,One,too,many\n")
                           .value();
    REQUIRE(lines.size() == 3);
    CHECK(lines[0].name == "Lead, skills");
    CHECK(lines[0].groups == Names{"One", "Two", "Three"});
    CHECK(lines[0].line == 2);
    CHECK(lines[1].name == "He said \"hello\"\nto us");
    CHECK(lines[1].line == 4);
    CHECK(lines[2].line == 6);
    CHECK(lines[2].fields_too_many == 2);
}

TEST_CASE("a list that cannot be read says why")
{
    CHECK(refused("").find("Nobody") == 0);
    CHECK(refused("name;mail\n").find("Nobody") == 0);
    CHECK(refused("Anna;a@b.example\n").find("The first line names the columns") == 0);
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
    constexpr std::string_view bytes = "\"\"\n\r;,\t name,mail;sep=\xEF\xBB\xBF|x@";
    for (int round = 0; round < 20'000; ++round) {
        std::string text = round % 2 == 0 ? "name;mail\n" : "";
        for (auto length = engine() % 60; length > 0; --length)
            text += bytes[engine() % bytes.size()];
        auto const lines = lines_of_list(text);
        CHECK((lines.has_error() || !lines->empty()));
    }
}
