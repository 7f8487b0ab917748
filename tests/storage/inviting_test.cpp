// Making invitations, taking them back, and the mails that carry them.

#include "storage/authorities.hpp"
#include "storage/erasure.hpp"
#include "storage/inviting.hpp"
#include "storage/outbox.hpp"
#include "tests/storage/world.hpp"

#include <algorithm>

using namespace folkmoot::tests;
using Kind = groups::Kind;
using invitations::Sending;

namespace {

struct Inviting : World {
    Somebody boss = administrator();
    Somebody facilitator = person("Facilitator", northmere);
    GroupId measures = group(facilitator, Kind::by_invitation);

    static SecretHash secret(int number)
    {
        SecretHash hash{};
        hash[0] = static_cast<std::uint8_t>(number);
        return hash;
    }
    invitations::Invite to_group(std::string mail) const
    {
        invitations::Invite invite;
        invite.name = {"Newcomer"};
        invite.mail = {std::move(mail)};
        invite.authority = easthaven;
        invite.group = measures;
        invite.role = Role::member;
        return invite;
    }
    Result<invitations::Invited> invites(Somebody const& who, invitations::Invite const& request)
    {
        return store.change([&](Change& change) -> Result<invitations::Invited> {
            if (auto const may = may_invite(change, who.actor, request); may.has_error()) {
                return may.error();
            }
            return invite(change, who.actor, request);
        });
    }
    std::vector<invitations::OpenInvitation> listed(std::optional<GroupId> group = {})
    {
        return boss.asks(invitations_list, {group}).value().invitations;
    }
    std::optional<MailTaken> takes(int number)
    {
        return store.change([&](Change& change) { return take_mail(change, secret(number)); });
    }
    std::optional<WayInFault> fault(int number)
    {
        return store.read([&](Read& read) -> std::optional<WayInFault> {
            auto const shown = show_way_in(read, secret(number), store.clock.now());
            auto const* const found = std::get_if<WayInFault>(&shown);
            return found ? std::optional{*found} : std::nullopt;
        });
    }
    void refused(MailTaken const& mail, std::int64_t reply, bool for_good)
    {
        store.change([&](Change& change) { mail_refused(change, mail.mail, reply, for_good); });
    }
};

} // namespace

TEST_CASE_FIXTURE(Inviting,
                  "an invitation by mail waits, and its secret is made when it is taken up")
{
    auto const id = invites(facilitator, to_group("new@folkmoot.example")).value().invitation;
    REQUIRE(listed().size() == 1);
    CHECK(listed()[0].invitation == id);
    CHECK(listed()[0].sending == Sending::waiting);
    CHECK(listed()[0].invited_by == "Facilitator");
    CHECK(listed(measures).size() == 1);
    CHECK(fault(1) == WayInFault::unknown);
    auto const mail = takes(1);
    REQUIRE(mail);
    auto const& about = std::get<InvitationShown>(mail->about);
    CHECK(about.row.mail == "new@folkmoot.example");
    CHECK(about.group_name == "Measures");
    CHECK(mail->network_name == "Skills of the Vale");
    CHECK(!fault(1));
    CHECK(!takes(2)); // nobody takes it up a second time
    store.change([&](Change& change) { mail_sent(change, mail->mail); });
    CHECK(listed()[0].sending == Sending::sent);
    store.clock.pass(std::chrono::hours{1});
    CHECK(!takes(2));
}

TEST_CASE_FIXTURE(Inviting, "a mail that nobody reports on is taken up again, with a fresh secret")
{
    invites(facilitator, to_group("new@folkmoot.example")).value();
    CHECK(takes(1));
    store.clock.pass(std::chrono::minutes{10});
    CHECK(takes(2)->tries == 2);
    CHECK(fault(1) == WayInFault::unknown);
    CHECK(!fault(2));
}

