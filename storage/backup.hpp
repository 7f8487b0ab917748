#pragma once
// A backup is a folder: folkmoot.sqlite, which is the network moved row by row whichever engine it is
// on, `files/`, which holds each content that a row names, and `manifest` (backup_manifest.hpp), which is
// written last and has a line for each file. What has arrived of uploads that are not whole is not in it:
// who sends them begins again. All functions throw
// std::runtime_error with a sentence for the operator, and what the connections throw. Why it is so:
// docs/design/0003-backups.md.

#include "storage/backup_manifest.hpp"
#include "storage/erasure.hpp"

#include <filesystem>

namespace folkmoot::storage {

using LogLine = std::function<void(std::string_view)>;

struct BackupWanted {
    DatabasePlace from;
    std::filesystem::path files; ///< where the network's contents are (storage/blobs.hpp)
    std::filesystem::path to;    ///< is made, and must not be there yet
    std::string program;         ///< its version
    Instant now;
};
/// Of one moment, while servers run on the network: all that was acknowledged before the call is in it.
/// When it throws or is killed, there is nothing at `to`.
Manifest back_up(BackupWanted const& wanted, LogLine const& log, MoveWatcher const& watcher);

/// Reads everything: each file is as it was written, its database is whole, each table holds what the
/// manifest says (of an older schema only the first two can be told). Writes nothing.
Manifest check_backup(std::filesystem::path const& backup);

struct RestoreWanted {
    std::filesystem::path backup;
    /// Holds no network. Its folder is made if need be and claimed meanwhile, also when `url` names
    /// where the network goes.
    DatabasePlace to;
    /// Where its contents go; what is there already stays.
    std::filesystem::path files;
    /// What was erased since the backup, and perhaps before: erased again before the network is there.
    std::vector<Erasure> erasures;
};
/// Makes the network, with the schema of this program. When it throws or is killed, none is there.
Manifest restore(RestoreWanted const& wanted, Surroundings const& surroundings, LogLine const& log);

/// Which network a backup is of, before all of it is read.
NetworkId network_of(std::filesystem::path const& backup);

/// A network as it is, servers running or not.
struct NetworkState {
    std::vector<TableListed> tables;
    FeedNumbers feeds;
    std::vector<std::string> damage; ///< sentences; none when all is well
};
NetworkState state_of(DatabasePlace const& place, std::filesystem::path const& files,
                      LogLine const& log);

bool is_backup(std::filesystem::path const& folder);

} // namespace folkmoot::storage
