#include "storage/kept_words.hpp"

#include "protocol/unicode.hpp"

#include <algorithm>
#include <array>

namespace folkmoot::storage {

using namespace protocol;
using library::BlockKind;
using library::TextBlock;

namespace {

constexpr std::array<char, 3> signs{'h', 'p', 'r'}; // in the order of BlockKind

/// Without control characters (PostgreSQL refuses one of them), broken bytes and runs of spaces.
std::string in_one_line(TextBlock const& block)
{
    constexpr char32_t broken = 0xFFFD;
    std::string line;
    bool space = false;
    for (std::size_t place = 0; place < block.text.size();) {
        auto const character = next_character(block.text, place);
        if (character == U'\t' && block.kind == BlockKind::row) {
            line += '\t';
            space = false;
        } else if (is_space(character) || is_control(character)) {
            space = !line.empty() && line.back() != '\t';
        } else if (character != broken && !is_disguise(character)) {
            if (space) {
                line += ' ';
            }
            space = false;
            append_character(line, character);
        }
    }
    line.resize(line.find_last_not_of('\t') + 1); // empty cells at the end of a row say nothing
    return line;
}

/// Where to end a piece of at most `max` bytes: between words if that can be, never within a character.
std::size_t end_within(std::string_view line, std::size_t max)
{
    if (line.size() <= max) {
        return line.size();
    }
    if (auto const space = line.rfind(' ', max); space != line.npos && space > max / 2) {
        return space;
    }
    while ((static_cast<unsigned char>(line[max]) & 0xC0) == 0x80) {
        --max;
    }
    return max;
}

/// Gathers lines into pieces until there is enough.
class Pieces {
public:
    void add(BlockKind kind, std::string_view line)
    {
        while (!line.empty() && !cut_) {
            auto const end = end_within(line, library::block_bytes_max);
            add_line(signs[static_cast<std::size_t>(kind)], line.substr(0, end));
            line.remove_prefix(
                std::min(line.size(), end + (end < line.size() && line[end] == ' ')));
        }
    }
    bool cut() const { return cut_; }
    std::vector<std::string> all() && { return std::move(pieces_); }

private:
    void add_line(char sign, std::string_view line)
    {
        auto const bytes = line.size() + 3;
        cut_ = bytes_ + bytes > library::text_bytes_max;
        if (cut_) {
            return;
        }
        bytes_ += bytes;
        if (pieces_.empty() || pieces_.back().size() + bytes > library::text_piece_bytes_max) {
            pieces_.emplace_back();
        }
        pieces_.back().append({sign, ' '}).append(line).append("\n");
    }

    std::vector<std::string> pieces_;
    std::size_t bytes_ = 0;
    bool cut_ = false;
};

} // namespace

KeptWords kept_words(Blocks const& blocks)
{
    Blocks lines;
    Pieces pieces;
    for (auto const& block : blocks) {
        if (auto line = in_one_line(block); shows_something(line)) {
            pieces.add(block.kind, line);
            lines.push_back({block.kind, std::move(line)});
        }
    }
    KeptWords kept{.pieces = {}, .cut = pieces.cut(), .hash = hash_of_words(lines), .shingles = {}};
    kept.pieces = std::move(pieces).all();
    Shingles shingles;
    for (auto const& piece : kept.pieces) {
        shingles.add(blocks_in(piece));
    }
    kept.shingles = kept_of(std::move(shingles).all());
    return kept;
}

Blocks blocks_in(std::string_view lines)
{
    Blocks blocks;
    while (lines.size() > 2) {
        auto const end = std::min(lines.find('\n'), lines.size());
        auto const kind = std::ranges::find(signs, lines.front()) - signs.begin();
        blocks.push_back({static_cast<BlockKind>(kind),
                          std::string{lines.substr(2, std::max<std::size_t>(end, 2) - 2)}});
        lines.remove_prefix(std::min(end + 1, lines.size()));
    }
    return blocks;
}

} // namespace folkmoot::storage
