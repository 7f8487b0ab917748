// What a network says about itself.

#include "storage/statements.hpp"
#include "tests/storage/world.hpp"

#include <future>
#include <thread>

using namespace folkmoot::tests;
using statements::Which;

namespace {

struct Saying : World {
    Somebody boss = administrator();

    Result<people::Revised> says(Which which, Revision revision, std::string text)
    {
        return store.change([&](Change& change) {
            return change_statement(
                change, boss.actor,
                {.request = {}, .which = which, .revision = revision, .text = {text}});
        });
    }
    statements::Statement said(Which which)
    {
        return store.read([&](Read& read) { return statement_of(read, which); });
    }
};

} // namespace

TEST_CASE_FIXTURE(Saying, "a statement is empty until somebody writes it, and each is its own")
{
    CHECK(said(Which::privacy).text.empty());
    CHECK(said(Which::privacy).revision == 0);
    CHECK(!said(Which::privacy).changed_at);
    CHECK(says(Which::privacy, 0, "We keep *little*.").value().revision == 1);
    CHECK(said(Which::privacy).text == "We keep *little*.");
    CHECK(said(Which::privacy).changed_at == store.clock.now());
    CHECK(said(Which::accessibility).text.empty());
}

TEST_CASE_FIXTURE(Saying, "a statement that was changed since one looked is not written over")
{
    says(Which::accessibility, 0, "Ours").value();
    auto const refused = says(Which::accessibility, 0, "Mine");
    REQUIRE(!refused);
    CHECK(refused.error().name == ErrorName::conflict);
    CHECK(said(Which::accessibility).text == "Ours");
    CHECK(says(Which::accessibility, 1, "").value().revision == 2);
    CHECK(said(Which::accessibility).text.empty());
    CHECK(!says(Which::accessibility, 0, "Begun before"));
}

TEST_CASE_FIXTURE(Saying, "of several who write a statement at the same instant one does")
{
    std::vector<std::future<bool>> late;
    store.change([&](Change& change) {
        change_statement(change, boss.actor, {.revision = 0, .text = {"Ours"}}).value();
        for (std::uint8_t lane = 1; lane <= 4; ++lane) {
            auto const told = std::make_shared<std::promise<bool>>();
            late.push_back(told->get_future());
            Uuid place;
            place.bytes[8] = lane; // on PostgreSQL some of them are at another writer
            store.store().change<people::Revised>(
                [&](Change& other) {
                    return change_statement(other, boss.actor, {.revision = 0, .text = {"Mine"}});
                },
                [told](Result<people::Revised> const& done) { told->set_value(done.has_value()); },
                place);
        }
        std::this_thread::sleep_for(std::chrono::milliseconds{200}); // some wait for the row
    });
    for (auto& one : late) {
        CHECK(!one.get());
    }
    CHECK(said(Which::accessibility).text == "Ours");
}
