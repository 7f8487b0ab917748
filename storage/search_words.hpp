#pragma once
// Words as they are looked for: how a text becomes them (the same function for both engines and for what
// a person types), what somebody asked for, and where a text holds it. Pure functions, any thread.

#include "protocol/search.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace folkmoot::storage {

/// The longest word that is told from others, in bytes.
inline constexpr std::size_t word_bytes_max = 64;
/// Terms of one search, and words of one of them.
inline constexpr std::size_t terms_max = 20;

/// A word, folded, in its singular as far as the look of it tells, and where in the text it stands.
/// Consists of letters and digits alone: nothing in it means anything to an engine.
struct WordAt {
    std::string word;
    std::size_t begin = 0;
    std::size_t end = 0;
};
std::vector<WordAt> words_in(std::string_view text);

/// Words that must stand one after the other; of the last perhaps only the beginning is given.
struct Term {
    std::vector<std::string> words;
    bool beginning = false;
    bool operator==(Term const&) const = default;
};

/// What somebody typed: spaces part terms, quotation marks hold several words together, a star after three
/// characters or more stands for the rest of a word. Everything else that is no letter or digit parts words.
std::vector<Term> terms_in(std::string_view typed);

struct Span {
    std::size_t begin = 0;
    std::size_t end = 0;
};
/// Where the terms are in a text, in order, none inside another.
std::vector<Span> places_of(std::vector<Term> const& terms, std::vector<WordAt> const& text);
bool holds(Term const& term, std::vector<WordAt> const& text);
/// Whether each of the terms is there.
bool holds_all(std::vector<Term> const& terms, std::vector<WordAt> const& text);
/// The more often and the shorter the text, the higher; below 1 for each term. Depends on this text alone,
/// so that the order of hits tells nothing of others.
double weight_in(std::vector<Term> const& terms, std::vector<WordAt> const& text);

/// All of a line, with the words found.
std::vector<protocol::search::Part> line_parts(std::vector<Term> const& terms,
                                               std::string_view line);
/// At most about 240 characters around the first of the words found, or the beginning.
std::vector<protocol::search::Part> snippet_parts(std::vector<Term> const& terms,
                                                  std::string_view text);

} // namespace folkmoot::storage
