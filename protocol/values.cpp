#include "protocol/values.hpp"

#include <algorithm>
#include <chrono>

namespace folkmoot::protocol {

namespace {

constexpr char hex_digits[] = "0123456789abcdef";
constexpr std::size_t uuid_characters = 36;
constexpr std::int64_t second = 1'000'000; // in microseconds
constexpr std::int64_t day_seconds = 86'400;

bool is_dash_place(std::size_t place)
{
    return place == 8 || place == 13 || place == 18 || place == 23;
}

int hex_value(char character)
{
    if (character >= '0' && character <= '9')
        return character - '0';
    if (character >= 'a' && character <= 'f')
        return character - 'a' + 10;
    if (character >= 'A' && character <= 'F')
        return character - 'A' + 10;
    return -1;
}

void append_number(std::string& out, std::int64_t number, int digits)
{
    auto const start = out.size();
    out.append(static_cast<std::size_t>(digits), '0');
    for (auto place = start + static_cast<std::size_t>(digits); place > start; number /= 10)
        out[--place] = static_cast<char>('0' + number % 10);
}

/// Exactly `digits` digits at the front of `text`, taken away; -1 if they are not there.
int take_number(std::string_view& text, std::size_t digits)
{
    if (text.size() < digits)
        return -1;
    int number = 0;
    for (char const character : text.substr(0, digits)) {
        if (character < '0' || character > '9')
            return -1;
        number = number * 10 + (character - '0');
    }
    text.remove_prefix(digits);
    return number;
}

bool take(std::string_view& text, char expected)
{
    if (text.empty() || text.front() != expected)
        return false;
    text.remove_prefix(1);
    return true;
}

std::optional<std::int64_t> take_day(std::string_view& text)
{
    int const year = take_number(text, 4);
    bool const dash = take(text, '-');
    int const month = take_number(text, 2);
    bool const dash_too = take(text, '-');
    int const day = take_number(text, 2);
    if (year < 0 || month < 0 || day < 0 || !dash || !dash_too)
        return std::nullopt;
    std::chrono::year_month_day const date(std::chrono::year(year),
                                           std::chrono::month(static_cast<unsigned>(month)),
                                           std::chrono::day(static_cast<unsigned>(day)));
    if (!date.ok())
        return std::nullopt;
    return std::chrono::sys_days(date).time_since_epoch().count();
}

std::optional<std::int64_t> take_seconds(std::string_view& text)
{
    int const hour = take_number(text, 2);
    bool const colon = take(text, ':');
    int const minute = take_number(text, 2);
    bool const colon_too = take(text, ':');
    int const seconds = take_number(text, 2);
    bool const there = hour >= 0 && minute >= 0 && seconds >= 0 && colon && colon_too;
    if (!there || hour > 23 || minute > 59 || seconds > 59)
        return std::nullopt;
    return hour * 3'600 + minute * 60 + seconds;
}

/// ".5" is half a second; nothing there is none. At most six digits.
std::optional<std::int64_t> take_fraction(std::string_view& text)
{
    if (!take(text, '.'))
        return 0;
    std::int64_t fraction = 0;
    std::int64_t unit = second;
    while (!text.empty() && text.front() >= '0' && text.front() <= '9') {
        if (unit == 1)
            return std::nullopt;
        unit /= 10;
        fraction += take_number(text, 1) * unit;
    }
    if (unit == second)
        return std::nullopt;
    return fraction;
}

} // namespace

std::string to_string(Uuid const& id)
{
    std::string text;
    text.reserve(uuid_characters);
    for (auto const byte : id.bytes) {
        if (is_dash_place(text.size()))
            text += '-';
        text += hex_digits[byte >> 4];
        text += hex_digits[byte & 15];
    }
    return text;
}

std::optional<Uuid> uuid_from(std::string_view text)
{
    if (text.size() != uuid_characters)
        return std::nullopt;
    Uuid id;
    auto byte = id.bytes.begin();
    for (std::size_t place = 0; place < text.size();) {
        if (is_dash_place(place)) {
            if (text[place++] != '-')
                return std::nullopt;
            continue;
        }
        int const high = hex_value(text[place]);
        int const low = hex_value(text[place + 1]);
        if (high < 0 || low < 0)
            return std::nullopt;
        *byte++ = static_cast<std::uint8_t>(high << 4 | low);
        place += 2;
    }
    return id;
}

Uuid uuid_v7(std::int64_t unix_ms, std::array<std::uint8_t, 10> const& random)
{
    Uuid id;
    for (std::size_t i = 0; i < 6; ++i)
        id.bytes[i] = static_cast<std::uint8_t>(unix_ms >> (8 * (5 - i)));
    std::copy(random.begin(), random.end(), id.bytes.begin() + 6);
    id.bytes[6] = static_cast<std::uint8_t>((id.bytes[6] & 0x0F) | 0x70);
    id.bytes[8] = static_cast<std::uint8_t>((id.bytes[8] & 0x3F) | 0x80);
    return id;
}

std::string to_string(Instant instant)
{
    // RFC 3339 has four digits for the year; what lies outside is told as the nearest it can say.
    constexpr std::int64_t first = -62'167'219'200 * second;
    constexpr std::int64_t last = 253'402'300'800 * second - 1;
    auto const microseconds = std::clamp(instant.microseconds, first, last) - first;
    auto const seconds = microseconds / second;
    auto const fraction = microseconds % second;
    std::chrono::sys_days const since(
        std::chrono::days(first / second / day_seconds + seconds / day_seconds));
    std::chrono::year_month_day const date(since);
    auto const time = seconds % day_seconds;

    std::string text;
    append_number(text, static_cast<int>(date.year()), 4);
    text += '-';
    append_number(text, static_cast<unsigned>(date.month()), 2);
    text += '-';
    append_number(text, static_cast<unsigned>(date.day()), 2);
    text += 'T';
    append_number(text, time / 3'600, 2);
    text += ':';
    append_number(text, time / 60 % 60, 2);
    text += ':';
    append_number(text, time % 60, 2);
    if (fraction != 0) {
        text += '.';
        bool const whole_ms = fraction % 1'000 == 0;
        append_number(text, whole_ms ? fraction / 1'000 : fraction, whole_ms ? 3 : 6);
    }
    return text + 'Z';
}

std::optional<Instant> instant_from(std::string_view text)
{
    auto const day = take_day(text);
    if (!day || !take(text, 'T'))
        return std::nullopt;
    auto const seconds = take_seconds(text);
    if (!seconds)
        return std::nullopt;
    auto const fraction = take_fraction(text);
    if (!fraction || text != "Z")
        return std::nullopt;
    return Instant{(*day * day_seconds + *seconds) * second + *fraction};
}

std::string to_string(Day day)
{
    std::chrono::year_month_day const date(std::chrono::sys_days(std::chrono::days(day.days)));
    std::string text;
    append_number(text, static_cast<int>(date.year()), 4);
    text += '-';
    append_number(text, static_cast<unsigned>(date.month()), 2);
    text += '-';
    append_number(text, static_cast<unsigned>(date.day()), 2);
    return text;
}

std::optional<Day> day_from(std::string_view text)
{
    auto const day = take_day(text);
    return day && text.empty() ? std::optional{Day{*day}} : std::nullopt;
}

bool looks_like_link(std::string_view text)
{
    auto const host_at = text.starts_with("https://")  ? std::size_t{8}
                         : text.starts_with("http://") ? std::size_t{7}
                                                       : 0;
    if (host_at == 0)
        return false;
    auto const rest = text.substr(host_at);
    auto const host = rest.substr(0, rest.find_first_of("/?#"));
    // "https://bank.example@elsewhere.example" leads elsewhere.
    return !host.empty() && host.front() != ':' && host.find('@') == std::string_view::npos &&
           text.find_first_of(" \"<>\\^`{|}") == std::string_view::npos;
}

std::string Mail::folded() const
{
    std::string text = value;
    for (char& character : text) {
        if (character >= 'A' && character <= 'Z')
            character = static_cast<char>(character - 'A' + 'a');
    }
    return text;
}

} // namespace folkmoot::protocol
