#include "storage/backup.hpp"

#include "storage/backup_files.hpp"
#include "storage/folder_claim.hpp"
#include "storage/migrations.hpp"
#include "storage/opened.hpp"
#include "storage/rows.hpp"
#include "storage/sqlite/connection.hpp"
#include "storage/sqlite/damage.hpp"
#include "storage/sweep.hpp"

#include <algorithm>
#include <set>
#include <stdexcept>

namespace folkmoot::storage {
namespace {

namespace fs = std::filesystem;

constexpr Sql select_network = R"sql(
SELECT id FROM network
)sql";

constexpr Sql select_contents = R"sql(
SELECT sha256, size FROM blobs ORDER BY sha256
)sql";

constexpr std::string_view files_folder = "files/";
constexpr auto database_file = "folkmoot.sqlite";
constexpr auto manifest_file = "manifest";

std::int64_t schema_known()
{
    return sqlite_migrations().back().number;
}

/// A folder that becomes something, or goes.
class Unfinished {
public:
    /// Throws when it is there.
    explicit Unfinished(fs::path folder) : folder_(std::move(folder))
    {
        if (fs::exists(folder_)) {
            throw std::runtime_error(
                folder_.string() +
                " is there: it is being made by another command, or that was killed. Remove it.");
        }
        make_folder(folder_);
    }
    ~Unfinished()
    {
        std::error_code ignored;
        fs::remove_all(folder_, ignored);
    }
    Unfinished(Unfinished const&) = delete;
    Unfinished& operator=(Unfinished const&) = delete;

    fs::path const& path() const { return folder_; }

private:
    fs::path const folder_;
};

fs::path beside(fs::path const& path)
{
    auto whole = fs::absolute(path).lexically_normal();
    if (!whole.has_filename()) {
        whole = whole.parent_path(); // "backups/today/"
    }
    return whole;
}

NetworkId network_in(Connection& connection)
{
    std::optional<NetworkId> network;
    connection.run(select_network.text(), {},
                   [&](Columns const& row) { network = column_as<NetworkId>(row, 0); });
    if (!network) {
        throw std::runtime_error("There is no network to back up.");
    }
    return *network;
}

/// The contents that rows name, as they stand below a folder of contents.
std::vector<BackupFile> contents_in(Connection& connection)
{
    std::vector<BackupFile> contents;
    connection.run(select_contents.text(), {}, [&](Columns const& row) {
        auto const hash = std::string{text_column(row, 0)};
        contents.push_back({hash.substr(0, 2) + '/' + hash, integer_column(row, 1), hash});
    });
    return contents;
}

void copy_content(fs::path const& from, BackupFile const& content, fs::path const& to)
{
    make_folder(to.parent_path());
    copy_checked(from, content, to);
}

/// Contents that are named stay for a day after nothing names them any more, so none of the rows' goes meanwhile.
void copy_contents(BackupWanted const& wanted, fs::path const& folder, Manifest& manifest)
{
    sqlite::SqliteConnection rows{folder / database_file, sqlite::Access::still};
    auto const contents = contents_in(rows);
    if (!contents.empty()) {
        make_folder(folder / files_folder);
    }
    for (auto content : contents) {
        copy_content(wanted.files, content, folder / files_folder / content.name);
        content.name.insert(0, files_folder);
        manifest.files.push_back(std::move(content));
    }
}

/// The rows of the network, and what the manifest says of them.
void copy_rows(BackupWanted const& wanted, fs::path const& folder, Manifest& manifest,
               LogLine const& log, MoveWatcher const& watcher)
{
    auto from = wanted.from;
    from.alone = false;
    from.patient = true;
    OpenedNetwork const source{from, log};
    Opened const target{{.folder = folder}, log};
    target->migrate(wanted.now);
    auto const writing = target->writing();
    auto const moved = move_rows(*source->reading(), *writing, watcher);
    if (!moved.agrees()) {
        throw std::runtime_error("What was written is not what was read, so there is no backup. "
                                 "Look at the disk, and run folkmoot verify on the network.");
    }
    manifest.network = network_in(*writing);
    manifest.feeds = moved.there;
    for (auto const& table : moved.tables) {
        manifest.tables.push_back({table.table, table.there});
    }
}

