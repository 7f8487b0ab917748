#pragma once
// The page behind a mail about a newer version: wanting no more of them. A GET shows a button and changes nothing,
// since scanners of mail open links; a POST does it, also one that a mail program sends by itself (RFC 8058), which
// has no cookie and no Origin. The secret in its address is the right to this and to nothing else.

#include "server/page_answer.hpp"
#include "server/pages.hpp"
#include "storage/store.hpp"

namespace folkmoot::server {

class LetterPages {
public:
    /// What is given outlives every request under way.
    LetterPages(storage::Store& store, PageLook const& look) : store_(store), look_(look) {}

    static bool at(std::string_view path);
    static std::string path_of(std::string_view secret);

    /// A request that the gate let through, GET, HEAD or POST. `done` is called once, on any thread.
    void answer(HttpRequest const& request, PageDone done) const;

private:
    storage::Store& store_;
    PageLook const& look_;
};

} // namespace folkmoot::server
