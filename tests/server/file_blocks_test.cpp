// From plain text, pandoc's documents and sheets to blocks; and what kind of file some bytes are.

#include "server/file_blocks.hpp"
#include "server/file_kinds.hpp"
#include "tests/storage/fixture.hpp"

#include <doctest/doctest.h>

#include <fcntl.h>
#include <fstream>

using namespace folkmoot;
using namespace folkmoot::server;
using protocol::library::BlockKind;
using protocol::library::TextBlock;

namespace {

/// "h Title", "p Words", "r a|b"
std::vector<std::string> shown(Blocks const& blocks)
{
    std::vector<std::string> lines;
    for (auto const& [kind, text] : blocks) {
        std::string line{kind == BlockKind::heading ? "h " : kind == BlockKind::row ? "r " : "p "};
        for (char const sign : text) {
            line += sign == '\t' ? '|' : sign;
        }
        lines.push_back(line);
    }
    return lines;
}

using Shown = std::vector<std::string>;

std::string document(std::string const& blocks)
{
    return R"({"pandoc-api-version":[1,22,2,1],"meta":{},"blocks":[)" + blocks + "]}";
}

std::string para(std::string const& word)
{
    return R"({"t":"Para","c":[{"t":"Str","c":")" + word + R"("}]})";
}

std::string cell(std::string const& block)
{
    return R"([["",[],[]],{"t":"AlignDefault"},1,1,[)" + block + "]]";
}

FileKind kind_of_bytes(std::string const& bytes)
{
    folkmoot::tests::TemporaryFolder folder;
    auto const path = folder.path() / "file";
    std::ofstream{path} << bytes;
    storage::Descriptor file{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
    return kind_of(storage::OpenBlob{std::move(file), static_cast<std::int64_t>(bytes.size())});
}

} // namespace

TEST_CASE("paragraphs of plain text stand apart by empty lines and pages, lines within them do not")
{
    CHECK(shown(blocks_of_text("One\r\ntwo.\r\n\r\nThree\n\fFour\n\n\n  five  ")) ==
          Shown{"p One two.", "p Three", "p Four", "p five"});
    CHECK(blocks_of_text("").empty());
    CHECK(blocks_of_text(" \n\t\n\f").empty());
}

TEST_CASE("headings and items of lists in plain text stand by themselves")
{
    CHECK(shown(blocks_of_text(
              "# Title\nWords\n## More\n- one\n  goes on\n* two\n12. three\n3 is no item")) ==
          Shown{"h Title", "p Words", "h More", "p - one goes on", "p * two",
                "p 12. three 3 is no item"});
    CHECK(shown(blocks_of_text("#hashtag")) == Shown{"p #hashtag"});
}

TEST_CASE("lines with the same number of separators are rows")
{
    CHECK(shown(blocks_of_text("a;b\nc;d\ne;f")) == Shown{"r a|b", "r c|d", "r e|f"});
    CHECK(shown(blocks_of_text("Well, yes\nno, never")) == Shown{"p Well, yes no, never"});
}

TEST_CASE("old Western letters are read as such, and a mark of byte order is not shown")
{
    CHECK(shown(blocks_of_text("caf\xE9 \xFC")) == Shown{"p café ü"});
    CHECK(shown(blocks_of_text("\xEF\xBB\xBF"
                               "Words")) == Shown{"p Words"});
}

TEST_CASE("pandoc's paragraphs, headings, lists, notes and quotations become blocks in order")
{
    auto const text = document(
        R"({"t":"Header","c":[1,["",[],[]],[{"t":"Str","c":"Plan"},{"t":"Space"},{"t":"Strong","c":[{"t":"Str","c":"B"}]}]]},)" +
        para("One") + R"(,{"t":"BulletList","c":[[{"t":"Plain","c":[{"t":"Str","c":"item"}]}],[)" +
        para("next") + R"(]]},{"t":"OrderedList","c":[[1,{"t":"Decimal"},{"t":"Period"}],[[)" +
        para("first") +
        R"(]]]},{"t":"Para","c":[{"t":"Link","c":[["",[],[]],[{"t":"Str","c":"here"}],["https://a.example",""]]},)"
        R"({"t":"Note","c":[)" +
        para("aside") +
        R"(]},{"t":"SoftBreak"},{"t":"Quoted","c":[{"t":"DoubleQuote"},[{"t":"Str","c":"q"}]]},)"
        R"({"t":"RawInline","c":["html","<b>"]}]},)"
        R"({"t":"DefinitionList","c":[[[{"t":"Str","c":"term"}],[[)" +
        para("meaning") +
        R"(]]]]},{"t":"CodeBlock","c":[["",[],[]],"x\ny"]},{"t":"RawBlock","c":["html","<script>"]},)"
        R"({"t":"LineBlock","c":[[{"t":"Str","c":"verse"}]]},{"t":"HorizontalRule"})");
    CHECK(shown(blocks_of_pandoc(text).value()) == Shown{"h Plan B", "p One", "p item", "p next",
                                                         "p first", "p here [aside] “q”", "p term",
                                                         "p meaning", "p x", "p y", "p verse"});
}

TEST_CASE("pandoc's tables become rows, with all that is in a cell in one line")
{
    auto const row = [](std::string const& cells) { return R"([["",[],[]],[)" + cells + "]]"; };
    auto const table =
        R"({"t":"Table","c":[["",[],[]],[null,[)" + para("Caption") + R"(]],[],[["",[],[]],[)" +
        row(cell(para("Name")) + "," + cell(para("Days"))) + R"(]],[[["",[],[]],0,[],[)" +
        row(cell(para("Ana") + "," + para("Lee")) + "," + cell("")) + R"(]]],[["",[],[]],[)" +
        row(cell(para("Sum"))) + "]]]}";
    CHECK(shown(blocks_of_pandoc(document(table)).value()) ==
          Shown{"p Caption", "r Name|Days", "r Ana Lee|", "r Sum"});
}

TEST_CASE("what is no document of pandoc's gives nothing, and what is odd in one is passed over")
{
    for (auto const* text : {"", "{", "[]", "3", "{\"t\":1}", "null", "{\"blocks\":[]} x"}) {
        CHECK_FALSE(blocks_of_pandoc(text).has_value());
    }
    for (auto const* blocks :
         {"1", "null", "[]", "{}", R"({"t":"Para"})", R"({"t":"Para","c":3})", R"({"t":3,"c":[]})",
          R"({"t":"Header","c":[1]})", R"({"t":"Table","c":[1,2,3,4,5,6]})", R"({"t":"Table"})",
          R"({"t":"Table","c":[[],[],[],"a",["b"],{"c":1}]})", R"({"t":"OrderedList","c":[[]]})",
          R"({"t":"DefinitionList","c":[[]]})", R"({"t":"Para","c":[{"t":"Str","c":[]}]})",
          R"({"t":"Table","c":[0,0,0,[0,[[0,[]],[0,[0]],[0,{}]]],0,0]})"}) {
        CAPTURE(blocks);
        auto const found = blocks_of_pandoc(document(std::string{blocks} + "," + para("after")));
        REQUIRE(found.has_value());
        CHECK(found->back().text == "after");
    }
}

TEST_CASE("a list in a list in a list, without end, does not end us")
{
    std::string begin;
    std::string end;
    for (int i = 0; i < 100'000; ++i) {
        begin += R"({"t":"BlockQuote","c":[)";
        end += "]}";
    }
    CHECK(blocks_of_pandoc(document(begin + para("deep") + end)).value().empty());
}

TEST_CASE("sheets become rows, with quotations and line breaks in cells as CSV has them")
{
    CHECK(
        shown(blocks_of_sheets(
            "\fJune\na,\"two, words\"\n1,\"he said \"\"no\"\"\"\n,\"line\nbreak\"\n\fJuly\nx")) ==
        Shown{"h June", "r a|two, words", "r 1|he said \"no\"", "r |line\nbreak", "h July", "r x"});
    CHECK(shown(blocks_of_sheets("a,\"never closed\nb")) == Shown{"r a|never closed\nb"});
    CHECK(blocks_of_sheets("").empty());
}

TEST_CASE("what kind of file it is, is told by its bytes")
{
    std::string const zip = "PK\x03\x04" + std::string(26, '\0');
    CHECK(kind_of_bytes(zip + "mimetypeapplication/vnd.oasis.opendocument.text") == FileKind::odt);
    CHECK(kind_of_bytes(zip + "mimetypeapplication/vnd.oasis.opendocument.spreadsheet") ==
          FileKind::sheets);
    CHECK(kind_of_bytes(zip + "mimetypeapplication/vnd.oasis.opendocument.graphics") ==
          FileKind::other);
    CHECK(kind_of_bytes(zip + "[Content_Types].xml word/document.xml") == FileKind::docx);
    CHECK(kind_of_bytes(zip + "[Content_Types].xml ppt/presentation.xml") == FileKind::slides);
    CHECK(kind_of_bytes(zip + "word/document.xml") == FileKind::other);
    CHECK(kind_of_bytes("%PDF-1.7") == FileKind::pdf);
    CHECK(kind_of_bytes("{\\rtf1") == FileKind::rtf);
    CHECK(kind_of_bytes("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") == FileKind::old_office);
    CHECK(kind_of_bytes("\n <!DOCTYPE HTML><p>") == FileKind::html);
    CHECK(kind_of_bytes("Plain wörds\r\n") == FileKind::text);
    CHECK(kind_of_bytes("\x89PNG\r\n\x1A\n") == FileKind::other);
    CHECK(kind_of_bytes("words" + std::string(1, '\0')) == FileKind::other);
}
