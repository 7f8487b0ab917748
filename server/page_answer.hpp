#pragma once
// What a page of ours for somebody in particular answers with: HTML or another address, and what becomes of
// the cookie. Pure.
//
// A secret may stand in the path of such a page, so that no script is needed to read it. It does not leave us:
// nothing foreign is on the page, and Referer never carries the path. The policy is strict-origin, not
// no-referrer, for with that a browser sends its own form with `Origin: null`.

#include "server/http.hpp"

namespace folkmoot::server {

struct PageAnswer {
    HttpAnswer http;
    std::optional<std::string> new_secret = {}; ///< the cookie's value
    bool clear_cookie = false;
};
using PageDone = std::function<void(PageAnswer)>;

PageAnswer html_page(int status, std::string html);
/// Go there, with GET.
PageAnswer go_to(std::string const& path);

} // namespace folkmoot::server
