#pragma once
// A thread with a connection of its own that answers reads, each in one read transaction.

#include "storage/change.hpp"
#include "storage/waiting.hpp"
#include "storage/work.hpp"

#include <thread>

namespace folkmoot::storage {

class Reader {
public:
    using Reads = Waiting<std::unique_ptr<Work<Read>>>;

    /// Begins at once and ends when `reads` is closed and empty; `reads` and `index` (which may be nothing)
    /// outlive it.
    Reader(std::unique_ptr<Connection> connection, SearchIndex* index, Reads& reads,
           std::function<void(std::string_view)> log);
    ~Reader();
    Reader(Reader const&) = delete;
    Reader& operator=(Reader const&) = delete;

private:
    void answer_reads();
    void answer(Work<Read>& work);
    bool attempt(Work<Read>& work);

    std::unique_ptr<Connection> connection_;
    bool away_ = false; // the reader's thread alone: the database, since the last read
    SearchIndex* index_;
    Reads& reads_;
    std::function<void(std::string_view)> log_;
    std::thread thread_;
};

} // namespace folkmoot::storage
