#pragma once
// Which group a change will be about, guessed from what its request names, so that the changes of one
// group meet in one writer and share a commit. A wrong guess costs time, never truth: the change itself
// holds its group. Every member on any thread.

#include "protocol/values.hpp"

#include <mutex>
#include <unordered_map>

namespace folkmoot::storage {

struct UuidHash {
    std::size_t operator()(protocol::Uuid const& id) const;
};

class Lanes {
public:
    /// Places remembered; past it the older half is forgotten.
    explicit Lanes(std::size_t remembered_max = 100'000) : newer_max_(remembered_max / 2) {}

    /// The group that `place` (a topic, a post, a group…) was seen in; the place itself when unknown.
    protocol::Uuid lane_of(protocol::Uuid const& place);
    void note(protocol::Uuid const& place, protocol::Uuid const& group);

private:
    using Groups = std::unordered_map<protocol::Uuid, protocol::Uuid, UuidHash>;

    void keep(protocol::Uuid const& place, protocol::Uuid const& group);

    std::size_t const newer_max_;
    std::mutex mutex_;
    Groups newer_; // under mutex_
    Groups older_; // under mutex_
};

} // namespace folkmoot::storage
