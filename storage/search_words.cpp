#include "storage/search_words.hpp"

#include "protocol/unicode.hpp"
#include "storage/fold.hpp"

#include <algorithm>

namespace folkmoot::storage {

namespace {

using protocol::next_character;

constexpr std::size_t beginning_bytes_min = 3;
constexpr std::size_t snippet_characters = 240;
constexpr std::size_t snippet_before = 60;

bool between(char32_t character, char32_t first, char32_t last)
{
    return character >= first && character <= last;
}

bool is_letter_or_digit(char32_t c)
{
    if (c < 0x80) {
        return between(c, '0', '9') || between(c, 'A', 'Z') || between(c, 'a', 'z');
    }
    bool const sign = (c < 0xC0 && c != 0xAA && c != 0xB5 && c != 0xBA) || c == 0xD7 || c == 0xF7 ||
                      between(c, 0x2000, 0x2BFF) || between(c, 0x2E00, 0x2E7F) ||
                      between(c, 0x3000, 0x303F) || between(c, 0xD800, 0xF8FF) ||
                      between(c, 0xFE10, 0xFE6F) || between(c, 0xFF00, 0xFF0F) ||
                      between(c, 0xFFF0, 0xFFFF) || between(c, 0x1F000, 0x1FAFF);
    return !sign && !protocol::is_blank(c);
}

/// Written without spaces between words: each is a word, and words become phrases.
bool stands_alone(char32_t c)
{
    return between(c, 0x3040, 0x30FF) || between(c, 0x3400, 0x9FFF) || between(c, 0xF900, 0xFAFF) ||
           between(c, 0x20000, 0x3FFFF);
}

/// Within a word, but no part of it: accents that stand by themselves, the soft hyphen.
bool is_passed_over(char32_t c)
{
    return between(c, 0x300, 0x36F) || c == 0xAD;
}

bool is_apostrophe(char32_t c)
{
    return c == '\'' || c == 0x2019 || c == 0x02BC;
}

bool ends_with_any(std::string_view word, std::initializer_list<std::string_view> ends)
{
    return std::any_of(ends.begin(), ends.end(),
                       [&](std::string_view end) { return word.ends_with(end); });
}

/// Of English plurals, as far as the look of a word tells; what is no plural becomes no other word that
/// anybody looks for.
void make_singular(std::string& word)
{
    if (word.size() < 4 || !word.ends_with('s') || ends_with_any(word, {"ss", "us", "is"})) {
        return;
    }
    if (word.size() > 4 && word.ends_with("ies")) {
        word.replace(word.size() - 3, 3, "y");
    } else if (ends_with_any(word, {"xes", "ches", "shes", "sses", "zes"})) {
        word.resize(word.size() - 2);
    } else {
        word.pop_back();
    }
}

void cut_to_size(std::string& word)
{
    if (word.size() <= word_bytes_max) {
        return;
    }
    auto size = word_bytes_max;
    while (size > 0 && (static_cast<unsigned char>(word[size]) & 0xC0U) == 0x80) {
        --size;
    }
    word.resize(size);
}

/// Takes characters, gives words.
class WordReader {
public:
    explicit WordReader(std::string_view text, bool singular) : text_(text), singular_(singular)
    {
        for (std::size_t place = 0; place < text_.size();) {
            auto const begin = place;
            auto const character = next_character(text_, place);
            take(character, begin, place);
        }
        end_word();
    }

    std::vector<WordAt> words;

private:
    void take(char32_t character, std::size_t begin, std::size_t end)
    {
        if (is_passed_over(character) || (is_apostrophe(character) && goes_on(end))) {
            return;
        }
        if (!is_letter_or_digit(character)) {
            return end_word();
        }
        bool const alone = stands_alone(character);
        if (alone) {
            end_word();
        }
        if (word_.word.empty()) {
            word_.begin = begin;
        }
        append_folded(word_.word, character);
        word_.end = end;
        if (alone) {
            end_word();
        }
    }

    bool goes_on(std::size_t place) const
    {
        return !word_.word.empty() && place < text_.size() &&
               is_letter_or_digit(next_character(text_, place));
    }

    void end_word()
    {
        if (word_.word.empty()) {
            return;
        }
        cut_to_size(word_.word);
        if (singular_) {
            make_singular(word_.word);
        }
        words.push_back(std::move(word_));
        word_ = {};
    }

