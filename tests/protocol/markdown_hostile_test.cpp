// What somebody who means harm could write, in their own words and at full size.
#include "html_check.hpp"

#include "protocol/markdown.hpp"

#include <doctest/doctest.h>

#include <random>

using namespace folkmoot::protocol;
using folkmoot::tests::danger_in;

namespace {

std::string repeated(std::string_view unit, std::size_t characters = post_characters_max)
{
    std::string text;
    while (text.size() + unit.size() <= characters)
        text += unit;
    return text;
}

constexpr std::string_view scripts[] = {
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//x.example/a.js></SCRIPT>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<svg><animate onbegin=alert(1) attributeName=x></svg>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<a href='javascript:alert(1)'>a</a>",
    "<style>@import '//x.example/a.css'</style>",
    "<link rel=stylesheet href=//x.example/a.css>",
    "<base href=//x.example/>",
    "<meta http-equiv=refresh content='0;url=//x.example'>",
    "<object data=//x.example></object><embed src=//x.example>",
    "<form action=//x.example><button>a</button></form>",
    "<math><mtext></p><img src onerror=alert(1)>",
    "<!--><img src onerror=alert(1)>-->",
    "<![CDATA[><script>alert(1)</script>]]>",
    "<?php ?><script>alert(1)</script>",
    "</p></div><script>alert(1)</script>",
    "<div\nonclick=alert(1)\n>a</div>",
    "[a](javascript:alert(1))",
    "[a](JaVaScRiPt:alert(1))",
    "[a]( javascript:alert(1))",
    "[a](<javascript:alert(1)>)",
    "[a](java\tscript:alert(1))",
    "[a](<java\tscript:alert(1)>)",
    "[a](java&#9;script:alert(1))",
    "[a](java&#x0A;script:alert(1))",
    "[a](java&Tab;script:alert(1))",
    "[a](java&NewLine;script:alert(1))",
    "[a](javascript&colon;alert(1))",
    "[a](javascript&#58;alert(1))",
    "[a](&#106;avascript:alert(1))",
    "[a](&#x6A;&#x61;vascript:alert(1))",
    "[a](&#1;javascript:alert(1))",
    "[a](&#0;javascript:alert(1))",
    "[a](\\javascript:alert(1))",
    "[a](%6Aavascript:alert(1))",
    "[a](vbscript:msgbox(1))",
    "[a](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "[a](blob:https://x.example/1)",
    "[a](view-source:https://x.example)",
    "[a](//x.example)",
    "[a](/\\x.example)",
    "[a](/&#92;x.example)",
    "[a](/&#47;x.example)",
    "[a](/&#9;/x.example)",
    "[a](\\/\\/x.example)",
    "[a](https:javascript:alert(1))",
    "[a](https://x.example/\"onmouseover=alert(1))",
    "[a](https://x.example/' onmouseover='alert(1))",
    "[a](<https://x.example/\" onmouseover=\"alert(1)>)",
    "[a](https://x.example \"\" onmouseover=alert(1) \"\")",
    "[a](https://x.example '\"><script>alert(1)</script>')",
    "[a](/b&quot;onmouseover=&quot;alert(1))",
    "![a](javascript:alert(1))",
    "![a](https://x.example/pixel.png)",
    "![a\" onerror=\"alert(1)](https://x.example/p.png)",
    "![<script>](data:image/svg+xml,<svg onload=alert(1)>)",
    "![![a](https://x.example/1)](https://x.example/2)",
    "[![a](javascript:alert(1))](javascript:alert(2))",
    "<javascript:alert(1)>",
    "<data:text/html,x>",
    "<https://x.example/\"onclick=\"alert(1)>",
    "https://x.example/\"onmouseover=alert(1)",
    "https://x.example/<script>alert(1)</script>",
    "www.x.example/'onclick='alert(1)",
    "a@b.example\"onclick=alert(1)",
    "[a]: javascript:alert(1)\n\n[a]",
    "[a]: <java&#9;script:alert(1)>\n\n[a][] ![a]",
    "[a]: https://x.example '\" onclick=\"alert(1)'\n\n[a]",
    "```\" onclick=\"alert(1)\na\n```",
    "```js\"><script>alert(1)</script>\na\n```",
    "```\n</code></pre><script>alert(1)</script>\n```",
    "`</code><script>alert(1)</script>`",
    "# <script>alert(1)</script>\n<img src onerror=alert(1)>\n===",
    "| <script> | \" onclick=a |\n|---|---|\n| [a](javascript:x) | <img src=x> |",
    "- [x] <script>alert(1)</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "&#x3C;img src=x onerror=alert(1)&#x3E;",
    "**<script>**alert(1)**</script>**",
    "~~\"'><svg onload=alert(1)>~~",
    "\xE2\x80\xAE<script>\xE2\x80\xAC",
    "[\xE2\x80\x8B](java\xE2\x80\x8Bscript:alert(1))",
    "[a](\xEF\xBB\xBFjavascript:alert(1))",
    "[a](/people/0198c1a4-7d20-7b6e-9c55-2f1f5a0e8d11\"onclick=alert(1))",
};

/// Pieces of which the worst texts are made.
constexpr std::string_view pieces[] = {
    "[",
    "]",
    "![",
    "(",
    ")",
    "](",
    "[a](b",
    "[a][",
    "[a]",
    "*",
    "**",
    "*a ",
    "*a_ ",
    "**a *a ",
    "a**b",
    "_a__",
    "~",
    "~~a ",
    "`",
    "` `` ",
    "`a``",
    "<",
    "<a ",
    "<!--",
    "<?",
    "&",
    "&#",
    "&a;",
    ">",
    "> > ",
    "- ",
    "1. ",
    "- a\n",
    "+ a\n ",
    "#",
    "# a\n",
    "|",
    "a|",
    "|a|\n",
    "\\",
    "\\\n",
    "http://",
    "http://a.b ",
    "http://a.b/(",
    "www.a.b",
    "a@b.c ",
    "a@",
    "x@y.z@",
    "[a]: b\n",
    "\n",
    "\t",
    " ",
    "```\n",
    "~~~",
    "[[]]",
    "![a](b)",
    "*_",
    "_*a",
    "- [ ] a\n",
    "![[]()",
    "[a\n",
    "[a](<b",
    "[](<>",
    "`\n`",
    "\"'",
    "=\n",
    "---\n",
    "a\n=\n",
    "> - ",
    "[a](b \"",
    "[a]: b 'c\n",
    "[a\\]",
    "|---",
    "|\n",
    "a|b\n---|---\n",
    "\xE2\x80\x8B",
    "1) ",
    "* a\n\n  ",
};

void check_bounded(std::string const& text, std::string_view of)
{
    auto const html = render_markdown(text);
    CHECK_MESSAGE(html.size() <= html_bytes_max, of);
    CHECK_MESSAGE(danger_in(html) == "", of);
    CHECK_MESSAGE(excerpt(text, 160).size() <= 4 * 160, of);
    CHECK_MESSAGE(mentions(text).empty(), of);
}

std::string padded(std::string text, std::string_view with)
{
    return text + repeated(with, post_characters_max - text.size());
}

} // namespace

TEST_CASE("the watchman of these tests sees what he must see")
{
    CHECK(danger_in("<p>a</p>") == "");
    for (std::string const bad :
         {"<script>", "<p onclick=\"a\">b</p>", "<p>a", "a</p>", "<p>a>b</p>",
          "<a href=\"b\">c</a>", "<a href=\"javascript:b\">c</a>", "<a href=\"//b\">c</a>",
          "<img src=\"/a\">", "<a href=\"/a\"><a href=\"/b\">c</a></a>", "<a href=\"/\\b\">c</a>",
          "<p>\"</p>", "<a href=\"/a b\">c</a>", "<code class=\"a b\">c</code>"})
        CHECK_MESSAGE(danger_in(bad) != "", bad);
}

TEST_CASE("nothing that somebody writes becomes a script, an event, or a thing that loads")
{
    for (auto const script : scripts) {
        for (std::string const around :
             {"", "> ", "- ", "# ", "| a |\n|---|\n| ", "*", "[x](", "```\n"}) {
            auto const text = around + std::string(script);
            auto const html = render_markdown(text);
            CHECK_MESSAGE(danger_in(html) == "", text, " became ", html);
        }
    }
}

TEST_CASE("no two pieces of hostile text together break out either")
{
    for (auto const first : scripts) {
        for (auto const second : scripts) {
            auto const text = std::string(first) + std::string(second);
            CHECK_MESSAGE(danger_in(render_markdown(text)) == "", text);
        }
    }
}

TEST_CASE("texts put together at random from marks and scripts stay harmless")
{
    std::mt19937 random(7); // the same texts each time
    for (int round = 0; round < 4'000; ++round) {
        std::string text;
        for (int i = 0; i < 12; ++i) {
            text += pieces[random() % std::size(pieces)];
            if (random() % 3 == 0)
                text += scripts[random() % std::size(scripts)];
        }
        auto const html = render_markdown(text);
        REQUIRE_MESSAGE(danger_in(html) == "", text, " became ", html);
        CHECK(excerpt(text, 160).size() <= 4 * 160);
    }
}

TEST_CASE("a mark repeated to the full size of a post makes no more than the limit")
{
    for (auto const piece : pieces)
        check_bounded(repeated(piece), piece);
    for (auto const script : scripts) {
        auto const html = render_markdown(repeated(script));
        CHECK(html.size() <= html_bytes_max);
        CHECK_MESSAGE(danger_in(html) == "", script);
    }
}

TEST_CASE("marks nested to the full size of a post make no more than the limit")
{
    auto const half = post_characters_max / 2;
    for (auto const& [open, close] : {std::pair("[", "]"),
                                      {"*", "*"},
                                      {"**a ", " a**"},
                                      {"[", "](b)"},
                                      {"![", "](b)"},
                                      {"(", ")"},
                                      {"<", ">"},
                                      {"~~", "~~"},
                                      {"`", "`"}})
        check_bounded(repeated(open, half) + repeated(close, half), open);
    for (std::string const start : {"> ", "- ", "1. ", "> - "}) {
        check_bounded(padded(repeated(start, half), "\n"), start);
        check_bounded(padded(repeated(start, half) + "a\n", ">\n"), start);
        check_bounded(padded(repeated(start, half) + "a\n", "a\n"), start);
    }
}

TEST_CASE("tables and references that multiply make no more than the limit")
{
    for (std::size_t const columns : {1u, 2u, 20u, 200u, 4'000u}) {
        auto const table =
            repeated("a|", 2 * columns) + '\n' + repeated("---|", 4 * columns) + '\n';
        check_bounded(padded(table, "|\n"), "table");
        check_bounded(padded(table, "a|\n"), "table");
    }
    auto const reference = "[a]: /" + repeated("x", 16'000) + "\n\n";
    check_bounded(padded(reference, "[a]"), "references");
    check_bounded(padded(reference, "![a]"), "references");
    std::string many;
    for (int i = 0; many.size() < 16'000; ++i)
        many += '[' + std::to_string(i) + "]: b\n";
    many += '\n';
    for (int i = 0; many.size() < 31'990; ++i)
        many += '[' + std::to_string(i) + ']';
    check_bounded(many, "many references");
}

TEST_CASE("text longer than a post may be is shown as it was typed, unread")
{
    auto const html = render_markdown(repeated("*a* ", 5 * post_characters_max));
    CHECK(html.rfind("<pre class=\"as-typed\"", 0) == 0);
    CHECK(danger_in(html) == "");
}
