// What files are taken, judged by their bytes: everything hostile here is made here.

#include "server/content.hpp"
#include "tests/server/zipped.hpp"

#include <doctest/doctest.h>

#include <array>
#include <functional>
#include <random>
#include <stdexcept>
#include <vector>

using namespace folkmoot;
using namespace std::string_literals;
using server::Archive;
using tests::Packed;
using tests::zipped;

namespace {

class Bytes : public server::Content {
public:
    explicit Bytes(std::string bytes) : bytes_(std::move(bytes)) {}
    std::uint64_t size() const override { return bytes_.size(); }
    std::string read(std::uint64_t at, std::size_t bytes_max) const override
    {
        return at < bytes_.size() ? bytes_.substr(at, bytes_max) : std::string{};
    }
    std::optional<Archive> as_archive() const override { return Archive::of_bytes(bytes_); }

private:
    std::string const bytes_;
};

/// The same with another name of the same length in it, which no honest program would write.
std::string renamed(std::string zip, std::string const& from, std::string const& to)
{
    for (auto at = zip.find(from); at != zip.npos; at = zip.find(from, at + 1))
        zip.replace(at, to.size(), to);
    return zip;
}

std::string wide(std::string const& text)
{
    std::string made;
    for (char const letter : text)
        made += std::string{letter, '\0'};
    return made;
}

std::string compound(std::string const& holds)
{
    return "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"s + std::string(2'000'000, '\1') + holds +
           std::string(3'000, '\2');
}

std::string word_file(std::vector<Packed> more = {}, std::string const& type = "document.main+xml")
{
    std::vector<Packed> entries{
        {"[Content_Types].xml", "<Types><Override ContentType=\"" + type + "\"/></Types>"},
        {"word/document.xml", "<w:document>Minutes</w:document>"}};
    entries.insert(entries.end(), more.begin(), more.end());
    return zipped(entries);
}

std::string open_document(std::vector<Packed> more = {}, std::string const& manifest = "<m/>")
{
    std::vector<Packed> entries{{"mimetype", "application/vnd.oasis.opendocument.text"},
                                {"content.xml", "<office:document>Minutes</office:document>"},
                                {"META-INF/manifest.xml", manifest}};
    entries.insert(entries.end(), more.begin(), more.end());
    return zipped(entries);
}

std::string png(std::uint32_t width, std::uint32_t height)
{
    auto const number = [](std::uint32_t value) {
        std::string bytes;
        for (unsigned shift = 24;; shift -= 8) {
            bytes += static_cast<char>(value >> shift & 0xFFU);
            if (shift == 0)
                return bytes;
        }
    };
    return "\x89PNG\r\n\x1a\n"s + number(13) + "IHDR" + number(width) + number(height) +
           "\x08\x06\x00\x00\x00"s + std::string(4, '\0') + number(0) + "IDAT" + number(0);
}

bool taken(std::string bytes)
{
    return server::judge(Bytes{std::move(bytes)}).has_value();
}

/// What it says of one that is not taken; empty when it is.
std::string refused(std::string bytes)
{
    auto const judged = server::judge(Bytes{std::move(bytes)});
    if (judged)
        return {};
    CHECK(judged.error().field == "file");
    return judged.error().message;
}

bool says(std::string const& words, std::string const& part)
{
    return words.find(part) != std::string::npos;
}

} // namespace

TEST_CASE("what people put into libraries is taken")
{
    CHECK(taken("Minutes of the meeting\n"));
    CHECK(taken(""));
    CHECK(taken("MZ is how the minutes begin, and they go on and on for more than a line"));
    CHECK(taken("%PDF-1.7\n1 0 obj\n<<>>\nendobj\n"));
    CHECK(taken(word_file()));
    CHECK(taken(open_document()));
    CHECK(taken(compound(wide("WordDocument"))));
    CHECK(taken(zipped({{"plan/", ""}, {"plan/one.docx", word_file()}, {"two.txt", "Two"}})));
    CHECK(taken(png(4000, 3000)));
    CHECK(taken("<svg xmlns=\"http://www.w3.org/2000/svg\"><rect width=\"1\"/></svg>"));
    CHECK(taken("<!DOCTYPE html><p>On Monday = a day. Only words.</p>"));
}

TEST_CASE("programs are not taken, whatever they are called and however they are packed")
{
    auto const windows = "MZ"s + std::string(200, '\0') + "PE";
    for (auto const& one :
         {windows, "\x7F"s + "ELF\2\1", "#!/bin/sh\nrm -r /\n"s, "\xCA\xFE\xBA\xBE rest"s,
          "\xCF\xFA\xED\xFE rest"s, "\x4C\x00\x00\x00\x01\x14\x02\x00 rest"s,
          compound("\x84\x10\x0C\x00\x00\x00\x00\x00\xC0\x00\x00\x00\x00\x00\x00\x46"s)}) {
        CHECK(says(refused(one), "program"));
        CHECK(says(refused(zipped({{"plan.txt", one}})), "program"));
        CHECK(says(refused(zipped({{"in.zip", zipped({{"plan.txt", one}})}})), "program"));
    }
}

TEST_CASE("macros are not taken, whatever the file is called")
{
    auto const vba = compound(wide("_VBA_PROJECT"));
    CHECK(says(refused(vba), "macros"));
    CHECK(says(refused(word_file({{"word/vbaProject.bin", vba}})), "macros"));
    CHECK(says(refused(word_file({{"word/media/image1.png", vba}})), "macros"));
    CHECK(says(refused(word_file({}, "document.macroEnabled.main+xml")), "macros"));
    CHECK(says(refused(zipped({{"xl/macrosheets/sheet1.xml", "<x/>"}})), "macros"));
    CHECK(says(refused(open_document({{"Basic/Standard/Module1.xml", "<x/>"}})), "macros"));
    CHECK(says(refused(open_document({{"Scripts/python/run.py", "x"}})), "macros"));
    CHECK(says(refused(zipped({{"old.doc", vba}})), "macros"));
}

TEST_CASE("a macro's name is found wherever in a file it stands")
{
    auto const name = wide("_VBA_PROJECT");
    for (std::size_t before = 1'048'576 - 64; before < 1'048'576 + 8; ++before) {
        CAPTURE(before);
        CHECK(!taken("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"s + std::string(before, '\1') + name));
    }
}

TEST_CASE("what is locked with a password is not taken")
{
    CHECK(says(refused(zipped({{"plan.txt", "secret", true}})), "password"));
    CHECK(says(refused(compound(wide("EncryptedPackage"))), "password"));
    CHECK(says(refused(open_document({}, "<m:encryption-data/>")), "password"));
}

TEST_CASE("an archive that would burst, or lead outside, is not taken")
{
    CHECK(says(refused(zipped({{"zeros", std::string(150'000'000, '\0')}})), "unpack"));
    std::vector<Packed> many;
    for (int count = 0; count <= 10'000; ++count)
        many.push_back({std::to_string(count), ""});
    CHECK(says(refused(zipped(many)), "unpack"));
    auto deep = zipped({{"plan.txt", "words"}});
    for (int depth = 0; depth < 5; ++depth)
        deep = zipped({{"inner.zip", deep}});
    CHECK(says(refused(deep), "deep"));

    auto const plain = zipped({{"__XX__plan.txt", "words"}});
    CHECK(taken(plain));
    for (auto const& name : {"../../"s, "/XXXX/"s, "C:XXXX"s, "XX\\..\\"s, "XX/../"s})
        CHECK(says(refused(renamed(plain, "__XX__", name)), "outside"));
    auto const two = zipped({{"one.txt", "words"}, {"two.txt", "other words"}});
    CHECK(says(refused(renamed(two, "two", "one")), "outside"));
}

TEST_CASE("an archive that is cut off is told from one that is whole")
{
    auto const whole = word_file();
    CHECK(says(refused(whole.substr(0, whole.size() - 10)), "damaged"));
}

TEST_CASE("a picture that is too large to be shown is not taken")
{
    CHECK(says(refused(png(30'000, 30'000)), "pixels"));
    CHECK(says(refused(png(0xFFFFFFFF, 0xFFFFFFFF)), "pixels"));
}

TEST_CASE("markup with script is not taken")
{
    for (auto const& one :
         {"<svg><script>alert(1)</script></svg>"s, "<svg onload=\"alert(1)\"/>"s,
          "<?xml version=\"1.0\"?><svg><a href=\"JavaScript:alert(1)\"/></svg>"s,
          "<!DOCTYPE html><body OnLoad = 'x()'>"s, "<html><iframe srcdoc=\"x\"></iframe>"s,
          "<!DOCTYPE svg [<!ENTITY x \"y\">]><svg/>"s, "\xEF\xBB\xBF <html><object data=x>"s,
          "\xFF\xFE"s + wide("<html><script>x</script>")}) {
        CAPTURE(one);
        CHECK(says(refused(one), "script"));
    }
}

TEST_CASE("no bytes, however they are broken, keep it from answering")
{
    std::mt19937 chance{7}; // NOLINT: the same in each run
    auto const vba = compound(wide("_VBA_PROJECT"));
    for (auto const& start : {word_file({{"word/vbaProject.bin", vba.substr(1'990'000)}}),
                              open_document(), png(10, 10), zipped({{"a", "b"}, {"c/d", "e"}})}) {
        for (int time = 0; time < 300; ++time) {
            auto broken = start;
            for (int flips = 0; flips < 8; ++flips)
                broken.at(chance() % broken.size()) = static_cast<char>(chance());
            if (chance() % 4 == 0)
                broken.resize(chance() % broken.size());
            static_cast<void>(server::judge(Bytes{broken}));
        }
    }
}
