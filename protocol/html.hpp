#pragma once
// Words as part of an HTML page.

#include <string>
#include <string_view>

namespace folkmoot::protocol {

/// Appends words as an element's text or as an attribute's value between quotes: &, <, > and both
/// quotes are escaped. A pure function.
void append_escaped(std::string& out, std::string_view words);

} // namespace folkmoot::protocol
