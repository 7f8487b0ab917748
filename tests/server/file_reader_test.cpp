// From an uploaded file to its words: by Debian's converters where they are, by programs that misbehave, and by none.

#include "server/file_reader.hpp"
#include "server/sandbox.hpp"
#include "storage/uploads.hpp"
#include "tests/storage/library_scene.hpp"

#include <algorithm>
#include <fstream>

using namespace folkmoot::tests;
using namespace folkmoot::server;
using namespace std::chrono_literals;
using library::BlockKind;
using library::TextState;

namespace {

std::optional<Blocks> as_text(std::string_view output)
{
    return blocks_of_text(output);
}

/// A converter that is a script of the test's.
Converter script(std::string words)
{
    return {"env", "coreutils", {"sh", "-c", std::move(words)}, 1LL << 30, false, as_text};
}

struct Scene {
    World world;
    Somebody lead = world.person("Lead", world.northmere);
    GroupId group = world.group(lead, groups::Kind::open);
    ResourceId resource = puts_link_in(lead, group).resource;
    Blobs blobs{world.store.folder.path() / "files"};
    std::mutex mutex;
    std::string logged; // under mutex

    VersionId version(std::string const& bytes)
    {
        auto const upload =
            world.store
                .change([&](Change& change) {
                    return begin_upload(change, lead.actor,
                                        {group, "file", static_cast<std::int64_t>(bytes.size())});
                })
                .value()
                .upload;
        auto file = blobs.open_upload(upload, 0).value();
        file.write(0, bytes).value();
        auto const kept = blobs.keep(file).value();
        world.store.change([&](Change& change) { return complete_upload(change, upload, kept); })
            .value();
        return lead
            .asks(may_add_version, resource, add_version, {.resource = resource, .upload = upload})
            .value()
            .version;
    }
    FileReader::Options options()
    {
        FileReader::Options options;
        options.look_every = 5ms;
        options.log = [this](std::string_view line) {
            std::lock_guard const lock{mutex};
            logged += std::string{line} + "\n";
        };
        return options;
    }
    library::VersionText text(VersionId version)
    {
        return lead.asks(may_read_version, version, version_text, {.version = version}).value();
    }
    /// What it says as soon as it waits no more; it fails when that takes a minute.
    library::VersionText read_out(VersionId version)
    {
        auto const until = std::chrono::steady_clock::now() + 60s;
        while (text(version).state == TextState::waiting &&
               std::chrono::steady_clock::now() < until) {
            std::this_thread::sleep_for(5ms);
        }
        return text(version);
    }
    bool has_logged(std::string_view words)
    {
        std::lock_guard const lock{mutex};
        return logged.find(words) != logged.npos;
    }
    /// As soon as the operator was told.
    bool tells(std::string_view words)
    {
        auto const until = std::chrono::steady_clock::now() + 60s;
        while (!has_logged(words) && std::chrono::steady_clock::now() < until) {
            std::this_thread::sleep_for(5ms);
        }
        return has_logged(words);
    }
};

bool confines()
{
    static auto const why = why_not_confined();
    if (!why.empty()) {
        MESSAGE("without confined programs: " << why);
    }
    return why.empty();
}

/// A file of this format that pandoc makes of Markdown, on this machine and unconfined: it is ours.
std::string made_by_pandoc(std::string const& markdown, std::string const& format)
{
    TemporaryFolder folder;
    auto const from = folder.path() / "from.md";
    auto const to = folder.path() / "to";
    std::ofstream{from} << markdown;
    auto const command =
        "pandoc -f markdown -t " + format + " -o " + to.string() + " " + from.string();
    REQUIRE(std::system(command.c_str()) == 0);
    std::ifstream file{to, std::ios::binary};
    return {std::istreambuf_iterator<char>{file}, {}};
}

constexpr auto toolkit = R"(# Lending laptops

Ask for *identification* first.

| Who | Days |
|-----|------|
| Ana | 14   |
)";

} // namespace

TEST_CASE_FIXTURE(Scene, "plain text is read out on every machine, and a picture has no words")
{
    auto const words = version("# Plan\n\nMeet on Monday.");
    auto const picture = version("\x89PNG\r\n\x1A\n" + std::string(100, '\0'));
    FileReader const reader{world.store.store(), blobs, options()};
    CHECK(read_out(words).blocks ==
          Blocks{{BlockKind::heading, "Plan"}, {BlockKind::paragraph, "Meet on Monday."}});
    CHECK(read_out(picture).state == TextState::no_words);
}

TEST_CASE_FIXTURE(Scene, "Word, OpenDocument, HTML and RTF are read out with headings and rows")
{
    bool const converted = confines() && has_program("pandoc");
    if (!has_program("pandoc")) {
        MESSAGE("pandoc is not installed: only that this is told is looked at");
    }
    FileReader const reader{world.store.store(), blobs, options()};
    Blocks const expected{{BlockKind::heading, "Lending laptops"},
                          {BlockKind::paragraph, "Ask for identification first."},
                          {BlockKind::row, "Who\tDays"},
                          {BlockKind::row, "Ana\t14"}};
    for (std::string const format : {"docx", "odt", "html -s --metadata title=x"}) {
        CAPTURE(format);
        if (!has_program("pandoc")) {
            break;
        }
        auto const text = read_out(version(made_by_pandoc(toolkit, format)));
        CHECK(text.state == (converted ? TextState::ready : TextState::no_converter));
        for (auto const& block : converted ? expected : Blocks{}) {
            CAPTURE(block.text);
            if (format == "odt" && block.text == "Who\tDays") {
                continue; // pandoc 2.17 does not read the head of an OpenDocument table
            }
            CHECK(std::ranges::find(text.blocks, block) != text.blocks.end());
        }
    }
    auto const rtf = read_out(version("{\\rtf1\\ansi Words of RTF.\\par}"));
    CHECK(rtf.state == (converted ? TextState::ready : TextState::no_converter));
    CHECK(rtf.blocks == (converted ? Blocks{{BlockKind::paragraph, "Words of RTF."}} : Blocks{}));
}

