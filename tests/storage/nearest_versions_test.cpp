// "Not known by its bytes": what a file is like, for whom, and how surely.

#include "storage/erasure.hpp"
#include "storage/nearest_versions.hpp"
#include "tests/storage/library_scene.hpp"

#include <algorithm>

using namespace folkmoot::tests;
using library::BlockKind;
using library::SameBy;
using library::TextState;

namespace {

constexpr Sql count_rows = R"sql(
SELECT (SELECT count(*) FROM file_texts) + (SELECT count(*) FROM file_text_pieces) +
       (SELECT count(*) FROM file_shingles)
)sql";

constexpr char const* guide =
    "Ask for a library card first. Write down who borrows which laptop, and until when. "
    "Each laptop comes with a charger, a bag and a page that says whom to call. Look at it with "
    "the borrower before they go. When it comes back, wipe it and charge it.";

struct WithFiles {
    World world;
    Somebody lead = world.person("Lead", world.northmere);
    GroupId group = world.group(lead, groups::Kind::by_invitation);
    Somebody ana = world.member(group, "Ana", world.easthaven);
    Somebody outsider = world.person("Outsider", world.easthaven);
    GroupId elsewhere = world.group(outsider, groups::Kind::by_invitation);
    ResourceId resource = puts_link_in(ana, group).resource;

    /// All that waits has these words and pictures.
    void reads(std::string words, std::optional<std::string> const& pictures = "")
    {
        world.store.change([&](Change& change) {
            while (auto const taken = take_text(change)) {
                keep_text(change, *taken, kept_words({{BlockKind::paragraph, words}}), pictures);
            }
        });
    }
    VersionId version(char digit, std::string words,
                      std::optional<std::string> const& pictures = "")
    {
        world.store.clock.pass(std::chrono::seconds{1});
        auto const made = adds_file(ana, group, resource, std::string(64, digit));
        reads(std::move(words), pictures);
        return made;
    }
    UploadId upload(Somebody const& who, char digit, std::string words,
                    std::optional<std::string> const& pictures = "")
    {
        auto const made = uploads(who, group, std::string(64, digit));
        reads(std::move(words), pictures);
        return made;
    }
    library::NearestVersions nearest(Somebody const& who, UploadId upload)
    {
        return who.asks(nearest_versions, {.upload = upload}).value();
    }
    /// Of the only one that is named.
    library::KnownVersion only(UploadId upload)
    {
        auto const answer = nearest(ana, upload);
        CHECK(answer.state == TextState::ready);
        REQUIRE(answer.known.size() == 1);
        return answer.known.front();
    }
    std::int64_t rows()
    {
        return world.store.read([](Read& read) { return read.number(count_rows); });
    }
};

} // namespace

TEST_CASE_FIXTURE(WithFiles, "A file that was saved again is known by its words and pictures")
{
    auto const known = version('a', guide, "pictures");
    auto const upload = this->upload(ana, 'b', std::string{guide} + "  ", "pictures");
    auto const answer = only(upload);
    CHECK(answer.version.version == known);
    CHECK(answer.by == SameBy::saved_again);
    CHECK_FALSE(answer.likeness);
}

TEST_CASE_FIXTURE(WithFiles, "The same words with other pictures, or unknown ones, are no more "
                             "than the same words")
{
    version('a', guide, "pictures");
    CHECK(only(upload(ana, 'b', guide, "others")).by == SameBy::words);
    CHECK(only(upload(ana, 'c', guide, std::nullopt)).by == SameBy::words);
    version('d', "Something else altogether", std::nullopt);
    CHECK(only(upload(ana, 'e', "Something else altogether", std::nullopt)).by == SameBy::words);
}

TEST_CASE_FIXTURE(WithFiles, "An edited file is known as like the version it is most like")
{
    version('a', std::string{guide} + " Then put it back on the shelf in the office, and say so.");
    auto const second = version('b', guide);
    version('c', "Measures of impact, counted by the quarter, for whoever reports to a funder.");
    auto edited = std::string{guide};
    edited.replace(edited.find("charger"), 7, "cable");
    auto const answer = nearest(ana, upload(ana, 'd', edited));
    REQUIRE(answer.known.size() == 2);
    CHECK(answer.known[0].version.version == second);
    CHECK(answer.known[0].by == SameBy::nearly);
    CHECK(answer.known[0].likeness.value() > 70);
    CHECK(answer.known[0].likeness.value() < 100);
    CHECK(answer.known[1].likeness.value() < answer.known[0].likeness.value());
}

