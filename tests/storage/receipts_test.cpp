// The retry rule.

#include "storage/receipts.hpp"
#include "tests/storage/fixture.hpp"

#include <doctest/doctest.h>

using namespace folkmoot::tests;

namespace {

constexpr Sql count_receipts = R"sql(SELECT count(*) FROM receipts)sql";

struct Retries {
    FreshStore store;
    PersonId anna = store.change([](Change& change) { return change.fresh_id<PersonId>(); });
    PersonId ben = store.change([](Change& change) { return change.fresh_id<PersonId>(); });
    RequestId request = store.change([](Change& change) { return change.fresh_id<RequestId>(); });
    ParametersHash hash{1, 2, 3};

    void keeps(PersonId person, std::string_view method, std::string_view result)
    {
        store.change([&, person](Change& change) {
            keep_receipt(change, person, request, method, hash, result);
        });
    }
    Result<std::optional<std::string>> finds(PersonId person, std::string_view method,
                                             ParametersHash const& with)
    {
        return store.read([&, person](Read& read) {
            return first_result(ask_receipt(read, person, request), method, with);
        });
    }
};

} // namespace

TEST_CASE("a request that comes again is answered with the first result")
{
    Retries retries;
    CHECK_FALSE(retries.finds(retries.anna, "forum.reply", retries.hash).value());
    retries.keeps(retries.anna, "forum.reply", R"({"number":7})");
    CHECK(retries.finds(retries.anna, "forum.reply", retries.hash).value() == R"({"number":7})");
    retries.store.restart();
    CHECK(retries.finds(retries.anna, "forum.reply", retries.hash).value() == R"({"number":7})");
}

TEST_CASE("a request id that comes again for something else is a conflict")
{
    Retries retries;
    retries.keeps(retries.anna, "forum.reply", "{}");
    auto const other_content = retries.finds(retries.anna, "forum.reply", {9});
    REQUIRE(other_content.has_error());
    CHECK(other_content.error().name == ErrorName::conflict);
    auto const other_method = retries.finds(retries.anna, "forum.start_topic", retries.hash);
    REQUIRE(other_method.has_error());
    CHECK(other_method.error().name == ErrorName::conflict);
}

TEST_CASE("a request id belongs to its person: another one's is new")
{
    Retries retries;
    retries.keeps(retries.anna, "forum.reply", "{}");
    CHECK_FALSE(retries.finds(retries.ben, "forum.reply", retries.hash).value());
    CHECK_NOTHROW(retries.keeps(retries.ben, "forum.reply", "{}"));
}

TEST_CASE("a second receipt for one request cannot be kept")
{
    Retries retries;
    retries.keeps(retries.anna, "forum.reply", "{}");
    auto const second = retries.store.change([&](Change& change) -> Result<Done> {
        keep_receipt(change, retries.anna, retries.request, "forum.reply", retries.hash, "{}");
        return Done{};
    });
    REQUIRE(second.has_error());
    CHECK(second.error().name == ErrorName::conflict);
}

TEST_CASE("receipts are kept 90 days and then swept, a thousand at once")
{
    Retries retries;
    auto& store = retries.store;
    store.change([&](Change& change) {
        for (int i = 0; i < 1'500; ++i) {
            keep_receipt(change, retries.anna, change.fresh_id<RequestId>(), "m", {}, "{}");
        }
    });
    store.clock.pass(std::chrono::hours{24 * 90});
    retries.keeps(retries.anna, "forum.reply", "{}");
    CHECK(store.change([](Change& change) { return sweep_receipts(change); }) == 0);
    store.clock.pass(std::chrono::microseconds{1});
    CHECK(store.change([](Change& change) { return sweep_receipts(change); }) == 1'000);
    CHECK(store.change([](Change& change) { return sweep_receipts(change); }) == 500);
    CHECK(store.change([](Change& change) { return sweep_receipts(change); }) == 0);
    CHECK(store.read([](Read& read) { return read.number(count_receipts); }) == 1);
    CHECK(retries.finds(retries.anna, "forum.reply", retries.hash).value().has_value());
}
