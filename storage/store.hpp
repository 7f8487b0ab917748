#pragma once
// The database as the server sees it: one writer that commits what waits in groups, many readers.
//
// change(): the function waits in a bounded queue; the writer takes what waits (no timer), runs each in
// a savepoint of its own, commits once, and then completes each with its result. A function that gives
// an error, or throws ConstraintBroken, is rolled back alone. Nothing is completed or told before the
// commit is durable. Disk full: what did not fit answers `unavailable` and nothing of it is stored;
// writing resumes by itself when there is room. Any other failure at commit ends the program (abort):
// it restarts into recovery. A function may run more than once before its one completion (a batch that
// lost its transaction is run again), so it changes nothing but the database.
// read(): runs on one of the reader threads, in one read transaction.
// Whatever else a function throws is logged and answered `internal`. When a queue is full, or the store
// is ending, the answer is `unavailable` at once, on the caller's thread.
// Completions run on the writer's or a reader's thread: they post elsewhere, return at once and never
// throw.

#include "storage/change.hpp"
#include "storage/work.hpp"

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>

namespace folkmoot::storage {

/// What a commit made, in the order of commits.
struct Committed {
    std::vector<EntryNumbered> entries;
    std::vector<RightChange> right_changes;
};

/// Told on the writer's thread, the two in pairs, once for each commit. `before_commit` hears narrowings
/// of rights while nobody can yet see what follows them; `settled` follows every before_commit and
/// precedes the completions, with what was committed (empty when the commit failed). Never throw.
struct CommitListener {
    std::function<void(std::vector<RightChange> const& narrowings)> before_commit;
    std::function<void(Committed const&)> settled;
};

class Store {
public:
    struct Options {
        std::filesystem::path folder; ///< DIR: folkmoot.sqlite and its companions lie here
        std::size_t readers = 2;
        std::size_t changes_waiting_max = 10'000;
        std::size_t reads_waiting_max = 10'000;
        std::size_t batch_max = 512;
        /// When nothing was to be changed for so long, the writer keeps house.
        std::chrono::milliseconds idle_after{1'000};
        /// False for a short subcommand that may run beside a server on the same folder: it does not
        /// claim the folder, migrates nothing, and its entries are not told live.
        bool alone = true;
        /// One line for the operator; standard error when empty. Called on any thread.
        std::function<void(std::string_view)> log;
    };

    /// Opens or makes folder and database, claims the folder for this program alone, migrates, checks
    /// the SQLite version (refuses less than 3.51.3).
    /// Throws std::runtime_error with a sentence for the operator.
    Store(Options options, Surroundings surroundings);
    /// Finishes what waits, then stops.
    ~Store();
    Store(Store const&) = delete;
    Store& operator=(Store const&) = delete;

    /// At most once, before the first change.
    void listen(CommitListener listener);

    template <class T>
    void change(std::function<Result<T>(Change&)> work, std::function<void(Result<T>)> done);
    template <class T>
    void read(std::function<Result<T>(Read&)> work, std::function<void(Result<T>)> done);

    /// The same, waiting for the result: for subcommands and tests, never on a server thread.
    template <class T>
    Result<T> change_now(std::function<Result<T>(Change&)> work);
    template <class T>
    Result<T> read_now(std::function<Result<T>(Read&)> work);

    Surroundings const& surroundings() const;

private:
    template <class On, class T>
    struct WorkGiving;
    void enqueue(std::unique_ptr<Work<Change>> work);
    void enqueue(std::unique_ptr<Work<Read>> work);

    struct Threads;
    std::unique_ptr<Threads> threads_;
};

} // namespace folkmoot::storage

#include "storage/store_templates.hpp"
