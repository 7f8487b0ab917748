#pragma once
// What is planned to end (storage/endings.hpp) ends: before the doors open when it fell due while nobody
// served, and each few seconds from then on. Each ending is an ordinary change of its own, told like any
// other; of several nodes one does it.

#include "server/strand.hpp"
#include "storage/store.hpp"

#include <memory>

namespace folkmoot::server {

/// How long after its moment something may still be there.
inline constexpr std::chrono::microseconds endings_looked_for_every = std::chrono::seconds{2};

/// Ends what is due, waiting for it: not on a server's thread. `log` hears of each that could not end,
/// for somebody is the last administrator.
void end_what_is_due(storage::Store& store, std::function<void(std::string_view)> const& log);
/// The same without waiting and without a word, now and as long as both are there.
void keep_ending(std::weak_ptr<storage::Store> const& store, std::weak_ptr<Strand> const& strand);

} // namespace folkmoot::server
