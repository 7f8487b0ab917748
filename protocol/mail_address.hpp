#pragma once
// What an e-mail address looks like. Pure.

#include <string_view>

namespace folkmoot::protocol {

/// One `@` with something on both sides, and no character that a mail server would not take. Its length
/// is not asked.
bool looks_like_mail(std::string_view text);

} // namespace folkmoot::protocol
