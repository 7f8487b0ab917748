#include "server/endings.hpp"

#include <algorithm>

namespace folkmoot::server {

using namespace protocol;

namespace {

using Due = std::vector<storage::Ending>;

std::function<Result<Due>(storage::Read&)> look(Instant now)
{
    return [now](storage::Read& read) -> Result<Due> { return storage::endings_due(read, now); };
}

std::function<Result<Done>(storage::Change&)> end(storage::Ending const& ending)
{
    return [ending](storage::Change& change) { return storage::end_as_planned(change, ending); };
}

} // namespace

void Endings::end_now(storage::Store& store)
{
    auto const now = store.surroundings().now();
    auto const due = store.read_now<Due>(look(now));
    if (!due)
        return;
    for (auto const& ending : *due)
        tried(ending, store.change_now<Done>(end(ending)), now);
}

void Endings::keep(std::weak_ptr<storage::Store> const& store, std::weak_ptr<Strand> const& strand)
{
    auto const asked = store.lock();
    auto const on = strand.lock();
    if (!asked || !on)
        return;
    auto const self = shared_from_this();
    // What is found is ended on the strand: a reader's thread must not be the last to hold the store.
    asked->read<Due>(look(asked->surroundings().now()),
                     [self, store, strand](Result<Due> const& found) {
                         auto const back = strand.lock();
                         if (!back || !found)
                             return;
                         back->post([self, store, strand, due = *found] {
                             if (auto const there = store.lock())
                                 self->end_each(*there, strand, due);
                         });
                     });
    on->post_after(endings_looked_for_every, [self, store, strand] { self->keep(store, strand); });
}

/// Without those that were refused just now. Those that are due no more are forgotten.
Endings::Due Endings::to_try(Due const& due, Instant now)
{
    std::erase_if(refused_, [&due](auto const& one) {
        return std::ranges::find(due, one.first) == due.end();
    });
    Due trying;
    std::ranges::copy_if(due, std::back_inserter(trying), [&](storage::Ending const& ending) {
        auto const refused = refused_.find(ending);
        return refused == refused_.end() || now.microseconds - refused->second.microseconds >=
                                                refused_ending_tried_every.count();
    });
    return trying;
}

void Endings::end_each(storage::Store& store, std::weak_ptr<Strand> const& strand, Due const& due)
{
    auto const now = store.surroundings().now();
    for (auto const& ending : to_try(due, now)) {
        auto const noted = [self = shared_from_this(), strand, ending,
                            now](Result<Done> const& ended) {
            if (auto const back = strand.lock(); back && !ended)
                back->post([self, ending, ended, now] { self->tried(ending, ended, now); });
        };
        store.change<Done>(end(ending), noted, ending.person);
    }
}

/// What failed otherwise is tried again with the next look; the store speaks of its own troubles.
void Endings::tried(storage::Ending const& ending, Result<Done> const& ended, Instant now)
{
    if (ended || ended.error().name != ErrorName::conflict)
        return;
    if (refused_.insert_or_assign(ending, now).second)
        log_("person " + to_string(ending.person) + " was to end by now: " + ended.error().message);
}

} // namespace folkmoot::server
