// The folder of files: what is on the disk, under which name, and who waits for whom.

#include "storage/blobs.hpp"
#include "storage/sha256.hpp"
#include "tests/storage/fixture.hpp"

#include <doctest/doctest.h>

#include <fstream>

#include <sys/resource.h>

#include <csignal>

using namespace folkmoot::tests;

namespace fs = std::filesystem;

namespace {

constexpr Instant long_ago{1'000'000'000'000'000};
constexpr Instant far_off{9'000'000'000'000'000};

struct Folder {
    TemporaryFolder folder;
    Blobs blobs{folder.path() / "files"};
    UploadId upload{uuid_v7(1, {})};

    fs::path path_of(UploadId which) const { return blobs.folder() / "uploads" / to_string(which); }
    KeptBlob keeps(UploadId which, std::string_view content)
    {
        auto file = blobs.open_upload(which, 0).value();
        file.write(0, content).value();
        return blobs.keep(file).value();
    }
};

std::string hash_of(std::string_view content)
{
    Sha256 sha;
    sha.add(content);
    return sha.hash();
}

template <class T>
std::optional<ErrorName> refused(Result<T> const& result)
{
    return result.has_error() ? std::optional{result.error().name} : std::nullopt;
}

std::string all_of(OpenBlob const& blob)
{
    return blob.read(0, static_cast<std::size_t>(blob.size()) + 1);
}

/// Files end at so many bytes, as on a disk that is full.
class SmallDisk {
public:
    explicit SmallDisk(rlim_t bytes)
    {
        std::signal(SIGXFSZ, SIG_IGN);
        ::getrlimit(RLIMIT_FSIZE, &before_);
        rlimit const small{bytes, before_.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &small);
    }
    ~SmallDisk()
    {
        ::setrlimit(RLIMIT_FSIZE, &before_);
        std::signal(SIGXFSZ, SIG_DFL);
    }
    SmallDisk(SmallDisk const&) = delete;
    SmallDisk& operator=(SmallDisk const&) = delete;

private:
    rlimit before_{};
};

} // namespace

TEST_CASE_FIXTURE(Folder, "a content is kept under the hash of what it is, and read from anywhere")
{
    std::string const content(600'000, 'x');
    auto const kept = keeps(upload, content);
    CHECK(kept.sha256 == hash_of(content));
    CHECK(kept.size == 600'000);
    CHECK(fs::exists(blobs.folder() / kept.sha256.substr(0, 2) / kept.sha256));
    auto const open = blobs.open(kept.sha256).value();
    CHECK(open.size() == 600'000);
    CHECK(all_of(open) == content);
    CHECK(open.read(599'999, 10) == "x");
    CHECK(open.read(600'000, 10).empty());
}

TEST_CASE_FIXTURE(Folder, "the same content from another upload is the same file")
{
    UploadId const other{uuid_v7(2, {})};
    CHECK(keeps(upload, "twice").sha256 == keeps(other, "twice").sha256);
    blobs.forget_upload(upload);
    blobs.forget_upload(other);
    CHECK_FALSE(fs::exists(path_of(upload)));
    CHECK(all_of(blobs.open(hash_of("twice")).value()) == "twice");
}

TEST_CASE_FIXTURE(Folder, "what is not there is not found, whatever it is called")
{
    CHECK(refused(blobs.open(hash_of("never"))) == ErrorName::not_found);
    for (auto const* name : {"", "../lock", "uploads", "AB", "x"}) {
        CAPTURE(name);
        CHECK(refused(blobs.open(name)) == ErrorName::not_found);
        blobs.forget(name);
    }
    CHECK(fs::exists(blobs.folder() / "lock"));
    blobs.forget(hash_of("never"));
    blobs.forget_upload(upload);
}

TEST_CASE_FIXTURE(Folder, "an open content can be read when its name has gone")
{
    auto const kept = keeps(upload, "still here");
    auto const open = blobs.open(kept.sha256).value();
    blobs.forget(kept.sha256);
    CHECK(refused(blobs.open(kept.sha256)) == ErrorName::not_found);
    CHECK(all_of(open) == "still here");
}

TEST_CASE_FIXTURE(Folder, "an upload goes on where it was, and what nobody was told of is cut off")
{
    {
        auto file = blobs.open_upload(upload, 0).value();
        file.write(0, "hello wrong").value();
        file.sync().value();
    }
    auto file = blobs.open_upload(upload, 6).value();
    CHECK(file.size() == 11);
    file.cut_to(6);
    file.write(6, "you").value();
    CHECK(blobs.keep(file).value().sha256 == hash_of("hello you"));
}

TEST_CASE_FIXTURE(Folder, "an upload of which something is lacking is not found")
{
    CHECK(refused(blobs.open_upload(upload, 1)) == ErrorName::not_found);
    CHECK_FALSE(fs::exists(path_of(upload)));
    blobs.open_upload(upload, 0).value().write(0, "four").value();
    CHECK(refused(blobs.open_upload(upload, 5)) == ErrorName::not_found);
    CHECK_FALSE(refused(blobs.open_upload(upload, 4)));
}

TEST_CASE_FIXTURE(Folder, "one at a time holds an upload")
{
    auto first = std::make_unique<UploadFile>(blobs.open_upload(upload, 0).value());
    CHECK(refused(blobs.open_upload(upload, 0)) == ErrorName::conflict);
    CHECK(refused(Blobs{blobs.folder()}.open_upload(upload, 0)) == ErrorName::conflict);
    first.reset();
    CHECK_FALSE(refused(blobs.open_upload(upload, 0)));
}

TEST_CASE_FIXTURE(Folder, "an upload that ended meanwhile is not kept")
{
    auto file = blobs.open_upload(upload, 0).value();
    file.write(0, "gone").value();
    blobs.forget_upload(upload);
    CHECK(refused(blobs.keep(file)) == ErrorName::not_found);
    CHECK(refused(blobs.open(hash_of("gone"))) == ErrorName::not_found);
}

TEST_CASE_FIXTURE(Folder, "a full disk is told of, and what was on it before stays")
{
    auto file = blobs.open_upload(upload, 0).value();
    file.write(0, "before").value();
    {
        SmallDisk const disk{8};
        CHECK(refused(file.write(6, "0123456789")) == ErrorName::unavailable);
    }
    file.cut_to(6);
    file.write(6, " and after").value();
    CHECK(blobs.keep(file).value().sha256 == hash_of("before and after"));
}

TEST_CASE_FIXTURE(Folder, "a disk that says it is full is told of")
{
    fs::create_symlink("/dev/full", path_of(upload));
    auto file = blobs.open_upload(upload, 0).value();
    CHECK(refused(file.write(0, "x")) == ErrorName::unavailable);
}

TEST_CASE_FIXTURE(Folder, "nobody sweeps while a content is being named, and the other way round")
{
    auto kept = std::make_unique<KeptBlob>(keeps(upload, "named"));
    UploadId const other{uuid_v7(2, {})};
    auto const second = keeps(other, "too"); // several may name at a time
    CHECK_FALSE(blobs.sweeping());
    kept.reset();
    CHECK_FALSE(blobs.sweeping());
    CHECK_FALSE(Blobs{blobs.folder()}.sweeping());
}

TEST_CASE_FIXTURE(Folder, "once it is named it can be swept, by one at a time")
{
    keeps(upload, "named");
    auto const sweeping = blobs.sweeping();
    CHECK(sweeping);
    CHECK_FALSE(blobs.sweeping());
}

TEST_CASE_FIXTURE(Folder, "old files are found by their age, and nothing else is taken for one")
{
    auto const kept = keeps(upload, "old");
    std::ofstream{blobs.folder() / "uploads" / "notes.txt"} << "x";
    auto const part = kept.sha256.substr(0, 2);
    std::ofstream{blobs.folder() / part / "notes.txt"} << "x";
    CHECK(blobs.uploads_older_than(long_ago).empty());
    CHECK(blobs.uploads_older_than(far_off) == std::vector{upload});
    CHECK(blobs.kept_in(part, long_ago).empty());
    CHECK(blobs.kept_in(part, far_off) == std::vector{kept.sha256});
    CHECK(blobs.kept_in("zz", far_off).empty());
}
