#pragma once
// Words are compared as people read them: without capitals and accents, the same on every engine.

#include <string>
#include <string_view>
#include <vector>

namespace folkmoot::storage {

/// One character of folded().
void append_folded(std::string& out, char32_t character);
/// Lower case and without accents: ASCII, Latin-1 and Latin Extended-A; everything else as it is.
std::string folded(std::string_view text);
/// What stands between spaces, folded.
std::vector<std::string> folded_words(std::string_view text);

/// Puts rows in the order of their names as people read them; equal names in the order of their ids.
template <class Row, class Name, class Id>
void sort_by_name(std::vector<Row>& rows, Name name, Id id);

} // namespace folkmoot::storage

#include <algorithm>
#include <tuple>

namespace folkmoot::storage {

template <class Row, class Name, class Id>
void sort_by_name(std::vector<Row>& rows, Name name, Id id)
{
    std::sort(rows.begin(), rows.end(), [&](Row const& one, Row const& other) {
        return std::tuple{folded(one.*name), one.*id} < std::tuple{folded(other.*name), other.*id};
    });
}

} // namespace folkmoot::storage
