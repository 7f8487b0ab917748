#include "server/merged_lines.hpp"
#include "server/word_document.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace folkmoot::server {

using namespace protocol;
using library::MergeState;
using library::NeedsYou;
using library::OriginChange;

namespace {

using Units = std::vector<WordUnit>;

/// A line for each, and an empty one after it: who changes a paragraph does not touch its neighbours.
std::string text_of(Units const& units)
{
    std::string text;
    for (auto const& unit : units) {
        text += unit.line + "\n";
    }
    return text;
}

/// Of which units such lines are.
Hunk in_units(Hunk const& lines)
{
    auto const unit = [](std::size_t line) { return (line + 1) / 2; };
    auto const from = unit(lines.from);
    auto const to = unit(lines.to);
    return {from, unit(lines.from + lines.from_count) - from, to,
            unit(lines.to + lines.to_count) - to};
}

/// Paragraphs of ours that are replaced by paragraphs of theirs.
struct Edit {
    std::size_t from = 0;
    std::size_t count = 0;
    std::vector<std::size_t> theirs;
};
using EditsOrWhyNot = std::variant<std::vector<Edit>, NeedsYou>;

// Lines that come from theirs say which one they are, so that they are found again in what was merged.
constexpr char mark = '\x1F';

std::string marked(std::string_view line, std::size_t place)
{
    return fmt::format("{}{}{}\n", line.substr(0, line.size() - 1), mark, place);
}

std::optional<std::size_t> place_of(std::string_view line)
{
    auto const at = line.rfind(mark);
    std::size_t place = 0;
    if (at == line.npos ||
        std::from_chars(line.data() + at + 1, line.data() + line.size(), place).ec != std::errc{}) {
        return std::nullopt;
    }
    return place;
}

class WordMerging : public Merging {
public:
    WordMerging(WordDocument base, WordDocument ours, WordDocument theirs)
        : base_(std::move(base)), ours_(std::move(ours)), theirs_(std::move(theirs)),
          base_text_(text_of(base_.units())), ours_text_(text_of(ours_.units())),
          theirs_text_(text_of(theirs_.units())), base_lines_(lines_of(base_text_)),
          hunks_(hunks_between(base_text_, theirs_text_))
    {
        auto const lines = lines_of(theirs_text_);
        plain_.assign(lines.begin(), lines.end());
        for (std::size_t place = 0; place < lines.size(); ++place) {
            marked_.push_back(place % 2 == 0 ? marked(lines[place], place / 2) : plain_[place]);
        }
    }

    bool too_many() const { return hunks_.size() > library::origin_changes_max; }

    void look()
    {
        for (std::size_t place = 0; place < hunks_.size(); ++place) {
            if (already_there(place)) {
                continue;
            }
            changes_.push_back(told_of(hunks_[place]));
            listed_.push_back(place);
            auto const edits = edits_for({place});
            if (auto const* const why = std::get_if<NeedsYou>(&edits)) {
                changes_.back().needs_you = *why;
            }
        }
    }

    std::vector<OriginChange> const& changes() const override { return changes_; }

    std::optional<std::string> take(std::set<std::size_t> const& taken) override
    {
        std::set<std::size_t> chosen;
        for (auto const one : taken) {
            if (one >= changes_.size() || changes_[one].needs_you) {
                return std::nullopt;
            }
            chosen.insert(listed_[one]);
        }
        auto const found = edits_for(chosen);
        auto const* const edits = std::get_if<std::vector<Edit>>(&found);
        if (!edits) {
            return std::nullopt;
        }
        for (auto edit = edits->rbegin(); edit != edits->rend(); ++edit) {
            make(*edit);
        }
        return ours_.file();
    }

private:
    bool already_there(std::size_t place) const
    {
        auto const merged =
            merge_lines({base_text_, ours_text_, with_hunks(base_lines_, hunks_, {place}, plain_)});
        return !merged.conflicts && merged.text == ours_text_;
    }

    OriginChange told_of(Hunk const& lines) const
    {
        auto const words = [](Units const& units) {
            std::vector<std::string_view> lines;
            for (auto const& unit : units) {
                lines.push_back(unit.words);
            }
            return lines;
        };
        return change_told(words(base_.units()), words(theirs_.units()), in_units(lines));
    }

