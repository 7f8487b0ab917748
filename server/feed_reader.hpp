#pragma once
// What the hub asks of storage, so that live delivery can be tried without a database and in every
// order of events. Each function returns at once and calls `done` exactly once on any thread, with what
// one picture of the database holds that is at least as new as the call. With each answer comes the
// number of narrowings that the same picture counts (`rights`): what was read and who may hear it are
// known to belong together by it, whatever was heard of meanwhile.

#include "storage/feeds.hpp"
#include "storage/here.hpp"
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

/// Some entries of a feed.
struct EntriesRead {
    protocol::Number rights = 0; ///< of the feed
    std::vector<Told> entries;
};

struct FollowRead {
    protocol::feeds::FollowedList followed;
    std::vector<protocol::Number> rights; ///< of each of these feeds
};

/// For each who was asked about, the first number they may hear; nothing when they may not read the feed.
struct RightsRead {
    protocol::Number rights = 0; ///< of the feed
    std::vector<std::optional<protocol::Number>> begins;
};

/// A sign-in that stands.
struct SignInRead {
    protocol::FeedId feed;       ///< its person's own
    protocol::Number rights = 0; ///< of that feed
    protocol::Number last = 0;   ///< likewise
    bool shows = false;          ///< storage::shows_here()
};

class FeedReader {
public:
    virtual ~FeedReader() = default;

    template <class T>
    using Answer = std::function<void(protocol::Result<T>)>;

    /// Entries with numbers in (after, up_to], in order, at most a page of them.
    virtual void entries(protocol::FeedId feed, protocol::Number after, protocol::Number up_to,
                         Answer<EntriesRead> done) = 0;
    /// The feeds of a request that `actor` may read, and their last numbers; `sign_in_needed` when the
    /// sign-in has ended.
    virtual void follow(storage::Actor actor, protocol::feeds::FollowFeeds request,
                        Answer<FollowRead> done) = 0;
    virtual void right_begins(protocol::FeedId feed, std::vector<storage::Actor> actors,
                              Answer<RightsRead> done) = 0;
    /// `sign_in_needed` when the sign-in or the person has ended.
    virtual void signed_in(storage::Actor actor, Answer<SignInRead> done) = 0;
    /// How far each of these feeds is; in any order.
    virtual void feeds_now(std::vector<protocol::FeedId> feeds,
                           Answer<std::vector<storage::FeedNow>> done) = 0;

    /// storage::group_here() of who is here.
    virtual void here(protocol::GroupId group, std::vector<storage::Actor> askers,
                      std::shared_ptr<storage::PeopleSet const> everybody,
                      Answer<storage::GroupHere> done) = 0;

    /// Tells the other nodes who is at this one; where there are others.
    virtual void tell(storage::HereTold const& told) = 0;

    /// Whether others change what is read here: then not every commit is told before and after.
    virtual bool shared() const = 0;
};

/// Reads the store, which must outlive it.
std::unique_ptr<FeedReader> feed_reader(storage::Store& store);

} // namespace folkmoot::server
