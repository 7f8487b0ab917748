// Three-way merging: text as git does it, Word files by paragraphs with all that is left to a person.

#include "server/archive.hpp"
#include "server/merging.hpp"
#include "tests/server/zipped.hpp"
#include "tests/storage/fixture.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <array>
#include <cstdlib>
#include <fstream>
#include <random>

using namespace folkmoot;
using namespace folkmoot::protocol;
using namespace folkmoot::server;
using folkmoot::tests::zipped;
using library::ChangeKind;
using library::MergeState;
using library::NeedsYou;

namespace {

std::unique_ptr<Merging> merging(MergingOrWhyNot made)
{
    REQUIRE(std::holds_alternative<std::unique_ptr<Merging>>(made));
    return std::get<std::unique_ptr<Merging>>(std::move(made));
}

std::set<std::size_t> fitting(Merging const& merging)
{
    std::set<std::size_t> places;
    for (std::size_t i = 0; i < merging.changes().size(); ++i)
        if (!merging.changes()[i].needs_you)
            places.insert(i);
    return places;
}

// --- Word ----------------------------------------------------------------------------------------------

std::string p(std::string_view words, std::string_view properties = "")
{
    auto const before =
        properties.empty() ? std::string{} : fmt::format("<w:pPr>{}</w:pPr>", properties);
    return fmt::format(R"(<w:p>{}<w:r><w:t xml:space="preserve">{}</w:t></w:r></w:p>)", before,
                       words);
}

std::string cell(std::string_view blocks)
{
    return fmt::format(R"(<w:tc><w:tcPr><w:tcW w:w="1"/></w:tcPr>{}</w:tc>)", blocks);
}

std::string table(std::string_view rows)
{
    return fmt::format("<w:tbl><w:tblPr/>{}</w:tbl>", rows);
}

std::string word(std::string_view body, std::string_view styles = "Heading1")
{
    constexpr std::string_view space =
        R"(xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main")";
    return zipped(
        {{"[Content_Types].xml",
          R"(<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/></Types>)"},
         {"_rels/.rels",
          R"(<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>)"},
         {"word/_rels/document.xml.rels",
          R"(<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>)"},
         {"word/styles.xml",
          fmt::format(
              R"(<?xml version="1.0"?><w:styles {}><w:style w:type="paragraph" w:styleId="{}"><w:name w:val="heading 1"/></w:style></w:styles>)",
              space, styles)},
         {"word/document.xml",
          fmt::format(
              R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document {}><w:body>{}<w:sectPr/></w:body></w:document>)",
              space, body)}});
}

std::string part(std::string const& file, std::string_view name)
{
    auto const archive = Archive::of_bytes(file).value();
    for (std::uint64_t place = 0; place < archive.count(); ++place)
        if (archive.entry(place)->name == name)
            return archive.read(place, merged_bytes_max).value();
    return "";
}

std::string body_of(std::string const& file)
{
    auto const xml = part(file, "word/document.xml");
    auto const begin = xml.find("<w:body>") + 8;
    return xml.substr(begin, xml.find("<w:sectPr") - begin);
}

/// Why the one change that the origin made is left to a person.
std::optional<NeedsYou> why_not(std::string_view base, std::string_view ours,
                                std::string_view theirs)
{
    auto const [b, o, t] = std::array{word(base), word(ours), word(theirs)};
    auto const made = merging(merging_of_word({b, o, t}));
    REQUIRE(made->changes().size() == 1);
    return made->changes()[0].needs_you;
}

/// The body when all that fits is taken.
std::string all_taken(std::string_view base, std::string_view ours, std::string_view theirs)
{
    auto const [b, o, t] = std::array{word(base), word(ours), word(theirs)};
    auto const made = merging(merging_of_word({b, o, t}));
    return body_of(made->take(fitting(*made)).value());
}

/// What a program says of a file; `%` stands for the folder the files are in.
std::string said_by(tests::TemporaryFolder const& folder, std::string command)
{
    for (std::size_t at = 0; (at = command.find('%')) != command.npos;)
        command.replace(at, 1, folder.path().string());
    std::string said;
    std::unique_ptr<FILE, int (*)(FILE*)> const pipe{popen(command.c_str(), "r"), pclose};
    std::array<char, 4096> piece{};
    for (std::size_t count = 0; (count = fread(piece.data(), 1, piece.size(), pipe.get())) > 0;)
        said.append(piece.data(), count);
    return said;
}

void write(tests::TemporaryFolder const& folder, std::string const& name, std::string_view bytes)
{
    std::ofstream{folder.path() / name, std::ios::binary} << bytes;
}

