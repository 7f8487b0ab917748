#include "storage/uploads.hpp"

#include "protocol/unicode.hpp"
#include "storage/file_texts.hpp"
#include "storage/permission.hpp"

#include <algorithm>

namespace folkmoot::storage {

BOOST_DESCRIBE_STRUCT(UploadState, (), (upload, group_id, name, size, received, expires))

namespace {

constexpr Sql count_uploads = R"sql(
SELECT count(*) FROM uploads WHERE person = $1
)sql";

constexpr Sql insert_upload = R"sql(
INSERT INTO uploads (id, person, group_id, name, size, received, sha256, at, expires)
VALUES ($1, $2, $3, $4, $5, 0, NULL, $6, $7)
)sql";

constexpr Sql select_upload = R"sql(
SELECT id AS upload, group_id, name, size, received, expires FROM uploads
 WHERE id = $1 AND person = $2
)sql";

constexpr Sql count_upload = R"sql(
SELECT count(*) FROM uploads WHERE id = $1
)sql";

constexpr Sql update_received = R"sql(
UPDATE uploads SET received = $2 WHERE id = $1 AND sha256 IS NULL AND received < $2
)sql";

// Another upload may have brought the same, and nothing may have named it since.
constexpr Sql upsert_blob = R"sql(
INSERT INTO blobs (sha256, size, at, unnamed_at) VALUES ($1, $2, $3, NULL)
ON CONFLICT (sha256) DO UPDATE SET unnamed_at = NULL
)sql";

constexpr Sql update_complete = R"sql(
UPDATE uploads SET received = size, sha256 = $2 WHERE id = $1 AND size = $3
)sql";

constexpr Sql delete_own = R"sql(
DELETE FROM uploads WHERE id = $1 AND person = $2 RETURNING COALESCE(sha256, '')
)sql";

constexpr Sql delete_lost = R"sql(
DELETE FROM uploads WHERE id = $1 AND received = $2 AND sha256 IS NULL
)sql";

constexpr Sql take_own = R"sql(
DELETE FROM uploads WHERE id = $1 AND person = $2 AND group_id = $3 AND expires > $4
RETURNING sha256, size, name
)sql";

constexpr Sql delete_expired = R"sql(
DELETE FROM uploads WHERE id IN
    (SELECT id FROM uploads WHERE expires <= $1 ORDER BY expires LIMIT $2)
RETURNING id
)sql";

constexpr Sql mark_unnamed = R"sql(
UPDATE blobs SET unnamed_at = $1
 WHERE unnamed_at IS NULL AND sha256 NOT IN (SELECT n.sha256 FROM named_blobs n)
)sql";

constexpr Sql unmark_named = R"sql(
UPDATE blobs SET unnamed_at = NULL
 WHERE unnamed_at IS NOT NULL AND sha256 IN (SELECT n.sha256 FROM named_blobs n)
)sql";

constexpr Sql delete_unnamed = R"sql(
DELETE FROM blobs WHERE unnamed_at <= $1 AND sha256 NOT IN (SELECT n.sha256 FROM named_blobs n)
RETURNING sha256
)sql";

constexpr Sql count_blob = R"sql(
SELECT count(*) FROM blobs WHERE sha256 = $1
)sql";

constexpr std::int64_t swept_at_once_max = 1'000;
constexpr std::int64_t hour = 3'600LL * 1'000'000;
constexpr std::int64_t day = 24 * hour;

struct TakenRow {
    std::optional<std::string> sha256;
    std::int64_t size = 0;
    std::string name;
};
BOOST_DESCRIBE_STRUCT(TakenRow, (), (sha256, size, name))

/// Valid UTF-8 in one line that shows something, without what would lead elsewhere or make it look like
/// another.
Result<void> good_name(std::string_view name)
{
    auto const refused = [](char const* why) { return invalid("filename", why); };
    if (name.empty() || !shows_something(name)) {
        return refused("A file has a name.");
    }
    if (count_characters(name) > file_name_characters_max) {
        return too_large("filename", "The name of a file has at most 200 characters.");
    }
    constexpr char32_t broken = 0xFFFD;
    for (std::size_t place = 0; place < name.size();) {
        auto const character = next_character(name, place);
        if (is_control(character) || is_disguise(character) || character == broken ||
            character == U'/' || character == U'\\') {
            return refused("The name of a file is one line of text without slashes.");
        }
    }
    return {};
}

