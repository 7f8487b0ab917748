#pragma once
// The page /v/CODE, for whoever holds a printed copy of a version: whether it is the current one, and no more,
// without script and without a sign-in. Who may read the version finds the way to it there.
//
// A code that is wrong, and one that was never given, are answered alike; somebody who tries many wrong ones
// has to wait (server/throttle.hpp). A draft is not known here: it is nothing to be printed and handed round.

#include "server/dispatch.hpp"
#include "server/page_answer.hpp"
#include "server/pages.hpp"
#include "server/throttle.hpp"

namespace folkmoot::server {

class PrintedCodes {
public:
    /// What is given outlives every request under way.
    PrintedCodes(storage::Store& store, PageLook const& look) : store_(store), look_(look) {}

    static bool at(std::string_view path);
    /// GET or HEAD. `done` is called once, on any thread.
    void answer(HttpRequest const& request, Caller const& caller, PageDone done);

private:
    storage::Store& store_;
    PageLook const& look_;
    Throttle wrong_codes_;
};

} // namespace folkmoot::server
