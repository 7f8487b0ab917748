#include "server/form.hpp"
#include "server/texts.hpp"

#include <doctest/doctest.h>

using namespace folkmoot::server;
using folkmoot::protocol::Instant;

TEST_CASE("a text of the catalogue takes its values, and nothing of a value counts as a place")
{
    CHECK(text("page.sign_out") == "Sign out");
    CHECK(text("page_invitation.title", {{"network", "{until}"}}) == "Welcome to {until}");
    CHECK(text("page_invitation.until", {}) == "You can accept once, until .");
}

TEST_CASE("dates read as people write them")
{
    CHECK(full_date(Instant{1'790'845'200'000'000}) == "1 October 2026, 9am UTC");
    CHECK(full_date(Instant{1'790'845'200'000'000 + 3'905'000'000}) ==
          "1 October 2026, 10:05am UTC");
    CHECK(full_date(Instant{1'790'812'800'000'000}) == "1 October 2026, 12am UTC");
    CHECK(full_date(Instant{1'790'856'000'000'000}) == "1 October 2026, 12pm UTC");
}

TEST_CASE("a form's fields are read as browsers write them")
{
    auto const form =
        Form::from("name=Anna+B%C3%A9&mail=a%40b.example&empty=&bare&odd=%4&worse=%-1x");
    REQUIRE(form);
    CHECK(form->value("name") == "Anna Bé");
    CHECK(form->value("mail") == "a@b.example");
    CHECK(form->value("empty").empty());
    CHECK(form->value("bare").empty());
    CHECK(form->value("odd") == "%4");
    CHECK(form->value("worse") == "%-1x");
    CHECK(form->value("nothing").empty());
    CHECK(!Form::from("name=a&name=b"));
    CHECK(!Form::from(std::string(form_bytes_max + 1, 'a')));
    CHECK(Form::from("")->value("").empty());
}
