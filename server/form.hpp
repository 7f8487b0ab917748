#pragma once
// What a form of ours sends: application/x-www-form-urlencoded (WHATWG URL §5). Pure.

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace folkmoot::server {

inline constexpr std::size_t form_bytes_max = 16 * 1024;

class Form {
public:
    /// Nothing when it is longer than a form of ours can be, or a field stands twice.
    static std::optional<Form> from(std::string_view body);
    /// Empty when it is not there. Whatever bytes were sent.
    std::string value(std::string_view name) const;

private:
    std::vector<std::pair<std::string, std::string>> fields_;
};

} // namespace folkmoot::server
