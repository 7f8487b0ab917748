// Markdown to HTML.
#include "protocol/markdown.hpp"

#include "protocol/html.hpp"
#include "protocol/markdown_parts.hpp"

#include <algorithm>
#include <utility>

namespace folkmoot::protocol {

namespace {

using namespace markdown_parts;

constexpr int heading_max = 6;

constexpr std::string_view span_names[] = {"em", "strong", "a", "a", "code", "del"};
static_assert(MD_SPAN_EM == 0 && MD_SPAN_STRONG == 1 && MD_SPAN_A == 2 && MD_SPAN_IMG == 3 &&
              MD_SPAN_CODE == 4 && MD_SPAN_DEL == 5);

/// Only such a word goes into a class.
bool is_language(std::string_view word)
{
    return !word.empty() && word.size() <= 20 && std::all_of(word.begin(), word.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    });
}

/// Takes md4c's events in order. Returning true ends the parse: too much came of it.
class HtmlWriter {
public:
    explicit HtmlWriter(int first_heading) : first_heading_(first_heading) {}

    bool enter(MD_BLOCKTYPE block, void* detail);
    bool leave(MD_BLOCKTYPE block, void* detail);
    bool enter(MD_SPANTYPE span, void* detail);
    bool leave(MD_SPANTYPE span);
    bool text(MD_TEXTTYPE type, std::string_view text);

    std::string html;

private:
    bool full() const { return html.size() > html_bytes_max; }
    bool shallow() const { return containers_ <= markdown_depth_max; }
    void open_list(std::string const& tag);
    void open_item(MD_BLOCK_LI_DETAIL const& item);
    void open_code(MD_BLOCK_CODE_DETAIL const& code);
    void open_cell(std::string_view name, MD_ALIGN align);
    bool open_link(MD_ATTRIBUTE const& written);
    void tag(std::string_view name) { html.append("<").append(name).append(">"); }
    void end(std::string_view name) { html.append("</").append(name).append(">"); }
    void end_list(std::string_view name);

    int first_heading_;
    int containers_ = 0; ///< quotes and lists that are open
    int links_ = 0;      ///< 1 inside a link, since links do not nest
    void close_spans();

