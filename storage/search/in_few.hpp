#pragma once
// Rows of many things, asked for in few statements.

#include "storage/change.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <tuple>
#include <vector>

namespace folkmoot::storage {

/// Parameters of a statement for asked_in_few().
inline constexpr std::size_t things_at_once = 32;

/// `sql` asks for the things $1 to $32; where fewer are left, one of them is named again.
template <class Row>
std::vector<Row> asked_in_few(Read& read, Sql sql, std::vector<Uuid> const& things)
{
    std::vector<Row> rows;
    for (std::size_t begin = 0; begin < things.size(); begin += things_at_once) {
        std::array<Uuid, things_at_once> some;
        some.fill(things[begin]);
        auto const end = std::min(begin + things_at_once, things.size());
        std::copy(things.begin() + static_cast<std::ptrdiff_t>(begin),
                  things.begin() + static_cast<std::ptrdiff_t>(end), some.begin());
        auto found =
            std::apply([&](auto const&... each) { return read.rows<Row>(sql, each...); }, some);
        std::move(found.begin(), found.end(), std::back_inserter(rows));
    }
    return rows;
}

} // namespace folkmoot::storage
