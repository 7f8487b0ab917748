#pragma once
// A Word file (ECMA-376, WordprocessingML) as far as merging needs it: its paragraphs in order, also those in cells of tables,
// and where tables, rows and cells begin and end. All else is opaque. Pure.

#include "protocol/adapting.hpp"

#include <pugixml.hpp>

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace folkmoot::server {

struct WordUnit {
    enum class Kind { paragraph, begin, end, opaque };
    Kind kind = Kind::paragraph;
    pugi::xml_node node; ///< of the table, row or cell that begins or ends
    std::string line;    ///< by which units are told apart, ended by a line feed
    std::string words;   ///< of a paragraph, ended by a line feed
    std::string look;    ///< which words are bold and so on
};

/// Where a paragraph goes: after `after`, or else first in `in`.
struct WordPlace {
    pugi::xml_node in;
    pugi::xml_node after;
};

class WordDocument {
public:
    /// `file` outlives it. Nothing when it is no such file, damaged, or larger than merged_bytes_max unpacked.
    static std::optional<WordDocument> read(std::string_view file);

    std::vector<WordUnit> const& units() const { return units_; }

    /// Where something goes that stands before the unit `place`; nothing where no paragraph can be.
    std::optional<WordPlace> place_after(std::size_t place) const;

    /// Why a paragraph of another file is not taken into this one: what it needs that may not be here. Only
    /// its words are taken when it replaces another.
    std::optional<protocol::library::NeedsYou> not_taken_in(pugi::xml_node paragraph,
                                                            bool words_only) const;

    /// The whole file, with the document as it is by now and everything else as it was.
    std::string file() const;

private:
    std::string_view file_;
    std::unique_ptr<pugi::xml_document> document_;
    std::set<std::string, std::less<>> styles_;
    std::vector<WordUnit> units_;
};

/// Why a paragraph is not replaced, or taken away: what would go with it.
std::optional<protocol::library::NeedsYou> not_given_up(pugi::xml_node paragraph, bool replaced);

/// The words of `from` instead of those of `paragraph`, which stays what it is: a heading, an item of a list.
void put_words(pugi::xml_node paragraph, pugi::xml_node from);
/// Where the next one goes.
WordPlace put_paragraph(WordPlace const& place, pugi::xml_node paragraph);
void take_paragraph(pugi::xml_node paragraph);

} // namespace folkmoot::server