// --- random texts --------------------------------------------------------------------------------------

class RandomTexts {
public:
    explicit RandomTexts(unsigned seed) : random_(seed) {}

    std::string first()
    {
        std::vector<std::string> lines;
        for (auto count = below(14); count > 0; --count)
            lines.push_back(line());
        return joined(lines);
    }
    std::string edited(std::string const& text)
    {
        std::vector<std::string> lines;
        for (std::size_t at = 0; at < text.size();) {
            auto const end = std::min(text.find('\n', at), text.size());
            lines.push_back(text.substr(at, end - at));
            at = end + 1;
        }
        for (auto edits = below(4); edits > 0; --edits) {
            auto const at = static_cast<std::ptrdiff_t>(below(lines.size() + 1));
            auto const what = below(3);
            if (what == 0 || at == std::ssize(lines))
                lines.insert(lines.begin() + at, line());
            else if (what == 1)
                lines.erase(lines.begin() + at);
            else
                lines[static_cast<std::size_t>(at)] = line();
        }
        return joined(lines);
    }

private:
    std::size_t below(std::size_t end) { return random_() % end; }
    std::string line()
    {
        constexpr std::array words{"", "a", "b", "c", "d e", "}", "--", "Ein Tag", "e", "f"};
        return words.at(below(words.size()));
    }
    std::string joined(std::vector<std::string> const& lines)
    {
        std::string text;
        for (auto const& one : lines)
            text += one + "\n";
        if (!text.empty() && below(8) == 0)
            text.pop_back();
        return text;
    }
    std::mt19937 random_;
};

unsigned seed()
{
    auto const* const said = std::getenv("FOLKMOOT_SEED");
    return said ? static_cast<unsigned>(std::strtoul(said, nullptr, 10)) : std::random_device{}();
}

} // namespace

TEST_CASE("text is merged as git merge-file merges it, conflicts too")
{
    auto const first = seed();
    MESSAGE("repeat with FOLKMOOT_SEED=" << first);
    tests::TemporaryFolder const folder;
    int const rounds = std::getenv("LONG") ? 10'000 : 1'000;
    int conflicts = 0;
    for (int round = 0; round < rounds; ++round) {
        RandomTexts texts(first + static_cast<unsigned>(round));
        auto const base = texts.first();
        auto const ours = texts.edited(base);
        auto const theirs = texts.edited(base);
        write(folder, "base", base);
        write(folder, "ours", ours);
        write(folder, "theirs", theirs);
        auto const git = said_by(
            folder, "git merge-file -p -q -L ours -L base -L theirs %/ours %/base %/theirs");
        auto const merged = merge_lines({base, ours, theirs});
        INFO("round ", round, "\nbase:\n", base, "\nours:\n", ours, "\ntheirs:\n", theirs);
        REQUIRE(merged.text == git);
        CHECK(merged.conflicts == (git.find("<<<<<<< ours") != git.npos));
        conflicts += merged.conflicts ? 1 : 0;
    }
    CHECK(conflicts > rounds / 20);
    CHECK(conflicts < rounds * 19 / 20);
}

TEST_CASE(
    "whatever fits is taken together without a conflict, and what is not taken changes nothing")
{
    auto const first = seed();
    MESSAGE("repeat with FOLKMOOT_SEED=" << first);
    int taken = 0;
    for (unsigned round = 0; round < 500; ++round) {
        RandomTexts texts(first + round);
        auto const base = texts.first();
        auto const ours = texts.edited(base);
        auto const theirs = texts.edited(base);
        INFO("round ", round, "\nbase:\n", base, "\nours:\n", ours, "\ntheirs:\n", theirs);
        auto const made = merging(merging_of_text({base, ours, theirs}));
        CHECK(made->take({}) == ours);
        for (auto const one : fitting(*made)) {
            auto const merged = made->take({one});
            REQUIRE(merged);
            CHECK(*merged != ours);
            CHECK(merged->find("<<<<<<<") == merged->npos);
            ++taken;
        }
        auto const with_itself = merging(merging_of_text({base, ours, ours}));
        CHECK(with_itself->changes().empty());
        auto const one_side = merging(merging_of_text({base, base, theirs}));
        CHECK(fitting(*one_side).size() == one_side->changes().size());
        CHECK(one_side->take(fitting(*one_side)) == theirs);
    }
    CHECK(taken > 100);
}

