#include "html_check.hpp"

#include "protocol/markdown.hpp"

#include <doctest/doctest.h>

using namespace folkmoot::protocol;
using folkmoot::tests::danger_in;

namespace {

std::string const person = "0198c1a4-7d20-7b6e-9c55-2f1f5a0e8d11";
std::string const other = "0198c1a4-7d20-7b6e-9c55-2f1f5a0e8d12";
constexpr auto outside = R"(rel="nofollow noopener noreferrer")";

} // namespace

TEST_CASE("paragraphs, marks and line breaks come out as they are meant")
{
    CHECK(render_markdown("One *two* **three**\nfour ~~five~~ `six`\n\nseven") ==
          "<p>One <em>two</em> <strong>three</strong><br>four <del>five</del> <code>six</code></p>"
          "<p>seven</p>");
    CHECK(render_markdown("    four spaces are no code") == "<p>four spaces are no code</p>");
    CHECK(render_markdown("a\n\n---\n\nb") == "<p>a</p><hr><p>b</p>");
}

TEST_CASE("headings begin at h3 and end at h6")
{
    CHECK(render_markdown("# a\n## b\n### c\n#### d\n##### e\n###### f") ==
          "<h3>a</h3><h4>b</h4><h5>c</h5><h6>d</h6><h6>e</h6><h6>f</h6>");
}

TEST_CASE("lists keep their numbers, and tasks their marks")
{
    CHECK(render_markdown("- a\n- b") == "<ul><li>a</li><li>b</li></ul>");
    CHECK(render_markdown("1. a") == "<ol><li>a</li></ol>");
    CHECK(render_markdown("7. a") == "<ol start=\"7\"><li>a</li></ol>");
    CHECK(render_markdown("- [x] a\n- [ ] b") ==
          "<ul><li class=\"task\">☑ a</li><li class=\"task\">☐ b</li></ul>");
}

TEST_CASE("a table can be reached by key and says which cells are headings")
{
    CHECK(render_markdown("| a | b |\n|---|--:|\n| 1 | 2 |") ==
          "<div class=\"table\" tabindex=\"0\"><table><thead><tr><th scope=\"col\">a</th>"
          "<th scope=\"col\" class=\"right\">b</th></tr></thead><tbody><tr><td>1</td>"
          "<td class=\"right\">2</td></tr></tbody></table></div>");
}

TEST_CASE("code keeps every character, and the language only where it is a plain word")
{
    CHECK(render_markdown("```js\na < b\n\n  &amp;\n```") ==
          "<pre tabindex=\"0\"><code class=\"language-js\">a &lt; b\n\n  &amp;amp;\n</code></pre>");
    for (std::string const odd : {"C++", "a\"b", "abcdefghijklmnopqrstu", "x&quot;y", "é", "a_b"})
        CHECK(render_markdown("```" + std::string(odd) + "\nx\n```") ==
              "<pre tabindex=\"0\"><code>x\n</code></pre>");
}

TEST_CASE("links lead outside without telling where from, and to our own pages plainly")
{
    CHECK(render_markdown("[a](https://x.example/?b=1&c=2 \"title\")") ==
          "<p><a href=\"https://x.example/?b=1&amp;c=2\" " + std::string(outside) + ">a</a></p>");
    CHECK(render_markdown("[a](/groups/x)") == "<p><a href=\"/groups/x\">a</a></p>");
    CHECK(render_markdown("[a](mailto:b@c.example)") ==
          "<p><a href=\"mailto:b@c.example\">a</a></p>");
    CHECK(render_markdown("[a](HTTPS://x.example/é)") ==
          "<p><a href=\"HTTPS://x.example/%C3%A9\" " + std::string(outside) + ">a</a></p>");
}

TEST_CASE("plain addresses become links")
{
    CHECK(render_markdown("see https://x.example/a.") == "<p>see <a href=\"https://x.example/a\" " +
                                                             std::string(outside) +
                                                             ">https://x.example/a</a>.</p>");
    CHECK(render_markdown("www.x.example") ==
          "<p><a href=\"http://www.x.example\" " + std::string(outside) + ">www.x.example</a></p>");
    CHECK(render_markdown("ana@x.example") ==
          "<p><a href=\"mailto:ana@x.example\">ana@x.example</a></p>");
}

TEST_CASE("a picture becomes a link with its words, and links do not nest")
{
    CHECK(render_markdown("![a *map*](https://x.example/m.png)") ==
          "<p><a href=\"https://x.example/m.png\" " + std::string(outside) +
              ">a <em>map</em></a></p>");
    CHECK(render_markdown("[![map](https://x.example/m.png)](/page)") ==
          "<p><a href=\"/page\">map</a></p>");
}

TEST_CASE("a link to somewhere it may not lead is its words alone")
{
    for (std::string const address :
         {"javascript:alert(1)", "data:text/html,x", "//x.example", "ftp://x.example", "#top",
          "page", "?a=b", "http:x.example", "https://", "https:///x",
          "mailto:", "file:///etc/passwd", "/\\x.example", "\\\\x.example", "http://a\\@b.example",
          "vbscript:x", "/a&#9;b", "&#1;/a"})
        CHECK_MESSAGE(render_markdown("[words](" + std::string(address) + ")") == "<p>words</p>",
                      address);
}

TEST_CASE("an address that names somebody before its host is no link")
{
    CHECK(render_markdown("[a](https://bank.example@x.example/)") == "<p>a</p>");
    CHECK(render_markdown("[a](https://x.example/@ana)") ==
          "<p><a href=\"https://x.example/@ana\" " + std::string(outside) + ">a</a></p>");
}