std::vector<TableListed> tables_of(Connection& connection)
{
    std::vector<TableListed> tables;
    for (auto const& table : moved_tables()) {
        tables.push_back({std::string{table.name}, content_of(connection, table)});
    }
    return tables;
}

Manifest manifest_of(fs::path const& backup)
{
    if (!is_backup(backup)) {
        throw std::runtime_error("There is no backup in " + backup.string() +
                                 ": a whole one has a file called manifest.");
    }
    return manifest_from(read_text(backup / manifest_file));
}

void refuse_content(fs::path const& file, std::string const& what)
{
    throw std::runtime_error("The file " + file.string() + " is damaged: " + what);
}

void check_content(fs::path const& file, Manifest const& manifest)
{
    sqlite::SqliteConnection connection{file, sqlite::Access::still};
    if (auto const damage = sqlite::damage_in(connection); !damage.empty()) {
        refuse_content(file, damage.front());
    }
    if (manifest.schema != schema_known()) {
        return;
    }
    std::set<std::string> there;
    for (auto const& one : manifest.files) {
        there.insert(one.hash);
    }
    for (auto const& content : contents_in(connection)) {
        if (!there.contains(content.hash)) {
            refuse_content(file, "it names a content that is not in the backup.");
        }
    }
    auto const tables = tables_of(connection);
    for (std::size_t i = 0; i < tables.size(); ++i) {
        if (i >= manifest.tables.size() || tables[i] != manifest.tables[i]) {
            refuse_content(file,
                           "the rows of " + tables[i].name + " are not those of the manifest.");
        }
    }
    if (feed_numbers_of(connection) != manifest.feeds) {
        refuse_content(file, "entries are missing from a feed.");
    }
}

void refuse_newer(Manifest const& manifest)
{
    if (manifest.schema > schema_known()) {
        throw std::runtime_error("This backup is of a newer Folkmoot (" + manifest.program +
                                 "). Restore it with that program, or a newer one.");
    }
}

/// Also what a network may have left: SQLite would take an old log for that of the new file.
void refuse_network_in(fs::path const& folder)
{
    for (auto const& entry : fs::directory_iterator{folder}) {
        auto const name = entry.path().filename().string();
        if (name.starts_with(database_file)) {
            throw std::runtime_error("There is a network in " + folder.string() +
                                     " already: " + name +
                                     ". Nothing was changed. Restore into another folder, "
                                     "or move what is there away first.");
        }
    }
}

void upgrade(fs::path const& folder, Instant now, LogLine const& log)
{
    Opened const restored{{.folder = folder}, log};
    restored->migrate(now);
}

void erase(fs::path const& folder, std::vector<Erasure> const& erasures,
           Surroundings const& surroundings, LogLine const& log)
{
    if (erasures.empty()) {
        return;
    }
    {
        Opened const restored{{.folder = folder}, log};
        auto const connection = restored->writing();
        connection->begin_change();
        Change change{*connection, surroundings};
        erase_again(change, erasures);
        connection->commit();
    }
    sweep_erased({.folder = folder});
}

/// Before the rows that name it: one that nothing names is swept, one that is missing is lost.
void restore_content(RestoreWanted const& wanted, BackupFile const& file)
{
    auto const name = file.name.substr(files_folder.size());
    auto const to = wanted.files / name;
    if (fs::exists(to)) {
        check_file(wanted.files, {name, file.bytes, file.hash});
        check_file(wanted.backup, file);
        return;
    }
    make_folder(wanted.files);
    auto const unfinished =
        to.string() + ".restoring"; // ours alone: left by a restore that was killed
    fs::remove(unfinished);
    copy_content(wanted.backup, file, unfinished);
    fs::rename(unfinished, to);
    sync_folder(to.parent_path());
    sync_folder(wanted.files);
}

