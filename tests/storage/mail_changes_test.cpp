// Changing the address that one signs in with: the link, whose the address is, and what is kept of it.

#include "storage/mail_changes.hpp"
#include "storage/network.hpp"
#include "storage/outbox.hpp"
#include "tests/storage/world.hpp"

#include <future>
#include <thread>

using namespace folkmoot::tests;

namespace {

using Outcome = std::variant<MailChangeShown, WayInFault>;

struct Changing : World {
    Somebody anna = person("Anna", northmere);
    std::string const wanted = "anna.new@folkmoot.example";

    static SecretHash secret(int number)
    {
        SecretHash hash{};
        hash[0] = static_cast<std::uint8_t>(number);
        return hash;
    }
    Result<Done> wants(Somebody const& who, std::string mail)
    {
        return store.change(
            [&](Change& change) { return ask_for_mail(change, who.actor, Mail{std::move(mail)}); });
    }
    Result<Done> wants_again(Somebody const& who)
    {
        return store.change([&](Change& change) { return send_mail_again(change, who.actor, {}); });
    }
    void keeps(Somebody const& who)
    {
        store.change([&](Change& change) { return keep_mail(change, who.actor, {}).has_value(); });
    }
    /// The next mail that is due, which is sent.
    std::optional<MailChangeMail> taken(int number)
    {
        return store.change([&](Change& change) -> std::optional<MailChangeMail> {
            auto const mail = take_mail(change, secret(number));
            if (!mail) {
                return std::nullopt;
            }
            mail_sent(change, mail->mail);
            return std::get<MailChangeMail>(mail->about);
        });
    }
    Outcome confirms(int number)
    {
        return store.change([&](Change& change) { return confirm_mail(change, secret(number)); });
    }
    std::optional<WayInFault> fault(int number)
    {
        return store.read([&](Read& read) -> std::optional<WayInFault> {
            auto const shown = show_mail_change(read, secret(number), store.clock.now());
            auto const* const found = std::get_if<WayInFault>(&shown);
            return found ? std::optional{*found} : std::nullopt;
        });
    }
    std::string mail_of(Somebody const& who) { return who.asks(me).value().mail; }
    std::optional<std::string> awaited(Somebody const& who)
    {
        return who.asks(awaited_mail).value().mail;
    }
    std::optional<PersonId> owner(std::string const& mail)
    {
        return store.read([&](Read& read) { return person_with_mail(read, Mail{mail}); });
    }
    static std::optional<WayInFault> refused(Outcome const& outcome)
    {
        auto const* const found = std::get_if<WayInFault>(&outcome);
        return found ? std::optional{*found} : std::nullopt;
    }
};

} // namespace

TEST_CASE_FIXTURE(Changing, "the old address stays until the link is used, and then is told")
{
    auto const before = mail_of(anna);
    REQUIRE(wants(anna, wanted).has_value());
    CHECK(mail_of(anna) == before);
    CHECK(awaited(anna) == wanted);
    auto const mail = taken(1);
    REQUIRE(mail.has_value());
    CHECK(mail->news == MailChangeNews::confirm);
    CHECK(mail->about.mail == wanted);
    CHECK(!fault(1));
    CHECK(mail_of(anna) == before);

    CHECK(!refused(confirms(1)));
    CHECK(mail_of(anna) == wanted);
    CHECK(owner(wanted) == anna.person);
    CHECK(!owner(before));
    CHECK(!awaited(anna));
    auto const told = taken(2);
    REQUIRE(told.has_value());
    CHECK(told->news == MailChangeNews::told);
    CHECK(told->about.mail == before);
    CHECK(fault(2) == WayInFault::unknown); // no link in it
    CHECK(!taken(3).has_value());
}

TEST_CASE_FIXTURE(Changing, "a link works once, for a day, and only the newest")
{
    REQUIRE(wants(anna, wanted).has_value());
    REQUIRE(taken(1).has_value());
    REQUIRE(wants_again(anna).has_value());
    CHECK(fault(1) == WayInFault::revoked);
    REQUIRE(taken(2).has_value());
    store.clock.pass(std::chrono::hours{24});
    CHECK(fault(2) == WayInFault::expired);
    CHECK(refused(confirms(2)) == WayInFault::expired);
    CHECK(awaited(anna) == wanted);
    REQUIRE(wants_again(anna).has_value());
    REQUIRE(taken(3).has_value());
    CHECK(!refused(confirms(3)));
    CHECK(refused(confirms(3)) == WayInFault::used);
    CHECK(refused(confirms(9)) == WayInFault::unknown);
    CHECK(wants_again(anna).error().name == ErrorName::conflict);
}

