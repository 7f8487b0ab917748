#include "server/origin_changes.hpp"

#include "protocol/json.hpp"
#include "server/file_kinds.hpp"
#include "server/files.hpp"
#include "server/merging.hpp"
#include "storage/adapting.hpp"
#include "storage/permission.hpp"
#include "storage/uploads.hpp"

#include <algorithm>

namespace folkmoot::server {

using namespace protocol;
using library::MergeState;
using storage::Actor;
using storage::FilesToMerge;
using storage::OpenBlob;

namespace {

constexpr std::int64_t file_bytes_max = 32 * 1024 * 1024;

/// Three files in memory, and their merging.
struct Loaded {
    std::string base;
    std::string ours;
    std::string theirs;
    MergingOrWhyNot merging = MergeState::kind;
};

std::string all_of(OpenBlob const& file)
{
    return file.read(0, static_cast<std::size_t>(file.size()));
}

bool too_large(FilesToMerge const& files)
{
    return std::max({files.base.size, files.ours.size, files.theirs.size}) > file_bytes_max;
}

Result<std::unique_ptr<Loaded>> load(storage::Blobs const& blobs, FilesToMerge const& files)
{
    auto loaded = std::make_unique<Loaded>();
    if (too_large(files)) {
        loaded->merging = MergeState::large;
        return loaded;
    }
    auto const base = blobs.open(files.base.sha256);
    auto const ours = blobs.open(files.ours.sha256);
    auto const theirs = blobs.open(files.theirs.sha256);
    if (!base || !ours || !theirs) {
        return not_found();
    }
    auto const kind = kind_of(*base);
    if (kind != kind_of(*ours) || kind != kind_of(*theirs) ||
        (kind != FileKind::text && kind != FileKind::docx)) {
        return loaded;
    }
    loaded->base = all_of(*base);
    loaded->ours = all_of(*ours);
    loaded->theirs = all_of(*theirs);
    Three const three{loaded->base, loaded->ours, loaded->theirs};
    loaded->merging = kind == FileKind::text ? merging_of_text(three) : merging_of_word(three);
    return loaded;
}

Result<library::OriginChanges> changes_of(storage::Blobs const& blobs, FilesToMerge const& files)
{
    library::OriginChanges answer{.state = files.state};
    if (files.state != MergeState::ready) {
        return answer;
    }
    auto const loaded = load(blobs, files);
    if (!loaded) {
        return loaded.error();
    }
    if (auto const* const why = std::get_if<MergeState>(&(*loaded)->merging)) {
        answer.state = *why;
        return answer;
    }
    answer.ours = files.ours.version;
    answer.theirs = files.theirs.version;
    answer.changes = std::get<std::unique_ptr<Merging>>((*loaded)->merging)->changes();
    return answer;
}

Result<std::string> merged_with(storage::Blobs const& blobs, FilesToMerge const& files,
                                library::TakeOriginChanges const& request)
{
    if (files.state != MergeState::ready || files.base.version != request.base ||
        files.ours.version != request.ours || files.theirs.version != request.theirs) {
        return conflict("Another version was added or released since you looked.");
    }
    auto const loaded = load(blobs, files);
    if (!loaded) {
        return loaded.error();
    }
    auto* const merging = std::get_if<std::unique_ptr<Merging>>(&(*loaded)->merging);
    if (!merging) {
        return conflict("Changes of these files cannot be taken one by one.");
    }
    auto const& changes = (*merging)->changes();
    std::set<std::size_t> taken;
    for (auto const one : request.taken.values) {
        auto const place = static_cast<std::size_t>(one);
        if (place >= changes.size() || changes[place].needs_you) {
            return invalid("taken", "One of these changes is not listed, or does not fit.");
        }
        taken.insert(place);
    }
    auto merged = (*merging)->take(taken);
    if (!merged) {
        return conflict("These changes do not fit together. Take fewer of them.");
    }
    return *std::move(merged);
}

/// The bytes are on the disk before its row says so.
class NewUpload {
public:
    NewUpload(Parts parts, Actor const& actor) : parts_(parts), actor_(actor) {}

