// Invitations: what they give, to whom, how often, and when they are void.

#include "storage/audit.hpp"
#include "storage/invitations.hpp"
#include "storage/standing.hpp"
#include "tests/storage/world.hpp"

#include <map>

using namespace folkmoot::tests;
using Kind = groups::Kind;

namespace {

using Outcome = std::variant<CameIn, WayInFault>;

struct Inviting : World {
    Somebody facilitator = person("Facilitator", northmere);
    GroupId measures = group(facilitator, Kind::by_invitation);

    static SecretHash secret(int number)
    {
        SecretHash hash{};
        hash[0] = static_cast<std::uint8_t>(number);
        return hash;
    }
    NewInvitation to_group(std::string mail, Role role = Role::member) const
    {
        return {.name = "Newcomer",
                .mail = std::move(mail),
                .by_mail = true,
                .authority = easthaven,
                .group = measures,
                .role = role,
                .inviter = facilitator.person,
                .secret = secret(1)};
    }
    void invites(NewInvitation const& invitation)
    {
        store.change([&](Change& change) { make_invitation(change, invitation); });
    }
    Outcome accepts(ComingIn const& who, int number = 1)
    {
        return store.change([&](Change& change) {
            NewSignIn sign_in{.label = "A browser",
                              .expires_at = Instant{change.now().microseconds + 1'000'000'000}};
            sign_in.secret[0] = 99;
            sign_in.secret[1] = static_cast<std::uint8_t>(++sign_ins_);
            return accept_invitation(change, secret(number), who, sign_in);
        });
    }
    static ComingIn newcomer(std::string mail)
    {
        return NewcomerKnown{"Newcomer", {std::move(mail)}, "a hash"};
    }
    static std::optional<WayInFault> fault(Outcome const& outcome)
    {
        auto const* const found = std::get_if<WayInFault>(&outcome);
        return found ? std::optional{*found} : std::nullopt;
    }
    std::optional<WayInFault> fault_shown(int number = 1)
    {
        return store.read([&](Read& read) -> std::optional<WayInFault> {
            auto const shown =
                show_way_in(read, secret(number), WayInPurpose::join, store.clock.now());
            auto const* const found = std::get_if<WayInFault>(&shown);
            return found ? std::optional{*found} : std::nullopt;
        });
    }
    std::string mail_of(Somebody const& who) { return who.asks(me).value().mail; }

private:
    int sign_ins_ = 0;
};

} // namespace

TEST_CASE_FIXTURE(Inviting, "a newcomer gets a name, an authority and a seat, and nothing else")
{
    invites(to_group("new@folkmoot.example", Role::guest));
    auto const in = std::get<CameIn>(accepts(newcomer("New@Folkmoot.example")));
    CHECK(in.group == measures);
    auto const page = facilitator.asks(may_see_person, in.person, person_page, {in.person}).value();
    CHECK(page.name == "Newcomer");
    REQUIRE(page.affiliations.size() == 1);
    CHECK(page.affiliations[0].authority == easthaven);
    CHECK(!page.affiliations[0].coordinator);
    auto const seats = facilitator.asks(may_see_seats, measures, members_of, {measures}).value();
    REQUIRE(seats.seats.size() == 2);
    CHECK(seats.seats[1].role == Role::guest);
    CHECK(seats.seats[1].authority == easthaven);
    CHECK(!store.read([&](Read& read) { return is_administrator(read, in.person); }));
    CHECK(facilitator.hears(feeds(measures).feed).back() == feeds::EntryKind::member_joined);
}

TEST_CASE_FIXTURE(Inviting, "an invitation is used once")
{
    invites(to_group("new@folkmoot.example"));
    CHECK(!fault_shown());
    CHECK(!fault(accepts(newcomer("new@folkmoot.example"))));
    CHECK(fault_shown() == WayInFault::used);
    CHECK(fault(accepts(newcomer("new@folkmoot.example"))) == WayInFault::used);
    CHECK(fault_shown(2) == WayInFault::unknown);
}

TEST_CASE_FIXTURE(Inviting, "an invitation runs out after fourteen days")
{
    invites(to_group("new@folkmoot.example"));
    store.clock.pass(std::chrono::hours{14 * 24} - std::chrono::seconds{1});
    CHECK(!fault_shown());
    store.clock.pass(std::chrono::seconds{1});
    CHECK(fault_shown() == WayInFault::expired);
    CHECK(fault(accepts(newcomer("new@folkmoot.example"))) == WayInFault::expired);
    store.clock.pass(std::chrono::hours{89 * 24});
    CHECK(store.change([](Change& change) { return sweep_invitations(change); }) == 0);
    store.clock.pass(std::chrono::hours{2 * 24});
    CHECK(store.change([](Change& change) { return sweep_invitations(change); }) == 1);
    CHECK(fault_shown() == WayInFault::unknown);
}

TEST_CASE_FIXTURE(Inviting, "an invitation is void when its maker may not invite any more")
{
    auto const other = member(measures, "Second", northmere, Role::facilitator);
    invites(to_group("new@folkmoot.example"));
    auto const seat = facilitator.opens(measures).value().own_seats.at(0).seat;
    SUBCASE("no facilitator any more")
    {
        CHECK(!refusal(other.sets_role(seat, Role::member)));
    }
    SUBCASE("without a seat")
    {
        CHECK(!refusal(other.removes(seat)));
    }
    SUBCASE("left the network")
    {
        store.change([&](Change& change) { end_person(change, facilitator.person); });
    }
    CHECK(fault_shown() == WayInFault::right_lost);
    CHECK(fault(accepts(newcomer("new@folkmoot.example"))) == WayInFault::right_lost);
    CHECK(
        !store.read([&](Read& read) { return person_with_mail(read, {"new@folkmoot.example"}); }));
}

TEST_CASE_FIXTURE(Inviting, "a facilitator gives seats in their own group, and nothing above it")
{
    auto wanted = to_group("new@folkmoot.example");
    SUBCASE("no administrator")
    {
        wanted.administrator = true;
    }
    SUBCASE("no coordinator")
    {
        wanted.coordinator = true;
    }
    SUBCASE("no other group")
    {
        wanted.group = group(person("Other", northmere), Kind::open, "Own");
    }
    SUBCASE("not the network")
    {
        wanted.group.reset();
        wanted.role.reset();
    }
    invites(wanted);
    CHECK(fault(accepts(newcomer("new@folkmoot.example"))) == WayInFault::right_lost);
}

TEST_CASE_FIXTURE(Inviting, "nobody comes into an archived group")
{
    invites(to_group("new@folkmoot.example"));
    CHECK(!refusal(facilitator.archives(measures)));
    CHECK(fault(accepts(newcomer("new@folkmoot.example"))) == WayInFault::group_archived);
    CHECK(!refusal(facilitator.archives(measures, false)));
    CHECK(!fault(accepts(newcomer("new@folkmoot.example"))));
}

TEST_CASE_FIXTURE(Inviting, "an invitation is for its address alone")
{
    invites(to_group("new@folkmoot.example"));
    CHECK(fault(accepts(newcomer("other@folkmoot.example"))) == WayInFault::other_person);
    auto const other = person("Other", easthaven);
    CHECK(fault(accepts(other.actor)) == WayInFault::other_person);
    CHECK(fault(accepts(PasswordShown{other.person, ""})) == WayInFault::known_already);
    CHECK(!fault(accepts(newcomer("new@folkmoot.example"))));
}

TEST_CASE_FIXTURE(Inviting, "somebody known gets a further authority and seat as themselves only")
{
    auto const anna = person("Anna", northmere);
    invites(to_group(mail_of(anna)));
    CHECK(fault(accepts(newcomer(mail_of(anna)))) == WayInFault::known_already);
    store.change([&](Change& change) { set_password(change, anna.person, "her hash"); });
    SUBCASE("signed in")
    {
        CHECK(!fault(accepts(anna.actor)));
    }
    SUBCASE("by their password")
    {
        CHECK(fault(accepts(PasswordShown{anna.person, "another hash"})) ==
              WayInFault::known_already);
        CHECK(!fault(accepts(PasswordShown{anna.person, "her hash"})));
    }
    CHECK(anna.asks(me).value().affiliations.size() == 2);
    CHECK(anna.opens(measures).value().role == Role::member);
    CHECK(fault(accepts(anna.actor)) == WayInFault::used);
}

TEST_CASE_FIXTURE(Inviting, "who sits there already keeps their seat, and a coordinator stays one")
{
    auto const anna = member(measures, "Anna", easthaven, Role::facilitator);
    store.change([&](Change& change) { affiliate(change, anna.person, easthaven, true); });
    invites(to_group(mail_of(anna)));
    CHECK(!fault(accepts(anna.actor)));
    CHECK(anna.asks(me).value().affiliations.at(0).coordinator);
    CHECK(anna.opens(measures).value().role == Role::facilitator);
    CHECK(anna.opens(measures).value().own_seats.size() == 1);
}

TEST_CASE_FIXTURE(Inviting, "the operator's link makes an administrator of whoever opens it")
{
    invites({.administrator = true, .secret = secret(1)});
    SUBCASE("somebody new")
    {
        auto const in = std::get<CameIn>(accepts(newcomer("first@folkmoot.example")));
        CHECK(store.read([&](Read& read) { return is_administrator(read, in.person); }));
    }
    SUBCASE("somebody signed in")
    {
        auto const anna = person("Anna", northmere);
        CHECK(!fault(accepts(anna.actor)));
        CHECK(anna.asks(me).value().administrator);
    }
    SUBCASE("not with an address that somebody has")
    {
        auto const anna = person("Anna", northmere);
        CHECK(fault(accepts(newcomer(mail_of(anna)))) == WayInFault::known_already);
    }
}

TEST_CASE_FIXTURE(Inviting, "an address is confirmed when its link came by mail, not before")
{
    auto invitation = to_group("new@folkmoot.example");
    bool by_mail = false;
    SUBCASE("by mail")
    {
        by_mail = true;
    }
    SUBCASE("a link that was handed over") {}
    invitation.by_mail = by_mail;
    invites(invitation);
    CHECK(!fault(accepts(newcomer("new@folkmoot.example"))));
    CHECK(store.read([&](Read& read) { return mail_confirmed(read, {"new@folkmoot.example"}); }) ==
          by_mail);
}

TEST_CASE_FIXTURE(Inviting,
                  "what an invitation gives is in the trail of rights as from anybody else")
{
    auto const boss = administrator();
    std::optional<PersonId> by;
    SUBCASE("from an administrator")
    {
        by = boss.person;
    }
    SUBCASE("from the operator at the terminal") {}
    invites({.name = "Newcomer",
             .mail = "new@folkmoot.example",
             .administrator = true,
             .authority = easthaven,
             .coordinator = true,
             .group = measures,
             .role = Role::facilitator,
             .inviter = by,
             .secret = secret(1)});
    auto const before = store.read([](Read& read) { return newest_link(read)->number; });
    auto const came = std::get<CameIn>(accepts(newcomer("new@folkmoot.example"))).person;
    std::map<std::string, AuditLink> links;
    for (auto const& link :
         store.read([&](Read& read) { return links_after(read, before, 100); })) {
        links.emplace(link.kind, link);
    }
    for (auto const* kind : {"person_added", "administrator_made", "affiliation_given",
                             "coordinator_made", "member_joined"}) {
        CAPTURE(kind);
        REQUIRE(links.contains(kind));
        CHECK(links.at(kind).person == came);
    }
    CHECK(links.at("administrator_made").by == by);
    CHECK(links.at("coordinator_made").by == by);
    CHECK(links.at("coordinator_made").authority == easthaven);
    CHECK(links.at("member_joined").by == by.value_or(came));
    CHECK(links.at("member_joined").group_id == measures);
    CHECK(!store.read([](Read& read) { return check_audit(read); }).broken);
}

TEST_CASE_FIXTURE(
    Inviting, "an invitation follows its authority where that was merged, and ends when it closes")
{
    auto const boss = administrator();
    invites(to_group("new@folkmoot.example"));
    SUBCASE("merged, and merged once more")
    {
        constexpr Sql select_revision = R"sql(
SELECT revision FROM authorities WHERE id = $1
)sql";
        for (auto const& [from, into] :
             {std::pair{easthaven, northmere}, std::pair{northmere, union_learning}}) {
            store.change([&](Change& change) {
                auto const revision = change.number(select_revision, from);
                auto const merged = merge_authority(
                    change, boss.actor, {.authority = from, .revision = revision, .into = into});
                CHECK(!refusal(merged));
            });
        }
        CHECK(!fault_shown());
        auto const came = accepts(newcomer("new@folkmoot.example"));
        REQUIRE(!fault(came));
        auto const seat = boss.opens(measures).value();
        CHECK(seat.members == 2);
        auto const belongs = store.read([&](Read& read) {
            return belongs_to(read, std::get<CameIn>(came).person, union_learning);
        });
        CHECK(belongs);
    }
    SUBCASE("closed")
    {
        store.change([&](Change& change) {
            close_authority(change, boss.actor, {.authority = easthaven, .revision = 1}).value();
        });
        CHECK(fault_shown() == WayInFault::authority_closed);
        CHECK(fault(accepts(newcomer("new@folkmoot.example"))) == WayInFault::authority_closed);
    }
}
