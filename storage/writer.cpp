#include "storage/writer.hpp"

#include <algorithm>
#include <cstdlib>
#include <utility>

namespace folkmoot::storage {
namespace {

/// How often a change that gave way to others, or lost its connection, is tried in all.
constexpr int attempts_max = 5;

template <class Batch>
void complete_all(Batch const& batch)
{
    for (auto const& change : batch) {
        change.work->complete();
    }
}

std::vector<RightChange> narrowings_of(Committed const& made)
{
    std::vector<RightChange> narrowings;
    std::ranges::copy_if(made.right_changes, std::back_inserter(narrowings), &RightChange::narrows);
    return narrowings;
}

/// A lane that is not the place itself was seen before.
std::optional<GroupId> likely_group(ChangeWaiting const& change)
{
    return change.lane == change.place ? std::nullopt : std::optional{GroupId{change.lane}};
}

} // namespace

Writer::Writer(std::unique_ptr<Connection> connection, AmongWriters& among)
    : connection_(std::move(connection)), among_(among),
      waiting_(among.options.changes_waiting_max), thread_([this] { write(); })
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
    while (auto taken = waiting_.take(among_.batch_max, patience)) {
        if (taken->empty()) {
            keep_house(true);
            patience.reset();
            continue;
        }
        if (among_.sorts) {
            std::ranges::stable_sort(*taken, {}, &ChangeWaiting::lane);
        }
        bool const was_troubled = troubled_;
        settle_and_tell(*taken);
        // Moving the log may make room within the room we have.
        keep_house(troubled_ && !was_troubled);
        patience = among_.options.idle_after;
    }
}

void Writer::settle_and_tell(Batch batch)
{
    auto const& written = among_.options.written;
    if (!written) {
        settle(batch);
        return;
    }
    auto const from = std::chrono::steady_clock::now();
    settle(batch);
    auto const took = std::chrono::steady_clock::now() - from;
    written({batch.size(), std::chrono::duration_cast<std::chrono::microseconds>(took)});
}

/// Completes all of the batch; false when no transaction can be begun. What cannot stay together is parted
/// into halves, so that one change that fails costs the others little, and on a full disk those that need
/// no room are stored.
bool Writer::settle(Batch batch)
{
    if (batch.size() == 1) {
        return settle_alone(batch);
    }
    if (!begin()) {
        refuse(batch);
        return false;
    }
    if (run_and_commit(batch)) {
        return true;
    }
    auto const half = batch.size() / 2;
    if (settle(batch.first(half))) {
        return settle(batch.subspan(half));
    }
    refuse(batch.subspan(half));
    return false;
}

bool Writer::settle_alone(Batch one)
{
    bool was_beaten = false;
    for (int attempt = 0; attempt < attempts_max; ++attempt) {
        if (!begin()) {
            refuse(one);
            return false;
        }
        Committed made;
        auto const ran = run_alone(one.front(), made);
        if (ran == Ran::kept) {
            commit(one, made);
            return true;
        }
        connection_->roll_back();
        // Another node may have been quicker: the second time it sees what they committed.
        if (ran == Ran::refused || (ran == Ran::beaten && std::exchange(was_beaten, true))) {
            break;
        }
    }
    complete_all(one);
    return true;
}

bool Writer::begin()
{
    try {
        connection_->begin_change();
        return true;
    } catch (DiskFull const& failure) {
        note_full(failure);
    } catch (std::exception const& failure) {
        note_trouble(std::string{"Nothing can be stored just now: "} + failure.what());
    }
    return false;
}

/// Completes all of the batch, or undoes all of it: false.
bool Writer::run_and_commit(Batch batch)
{
    std::optional<Committed> made;
    if (!run_together(batch, made)) {
        connection_->roll_back();
        return false;
    }
    if (made) {
        commit(batch, *made);
    } else {
        connection_->roll_back();
        complete_all(batch);
    }
    return true;
}

/// Adds what the changes made to `made`. False when they cannot stay in one transaction.
bool Writer::run_together(Batch batch, std::optional<Committed>& made)
{
    try {
        for (auto& waiting : batch) {
            Change change{*connection_, among_.surroundings, likely_group(waiting)};
            if (waiting.work->attempt(change)) {
                note(waiting, change, made ? *made : made.emplace());
            } else if (change.wrote()) {
                return false;
            }
            if (!connection_->in_transaction()) {
                return false;
            }
        }
        connection_->settle(); // so that a failure of the commit is the commit's
        return true;
    } catch (...) {
        return false; // it comes again to the one whose fault it is, and is said there
    }
}

void Writer::refuse(Batch batch)
{
    for (auto const& change : batch) {
        change.work->fail(unavailable());
    }
    complete_all(batch);
}

