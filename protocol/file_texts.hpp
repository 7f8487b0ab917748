#pragma once
// The words of a version that is a file: what differences between two versions are shown from. They are
// read out of the file some time after it came, on the server, or never: `state` says which.

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

} // namespace folkmoot::protocol::library
