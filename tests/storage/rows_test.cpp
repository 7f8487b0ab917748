// Values to parameters and back to rows.

#include "tests/storage/fixture.hpp"

#include <doctest/doctest.h>

using namespace folkmoot::tests;

namespace {

enum class Colour { red, dark_green };
BOOST_DESCRIBE_ENUM(Colour, red, dark_green)

struct Everything {
    PersonId person;
    Uuid uuid;
    Instant at;
    bool on = false;
    Colour colour{};
    std::int64_t number = 0;
    std::string words;
    Title title;
    std::array<std::uint8_t, 32> hash{};
    Bytes bytes;
    std::optional<PersonId> nobody;
    std::optional<std::string> somewhat;
    std::vector<int> filled_later;
};
BOOST_DESCRIBE_STRUCT(Everything, (),
                      (person, uuid, at, on, colour, number, words, title, hash, bytes, nobody,
                       somewhat, filled_later))

// In another order than the fields. What a parameter is, PostgreSQL knows from what it stands beside.
constexpr Sql everything = R"sql(
    SELECT $12 AS somewhat, COALESCE($11, f.id) AS nobody, COALESCE($10, f.id) AS bytes,
           COALESCE($9, f.id) AS hash, $8 AS title, $7 AS words,
           COALESCE($6, f.last_number) AS number, $5 AS colour,
           COALESCE($4, f.last_number) AS "on", COALESCE($3, f.last_number) AS at,
           COALESCE($2, f.id) AS uuid, COALESCE($1, f.id) AS person
      FROM (SELECT 1 AS one) o LEFT JOIN feeds f ON f.last_number = -1
)sql";

struct Pair {
    std::int64_t a = 0;
    std::int64_t b = 0;
};
BOOST_DESCRIBE_STRUCT(Pair, (), (a, b))

struct Outer {
    std::int64_t id = 0;
    Pair left;
    std::optional<Pair> right;
};
BOOST_DESCRIBE_STRUCT(Outer, (), (id, left, right))

template <class Row, class... Parameters>
std::optional<Row> asked(Sql sql, Parameters const&... parameters)
{
    FreshStore store;
    return store.read([&](Read& read) { return read.row<Row>(sql, parameters...); });
}

/// What a query that does not fit its row throws, as the text of the failure.
template <class Row, class... Parameters>
std::string failure(Sql sql, Parameters const&... parameters)
{
    FreshStore store;
    return store.read([&](Read& read) -> std::string {
        try {
            read.row<Row>(sql, parameters...);
            return "";
        } catch (DatabaseError const& failure) {
            return failure.what();
        }
    });
}

} // namespace

TEST_CASE("every type of a field comes back as it went, whatever the order of the columns")
{
    FreshStore store;
    auto const person = store.change([](Change& change) { return change.fresh_id<PersonId>(); });
    std::array<std::uint8_t, 32> hash{};
    hash[0] = 255;
    hash[31] = 1;
    auto const row = asked<Everything>(
        everything, person, Uuid{person}, Instant{-5}, true, Colour::dark_green,
        std::int64_t{1} << 40, std::string_view{"wörds"}, Title{"A title"}, hash,
        Bytes{std::string("\0b", 2)}, std::optional<PersonId>{}, std::optional<std::string>{""});
    REQUIRE(row);
    CHECK(row->person == person);
    CHECK(row->uuid == Uuid{person});
    CHECK(row->at == Instant{-5});
    CHECK(row->on);
    CHECK(row->colour == Colour::dark_green);
    CHECK(row->number == std::int64_t{1} << 40);
    CHECK(row->words == "wörds");
    CHECK(row->title == Title{"A title"});
    CHECK(row->hash == hash);
    CHECK(row->bytes == Bytes{std::string("\0b", 2)});
    CHECK_FALSE(row->nobody);
    CHECK(row->somewhat == "");
    CHECK(row->filled_later.empty());
}

TEST_CASE("a struct within a struct takes the columns with its name before them")
{
    constexpr Sql both = R"sql(
        SELECT 1 AS id, 2 AS left_a, 3 AS left_b, 4 AS right_a, 5 AS right_b)sql";
    auto const row = asked<Outer>(both);
    REQUIRE(row);
    CHECK(row->left.b == 3);
    REQUIRE(row->right);
    CHECK(row->right->a == 4);
    CHECK(row->right->b == 5);
    constexpr Sql one = R"sql(
        SELECT NULL AS right_b, NULL AS right_a, 2 AS left_a, 3 AS left_b, 1 AS id)sql";
    auto const without = asked<Outer>(one);
    REQUIRE(without);
    CHECK_FALSE(without->right);
    CHECK(without->left.a == 2);
    CHECK(without->id == 1);
}

TEST_CASE("a scalar is the row of a query with one column")
{
    constexpr Sql word = R"sql(SELECT 'red')sql";
    CHECK(asked<std::string>(word) == "red");
    CHECK(asked<Colour>(word) == Colour::red);
    constexpr Sql nothing = R"sql(SELECT 1 WHERE 1 = 0)sql";
    CHECK_FALSE(asked<std::int64_t>(nothing));
    constexpr Sql null = R"sql(SELECT NULL)sql";
    auto const absent = asked<std::optional<std::int64_t>>(null);
    REQUIRE(absent);
    CHECK_FALSE(*absent);
    constexpr Sql is_null = R"sql(SELECT CASE WHEN CAST($1 AS TEXT) IS NULL THEN 1 ELSE 0 END)sql";
    CHECK(asked<bool>(is_null, std::nullopt) == true);
    CHECK(asked<bool>(is_null, "a literal") == false);
}

TEST_CASE("a column without a field, or a field without a column, is a mistake that is named")
{
    constexpr Sql one = R"sql(SELECT 1 AS a)sql";
    CHECK(failure<Pair>(one) == "no column is named b");
    constexpr Sql three = R"sql(SELECT 1 AS a, 2 AS b, 3 AS c)sql";
    CHECK(failure<Pair>(three) == "the statement gives 3 columns where the row has 2");
    CHECK(failure<std::int64_t>(three) == "the statement gives 3 columns where the row has 1");
}

TEST_CASE("what does not fit its field is refused by the column's name")
{
    constexpr Sql null = R"sql(SELECT NULL AS x)sql";
    CHECK(failure<std::int64_t>(null) == "column x is NULL");
    CHECK(failure<PersonId>(null) == "column x is NULL");
    constexpr Sql word = R"sql(SELECT 'blue' AS x)sql";
    CHECK(failure<Colour>(word) == "column x holds what its field cannot");
    CHECK(failure<std::int64_t>(word) == "column x holds another type");
    constexpr Sql few = R"sql(
        SELECT COALESCE($1, f.id) AS x
          FROM (SELECT 1 AS one) o LEFT JOIN feeds f ON f.last_number = -1)sql";
    CHECK(failure<PersonId>(few, Bytes{"\1\2"}) == "column x holds what its field cannot");
}

TEST_CASE("a number that one is sure of is missed loudly")
{
    constexpr Sql nothing = R"sql(SELECT 1 WHERE 1 = 0)sql";
    FreshStore store;
    auto const result =
        store.read([&](Read& read) -> Result<std::int64_t> { return read.number(nothing); });
    CHECK(result.has_error());
}