    Result<UploadId> keep(FilesToMerge const& files, std::string_view bytes) const
    {
        auto upload =
            parts_.store.change_now<UploadId>([&](storage::Change& change) -> Result<UploadId> {
                auto const begun = storage::begin_upload(
                    change, actor_,
                    {files.group, files.ours.name, static_cast<std::int64_t>(bytes.size())});
                if (!begun) {
                    return begun.error();
                }
                return begun->upload;
            });
        if (!upload) {
            return upload;
        }
        auto const written = write(*upload, bytes);
        if (!written) {
            return written.error();
        }
        return upload;
    }

private:
    Result<void> write(UploadId upload, std::string_view bytes) const
    {
        auto const& blobs = parts_.files->blobs;
        auto file = blobs.open_upload(upload, 0);
        if (!file) {
            return file.error();
        }
        if (auto const wrote = file->write(0, bytes); !wrote) {
            return wrote.error();
        }
        if (auto const synced = file->sync(); !synced) {
            return synced.error();
        }
        auto const kept = blobs.keep(*file);
        if (!kept) {
            return kept.error();
        }
        auto const completed =
            parts_.store.change_now<Done>([&](storage::Change& change) -> Result<Done> {
                return storage::complete_upload(change, upload, *kept);
            });
        if (!completed) {
            return completed.error();
        }
        blobs.forget_upload(upload);
        return {};
    }

    Parts parts_;
    Actor actor_;
};

using Find = std::function<Result<FilesToMerge>(storage::Read&)>;
using Work = std::function<Result<std::string>(FilesToMerge const&)>;

/// Finds the files, then does `work` on a thread for the disk.
void with_files(Parts parts, Find find, Work work, OutcomeDone done)
{
    parts.store.read<FilesToMerge>(
        std::move(find),
        [parts, work = std::move(work), done = std::move(done)](Result<FilesToMerge> const& files) {
            if (!files) {
                return done(files.error());
            }
            auto on_the_disk = [work, done, files = *files] {
                auto json = on_disk<std::string>([&] { return work(files); });
                if (!json) {
                    return done(json.error());
                }
                done(Outcome{.json = *std::move(json)});
            };
            if (!parts.files || !parts.files->disk.give(std::move(on_the_disk))) {
                done(unavailable());
            }
        });
}

} // namespace

void show_origin_changes(Parts parts, Caller const& caller, std::shared_ptr<Listener> const&,
                         library::ShowOriginChanges request, OutcomeDone done)
{
    if (!caller.actor) {
        return done(sign_in_needed());
    }
    with_files(
        parts,
        [actor = *caller.actor, request](storage::Read& read) -> Result<FilesToMerge> {
            auto const may = storage::may_see_origin_changes(read, actor, request.resource);
            if (!may) {
                return may.error();
            }
            return storage::files_to_merge(read, request.resource);
        },
        [parts](FilesToMerge const& files) -> Result<std::string> {
            auto const changes = changes_of(parts.files->blobs, files);
            if (!changes) {
                return changes.error();
            }
            return encode(*changes);
        },
        std::move(done));
}

void take_origin_changes(Parts parts, Caller const& caller, std::shared_ptr<Listener> const&,
                         library::TakeOriginChanges request, OutcomeDone done)
{
    if (!caller.actor) {
        return done(sign_in_needed());
    }
    auto const actor = *caller.actor;
    auto const resource = request.resource;
    with_files(
        parts,
        [actor, resource](storage::Read& read) -> Result<FilesToMerge> {
            for (auto const may : {storage::may_see_origin_changes, storage::may_undo_catch_up}) {
                if (auto const allowed = may(read, actor, resource); !allowed) {
                    return allowed.error();
                }
            }
            return storage::files_to_merge(read, resource);
        },
        [parts, actor,
         request = std::move(request)](FilesToMerge const& files) -> Result<std::string> {
            auto const bytes = merged_with(parts.files->blobs, files, request);
            if (!bytes) {
                return bytes.error();
            }
            auto const upload = NewUpload{parts, actor}.keep(files, *bytes);
            if (!upload) {
                return upload.error();
            }
            return encode(library::ChangesTaken{*upload});
        },
        std::move(done));
}

} // namespace folkmoot::server
