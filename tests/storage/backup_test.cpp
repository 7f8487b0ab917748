// A backup is the whole network of one moment, or it is refused.

#include "storage/backup.hpp"
#include "storage/backup_files.hpp"
#include "tests/storage/move_scene.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <random>
#include <span>

using namespace folkmoot::tests;

namespace {

constexpr std::array engines{Engine::sqlite, Engine::postgres};
constexpr Instant monday{1'793'579'400'000'000};

void no_log(std::string_view) {}
void watch_nothing(MoveProgress const&) {}

std::unique_ptr<EmptyPlace> fill(Engine engine)
{
    auto place = std::make_unique<EmptyPlace>(engine);
    put_network(*place->open()->writing());
    return place;
}

/// The network of these tests, made once on each engine. Kept only when it is whole: statics end
/// in the reverse order of their making, so that the cluster a place stands on outlives it.
EmptyPlace const& filled(Engine engine)
{
    if (engine == Engine::postgres) {
        static auto const place = fill(engine);
        return *place;
    }
    static auto const place = fill(engine);
    return *place;
}

/// Where the contents of these tests' network are.
std::filesystem::path const& its_files()
{
    static TemporaryFolder const folder;
    static auto const files = folder.path() / "files";
    if (!std::filesystem::exists(files)) {
        put_contents(files);
    }
    return files;
}

Manifest back_up_to(std::filesystem::path const& to, EmptyPlace const& from,
                    MoveWatcher const& watcher = watch_nothing)
{
    return back_up(
        {.from = from.place(), .files = its_files(), .to = to, .program = "0.1.0", .now = monday},
        no_log, watcher);
}

/// A backup of the network of these tests, made once.
std::filesystem::path const& the_backup()
{
    static TemporaryFolder const folder;
    static auto const backup = folder.path() / "backup";
    if (!std::filesystem::exists(backup)) {
        back_up_to(backup, filled(Engine::sqlite));
    }
    return backup;
}

/// A place of its own for a network, and the folder that a database's place has beside it.
class Target {
public:
    explicit Target(Engine engine) : place_(engine) {}
    DatabasePlace place() const
    {
        auto place = place_.place();
        place.folder = folder_.path() / "data";
        return place;
    }
    std::vector<TableContent> contents() const
    {
        std::vector<TableContent> contents;
        for (auto const& table : state_of(place(), its_files(), no_log).tables) {
            contents.push_back(table.content);
        }
        return contents;
    }

private:
    TemporaryFolder folder_;
    EmptyPlace place_;
};

std::vector<std::string> names_in(std::filesystem::path const& folder)
{
    std::vector<std::string> names;
    for (auto const& entry : std::filesystem::directory_iterator{folder}) {
        names.push_back(entry.path().filename());
    }
    std::ranges::sort(names);
    return names;
}

template <class Work>
std::string sentence(Work work)
{
    try {
        work();
    } catch (std::runtime_error const& problem) {
        return problem.what();
    }
    return {};
}

/// Changes one bit of a file; again, and it is as it was.
void flip(std::filesystem::path const& file, std::size_t byte, int bit)
{
    std::fstream stream{file, std::ios::in | std::ios::out | std::ios::binary};
    stream.seekg(static_cast<std::streamoff>(byte));
    auto const was = stream.get();
    stream.seekp(static_cast<std::streamoff>(byte));
    stream.put(static_cast<char>(was ^ 1 << bit));
}

Manifest restored(std::filesystem::path const& backup, DatabasePlace const& to,
                  std::vector<Erasure> const& erasures = {})
{
    static RepeatedRandomness randomness;
    Surroundings const surroundings{[] { return monday; },
                                    [](std::span<std::uint8_t> bytes) { randomness.fill(bytes); }};
    return restore({.backup = backup, .to = to, .files = to.folder / "files", .erasures = erasures},
                   surroundings, no_log);
}

bool nothing_restored(Target const& target)
{
    auto const folder = target.place().folder;
    return !std::filesystem::exists(folder / "folkmoot.sqlite") &&
           !std::filesystem::exists(folder / "restoring");
}

} // namespace

TEST_CASE("a network is backed up from either engine and restored on either, equal in every row")
{
    for (auto const from : engines) {
        TemporaryFolder const folder;
        auto const backup = folder.path() / "backup";
        auto const manifest = back_up_to(backup, filled(from));
        CHECK(names_in(folder.path()) == std::vector<std::string>{"backup"});
        CHECK(names_in(backup) == std::vector<std::string>{"files", "folkmoot.sqlite", "manifest"});
        CHECK(check_backup(backup) == manifest);
        CHECK(manifest.feeds.feeds == manifest.feeds.in_step);
        for (auto const to : engines) {
            CAPTURE(to_string(from) + " to " + to_string(to));
            Target const target{to};
            CHECK(restored(backup, target.place()) == manifest);
            CHECK(target.contents() == filled(Engine::sqlite).contents());
            CHECK(state_of(target.place(), target.place().folder / "files", no_log).damage.empty());
        }
    }
}

TEST_CASE("a manifest reads as it was written")
{
    auto const manifest = check_backup(the_backup());
    CHECK(manifest_from(text_of(manifest)) == manifest);
    CHECK(manifest.program == "0.1.0");
    CHECK(manifest.taken == monday);
    CHECK(manifest.tables.size() == moved_tables().size());
    REQUIRE(manifest.files.size() > 1);
    CHECK(manifest.files.front().name == "folkmoot.sqlite");
    for (auto const& content : std::span{manifest.files}.subspan(1)) {
        CHECK(content.name == "files/" + content.hash.substr(0, 2) + "/" + content.hash);
    }
}

TEST_CASE("one flipped bit, wherever it is, is refused and its file is named")
{
    Target const target{Engine::sqlite};
    std::mt19937 chance{7}; // NOLINT: the same in each run
    for (auto const* name : {"manifest", "folkmoot.sqlite"}) {
        auto const file = the_backup() / name;
        auto const size = std::filesystem::file_size(file);
        for (int time = 0; time < 40; ++time) {
            auto const byte = chance() % size;
            auto const bit = static_cast<int>(chance() % 8);
            CAPTURE(byte);
            flip(file, byte, bit);
            for (auto const& said : {sentence([&] { check_backup(the_backup()); }),
                                     sentence([&] { restored(the_backup(), target.place()); })}) {
                CHECK(said.find(name) != std::string::npos);
                CHECK(said.find("not as it was written") != std::string::npos);
            }
            CHECK(nothing_restored(target));
            flip(file, byte, bit);
        }
    }
    check_backup(the_backup());
}

TEST_CASE("a backup that lacks its end, its manifest or a file is refused")
{
    TemporaryFolder const folder;
    auto const copy = folder.path() / "copy";
    auto const refused = [&](std::string const& with) {
        Target const target{Engine::sqlite};
        auto const said = sentence([&] { restored(copy, target.place()); });
        CAPTURE(said);
        CHECK(said.find(with) != std::string::npos);
        CHECK(sentence([&] { check_backup(copy); }) == said);
        CHECK(nothing_restored(target));
        std::filesystem::remove_all(copy);
    };
    auto const afresh = [&] {
        std::filesystem::copy(the_backup(), copy, std::filesystem::copy_options::recursive);
        return copy;
    };
    for (auto const* name : {"manifest", "folkmoot.sqlite"}) {
        auto const file = afresh() / name;
        std::filesystem::resize_file(file, std::filesystem::file_size(file) - 1);
        refused(name);
    }
    std::filesystem::resize_file(afresh() / "manifest", 0);
    refused("manifest");
    std::filesystem::remove(afresh() / "manifest");
    refused("There is no backup in " + copy.string());
    std::filesystem::remove(afresh() / "folkmoot.sqlite");
    refused("folkmoot.sqlite");
}

TEST_CASE("a manifest that says other rows than its database is refused by the table's name")
{
    TemporaryFolder const folder;
    auto const copy = folder.path() / "copy";
    std::filesystem::copy(the_backup(), copy, std::filesystem::copy_options::recursive);
    auto manifest = check_backup(copy);
    manifest.tables.at(3).content.rows += 1;
    std::filesystem::remove(copy / "manifest");
    write_text(copy / "manifest", text_of(manifest));
    CHECK(sentence([&] { check_backup(copy); }).find(manifest.tables.at(3).name) !=
          std::string::npos);
}

TEST_CASE("a backup of a newer Folkmoot is refused, by its schema or by what its manifest says")
{
    TemporaryFolder const folder;
    Target const target{Engine::sqlite};
    auto manifest = check_backup(the_backup());
    manifest.schema += 1;
    write_text(folder.path() / "manifest", text_of(manifest));
    CHECK(sentence([&] {
              restored(folder.path(), target.place());
          }).starts_with("This backup is of a newer Folkmoot (0.1.0)."));
    for (auto const* name : {"../folkmoot.sqlite", "/etc/passwd", "Folkmoot.sqlite", "a b"}) {
        manifest.files.front().name = name;
        CHECK(sentence([&] {
                  manifest_from(text_of(manifest));
              }).starts_with("A newer Folkmoot made this backup."));
    }
}

TEST_CASE("nothing is restored where a network is, or where one left its log")
{
    for (auto const* left : {"folkmoot.sqlite", "folkmoot.sqlite-wal"}) {
        Target const target{Engine::sqlite};
        auto const folder = target.place().folder;
        std::filesystem::create_directories(folder);
        std::ofstream{folder / left} << "precious";
        CHECK(sentence([&] {
                  restored(the_backup(), target.place());
              }).starts_with("There is a network in " + folder.string() + " already: " + left));
        CHECK(std::filesystem::file_size(folder / left) == 8);
    }
    Target const database{Engine::postgres};
    restored(the_backup(), database.place());
    auto const there = database.contents();
    CHECK(sentence([&] { restored(the_backup(), database.place()); }).find("not empty") !=
          std::string::npos);
    CHECK(database.contents() == there);
}

TEST_CASE("what a killed restore left is in nobody's way, and a server on the folder is")
{
    Target const target{Engine::sqlite};
    auto const folder = target.place().folder;
    std::filesystem::create_directories(folder / "restoring");
    std::ofstream{folder / "restoring" / "folkmoot.sqlite"} << "half";
    restored(the_backup(), target.place());
    CHECK(names_in(folder) ==
          std::vector<std::string>{"files", "folkmoot.lock", "folkmoot.sqlite"});
    CHECK(target.contents() == filled(Engine::sqlite).contents());

    auto const database = open_database(target.place(), no_log);
    CHECK(sentence([&] {
              restored(the_backup(), target.place());
          }).starts_with("Another Folkmoot is running on the folder"));
}

TEST_CASE("a backup that fails leaves nothing, and never writes over anything")
{
    TemporaryFolder const folder;
    auto const to = folder.path() / "backup";
    auto const failing = [](MoveProgress const& now) {
        if (now.table == "posts") {
            throw std::runtime_error("the disk is gone");
        }
    };
    CHECK(sentence([&] { back_up_to(to, filled(Engine::sqlite), failing); }) == "the disk is gone");
    CHECK(std::filesystem::is_empty(folder.path()));
    CHECK(sentence([&] {
              back_up_to(the_backup(), filled(Engine::sqlite));
          }).find("is there already") != std::string::npos);
    CHECK(!sentence([&] { back_up_to(to, EmptyPlace{Engine::sqlite}); }).empty());
    CHECK(!sentence([&] { back_up_to(to, EmptyPlace{Engine::postgres}); }).empty());
    CHECK(std::filesystem::is_empty(folder.path()));
}

TEST_CASE("what is written while a backup is made is not in it")
{
    for (auto const engine : engines) {
        CAPTURE(to_string(engine));
        EmptyPlace const from{engine};
        auto const database = from.open();
        auto const writing = database->writing();
        put_network(*writing);
        auto const before = state_of(from.place(), its_files(), no_log).tables;
        TemporaryFolder const folder;
        bool written = false;
        auto const manifest = back_up_to(folder.path() / "backup", from, [&](MoveProgress const&) {
            if (!written) {
                written = true;
                writing->run("DELETE FROM thanks", {}, [](Columns const&) {});
                writing->run("UPDATE labels SET name = 'later'", {}, [](Columns const&) {});
            }
        });
        CHECK(written);
        for (std::size_t i = 0; i < before.size(); ++i) {
            CAPTURE(before[i].name);
            CHECK(manifest.tables[i] == before[i]);
        }
    }
}

TEST_CASE("verify finds a damaged page, a reference to nothing and a gap in a feed")
{
    EmptyPlace const place{Engine::sqlite};
    put_network(*place.open()->writing());
    CHECK(state_of(place.place(), its_files(), no_log).damage.empty());
    {
        auto const writing = place.open()->writing();
        writing->run_script("PRAGMA foreign_keys = OFF");
        writing->run_script("DELETE FROM entries WHERE number = 2");
        writing->run_script("DELETE FROM labels");
    }
    auto const damage = state_of(place.place(), its_files(), no_log).damage;
    auto const says = [&](std::string const& words) {
        return std::ranges::any_of(
            damage, [&](std::string const& each) { return each.find(words) != each.npos; });
    };
    CHECK(says("Entries are missing from a feed."));
    CHECK(says("Rows of topic_labels refer to rows of labels that are not there."));
}

TEST_CASE(
    "each content that a row names is in the backup and comes back, and a flipped bit is refused")
{
    TemporaryFolder const folder;
    auto const backup = folder.path() / "backup";
    auto const manifest = back_up_to(backup, filled(Engine::sqlite));
    REQUIRE(manifest.files.size() == 9); // the database, and 8 contents
    auto const& content = manifest.files.back();
    Target const target{Engine::sqlite};
    restored(backup, target.place());
    auto const name = content.name.substr(std::string{"files/"}.size());
    CHECK(file_of(target.place().folder / "files", name).hash == content.hash);

    flip(backup / content.name, 3, 1);
    CHECK(sentence([&] { check_backup(backup); }).find(content.name) != std::string::npos);
    Target const other{Engine::sqlite};
    CHECK(!sentence([&] { restored(backup, other.place()); }).empty());
    CHECK(nothing_restored(other));
    CHECK_FALSE(std::filesystem::exists(other.place().folder / content.name));
}

TEST_CASE("a content that is lost is told by verify, and there is no backup without it")
{
    TemporaryFolder const folder;
    auto const files = folder.path() / "files";
    put_contents(files);
    auto const folder_of_one = std::filesystem::directory_iterator
    {
        files
        } -> path();
    auto const lost = std::filesystem::directory_iterator
    {
        folder_of_one
        } -> path();
    std::filesystem::remove(lost);
    auto const damage = state_of(filled(Engine::sqlite).place(), files, no_log).damage;
    REQUIRE(damage.size() == 1);
    CHECK(damage[0].find(lost.filename()) != std::string::npos);
    auto const to = folder.path() / "backup";
    CHECK(!sentence([&] {
               back_up({.from = filled(Engine::sqlite).place(),
                        .files = files,
                        .to = to,
                        .program = "0.1.0",
                        .now = monday},
                       no_log, watch_nothing);
           }).empty());
    CHECK_FALSE(std::filesystem::exists(to));
}
