#include "storage/reader.hpp"

#include <utility>

namespace folkmoot::storage {

Reader::Reader(std::unique_ptr<Connection> connection, SearchIndex* index, Reads& reads,
               std::function<void(std::string_view)> log)
    : connection_(std::move(connection)), index_(index), reads_(reads), log_(std::move(log)),
      thread_([this] { answer_reads(); })
{
}

Reader::~Reader()
{
    thread_.join();
}

void Reader::answer_reads()
{
    while (auto taken = reads_.take(1)) {
        for (auto& work : *taken) {
            answer(*work);
            work->complete();
        }
    }
}

void Reader::answer(Work<Read>& work)
{
    if (!attempt(work)) {
        attempt(work); // on a new connection
    }
    connection_->roll_back();
}

/// False when the connection was lost.
bool Reader::attempt(Work<Read>& work)
{
    try {
        connection_->begin_read();
        Read read{*connection_, index_};
        work.attempt(read);
        away_ = false;
    } catch (ConnectionLost const& failure) {
        if (!std::exchange(away_, true)) {
            log_(std::string{"The database went away: "} + failure.what());
        }
        work.fail(unavailable());
        return false;
    } catch (std::exception const& failure) {
        log_(std::string{"A read failed: "} + failure.what());
        work.fail(internal_failure());
    } catch (...) {
        log_("A read failed without saying why.");
        work.fail(internal_failure());
    }
    return true;
}

} // namespace folkmoot::storage
