#include "server/merged_lines.hpp"

#include "protocol/unicode.hpp"

#include <git2.h>

#include <algorithm>
#include <memory>
#include <stdexcept>

namespace folkmoot::server {

using namespace protocol;
using library::ChangeKind;
using library::MergeState;
using library::NeedsYou;
using library::OriginChange;

namespace {

/// libgit2 counts who uses it.
class Git {
public:
    Git() { git_libgit2_init(); }
    ~Git() { git_libgit2_shutdown(); }
    Git(Git const&) = delete;
    Git& operator=(Git const&) = delete;
};

void succeeds(int status)
{
    if (status != 0) {
        auto const* const problem = git_error_last();
        throw std::runtime_error(problem ? problem->message : "libgit2 could not merge");
    }
}

struct Merged {
    Merged() = default;
    ~Merged() { git_merge_file_result_free(&result); }
    Merged(Merged const&) = delete;
    Merged& operator=(Merged const&) = delete;
    git_merge_file_result result{};
};

git_merge_file_input input_of(std::string_view text, char const* name)
{
    git_merge_file_input input = GIT_MERGE_FILE_INPUT_INIT;
    input.ptr = text.data();
    input.size = text.size();
    input.path = name;
    return input;
}

int keep_hunk(git_diff_delta const*, git_diff_hunk const* hunk, void* into)
{
    // without lines, git names the line before
    auto const first = [](int start, int count) {
        return static_cast<std::size_t>(count == 0 ? start : start - 1);
    };
    static_cast<std::vector<Hunk>*>(into)->push_back(
        {first(hunk->old_start, hunk->old_lines), static_cast<std::size_t>(hunk->old_lines),
         first(hunk->new_start, hunk->new_lines), static_cast<std::size_t>(hunk->new_lines)});
    return 0;
}

class TextMerging : public Merging {
public:
    explicit TextMerging(Three const& texts)
        : base_(texts.base), ours_(texts.ours), base_lines_(lines_of(base_)),
          hunks_(hunks_between(texts.base, texts.theirs))
    {
        auto const theirs = lines_of(texts.theirs);
        theirs_.assign(theirs.begin(), theirs.end());
        for (std::size_t place = 0; place < hunks_.size(); ++place) {
            auto const merged = merged_with({place});
            if (!merged.conflicts && merged.text == ours_) {
                continue;
            }
            auto change = change_told(base_lines_, theirs, hunks_[place]);
            if (merged.conflicts) {
                change.needs_you = NeedsYou::both_changed;
            }
            changes_.push_back(std::move(change));
            listed_.push_back(place);
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
        auto merged = merged_with(chosen);
        return merged.conflicts ? std::nullopt : std::optional{std::move(merged.text)};
    }

private:
    MergedText merged_with(std::set<std::size_t> const& chosen) const
    {
        auto const theirs = with_hunks(base_lines_, hunks_, chosen, theirs_);
        return merge_lines({base_, ours_, theirs});
    }

    std::string base_;
    std::string ours_;
    std::vector<std::string_view> base_lines_;
    std::vector<Hunk> hunks_;
    std::vector<std::string> theirs_; ///< its lines
    std::vector<OriginChange> changes_;
    std::vector<std::size_t> listed_; ///< the hunk of each change
};

bool is_text(std::string_view text)
{
    return text.find('\0') == text.npos;
}

} // namespace

MergedText merge_lines(Three const& texts)
{
    static Git const git;
    auto const base = input_of(texts.base, "base");
    auto const ours = input_of(texts.ours, "ours");
    auto const theirs = input_of(texts.theirs, "theirs");
    git_merge_file_options options = GIT_MERGE_FILE_OPTIONS_INIT;
    // as the program does it
    options.flags = GIT_MERGE_FILE_SIMPLIFY_ALNUM;
    Merged merged;
    succeeds(git_merge_file(&merged.result, &base, &ours, &theirs, &options));
    return {std::string(merged.result.ptr ? merged.result.ptr : "", merged.result.len),
            merged.result.automergeable == 0};
}

std::vector<std::string_view> lines_of(std::string_view text)
{
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        auto const end = std::min(text.find('\n'), text.size() - 1) + 1;
        lines.push_back(text.substr(0, end));
        text.remove_prefix(end);
    }
    return lines;
}

std::vector<Hunk> hunks_between(std::string_view one, std::string_view other)
{
    static Git const git;
    git_diff_options options = GIT_DIFF_OPTIONS_INIT;
    options.flags = GIT_DIFF_FORCE_TEXT;
    options.context_lines = 0;
    options.interhunk_lines = 0;
    std::vector<Hunk> hunks;
    succeeds(git_diff_buffers(one.data(), one.size(), nullptr, other.data(), other.size(), nullptr,
                              &options, nullptr, nullptr, keep_hunk, nullptr, &hunks));
    return hunks;
}

std::string with_hunks(std::vector<std::string_view> const& base, std::vector<Hunk> const& hunks,
                       std::set<std::size_t> const& chosen, std::vector<std::string> const& to)
{
    std::string text;
    std::size_t line = 0;
    auto const copy_up_to = [&](std::size_t end) {
        for (; line < end; ++line) {
            text += base[line];
        }
    };
    for (auto const one : chosen) {
        auto const& hunk = hunks[one];
        copy_up_to(hunk.from);
        line += hunk.from_count;
        for (std::size_t i = 0; i < hunk.to_count; ++i) {
            text += to[hunk.to + i];
        }
    }
    copy_up_to(base.size());
    return text;
}

std::string told(std::vector<std::string_view> const& lines, std::size_t from, std::size_t count)
{
    constexpr std::size_t characters_max = library::ChangedWords::characters_max - 1;
    std::string text;
    for (std::size_t i = 0; i < count; ++i) {
        text += lines[from + i];
    }
    std::string words;
    std::size_t characters = 0;
    for (std::size_t place = 0; place < text.size(); ++characters) {
        auto const character = next_character(text, place);
        if (characters == characters_max) {
            return words + "…";
        }
        bool const shown =
            character == U'\n' || (!is_control(character) && !is_disguise(character));
        append_character(words, shown ? character : U' ');
    }
    words.resize(words.find_last_not_of(" \n") + 1);
    return words;
}

OriginChange change_told(std::vector<std::string_view> const& base,
                         std::vector<std::string_view> const& theirs, Hunk const& hunk)
{
    OriginChange change;
    change.kind = hunk.from_count == 0 ? ChangeKind::added
                  : hunk.to_count == 0 ? ChangeKind::removed
                                       : ChangeKind::replaced;
    change.before = told(base, hunk.from, hunk.from_count);
    change.after = told(theirs, hunk.to, hunk.to_count);
    return change;
}

MergingOrWhyNot merging_of_text(Three const& texts)
{
    for (auto const text : {texts.base, texts.ours, texts.theirs}) {
        if (text.size() > merged_bytes_max) {
            return MergeState::large;
        }
        if (!is_text(text)) {
            return MergeState::kind;
        }
    }
    if (hunks_between(texts.base, texts.theirs).size() > library::origin_changes_max) {
        return MergeState::large;
    }
    return std::make_unique<TextMerging>(texts);
}

} // namespace folkmoot::server
