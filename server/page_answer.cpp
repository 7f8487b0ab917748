#include "server/page_answer.hpp"

#include "server/site_headers.hpp"

namespace folkmoot::server {
namespace {

void keep_path_from_referer(PageAnswer& answer)
{
    answer.http.headers.emplace_back("Referrer-Policy", "strict-origin");
}

} // namespace

PageAnswer html_page(int status, std::string html)
{
    PageAnswer answer{text_answer(status, "text/html; charset=utf-8", std::move(html))};
    keep_path_from_referer(answer);
    return answer;
}

PageAnswer go_to(std::string const& path)
{
    PageAnswer answer{text_answer(303, "text/plain; charset=utf-8", "")};
    answer.http.headers.emplace_back("Location", path);
    keep_path_from_referer(answer);
    return answer;
}

} // namespace folkmoot::server
