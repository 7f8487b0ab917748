#pragma once
// Runs a program that nobody should trust with what it is given: bubblewrap (`bwrap`) shows it Debian's
// programs, one file to read and an empty folder in memory, and nothing else: no network, no other files, no other
// processes, no variables of ours. util-linux's `prlimit` bounds memory, processor time and what it writes.
// It ends with us, however we end, and leaves nothing on the disk.

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <stop_token>
#include <string>
#include <vector>

namespace folkmoot::server {

/// What a program reads its file from, inside.
inline constexpr char const* confined_file = "/in";

struct Confined {
    std::vector<std::string> command; ///< found in /usr/bin; no shell reads it
    std::filesystem::path file;       ///< shown as confined_file, to be read only
    std::chrono::seconds time_max{60};
    std::int64_t memory_max = 1LL << 30;  ///< bytes of addresses of one process
    std::int64_t disk_max = 256LL << 20;  ///< bytes of its folder, which is in memory
    std::size_t output_max = 16ULL << 20; ///< bytes
    /// Whether it sees a /proc with its own processes. A service that hides parts of /proc cannot give it.
    bool proc = false;
};

struct Ran {
    enum class How {
        ended,    ///< by itself, with `status`
        too_long, ///< and was ended
        too_much, ///< was said, and it was ended
        stopped,  ///< by us, since we end
        not_run,  ///< bwrap could not be started
    };
    How how = How::ended;
    int status = 0;      ///< 128 and more: a signal, as shells say it
    std::string output;  ///< what it said on its standard output
    std::string trouble; ///< the first 500 bytes of what it said beside that

    bool good() const { return how == How::ended && status == 0; }
};

/// Waits for the end; nothing of it runs any more when it returns. Any thread, and bwrap ends when that thread does.
/// Throws std::system_error when the machine has no pipe or no process left.
Ran run_confined(Confined const& program, std::stop_token const& stop = {});

/// Why nothing, or nothing with a /proc, can be confined on this machine, for the operator; empty when it can.
std::string why_not_confined(bool proc = false);

/// Whether Debian's folder of programs has it.
bool has_program(std::string_view name);

} // namespace folkmoot::server
