// Known and unknown addresses answer alike in time. No clock is looked at: what takes time is counted, which
// is computing hashes and asking the database.

#include "storage/erasure.hpp"
#include "storage/invitations.hpp"
#include "storage/outbox.hpp"
#include "tests/server/doors_scene.hpp"

#include <map>
#include <mutex>

using namespace folkmoot;
using namespace folkmoot::tests;

namespace {

/// Passes on, and keeps what was asked.
class Listened final : public Connection {
public:
    explicit Listened(std::unique_ptr<Connection> real) : real_(std::move(real)) {}

    std::vector<std::string> asked;

    std::int64_t run(std::string_view sql, std::span<Value const> parameters,
                     std::function<void(Columns const&)> const& row) override
    {
        asked.emplace_back(sql);
        return real_->run(sql, parameters, row);
    }
    void run_script(std::string_view sql) override { real_->run_script(sql); }
    bool in_transaction() const override { return real_->in_transaction(); }
    void begin_read() override { real_->begin_read(); }
    void begin_change() override { real_->begin_change(); }
    void hold(Hold how, Uuid const& what) override { real_->hold(how, what); }
    void commit() override { real_->commit(); }
    void roll_back() noexcept override { real_->roll_back(); }
    void keep_house(bool idle) override { real_->keep_house(idle); }

private:
    std::unique_ptr<Connection> real_;
};

/// How many hashes of which kind. Any thread.
class Tally {
public:
    void add(std::string_view kind)
    {
        std::lock_guard const lock{mutex_};
        ++kinds_[std::string{kind}];
    }
    /// Since it was last asked.
    std::map<std::string, int> taken()
    {
        std::lock_guard const lock{mutex_};
        return std::exchange(kinds_, {});
    }

private:
    std::mutex mutex_;
    std::map<std::string, int> kinds_;
};

/// Addresses of all kinds, and doors at which hashes are counted.
struct Knocking : Doors {
    std::string const password = "three blue kettles";
    Tally tally;
    server::Passwords counted{cheapest(), [this](std::string_view kind) { tally.add(kind); }};
    server::Dispatch at_door{{world.store.store(), hub, counted, throttle}};
    server::Site site{
        at_door, world.store.store(), {.network_name = "Vale", .public_url = "", .port = 8080}};
    std::string const known = one_with_password("Anna");
    std::vector<std::pair<std::string, std::string>> const strangers = all_strangers();
    std::map<std::string, int> const one_hash = counted_once();

    std::string one_with_password(std::string name)
    {
        auto const who = world.person(std::move(name), world.northmere);
        gives_password(who, password);
        return mail_of(who);
    }
    /// Who cannot sign in, by what they are.
    std::vector<std::pair<std::string, std::string>> all_strangers()
    {
        auto const without = mail_of(world.person("Ben", world.northmere));
        auto const ended = one_with_password("Cleo");
        auto const erased = one_with_password("Dora");
        world.store.change([&](Change& change) {
            end_person(change, *person_with_mail(change, {ended}));
            erase_person(change, *person_with_mail(change, {erased}), Writings::stay).value();
        });
        return {{"nobody", "nobody@folkmoot.example"},
                {"without a password", without},
                {"ended", ended},
                {"erased", erased}};
    }
    std::map<std::string, int> counted_once()
    {
        static_cast<void>(counted.make_now("anything"));
        return tally.taken();
    }
    std::string signs_in(std::string const& mail, std::string const& words)
    {
        std::promise<CallAnswer> promise;
        at_door.call(
            {.actor = {}, .address = "192.0.2.1", .user_agent = ""}, {},
            asking("people.sign_in", "{\"mail\":\"" + mail + "\",\"password\":\"" + words + "\"}"),
            [&](CallAnswer given) { promise.set_value(std::move(given)); });
        return promise.get_future().get().json;
    }
    int posts(std::string target, std::string body)
    {
        std::promise<int> promise;
        site.answer({.method = "POST",
                     .target = std::move(target),
                     .body = std::move(body),
                     .headers = {{"host", "localhost:8080"}, {"origin", "http://localhost:8080"}},
                     .address = "192.0.2.7"},
                    [&](server::HttpAnswer const& answer) { promise.set_value(answer.status); });
        return promise.get_future().get();
    }
    /// The statements by which an address is looked up.
    std::vector<std::string> asked_for(std::string const& mail)
    {
        auto place = world.store.place.place();
        place.alone = false;
        auto const database = open_database(place, [](std::string_view) {});
        Listened listened{database->reading()};
        listened.begin_read();
        Read read{listened};
        static_cast<void>(password_of(read, Mail{mail}));
        listened.roll_back();
        return listened.asked;
    }
};

} // namespace

