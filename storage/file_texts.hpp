#pragma once
// The words of files, by content: what waits to be read out, and what was. A content is put here in the
// transaction of the first version it is, and read out once, by whichever node takes it up; again later
// when that one did not say what became of it. What reads is server/file_reader.hpp.

#include "protocol/file_texts.hpp"
#include "storage/change.hpp"
#include "storage/kept_words.hpp"

namespace folkmoot::storage {

/// Tries of one content before it is given up.
inline constexpr std::int64_t text_tries_max = 3;

/// Route function. A version that may be read and is no file, or was removed, says so in its state.
/// `not_found` for a piece that there is not.
Result<library::VersionText> version_text(Read& read, Actor const& actor,
                                          library::ShowVersionText const& request);

/// A piece of the words that were read out of a content, the first being 0; nothing when there is none.
std::optional<std::vector<library::TextBlock>> text_piece(Read& read, std::string_view sha256,
                                                          Number piece);

/// Of all that was read out of a content (storage/likeness.hpp).
std::vector<std::int64_t> shingles_in(Read& read, std::string_view sha256);

/// At once, unless it waits or was read out before.
void queue_text(Change& change, std::string_view sha256);
/// Unless something else names the same content: to be called by what named it.
void forget_text(Change& change, std::string_view sha256);
/// Of all contents that nothing names.
void forget_unnamed_texts(Change& change);

std::int64_t texts_due(Read& read, Instant now);

struct TextTaken {
    std::string sha256;
    std::int64_t tries = 0; ///< with this one
};
/// The next that is due. One that was taken three times without a word of what became of it is given up:
/// perhaps it is what ended the program.
std::optional<TextTaken> take_text(Change& change);

// What became of it. Nothing happens when it was taken again meanwhile, or forgotten.

/// The groups are told that have a version of it. `pictures` is a hash of the file's pictures, empty when it has
/// none; nothing when that is not known.
void keep_text(Change& change, TextTaken const& taken, KeptWords const& words,
               std::optional<std::string> const& pictures = {});
/// `no_words` or `no_converter`.
void note_unreadable(Change& change, TextTaken const& taken, library::TextState state);
/// Tried again after a minute, then after an hour, then never.
void text_failed(Change& change, TextTaken const& taken);
/// As if it had not been taken: whoever took it ends.
void give_text_back(Change& change, TextTaken const& taken);

/// Those that no program was there for are due again: perhaps it is there now.
void retry_unconverted(Change& change);

} // namespace folkmoot::storage
