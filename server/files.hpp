#pragma once
// What uploads and downloads share: the folder of files, how large one may be, and the threads that wait
// for the disk.

#include "server/http.hpp"
#include "server/workers.hpp"
#include "storage/blobs.hpp"
#include "storage/store.hpp"

#include <filesystem>

namespace folkmoot::server {

struct Files {
    static constexpr std::size_t threads = 4;
    static constexpr std::size_t waiting_max = 20'000;

    /// Makes the folder where it is not there. Throws std::runtime_error with a sentence for the operator.
    Files(std::filesystem::path folder, std::int64_t a_size_max)
        : blobs(std::move(folder)), size_max(a_size_max)
    {
    }

    storage::Blobs const blobs;
    std::int64_t const size_max; ///< bytes of one file
    Workers disk{threads, waiting_max};
};

/// An answer before it has its usual headers. With an error it says so in the usual way, with this status
/// and these headers.
struct FileAnswer {
    HttpAnswer http;
    std::optional<protocol::Error> error;
};
/// Gives it what every answer has.
using Finish = std::function<HttpAnswer(FileAnswer)>;

FileAnswer refused_with(protocol::Error error);
FileAnswer refused_with(int status, protocol::Error error);

/// Runs what may fail on the disk: what is thrown is logged, and gives `internal`.
template <class T>
protocol::Result<T> on_disk(std::function<protocol::Result<T>()> const& work) noexcept;
protocol::Error disk_failed(std::exception const& failure) noexcept;

/// Takes away what is no longer wanted: uploads that are over, contents that nothing names, and what a
/// program left that ended in the middle. On a thread for the disk, soon; both must last meanwhile.
void sweep_files(std::shared_ptr<storage::Store> const& store, Files& files);

// --- template --------------------------------------------------------------------------------------

template <class T>
protocol::Result<T> on_disk(std::function<protocol::Result<T>()> const& work) noexcept
try {
    return work();
} catch (std::exception const& failure) {
    return disk_failed(failure);
}

} // namespace folkmoot::server