Error no_such_upload()
{
    return invalid("upload", "There is no such upload in this group. Send the file again.");
}

} // namespace

Result<UploadState> begin_upload(Change& change, Actor const& actor, NewUpload const& upload)
{
    if (auto const good = good_name(upload.name); good.has_error()) {
        return good.error();
    }
    if (upload.size < 1) {
        return invalid("size", "The file is empty.");
    }
    if (change.number(count_uploads, actor.person) >= uploads_max) {
        return too_many("20 files of yours wait already. Use one of them, or remove one.");
    }
    UploadState state{change.fresh_id<UploadId>(),
                      upload.group,
                      upload.name,
                      upload.size,
                      0,
                      Instant{change.now().microseconds + upload_days * day}};
    change.run(insert_upload, state.upload, actor.person, state.group_id, state.name, state.size,
               change.now(), state.expires);
    return state;
}

Result<UploadState> upload_state(Read& read, Actor const& actor, UploadId upload)
{
    if (auto const may = is_signed_in(read, actor); may.has_error()) {
        return may.error();
    }
    auto state = read.row<UploadState>(select_upload, upload, actor.person);
    if (!state) {
        return not_found();
    }
    return *std::move(state);
}

Result<Done> note_received(Change& change, UploadId upload, std::int64_t received)
{
    if (change.run(update_received, upload, received) == 0 &&
        change.number(count_upload, upload) == 0) {
        return not_found();
    }
    return Done{};
}

Result<Done> complete_upload(Change& change, UploadId upload, KeptBlob const& blob)
{
    change.run(upsert_blob, blob.sha256, blob.size, change.now());
    if (change.run(update_complete, upload, blob.sha256, blob.size) == 0) {
        return not_found();
    }
    queue_text(change, blob.sha256); // soon it is a version, or somebody asks what it is like
    return Done{};
}

Result<Done> end_upload(Change& change, Actor const& actor, UploadId upload)
{
    if (auto const may = is_signed_in(change, actor); may.has_error()) {
        return may.error();
    }
    auto const ended = change.row<std::string>(delete_own, upload, actor.person);
    if (!ended) {
        return not_found();
    }
    forget_text(change, *ended);
    return Done{};
}

void end_lost_upload(Change& change, UploadId upload, std::int64_t received)
{
    change.run(delete_lost, upload, received);
}

Result<UploadedFile> take_upload(Change& change, Actor const& actor, GroupId group, UploadId upload)
{
    auto taken = change.row<TakenRow>(take_own, upload, actor.person, group, change.now());
    if (!taken) {
        return no_such_upload();
    }
    if (!taken->sha256) { // the refusal brings the row back
        return invalid("upload", "Not all of this file has arrived yet.");
    }
    return UploadedFile{*std::move(taken->sha256), taken->size, std::move(taken->name)};
}

std::vector<UploadId> sweep_uploads(Change& change)
{
    return change.rows<UploadId>(delete_expired, change.now(), swept_at_once_max);
}

std::vector<UploadId> unknown_uploads(Read& read, std::vector<UploadId> const& uploads)
{
    std::vector<UploadId> unknown;
    std::ranges::copy_if(uploads, std::back_inserter(unknown),
                         [&](UploadId upload) { return read.number(count_upload, upload) == 0; });
    return unknown;
}

std::vector<std::string> sweep_blobs(Change& change)
{
    change.run(unmark_named);
    forget_unnamed_texts(change);
    Instant const before{change.now().microseconds - unnamed_hours * hour};
    auto gone = change.rows<std::string>(delete_unnamed, before);
    change.run(mark_unnamed, change.now());
    return gone;
}

std::vector<std::string> unknown_blobs(Read& read, std::vector<std::string> const& contents)
{
    std::vector<std::string> unknown;
    std::ranges::copy_if(contents, std::back_inserter(unknown), [&](std::string const& sha256) {
        return read.number(count_blob, sha256) == 0;
    });
    return unknown;
}

} // namespace folkmoot::storage
