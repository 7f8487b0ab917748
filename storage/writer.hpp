#pragma once
// The one thread that changes the database. It takes what waits, runs each change in a savepoint of its
// own, commits once, tells the listener, and then completes each.

#include "storage/store.hpp"
#include "storage/waiting.hpp"

#include <thread>

namespace folkmoot::storage {

class Writer {
public:
    /// Begins at once; connection and surroundings outlive it.
    Writer(Connection& connection, Surroundings const& surroundings, Store::Options const& options);
    ~Writer() { finish(); }
    Writer(Writer const&) = delete;
    Writer& operator=(Writer const&) = delete;

    /// Before the first change.
    void listen(CommitListener listener) { listener_ = std::move(listener); }
    /// Any thread. False, leaving the work as it was, when too much waits or the writer is ending.
    bool add(std::unique_ptr<Work<Change>>& work) { return waiting_.add(work); }

    /// Takes nothing more, finishes what waits and ends the thread.
    void finish();

private:
    using Batch = std::span<std::unique_ptr<Work<Change>>>;

    void write();
    void settle(Batch batch);
    bool run_and_commit(Batch batch);
    bool begin();
    void refuse(Batch batch);
    bool run_one(Work<Change>& work, std::optional<Committed>& made);
    bool attempt(Work<Change>& work, Change& change);
    void commit(Batch batch, Committed const& made);
    void note_full(DiskFull const& failure);
    void tell_before(Committed const& made);
    void tell_settled(Committed const& made);
    void keep_house(bool idle);
    [[noreturn]] void end_program(std::string const& why);

    Connection& connection_;
    Surroundings const& surroundings_;
    std::size_t const batch_max_;
    std::chrono::milliseconds const idle_after_;
    std::function<void(std::string_view)> log_;
    CommitListener listener_;
    bool full_ = false; // the writer's thread alone: the disk, since the last commit
    Waiting<std::unique_ptr<Work<Change>>> waiting_;
    std::thread thread_;
};

} // namespace folkmoot::storage
