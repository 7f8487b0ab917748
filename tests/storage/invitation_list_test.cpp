// Looking a list of people over before anybody is invited.

#include "storage/invitation_list.hpp"
#include "storage/inviting.hpp"
#include "tests/storage/world.hpp"

using namespace folkmoot::tests;
using Kind = groups::Kind;
using invitations::LineFault;
using invitations::LineField;
using invitations::ListLine;

namespace {

struct Listing : World {
    Somebody boss = administrator();
    Somebody facilitator = person("Facilitator", northmere);
    GroupId measures = group(facilitator, Kind::by_invitation);

    invitations::LookOver into_group(std::vector<ListLine> lines) const
    {
        invitations::LookOver look;
        look.group = measures;
        look.lines.emplace().values = std::move(lines);
        return look;
    }
    Result<invitations::ListLooked> asked(Somebody const& who, invitations::LookOver const& request)
    {
        return store.read([&](Read& read) -> Result<invitations::ListLooked> {
            if (auto const may = may_look_over(read, who.actor, request); may.has_error()) {
                return may.error();
            }
            return look_over(read, who.actor, request, store.clock.now());
        });
    }
    /// "mail: wrong; groups: no_right Measures" of one line.
    std::string problems(Somebody const& who, invitations::LookOver const& request,
                         std::size_t which = 0)
    {
        std::string words;
        auto const line = asked(who, request).value().lines.at(which);
        for (auto const& one : line.problems) {
            words += words.empty() ? "" : "; ";
            words += std::string{boost::describe::enum_to_string(one.field, "")} + ": " +
                     boost::describe::enum_to_string(one.fault, "");
            words += one.about.empty() ? "" : " " + one.about;
            words += one.line ? " " + std::to_string(*one.line) : "";
        }
        return words;
    }
    static ListLine line(std::string mail, std::string authority = "Northmere")
    {
        return {.line = 2, .name = {"Anna"}, .mail = {std::move(mail)}, .authority = {authority}};
    }
    std::string problem_of(ListLine const& one) { return problems(facilitator, into_group({one})); }
    void invites(Somebody const& who, std::string mail, GroupId into)
    {
        invitations::Invite request;
        request.name = {"Anna"};
        request.mail = {std::move(mail)};
        request.authority = northmere;
        request.group = into;
        request.role = Role::member;
        store.change([&](Change& change) { invite(change, who.actor, request).value(); });
    }
};

} // namespace

TEST_CASE_FIXTURE(Listing, "a line that can be invited says where, as what and for whom")
{
    auto one = line("anna@folkmoot.example", "northmere district council");
    one.role = {"Guest"};
    auto const looked = asked(facilitator, into_group({one})).value().lines.at(0);
    CHECK(looked.problems.empty());
    CHECK(looked.authority == northmere);
    CHECK(looked.role == Role::guest);
    CHECK(looked.groups == std::vector{measures});
    CHECK(looked.said.name.value == "Anna");
}

TEST_CASE_FIXTURE(Listing, "what is said beside the list counts where a line says nothing")
{
    auto request = into_group({line("anna@folkmoot.example", "")});
    CHECK(problems(facilitator, request) == "authority: missing");
    request.authority = easthaven;
    request.role = Role::facilitator;
    auto const looked = asked(facilitator, request).value().lines.at(0);
    CHECK(looked.problems.empty());
    CHECK(looked.authority == easthaven);
    CHECK(looked.role == Role::facilitator);
}

TEST_CASE_FIXTURE(Listing, "each thing that is wrong with a line is found, at its field")
{
    CHECK(problem_of(line("")) == "mail: missing");
    CHECK(problem_of(line("anna.example")) == "mail: wrong");
    CHECK(problem_of(line("anna@b..example")) == "mail: wrong");
    CHECK(problem_of(line("a@b.example", "Nowhere")) == "authority: unknown Nowhere");
    auto one = line("anna@folkmoot.example");
    one.name = {""};
    one.role = {"boss"};
    CHECK(problem_of(one) == "name: missing; role: unknown boss");
    one = line("anna@folkmoot.example");
    one.name = {std::string(101, 'n')};
    one.groups = {"Measures, Nothing"};
    CHECK(problem_of(one) == "name: too_long; groups: unknown Nothing");
    store.change([&](Change& change) {
        close_authority(change, boss.actor, {.authority = easthaven, .revision = 1}).value();
    });
    CHECK(problem_of(line("a@b.example", "Easthaven")) == "authority: closed Easthaven");
}