void put_in_place(fs::path const& restored, DatabasePlace const& to, Instant now,
                  LogLine const& log)
{
    if (to.url.empty()) {
        fs::rename(restored / database_file, to.folder / database_file);
        sync_folder(to.folder);
        return;
    }
    auto const moved =
        move_network({.folder = restored}, {.url = to.url}, now, log, [](MoveProgress const&) {});
    if (!moved.agrees()) {
        throw std::runtime_error("What the database holds is not what was written there, so "
                                 "nothing was restored.");
    }
}

} // namespace

bool is_backup(fs::path const& folder)
{
    return fs::exists(folder / manifest_file);
}

Manifest back_up(BackupWanted const& wanted, LogLine const& log, MoveWatcher const& watcher)
{
    auto const to = beside(wanted.to);
    if (fs::exists(to)) {
        throw std::runtime_error(to.string() + " is there already. Name a folder that is not.");
    }
    Unfinished const unfinished{to.string() + ".unfinished"};
    auto const& folder = unfinished.path();
    Manifest manifest{.schema = schema_known(), .program = wanted.program, .taken = wanted.now};
    copy_rows(wanted, folder, manifest, log, watcher);
    fs::remove(folder / "folkmoot.lock");
    manifest.files.push_back(file_of(folder, database_file));
    copy_contents(wanted, folder, manifest);
    write_text(folder / manifest_file, text_of(manifest));
    sync_folder(folder);
    fs::rename(folder, to);
    sync_folder(to.parent_path());
    return manifest;
}

Manifest check_backup(fs::path const& backup)
{
    auto manifest = manifest_of(backup);
    for (auto const& file : manifest.files) {
        check_file(backup, file);
    }
    check_content(backup / database_file, manifest);
    return manifest;
}

Manifest restore(RestoreWanted const& wanted, Surroundings const& surroundings, LogLine const& log)
{
    auto const& to = wanted.to;
    auto manifest = manifest_of(wanted.backup);
    refuse_newer(manifest);
    make_folder(to.folder);
    FolderClaim const claim{to.folder};
    if (to.url.empty()) {
        refuse_network_in(to.folder);
    }
    fs::remove_all(to.folder / "restoring"); // ours alone, left by a restore that was killed
    Unfinished const unfinished{to.folder / "restoring"};
    for (auto const& file : manifest.files) {
        if (file.name.starts_with(files_folder)) {
            restore_content(wanted, file);
        } else {
            copy_checked(wanted.backup, file, unfinished.path() / file.name);
        }
    }
    upgrade(unfinished.path(), surroundings.now(), log);
    erase(unfinished.path(), wanted.erasures, surroundings, log);
    put_in_place(unfinished.path(), to, surroundings.now(), log);
    return manifest;
}

NetworkId network_of(fs::path const& backup)
{
    return manifest_of(backup).network;
}

NetworkState state_of(DatabasePlace const& place, fs::path const& files, LogLine const& log)
{
    auto beside_servers = place;
    beside_servers.alone = false;
    beside_servers.patient = true;
    OpenedNetwork const network{beside_servers, log};
    auto const connection = network->reading();
    connection->begin_read();
    NetworkState state{tables_of(*connection), feed_numbers_of(*connection), {}};
    auto const contents = contents_in(*connection);
    connection->roll_back();
    state.damage = network->damage();
    for (auto const& content : contents) {
        try {
            check_file(files, content);
        } catch (std::runtime_error const& problem) {
            state.damage.emplace_back(problem.what());
        }
    }
    if (state.feeds.feeds != state.feeds.in_step) {
        state.damage.emplace_back("Entries are missing from a feed.");
    }
    return state;
}

} // namespace folkmoot::storage
