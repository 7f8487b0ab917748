#include "protocol/html.hpp"

namespace folkmoot::protocol {

void append_escaped(std::string& out, std::string_view words)
{
    for (char const character : words) {
        switch (character) {
        case '&':
            out += "&amp;";
            break;
        case '<':
            out += "&lt;";
            break;
        case '>':
            out += "&gt;";
            break;
        case '"':
            out += "&quot;";
            break;
        case '\'':
            out += "&#39;";
            break;
        default:
            out += character;
        }
    }
}

} // namespace folkmoot::protocol
