#pragma once
// The words of the pages and mails that we write ourselves, from the one catalogue, client/texts.json.
// Pure; any thread.

#include "protocol/values.hpp"

#include <array>
#include <initializer_list>
#include <string>
#include <string_view>

namespace folkmoot::server {

struct CatalogueRow {
    std::string_view key;
    std::string_view one; ///< its singular; empty when it has no plural
    std::string_view text;
};
inline constexpr std::array catalogue{
#include "generated/texts.inc"
};

/// "section.name"; what is not in the catalogue does not compile.
class TextKey {
public:
    template <std::size_t N>
    consteval TextKey(char const (&key)[N]) : row_(nullptr)
    {
        for (auto const& row : catalogue)
            if (row.key == std::string_view(key, N - 1))
                row_ = &row;
        if (row_ == nullptr)
            throw "no such text in client/texts.json";
    }
    constexpr CatalogueRow const& row() const { return *row_; }

private:
    CatalogueRow const* row_;
};

/// What stands for {name}. The value of {count} also chooses the plural.
struct TextValue {
    std::string_view name;
    std::string value;
};
std::string text(TextKey key, std::initializer_list<TextValue> values = {});

/// "12 October 2026, 5:30pm UTC": whose zone it should be, we do not know yet.
std::string full_date(protocol::Instant at);

} // namespace folkmoot::server