TEST_CASE_FIXTURE(Listing, "an address is twice in a list when both lines ask for the same")
{
    auto later = line("Anna@Folkmoot.example");
    later.line = 3;
    auto const twice = into_group({line("anna@folkmoot.example"), later});
    CHECK(problems(facilitator, twice).empty());
    CHECK(problems(facilitator, twice, 1) == "mail: twice 2");
    group(facilitator, Kind::open, "Another");
    later.groups = {"Another; Measures"};
    auto const more = asked(facilitator, into_group({line("anna@folkmoot.example"), later}));
    CHECK(more.value().lines[1].problems.empty());
    CHECK(more.value().lines[1].groups.size() == 1);
}

TEST_CASE_FIXTURE(Listing,
                  "who sits there or is invited already is said, and gone on with elsewhere")
{
    auto const bert = member(measures, "Bert", northmere);
    auto const mail = bert.asks(me).value().mail;
    CHECK(problem_of(line(mail)) == "mail: sits_there");
    CHECK(problem_of(line(mail, "Easthaven")).empty());
    auto const another = group(facilitator, Kind::open, "Another");
    invites(facilitator, "new@folkmoot.example", another);
    auto one = line("NEW@folkmoot.example");
    one.groups = {"Another"};
    CHECK(problem_of(one) == "mail: invited_already");
    one.groups = {"Another, Measures"};
    auto const looked = asked(facilitator, into_group({one})).value().lines.at(0);
    CHECK(looked.problems.empty());
    CHECK(looked.groups == std::vector{measures});
    store.clock.pass(std::chrono::hours{15 * 24});
    one.groups = {"Another"};
    CHECK(problem_of(one).empty());
}

TEST_CASE_FIXTURE(Listing, "a facilitator learns nothing of groups they do not know or facilitate")
{
    auto const other = person("Other", easthaven);
    group(other, Kind::by_invitation, "Hidden");
    auto const open_to_all = group(other, Kind::open, "Open");
    invites(boss, "new@folkmoot.example", open_to_all);
    auto one = line("new@folkmoot.example");
    one.groups = {"Hidden"};
    CHECK(problem_of(one) == "groups: unknown Hidden");
    one.groups = {"Open"};
    CHECK(problem_of(one) == "groups: no_right Open");
    CHECK(problems(boss, into_group({one})) == "mail: invited_already");
    facilitator.archives(measures).value();
    CHECK(refusal(asked(facilitator, into_group({one}))) == ErrorName::forbidden);
    one.groups = {"Measures"};
    auto to_network = into_group({one});
    to_network.group.reset();
    CHECK(problems(boss, to_network) == "groups: closed Measures");
}

TEST_CASE_FIXTURE(Listing,
                  "to the network administrators alone invite, and not whom it has already")
{
    auto const anna = person("Anna", northmere);
    auto request = into_group({line(anna.asks(me).value().mail)});
    request.group.reset();
    CHECK(refusal(asked(facilitator, request)) == ErrorName::forbidden);
    CHECK(problems(boss, request) == "mail: sits_there");
    request.lines->values[0].authority = {"Easthaven"};
    CHECK(problems(boss, request).empty());
}

TEST_CASE_FIXTURE(Listing, "a list is said as bytes or as lines")
{
    invitations::LookOver look;
    look.group = measures;
    CHECK(field_of_refusal(asked(facilitator, look)) == "list");
    look.list.emplace().value = "QW5uIDxhbm5AeC5leGFtcGxlPg=="; // Ann <ann@x.example>
    CHECK(problems(facilitator, look) == "authority: missing");
    look.lines.emplace();
    CHECK(field_of_refusal(asked(facilitator, look)) == "list");
}
