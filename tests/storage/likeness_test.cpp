// How alike two texts are: what matters of them, and what does not.

#include "storage/likeness.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>

using namespace folkmoot::storage;
using folkmoot::protocol::Count;
using folkmoot::protocol::library::BlockKind;

namespace {

Blocks paragraph(std::string text)
{
    return {{BlockKind::paragraph, std::move(text)}};
}

std::vector<std::int64_t> shingles_of(Blocks const& blocks)
{
    Shingles shingles;
    shingles.add(blocks);
    return std::move(shingles).all();
}

Count alike(std::string one, std::string other)
{
    return likeness(shingles_of(paragraph(std::move(one))),
                    shingles_of(paragraph(std::move(other))));
}

/// Words that nobody else writes.
std::string words(std::mt19937_64& random, int count)
{
    std::string text;
    for (int i = 0; i < count; ++i) {
        text += "w" + std::to_string(random()) + " ";
    }
    return text;
}

} // namespace

TEST_CASE("Where lines, cells and paragraphs end does not make another text; any character does")
{
    auto const hash = hash_of_words(paragraph("Ask for a library card, first."));
    CHECK(hash == hash_of_words({{BlockKind::heading, "Ask for a"},
                                 {BlockKind::row, "library\tcard,"},
                                 {BlockKind::paragraph, " first."}}));
    for (auto const* other : {"Ask for a library card first.", "ask for a library card, first.",
                              "Ask for a library card, first", "Ask for a library cards, first.",
                              "Ask for a card library, first."}) {
        CAPTURE(other);
        CHECK(hash != hash_of_words(paragraph(other)));
    }
}

TEST_CASE("Hashes are those that were stored by every release before")
{
    // sha256sum of "Häuser&Gärten"; SipHash-2-4 of "one two three four " with a key of zeros
    CHECK(hash_of_words(paragraph("Häuser & Gärten")) ==
          "407965c15a1b6881f980e47e740c7195ac4652cfb95c67622cc50a737962d0f6");
    CHECK(shingles_of(paragraph("one two three four")).at(0) == 6735425417521074223);
}

TEST_CASE("The same words are wholly alike, others not at all, and a changed word little less")
{
    std::mt19937_64 random{7};
    auto const text = words(random, 200);
    CHECK(alike(text, text) == 100);
    CHECK(alike(text, words(random, 200)) == 0);
    auto changed = text;
    changed.replace(changed.find(' ', 500) + 1, 2, "changed ");
    CHECK(alike(text, changed) >= 95);
    CHECK(alike(text, changed) < 100);
    CHECK(alike(text, text + words(random, 200)) == 49);
    CHECK(alike("", text) == 0);
    CHECK(alike("", "") == 0);
    CHECK(alike("too short", "Too short!") == 100);
    CHECK(alike("too short", "short too") == 0);
}

TEST_CASE("Runs of words go on over the ends of paragraphs")
{
    CHECK(shingles_of({{BlockKind::paragraph, "one two"}, {BlockKind::paragraph, "three four"}}) ==
          shingles_of(paragraph("one two three four")));
}

TEST_CASE("Of two texts that share half of what they say, many of the kept runs are the same")
{
    auto const seed = std::random_device{}();
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    for (int round = 0; round < 20; ++round) {
        auto const shared = words(random, 1'000);
        auto const one = kept_of(shingles_of(paragraph(shared + words(random, 500))));
        auto const other = kept_of(shingles_of(paragraph(shared + words(random, 500))));
        CHECK(one.size() == shingles_kept);
        std::vector<std::int64_t> both;
        std::ranges::set_intersection(one, other, std::back_inserter(both));
        CHECK(both.size() >= 8); // 24 are expected; fewer than 8 once in ten million texts
    }
}
