#pragma once
// Live delivery: which connection hears which feed, and batches of entries to each.
//
// The hub has one strand. It learns of narrowed rights before the commit that narrows them and of
// entries after their commit (storage::CommitListener), has the entries read and serialised once,
// checks for each recipient that their right still stands, and hands every connection what waits for it
// as one text: a JSON-RPC batch of notifications, shared by all who get the same. The first goes at
// once, then a tick of 1 ms that grows to 4 ms under load.
//
// What it promises each connection, for each feed it follows: every entry after the number that
// `feeds.follow` answered, once, in order, until `feeds.ended` or the connection closes; nothing that
// was written after the right ended. Where it cannot keep that (a failed read) it closes the connection
// with close_come_back, and the client catches up.
//
// Why nothing leaks: whoever is being narrowed here is in doubt from before the commit, and hears nothing
// until it is settled. A picture of the database that holds what follows the end of a right was taken
// after that commit, so its entries reach the strand after the doubt did. Another node's narrowing need
// not reach us at all: each picture says how many it holds, and entries are given from those only at
// which the followers' rights are known to stand (hub_rights.cpp).
//
// Where other nodes write too, news of their commits make delivery quick, and a look at the newest numbers
// once a second makes it complete; a sign-in that ended there is closed by then.
//
// It also knows who is here, and tells those who look at a group (hub_here.cpp).

#include "protocol/here.hpp"
#include "server/dispatch.hpp"
#include "server/feed_reader.hpp"
#include "server/strand.hpp"

#include <chrono>
#include <memory>
#include <string>

namespace folkmoot::server {

inline constexpr std::size_t connection_queue_bytes_max = 1024 * 1024;
inline constexpr std::size_t connection_queue_entries_max = 1'000;
inline constexpr std::size_t connections_per_person_max = 50;
inline constexpr std::size_t followed_per_connection_max = 1'000;
/// A batch that is longer leaves as several messages.
inline constexpr std::size_t batch_bytes_max = 256 * 1024;
inline constexpr std::chrono::microseconds tick_min{1'000};
inline constexpr std::chrono::microseconds tick_max{4'000};
/// RFC 6455's registry: try again later. Told to a person's connection past the limit.
inline constexpr int close_try_later = 1013;

/// What the hub needs of a connection; its implementation posts to the connection's own strand, so all
/// of these may be called from anywhere and return at once.
class Listener {
public:
    virtual ~Listener() = default;
    virtual storage::Actor actor() const = 0;
    /// One whole WebSocket message, `entries` notifications in it.
    virtual void send(std::shared_ptr<std::string const> message, std::size_t entries) = 0;
    virtual void close(int code) = 0;
};

/// All members from any thread.
class Hub {
public:
    Hub(std::unique_ptr<FeedReader> reader, std::unique_ptr<Strand> strand);
    /// What still comes from the store or the strand afterwards is ignored.
    ~Hub();
    Hub(Hub const&) = delete;
    Hub& operator=(Hub const&) = delete;

    /// A connection begins; it is closed when its sign-in no longer stands.
    void join(std::shared_ptr<Listener> listener);
    /// It has ended: nothing more is sent to it.
    void leave(Listener const* listener);

    /// `feeds.follow`. What is followed already goes on unbroken, and its `last` is what was sent.
    /// `done` comes before the first entry. Errors: `sign_in_needed`, `too_many` (feeds of one
    /// connection), `unavailable` (the connection has ended).
    void follow(std::shared_ptr<Listener> listener, protocol::feeds::FollowFeeds request,
                std::function<void(protocol::Result<protocol::feeds::FollowedList>)> done);

    /// `here.look`: what `done` is told goes on with `here.changed`. Errors: those of may_see_seats(),
    /// `unavailable` (the connection has ended, the store cannot be read).
    void look_who(std::shared_ptr<Listener> listener, protocol::GroupId group,
                  std::function<void(protocol::Result<protocol::here::Now>)> done);

    /// For Store::listen().
    storage::CommitListener commit_listener();

private:
    class Inside; ///< lives on the strand
    std::shared_ptr<Inside> inside_;
};

} // namespace folkmoot::server