void Writer::note(ChangeWaiting const& waiting, Change const& change, Committed& made)
{
    if (auto const& lane = change.lane()) {
        among_.lanes.note(waiting.place, *lane);
    }
    std::ranges::copy(change.entries(), std::back_inserter(made.entries));
    std::ranges::copy(change.right_changes(), std::back_inserter(made.right_changes));
}

/// Adds what the change made to `made` if it is kept; otherwise it has its error.
Writer::Ran Writer::run_alone(ChangeWaiting& waiting, Committed& made)
{
    auto& work = *waiting.work;
    try {
        Change change{*connection_, among_.surroundings, likely_group(waiting)};
        if (!work.attempt(change)) {
            return Ran::refused;
        }
        connection_->settle();
        if (connection_->in_transaction()) {
            note(waiting, change, made);
            return Ran::kept;
        }
        work.fail(internal_failure()); // it hid the failure of a statement
    } catch (DiskFull const& failure) {
        note_full(failure);
        work.fail(unavailable());
    } catch (ConstraintBroken const&) {
        work.fail(conflict("Somebody else changed this at the same time."));
        return Ran::beaten;
    } catch (GaveWay const&) {
        work.fail(unavailable());
        return Ran::lost;
    } catch (ConnectionLost const& failure) {
        note_trouble(std::string{"The database went away: "} + failure.what());
        work.fail(unavailable());
        return Ran::lost;
    } catch (std::exception const& failure) {
        among_.options.log(std::string{"A change failed: "} + failure.what());
        work.fail(internal_failure());
    } catch (...) {
        among_.options.log("A change failed without saying why.");
        work.fail(internal_failure());
    }
    return Ran::refused;
}

void Writer::commit(Batch batch, Committed const& made)
{
    auto const commit = ++among_.commits;
    tell_before(commit, made);
#ifdef FOLKMOOT_BROKEN_ACKNOWLEDGE_BEFORE_COMMIT
    // The fault that tests/crash must catch: answered, and not stored until a moment later.
    complete_all(batch);
    batch = {};
    std::this_thread::sleep_for(std::chrono::milliseconds{50});
#endif
#ifdef FOLKMOOT_BROKEN_TELL_BEFORE_COMMIT
    // The fault that tests/cluster must catch: told to everybody, and not stored until a moment later.
    tell_settled(commit, made);
    std::this_thread::sleep_for(std::chrono::milliseconds{50});
#endif
    try {
        connection_->commit();
    } catch (DiskFull const& failure) {
        note_full(failure);
        return not_stored(commit, batch);
    } catch (ConnectionLost const& failure) {
        // Stored or not: nobody is told, and a repetition with the same request id finds out.
        note_trouble(std::string{"The database went away: "} + failure.what());
        return not_stored(commit, batch);
    } catch (std::exception const& failure) {
        end_program(failure.what());
    }
    troubled_ = false;
    tell_settled(commit, made);
    complete_all(batch);
}

void Writer::not_stored(std::uint64_t commit, Batch batch)
{
    connection_->roll_back();
    tell_settled(commit, {});
    refuse(batch);
}

void Writer::note_full(DiskFull const& failure)
{
    note_trouble(std::string{"The disk is full: nothing can be stored until there is room. "} +
                 failure.what());
}

/// Once until something could be stored again: a full disk refuses thousands.
void Writer::note_trouble(std::string const& sentence)
{
    if (!troubled_) {
        among_.options.log(sentence);
    }
    troubled_ = true;
}

void Writer::tell_before(std::uint64_t commit, Committed const& made)
{
    if (among_.listener.before_commit) {
        among_.listener.before_commit(commit, narrowings_of(made));
    }
}

void Writer::tell_settled(std::uint64_t commit, Committed const& made)
{
    if (among_.listener.settled) {
        among_.listener.settled(commit, made);
    }
    bool const something = !made.entries.empty() || !made.right_changes.empty();
    if (among_.news && something) {
        among_.news->tell(made);
    }
}

void Writer::keep_house(bool idle)
{
    try {
        connection_->keep_house(idle);
    } catch (DiskFull const&) {
        return; // what is in the log is safe there; the next try may find room
    } catch (ConnectionLost const&) {
        return; // the next batch connects again
    } catch (std::exception const& failure) {
        end_program(failure.what());
    }
}

/// After a failed sync nobody knows what is stored. The next start finds out from the log.
void Writer::end_program(std::string const& why)
{
    among_.options.log(
        "The disk failed while storing, so Folkmoot stops here. Nothing that was answered is lost. " +
        why);
    std::abort();
}

} // namespace folkmoot::storage
