#pragma once
// The HTML that we write ourselves: the shell of the client, and a page with a sentence on it. Pure.

#include <string>
#include <string_view>
#include <vector>

namespace folkmoot::server {

/// What every page of ours is made with.
struct PageLook {
    std::string network_name;
    std::string script; ///< path of the client's script; empty when it was not built in
    std::vector<std::string> script_parts; ///< what it imports at once, to be asked for with it
    std::string style;
    std::string icon;
    std::string manifest;
};
/// The modules that a bundled script imports before it runs, as paths.
std::vector<std::string> imports_of(std::string_view script);
/// With what is built into the program.
PageLook page_look(std::string_view network_name);

/// The page of every view of the client: the address bar says which.
std::string shell_page(PageLook const& look);
/// A heading, a sentence, and a way home.
std::string sentence_page(PageLook const& look, std::string_view heading,
                          std::string_view sentence);

/// What a page begins with, up to where <head> may hold more; for plain_page.
std::string page_head(PageLook const& look, std::string_view title);

/// Whether the client has a view at this path.
bool is_a_view(std::string_view path);

} // namespace folkmoot::server