TEST_CASE("a link that would reach from one cell of a table into the next ends with its cell")
{
    CHECK(render_markdown("www.a.ba|b\n---|---") ==
          "<div class=\"table\" tabindex=\"0\"><table><thead><tr><th scope=\"col\">"
          "<a href=\"http://www.a.ba%7Cb\" " +
              std::string(outside) +
              ">www.a.ba</a></th><th scope=\"col\">b</th></tr></thead></table></div>");
}

TEST_CASE("entities are read as characters, also in addresses")
{
    CHECK(render_markdown("caf&eacute; &#8364; &#x41; &lt;b&gt; &nosuch; &#0; &#x1F;") ==
          "<p>café € A &lt;b&gt; &amp;nosuch; \uFFFD \uFFFD</p>");
    CHECK(render_markdown("[a](https://x.example/?a&amp;b)") ==
          "<p><a href=\"https://x.example/?a&amp;b\" " + std::string(outside) + ">a</a></p>");
}

TEST_CASE("HTML is shown as it was typed")
{
    CHECK(render_markdown("<b>bold</b>") == "<p>&lt;b&gt;bold&lt;/b&gt;</p>");
    CHECK(render_markdown("<div>\n*a*\n</div>") ==
          "<p>&lt;div&gt;<br><em>a</em><br>&lt;/div&gt;</p>");
}

TEST_CASE("a mention is a link to a person's page, marked as one")
{
    CHECK(render_markdown("[@Ana](/people/" + person + ")") ==
          "<p><a href=\"/people/" + person + "\" class=\"mention\">@Ana</a></p>");
    CHECK(render_markdown("[@Ana](/people/" + person + "/x)") ==
          "<p><a href=\"/people/" + person + "/x\">@Ana</a></p>");
}

TEST_CASE("each person is mentioned once, in order, and not again by a quotation")
{
    auto const found = mentions(
        "[b](/people/" + other + ") and [a](/people/" + person + "), [b](/people/" + other +
        ")\n\n> [c](/people/0198c1a4-7d20-7b6e-9c55-2f1f5a0e8d13)\n\n"
        "`[d](/people/0198c1a4-7d20-7b6e-9c55-2f1f5a0e8d14)` [e](/people/me) "
        "[f](https://x.example/people/" +
        person + ")");
    REQUIRE(found.size() == 2);
    CHECK(to_string(found[0]) == other);
    CHECK(to_string(found[1]) == person);
    CHECK(mentions("nobody").empty());
}

TEST_CASE("marks and quotations nested deeper than 16 are shown without their tags")
{
    std::string deep;
    for (int i = 0; i < 50; ++i)
        deep += "> - ";
    auto const html = render_markdown(deep + "words");
    CHECK(html.find("words") != std::string::npos);
    CHECK(std::count(html.begin(), html.end(), '<') < 100);
    CHECK(danger_in(html) == "");
    auto const stars = render_markdown(std::string(601, '*') + "words" + std::string(601, '*'));
    CHECK(stars.find("words") != std::string::npos);
    CHECK(danger_in(stars) == "");
    CHECK(std::count(stars.begin(), stars.end(), '<') <= 2 * (markdown_depth_max + 1));
}

TEST_CASE("a line that begins with more than 100 marks is shown as it was typed")
{
    auto const quoted = [](std::size_t marks) { return std::string(marks, '>') + "words"; };
    CHECK(render_markdown(quoted(100)).rfind("<blockquote>", 0) == 0);
    CHECK(render_markdown(quoted(101)).rfind("<pre class=\"as-typed\"", 0) == 0);
    CHECK(render_markdown("a\n\n" + quoted(101)).rfind("<pre class=\"as-typed\"", 0) == 0);
    CHECK(render_markdown("a\n\n" + std::string(200, '-') + "\n\nb") == "<p>a</p><hr><p>b</p>");
}

TEST_CASE("a text whose marks would swell past the limit is shown as it was typed")
{
    std::string bomb = "[a]: https://x.example/" + std::string(16'000, 'x') + "\n\n";
    while (bomb.size() < 31'000)
        bomb += "[a]";
    auto const html = render_markdown(bomb);
    CHECK(html.rfind("<pre class=\"as-typed\"", 0) == 0);
    CHECK(html.find("[a]: https://x.example/xxx") != std::string::npos);
    CHECK(danger_in(html) == "");
}

TEST_CASE("an excerpt is the beginning as plain words")
{
    CHECK(excerpt("# Hello\n\n*You* there:\n\n- [one](/x) `two`\n- caf&eacute;", 100) ==
          "Hello You there: one two café");
    CHECK(excerpt("![a map](https://x.example)", 100) == "a map");
    CHECK(excerpt("a<br>b", 100) == "a<br>b");
    CHECK(excerpt("", 100).empty());
    CHECK(excerpt("words", 0).empty());
}

TEST_CASE("an excerpt has at most as many characters as asked for, cut between words")
{
    CHECK(excerpt("one two three", 13) == "one two three");
    CHECK(excerpt("one two three", 12) == "one two…");
    CHECK(excerpt("éééééééééé", 5) == "éééé…");
    CHECK(excerpt("éééé", 4) == "éééé");
    CHECK(excerpt("a b c d e f", 1) == "…");
    CHECK(excerpt("🙂🙂🙂", 2) == "🙂…");
}

TEST_CASE("an excerpt leaves quotations out unless there is nothing else")
{
    CHECK(excerpt("> what you said\n\nI agree", 100) == "I agree");
    CHECK(excerpt("> what you said", 100) == "what you said");
}
