#pragma once
// The words of files: what differences between two versions are shown from, and what a file is recognised by when
// its bytes are not known. They are read out of a file some time after it came, on the server, or
// never: `state` says which.

#include "protocol/library.hpp"

namespace folkmoot::protocol::library {

/// Of what is read out of one file; what is beyond is left out, and `cut` says so.
inline constexpr std::size_t text_bytes_max = 2 * 1024 * 1024;
inline constexpr std::size_t text_piece_bytes_max = 256 * 1024; ///< of one answer
inline constexpr std::size_t block_bytes_max = 16 * 1024;       ///< longer paragraphs are several

enum class TextState { ready, waiting, link, no_words, no_converter, failed, removed };
BOOST_DESCRIBE_ENUM(TextState, ready, waiting, link, no_words, no_converter, failed, removed)

enum class BlockKind { heading, paragraph, row };
BOOST_DESCRIBE_ENUM(BlockKind, heading, paragraph, row)

struct TextBlock {
    BlockKind kind = BlockKind::paragraph;
    std::string text;

    bool operator==(TextBlock const&) const = default;
};
FOLKMOOT_SHAPE(TextBlock, (kind, "What it is in the file; a row is one of a table or a sheet"),
               (text, "Its words, in one line; a tab between the cells of a row"))

struct VersionText {
    TextState state = TextState::waiting;
    std::vector<TextBlock> blocks;
    std::optional<Number> next;
    bool cut = false;
};
FOLKMOOT_SHAPE(VersionText,
               (state,
                "Ready; waiting to be read out; a link; a kind of file that holds no words, or "
                "that no program here can read; one that could not be read out; or removed"),
               (blocks, "Its words, in order; none unless ready"),
               (next, "The piece to ask for next; absent when this is the last"),
               (cut, "Whether the file holds more words than are kept"))

struct ShowVersionText {
    using Answer = VersionText;
    static constexpr Method method{"library.version_text", Effect::read,
                                   "The words of a version that is a file, piece by piece"};
    VersionId version;
    std::optional<Number> piece;
};
FOLKMOOT_SHAPE(ShowVersionText, (version, "Which"), (piece, "Absent for the first"))

inline constexpr std::size_t nearest_max = 5;

struct NearestVersions {
    TextState state = TextState::waiting;
    std::vector<KnownVersion> known;
};
FOLKMOOT_SHAPE(NearestVersions,
               (state, "Of the upload's words: ready, or why nothing can be compared (yet)"),
               (known, "The most alike first, at most 5; those of groups that one may read"))

struct ShowNearestVersions {
    using Answer = NearestVersions;
    static constexpr Method method{
        "library.nearest_versions", Effect::read,
        "Which versions say what an upload of one's own says, or most of it; every byte is for "
        "library.which_version"};
    UploadId upload;
};
FOLKMOOT_SHAPE(ShowNearestVersions, (upload, "A complete one"))

} // namespace folkmoot::protocol::library
