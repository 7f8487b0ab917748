// Markdown to plain text, and whom it mentions.
#include "protocol/markdown.hpp"
#include "protocol/markdown_parts.hpp"
#include "protocol/unicode.hpp"

#include <algorithm>
#include <limits>

namespace folkmoot::protocol {

namespace {

using namespace markdown_parts;

/// Takes md4c's events. Words are gathered until there are more than `bytes_wanted` bytes of them.
struct PlainReader {
    bool with_quotes = false;
    std::size_t bytes_wanted = 0;

    int quotes = 0;
    std::string words; ///< in one line, single spaces between
    std::vector<PersonId> people;

    bool heard() const { return with_quotes || quotes == 0; }
    void add(std::string_view text);
    bool text(MD_TEXTTYPE type, std::string_view text);
    void meet(MD_ATTRIBUTE const& written);
};

void PlainReader::add(std::string_view text)
{
    for (std::size_t place = 0; place < text.size();) {
        auto const start = place;
        auto const character = next_character(text, place);
        bool const space = is_space(character) || is_control(character);
        if (!space && !is_disguise(character))
            words += text.substr(start, place - start);
        else if (space && !words.empty() && words.back() != ' ')
            words += ' ';
    }
}

bool PlainReader::text(MD_TEXTTYPE type, std::string_view text)
{
    if (!heard())
        return false;
    if (type == MD_TEXT_BR || type == MD_TEXT_SOFTBR)
        add(" ");
    else if (type == MD_TEXT_ENTITY)
        add(entity_text(text).value_or(std::string(text)));
    else if (type != MD_TEXT_NULLCHAR)
        add(text);
    return words.size() > bytes_wanted;
}

void PlainReader::meet(MD_ATTRIBUTE const& written)
{
    auto const person = person_at(address_of(attribute_text(written)));
    if (heard() && person && std::find(people.begin(), people.end(), *person) == people.end())
        people.push_back(*person);
}

PlainReader& reader(void* data)
{
    return *static_cast<PlainReader*>(data);
}

void read(std::string_view markdown, PlainReader& plain)
{
    MD_PARSER parser{};
    parser.flags = dialect;
    parser.enter_block = [](MD_BLOCKTYPE block, void*, void* data) {
        reader(data).quotes += block == MD_BLOCK_QUOTE;
        return 0;
    };
    parser.leave_block = [](MD_BLOCKTYPE block, void*, void* data) {
        reader(data).quotes -= block == MD_BLOCK_QUOTE;
        reader(data).add(" ");
        return 0;
    };
    parser.enter_span = [](MD_SPANTYPE span, void* detail, void* data) {
        if (span == MD_SPAN_A)
            reader(data).meet(static_cast<MD_SPAN_A_DETAIL*>(detail)->href);
        return 0;
    };
    parser.leave_span = [](MD_SPANTYPE, void*, void*) { return 0; };
    parser.text = [](MD_TEXTTYPE type, MD_CHAR const* text, MD_SIZE size, void* data) {
        return int(reader(data).text(type, {text, size}));
    };
    if (is_readable(markdown))
        md_parse(markdown.data(), static_cast<MD_SIZE>(markdown.size()), &parser, &plain);
    else
        plain.add(markdown.substr(0, plain.bytes_wanted));
}

/// At most so many characters, cut between words where one ends in the second half.
std::string cut(std::string_view words, std::size_t characters)
{
    words = trimmed(words);
    if (count_characters(words) <= characters)
        return std::string(words);
    if (characters == 0)
        return {};
    std::size_t end = 0;
    std::size_t word_end = 0;
    for (std::size_t count = 0; count + 1 < characters; ++count) {
        if (words[end] == ' ' && count > characters / 2)
            word_end = end;
        next_character(words, end);
    }
    if (words[end] == ' ')
        word_end = end;
    return std::string(trimmed(words.substr(0, word_end > 0 ? word_end : end))) + "…";
}

} // namespace

std::string excerpt(std::string_view markdown, std::size_t characters)
{
    for (bool const with_quotes : {false, true}) {
        PlainReader plain{.with_quotes = with_quotes, .bytes_wanted = 4 * (characters + 1)};
        read(markdown, plain);
        if (shows_something(plain.words) || with_quotes)
            return cut(plain.words, characters);
    }
    return {};
}

std::string plain_text(std::string_view markdown)
{
    for (bool const with_quotes : {false, true}) {
        PlainReader plain{.with_quotes = with_quotes,
                          .bytes_wanted = std::numeric_limits<std::size_t>::max()};
        read(markdown, plain);
        if (shows_something(plain.words) || with_quotes)
            return std::string(trimmed(plain.words));
    }
    return {};
}

std::vector<PersonId> mentions(std::string_view markdown)
{
    PlainReader plain{.bytes_wanted = std::numeric_limits<std::size_t>::max()};
    read(markdown, plain);
    return std::move(plain.people);
}

} // namespace folkmoot::protocol
