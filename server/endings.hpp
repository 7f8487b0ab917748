#pragma once
// What is planned to end (storage/endings.hpp) ends: before the doors open when it fell due while nobody
// served, and each few seconds from then on. Each ending is an ordinary change of its own, told like any
// other; of several nodes one does it.

#include "server/strand.hpp"
#include "storage/endings.hpp"
#include "storage/store.hpp"

#include <map>
#include <memory>

namespace folkmoot::server {

/// How long after its moment something may still be there.
inline constexpr std::chrono::microseconds endings_looked_for_every = std::chrono::seconds{2};
/// When one that was refused, for somebody is the last administrator, is tried again.
inline constexpr std::chrono::microseconds refused_ending_tried_every = std::chrono::minutes{1};

class Endings : public std::enable_shared_from_this<Endings> {
public:
    /// `log` hears of each that is refused, once for as long as it stays due.
    explicit Endings(std::function<void(std::string_view)> log) : log_{std::move(log)} {}

    /// Ends what is due, waiting for it: before `keep`, not on a server's thread.
    void end_now(storage::Store& store);
    /// The same without waiting, from now on and as long as both are there.
    void keep(std::weak_ptr<storage::Store> const& store, std::weak_ptr<Strand> const& strand);

private:
    using Due = std::vector<storage::Ending>;

    Due to_try(Due const& due, protocol::Instant now);
    void end_each(storage::Store& store, std::weak_ptr<Strand> const& strand, Due const& due);
    void tried(storage::Ending const& ending, protocol::Result<protocol::Done> const& ended,
               protocol::Instant now);

    std::function<void(std::string_view)> log_;
    std::map<storage::Ending, protocol::Instant>
        refused_; // when last tried; from `keep` on its strand's
};

} // namespace folkmoot::server
