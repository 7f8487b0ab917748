#include "server/files.hpp"

#include "storage/uploads.hpp"

#include <spdlog/spdlog.h>

#include <array>

namespace folkmoot::server {

using namespace protocol;

namespace {

constexpr std::int64_t hour = 3'600LL * 1'000'000;

template <class T>
using Work = std::function<Result<T>(storage::Change&)>;

/// Of the 256 folders of contents another one each hour.
std::string folder_of_the_hour(Instant now)
{
    constexpr std::string_view signs = "0123456789abcdef";
    auto const which = static_cast<std::size_t>(now.microseconds / hour) % 256;
    return {signs[which / 16], signs[which % 16]};
}

void sweep_uploads(storage::Store& store, storage::Blobs const& blobs, Instant old)
{
    using Ids = std::vector<UploadId>;
    auto const over = store.change_now<Ids>(
        [](storage::Change& change) -> Result<Ids> { return storage::sweep_uploads(change); });
    auto const left = blobs.uploads_older_than(old);
    auto const unknown = store.read_now<Ids>(
        [&](storage::Read& read) -> Result<Ids> { return storage::unknown_uploads(read, left); });
    for (auto const* ids : {&over, &unknown})
        if (*ids)
            for (auto const upload : **ids)
                blobs.forget_upload(upload);
}

void sweep_contents(storage::Store& store, storage::Blobs const& blobs, Instant old)
{
    auto const alone = blobs.sweeping();
    if (!alone)
        return; // the next time
    using Names = std::vector<std::string>;
    auto const unnamed = store.change_now<Names>(
        [](storage::Change& change) -> Result<Names> { return storage::sweep_blobs(change); });
    auto const kept = blobs.kept_in(folder_of_the_hour(store.surroundings().now()), old);
    auto const unknown = store.read_now<Names>(
        [&](storage::Read& read) -> Result<Names> { return storage::unknown_blobs(read, kept); });
    for (auto const* names : {&unnamed, &unknown})
        if (*names)
            for (auto const& name : **names)
                blobs.forget(name);
}

} // namespace

FileAnswer refused_with(Error error)
{
    int const status = status_of(error);
    return refused_with(status, std::move(error));
}

FileAnswer refused_with(int status, Error error)
{
    return {HttpAnswer{.status = status}, std::move(error)};
}

Error disk_failed(std::exception const& failure) noexcept
{
    spdlog::error("files: {}", failure.what());
    return {ErrorName::internal, "Something went wrong with the files on our side.", {}};
}

void sweep_files(std::shared_ptr<storage::Store> const& store, Files& files)
{
    auto work = [store, &files] {
        Instant const old{store->surroundings().now().microseconds - storage::unnamed_hours * hour};
        try {
            sweep_uploads(*store, files.blobs, old);
            sweep_contents(*store, files.blobs, old);
        } catch (std::exception const& failure) {
            disk_failed(failure);
        }
    };
    static_cast<void>(files.disk.give(std::move(work))); // when too much waits, the next time
}

} // namespace folkmoot::server