    std::string_view text_;
    bool singular_;
    WordAt word_;
};

Term term_of(std::string_view typed)
{
    bool const star = typed.ends_with('*');
    Term term;
    for (auto& word : words_in(typed)) {
        term.words.push_back(std::move(word.word));
    }
    if (!star || term.words.empty()) {
        return term;
    }
    auto last = std::move(WordReader{typed, false}.words.back().word);
    if (last.size() >= beginning_bytes_min) {
        term.words.back() = std::move(last);
        term.beginning = true;
    }
    return term;
}

void add_terms(std::vector<Term>& terms, Term term)
{
    if (!term.words.empty() && std::find(terms.begin(), terms.end(), term) == terms.end()) {
        terms.push_back(std::move(term));
    }
}

void add_plain(std::vector<Term>& terms, std::string_view typed)
{
    std::size_t begin = 0;
    for (std::size_t place = 0; place < typed.size();) {
        auto const at = place;
        if (protocol::is_space(next_character(typed, place))) {
            add_terms(terms, term_of(typed.substr(begin, at - begin)));
            begin = place;
        }
    }
    add_terms(terms, term_of(typed.substr(begin)));
}

/// How many bytes a quotation mark at this place takes; 0 when there is none.
std::size_t quotation_mark(std::string_view typed, std::size_t place)
{
    auto end = place;
    auto const character = next_character(typed, end);
    return character == '"' || character == 0x201C || character == 0x201D ? end - place : 0;
}

std::size_t next_quotation_mark(std::string_view typed, std::size_t place)
{
    while (place < typed.size() && quotation_mark(typed, place) == 0) {
        next_character(typed, place);
    }
    return place;
}

bool stands_at(Term const& term, std::vector<WordAt> const& text, std::size_t place)
{
    if (place + term.words.size() > text.size()) {
        return false;
    }
    for (std::size_t i = 0; i < term.words.size(); ++i) {
        bool const beginning = term.beginning && i + 1 == term.words.size();
        auto const& word = text[place + i].word;
        if (beginning ? !word.starts_with(term.words[i]) : word != term.words[i]) {
            return false;
        }
    }
    return true;
}

std::size_t count_in(Term const& term, std::vector<WordAt> const& text)
{
    std::size_t count = 0;
    for (std::size_t place = 0; place < text.size(); ++place) {
        count += stands_at(term, text, place);
    }
    return count;
}

std::vector<protocol::search::Part> parts_between(std::vector<Span> const& spans,
                                                  std::string_view text, Span window)
{
    std::vector<protocol::search::Part> parts;
    auto const add = [&](std::size_t begin, std::size_t end, bool found) {
        if (begin < end) {
            parts.push_back({std::string{text.substr(begin, end - begin)}, found});
        }
    };
    auto place = window.begin;
    for (auto const& span : spans) {
        if (span.begin < place || span.end > window.end) {
            continue;
        }
        add(place, span.begin, false);
        add(span.begin, span.end, true);
        place = span.end;
    }
    add(place, window.end, false);
    return parts;
}

/// Moves so many characters on, and then back to where a word ends.
std::size_t moved_on(std::string_view text, std::size_t place, std::size_t characters)
{
    auto const from = place;
    std::size_t space = 0;
    for (; characters > 0 && place < text.size(); --characters) {
        space = text[place] == ' ' ? place : space;
        next_character(text, place);
    }
    return place < text.size() && space > from ? space : place;
}

std::size_t moved_back(std::string_view text, std::size_t place, std::size_t characters)
{
    auto const from = place;
    while (characters > 0 && place > 0) {
        --place;
        characters -= (static_cast<unsigned char>(text[place]) & 0xC0U) != 0x80;
    }
    auto const space = place > 0 ? text.substr(0, from).find(' ', place) : std::string_view::npos;
    return space == std::string_view::npos ? place : space + 1;
}

} // namespace

std::vector<WordAt> words_in(std::string_view text)
{
    return std::move(WordReader{text, true}.words);
}

std::vector<Term> terms_in(std::string_view typed)
{
    std::vector<Term> terms;
    for (std::size_t place = 0; place < typed.size();) {
        auto const open = next_quotation_mark(typed, place);
        add_plain(terms, typed.substr(place, open - place));
        if (open == typed.size()) {
            break;
        }
        place = open + quotation_mark(typed, open);
        auto const close = next_quotation_mark(typed, place);
        if (close < typed.size()) {
            add_terms(terms, term_of(typed.substr(place, close - place)));
            place = close + quotation_mark(typed, close);
        } // a mark without its other half holds nothing together
    }
    return terms;
}

std::vector<Span> places_of(std::vector<Term> const& terms, std::vector<WordAt> const& text)
{
    std::vector<Span> places;
    for (std::size_t place = 0; place < text.size();) {
        std::size_t longest = 0;
        for (auto const& term : terms) {
            if (stands_at(term, text, place)) {
                longest = std::max(longest, term.words.size());
            }
        }
        if (longest > 0) {
            places.push_back({text[place].begin, text[place + longest - 1].end});
        }
        place += std::max<std::size_t>(longest, 1);
    }
    return places;
}

bool holds(Term const& term, std::vector<WordAt> const& text)
{
    for (std::size_t place = 0; place < text.size(); ++place) {
        if (stands_at(term, text, place)) {
            return true;
        }
    }
    return false;
}

bool holds_all(std::vector<Term> const& terms, std::vector<WordAt> const& text)
{
    return std::all_of(terms.begin(), terms.end(),
                       [&](Term const& term) { return holds(term, text); });
}

double weight_in(std::vector<Term> const& terms, std::vector<WordAt> const& text)
{
    // As BM25 weighs one term in one text; what is rare among all texts is left out on purpose.
    constexpr double saturation = 1.2;
    constexpr double usual_words = 100;
    auto const length = 0.25 + 0.75 * static_cast<double>(text.size()) / usual_words;
    double weight = 0;
    for (auto const& term : terms) {
        auto const count = static_cast<double>(count_in(term, text));
        weight += count / (count + saturation * length);
    }
    return weight;
}

std::vector<protocol::search::Part> line_parts(std::vector<Term> const& terms,
                                               std::string_view line)
{
    return parts_between(places_of(terms, words_in(line)), line, {0, line.size()});
}

std::vector<protocol::search::Part> snippet_parts(std::vector<Term> const& terms,
                                                  std::string_view text)
{
    auto const places = places_of(terms, words_in(text));
    Span window{0, text.size()};
    if (protocol::count_characters(text) > snippet_characters) {
        auto const first = places.empty() ? 0 : places.front().begin;
        window.begin = moved_back(text, first, snippet_before);
        window.end = moved_on(text, window.begin, snippet_characters);
        if (!places.empty()) {
            window.end = std::max(window.end, places.front().end);
        }
    }
    auto parts = parts_between(places, text, window);
    if (window.begin > 0) {
        parts.insert(parts.begin(), {"… ", false});
    }
    if (window.end < text.size()) {
        parts.push_back({" …", false});
    }
    return parts;
}

} // namespace folkmoot::storage
