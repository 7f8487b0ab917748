#pragma once
// The database as the server sees it: writers that commit what waits in groups (one on SQLite, a few on
// PostgreSQL, each with its own lanes), many readers.
//
// change(): the function waits in a bounded queue; a writer takes what waits (no timer), runs it all in
// one transaction, commits once, and then completes each with its result. What a function did that gives
// an error is undone, and nothing else with it; one that throws ConstraintBroken runs once more first:
// another node may have been quicker. Nothing is completed or told before the commit is durable. Disk
// full: what did not fit answers `unavailable` and nothing of it is stored; writing resumes by itself when
// there is room. The same when the database cannot be reached; of a commit during which it went away nobody
// knows, and the answer is `unavailable` too: a repetition with the same request id finds out. Any other
// failure at commit ends the program (abort): it restarts into recovery. A function may run more than once
// before its one completion (what cannot stay together in one transaction is run again, apart), so it
// changes nothing but the database.
// read(): runs on one of the reader threads, in one read transaction; once more when the connection was
// lost meanwhile.
// Whatever else a function throws is logged and answered `internal`. When a queue is full, or the store
// is ending, the answer is `unavailable` at once, on the caller's thread.
// Completions run on the writer's or a reader's thread: they post elsewhere, return at once and never
// throw.

#include "storage/change.hpp"
#include "storage/database.hpp"
#include "storage/work.hpp"

#include <chrono>
#include <functional>
#include <memory>

namespace folkmoot::storage {

/// Told on a writer's thread, the first two in pairs, once for each commit, which has a number of its own.
/// `before_commit` hears narrowings of rights while nobody can yet see what follows them; `settled`
/// follows every before_commit and precedes the completions, with what was committed (empty when the
/// commit failed, or nobody knows whether it did). The others are of other nodes: News::Listener.
/// Never throw.
struct CommitListener {
    std::function<void(std::uint64_t commit, std::vector<RightChange> const& narrowings)>
        before_commit;
    std::function<void(std::uint64_t commit, Committed const&)> settled;
    std::function<void(Committed const&)> heard;
    std::function<void()> missed;
    std::function<void(HereTold const&)> here;
};

/// What a writer took at once, and how long it was at it, commit and all.
struct BatchWritten {
    std::size_t changes = 0;
    std::chrono::microseconds took{0};
};

/// What waits to be done.
struct QueueLengths {
    std::size_t changes = 0;
    std::size_t reads = 0;
};

class Store {
public:
    struct Options {
        /// Where the network is. When not `alone`, nothing is migrated and entries are not told live.
        DatabasePlace place;
        std::size_t readers = 2;
        std::size_t writers = 4; ///< as far as the engine has use for them
        bool search = false;     ///< keep the index of words: for those who serve people
        std::size_t changes_waiting_max = 10'000;
        std::size_t reads_waiting_max = 10'000;
        std::size_t batch_max = 512;
        /// When nothing was to be changed for so long, the writer keeps house.
        std::chrono::milliseconds idle_after{1'000};
        /// One line for the operator; standard error when empty. Called on any thread.
        std::function<void(std::string_view)> log;
        /// After each batch, on a writer's thread; returns at once and never throws. May be empty.
        std::function<void(BatchWritten const&)> written;
    };

    /// Opens or makes the database, claims it where it is for one program alone, migrates.
    /// Throws std::runtime_error with a sentence for the operator.
    Store(Options options, Surroundings surroundings);
    /// Finishes what waits, then stops.
    ~Store();
    Store(Store const&) = delete;
    Store& operator=(Store const&) = delete;

    /// At most once, before the first change.
    void listen(CommitListener listener);
    /// Whether other programs may change the network meanwhile.
    bool shared() const;
    /// Tells the other nodes who is at this one, as News::tell(). Any thread; nothing where there are none.
    void tell(HereTold const& told);

    /// `place` is what the change is about (a group, a topic, a person): it goes to the writer of its
    /// lane. Changes of one lane keep their order.
    template <class T>
    void change(std::function<Result<T>(Change&)> work, std::function<void(Result<T>)> done,
                Uuid const& place = {});
    template <class T>
    void read(std::function<Result<T>(Read&)> work, std::function<void(Result<T>)> done);

    /// The same, waiting for the result: for subcommands and tests, never on a server thread.
    template <class T>
    Result<T> change_now(std::function<Result<T>(Change&)> work);
    template <class T>
    Result<T> read_now(std::function<Result<T>(Read&)> work);

    /// Waits until everything that is committed can be found; at once where no index is kept.
    void settle_search();

    Surroundings const& surroundings() const;
    QueueLengths waiting() const;

private:
    template <class On, class T>
    struct WorkGiving;
    void enqueue(std::unique_ptr<Work<Change>> work, Uuid const& place);
    void enqueue(std::unique_ptr<Work<Read>> work);

    struct Threads;
    std::unique_ptr<Threads> threads_;
};

} // namespace folkmoot::storage

#include "storage/store_templates.hpp"
