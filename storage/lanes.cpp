#include "storage/lanes.hpp"

#include <cstring>

namespace folkmoot::storage {

std::size_t UuidHash::operator()(protocol::Uuid const& id) const
{
    std::size_t hash = 0; // the second half of an id of ours is random
    std::memcpy(&hash, id.bytes.data() + 8, sizeof hash);
    return hash;
}

protocol::Uuid Lanes::lane_of(protocol::Uuid const& place)
{
    std::lock_guard const lock{mutex_};
    if (auto const known = newer_.find(place); known != newer_.end()) {
        return known->second;
    }
    if (auto const known = older_.find(place); known != older_.end()) {
        auto const group = known->second;
        keep(place, group);
        return group;
    }
    return place;
}

void Lanes::note(protocol::Uuid const& place, protocol::Uuid const& group)
{
    if (place != group) {
        std::lock_guard const lock{mutex_};
        keep(place, group);
    }
}

/// Under mutex_.
void Lanes::keep(protocol::Uuid const& place, protocol::Uuid const& group)
{
    if (newer_.size() >= newer_max_) {
        older_ = std::move(newer_);
        newer_.clear();
    }
    newer_[place] = group;
}

} // namespace folkmoot::storage
