// Pictures, as far as their first bytes tell.

#include "protocol/picture.hpp"
#include "tests/protocol/pictures.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <memory>
#include <random>

using namespace folkmoot::protocol;
using namespace folkmoot::tests;

TEST_CASE("a picture's format and size are read from its own first bytes")
{
    CHECK(picture_of(png_file(640, 480)) == Picture{PictureKind::png, 640, 480});
    CHECK(picture_of(jpeg_file(640, 480)) == Picture{PictureKind::jpeg, 640, 480});
    CHECK(picture_of(webp_lossy(640, 480)) == Picture{PictureKind::webp, 640, 480});
    CHECK(picture_of(webp_lossless(640, 480)) == Picture{PictureKind::webp, 640, 480});
    CHECK(picture_of(webp_extended(640, 480)) == Picture{PictureKind::webp, 640, 480});
    CHECK(picture_of(png_file(0xFFFFFFFF, 1)) == Picture{PictureKind::png, 0xFFFFFFFF, 1});
}

TEST_CASE("a picture that moves says so")
{
    CHECK(picture_of(png_file(16, 16, true))->moves);
    CHECK(picture_of(webp_extended(16, 16, true))->moves);
}

TEST_CASE("what a picture may have beside its size is not taken for it")
{
    Picture const jpeg{PictureKind::jpeg, 640, 480};
    std::string const nine(9, '\1');
    // tables of Huffman and arithmetic codes, a reserved marker
    for (char const marker : {'\xC4', '\xC8', '\xCC'})
        CHECK(picture_of(jpeg_file(640, 480, jpeg_segment(marker, nine))) == jpeg);
    // a hint how to scale it, in the highest bits of each side
    CHECK(picture_of(webp_lossy(640 | 0x4000, 480 | 0xC000)) ==
          Picture{PictureKind::webp, 640, 480});
    auto seen_through = webp_lossless(640, 480);
    seen_through[24] = static_cast<char>(seen_through[24] | 0x10);
    CHECK(picture_of(seen_through) == Picture{PictureKind::webp, 640, 480});
    // what stands behind a PNG's first data makes nothing move
    CHECK_FALSE(picture_of(png_file(16, 16) + png_chunk("acTL", big(2, 4) + big(0, 4)))->moves);
}

TEST_CASE("what begins like a picture and goes on otherwise is none")
{
    // no segment: the picture's own data, its end, another's beginning, a length of less than itself
    for (std::string const& odd :
         {std::string{"\xFF\xDA\0\x04\1\1", 6}, std::string{"\xFF\xD9\0\x04\1\1", 6},
          std::string{"\xFF\xD8\0\x04\1\1", 6}, std::string{"\xFF\x01\0\x04\1\1", 6},
          std::string{"\xFF\0\0\x04\1\1", 6}, std::string{"\xFF\xE1\0\1", 4},
          std::string{"\xFF\xE1\0\0", 4}})
        CHECK_FALSE(picture_of(jpeg_file(640, 480, odd)));
    auto changed = [](std::string file, std::size_t at) {
        file[at] = 'x';
        return picture_of(file);
    };
    CHECK_FALSE(changed(jpeg_file(640, 480), 0));
    CHECK_FALSE(changed(webp_lossy(640, 480), 8));
    CHECK_FALSE(changed(webp_lossy(640, 480), 23));
    CHECK_FALSE(changed(webp_lossless(640, 480), 20));
    CHECK_FALSE(changed(webp_extended(640, 480), 15));
}

TEST_CASE("what is no picture is none, whatever it is called")
{
    for (std::string const& bytes :
         {std::string{}, std::string{"GIF89a"}, std::string{"<svg xmlns=\"…\" width=\"16\"/>"},
          std::string{"\xFF\xD8\xFF\xD9"}, std::string(1'000, '\xFF'), std::string(1'000, '\0'),
          std::string{"RIFF\x10\0\0\0WAVEfmt ", 16} + std::string(100, 'x'),
          std::string{"<!doctype html><script>alert(1)</script>"}}) {
        CAPTURE(bytes);
        CHECK_FALSE(picture_of(bytes));
    }
}

TEST_CASE("a picture cut anywhere is the same picture or none")
{
    for (auto const& whole : {png_file(300, 200), jpeg_file(300, 200), webp_lossy(300, 200),
                              webp_lossless(300, 200), webp_extended(300, 200)}) {
        auto const all = picture_of(whole);
        REQUIRE(all);
        for (std::size_t size = 0; size < whole.size(); ++size) {
            // of its own length: whoever reads past the end is found by the address sanitizer
            auto const cut = std::make_unique<char[]>(size);
            std::copy_n(whole.data(), size, cut.get());
            auto const found = picture_of({cut.get(), size});
            CHECK((!found || (found->width == all->width && found->height == all->height)));
        }
    }
}

TEST_CASE("changed bytes anywhere are read without harm")
{
    std::mt19937 engine{1};
    for (auto const& whole : {png_file(300, 200, true), jpeg_file(300, 200), webp_lossy(300, 200),
                              webp_extended(300, 200)})
        for (int round = 0; round < 2'000; ++round) {
            auto bytes = whole;
            for (unsigned changes = engine() % 4 + 1; changes > 0; --changes)
                bytes[engine() % bytes.size()] = static_cast<char>(engine());
            bytes.resize(engine() % (bytes.size() + 1));
            static_cast<void>(picture_of(bytes));
        }
}
