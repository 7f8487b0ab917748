// Which pictures a file has: the same whatever they are called, and plainly nothing where that cannot be told.

#include "server/file_pictures.hpp"
#include "tests/server/zipped.hpp"

#include <doctest/doctest.h>

#include <fcntl.h>
#include <unistd.h>

using namespace folkmoot;
using namespace folkmoot::server;
using folkmoot::tests::Packed;
using folkmoot::tests::zipped;

namespace {

std::optional<std::string> pictures(std::string const& bytes, FileKind kind)
{
    storage::Descriptor file{::open("/tmp", O_TMPFILE | O_RDWR, 0600)};
    REQUIRE(::write(file.number(), bytes.data(), bytes.size()) ==
            static_cast<ssize_t>(bytes.size()));
    return pictures_of({std::move(file), static_cast<std::int64_t>(bytes.size())}, kind);
}

std::optional<std::string> of_word(std::vector<Packed> const& entries)
{
    return pictures(zipped(entries), FileKind::docx);
}

} // namespace

TEST_CASE("the same pictures are the same, whatever their names, order and words beside them")
{
    auto const two = of_word({{"word/document.xml", "<a/>"},
                              {"word/media/image1.png", "a map"},
                              {"word/media/image2.png", "a face"}});
    REQUIRE(two);
    CHECK(two == of_word({{"word/media/rId7.png", "a face"},
                          {"word/document.xml", "<b/>"},
                          {"word/media/rId9.png", "a map"},
                          {"word/media/rId10.png", "a map"}}));
    CHECK(two == pictures(zipped({{"Pictures/1000.png", "a map"},
                                  {"Pictures/1001.png", "a face"},
                                  {"Thumbnails/thumbnail.png", "all of it"}}),
                          FileKind::odt));
    CHECK(two != of_word({{"word/media/image1.png", "a map"}}));
    CHECK(two !=
          of_word({{"word/media/image1.png", "a map"}, {"word/media/image2.png", "a fade"}}));
}

TEST_CASE("a file without pictures is told from one of which that is not known")
{
    CHECK(of_word({{"word/document.xml", "<a/>"}}) == "");
    CHECK(pictures("Plain text", FileKind::text) == "");
    CHECK_FALSE(pictures("%PDF-1.7", FileKind::pdf));
    CHECK_FALSE(pictures("no archive at all", FileKind::docx));
    auto broken = zipped({{"word/document.xml", "<a/>"}, {"word/media/image1.png", "a map"}});
    broken.resize(broken.size() / 2);
    CHECK_FALSE(pictures(broken, FileKind::docx));
}