TEST_CASE_FIXTURE(Changing, "a change that is given up leads nowhere, and is not sent")
{
    REQUIRE(wants(anna, wanted).has_value());
    REQUIRE(taken(1).has_value());
    keeps(anna);
    CHECK(!awaited(anna));
    CHECK(refused(confirms(1)) == WayInFault::revoked);
    REQUIRE(wants(anna, wanted).has_value());
    keeps(anna);
    CHECK(!taken(2).has_value());
}

TEST_CASE_FIXTURE(Changing,
                  "what is given up at the instant it is confirmed is not confirmed after it")
{
    auto const before = mail_of(anna);
    REQUIRE(wants(anna, wanted).has_value());
    REQUIRE(taken(1).has_value());
    std::promise<Outcome> told;
    store.change([&](Change& change) {
        change.is_mark(); // as the server does it: nothing is held
        keep_mail(change, anna.actor, {}).value();
        Uuid place;
        place.bytes[8] = 1; // on PostgreSQL at another writer
        store.store().change<Outcome>(
            [&](Change& late) -> Result<Outcome> { return confirm_mail(late, secret(1)); },
            [&](Result<Outcome> const& outcome) { told.set_value(outcome.value()); }, place);
        std::this_thread::sleep_for(std::chrono::milliseconds{200}); // it waits for the row
    });
    CHECK(refused(told.get_future().get()) == WayInFault::revoked);
    CHECK(mail_of(anna) == before);
}

TEST_CASE_FIXTURE(Changing, "an address that somebody has is answered alike, and gets no link")
{
    auto const berta = person("Berta", easthaven);
    auto const hers = mail_of(berta);
    CHECK(wants(anna, hers).has_value());
    CHECK(awaited(anna) == hers);
    auto const mail = taken(1);
    REQUIRE(mail.has_value());
    CHECK(mail->news == MailChangeNews::taken);
    CHECK(refused(confirms(1)) == WayInFault::revoked);
    CHECK(owner(hers) == berta.person);
    CHECK(wants(anna, mail_of(anna)).error().field == "mail");
}

TEST_CASE_FIXTURE(Changing, "of two who want the same address one gets it")
{
    auto const berta = person("Berta", easthaven);
    auto const hers = mail_of(berta);
    REQUIRE(wants(anna, wanted).has_value());
    REQUIRE(taken(1).has_value());
    REQUIRE(wants(berta, wanted).has_value());
    REQUIRE(taken(2).has_value());
    CHECK(!refused(confirms(2)));
    CHECK(refused(confirms(1)) == WayInFault::revoked);
    CHECK(owner(wanted) == berta.person);
    CHECK(mail_of(anna) != wanted);
    CHECK(!owner(hers)); // free for whoever receives what is sent there
}

TEST_CASE_FIXTURE(Changing, "nobody's mail is flooded: five mails a day")
{
    for (int i = 0; i < 4; ++i) {
        REQUIRE(wants(anna, wanted + std::to_string(i)).has_value());
    }
    REQUIRE(wants_again(anna).has_value());
    CHECK(wants(anna, wanted).error().name == ErrorName::too_many);
    CHECK(wants_again(anna).error().name == ErrorName::too_many);
    store.clock.pass(std::chrono::hours{25});
    CHECK(wants(anna, wanted).has_value());
}

TEST_CASE_FIXTURE(Changing, "whoever leaves takes the addresses along, and old ones are forgotten")
{
    auto const berta = person("Berta", easthaven);
    auto const hers = mail_of(berta);
    REQUIRE(wants(anna, hers).has_value());
    REQUIRE(wants(berta, wanted).has_value());
    REQUIRE(taken(1).has_value());
    REQUIRE(taken(2).has_value());
    store.change([&](Change& change) { end_person(change, berta.person); });
    CHECK(refused(confirms(2)) == WayInFault::revoked);
    CHECK(!awaited(anna)); // it was Berta's
    store.clock.pass(std::chrono::hours{24 * 90});
    auto const sweep = [](Change& change) { return sweep_mail_changes(change); };
    CHECK(store.change(sweep) == 0);
    store.clock.pass(std::chrono::hours{25});
    CHECK(store.change(sweep) == 2);
}
