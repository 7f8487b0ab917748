// How texts become words, and where words are found.

#include "storage/search_words.hpp"

#include <doctest/doctest.h>

using namespace folkmoot::storage;
using folkmoot::protocol::search::Part;

namespace {

std::string words(std::string_view text)
{
    std::string joined;
    for (auto const& word : words_in(text)) {
        joined += (joined.empty() ? "" : " ") + word.word;
    }
    return joined;
}

/// Terms with bars between them, a star where only the beginning is given.
std::string terms(std::string_view typed)
{
    std::string joined;
    for (auto const& term : terms_in(typed)) {
        joined += joined.empty() ? "" : "|";
        for (auto const& word : term.words) {
            joined += (joined.empty() || joined.back() == '|' ? "" : " ") + word;
        }
        joined += term.beginning ? "*" : "";
    }
    return joined;
}

/// Parts with brackets around what was found.
std::string shown(std::vector<Part> const& parts)
{
    std::string text;
    for (auto const& part : parts) {
        text += part.found ? "[" + part.text + "]" : part.text;
    }
    return text;
}

} // namespace

TEST_CASE("Words are letters and digits, without capitals, accents and apostrophes")
{
    CHECK(words("") == "");
    CHECK(words("Don't PANIC, it's 2026!") == "dont panic its 2026");
    CHECK(words("Zoë’s café — naïve… ‘quoted’ “words”") == "zoe cafe naive quoted word");
    CHECK(words("cafe\xCC\x81 co\xC2\xADoperate") == "cafe cooperate");
    CHECK(words("e-mail: a.b@c.example/x_y") == "e mail a b c example x y");
    CHECK(words("great🙂news → done") == "great new done");
    CHECK(words("学習 сеть") == "学 習 сеть");
    CHECK(words("\"'*():^+-#{}\\\n\t") == "");
}

TEST_CASE("A plural and its singular are the same word")
{
    CHECK(words("councils council's policies boxes classes branches") ==
          "council council policy box class branch");
    CHECK(words("class this bus gas status is") == "class this bus gas status is");
}

TEST_CASE("A long word is cut between characters, the same wherever it stands")
{
    auto const cut = words(std::string(100, 'x'));
    CHECK(cut == std::string(word_bytes_max, 'x'));
    std::string greek = "a";
    for (int i = 0; i < 40; ++i) {
        greek += "λ";
    }
    CHECK(words(greek).size() == word_bytes_max - 1);
}

TEST_CASE("What somebody types becomes terms, whatever the signs in it")
{
    CHECK(terms("digital inclusion") == "digital|inclusion");
    CHECK(terms("\"digital inclusion\" toolkits") == "digital inclusion|toolkit");
    CHECK(terms("“digital inclusion”") == "digital inclusion");
    CHECK(terms("same Same SAME") == "same");
    CHECK(terms("digi* a* *") == "digi*|a");
    CHECK(terms("policies*") == "policies*");
    CHECK(terms("e-mail") == "e mail");
    CHECK(terms("\" OR 1=1 --") == "or|1 1");
    CHECK(terms("a NEAR(b") == "a|near b");
    CHECK(terms("col:x text : y") == "col x|text|y");
    CHECK(terms("*") == "");
    CHECK(terms("") == "");
    CHECK(terms(std::string(10'000, '"')) == "");
    CHECK(terms("\"open") == "open");
}

TEST_CASE("Found words are marked where they stand")
{
    CHECK(shown(line_parts(terms_in("council"), "All Councils' plans: the council's")) ==
          "All [Councils]' plans: the [council's]");
    CHECK(shown(line_parts(terms_in("\"digital skills\" skill"), "Digital skills, and skill")) ==
          "[Digital skills], and [skill]");
    CHECK(shown(line_parts(terms_in("incl*"), "Inclusion <b>included</b>")) ==
          "[Inclusion] <b>[included]</b>");
    CHECK(shown(line_parts({}, "Nothing")) == "Nothing");
    CHECK(line_parts({}, "").empty());
}

TEST_CASE("A snippet shows what was found, wherever it stands in a long text")
{
    std::string text;
    for (int i = 0; i < 200; ++i) {
        text += "word" + std::to_string(i) + " ";
    }
    auto const middle = shown(snippet_parts(terms_in("word100"), text));
    CHECK(middle.starts_with("… "));
    CHECK(middle.ends_with(" …"));
    CHECK(middle.find(" [word100] ") != std::string::npos);
    CHECK(middle.size() < 300);
    CHECK(shown(snippet_parts({}, text)).starts_with("word0 word1"));
    CHECK(shown(snippet_parts(terms_in("word199"), text)).ends_with("[word199] "));
    CHECK(shown(snippet_parts(terms_in("nothing"), "Short")) == "Short");
    // One word that is longer than a snippet.
    CHECK(shown(snippet_parts({}, std::string(1'000, 'x'))).size() < 250);
}

TEST_CASE("What holds the words more often, in fewer words, weighs more")
{
    auto const weight = [](std::string_view text) {
        return weight_in(terms_in("skill"), words_in(text));
    };
    CHECK(weight("nothing") == 0);
    CHECK(weight("skill") > weight("skill and much else"));
    CHECK(weight("skill skill") > weight("skill"));
}