    /// What is to be done to ours, or why nobody but a person should.
    EditsOrWhyNot edits_for(std::set<std::size_t> const& chosen) const
    {
        for (auto const one : chosen) {
            if (auto const why = not_taken(in_units(hunks_[one]))) {
                return *why;
            }
        }
        auto const merged =
            merge_lines({base_text_, ours_text_, with_hunks(base_lines_, hunks_, chosen, marked_)});
        if (merged.conflicts) {
            return NeedsYou::both_changed;
        }
        auto const lines = lines_of(merged.text);
        std::vector<Edit> edits;
        for (auto const& hunk : hunks_between(ours_text_, merged.text)) {
            auto const units = in_units(hunk);
            Edit edit{units.from, units.from_count, {}};
            for (std::size_t i = 0; i < units.to_count; ++i) {
                auto const place = place_of(lines[2 * (units.to + i)]);
                if (!place) {
                    return NeedsYou::other;
                }
                edit.theirs.push_back(*place);
            }
            if (auto const why = not_made(edit)) {
                return *why;
            }
            edits.push_back(std::move(edit));
        }
        return edits;
    }

    /// Only paragraphs are.
    std::optional<NeedsYou> not_taken(Hunk const& hunk) const
    {
        auto const look = [](Units const& units, std::size_t from,
                             std::size_t count) -> std::optional<NeedsYou> {
            for (std::size_t i = from; i < from + count; ++i) {
                if (units[i].kind == WordUnit::Kind::begin ||
                    units[i].kind == WordUnit::Kind::end) {
                    return NeedsYou::table;
                }
                if (units[i].kind == WordUnit::Kind::opaque) {
                    return NeedsYou::other;
                }
            }
            return std::nullopt;
        };
        auto const why = look(base_.units(), hunk.from, hunk.from_count);
        return why ? why : look(theirs_.units(), hunk.to, hunk.to_count);
    }

    std::optional<NeedsYou> not_made(Edit const& edit) const
    {
        auto const pairs = std::min(edit.count, edit.theirs.size());
        for (std::size_t i = 0; i < edit.count; ++i) {
            auto const& unit = ours_.units()[edit.from + i];
            if (unit.kind != WordUnit::Kind::paragraph) {
                return NeedsYou::table;
            }
            if (auto const why = not_given_up(unit.node, i < pairs)) {
                return why;
            }
            if (changed_in_look(unit)) {
                return NeedsYou::both_changed;
            }
        }
        for (std::size_t i = 0; i < edit.theirs.size(); ++i) {
            auto const node = theirs_.units()[edit.theirs[i]].node;
            if (auto const why = ours_.not_taken_in(node, i < pairs)) {
                return why;
            }
        }
        if (edit.count == 0 && !ours_.place_after(edit.from)) {
            return NeedsYou::table;
        }
        return std::nullopt;
    }

    /// Ours says the same as base there. Whoever made a word bold in it changed it too.
    bool changed_in_look(WordUnit const& unit) const
    {
        return std::ranges::none_of(base_.units(), [&](WordUnit const& before) {
            return before.line == unit.line && before.look == unit.look;
        });
    }

    void make(Edit const& edit)
    {
        auto const& units = ours_.units();
        auto const pairs = std::min(edit.count, edit.theirs.size());
        for (std::size_t i = 0; i < pairs; ++i) {
            put_words(units[edit.from + i].node, theirs_.units()[edit.theirs[i]].node);
        }
        auto place = edit.count == 0 ? ours_.place_after(edit.from).value_or(WordPlace{})
                                     : WordPlace{{}, units[edit.from + edit.count - 1].node};
        for (auto i = pairs; i < edit.theirs.size(); ++i) {
            place = put_paragraph(place, theirs_.units()[edit.theirs[i]].node);
        }
        for (auto i = pairs; i < edit.count; ++i) {
            take_paragraph(units[edit.from + i].node);
        }
    }

    WordDocument base_;
    WordDocument ours_;
    WordDocument theirs_;
    std::string base_text_;
    std::string ours_text_;
    std::string theirs_text_;
    std::vector<std::string_view> base_lines_;
    std::vector<Hunk> hunks_;
    std::vector<std::string> plain_;
    std::vector<std::string> marked_;
    std::vector<OriginChange> changes_;
    std::vector<std::size_t> listed_; ///< the hunk of each change
};

} // namespace

MergingOrWhyNot merging_of_word(Three const& files)
{
    auto base = WordDocument::read(files.base);
    auto ours = WordDocument::read(files.ours);
    auto theirs = WordDocument::read(files.theirs);
    if (!base || !ours || !theirs) {
        return MergeState::damaged;
    }
    auto merging =
        std::make_unique<WordMerging>(*std::move(base), *std::move(ours), *std::move(theirs));
    if (merging->too_many()) {
        return MergeState::large;
    }
    merging->look();
    return merging;
}

} // namespace folkmoot::server