TEST_CASE_FIXTURE(Inviting,
                  "a mail that is refused for now is tried again ever later, then given up")
{
    invites(facilitator, to_group("new@folkmoot.example")).value();
    for (int tries = 1; tries <= 8; ++tries) {
        auto const mail = takes(tries);
        REQUIRE(mail);
        CHECK(mail->tries == tries);
        refused(*mail, 451, false);
        CHECK(!takes(99));
        store.clock.pass(std::chrono::hours{24});
    }
    CHECK(!takes(9));
    CHECK(listed()[0].sending == Sending::failed);
    CHECK(listed()[0].reply == 451);
}

TEST_CASE_FIXTURE(Inviting, "a mail refused for good shows why, until it is sent again")
{
    auto const id = invites(facilitator, to_group("new@folkmoot.example")).value().invitation;
    refused(*takes(1), 550, true);
    CHECK(listed()[0].sending == Sending::failed);
    CHECK(listed()[0].reply == 550);
    store.clock.pass(std::chrono::hours{24});
    CHECK(!refusal(facilitator.asks(may_send, id, send_again, {.invitation = id})));
    CHECK(listed()[0].sending == Sending::waiting);
    CHECK(listed()[0].expires_at.microseconds ==
          store.clock.now().microseconds + 14 * 86'400'000'000);
    CHECK(takes(2));
    CHECK(fault(1) == WayInFault::unknown);
}

TEST_CASE_FIXTURE(Inviting, "what is taken back works no more, and its mail does not go out")
{
    auto const id = invites(facilitator, to_group("new@folkmoot.example")).value().invitation;
    bool taken = false;
    SUBCASE("before its mail went out") {}
    SUBCASE("after")
    {
        taken = takes(1).has_value();
    }
    CHECK(!refusal(facilitator.asks(may_withdraw, id, withdraw, {.invitation = id})));
    CHECK(listed().empty());
    CHECK(!takes(2));
    CHECK(fault(1) == (taken ? WayInFault::revoked : WayInFault::unknown));
    CHECK(refusal(facilitator.asks(may_withdraw, id, withdraw, {.invitation = id})) ==
          ErrorName::conflict);
    CHECK(refusal(facilitator.asks(may_send, id, send_again, {.invitation = id})) ==
          ErrorName::conflict);
}

TEST_CASE_FIXTURE(Inviting, "a link to hand over ends the one before, and the mail")
{
    auto const id = invites(facilitator, to_group("new@folkmoot.example")).value().invitation;
    auto const makes = [&](int number) {
        return store.change(
            [&](Change& change) { return make_link(change, id, secret(number)).value(); });
    };
    makes(1);
    CHECK(!fault(1));
    CHECK(listed()[0].sending == Sending::link);
    CHECK(!takes(3));
    makes(2);
    CHECK(fault(1) == WayInFault::unknown);
    CHECK(!fault(2));
}

TEST_CASE_FIXTURE(Inviting, "nobody is invited twice to the same, nor to where they sit")
{
    CHECK(!refusal(invites(facilitator, to_group("new@folkmoot.example"))));
    CHECK(refusal(invites(facilitator, to_group("New@Folkmoot.example"))) == ErrorName::conflict);
    CHECK(refusal(invites(boss, to_group("new@folkmoot.example"))) == ErrorName::conflict);
    auto other = to_group("new@folkmoot.example");
    other.group = group(facilitator, Kind::open, "Another");
    CHECK(!refusal(invites(facilitator, other)));
    store.clock.pass(std::chrono::hours{14 * 24});
    CHECK(!refusal(invites(facilitator, to_group("new@folkmoot.example"))));

    auto const anna = member(measures, "Anna", easthaven);
    CHECK(refusal(invites(facilitator, to_group(anna.asks(me).value().mail))) ==
          ErrorName::conflict);
}

TEST_CASE_FIXTURE(Inviting,
                  "an authority that is not there yet is made for guests, and by administrators")
{
    auto wanted = to_group("new@folkmoot.example");
    wanted.authority.reset();
    CHECK(field_of_refusal(invites(facilitator, wanted)) == "authority");
    wanted.new_authority = {"Advice Centre"};
    CHECK(field_of_refusal(invites(facilitator, wanted)) == "new_authority");
    wanted.role = Role::guest;
    CHECK(!refusal(invites(facilitator, wanted)));
    CHECK(listed()[0].authority_name == "Advice Centre");
    wanted.mail = {"other@folkmoot.example"};
    wanted.role = Role::member;
    CHECK(!refusal(invites(boss, wanted)));
    CHECK(listed()[0].authority == listed()[1].authority); // it is there by now
}

TEST_CASE_FIXTURE(Inviting, "what is above groups is given by administrators alone")
{
    invitations::Invite wanted;
    wanted.name = {"Newcomer"};
    wanted.mail = {"new@folkmoot.example"};
    wanted.authority = easthaven;
    wanted.coordinator = true;
    CHECK(refusal(invites(facilitator, wanted)) == ErrorName::forbidden);
    CHECK(!refusal(invites(boss, wanted)));
    wanted.mail = {"other@folkmoot.example"};
    wanted.authority.reset();
    CHECK(field_of_refusal(invites(boss, wanted)) == "authority");
    wanted.coordinator = false;
    wanted.administrator = true;
    CHECK(!refusal(invites(boss, wanted)));
    wanted.role = Role::member;
    wanted.mail = {"third@folkmoot.example"};
    CHECK(field_of_refusal(invites(boss, wanted)) == "role");
}

TEST_CASE_FIXTURE(Inviting,
                  "who was invited for an authority that was merged is listed for its successor")
{
    REQUIRE(invites(facilitator, to_group("new@folkmoot.example")).has_value());
    CHECK(listed()[0].authority == easthaven);
    auto const before = listed()[0].authority_name;
    store.change([&](Change& change) {
        merge_authority(change, boss.actor,
                        {.authority = easthaven, .revision = 1, .into = union_learning})
            .value();
    });
    CHECK(listed()[0].authority == union_learning);
    CHECK(listed()[0].authority_name != before);
    CHECK(listed(measures)[0].authority_name == listed()[0].authority_name);
}

TEST_CASE_FIXTURE(Inviting, "who leaves the network is invited to nothing any more")
{
    auto const anna = person("Anna", northmere);
    invites(facilitator, to_group(anna.asks(me).value().mail)).value();
    CHECK(listed().size() == 1);
    store.change([&](Change& change) { end_person(change, anna.person); });
    CHECK(listed().empty());
    CHECK(!takes(1));
}

TEST_CASE_FIXTURE(Inviting,
                  "of an erased person no mail waits, and no invitation holds name or address")
{
    auto const anna = member(measures, "Anna", northmere, Role::facilitator);
    Mail const mail{anna.asks(me).value().mail};
    auto to_anna = to_group(mail.value);
    to_anna.group = group(facilitator, Kind::open, "Another");
    auto const there = invites(facilitator, to_anna).value().invitation;
    auto const made = invites(anna, to_group("new@folkmoot.example")).value().invitation;
    store.change([&](Change& change) { make_reset(change, {anna.person, ""}, mail, boss.person); });
    store.read([](Read& read) { CHECK(things_of_erased(read).empty()); });
    SUBCASE("who was still there") {}
    SUBCASE("who had left before")
    {
        store.change([&](Change& change) { end_person(change, anna.person); });
    }
    store.change(
        [&](Change& change) { erase_person(change, anna.person, Writings::stay).value(); });
    store.clock.pass(std::chrono::hours{1});
    CHECK(!takes(1));
    auto const forgotten = store.read([](Read& read) { return things_of_erased(read); });
    CHECK(forgotten.size() == 4); // with herself, whom letters are named after
    CHECK(std::ranges::find(forgotten, there) != forgotten.end());
    CHECK(std::ranges::find(forgotten, made) != forgotten.end());
    for (auto const& one : listed()) {
        CHECK(one.mail == "new@folkmoot.example"); // of another, and void: she may invite no more
        CHECK(one.invited_by.empty());
    }
}

// --- new passwords ------------------------------------------------------------------------------------

namespace {

struct Forgetting : Inviting {
    Somebody anna = person("Anna", northmere);
    Mail const mail{anna.asks(me).value().mail};

    Forgetting()
    {
        store.change([&](Change& change) { set_password(change, anna.person, "old"); });
    }
    void forgets()
    {
        store.change([&](Change& change) {
            make_reset(change, {anna.person, "old"}, mail, std::nullopt);
        });
    }
    std::variant<CameIn, WayInFault> chooses(int number, std::string const& hash)
    {
        return store.change([&](Change& change) {
            NewSignIn sign_in{.label = "A browser",
                              .expires_at = Instant{change.now().microseconds + 1'000'000'000}};
            sign_in.secret[0] = 98;
            sign_in.secret[1] = static_cast<std::uint8_t>(number);
            return use_reset(change, secret(number), hash, sign_in);
        });
    }
    std::optional<std::string> password()
    {
        return store.read([&](Read& read) { return password_of(read, anna.person); });
    }
    static std::optional<WayInFault> fault_in(std::variant<CameIn, WayInFault> const& outcome)
    {
        auto const* const found = std::get_if<WayInFault>(&outcome);
        return found ? std::optional{*found} : std::nullopt;
    }
};

} // namespace

TEST_CASE_FIXTURE(Forgetting, "a new password is chosen once, and ends every other sign-in")
{
    forgets();
    CHECK(listed().empty());
    CHECK(std::get<InvitationShown>(takes(1)->about).row.purpose == WayInPurpose::reset);
    CHECK(!fault_in(chooses(1, "new")));
    CHECK(password() == "new");
    CHECK(refusal(anna.asks(me)) == ErrorName::sign_in_needed);
    CHECK(fault_in(chooses(1, "newer")) == WayInFault::used);
    CHECK(password() == "new");
}

TEST_CASE_FIXTURE(Forgetting,
                  "a link for a new password lasts a day, until the next one, or its person's end")
{
    forgets();
    CHECK(takes(1));
    auto expected = WayInFault::expired;
    SUBCASE("a day")
    {
        store.clock.pass(std::chrono::hours{24});
    }
    SUBCASE("the next one")
    {
        forgets();
        expected = WayInFault::revoked;
    }
    SUBCASE("left")
    {
        store.change([&](Change& change) { end_person(change, anna.person); });
        expected = WayInFault::revoked;
    }
    CHECK(fault_in(chooses(1, "new")) == expected);
}

TEST_CASE_FIXTURE(Forgetting, "a link for a new password ends when its address is theirs no more")
{
    constexpr Sql taken_away = R"sql(
DELETE FROM mails WHERE person = $1
)sql";
    forgets();
    CHECK(takes(1));
    store.change([&](Change& change) { change.run(taken_away, anna.person); });
    CHECK(fault_in(chooses(1, "new")) == WayInFault::revoked);
    CHECK(password() == "old");
}

TEST_CASE_FIXTURE(Forgetting,
                  "nobody gets more than three links for a new password in an hour unasked")
{
    for (int i = 0; i < 5; ++i) {
        forgets();
    }
    CHECK(takes(1)); // the newest of the three
    CHECK(!takes(2));
    store.clock.pass(std::chrono::hours{2});
    forgets();
    CHECK(takes(3));
}

TEST_CASE_FIXTURE(Forgetting, "a link of one purpose does nothing of the other")
{
    forgets();
    CHECK(takes(1));
    invites(facilitator, to_group("new@folkmoot.example")).value();
    CHECK(takes(2));
    CHECK(fault_in(chooses(2, "new")) == WayInFault::unknown);
    auto const accepted = store.change(
        [&](Change& change) { return accept_invitation(change, secret(1), anna.actor, {}); });
    CHECK(fault_in(accepted) == WayInFault::unknown);
    CHECK(password() == "old");
}

TEST_CASE_FIXTURE(Forgetting, "an administrator sends such a link; one made by who is none is void")
{
    CHECK(refusal(anna.asks(send_reset, {.person = PersonId{}})) == ErrorName::not_found);
    CHECK(!refusal(boss.asks(send_reset, {.person = anna.person})));
    CHECK(takes(1));
    store.change([&](Change& change) { end_person(change, boss.person); });
    CHECK(fault_in(chooses(1, "new")) == WayInFault::right_lost);
}
