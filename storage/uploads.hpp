#pragma once
// Rows of uploads, each one person's own until it becomes a version or its 7 days are over, and of the
// contents that something names. The bytes are in storage/blobs.hpp: a content is on the disk before the row
// that names it is committed, and its row is gone before it is taken from the disk.

#include "storage/blobs.hpp"
#include "storage/change.hpp"

namespace folkmoot::storage {

inline constexpr std::int64_t upload_days = 7;
inline constexpr std::int64_t uploads_max = 20; ///< of one person, that wait
inline constexpr std::size_t file_name_characters_max = 200;
/// How long a content stays that nothing names any more, and a file that no row ever named.
inline constexpr std::int64_t unnamed_hours = 24;

struct NewUpload {
    GroupId group;
    std::string name;
    std::int64_t size = 0; ///< 1 or more; what is too much the caller knows
};
struct UploadState {
    UploadId upload;
    GroupId group_id;
    std::string name;
    std::int64_t size = 0;
    std::int64_t received = 0; ///< on the disk for certain; `size` once it is complete
    Instant expires;
};
/// What a version can be made of.
struct UploadedFile {
    std::string sha256;
    std::int64_t size = 0;
    std::string name;
};

/// Who may write in the group is asked by the caller. `invalid` on "filename" for a name that nobody could
/// read as one, on "size" for nothing; `too_many` when 20 of theirs wait.
Result<UploadState> begin_upload(Change& change, Actor const& actor, NewUpload const& upload);
/// One's own; others' and none: `not_found`.
Result<UploadState> upload_state(Read& read, Actor const& actor, UploadId upload);

/// For who received it. So much is on the disk now; less than was noted before changes nothing. `not_found`
/// when the upload has ended.
Result<Done> note_received(Change& change, UploadId upload, std::int64_t received);
/// All of it came, and is kept. `not_found` when the upload has ended. `blob.naming` is held until the
/// commit is done.
Result<Done> complete_upload(Change& change, UploadId upload, KeptBlob const& blob);
/// One's own, complete or not; others' and none: `not_found`. Its file can be forgotten then.
Result<Done> end_upload(Change& change, Actor const& actor, UploadId upload);

/// For who found that the disk lacks what was noted as received, or that its content is not to be taken: it
/// ends, unless it has gone on or is complete by now.
void end_lost_upload(Change& change, UploadId upload, std::int64_t received);

/// In the transaction that makes something of it and names `sha256` (named_blobs): the upload is used up.
/// `invalid` on "upload" when it is not the actor's, not of this group, or over; and when not all of it has
/// come yet.
Result<UploadedFile> take_upload(Change& change, Actor const& actor, GroupId group,
                                 UploadId upload);

/// Ends those whose 7 days are over, a thousand at a time: their files can be forgotten then.
std::vector<UploadId> sweep_uploads(Change& change);
/// Of these, those that no row knows.
std::vector<UploadId> unknown_uploads(Read& read, std::vector<UploadId> const& uploads);

/// Forgets the rows of contents that nothing has named for a day, and notes since when nothing names the
/// others. Only while Blobs::sweeping(), which is held until their files are forgotten too.
std::vector<std::string> sweep_blobs(Change& change);
/// Of these, those that no row knows. Likewise.
std::vector<std::string> unknown_blobs(Read& read, std::vector<std::string> const& contents);

} // namespace folkmoot::storage
