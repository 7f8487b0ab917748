#pragma once
// The hub's inside: everything here runs on its strand. hub.cpp is who follows what, hub_rights.cpp the
// ends of rights and what was committed.

#include "server/batches.hpp"
#include "server/hub.hpp"

#include <unordered_map>

namespace folkmoot::server {

struct IdHash {
    std::size_t operator()(protocol::Uuid const& id) const;
};

struct Follow;

/// A connection as the hub knows it.
struct Hearer : Mailbox {
    storage::Actor actor;
    std::unordered_map<protocol::FeedId, std::shared_ptr<Follow>, IdHash> follows;
    int doubts = 0; ///< narrowings of its sign-in or person that are not settled
};

/// One connection hears one feed.
struct Follow {
    std::shared_ptr<Hearer> hearer;
    protocol::FeedId feed;
    protocol::Number sent = 0;   ///< the last number it was given
    int doubts = 0;              ///< narrowings that are not settled: meanwhile it is given nothing
    std::uint64_t read_from = 0; ///< reads that were asked for before this one are not for it
    bool ended = false;
    std::size_t place = 0; ///< among the followers of its feed

    bool hears() const { return !ended && doubts == 0 && hearer->doubts == 0; }
};

/// A `feeds.follow` under way.
struct Following {
    std::shared_ptr<Hearer> hearer;
    protocol::feeds::FollowFeeds request;
    std::function<void(protocol::Result<protocol::feeds::FollowedList>)> done;
    bool touched = false; ///< a right it is about was narrowed since it was read
    bool waits = false;   ///< for that to be settled
};

struct FeedState {
    protocol::Number known = 0; ///< the newest number that was committed while somebody cared
    std::vector<std::shared_ptr<Follow>> followers;
    std::size_t asked_for = 0; ///< followings under way that name it
    bool reading = false;
    std::uint64_t read = 0; ///< which read that is
};

class Hub::Inside : public std::enable_shared_from_this<Hub::Inside> {
public:
    Inside(std::unique_ptr<FeedReader> reader, std::unique_ptr<Strand> strand);
    ~Inside();
    Inside(Inside const&) = delete;
    Inside& operator=(Inside const&) = delete;

    /// From any thread: runs `work(Inside&)` on the strand, if the hub still lives.
    template <class Work>
    void on_strand(Work work);
    /// A completion for the reader that does `work(Inside&, result)` on the strand.
    template <class T, class Work>
    std::function<void(protocol::Result<T>)> back_on_strand(Work work);

    void join(std::shared_ptr<Listener> const& listener);
    void leave(Listener const* listener);
    void follow(Listener const* listener, protocol::feeds::FollowFeeds request,
                std::function<void(protocol::Result<protocol::feeds::FollowedList>)> done);
    void narrow(std::vector<storage::RightChange> narrowings);
    void settle(storage::Committed const& committed);

private:
    using RightChange = storage::RightChange;
    using Followings = std::vector<std::shared_ptr<Following>>;

    // hub.cpp
    void read_followed(std::shared_ptr<Following> const& following);
    void followed(std::shared_ptr<Following> const& following,
                  protocol::Result<protocol::feeds::FollowedList> result);
    protocol::Result<protocol::feeds::FollowedList> begin_follows(
        Following const& following, protocol::feeds::FollowedList list);
    void finish(std::shared_ptr<Following> const& following,
                protocol::Result<protocol::feeds::FollowedList> result);
    void end_follow(Follow& follow);
    void close(Hearer& hearer, int code);
    void forget(Hearer& hearer);
    void drop_if_idle(protocol::FeedId feed);
    void tell(protocol::FeedId feed);
    void told(protocol::FeedId feed, protocol::Number after,
              protocol::Result<std::vector<Told>> result);
    void give(FeedState& state, protocol::Number after, std::vector<Told> const& entries);
    void send_back(FeedState const& state);

    // hub_rights.cpp
    bool touches(RightChange const& narrowing, Following const& following) const;
    bool being_narrowed(Following const& following) const;
    void doubt(RightChange const& narrowing);
    void narrowed(RightChange const& narrowing);
    void end_with_notice(std::shared_ptr<Follow> const& follow);
    void ask_again(std::vector<std::shared_ptr<Follow>> const& follows);
    void asked_again(std::vector<std::shared_ptr<Follow>> const& follows,
                     protocol::Result<FeedReader::Begins> result);
    std::vector<std::shared_ptr<Follow>> followers_of(RightChange const& narrowing) const;
    std::vector<std::shared_ptr<Hearer>> hearers_of(RightChange const& narrowing) const;

    std::unique_ptr<FeedReader> reader_;
    std::unique_ptr<Strand> strand_;
    Batches batches_;
    std::unordered_map<Listener const*, std::shared_ptr<Hearer>> hearers_;
    std::unordered_map<protocol::PersonId, std::vector<std::shared_ptr<Hearer>>, IdHash> people_;
    std::unordered_map<protocol::FeedId, FeedState, IdHash> feeds_;
    Followings followings_;
    std::uint64_t reads_ = 0;

    /// Told before a commit and not settled: one commit at a time.
    struct InDoubt {
        std::vector<RightChange> narrowings;
        std::vector<std::shared_ptr<Follow>> follows;
        std::vector<std::shared_ptr<Hearer>> hearers;
    };
    InDoubt in_doubt_;
};

template <class Work>
void Hub::Inside::on_strand(Work work)
{
    strand_->post([weak = weak_from_this(), work = std::move(work)]() mutable {
        if (auto self = weak.lock())
            work(*self);
    });
}

template <class T, class Work>
std::function<void(protocol::Result<T>)> Hub::Inside::back_on_strand(Work work)
{
    return [weak = weak_from_this(), work = std::move(work)](protocol::Result<T> result) {
        if (auto self = weak.lock())
            self->on_strand([work, result = std::move(result)](Inside& inside) mutable {
                work(inside, std::move(result));
            });
    };
}

} // namespace folkmoot::server
