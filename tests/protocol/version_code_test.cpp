// The code of a version, as it is printed and typed.

#include "protocol/version_code.hpp"

#include <doctest/doctest.h>

#include <random>

using namespace folkmoot::protocol;

namespace {

constexpr std::string_view signs = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

VersionCode some_code(std::mt19937_64& chance)
{
    return {chance() >> (64 - 35)};
}

} // namespace

TEST_CASE("a code is eight characters of the version's id, the same for everybody")
{
    auto const version = uuid_from("0198c1a4-7d20-7b6e-9c55-2f1f5a0e8d11");
    REQUIRE(version);
    auto const code = code_of(VersionId{*version});
    CHECK(code.value == 0x1f5a0e8d11 >> 5);
    CHECK(to_string(code) == "3XD0-X386");
    CHECK(to_string(VersionCode{0}) == "0000-0000");
    CHECK(to_string(VersionCode{(std::uint64_t{1} << 35) - 1}) == "ZZZZ-ZZZC");
}

TEST_CASE("a code is read as people type it")
{
    auto const code = VersionCode{0x1f5a0e8d11 >> 5};
    for (std::string_view const typed :
         {"3XD0-X386", "3xd0-x386", "3XD0X386", " 3XD0 X386 ", "3xdo-x386"}) {
        CAPTURE(typed);
        CHECK(version_code_from(typed) == code);
    }
    auto const ones = to_string(VersionCode{0x42108421});
    REQUIRE(ones.starts_with("1111-111"));
    CHECK(version_code_from("IlLi-1Il" + ones.substr(ones.size() - 1)) == VersionCode{0x42108421});
    for (std::string_view const typed : {"", "3XD0", "3XD0-X38", "3XD0-X3866", "3XD0-X38U",
                                         "3XD0-X386?", "3XD0_X386", "3XD0-X38Ü"}) {
        CAPTURE(typed);
        CHECK(!version_code_from(typed));
    }
}

TEST_CASE("a code reads as it was written, whichever it is")
{
    std::mt19937_64 chance{7}; // NOLINT: the same in each run
    for (int time = 0; time < 1000; ++time) {
        auto const code = some_code(chance);
        CHECK(version_code_from(to_string(code)) == code);
    }
}

TEST_CASE("any one wrong character is noticed, and any two that are swapped")
{
    std::mt19937_64 chance{7}; // NOLINT: the same in each run
    for (int time = 0; time < 100; ++time) {
        auto const right = to_string(some_code(chance));
        for (std::size_t place = 0; place < right.size(); ++place) {
            if (right[place] == '-')
                continue;
            auto wrong = right;
            for (char const sign : signs) {
                wrong[place] = sign;
                CHECK(version_code_from(wrong).has_value() == (sign == right[place]));
            }
            for (auto other = place + 1; other < right.size(); ++other) {
                if (right[other] == '-' || right[other] == right[place])
                    continue;
                auto swapped = right;
                std::swap(swapped[place], swapped[other]);
                CHECK(!version_code_from(swapped));
            }
        }
    }
}
