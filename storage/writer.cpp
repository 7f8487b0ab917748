#include "storage/writer.hpp"

#include <algorithm>
#include <cstdlib>

namespace folkmoot::storage {
namespace {

template <class Works>
void complete_all(Works const& works)
{
    for (auto const& work : works) {
        work->complete();
    }
}

std::vector<RightChange> narrowings_of(Committed const& made)
{
    std::vector<RightChange> narrowings;
    std::ranges::copy_if(made.right_changes, std::back_inserter(narrowings), &RightChange::narrows);
    return narrowings;
}

} // namespace

Writer::Writer(Connection& connection, Surroundings const& surroundings,
               Store::Options const& options)
    : connection_(connection), surroundings_(surroundings), batch_max_(options.batch_max),
      idle_after_(options.idle_after), log_(options.log), waiting_(options.changes_waiting_max),
      thread_([this] { write(); })
{
}

void Writer::finish()
{
    waiting_.close();
    if (thread_.joinable()) {
        thread_.join();
    }
}

void Writer::write()
{
    std::optional<std::chrono::milliseconds> patience;
    while (auto taken = waiting_.take(batch_max_, patience)) {
        if (taken->empty()) {
            keep_house(true);
            patience.reset();
            continue;
        }
        bool const was_full = full_;
        settle(*taken);
        // Moving the log may make room within the room we have.
        keep_house(full_ && !was_full);
        patience = idle_after_;
    }
}

void Writer::settle(Batch batch)
{
    if (run_and_commit(batch)) {
        return;
    }
    // A full disk took the whole transaction away, and with it what the others had done. Each by itself
    // then: those that need no room are stored.
    for (std::size_t i = 0; i < batch.size(); ++i) {
        auto const one = batch.subspan(i, 1);
        if (!run_and_commit(one)) {
            complete_all(one);
        }
    }
}

/// Completes all of the batch, unless its transaction was lost before the commit: then nothing of it is
/// stored, and false.
bool Writer::run_and_commit(Batch batch)
{
    if (!begin()) {
        refuse(batch);
        return true;
    }
    std::optional<Committed> made;
    for (auto const& work : batch) {
        if (!run_one(*work, made)) {
            connection_.roll_back();
            return false;
        }
    }
    if (made) {
        commit(batch, *made);
    } else {
        connection_.roll_back();
        complete_all(batch);
    }
    return true;
}

bool Writer::begin()
{
    try {
        connection_.begin_change();
        return true;
    } catch (DiskFull const& failure) {
        note_full(failure);
        return false;
    } catch (std::exception const& failure) {
        log_(std::string{"Nothing can be stored just now: "} + failure.what());
        return false;
    }
}

void Writer::refuse(Batch batch)
{
    for (auto const& work : batch) {
        work->fail(unavailable());
    }
    complete_all(batch);
}

/// Adds what the change made to `made`, if it succeeded. False when the transaction is lost.
bool Writer::run_one(Work<Change>& work, std::optional<Committed>& made)
{
    try {
        connection_.savepoint();
        Change change{connection_, surroundings_};
        bool const succeeded = attempt(work, change);
        if (!connection_.in_transaction()) {
            if (succeeded) {
                work.fail(internal_failure()); // it hid the failure of a statement
            }
            return false;
        }
        if (!succeeded) {
            connection_.roll_back_to_savepoint();
            return true;
        }
        connection_.release_savepoint();
        made = made ? std::move(made) : Committed{};
        std::ranges::copy(change.entries(), std::back_inserter(made->entries));
        std::ranges::copy(change.right_changes(), std::back_inserter(made->right_changes));
        return true;
    } catch (std::exception const& failure) {
        log_(std::string{"A savepoint failed: "} + failure.what());
        work.fail(internal_failure());
        return false;
    }
}

bool Writer::attempt(Work<Change>& work, Change& change)
{
    try {
        return work.attempt(change);
    } catch (DiskFull const& failure) {
        note_full(failure);
        work.fail(unavailable());
    } catch (ConstraintBroken const&) {
        work.fail(conflict("Somebody else changed this at the same time."));
    } catch (std::exception const& failure) {
        log_(std::string{"A change failed: "} + failure.what());
        work.fail(internal_failure());
    } catch (...) {
        log_("A change failed without saying why.");
        work.fail(internal_failure());
    }
    return false;
}

void Writer::commit(Batch batch, Committed const& made)
{
    tell_before(made);
#ifdef FOLKMOOT_BROKEN_ACKNOWLEDGE_BEFORE_COMMIT
    // The fault that tests/crash must catch: answered, and not stored until a moment later.
    complete_all(batch);
    batch = {};
    std::this_thread::sleep_for(std::chrono::milliseconds{50});
#endif
    try {
        connection_.commit();
    } catch (DiskFull const& failure) {
        note_full(failure);
        connection_.roll_back();
        tell_settled({});
        refuse(batch);
        return;
    } catch (std::exception const& failure) {
        end_program(failure.what());
    }
    full_ = false;
    tell_settled(made);
    complete_all(batch);
}

/// Once until something could be stored again: a full disk refuses thousands.
void Writer::note_full(DiskFull const& failure)
{
    if (!full_) {
        log_(std::string{"The disk is full: nothing can be stored until there is room. "} +
             failure.what());
    }
    full_ = true;
}

void Writer::tell_before(Committed const& made)
{
    if (listener_.before_commit) {
        listener_.before_commit(narrowings_of(made));
    }
}

void Writer::tell_settled(Committed const& made)
{
    if (listener_.settled) {
        listener_.settled(made);
    }
}

void Writer::keep_house(bool idle)
{
    try {
        connection_.keep_house(idle);
    } catch (DiskFull const&) {
        // What is in the log is safe there; the next try may find room.
    } catch (std::exception const& failure) {
        end_program(failure.what());
    }
}

/// After a failed sync nobody knows what is stored. The next start finds out from the log.
void Writer::end_program(std::string const& why)
{
    log_(
        "The disk failed while storing, so Folkmoot stops here. Nothing that was answered is lost. " +
        why);
    std::abort();
}

} // namespace folkmoot::storage
