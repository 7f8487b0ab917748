// "Which version is this?": by a file's bytes, by a link and by the code that is printed on it.

#include "storage/library.hpp"
#include "storage/uploads.hpp"
#include "storage/which_version.hpp"
#include "tests/storage/world.hpp"

using namespace folkmoot::tests;
using library::SameBy;
using library::VersionState;

namespace {

constexpr Sql insert_content = R"sql(
INSERT INTO blobs (sha256, size, at) VALUES ($1, 3, 0) ON CONFLICT (sha256) DO NOTHING
)sql";

constexpr Sql update_arrived = R"sql(
UPDATE uploads SET received = size, sha256 = $2 WHERE id = $1
)sql";

std::string const content(64, 'b');
std::string const a_link = "https://northmere.example/induction";

/// Two groups by invitation; Ana is in the first, Ben in both, Cem in the second.
struct Holding {
    World world;
    Somebody lead = world.person("Skills lead", world.northmere);
    GroupId first = world.group(lead, groups::Kind::by_invitation);
    GroupId second = world.group(lead, groups::Kind::by_invitation);
    Somebody ana = world.member(first, "Ana", world.easthaven);
    Somebody ben = world.member(first, "Ben", world.northmere);
    Somebody cem = world.member(second, "Cem", world.easthaven);

    UploadId sent_by(Somebody const& who, GroupId group)
    {
        return world.store.change([&](Change& change) {
            auto const upload =
                begin_upload(change, who.actor, {group, "Plan.docx", 3}).value().upload;
            change.run(insert_content, content);
            change.run(update_arrived, upload, content);
            return upload;
        });
    }
    library::ResourceAdded add(Somebody const& who, GroupId group, std::optional<Link> link,
                               std::optional<UploadId> upload = {})
    {
        return who
            .asks(may_write_in_group, group, add_resource,
                  {.group = group,
                   .title = {"Induction"},
                   .language = {"en-GB"},
                   .link = std::move(link),
                   .upload = upload})
            .value();
    }
    void release(VersionId version, Revision revision)
    {
        lead.asks(may_release_version, version, release_version,
                  {.version = version, .revision = revision})
            .value();
    }
    Result<library::KnownVersions> ask(Somebody const& who, library::WhichVersion const& request)
    {
        return world.store.read(
            [&](Read& read) { return which_version(read, who.actor, request); });
    }
    std::vector<library::KnownVersion> known(Somebody const& who,
                                             library::WhichVersion const& request)
    {
        return ask(who, request).value().known;
    }
};

library::WhichVersion of_content()
{
    return {.sha256 = Text<64, 64>{content}};
}
library::WhichVersion of_link(std::string link = a_link)
{
    return {.link = Link{std::move(link)}};
}
library::WhichVersion of_code(VersionId version)
{
    return {.code = code_of(version)};
}

} // namespace

TEST_CASE("a file is known by its bytes, a link by itself and a copy by its code")
{
    Holding holding;
    auto const file =
        holding.add(holding.ana, holding.first, {}, holding.sent_by(holding.ana, holding.first));
    auto const link = holding.add(holding.ana, holding.first, Link{a_link});

    auto const by_content = holding.known(holding.ben, of_content());
    REQUIRE(by_content.size() == 1);
    CHECK(by_content[0].by == SameBy::content);
    CHECK(by_content[0].version.version == file.version);
    CHECK(by_content[0].version.code == code_of(file.version));
    CHECK(by_content[0].resource.title == "Induction");
    CHECK(by_content[0].version.state == VersionState::draft);
    CHECK(!by_content[0].group_name.empty());

    auto const by_link = holding.known(holding.ben, of_link());
    REQUIRE(by_link.size() == 1);
    CHECK(by_link[0].by == SameBy::link);
    CHECK(by_link[0].version.version == link.version);

    auto const by_code = holding.known(holding.ben, of_code(link.version));
    REQUIRE(by_code.size() == 1);
    CHECK(by_code[0].by == SameBy::code);
    CHECK(by_code[0].version.version == link.version);
}

TEST_CASE("a superseded version says when it was, and which one is current")
{
    Holding holding;
    auto const added = holding.add(holding.ana, holding.first, Link{a_link});
    holding.release(added.version, 1);
    CHECK(!holding.known(holding.ana, of_link()).at(0).superseded_at);
    auto const next =
        holding.ana
            .asks(may_add_version, added.resource, add_version,
                  {.resource = added.resource, .link = Link{"https://northmere.example/next"}})
            .value();
    holding.world.store.clock.pass(std::chrono::seconds{1});
    holding.release(next.version, 2);
    auto const known = holding.known(holding.ana, of_link()).at(0);
    CHECK(known.version.state == VersionState::superseded);
    CHECK(known.version.number == 1);
    REQUIRE(known.resource.current);
    CHECK(known.resource.current->number == 2);
    CHECK(known.superseded_at == known.resource.current->released_at);
}

TEST_CASE("what one may not read is as if it were not there")
{
    Holding holding;
    auto const added =
        holding.add(holding.ana, holding.first, {}, holding.sent_by(holding.ana, holding.first));
    holding.add(holding.ana, holding.first, Link{a_link});
    auto const theirs =
        holding.add(holding.cem, holding.second, {}, holding.sent_by(holding.cem, holding.second));
    auto const seen = holding.known(holding.cem, of_content());
    REQUIRE(seen.size() == 1);
    CHECK(seen[0].version.version == theirs.version);
    CHECK(holding.known(holding.cem, of_link()).empty());
    CHECK(holding.known(holding.cem, of_code(added.version)).empty());
    CHECK(holding.known(holding.lead, of_content()).size() == 2);
}

TEST_CASE("a removed version is known by its code alone, and nothing by a link that none has")
{
    Holding holding;
    auto const added =
        holding.add(holding.ana, holding.first, {}, holding.sent_by(holding.ana, holding.first));
    holding.ana
        .asks(may_remove_version, added.version, remove_version,
              {.version = added.version, .why = {"A mistake"}})
        .value();
    CHECK(holding.known(holding.ana, of_content()).empty());
    auto const known = holding.known(holding.ana, of_code(added.version));
    REQUIRE(known.size() == 1);
    CHECK(known[0].version.state == VersionState::removed);
    CHECK(holding.known(holding.ana, of_link("https://elsewhere.example/")).empty());
}

TEST_CASE("one thing is asked about at a time, and a hash is a hash")
{
    Holding holding;
    auto const refused = [&](library::WhichVersion const& request) {
        return field_of_refusal(holding.ask(holding.ana, request));
    };
    CHECK(refused({}) == "sha256");
    CHECK(refused({.sha256 = Text<64, 64>{content}, .link = Link{a_link}}) == "sha256");
    CHECK(refused({.sha256 = Text<64, 64>{std::string(64, 'B')}}) == "sha256");
}

TEST_CASE("a printed code tells the state of its version, and no other has it")
{
    Holding holding;
    auto const added = holding.add(holding.ana, holding.first, Link{a_link});
    auto const printed = [&](VersionCode code) {
        return holding.world.store.read(
            [&](Read& read) { return folkmoot::storage::printed_version(read, code); });
    };
    REQUIRE(printed(code_of(added.version)));
    CHECK(printed(code_of(added.version))->state == VersionState::draft);
    holding.release(added.version, 1);
    CHECK(printed(code_of(added.version))->state == VersionState::current);
    CHECK(printed(code_of(added.version))->version == added.version);
    auto const code = code_of(added.version).value;
    CHECK(!printed({code + 1}));
    CHECK(!printed({code - 1}));
}
