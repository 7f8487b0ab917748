#include "storage/file_texts.hpp"

#include "storage/likeness.hpp"

#include <algorithm>
#include <array>

namespace folkmoot::storage {

BOOST_DESCRIBE_STRUCT(TextTaken, (), (sha256, tries))

namespace {

using library::TextBlock;
using library::TextState;

constexpr std::int64_t minute = 60'000'000;
/// Longer than one file may take.
constexpr std::int64_t taken_for = 15 * minute;
constexpr std::array<std::int64_t, text_tries_max - 1> pauses{1 * minute, 60 * minute};

constexpr Sql select_about = R"sql(
SELECT CASE WHEN v.removed_at IS NOT NULL THEN 'removed'
            WHEN v.sha256 IS NULL THEN 'link'
            ELSE COALESCE(t.state, 'waiting') END AS state,
       COALESCE(v.sha256, '') AS sha256, COALESCE(t.cut, 0) AS cut
  FROM versions v
  LEFT JOIN file_texts t ON t.sha256 = v.sha256
 WHERE v.id = $1
)sql";

constexpr Sql select_piece = R"sql(
SELECT blocks FROM file_text_pieces WHERE sha256 = $1 AND piece = $2
)sql";

constexpr Sql count_later = R"sql(
SELECT count(*) FROM file_text_pieces WHERE sha256 = $1 AND piece > $2
)sql";

constexpr Sql insert_waiting = R"sql(
INSERT INTO file_texts (sha256, state, tries, due_at, cut) VALUES ($1, 'waiting', 0, $2, 0)
ON CONFLICT (sha256) DO NOTHING
)sql";

constexpr Sql delete_pieces = R"sql(
DELETE FROM file_text_pieces
 WHERE sha256 = $1
   AND NOT EXISTS (SELECT 1 FROM named_blobs n WHERE n.sha256 = file_text_pieces.sha256)
)sql";

constexpr Sql delete_shingles = R"sql(
DELETE FROM file_shingles
 WHERE sha256 = $1
   AND NOT EXISTS (SELECT 1 FROM named_blobs n WHERE n.sha256 = file_shingles.sha256)
)sql";

constexpr Sql delete_text = R"sql(
DELETE FROM file_texts
 WHERE sha256 = $1
   AND NOT EXISTS (SELECT 1 FROM named_blobs n WHERE n.sha256 = file_texts.sha256)
)sql";

constexpr Sql select_unnamed = R"sql(
SELECT sha256 FROM file_texts WHERE sha256 NOT IN (SELECT n.sha256 FROM named_blobs n)
)sql";

constexpr Sql count_due = R"sql(
SELECT count(*) FROM file_texts WHERE due_at <= $1
)sql";

// Two nodes may choose the same: the second then changes no row, and looks again.
constexpr Sql update_taken = R"sql(
UPDATE file_texts SET due_at = $2, tries = tries + 1
 WHERE sha256 = (SELECT t.sha256 FROM file_texts t
                  WHERE t.due_at <= $1 ORDER BY t.due_at, t.sha256 LIMIT 1)
   AND due_at <= $1
RETURNING sha256, tries
)sql";

// Only by who took it last.
constexpr Sql update_settled = R"sql(
UPDATE file_texts SET state = $3, cut = $4, due_at = NULL
 WHERE sha256 = $1 AND tries = $2 AND state = 'waiting'
)sql";

constexpr Sql update_later = R"sql(
UPDATE file_texts SET due_at = $3 WHERE sha256 = $1 AND tries = $2 AND state = 'waiting'
)sql";

constexpr Sql update_given_back = R"sql(
UPDATE file_texts SET due_at = $3, tries = tries - 1
 WHERE sha256 = $1 AND tries = $2 AND state = 'waiting'
)sql";

constexpr Sql insert_piece = R"sql(
INSERT INTO file_text_pieces (sha256, piece, blocks) VALUES ($1, $2, $3)
)sql";

constexpr Sql update_likeness = R"sql(
UPDATE file_texts SET words = $2, pictures = $3 WHERE sha256 = $1
)sql";

constexpr Sql insert_shingle = R"sql(
INSERT INTO file_shingles (shingle, sha256) VALUES ($1, $2)
)sql";

constexpr Sql select_versions = R"sql(
SELECT v.id AS version, v.resource, r.group_id
  FROM versions v
  JOIN resources r ON r.id = v.resource
 WHERE v.sha256 = $1
 ORDER BY r.group_id, v.id
)sql";

constexpr Sql update_unconverted = R"sql(
UPDATE file_texts SET state = 'waiting', tries = 0, due_at = $1 WHERE state = 'no_converter'
)sql";