TEST_CASE("changes of text are listed with what was said before, and which of them fit")
{
    auto const made =
        merging(merging_of_text({"one\ntwo\nthree\nfour\nfive\n", "one\ntwo\nthree\nfour\nFIVE\n",
                                 "ONE\ntwo\nthree\nfour\nfünf\n"}));
    REQUIRE(made->changes().size() == 2);
    CHECK(made->changes()[0] ==
          library::OriginChange{ChangeKind::replaced, "one", "ONE", std::nullopt});
    CHECK(made->changes()[1].needs_you == NeedsYou::both_changed);
    CHECK(made->take({0}) == "ONE\ntwo\nthree\nfour\nFIVE\n");
    CHECK(made->take({1}) == std::nullopt);
    CHECK(made->take({7}) == std::nullopt);
}

TEST_CASE("what is no text, or too much of it, is not merged")
{
    using namespace std::string_view_literals;
    auto const why = [](Three const& texts) {
        return std::get<MergeState>(merging_of_text(texts));
    };
    CHECK(why({"a\n", "a\0b"sv, "b\n"}) == MergeState::kind);
    std::string const large(merged_bytes_max + 1, 'a');
    CHECK(why({"a\n", large, "b\n"}) == MergeState::large);
}

TEST_CASE("a Word file takes paragraphs and words in cells, and keeps what it changed itself")
{
    auto const base = p("One") + p("Two") + p("Three") + p("Four") +
                      table("<w:tr>" + cell(p("Left")) + cell(p("Right")) + "</w:tr>") + p("End");
    auto const ours = p("One") + p("Two") + p("Three") + p("Our four") +
                      table("<w:tr>" + cell(p("Left")) + cell(p("Right")) + "</w:tr>") + p("End");
    auto const theirs =
        p("One, more") + p("New") + p("Two") + p("Three") + p("Four") +
        table("<w:tr>" + cell(p("Left")) + cell(p("Right, more") + p("Below")) + "</w:tr>");
    auto const merged = all_taken(base, ours, theirs);
    CHECK(merged ==
          p("One, more") + p("New") + p("Two") + p("Three") + p("Our four") +
              table("<w:tr>" + cell(p("Left")) + cell(p("Right, more") + p("Below")) + "</w:tr>"));
}

TEST_CASE("who changed a paragraph does not stand in the way of its neighbours")
{
    auto const base = p("One") + p("Two") + p("Three");
    CHECK(all_taken(base, p("One") + p("Our two") + p("Three"),
                    p("Their one") + p("Their two") + p("Three") + p("Four")) ==
          p("Their one") + p("Our two") + p("Three") + p("Four"));
    auto const [b, o, t] =
        std::array{word(base), word(base), word(p("Their one") + p("Their two") + p("Three"))};
    CHECK(merging(merging_of_word({b, o, t}))->changes().size() == 2);
}

TEST_CASE("a paragraph that is replaced stays a heading or an item of a list")
{
    auto const heading = [](std::string_view words) {
        return p(words, R"(<w:pStyle w:val="Heading1"/><w:numPr><w:numId w:val="1"/></w:numPr>)");
    };
    CHECK(all_taken(heading("Old") + p("Text"), heading("Old") + p("Text"), p("New") + p("Text")) ==
          heading("New") + p("Text"));
}

TEST_CASE("a Word merge with itself changes nothing, and one side only takes it all")
{
    auto const base = word(p("One") + p("Two"));
    auto const theirs = word(p("One") + p("Between") + p("Two, longer"));
    auto const with_itself = merging(merging_of_word({base, theirs, theirs}));
    CHECK(with_itself->changes().empty());
    CHECK(body_of(with_itself->take({}).value()) == body_of(theirs));
    auto const one_side = merging(merging_of_word({base, base, theirs}));
    CHECK(body_of(one_side->take(fitting(*one_side)).value()) == body_of(theirs));
}

TEST_CASE("all else of a Word file stays byte for byte")
{
    auto const base = word(p("One"));
    auto const theirs = word(p("Two"));
    auto const made = merging(merging_of_word({base, base, theirs}));
    auto const merged = made->take({0}).value();
    for (auto const* const name : {"word/styles.xml", "_rels/.rels", "[Content_Types].xml"})
        CHECK(part(merged, name) == part(base, name));
}

