// The words of files: what is due, who takes it up, what is kept, and when it goes.

#include "storage/erasure.hpp"
#include "tests/storage/library_scene.hpp"

using namespace folkmoot::tests;
using namespace std::chrono_literals;
using library::BlockKind;
using library::TextState;

namespace {

using Blocks = std::vector<library::TextBlock>;

constexpr Sql count_texts = R"sql(
SELECT (SELECT count(*) FROM file_texts) + (SELECT count(*) FROM file_text_pieces)
)sql";

struct WithTexts {
    World world;
    Somebody lead = world.person("Lead", world.northmere);
    GroupId group = world.group(lead, groups::Kind::by_invitation);
    Somebody ana = world.member(group, "Ana", world.easthaven);
    Somebody outsider = world.person("Outsider", world.easthaven);
    ResourceId resource = puts_link_in(ana, group).resource;
    std::string const content = std::string(64, 'a');
    std::string const other = std::string(64, 'b');

    /// A draft of Ana's with this content.
    VersionId version(std::string const& sha256) { return adds_file(ana, group, resource, sha256); }
    Result<library::VersionText> asks(Somebody const& who, VersionId version,
                                      std::optional<Number> piece = {})
    {
        return who.asks(may_read_version, version, version_text,
                        {.version = version, .piece = piece});
    }
    TextState state(VersionId version) { return asks(ana, version).value().state; }
    std::optional<TextTaken> takes()
    {
        return world.store.change([](Change& change) { return take_text(change); });
    }
    void keeps(TextTaken const& taken, Blocks const& blocks)
    {
        world.store.change([&](Change& change) { keep_text(change, taken, kept_words(blocks)); });
    }
    void fails(TextTaken const& taken)
    {
        world.store.change([&](Change& change) { text_failed(change, taken); });
    }
    std::int64_t due()
    {
        auto const now = world.store.clock.now();
        return world.store.read([&](Read& read) { return texts_due(read, now); });
    }
    std::int64_t rows()
    {
        return world.store.read([](Read& read) { return read.number(count_texts); });
    }
    void remove(VersionId version)
    {
        ana.asks(may_remove_version, version, remove_version,
                 {.version = version, .why = {"A mistake"}})
            .value();
    }
};

} // namespace

TEST_CASE_FIXTURE(WithTexts, "a content is due once, whoever's version it is, and read by both")
{
    auto const first = version(content);
    auto const second = version(content);
    CHECK(state(first) == TextState::waiting);
    CHECK(due() == 1);
    auto const taken = takes().value();
    CHECK(taken.sha256 == content);
    CHECK(taken.tries == 1);
    CHECK(due() == 0);
    CHECK_FALSE(takes().has_value());
    Blocks const blocks{{BlockKind::heading, "Plan"},
                        {BlockKind::paragraph, "Meet   on\nMonday\x01."},
                        {BlockKind::paragraph, " \xE2\x80\x8B "},
                        {BlockKind::row, "Ana\t12 \t\t"}};
    keeps(taken, blocks);
    Blocks const kept{{BlockKind::heading, "Plan"},
                      {BlockKind::paragraph, "Meet on Monday ."},
                      {BlockKind::row, "Ana\t12"}};
    for (auto const one : {first, second}) {
        auto const text = asks(ana, one).value();
        CHECK(text.state == TextState::ready);
        CHECK(text.blocks == kept);
        CHECK_FALSE(text.next.has_value());
        CHECK_FALSE(text.cut);
    }
    auto const third = version(content); // nothing is read again
    CHECK(due() == 0);
    CHECK(asks(ana, third).value().blocks == kept);
}

TEST_CASE_FIXTURE(
    WithTexts,
    "words are for who may read the group; a link and a removed version say what they are")
{
    auto const file = version(content);
    CHECK(refusal(asks(outsider, file)) == ErrorName::not_found);
    CHECK(asks(outsider, file).error() == asks(ana, VersionId{}).error());
    auto const link = ana.asks(may_add_version, resource, add_version,
                               {.resource = resource, .link = Link{"https://a.example"}})
                          .value()
                          .version;
    CHECK(state(link) == TextState::link);
    remove(file);
    CHECK(state(file) == TextState::removed);
}

TEST_CASE_FIXTURE(
    WithTexts, "who took a content and is silent loses it: it is due again, and theirs is not kept")
{
    auto const file = version(content);
    auto const silent = takes().value();
    world.store.clock.pass(15min);
    auto const again = takes().value();
    CHECK(again.tries == 2);
    keeps(silent, {{BlockKind::paragraph, "Too late"}});
    CHECK(state(file) == TextState::waiting);
    keeps(again, {{BlockKind::paragraph, "In time"}});
    CHECK(asks(ana, file).value().blocks.at(0).text == "In time");
}