struct AboutText {
    TextState state = TextState::waiting;
    std::string sha256;
    bool cut = false;
};
BOOST_DESCRIBE_STRUCT(AboutText, (), (state, sha256, cut))

struct VersionOf {
    VersionId version;
    ResourceId resource;
    GroupId group_id;
};
BOOST_DESCRIBE_STRUCT(VersionOf, (), (version, resource, group_id))

/// Whoever waits for the words looks, and searching takes them in.
void tell_read(Change& change, std::string_view sha256)
{
    for (auto const& one : change.rows<VersionOf>(select_versions, sha256)) {
        change.write_group_entry({.feed = {},
                                  .kind = feeds::EntryKind::version_read,
                                  .group = one.group_id,
                                  .resource = one.resource,
                                  .version = one.version});
    }
}

bool settle(Change& change, TextTaken const& taken, TextState state, bool cut)
{
    return change.run(update_settled, taken.sha256, taken.tries, state, cut) != 0;
}

} // namespace

Result<library::VersionText> version_text(Read& read, Actor const&,
                                          library::ShowVersionText const& request)
{
    auto const about = read.row<AboutText>(select_about, request.version);
    if (!about) {
        return not_found();
    }
    library::VersionText answer{.state = about->state, .blocks = {}, .next = {}, .cut = about->cut};
    if (about->state != TextState::ready) {
        return answer;
    }
    auto const piece = request.piece.value_or(0);
    if (piece < 0) {
        return not_found();
    }
    if (auto blocks = text_piece(read, about->sha256, piece)) {
        answer.blocks = *std::move(blocks);
    } else if (piece != 0) {
        return not_found();
    }
    if (read.number(count_later, about->sha256, piece) != 0) {
        answer.next = piece + 1;
    }
    return answer;
}

std::optional<std::vector<TextBlock>> text_piece(Read& read, std::string_view sha256, Number piece)
{
    auto const lines = read.row<std::string>(select_piece, sha256, piece);
    return lines ? std::optional{blocks_in(*lines)} : std::nullopt;
}

std::vector<std::int64_t> shingles_in(Read& read, std::string_view sha256)
{
    Shingles shingles;
    for (Number piece = 0; auto const blocks = text_piece(read, sha256, piece); ++piece) {
        shingles.add(*blocks);
    }
    return std::move(shingles).all();
}

void queue_text(Change& change, std::string_view sha256)
{
    change.put(insert_waiting, sha256, change.now());
}

void forget_text(Change& change, std::string_view sha256)
{
    change.put(delete_pieces, sha256);
    change.put(delete_shingles, sha256);
    change.put(delete_text, sha256);
}

void forget_unnamed_texts(Change& change)
{
    for (auto const& sha256 : change.rows<std::string>(select_unnamed)) {
        forget_text(change, sha256);
    }
}

std::int64_t texts_due(Read& read, Instant now)
{
    return read.number(count_due, now);
}

std::optional<TextTaken> take_text(Change& change)
{
    Instant const until{change.now().microseconds + taken_for};
    while (auto const taken = change.row<TextTaken>(update_taken, change.now(), until)) {
        if (taken->tries <= text_tries_max) {
            return taken;
        }
        settle(change, *taken, TextState::failed, false);
    }
    return std::nullopt;
}

void keep_text(Change& change, TextTaken const& taken, KeptWords const& words,
               std::optional<std::string> const& pictures)
{
    auto const none = words.pieces.empty();
    auto const state = none ? TextState::no_words : TextState::ready;
    if (!settle(change, taken, state, words.cut) || none) {
        return;
    }
    for (std::size_t i = 0; i < words.pieces.size(); ++i) {
        change.put(insert_piece, taken.sha256, static_cast<std::int64_t>(i), words.pieces[i]);
    }
    change.put(update_likeness, taken.sha256, words.hash, pictures);
    for (auto const shingle : words.shingles) {
        change.put(insert_shingle, shingle, taken.sha256);
    }
    tell_read(change, taken.sha256);
}

void note_unreadable(Change& change, TextTaken const& taken, TextState state)
{
    settle(change, taken, state, false);
}

void text_failed(Change& change, TextTaken const& taken)
{
    if (taken.tries >= text_tries_max) {
        settle(change, taken, TextState::failed, false);
        return;
    }
    auto const pause = pauses[static_cast<std::size_t>(std::max<std::int64_t>(taken.tries, 1) - 1)];
    change.run(update_later, taken.sha256, taken.tries, Instant{change.now().microseconds + pause});
}

void give_text_back(Change& change, TextTaken const& taken)
{
    change.run(update_given_back, taken.sha256, taken.tries, change.now());
}

void retry_unconverted(Change& change)
{
    change.run(update_unconverted, change.now());
}

} // namespace folkmoot::storage
