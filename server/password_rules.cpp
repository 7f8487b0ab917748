// What may become a password. The list is our own: what people type first when twelve characters are
// asked for. It need not be long, since ten tries in five minutes is all a guesser gets.

#include "protocol/people.hpp"
#include "server/passwords.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace folkmoot::server {
namespace {

// Words and phrases without spaces, digits and marks; "Password2024!" comes down to "password".
constexpr std::array<std::string_view, 87> everybodys{
    "abcdefghijkl",
    "abcdefghijklm",
    "abcdefghijklmnop",
    "academy",
    "access",
    "administrator",
    "admin",
    "alphabet",
    "april",
    "asdfgh",
    "asdfghjkl",
    "august",
    "autumn",
    "authority",
    "baseball",
    "birthday",
    "butterfly",
    "changeme",
    "changemenow",
    "chocolate",
    "christmas",
    "college",
    "computer",
    "correcthorsebatterystaple",
    "council",
    "december",
    "default",
    "dragon",
    "elephant",
    "england",
    "facilitator",
    "february",
    "folkmoot",
    "folkmootpassword",
    "football",
    "friday",
    "goodmorning",
    "guest",
    "hello",
    "helloworld",
    "holiday",
    "iloveyou",
    "iloveyousomuch",
    "internet",
    "january",
    "july",
    "june",
    "learning",
    "letmein",
    "letmeinplease",
    "liverpool",
    "london",
    "loveyou",
    "manchester",
    "march",
    "master",
    "member",
    "monday",
    "mypassword",
    "newpassword",
    "nopassword",
    "november",
    "october",
    "passphrase",
    "password",
    "passwordpassword",
    "princess",
    "qazwsxedc",
    "qwerty",
    "qwertyuiop",
    "qwertyuiopasdfgh",
    "rainbow",
    "saturday",
    "secret",
    "secretpassword",
    "september",
    "spring",
    "summer",
    "sunday",
    "sunshine",
    "superman",
    "thisismypassword",
    "training",
    "welcome",
    "wednesday",
    "winter",
    "yourpassword",
};

/// Letters only, small, with the digits and marks read that stand for letters inside a word.
std::string letters_of(std::string_view password)
{
    constexpr std::string_view stand_ins = "0o1l3e4a5s7t@a$s!i";
    auto const last_letter = std::find_if(password.rbegin(), password.rend(),
                                          [](unsigned char c) { return std::isalpha(c) != 0; });
    auto const word = password.substr(0, static_cast<std::size_t>(password.rend() - last_letter));
    std::string letters;
    for (char const c : word) {
        auto const stand_in = stand_ins.find(c);
        if (std::isalpha(static_cast<unsigned char>(c)) != 0)
            letters += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        else if (stand_in != stand_ins.npos && stand_in % 2 == 0)
            letters += stand_ins[stand_in + 1];
    }
    return letters;
}

/// "abcabc" → "abc"
std::string_view repeated_part(std::string_view text)
{
    for (std::size_t length = 1; length <= text.size() / 2; ++length) {
        if (text.size() % length != 0)
            continue;
        if (text.substr(length) == text.substr(0, text.size() - length))
            return text.substr(0, length);
    }
    return text;
}

/// Each character the one after, or before, the one before it: 123456789012, or all the same.
bool is_a_run(std::string_view text)
{
    std::size_t steps = 0;
    for (std::size_t i = 1; i < text.size(); ++i) {
        int const step = text[i] - text[i - 1];
        if (step == 0 || step == 1 || step == -1 || step == 9 || step == -9)
            ++steps;
    }
    return steps + 1 >= text.size();
}

std::size_t characters(std::string_view text)
{
    return static_cast<std::size_t>(std::ranges::count_if(
        text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80; }));
}

bool everybody_knows(std::string_view password)
{
    if (std::set<char>(password.begin(), password.end()).size() < 5)
        return true;
    if (is_a_run(repeated_part(password)))
        return true;
    auto const letters = letters_of(password);
    auto const listed = [](std::string_view word) {
        return std::ranges::find(everybodys, word) != everybodys.end();
    };
    return listed(letters) || listed(repeated_part(letters));
}

} // namespace

PasswordWeakness weakness_of(std::string_view password)
{
    if (characters(password) < protocol::people::password_characters_min)
        return PasswordWeakness::too_short;
    return everybody_knows(password) ? PasswordWeakness::known_to_all : PasswordWeakness::none;
}

protocol::Result<void> good_password(std::string_view password, std::string_view field)
{
    switch (weakness_of(password)) {
    case PasswordWeakness::too_short:
        return protocol::invalid(std::string{field}, "A password needs at least 12 characters.");
    case PasswordWeakness::known_to_all:
        return protocol::invalid(std::string{field},
                                 "Too many people know that one. Three or four words that do not "
                                 "belong together make a good password.");
    case PasswordWeakness::none:
        break;
    }
    return {};
}

} // namespace folkmoot::server
