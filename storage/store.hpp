#pragma once
// The database as the server sees it: one writer that commits what waits in groups, many readers.
//
// change(): the function waits in a bounded queue; the writer takes what waits (no timer), runs each in
// a savepoint of its own, commits once, and then completes each with its result. A function that gives
// an error, or throws ConstraintBroken, is rolled back alone. Nothing is completed or told before the
// commit is durable. Disk full: everything of the batch answers `unavailable`, nothing is stored, and
// writing resumes by itself when there is room. Any other failure at commit ends the program (abort):
// it restarts into recovery.
// read(): runs on one of the reader threads, in one read transaction.
// Completions run on the writer's or a reader's thread: they post elsewhere and return at once.

#include "storage/change.hpp"

#include <filesystem>
#include <functional>
#include <memory>

namespace folkmoot::storage {

/// What a commit made, in the order of commits.
struct Committed {
    std::vector<EntryNumbered> entries;
    std::vector<RightChange> right_changes;
};

/// Told on the writer's thread. `before_commit` hears narrowings of rights while nobody can yet see
/// what follows them; `settled` follows every before_commit, with what was committed (empty when the
/// batch failed).
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
        std::size_t batch_max = 512;
    };

    /// Opens or makes the database, migrates it, checks the SQLite version (refuses less than 3.51.3).
    /// Throws std::runtime_error with a sentence for the operator.
    Store(Options options, Surroundings surroundings);
    /// Finishes what waits, then stops.
    ~Store();
    Store(Store const&) = delete;
    Store& operator=(Store const&) = delete;

    /// Set once, before the first change.
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
    template <class On>
    struct Work;
    template <class On, class T>
    struct WorkGiving;
    void enqueue(std::unique_ptr<Work<Change>> work);
    void enqueue(std::unique_ptr<Work<Read>> work);

    struct Threads;
    std::unique_ptr<Threads> threads_;
};

} // namespace folkmoot::storage

#include "storage/store_templates.hpp"
