// Rows of uploads and of contents: whose they are, until when, and what is swept.

#include "storage/erasure.hpp"
#include "storage/person_export.hpp"
#include "storage/uploads.hpp"
#include "tests/storage/world.hpp"

using namespace folkmoot::tests;
using namespace std::chrono_literals;

namespace {

constexpr Sql name_content = R"sql(
UPDATE uploads SET sha256 = $2, received = size WHERE id = $1
)sql";

struct WithUploads {
    World world;
    Somebody lead = world.person("Lead", world.northmere);
    GroupId group = world.group(lead, groups::Kind::open);
    Somebody anna = world.member(group, "Anna", world.northmere);
    Somebody ben = world.member(group, "Ben", world.easthaven);
    KeptBlob const content{std::string(64, 'a'), 10, nullptr};

    Result<UploadState> begins(Somebody const& who, std::string name = "plan.docx",
                               std::int64_t size = 10)
    {
        return world.store.change([&](Change& change) {
            return begin_upload(change, who.actor, {group, std::move(name), size});
        });
    }
    Result<UploadState> sees(Somebody const& who, UploadId upload)
    {
        return world.store.read([&](Read& read) { return upload_state(read, who.actor, upload); });
    }
    Result<Done> notes(UploadId upload, std::int64_t received)
    {
        return world.store.change(
            [&](Change& change) { return note_received(change, upload, received); });
    }
    Result<Done> completes(UploadId upload, KeptBlob const& blob)
    {
        return world.store.change(
            [&](Change& change) { return complete_upload(change, upload, blob); });
    }
    Result<Done> ends(Somebody const& who, UploadId upload)
    {
        return world.store.change(
            [&](Change& change) { return end_upload(change, who.actor, upload); });
    }
    Result<UploadedFile> takes(Somebody const& who, UploadId upload, GroupId into)
    {
        return world.store.change(
            [&](Change& change) { return take_upload(change, who.actor, into, upload); });
    }
    UploadId completed(Somebody const& who)
    {
        auto const upload = begins(who).value().upload;
        completes(upload, content).value();
        return upload;
    }
    std::vector<std::string> sweeps()
    {
        return world.store.change([](Change& change) { return sweep_blobs(change); });
    }
    bool known(std::string const& sha256)
    {
        return world.store.read([&](Read& read) { return unknown_blobs(read, {sha256}).empty(); });
    }
};

} // namespace

