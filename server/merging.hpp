#pragma once
// Three-way merging: what was changed from `base` to `theirs` is taken into `ours`, which was made from `base` as well.
// Plain text by lines; Word files by paragraphs (docs/design/0017). Pure; takes long for large files: on a thread
// that may. Any thread.

#include "protocol/adapting.hpp"

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace folkmoot::server {

/// Bytes of one file of text, or of one part of a Word file, that is merged.
inline constexpr std::size_t merged_bytes_max = 4 * 1024 * 1024;

struct Three {
    std::string_view base;
    std::string_view ours;
    std::string_view theirs;
};

struct MergedText {
    std::string text; ///< conflicts stand in it, between the usual marks
    bool conflicts = false;
};
/// As `git merge-file` does it.
MergedText merge_lines(Three const& texts);

/// Of what it is made: a merging of text, or of Word files, or why it cannot be.
class Merging {
public:
    virtual ~Merging() = default;
    /// In order; what `ours` has already is left out.
    virtual std::vector<protocol::library::OriginChange> const& changes() const = 0;
    /// `ours` with these of the changes. Nothing when one of them is none that fits, or they do not fit together.
    virtual std::optional<std::string> take(std::set<std::size_t> const& taken) = 0;
};

using MergingOrWhyNot = std::variant<std::unique_ptr<Merging>, protocol::library::MergeState>;

/// `large` or `kind` when it cannot be.
MergingOrWhyNot merging_of_text(Three const& texts);
/// `large` or `damaged` when it cannot be.
MergingOrWhyNot merging_of_word(Three const& files);

} // namespace folkmoot::server
