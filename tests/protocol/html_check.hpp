#pragma once
// Whether HTML is of the few tags and attributes that may come from Markdown, closed in order, with
// links that lead where links may lead. Anything else is a danger, told as a sentence.

#include <string>
#include <string_view>

namespace folkmoot::tests {

/// Empty when there is none.
std::string danger_in(std::string_view html);

} // namespace folkmoot::tests