TEST_CASE_FIXTURE(WithFiles, "Only signs or capitals differ: nearly the same, not the same")
{
    version('a', guide);
    auto other = std::string{guide};
    std::ranges::replace(other, ',', ';');
    auto const answer = only(upload(ana, 'b', other));
    CHECK(answer.by == SameBy::nearly);
    CHECK(answer.likeness == 99);
}

TEST_CASE_FIXTURE(WithFiles, "What says something else is like nothing")
{
    version('a', guide);
    auto const upload = this->upload(ana, 'b', "Minutes of a meeting about parking in the yard.");
    CHECK(nearest(ana, upload).known.empty());
    CHECK(nearest(ana, upload).state == TextState::ready);
}

TEST_CASE_FIXTURE(WithFiles,
                  "Versions in groups that one may not read are as if they were not there")
{
    version('a', guide);
    auto const theirs = uploads(outsider, elsewhere, std::string(64, 'b'));
    reads(guide);
    CHECK(nearest(outsider, theirs).known.empty());
    auto const alike = uploads(outsider, elsewhere, std::string(64, 'c'));
    reads(std::string{guide} + " And so on.");
    CHECK(nearest(outsider, alike).known.empty());
    CHECK(nearest(ana, upload(ana, 'd', guide)).known.size() == 1);
}

TEST_CASE_FIXTURE(WithFiles, "Who asks about an upload of another, or one that is not complete, "
                             "hears that there is none")
{
    auto const upload = this->upload(ana, 'a', guide);
    CHECK(outsider.asks(nearest_versions, {.upload = upload}).error().name == ErrorName::not_found);
    auto const begun = world.store.change([&](Change& change) {
        return begin_upload(change, ana.actor, {group, "half.docx", 3}).value().upload;
    });
    CHECK(ana.asks(nearest_versions, {.upload = begun}).error().name == ErrorName::not_found);
}

TEST_CASE_FIXTURE(WithFiles,
                  "Until its words are read out an upload waits; one without words says so")
{
    auto const upload = uploads(ana, group, std::string(64, 'a'));
    CHECK(nearest(ana, upload).state == TextState::waiting);
    reads(" ");
    CHECK(nearest(ana, upload).state == TextState::no_words);
    CHECK(nearest(ana, upload).known.empty());
}

TEST_CASE_FIXTURE(WithFiles,
                  "With the upload that was compared its words go, unless a version has them")
{
    auto const before = rows();
    auto const upload = this->upload(ana, 'a', guide);
    CHECK(rows() > before);
    world.store.change([&](Change& change) { return end_upload(change, ana.actor, upload); })
        .value();
    CHECK(rows() == before);
    version('b', guide);
    auto const kept = rows();
    auto const again = this->upload(ana, 'b', guide);
    world.store.change([&](Change& change) { return end_upload(change, ana.actor, again); })
        .value();
    CHECK(rows() == kept);
}

TEST_CASE_FIXTURE(WithFiles, "What was in uploads of somebody who is erased goes with them")
{
    auto const before = rows();
    upload(ana, 'a', guide);
    world.store
        .change([&](Change& change) {
            return erase_person(change, ana.person, Writings::stay, std::nullopt);
        })
        .value();
    CHECK(rows() == before);
}

TEST_CASE_FIXTURE(WithFiles, "A removed version is like nothing any more")
{
    auto const removed = version('a', guide);
    auto const upload = this->upload(ana, 'b', guide);
    REQUIRE(nearest(ana, upload).known.size() == 1);
    ana.asks(may_remove_version, removed, remove_version,
             {.version = removed, .why = {"A mistake"}})
        .value();
    CHECK(nearest(ana, upload).known.empty());
}

TEST_CASE_FIXTURE(WithFiles, "At most five are named, the most alike first, whatever there is")
{
    auto text = std::string{guide};
    for (char const digit : {'1', '2', '3', '4', '5', '6', '7'}) {
        version(digit, text);
        text += " And one more thing that is worth saying.";
    }
    auto const answer = nearest(ana, upload(ana, 'a', std::string{guide} + " The end."));
    REQUIRE(answer.known.size() == 5);
    CHECK(std::ranges::is_sorted(answer.known, std::ranges::greater{},
                                 [](auto const& known) { return known.likeness.value(); }));
}