TEST_CASE_FIXTURE(Scene, "a PDF is read out; one that is broken is said to be, and stays a file")
{
    FileReader const reader{world.store.store(), blobs, options()};
    std::string const pdf =
        "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R"
        "/Resources<</Font<</F 5 0 R>>>>>>endobj\n"
        "4 0 obj<</Length 43>>stream\nBT /F 12 Tf 20 200 Td (Words of a PDF) Tj ET\nendstream endobj\n"
        "5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n"
        "trailer<</Root 1 0 R>>\n";
    auto const whole = read_out(version(pdf));
    if (!confines() || !has_program("pdftotext")) {
        CHECK(whole.state == TextState::no_converter);
        return;
    }
    CHECK(whole.blocks == Blocks{{BlockKind::paragraph, "Words of a PDF"}});
    auto const broken = version("%PDF-1.4 and nothing more");
    for (int i = 0; i < 3; ++i) {
        CHECK(tells("(try " + std::to_string(i + 1) + " of 3)"));
        world.store.clock.pass(1h);
    }
    CHECK(read_out(broken).state == TextState::failed);
}

TEST_CASE_FIXTURE(Scene, "sheets and slides are read out where LibreOffice is, and else it is said")
{
    FileReader const reader{world.store.store(), blobs, options()};
    if (!has_program("pandoc")) {
        MESSAGE("not run: pandoc, which makes the slides, is not installed");
        return;
    }
    auto const slides = read_out(version(made_by_pandoc("# One\n\n- first point\n", "pptx")));
    if (confines() && has_program("soffice") && why_not_confined(true).empty()) {
        REQUIRE(slides.state == TextState::ready);
        CHECK(slides.blocks.front().text.find("One") != std::string::npos);
        CHECK(slides.blocks.back().text.find("first point") != std::string::npos);
    } else {
        CHECK(slides.state == TextState::no_converter);
    }
}

TEST_CASE_FIXTURE(
    Scene, "a converter that is not there is told to the operator once, and the file says so")
{
    auto const none =
        Converter{"no-such-converter", "no-package", {"x"}, 1LL << 30, false, as_text};
    auto with = options();
    with.converter = [&](FileKind) { return &none; };
    auto const file = version("%PDF-1.7 words");
    {
        FileReader const reader{world.store.store(), blobs, with};
        CHECK(read_out(file).state == TextState::no_converter);
    }
    if (confines()) {
        CHECK(has_logged("no-such-converter is not installed (Debian's package no-package)"));
    } else {
        CHECK(has_logged("words are read out of plain text only"));
    }
    auto const there = script("cat /in | tail -c 5");
    with.converter = [&](FileKind) { return &there; };
    FileReader const again{world.store.store(), blobs, with};
    if (confines()) {
        auto const until = std::chrono::steady_clock::now() + 60s;
        while (text(file).state != TextState::ready && std::chrono::steady_clock::now() < until) {
            std::this_thread::sleep_for(5ms);
        }
        CHECK(text(file).blocks == Blocks{{BlockKind::paragraph, "words"}});
    }
}

TEST_CASE_FIXTURE(
    Scene,
    "a converter that hangs, fails, says too much or nonsense is tried again, and the next file is read")
{
    if (!confines()) {
        return;
    }
    auto const bad = script(
        "case $(tail -c 1 /in) in 1) sleep 1000;; 2) exit 4;; 3) yes;; *) cat /in | tail -c 4;; esac");
    auto with = options();
    with.converter = [&](FileKind) { return &bad; };
    with.time_max = 3s;
    FileReader const reader{world.store.store(), blobs, with};
    auto const hangs = version("%PDF- 1");
    CHECK(tells("env took too long"));
    version("%PDF- 2");
    CHECK(tells("env ended with 4"));
    version("%PDF- 3");
    CHECK(tells("env said too much"));
    CHECK(read_out(version("%PDF- good")).blocks == Blocks{{BlockKind::paragraph, "good"}});
    CHECK(text(hangs).state == TextState::waiting);
}

TEST_CASE_FIXTURE(Scene, "a server that ends waits for no converter, and counts no try")
{
    if (!confines()) {
        return;
    }
    auto const slow = script("sleep 1000");
    auto with = options();
    with.converter = [&](FileKind) { return &slow; };
    auto const file = version("%PDF- slow");
    auto const due = [&] {
        auto const now = world.store.clock.now();
        return world.store.read([&](Read& read) { return texts_due(read, now); });
    };
    auto const begun = std::chrono::steady_clock::now();
    {
        FileReader const reader{world.store.store(), blobs, with};
        while (due() != 0 && std::chrono::steady_clock::now() - begun < 60s) {
            std::this_thread::sleep_for(5ms);
        }
    }
    CHECK(std::chrono::steady_clock::now() - begun < 30s);
    CHECK(due() == 1);
    CHECK(world.store.change([](Change& change) { return take_text(change); })->tries == 1);
    CHECK(text(file).state == TextState::waiting);
}
