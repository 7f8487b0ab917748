#pragma once
// Who is here: at this node by their connections, at others by what those tell. In memory alone. Lives on
// the hub's strand; time comes as ticks.

#include "storage/database.hpp"
#include "storage/here.hpp"

#include <map>
#include <memory>
#include <unordered_map>

namespace folkmoot::server {

/// What another node has not told for so many ticks is no longer so: it may have been killed.
inline constexpr int ticks_remembered = 8;

class WhoIsHere {
public:
    using People = storage::PeopleSet;

    /// At this node. Saying it again changes nothing.
    void came(protocol::PersonId person);
    void left(protocol::PersonId person);
    /// By another node.
    void told(storage::HereTold const& told);
    void tick();

    /// Everybody, once however often they are here; as it is now, whatever comes later.
    std::shared_ptr<People const> everybody();
    /// Who has come or gone since this was asked last.
    People take_changed() { return std::exchange(changed_, {}); }
    /// What other nodes have not been told of this one.
    storage::HereTold take_news();
    /// All that they should know of it.
    storage::HereTold whole() const;

private:
    bool anywhere(protocol::PersonId person) const;
    template <class Doing>
    void noting(protocol::PersonId person, Doing doing);

    People own_;
    People untold_;
    /// By node, ticks since it said so.
    std::unordered_map<protocol::PersonId, std::map<protocol::Uuid, int>, storage::UuidHash>
        elsewhere_;
    People changed_;
    std::shared_ptr<People const> everybody_; ///< none when it has changed
};

} // namespace folkmoot::server
