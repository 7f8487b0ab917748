#pragma once
// SQL is a literal of this type, or it does not compile. Statements stand as named constants at the top
// of storage/<capability>.cpp, each as `constexpr Sql name = R"sql(…)sql";` — tests read them from there
// and prepare every one on both engines. The shared subset is in DESIGN.md §5: $1 parameters, RETURNING,
// ON CONFLICT; no ::, no FOR UPDATE, no LIKE; casts only to TEXT or BIGINT; NULLS LAST written out;
// times integer microseconds, booleans 0/1, ids 16 bytes.

#include <string_view>

namespace folkmoot::storage {

class Sql {
public:
    template <std::size_t N>
    consteval Sql(char const (&text)[N])
        : text_(text, N - 1),
          writes_(!text_.substr(text_.find_first_not_of(" \n")).starts_with("SELECT"))
    {
    }
    constexpr std::string_view text() const { return text_; }
    /// Whether it may change something.
    constexpr bool writes() const { return writes_; }

private:
    std::string_view text_;
    bool writes_;
};

} // namespace folkmoot::storage