    struct OpenSpan {
        MD_SPANTYPE type;
        bool shown; ///< whether it has a tag
    };
    std::vector<OpenSpan> spans_;
};

void HtmlWriter::open_list(std::string const& name)
{
    ++containers_;
    if (shallow())
        tag(name);
}

void HtmlWriter::end_list(std::string_view name)
{
    if (shallow())
        end(name);
    --containers_;
}

void HtmlWriter::open_item(MD_BLOCK_LI_DETAIL const& item)
{
    if (!shallow())
        html += '\n';
    else if (!item.is_task)
        html += "<li>";
    else
        html += item.task_mark == ' ' ? "<li class=\"task\">☐ " : "<li class=\"task\">☑ ";
}

void HtmlWriter::open_code(MD_BLOCK_CODE_DETAIL const& code)
{
    // It may be wider than the page: without a place in the tab order nobody could scroll it by key.
    html += "<pre tabindex=\"0\"><code";
    auto const language = attribute_text(code.lang);
    if (is_language(language))
        html += " class=\"language-" + language + '"';
    html += '>';
}

void HtmlWriter::open_cell(std::string_view name, MD_ALIGN align)
{
    constexpr std::string_view classes[] = {"", " class=\"left\"", " class=\"centre\"",
                                            " class=\"right\""};
    html.append("<").append(name);
    if (name == "th")
        html += " scope=\"col\"";
    html.append(classes[align]).append(">");
}

/// md4c 0.4.8 can begin a link in one cell of a table and end it in the next: no mark outlives its
/// block.
void HtmlWriter::close_spans()
{
    while (!spans_.empty())
        leave(spans_.back().type);
}

bool HtmlWriter::enter(MD_BLOCKTYPE block, void* detail)
{
    close_spans();
    switch (block) {
    case MD_BLOCK_QUOTE:
        open_list("blockquote");
        break;
    case MD_BLOCK_UL:
        open_list("ul");
        break;
    case MD_BLOCK_OL: {
        auto const start = static_cast<MD_BLOCK_OL_DETAIL*>(detail)->start;
        open_list(start == 1 ? "ol" : "ol start=\"" + std::to_string(start) + '"');
        break;
    }
    case MD_BLOCK_LI:
        open_item(*static_cast<MD_BLOCK_LI_DETAIL*>(detail));
        break;
    case MD_BLOCK_HR:
        html += "<hr>";
        break;
    case MD_BLOCK_H: {
        auto const level = static_cast<int>(static_cast<MD_BLOCK_H_DETAIL*>(detail)->level);
        tag('h' + std::to_string(std::min(level + first_heading_ - 1, heading_max)));
        break;
    }
    case MD_BLOCK_CODE:
        open_code(*static_cast<MD_BLOCK_CODE_DETAIL*>(detail));
        break;
    case MD_BLOCK_P:
        html += "<p>";
        break;
    case MD_BLOCK_TABLE:
        html += "<div class=\"table\" tabindex=\"0\"><table>";
        break;
    case MD_BLOCK_THEAD:
        html += "<thead>";
        break;
    case MD_BLOCK_TBODY:
        html += "<tbody>";
        break;
    case MD_BLOCK_TR:
        html += "<tr>";
        break;
    case MD_BLOCK_TH:
        open_cell("th", static_cast<MD_BLOCK_TD_DETAIL*>(detail)->align);
        break;
    case MD_BLOCK_TD:
        open_cell("td", static_cast<MD_BLOCK_TD_DETAIL*>(detail)->align);
        break;
    case MD_BLOCK_DOC:
    case MD_BLOCK_HTML: // switched off
        break;
    }
    return full();
}

bool HtmlWriter::leave(MD_BLOCKTYPE block, void* detail)
{
    close_spans();
    switch (block) {
    case MD_BLOCK_QUOTE:
        end_list("blockquote");
        break;
    case MD_BLOCK_UL:
        end_list("ul");
        break;
    case MD_BLOCK_OL:
        end_list("ol");
        break;
    case MD_BLOCK_LI:
        if (shallow())
            end("li");
        break;
    case MD_BLOCK_H: {
        auto const level = static_cast<int>(static_cast<MD_BLOCK_H_DETAIL*>(detail)->level);
        end('h' + std::to_string(std::min(level + first_heading_ - 1, heading_max)));
        break;
    }
    case MD_BLOCK_CODE:
        html += "</code></pre>";
        break;
    case MD_BLOCK_P:
        end("p");
        break;
    case MD_BLOCK_TABLE:
        html += "</table></div>";
        break;
    case MD_BLOCK_THEAD:
        end("thead");
        break;
    case MD_BLOCK_TBODY:
        end("tbody");
        break;
    case MD_BLOCK_TR:
        end("tr");
        break;
    case MD_BLOCK_TH:
        end("th");
        break;
    case MD_BLOCK_TD:
        end("td");
        break;
    case MD_BLOCK_DOC:
    case MD_BLOCK_HR:
    case MD_BLOCK_HTML:
        break;
    }
    return full();
}

bool HtmlWriter::open_link(MD_ATTRIBUTE const& written)
{
    auto const address = address_of(attribute_text(written));
    if (links_ > 0 || address.kind == Address::Kind::refused)
        return false;
    ++links_;
    html += "<a href=\"";
    append_escaped(html, address.url);
    html += '"';
    if (person_at(address))
        html += " class=\"mention\"";
    if (address.kind == Address::Kind::outside)
        html += " rel=\"nofollow noopener noreferrer\"";
    html += '>';
    return true;
}

bool HtmlWriter::enter(MD_SPANTYPE span, void* detail)
{
    bool shown = span <= MD_SPAN_DEL && spans_.size() < markdown_depth_max;
    // The title of a link is left out: it could say anything of where the link leads.
    if (shown && span == MD_SPAN_A)
        shown = open_link(static_cast<MD_SPAN_A_DETAIL*>(detail)->href);
    else if (shown && span == MD_SPAN_IMG)
        shown = open_link(static_cast<MD_SPAN_IMG_DETAIL*>(detail)->src);
    else if (shown)
        tag(span_names[span]);
    spans_.push_back({span, shown});
    return full();
}

bool HtmlWriter::leave(MD_SPANTYPE span)
{
    if (spans_.empty() || spans_.back().type != span)
        return full();
    if (spans_.back().shown) {
        end(span_names[span]);
        if (span == MD_SPAN_A || span == MD_SPAN_IMG)
            --links_;
    }
    spans_.pop_back();
    return full();
}

bool HtmlWriter::text(MD_TEXTTYPE type, std::string_view text)
{
    switch (type) {
    case MD_TEXT_NULLCHAR:
        html += "\uFFFD";
        break;
    case MD_TEXT_BR:
    case MD_TEXT_SOFTBR:
        html += "<br>";
        break;
    case MD_TEXT_ENTITY:
        append_escaped(html, entity_text(text).value_or(std::string(text)));
        break;
    default:
        append_escaped(html, text);
    }
    return full();
}

HtmlWriter& writer(void* data)
{
    return *static_cast<HtmlWriter*>(data);
}

/// Whether it was read to its end.
bool write_html(std::string_view markdown, HtmlWriter& html)
{
    MD_PARSER parser{};
    parser.flags = dialect;
    parser.enter_block = [](MD_BLOCKTYPE block, void* detail, void* data) {
        return int(writer(data).enter(block, detail));
    };
    parser.leave_block = [](MD_BLOCKTYPE block, void* detail, void* data) {
        return int(writer(data).leave(block, detail));
    };
    parser.enter_span = [](MD_SPANTYPE span, void* detail, void* data) {
        return int(writer(data).enter(span, detail));
    };
    parser.leave_span = [](MD_SPANTYPE span, void*, void* data) {
        return int(writer(data).leave(span));
    };
    parser.text = [](MD_TEXTTYPE type, MD_CHAR const* text, MD_SIZE size, void* data) {
        return int(writer(data).text(type, {text, size}));
    };
    return md_parse(markdown.data(), static_cast<MD_SIZE>(markdown.size()), &parser, &html) == 0;
}

} // namespace

std::string render_markdown(std::string_view markdown, int first_heading)
{
    HtmlWriter writer{first_heading};
    if (is_readable(markdown) && write_html(markdown, writer))
        return std::move(writer.html);
    std::string html = "<pre class=\"as-typed\" tabindex=\"0\">";
    append_escaped(html, markdown);
    return html + "</pre>";
}

} // namespace folkmoot::protocol
