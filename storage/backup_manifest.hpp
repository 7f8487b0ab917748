#pragma once
// What stands in a backup's `manifest`: what the backup is of, what it holds, and the hash of each of its
// files; its last line is the hash of the lines before. A line begins with its kind:
//
//   folkmoot-backup 1
//   network 0192f0c1-…            the network's id
//   schema 2                      the newest migration in it
//   program 0.1.0                 who made it
//   taken 2026-11-22T22:35:21Z    everything acknowledged before that is in it
//   table posts 1234 9f86d0…      rows, and the hash of their values
//   feeds 40 40                   feeds, and how many have every entry up to their number
//   file folkmoot.sqlite 40960 2c26b4…
//   sum 486ea4…

#include "storage/move.hpp"

namespace folkmoot::storage {

struct TableListed {
    std::string name;
    TableContent content;
    bool operator==(TableListed const&) const = default;
};

struct BackupFile {
    std::string name; ///< below the backup's folder
    std::int64_t bytes = 0;
    std::string hash; ///< SHA-256 in hexadecimal
    bool operator==(BackupFile const&) const = default;
};

struct Manifest {
    NetworkId network;
    std::int64_t schema = 0;
    std::string program;
    Instant taken;
    std::vector<TableListed> tables;
    FeedNumbers feeds;
    std::vector<BackupFile> files;
    bool operator==(Manifest const&) const = default;
};

std::string text_of(Manifest const& manifest);
/// Throws std::runtime_error with a sentence for the operator when a byte of it was changed, or a newer
/// program wrote what this one does not know.
Manifest manifest_from(std::string_view text);

} // namespace folkmoot::storage
