#pragma once
// A thread that changes the database. It takes what waits, runs it all in one transaction, commits once,
// tells the listener, and then completes each. When anything in it fails, or is refused after it wrote,
// all is undone and each half runs in a transaction of its own, down to the change whose fault it was.
// SQLite has one writer; on PostgreSQL each of a few has its own lanes, and takes its batches in the order
// of lanes as all others do, so that they seldom wait for each other in a circle.

#include "storage/lanes.hpp"
#include "storage/store.hpp"
#include "storage/waiting.hpp"

#include <atomic>
#include <thread>

namespace folkmoot::storage {

/// A change that waits, and what it is about.
struct ChangeWaiting {
    std::unique_ptr<Work<Change>> work;
    Uuid place;
    Uuid lane;
};

/// What all writers of a store share; outlives them.
struct AmongWriters {
    Surroundings const& surroundings;
    Store::Options const& options;
    std::size_t batch_max;
    bool sorts; ///< there are several writers, here or elsewhere
    News* news; ///< nothing where nobody else writes
    Lanes lanes{};
    CommitListener listener{};
    std::atomic<std::uint64_t> commits{0};
};

class Writer {
public:
    /// Begins at once.
    Writer(std::unique_ptr<Connection> connection, AmongWriters& among);
    ~Writer() { finish(); }
    Writer(Writer const&) = delete;
    Writer& operator=(Writer const&) = delete;

    /// Any thread. False, leaving the work as it was, when too much waits or the writer is ending.
    bool add(ChangeWaiting& change) { return waiting_.add(change); }

    /// Takes nothing more, finishes what waits and ends the thread.
    void finish();
    std::size_t waiting() const { return waiting_.size(); }

private:
    using Batch = std::span<ChangeWaiting>;
    enum class Ran {
        kept,
        refused, ///< by itself, or because it failed
        beaten,  ///< by a constraint that did not hold
        lost,    ///< for a reason that may pass
    };

    void write();
    bool settle(Batch batch);
    void settle_and_tell(Batch batch);
    bool settle_alone(Batch one);
    bool begin();
    bool run_and_commit(Batch batch);
    bool run_together(Batch batch, std::optional<Committed>& made);
    Ran run_alone(ChangeWaiting& waiting, Committed& made);
    void refuse(Batch batch);
    void note(ChangeWaiting const& waiting, Change const& change, Committed& made);
    void commit(Batch batch, Committed const& made);
    void not_stored(std::uint64_t commit, Batch batch);
    void note_full(DiskFull const& failure);
    void note_trouble(std::string const& sentence);
    void tell_before(std::uint64_t commit, Committed const& made);
    void tell_settled(std::uint64_t commit, Committed const& made);
    void keep_house(bool idle);
    [[noreturn]] void end_program(std::string const& why);

    std::unique_ptr<Connection> connection_;
    AmongWriters& among_;
    bool troubled_ =
        false; // the writer's thread alone: nothing could be stored since the last commit
    Waiting<ChangeWaiting> waiting_;
    std::thread thread_;
};

} // namespace folkmoot::storage
