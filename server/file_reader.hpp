#pragma once
// Reads the words out of files that wait for it (storage/file_texts.hpp), one after the other, on a thread of its
// own. Looks once a second; each node has one, and each file is taken up by one of them. Plain text is read
// here; all else by Debian's converters, confined (sandbox.hpp). Where they are not, or cannot be
// confined, the file stays without words until the program starts again and they are there.

#include "server/file_blocks.hpp"
#include "server/file_kinds.hpp"
#include "storage/file_texts.hpp"
#include "storage/store.hpp"

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace folkmoot::server {

/// What reads one kind of file, confined, and how what it says becomes blocks.
struct Converter {
    std::string_view program; ///< that must be there
    std::string_view package; ///< where Debian has it
    std::vector<std::string> command;
    std::int64_t memory_max;
    bool proc; ///< it needs one
    std::optional<Blocks> (*blocks)(std::string_view output);
};
/// Nothing for plain text, and for what none of them reads.
Converter const* converter_of(FileKind kind);

class FileReader {
public:
    struct Options {
        std::function<void(std::string_view)> log; ///< for the operator; on its own thread
        std::function<Converter const*(FileKind)> converter = converter_of;
        std::chrono::seconds time_max{120}; ///< of one file
        std::chrono::milliseconds look_every{1'000};
    };

    /// Both outlive it.
    FileReader(storage::Store& store, storage::Blobs const& blobs, Options options);
    /// What it is at is ended, and done later.
    ~FileReader();
    FileReader(FileReader const&) = delete;
    FileReader& operator=(FileReader const&) = delete;

private:
    struct Outcome;

    void run(std::stop_token const& stop);
    void begin();
    void tell_what_is_missing() const;
    bool may_run(Converter const& converter) const;
    bool waits() const;
    bool read_one(std::stop_token const& stop);
    Outcome read(storage::TextTaken const& taken, std::stop_token const& stop) const;
    Outcome convert(std::string const& sha256, Converter const& converter,
                    std::stop_token const& stop) const;
    void settle(storage::TextTaken const& taken, Outcome const& outcome);

    storage::Store& store_;
    storage::Blobs const& blobs_;
    Options const options_;
    // Its own thread's: why nothing can be confined, or nothing that needs a /proc; empty when it can.
    std::string why_not_;
    std::string why_no_proc_;
    std::mutex mutex_;
    std::condition_variable_any wakes_;
    std::jthread thread_;
};

} // namespace folkmoot::server
