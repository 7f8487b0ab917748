#pragma once
// What the hub asks of storage, so that live delivery can be tried without a database and in every
// order of events. Each function returns at once and calls `done` exactly once on any thread, with what
// one picture of the database holds that is at least as new as the call.

#include "storage/store.hpp"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace folkmoot::server {

/// An entry as it is told: a JSON-RPC notification, encoded once for everybody.
struct Told {
    protocol::Number number = 0;
    std::shared_ptr<std::string const> text;
};

/// A right that is asked for again.
struct RightAsked {
    storage::Actor actor;
    protocol::FeedId feed;
};

class FeedReader {
public:
    virtual ~FeedReader() = default;

    /// Entries with numbers in (after, up_to], in order, at most a page of them.
    virtual void entries(protocol::FeedId feed, protocol::Number after, protocol::Number up_to,
                         std::function<void(protocol::Result<std::vector<Told>>)> done) = 0;
    /// The feeds of a request that `actor` may read, and their last numbers; `sign_in_needed` when the
    /// sign-in has ended.
    virtual void follow(
        storage::Actor actor, protocol::feeds::FollowFeeds request,
        std::function<void(protocol::Result<protocol::feeds::FollowedList>)> done) = 0;
    /// For each in turn the first number they may hear; nothing when they may not read the feed.
    using Begins = std::vector<std::optional<protocol::Number>>;
    virtual void right_begins(std::vector<RightAsked> asked,
                              std::function<void(protocol::Result<Begins>)> done) = 0;
    /// `sign_in_needed` when the sign-in or the person has ended.
    virtual void signed_in(storage::Actor actor,
                           std::function<void(protocol::Result<protocol::Done>)> done) = 0;
};

/// Reads the store, which must outlive it.
std::unique_ptr<FeedReader> feed_reader(storage::Store& store);

} // namespace folkmoot::server