TEST_CASE_FIXTURE(WithUploads, "an upload is one's own, grows and is complete when all of it came")
{
    auto const begun = begins(anna).value();
    CHECK(begun.received == 0);
    CHECK(begun.expires.microseconds == world.store.clock.now().microseconds + 7 * 86'400'000'000);
    CHECK_FALSE(refusal(notes(begun.upload, 6)));
    auto const state = sees(anna, begun.upload).value();
    CHECK(state.name == "plan.docx");
    CHECK(state.size == 10);
    CHECK(state.received == 6);
    CHECK(state.group_id == group);
    CHECK_FALSE(refusal(notes(begun.upload, 4))); // what was said is not taken back
    CHECK(sees(anna, begun.upload).value().received == 6);
    world.store.restart();
    CHECK_FALSE(refusal(completes(begun.upload, content)));
    CHECK_FALSE(refusal(completes(begun.upload, content))); // no answer came
    CHECK_FALSE(refusal(notes(begun.upload, 7)));
    CHECK(sees(anna, begun.upload).value().received == 10);
}

TEST_CASE_FIXTURE(WithUploads, "another's upload answers like none")
{
    auto const upload = begins(anna).value().upload;
    CHECK(sees(ben, upload).error() == sees(ben, UploadId{}).error());
    CHECK(refusal(sees(ben, upload)) == ErrorName::not_found);
    CHECK(refusal(ends(ben, upload)) == ErrorName::not_found);
    CHECK(refusal(notes(UploadId{}, 1)) == ErrorName::not_found);
    CHECK(refusal(completes(UploadId{}, content)) == ErrorName::not_found);
    CHECK_FALSE(known(content.sha256));
    CHECK_FALSE(refusal(ends(anna, upload)));
    CHECK(refusal(ends(anna, upload)) == ErrorName::not_found);
    CHECK(refusal(notes(upload, 1)) == ErrorName::not_found);
}

TEST_CASE_FIXTURE(WithUploads,
                  "an upload whose file was lost ends, unless it has gone on meanwhile")
{
    auto const upload = begins(anna).value().upload;
    notes(upload, 6).value();
    auto const lose = [&](UploadId which, std::int64_t received) {
        world.store.change([&](Change& change) { end_lost_upload(change, which, received); });
        return refusal(sees(anna, which)) == ErrorName::not_found;
    };
    CHECK_FALSE(lose(upload, 5));
    CHECK(lose(upload, 6));
    CHECK_FALSE(lose(completed(anna), 10));
}

TEST_CASE_FIXTURE(WithUploads, "who is signed in no more sees and ends nothing")
{
    auto const upload = begins(anna).value().upload;
    world.administrator().asks(end_somebody, {.person = anna}).value();
    CHECK(refusal(sees(anna, upload)) == ErrorName::sign_in_needed);
    CHECK(refusal(ends(anna, upload)) == ErrorName::sign_in_needed);
}

TEST_CASE_FIXTURE(WithUploads, "a name is a line of text that can be read as a name")
{
    std::string const longest(200, 'x');
    for (auto const& name : {std::string{"a"}, longest, std::string{"Übung (2) – Ende.pdf"}}) {
        CHECK_FALSE(refusal(begins(anna, name)));
    }
    for (auto const& name : {std::string{}, std::string{" "}, longest + "x", std::string{"a/b"},
                             std::string{"a\\b"}, std::string{"a\nb"}, std::string{"a\0b", 3},
                             std::string{"a\xFFz"}, std::string{"plan\u202Efdp.exe"}}) {
        CAPTURE(name);
        CHECK(field_of_refusal(begins(anna, name)) == "filename");
    }
    CHECK(field_of_refusal(begins(anna, "a", 0)) == "size");
    CHECK(field_of_refusal(begins(anna, "a", -1)) == "size");
}

TEST_CASE_FIXTURE(WithUploads, "20 wait at most, and there is room again when one has ended")
{
    auto const first = begins(anna).value().upload;
    for (int i = 1; i < 20; ++i) {
        begins(anna).value();
    }
    CHECK(refusal(begins(anna)) == ErrorName::too_many);
    CHECK_FALSE(refusal(begins(ben)));
    ends(anna, first).value();
    CHECK_FALSE(refusal(begins(anna)));
}

TEST_CASE_FIXTURE(WithUploads,
                  "an upload is used up once, by its person, in its group, when it is complete")
{
    auto const elsewhere = world.group(anna, groups::Kind::open, "Elsewhere");
    auto const waiting = begins(anna).value().upload;
    CHECK(field_of_refusal(takes(anna, waiting, group)) == "upload");
    CHECK_FALSE(refusal(sees(anna, waiting))); // and is still there
    auto const upload = completed(anna);
    CHECK(takes(ben, upload, group).error() == takes(anna, UploadId{}, group).error());
    CHECK(field_of_refusal(takes(ben, upload, group)) == "upload");
    CHECK(field_of_refusal(takes(anna, upload, elsewhere)) == "upload");
    auto const taken = takes(anna, upload, group).value();
    CHECK(taken.sha256 == content.sha256);
    CHECK(taken.size == 10);
    CHECK(taken.name == "plan.docx");
    CHECK(field_of_refusal(takes(anna, upload, group)) == "upload");
    CHECK(refusal(sees(anna, upload)) == ErrorName::not_found);
}

TEST_CASE_FIXTURE(WithUploads, "after 7 days an upload is over")
{
    auto const old = completed(anna);
    world.store.clock.pass(24h);
    auto const young = begins(anna).value().upload;
    auto const sweep = [&] {
        return world.store.change([](Change& change) { return sweep_uploads(change); });
    };
    world.store.clock.pass(24h * 6 - 1s);
    CHECK(sweep().empty());
    world.store.clock.pass(1s);
    CHECK(field_of_refusal(takes(anna, old, group)) == "upload");
    CHECK(sweep() == std::vector{old});
    CHECK(refusal(sees(anna, old)) == ErrorName::not_found);
    CHECK(world.store.read([&](Read& read) {
        return unknown_uploads(read, {old, young, UploadId{}});
    }) == std::vector{old, UploadId{}});
}

TEST_CASE_FIXTURE(WithUploads, "a content is swept a day after it was seen that nothing names it")
{
    auto const upload = completed(anna);
    world.store.clock.pass(100h);
    CHECK(sweeps().empty());
    ends(anna, upload).value();
    world.store.clock.pass(48h);
    CHECK(sweeps().empty()); // seen now
    world.store.clock.pass(24h - 1s);
    CHECK(sweeps().empty());
    world.store.clock.pass(1s);
    CHECK(sweeps() == std::vector{content.sha256});
    CHECK_FALSE(known(content.sha256));
}

TEST_CASE_FIXTURE(WithUploads, "a content that is named again meanwhile stays")
{
    ends(anna, completed(anna)).value();
    sweeps();
    world.store.clock.pass(25h);
    auto const again = completed(ben);
    CHECK(sweeps().empty());
    ends(ben, again).value();
    CHECK(sweeps().empty());
    world.store.clock.pass(23h);
    CHECK(sweeps().empty());
    CHECK(known(content.sha256));
}

TEST_CASE_FIXTURE(WithUploads, "the day begins anew when a content was named in between")
{
    ends(anna, completed(anna)).value();
    sweeps();
    world.store.clock.pass(23h);
    ends(ben, completed(ben)).value();
    world.store.clock.pass(2h);
    CHECK(sweeps().empty());
    CHECK(known(content.sha256));
}

TEST_CASE_FIXTURE(WithUploads, "the day begins anew whatever it is that named a content")
{
    ends(anna, completed(anna)).value();
    sweeps();
    auto const other = begins(ben).value().upload;
    world.store.change([&](Change& change) { change.run(name_content, other, content.sha256); });
    CHECK(sweeps().empty()); // and sees it named
    ends(ben, other).value();
    world.store.clock.pass(25h);
    CHECK(sweeps().empty());
    CHECK(known(content.sha256));
}

TEST_CASE_FIXTURE(WithUploads, "uploads are in the export of a person and go with them")
{
    auto const upload = begins(anna).value().upload;
    auto const of_ben = begins(ben).value().upload;
    auto const exported =
        world.store.read([&](Read& read) { return person_export(read, anna); }).value();
    REQUIRE(exported.uploads.size() == 1);
    CHECK(exported.uploads[0].name == "plan.docx");
    CHECK(exported.uploads[0].size == 10);
    world.store
        .change(
            [&](Change& change) { return erase_person(change, anna, Writings::stay, lead.person); })
        .value();
    CHECK(world.store.read([&](Read& read) {
        return unknown_uploads(read, {upload, of_ben});
    }) == std::vector{upload});
}
