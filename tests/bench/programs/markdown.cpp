// How long the longest post takes to be rendered: plain words, and marks repeated or nested to the full
// size of a post. Each is rendered a few times; what it took at best counts, beside plain words.

#include "protocol/markdown.hpp"
#include "protocol/forum.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <string>
#include <vector>

namespace {

using folkmoot::protocol::render_markdown;

constexpr std::size_t post_bytes = folkmoot::protocol::Markdown::characters_max;
constexpr int times = 5;

struct Text {
    std::string name;
    std::string words;
};

std::string repeated(std::string const& piece, std::size_t bytes = post_bytes)
{
    std::string text;
    while (text.size() + piece.size() <= bytes) {
        text += piece;
    }
    return text;
}

std::vector<Text> texts()
{
    std::vector<Text> all{{"plain words", repeated("some plain words ")}};
    for (std::string const piece :
         {"*",    "_",  "`",        "[",       "](",        "![",           "<",
          "&",    "> ", "- ",       "1. ",     "~~",        "**a ",         "\\",
          "|",    "#",  "a|\n-|\n", "[a](b) ", "<a@b.cd> ", "http://a.b/ ", "\n\n    x",
          "*_`[<"}) {
        all.push_back({"repeated " + piece, repeated(piece)});
    }
    for (auto const& [open, close] : {std::pair{"[", "]"}, {"*", "*"}, {"**a ", " a**"}}) {
        all.push_back({std::string{"nested "} + open,
                       repeated(open, post_bytes / 2) + repeated(close, post_bytes / 2)});
    }
    all.push_back({"references", "[a]: /" + repeated("x", post_bytes / 2) + "\n\n" +
                                     repeated("[a]", post_bytes / 2 - 10)});
    return all;
}

double best_milliseconds(std::string const& text)
{
    using Clock = std::chrono::steady_clock;
    auto best = Clock::duration::max();
    for (int i = 0; i < times; ++i) {
        auto const from = Clock::now();
        auto const html = render_markdown(text);
        best = std::min(best, Clock::now() - from);
        if (html.empty()) {
            std::puts("nothing was rendered");
        }
    }
    return std::chrono::duration<double, std::milli>(best).count();
}

std::string on_one_line(std::string name)
{
    std::ranges::replace(name, '\n', ' ');
    return name;
}

} // namespace

int main()
{
    auto const all = texts();
    double const plain = best_milliseconds(all.front().words);
    std::printf("%-22s %10s %14s\n", "32,000 bytes of", "ms", "x plain words");
    for (auto const& [name, words] : all) {
        double const took = best_milliseconds(words);
        std::printf("%-22s %10.2f %14.1f\n", on_one_line(name).c_str(), took, took / plain);
    }
}
