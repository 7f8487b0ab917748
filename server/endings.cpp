#include "server/endings.hpp"

#include "storage/endings.hpp"

namespace folkmoot::server {

using namespace protocol;

namespace {

using Due = std::vector<storage::Ending>;

std::function<Result<Due>(storage::Read&)> look(storage::Store const& store)
{
    auto const now = store.surroundings().now();
    return [now](storage::Read& read) -> Result<Due> { return storage::endings_due(read, now); };
}

std::function<Result<Done>(storage::Change&)> end(storage::Ending const& ending)
{
    return [ending](storage::Change& change) { return storage::end_as_planned(change, ending); };
}

void end_all(storage::Store& store, Due const& due)
{
    for (auto const& ending : due)
        store.change<Done>(
            end(ending), [](Result<Done> const&) {}, ending.person);
}

} // namespace

void end_what_is_due(storage::Store& store, std::function<void(std::string_view)> const& log)
{
    auto const due = store.read_now<Due>(look(store));
    if (!due)
        return;
    for (auto const& ending : *due)
        if (auto const ended = store.change_now<Done>(end(ending)); !ended)
            log("person " + to_string(ending.person) +
                " was to end by now: " + ended.error().message);
}

void keep_ending(std::weak_ptr<storage::Store> const& store, std::weak_ptr<Strand> const& strand)
{
    auto const asked = store.lock();
    auto const on = strand.lock();
    if (!asked || !on)
        return;
    // What is found is ended on the strand: a reader's thread must not be the last to hold the store.
    asked->read<Due>(look(*asked), [store, strand](Result<Due> const& found) {
        auto const back = strand.lock();
        if (!back || !found || found->empty())
            return;
        back->post([store, due = *found] {
            if (auto const there = store.lock())
                end_all(*there, due);
        });
    });
    on->post_after(endings_looked_for_every, [store, strand] { keep_ending(store, strand); });
}

} // namespace folkmoot::server