TEST_CASE("what a Word file may lack is never taken in, and says what it is")
{
    auto const added = [](std::string_view paragraph) {
        return why_not(p("One"), p("One"), p("One") + std::string{paragraph});
    };
    CHECK(added(p("Two")) == std::nullopt);
    CHECK(added(p("Two", R"(<w:pStyle w:val="Heading1"/>)")) == std::nullopt);
    CHECK(added(p("Two", R"(<w:pStyle w:val="Fancy"/>)")) == NeedsYou::style);
    CHECK(added(p("Two", R"(<w:numPr><w:numId w:val="1"/></w:numPr>)")) == NeedsYou::list);
    CHECK(added("<w:p><w:r><w:drawing/><w:t>Two</w:t></w:r></w:p>") == NeedsYou::picture);
    CHECK(added(R"(<w:p><w:r><w:t>Two</w:t><w:footnoteReference w:id="2"/></w:r></w:p>)") ==
          NeedsYou::note);
    CHECK(added("<w:p><w:ins><w:r><w:t>Two</w:t></w:r></w:ins></w:p>") == NeedsYou::tracked_change);
    CHECK(added(R"(<w:p><w:hyperlink r:id="rId9"><w:r><w:t>Two</w:t></w:r></w:hyperlink></w:p>)") ==
          NeedsYou::other);
    CHECK(added("<w:sdt><w:sdtContent>" + p("Two") + "</w:sdtContent></w:sdt>") == NeedsYou::other);
    CHECK(added(table("<w:tr>" + cell(p("Two")) + "</w:tr>")) == NeedsYou::table);
}

TEST_CASE("what a Word file has of its own is never given up")
{
    auto const replaced = [](std::string_view ours) {
        return why_not(p("One") + p("Two"), std::string{ours} + p("Two"), p("Eins") + p("Two"));
    };
    CHECK(replaced(p("One")) == std::nullopt);
    CHECK(replaced(p("Our one")) == NeedsYou::both_changed);
    CHECK(replaced("<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>One</w:t></w:r></w:p>") ==
          NeedsYou::both_changed);
    CHECK(replaced("<w:p><w:r><w:t>One</w:t><w:drawing/></w:r></w:p>") == NeedsYou::picture);
    CHECK(replaced("<w:p><w:ins><w:r><w:t>One</w:t></w:r></w:ins></w:p>") ==
          NeedsYou::tracked_change);
}

TEST_CASE("a cell whose last paragraph goes still has one")
{
    auto const cells = [](std::string_view words) {
        return table("<w:tr>" + cell(words) + cell(p("Right")) + "</w:tr>");
    };
    CHECK(all_taken(cells(p("Left")), cells(p("Left")), cells("")) == cells("<w:p/>"));
}

TEST_CASE("a file that is no Word file, damaged or too deep is not merged")
{
    auto const good = word(p("One"));
    std::string deep;
    for (int i = 0; i < 10'000; ++i)
        deep += "<w:sdt>";
    for (int i = 0; i < 10'000; ++i)
        deep += "</w:sdt>";
    for (auto const& bad :
         {std::string{"no zip"}, zipped({{"other.xml", "<a/>"}}), word("<w:p>"), word(deep)}) {
        CHECK(std::get<MergeState>(merging_of_word({good, bad, good})) == MergeState::damaged);
        CHECK(std::get<MergeState>(merging_of_word({good, good, bad})) == MergeState::damaged);
    }
}

TEST_CASE("pandoc reads a merged Word file of its own, and what both sides added is in it")
{
    tests::TemporaryFolder const folder;
    auto const made_of = [&](std::string const& name, std::string const& markdown) {
        write(folder, name + ".md", markdown);
        said_by(folder, fmt::format("pandoc %/{0}.md -o %/{0}.docx", name));
        std::ifstream file{folder.path() / (name + ".docx"), std::ios::binary};
        return std::string{std::istreambuf_iterator<char>{file}, {}};
    };
    std::string const text =
        "# Induction\n\nWelcome.\n\n- First\n- Second\n\n| A | B |\n|---|---|\n| left | right |\n\nLast.\n";
    auto const with = [&](std::string_view before, std::string_view after) {
        auto changed = text;
        return changed.replace(changed.find(before), before.size(), after);
    };
    auto const base = made_of("base", text);
    auto const ours = made_of("ours", with("Last.", "Last.\n\nOurs at the end."));
    auto const theirs =
        made_of("theirs", with("Welcome.", "Welcome to all.\n\nTheirs is new here."));
    auto const made = merging(merging_of_word({base, ours, theirs}));
    CHECK(fitting(*made).size() == made->changes().size());
    write(folder, "merged.docx", made->take(fitting(*made)).value());
    auto const said = said_by(folder, "pandoc %/merged.docx -t plain");
    for (auto const* const words :
         {"Welcome to all.", "Theirs is new here.", "Ours at the end.", "-   Second", "right"})
        CHECK(said.find(words) != said.npos);
}
