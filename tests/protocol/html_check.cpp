#include "html_check.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <vector>

namespace folkmoot::tests {

namespace {

using Words = std::set<std::string, std::less<>>;

std::map<std::string, Words, std::less<>> const tags = {
    {"p", {}},
    {"br", {}},
    {"hr", {}},
    {"h3", {}},
    {"h4", {}},
    {"h5", {}},
    {"h6", {}},
    {"em", {}},
    {"strong", {}},
    {"del", {}},
    {"code", {"class"}},
    {"pre", {"class", "tabindex"}},
    {"blockquote", {}},
    {"ul", {}},
    {"ol", {"start"}},
    {"li", {"class"}},
    {"div", {"class", "tabindex"}},
    {"table", {}},
    {"thead", {}},
    {"tbody", {}},
    {"tr", {}},
    {"th", {"scope", "class"}},
    {"td", {"class"}},
    {"a", {"href", "class", "rel"}},
};
Words const without_end = {"br", "hr"};

bool is_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
}

class Reader {
public:
    explicit Reader(std::string_view html) : rest_(html) {}

    std::string read()
    {
        while (danger_.empty() && !rest_.empty())
            rest_.front() == '<' ? read_tag() : read_text();
        if (danger_.empty() && !open_.empty())
            danger_ = "<" + open_.back() + "> is not closed";
        return danger_;
    }

private:
    bool take(std::string_view start)
    {
        if (rest_.substr(0, start.size()) != start)
            return false;
        rest_.remove_prefix(start.size());
        return true;
    }
    std::string take_word()
    {
        auto const end = std::find_if_not(rest_.begin(), rest_.end(), is_word);
        std::string const word(rest_.begin(), end);
        rest_.remove_prefix(word.size());
        return word;
    }
    void read_text()
    {
        auto const end = std::min(rest_.find('<'), rest_.size());
        for (char const c : rest_.substr(0, end)) {
            if (c == '>' || c == '"' || c == '\'' ||
                (static_cast<unsigned char>(c) < 32 && c != '\n' && c != '\t'))
                danger_ = "a bare character " + std::to_string(int(c));
        }
        rest_.remove_prefix(end);
    }
    void read_tag()
    {
        take("<");
        if (take("/"))
            return read_end();
        auto const name = take_word();
        auto const known = tags.find(name);
        if (known == tags.end()) {
            danger_ = "a tag <" + name;
            return;
        }
        if (name == "a" && std::find(open_.begin(), open_.end(), "a") != open_.end())
            danger_ = "a link in a link";
        while (danger_.empty() && take(" "))
            read_attribute(known->second);
        if (danger_.empty() && !take(">"))
            danger_ = "a broken tag <" + name;
        if (!without_end.count(name))
            open_.push_back(name);
    }
    void read_end()
    {
        auto const name = take_word();
        if (open_.empty() || open_.back() != name || !take(">"))
            danger_ = "</" + name + "> out of order";
        else
            open_.pop_back();
    }
    void read_attribute(Words const& known)
    {
        auto const name = take_word();
        if (!known.count(name) || !take("=\"")) {
            danger_ = "an attribute " + name;
            return;
        }
        auto const end = rest_.find('"');
        if (end == std::string_view::npos) {
            danger_ = "an attribute without end";
            return;
        }
        check_value(name, rest_.substr(0, end));
        rest_.remove_prefix(end + 1);
    }
    void check_value(std::string const& name, std::string_view value)
    {
        bool const printable = std::all_of(value.begin(), value.end(), [](char c) {
            return c >= ' ' && c < 127 && c != '<' && c != '>' && c != '\\';
        });
        if (!printable)
            danger_ = "a value that is not plain: " + std::string(value);
        if (name == "href" && !leads_where_it_may(value))
            danger_ = "a link to " + std::string(value);
        if (name == "class" && !std::all_of(value.begin(), value.end(), is_word))
            danger_ = "a class " + std::string(value);
    }
    static bool leads_where_it_may(std::string_view url)
    {
        std::string lower(url);
        std::transform(lower.begin(), lower.end(), lower.begin(),
                       [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
        if (lower.find(' ') != std::string::npos)
            return false;
        return lower.rfind("http://", 0) == 0 || lower.rfind("https://", 0) == 0 ||
               lower.rfind("mailto:", 0) == 0 ||
               (lower.rfind("/", 0) == 0 && lower.rfind("//", 0) != 0);
    }

    std::string_view rest_;
    std::vector<std::string> open_;
    std::string danger_;
};

} // namespace

std::string danger_in(std::string_view html)
{
    return Reader(html).read();
}

} // namespace folkmoot::tests