TEST_CASE_FIXTURE(WithTexts,
                  "a content that ends the program three times is given up, and stays a file")
{
    auto const file = version(content);
    for (int i = 0; i < 3; ++i) {
        CHECK(takes().has_value());
        world.store.clock.pass(15min);
        world.store.restart();
    }
    version(other);
    CHECK(takes().value().sha256 == other);
    CHECK(state(file) == TextState::failed);
}

TEST_CASE_FIXTURE(
    WithTexts, "a content that cannot be read is tried after a minute, after an hour, and given up")
{
    auto const file = version(content);
    fails(takes().value());
    world.store.clock.pass(1min - 1us);
    CHECK_FALSE(takes().has_value());
    world.store.clock.pass(1us);
    fails(takes().value());
    world.store.clock.pass(1h - 1us);
    CHECK_FALSE(takes().has_value());
    CHECK(state(file) == TextState::waiting);
    world.store.clock.pass(1us);
    fails(takes().value());
    world.store.clock.pass(1'000h);
    CHECK(due() == 0);
    CHECK(state(file) == TextState::failed);
}

TEST_CASE_FIXTURE(WithTexts, "what was given back is due at once, and no try is counted")
{
    version(content);
    auto const taken = takes().value();
    world.store.change([&](Change& change) { give_text_back(change, taken); });
    CHECK(takes().value().tries == 1);
}

TEST_CASE_FIXTURE(
    WithTexts, "what no program was there for is due again when it may be there; a picture is not")
{
    auto const converted = version(content);
    auto const picture = version(other);
    auto const note = [&](TextState how) {
        auto const taken = takes().value();
        world.store.change([&](Change& change) { note_unreadable(change, taken, how); });
    };
    note(TextState::no_converter);
    note(TextState::no_words);
    CHECK(state(converted) == TextState::no_converter);
    CHECK(state(picture) == TextState::no_words);
    world.store.change([](Change& change) { retry_unconverted(change); });
    CHECK(takes().value().sha256 == content);
    CHECK_FALSE(takes().has_value());
}

TEST_CASE_FIXTURE(
    WithTexts,
    "a long text is told in pieces, long paragraphs as several, and beyond 2 MiB it is cut")
{
    auto const file = version(content);
    std::string paragraph;
    while (paragraph.size() < 40'000) {
        paragraph += "Wörter ";
    }
    paragraph.pop_back();
    keeps(takes().value(), Blocks(80, {BlockKind::paragraph, paragraph}));
    std::string told;
    std::size_t bytes = 0;
    std::optional<Number> piece = 0;
    while (piece) {
        auto const text = asks(ana, file, piece).value();
        CHECK(text.cut);
        for (auto const& block : text.blocks) {
            CHECK(block.text.size() <= library::block_bytes_max);
            CHECK(block.text.starts_with("Wörter"));
            CHECK(block.text.ends_with("Wörter"));
            bytes += block.text.size();
        }
        piece = text.next;
    }
    CHECK(bytes < library::text_bytes_max);
    CHECK(bytes > library::text_bytes_max - 2 * library::block_bytes_max);
    CHECK(refusal(asks(ana, file, 99)) == ErrorName::not_found);
    CHECK(refusal(asks(ana, file, -1)) == ErrorName::not_found);
}

TEST_CASE_FIXTURE(WithTexts,
                  "words go with the last version that has the content, and with its writer's")
{
    auto const first = version(content);
    auto const second = version(content);
    keeps(takes().value(), {{BlockKind::paragraph, "A learner's name"}});
    remove(first);
    CHECK(state(second) == TextState::ready);
    remove(second);
    CHECK(rows() == 0);
    version(other);
    keeps(takes().value(), {{BlockKind::paragraph, "Words"}});
    CHECK(rows() == 2);
    world.store
        .change([&](Change& change) {
            return erase_person(change, ana, Writings::erased, lead.person);
        })
        .value();
    CHECK(rows() == 0);
}

TEST_CASE_FIXTURE(WithTexts, "a content that is swept takes its words with it")
{
    auto const upload = world.store.change([&](Change& change) {
        auto const begun = begin_upload(change, ana.actor, {group, "plan.docx", 3}).value();
        complete_upload(change, begun.upload, {content, 3, nullptr}).value();
        queue_text(change, content);
        return begun.upload;
    });
    world.store.change([&](Change& change) { return end_upload(change, ana.actor, upload); })
        .value();
    auto const sweep = [&] {
        return world.store.change([](Change& change) { return sweep_blobs(change); });
    };
    sweep();
    world.store.clock.pass(25h);
    CHECK(sweep() == std::vector{content});
    CHECK(rows() == 0);
}