TEST_CASE_FIXTURE(Knocking,
                  "whatever an address is, trying to sign in computes one hash, of one kind")
{
    REQUIRE(one_hash.size() == 1);
    CHECK(one_hash.begin()->first.starts_with("$argon2id$v=19$m="));
    CHECK(one_hash.begin()->second == 1);
    auto const wrong = signs_in(known, "three red kettles");
    CHECK(contains(wrong, R"("name":"invalid","field":"password")"));
    CHECK(tally.taken() == one_hash);
    for (auto const& [what, mail] : strangers) {
        CAPTURE(what);
        CHECK(signs_in(mail, password) == wrong);
        CHECK(tally.taken() == one_hash);
    }
    CHECK(contains(signs_in(known, password), "\"person\""));
    CHECK(tally.taken() == one_hash);
}

TEST_CASE_FIXTURE(Knocking, "whatever an address is, it is looked up with the same statement")
{
    auto const asked = asked_for(known);
    CHECK(asked.size() == 1);
    for (auto const& [what, mail] : strangers) {
        CAPTURE(what);
        CHECK(asked_for(mail) == asked);
    }
}

TEST_CASE_FIXTURE(Knocking, "who has forgotten their password has no hash computed, known or not")
{
    CHECK(posts("/forgotten", "mail=" + known) == 200);
    for (auto const& [what, mail] : strangers) {
        CAPTURE(what);
        CHECK(posts("/forgotten", "mail=" + mail) == 200);
    }
    CHECK(tally.taken().empty());
    // Only who can sign in gets a mail.
    CHECK(world.store.change([](Change& change) { return mails_due(change, change.now()); }) == 1);
}

TEST_CASE_FIXTURE(Knocking,
                  "an address typed into the operator's link costs one hash, known or not")
{
    auto const secret = server::fresh_secret(world.store.surroundings());
    world.store.change([&](Change& change) {
        make_invitation(change, {.administrator = true, .secret = server::hash_of_secret(secret)});
    });
    auto const comes = [&](std::string const& mail) {
        return posts(
            "/invitations/" + secret,
            "name=Founder&mail=" + mail +
                "&password=three+blue+kettles&password_again=three+blue+kettles&do=accept");
    };
    CHECK(comes(known) == 422);
    CHECK(tally.taken() == one_hash);
    CHECK(comes("founder@folkmoot.example") == 303);
    CHECK(tally.taken() == one_hash);
}

TEST_CASE_FIXTURE(Knocking,
                  "a link that was handed over costs one hash, whoever's address it is for")
{
    auto const comes = [&](std::string const& mail) {
        auto const secret = server::fresh_secret(world.store.surroundings());
        world.store.change([&](Change& change) {
            make_invitation(change, {.mail = mail, .secret = server::hash_of_secret(secret)});
        });
        return posts("/invitations/" + secret,
                     "name=Prober&mail=" + mail + "&password=three+red+kettles&do=accept");
    };
    CHECK(comes(known) == 422);
    CHECK(tally.taken() == one_hash);
    for (auto const& [what, mail] : strangers) {
        CAPTURE(what);
        CHECK(comes(mail) == (what == "without a password" ? 422 : 303));
        CHECK(tally.taken() == one_hash);
    }
}
