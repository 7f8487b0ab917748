#include "server/file_blocks.hpp"

#include "protocol/unicode.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace folkmoot::server {
namespace {

using namespace protocol;
using library::BlockKind;

// --- plain text --------------------------------------------------------------------------------------

constexpr char32_t broken = 0xFFFD;

bool is_utf8(std::string_view text)
{
    for (std::size_t place = 0; place < text.size();) {
        bool const said = text.substr(place).starts_with("\xEF\xBF\xBD");
        if (next_character(text, place) == broken && !said)
            return false;
    }
    return true;
}

/// Letters are those of Latin-1; the few signs that Windows has between become spaces.
std::string utf8_of_western(std::string_view text)
{
    std::string out;
    for (unsigned char const byte : text)
        append_character(out, byte);
    return out;
}

std::vector<std::string_view> lines_of(std::string_view text)
{
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        auto const end = std::min(text.find('\n'), text.size());
        lines.push_back(trimmed(text.substr(0, end)));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

bool is_heading(std::string_view line)
{
    auto const marks = line.find_first_not_of('#');
    return marks != 0 && marks <= 6 && marks < line.size() && line[marks] == ' ';
}

bool begins_item(std::string_view line)
{
    for (std::string_view const mark : {"- ", "* ", "+ ", "• ", "– "})
        if (line.starts_with(mark))
            return true;
    auto const digits = line.find_first_not_of("0123456789");
    return digits != 0 && digits <= 3 && digits + 1 < line.size() &&
           (line[digits] == '.' || line[digits] == ')') && line[digits + 1] == ' ';
}

/// The sign between the columns of these lines: in each, and the same number of times.
std::optional<char> separator_of(std::vector<std::string_view> const& lines)
{
    constexpr std::size_t enough = 3;
    for (char const sign : {'\t', ';', ','}) {
        auto const columns = std::ranges::count(lines.front(), sign);
        if (lines.size() >= enough && columns > 0 && std::ranges::all_of(lines, [&](auto line) {
                return std::ranges::count(line, sign) == columns;
            }))
            return sign;
    }
    return {};
}

void add_paragraph(Blocks& blocks, std::vector<std::string_view> const& lines)
{
    if (lines.empty())
        return;
    if (auto const sign = separator_of(lines)) {
        for (auto const line : lines) {
            std::string row{line};
            std::ranges::replace(row, *sign, '\t');
            blocks.push_back({BlockKind::row, std::move(row)});
        }
        return;
    }
    bool alone = true;
    for (auto const line : lines) {
        if (is_heading(line)) {
            blocks.push_back(
                {BlockKind::heading, std::string{trimmed(line.substr(line.find(' ')))}});
            alone = true;
        } else if (alone || begins_item(line)) {
            blocks.push_back({BlockKind::paragraph, std::string{line}});
            alone = false;
        } else {
            blocks.back().text.append(" ").append(line);
        }
    }
}

// --- pandoc ------------------------------------------------------------------------------------------

using Json = nlohmann::json;

/// Deeper than anybody nests lists; a file that does is up to something.
constexpr int depth_max = 100;

Json const& item(Json const& list, std::size_t place)
{
    static Json const nothing;
    return list.is_array() && place < list.size() ? list[place] : nothing;
}

std::string_view type_of(Json const& node)
{
    auto const found = node.is_object() ? node.find("t") : node.end();
    if (!node.is_object() || found == node.end() || !found->is_string())
        return {};
    return found->get_ref<std::string const&>();
}

Json const& content_of(Json const& node)
{
    static Json const nothing;
    auto const found = node.is_object() ? node.find("c") : node.end();
    return !node.is_object() || found == node.end() ? nothing : *found;
}

void add_string(std::string& out, Json const& text)
{
    if (text.is_string())
        out += text.get_ref<std::string const&>();
}

/// Walks pandoc's document (pandoc-types 1.22 and 1.23), whose every node says its type and its content.
class Pandoc {
public:
    void blocks(Json const& list, int depth)
    {
        if (!list.is_array() || depth > depth_max)
            return;
        for (auto const& node : list)
            block(node, depth + 1);
    }
    Blocks take() { return std::move(found_); }

private:
    void add(BlockKind kind, std::string text) { found_.push_back({kind, std::move(text)}); }

    void block(Json const& node, int depth)
    {
        auto const type = type_of(node);
        auto const& content = content_of(node);
        if (type == "Para" || type == "Plain")
            add(BlockKind::paragraph, words(content, depth));
        else if (type == "Header")
            add(BlockKind::heading, words(item(content, 2), depth));
        else if (type == "BlockQuote")
            blocks(content, depth);
        else if (type == "Div")
            blocks(item(content, 1), depth);
        else if (type == "Figure")
            blocks(item(content, 2), depth);
        else if (type == "CodeBlock")
            lines(item(content, 1));
        else if (type == "Table")
            table(content, depth);
        else if (type == "DefinitionList")
            definitions(content, depth);
        else if (type == "BulletList" || type == "LineBlock" || type == "OrderedList")
            items(type, type == "OrderedList" ? item(content, 1) : content, depth);
    }
    void lines(Json const& code)
    {
        std::string text;
        add_string(text, code);
        for (auto const line : lines_of(text))
            add(BlockKind::paragraph, std::string{line});
    }
    void items(std::string_view type, Json const& list, int depth)
    {
        if (!list.is_array())
            return;
        for (auto const& one : list) {
            if (type == "LineBlock")
                add(BlockKind::paragraph, words(one, depth));
            else
                blocks(one, depth);
        }
    }
    void definitions(Json const& list, int depth)
    {
        if (!list.is_array())
            return;
        for (auto const& one : list) {
            add(BlockKind::paragraph, words(item(one, 0), depth));
            items("", item(one, 1), depth);
        }
    }
    void table(Json const& content, int depth)
    {
        blocks(item(item(content, 1), 1), depth); // its caption
        rows(item(item(content, 3), 1), depth);
        for (auto const& body : item(content, 4)) {
            rows(item(body, 2), depth);
            rows(item(body, 3), depth);
        }
        rows(item(item(content, 5), 1), depth);
    }
    void rows(Json const& list, int depth)
    {
        if (!list.is_array())
            return;
        for (auto const& row : list) {
            std::string text;
            for (auto const& cell : item(row, 1)) {
                if (&cell != &item(row, 1).front())
                    text += '\t';
                text += inner(item(cell, 4), depth);
            }
            add(BlockKind::row, std::move(text));
        }
    }
    /// The words of blocks that stand in a line: in a cell, in a note.
    static std::string inner(Json const& list, int depth)
    {
        Pandoc walk;
        walk.blocks(list, depth + 1);
        std::string text;
        for (auto& one : walk.found_) {
            std::ranges::replace(one.text, '\t', ' ');
            text += (text.empty() ? "" : " ") + one.text;
        }
        return text;
    }
    static std::string words(Json const& list, int depth)
    {
        std::string text;
        add_words(text, list, depth);
        return text;
    }
    static void add_words(std::string& text, Json const& list, int depth)
    {
        if (!list.is_array() || depth > depth_max)
            return;
        for (auto const& node : list)
            add_inline(text, node, depth + 1);
    }
    static void add_inline(std::string& text, Json const& node, int depth)
    {
        auto const type = type_of(node);
        auto const& content = content_of(node);
        if (type == "Str")
            add_string(text, content);
        else if (type == "Space" || type == "SoftBreak" || type == "LineBreak")
            text += ' ';
        else if (type == "Code" || type == "Math")
            add_string(text, item(content, 1));
        else if (type == "Note")
            text += " [" + inner(content, depth) + "]";
        else if (type == "Link" || type == "Image" || type == "Span" || type == "Cite")
            add_words(text, item(content, 1), depth);
        else if (type == "Quoted")
            add_quoted(text, content, depth);
        else if (type != "RawInline")
            add_words(text, content, depth); // emphasis of some kind
    }
    static void add_quoted(std::string& text, Json const& content, int depth)
    {
        bool const single = type_of(item(content, 0)) == "SingleQuote";
        text += single ? "‘" : "“";
        add_words(text, item(content, 1), depth);
        text += single ? "’" : "”";
    }

    Blocks found_;
};

// --- sheets ------------------------------------------------------------------------------------------

/// The next row of a CSV text, which it takes off: cells with a tab between them.
std::string take_row(std::string_view& csv)
{
    std::string row;
    bool quoted = false;
    std::size_t at = 0;
    for (; at < csv.size() && (quoted || csv[at] != '\n'); ++at) {
        char const sign = csv[at];
        if (sign == '"' && quoted && csv.substr(at + 1).starts_with('"'))
            row += csv[at++];
        else if (sign == '"')
            quoted = !quoted;
        else if (sign == ',' && !quoted)
            row += '\t';
        else
            row += quoted && sign == '\t' ? ' ' : sign;
    }
    csv.remove_prefix(std::min(at + 1, csv.size()));
    return row;
}

} // namespace

Blocks blocks_of_text(std::string_view text)
{
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    if (text.starts_with(byte_order_mark))
        text.remove_prefix(byte_order_mark.size());
    auto whole = is_utf8(text) ? std::string{text} : utf8_of_western(text);
    std::ranges::replace(whole, '\f',
                         '\n'); // a page ends a line: now an empty line is between them
    Blocks blocks;
    std::vector<std::string_view> paragraph;
    for (auto const line : lines_of(whole)) {
        if (!line.empty()) {
            paragraph.push_back(line);
            continue;
        }
        add_paragraph(blocks, paragraph);
        paragraph.clear();
    }
    add_paragraph(blocks, paragraph);
    return blocks;
}

std::optional<Blocks> blocks_of_pandoc(std::string_view json)
{
    auto const document = Json::parse(json, nullptr, false);
    auto const found = document.is_object() ? document.find("blocks") : document.end();
    if (!document.is_object() || found == document.end())
        return {};
    Pandoc walk;
    walk.blocks(*found, 0);
    return walk.take();
}

Blocks blocks_of_sheets(std::string_view text)
{
    Blocks blocks;
    while (!text.empty()) {
        if (text.front() == '\f') {
            auto const end = std::min(text.find('\n'), text.size());
            blocks.push_back({BlockKind::heading, std::string{text.substr(1, end - 1)}});
            text.remove_prefix(std::min(end + 1, text.size()));
        } else {
            blocks.push_back({BlockKind::row, take_row(text)});
        }
    }
    return blocks;
}

} // namespace folkmoot::server
