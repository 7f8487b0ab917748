#pragma once
// A page without script: a heading, sentences, and a form of a few fields, in the client's look. What is
// wrong with the fields stands in a summary that takes the focus, and beside each of them. Pure.

#include "server/pages.hpp"

namespace folkmoot::server {

struct PlainField {
    std::string_view id; ///< its name in the form too
    std::string label;
    std::string_view type = "text";
    std::string_view autocomplete;
    std::string hint = {};
    std::string value = {}; ///< never a password
    bool read_only = false;
};

struct PlainProblem {
    std::string_view field; ///< empty: about no one field
    std::string words;
};

class PlainPage {
public:
    PlainPage(PageLook const& look, std::string_view heading);

    void paragraph(std::string_view words, bool soft = false);
    void link(std::string_view path, std::string_view words);
    /// What render_markdown made: safe as it stands.
    void rendered(std::string_view html);
    /// Before the form. `problems` are what the fields added later are marked by.
    void problems(std::vector<PlainProblem> problems);
    /// Sent by POST to the page's own address.
    void begin_form();
    void field(PlainField const& field);
    /// Ends the form: one button, that sends `says` as the field "do".
    void end_form(std::string_view says, std::string_view words, bool quiet = false);

    std::string finish() &&;

private:
    void words(std::string_view text);
    void attribute(std::string_view name, std::string_view value);
    PlainProblem const* problem_of(std::string_view field) const;

    std::string out_;
    std::vector<PlainProblem> problems_;
};

} // namespace folkmoot::server
