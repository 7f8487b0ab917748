#include "server/texts.hpp"

#include <algorithm>
#include <chrono>

namespace folkmoot::server {
namespace {

constexpr std::array<std::string_view, 12> months{"January",   "February", "March",    "April",
                                                  "May",       "June",     "July",     "August",
                                                  "September", "October",  "November", "December"};

std::string_view value_of(std::string_view name, std::initializer_list<TextValue> values)
{
    auto const found = std::ranges::find(values, name, &TextValue::name);
    return found == values.end() ? std::string_view{} : std::string_view{found->value};
}

std::string clock_time(std::int64_t minute_of_day)
{
    auto const hour = minute_of_day / 60;
    auto const minute = minute_of_day % 60;
    std::string said = std::to_string((hour + 11) % 12 + 1);
    if (minute != 0)
        said += (minute < 10 ? ":0" : ":") + std::to_string(minute);
    return said + (hour < 12 ? "am" : "pm");
}

} // namespace

std::string text(TextKey key, std::initializer_list<TextValue> values)
{
    auto const& row = key.row();
    auto rest = !row.one.empty() && value_of("count", values) == "1" ? row.one : row.text;
    std::string said;
    while (!rest.empty()) {
        auto const open = std::min(rest.find('{'), rest.size());
        auto const close = rest.find('}', open);
        said += rest.substr(0, close == rest.npos ? rest.size() : open);
        if (close == rest.npos)
            break;
        said += value_of(rest.substr(open + 1, close - open - 1), values);
        rest.remove_prefix(close + 1);
    }
    return said;
}

std::string full_date(protocol::Instant at)
{
    using namespace std::chrono;
    sys_time<microseconds> const time{microseconds{at.microseconds}};
    auto const day = floor<days>(time);
    year_month_day const date{day};
    return std::to_string(static_cast<unsigned>(date.day())) + " " +
           std::string{months[static_cast<unsigned>(date.month()) - 1]} + " " +
           std::to_string(static_cast<int>(date.year())) + ", " +
           clock_time(floor<minutes>(time - day).count()) + " UTC";
}

} // namespace folkmoot::server
