#pragma once
// The hub's inside: everything here runs on its strand. hub.cpp is who follows what and is told,
// hub_rights.cpp the ends of rights, hub_nodes.cpp what is committed, here and by other nodes, hub_here.cpp
// who is here.

#include "server/batches.hpp"
#include "server/hub.hpp"
#include "server/who_is_here.hpp"
#include "storage/lanes.hpp"

#include <map>
#include <unordered_map>

namespace folkmoot::server {

struct Follow;

/// In place of a number of rights: somebody's right is yet to be looked up.
inline constexpr protocol::Number not_looked_up = -1;

/// A connection as the hub knows it.
struct Hearer : Mailbox {
    storage::Actor actor;
    std::unordered_map<protocol::FeedId, std::shared_ptr<Follow>, storage::UuidHash> follows;
    int doubts = 0; ///< narrowings of its sign-in or person that are not settled

    /// Of its person's own feed: at which rights its sign-in stood, and the newest that were heard of.
    protocol::Number rights = not_looked_up;
    protocol::Number rights_seen = not_looked_up;
    bool asking = false; ///< its sign-in is being looked up

    bool shows = false;                      ///< its person is here for others by it
    protocol::Number own_last = 0;           ///< of its person's own feed, when that was looked up
    bool ask_again = false;                  ///< something came there while it was asked
    std::vector<protocol::GroupId> looks_at; ///< to see who is here; the last one looked at last
};

/// Somebody with connections.
struct Present {
    std::vector<std::shared_ptr<Hearer>> hearers;
    std::optional<protocol::FeedId> feed; ///< their own, once it is known
};

/// One connection hears one feed.
struct Follow {
    std::shared_ptr<Hearer> hearer;
    protocol::FeedId feed;
    protocol::Number sent = 0;      ///< the last number it was given
    protocol::Number looked_up = 0; ///< at these rights of the feed its right stood
    int doubts = 0; ///< narrowings that are not settled: meanwhile it is given nothing
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
    bool waits = false;   ///< for that to be settled, or for rights that are asked for
};

/// A feed that somebody follows. Its followers' rights stand in every picture with asked_at to `rights`
/// narrowings: they were asked for at asked_at, and each narrowing since was told of one by one, and
/// ended the follow of the one person it was about. How that goes on is in hub_rights.cpp.
struct FeedState {
    protocol::Number known = 0; ///< the newest number that is known to be committed
    std::vector<std::shared_ptr<Follow>> followers;
    std::size_t asked_for = 0; ///< followings under way that name it

    protocol::Number asked_at = 0;
    protocol::Number rights = 0;
    protocol::Number rights_seen = 0; ///< the newest that were heard of; at least `rights`
    std::uint64_t counted_by = 0;     ///< reads from this one on show at least `rights`
    bool asking = false;              ///< each follower's right is being asked for: nobody hears

    bool reading = false;
    std::uint64_t read = 0;      ///< which read that is
    std::uint64_t read_from = 0; ///< reads from before this one are not given to anybody
    /// A read that waits for a narrowing of ours to be settled.
    struct Held {
        protocol::Number after = 0;
        EntriesRead read;
    };
    std::optional<Held> held;

    bool sure() const { return !asking && rights == rights_seen; }
    bool idle() const { return followers.empty() && asked_for == 0 && !reading && !asking; }
};

/// A group that somebody looks at to see who is here.
struct LookedAt {
    struct Asked {
        std::shared_ptr<Hearer> hearer;
        std::function<void(protocol::Result<protocol::here::Now>)> done;
    };
    std::vector<std::shared_ptr<Hearer>> lookers;
    std::vector<Asked> asked;                       ///< would like to look
    std::map<protocol::PersonId, std::string> told; ///< who is here, as far as the lookers know
    // as of the last read
    protocol::FeedId feed;
    storage::PeopleSet seated;

    bool reading = false;
    bool due = false;     ///< something may have changed
    bool resting = false; ///< was read just now

    bool idle() const { return lookers.empty() && asked.empty() && !reading; }
};

/// A page that is loaded anew, a line that breaks for a moment: no going.
inline constexpr std::chrono::seconds here_grace{8};
/// What changes within it is told together, here and to other nodes.
inline constexpr std::chrono::milliseconds here_gathered{300};
/// Between two looks at one group.
inline constexpr std::chrono::seconds here_rest{1};
/// All is told to other nodes again every 15 s, and believed for 40 s (ticks_remembered).
inline constexpr std::chrono::seconds here_tick{5};
inline constexpr int ticks_between_repeats = 3;

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
    void narrow(std::uint64_t commit, std::vector<storage::RightChange> narrowings);
    void settle(std::uint64_t commit, storage::Committed const& committed);
    void heard(storage::Committed const& committed);
    void missed();
    /// Begins to look once a second, where there are other nodes.
    void look_on();
    void look_who(Listener const* listener, protocol::GroupId group,
                  std::function<void(protocol::Result<protocol::here::Now>)> done);
    void here_told(storage::HereTold const& told);
    /// Where there are other nodes: begins to tell them again and again, and asks them.
    void begin_to_tell_others();

private:
    using RightChange = storage::RightChange;
    using Followings = std::vector<std::shared_ptr<Following>>;

    // hub.cpp
    void read_followed(std::shared_ptr<Following> const& following);
    void read_what_waits();
    bool not_sure_of(Following const& following, FollowRead const& read);
    void followed(std::shared_ptr<Following> const& following, protocol::Result<FollowRead> result);
    protocol::Result<protocol::feeds::FollowedList> begin_follows(Following const& following,
                                                                  FollowRead read);
    void begin_follow(std::shared_ptr<Hearer> const& hearer, protocol::feeds::Followed& followed,
                      protocol::Number rights);
    void finish(std::shared_ptr<Following> const& following,
                protocol::Result<protocol::feeds::FollowedList> result);
    void end_follow(Follow& follow);
    void close(Hearer& hearer, int code);
    void forget(Hearer& hearer, bool for_good = false);
    template <class Work>
    void after(std::chrono::microseconds delay, Work work);
    void drop_if_idle(protocol::FeedId feed);
    void tell(protocol::FeedId feed);
    void told(protocol::FeedId feed, protocol::Number after, protocol::Result<EntriesRead> result);
    void give(FeedState& state, protocol::Number after, std::vector<Told> const& entries);
    void send_back(FeedState const& state);

    // hub_rights.cpp
    bool touches(RightChange const& narrowing, Following const& following) const;
    bool being_narrowed(Following const& following) const;
    void touch_followings(RightChange const& narrowing);
    void narrowed(RightChange const& narrowing);
    void feed_narrowed(RightChange const& narrowing);
    bool count_narrowing(FeedState& state, protocol::Number rights);
    void own_feed_narrowed(protocol::PersonId person, protocol::Number rights);
    void end_with_notice(std::shared_ptr<Follow> const& follow);
    bool known_at(FeedState& state, protocol::Number rights, std::uint64_t read) const;
    bool ours_in_doubt(protocol::FeedId feed, FeedState const& state) const;
    void make_sure(protocol::FeedId feed);
    void ask_again(protocol::FeedId feed, FeedState& state);
    void asked_again(protocol::FeedId feed, std::vector<std::shared_ptr<Follow>> const& follows,
                     protocol::Number seen, protocol::Result<RightsRead> result);
    void judge(std::vector<std::shared_ptr<Follow>> const& follows, RightsRead const& read);
    void look_up(std::shared_ptr<Hearer> const& hearer);
    void looked_up(std::shared_ptr<Hearer> const& hearer, protocol::Number seen,
                   protocol::Result<SignInRead> result);
    std::vector<std::shared_ptr<Follow>> followers_of(RightChange const& narrowing) const;
    std::vector<std::shared_ptr<Hearer>> hearers_of(RightChange const& narrowing) const;

    // hub_nodes.cpp
    void go_on(protocol::FeedId feed);
    void entries_committed(storage::Committed const& committed);
    void look();
    void looked(std::uint64_t read, std::vector<storage::FeedNow> const& feeds);
    void looked_at(std::uint64_t read, storage::FeedNow const& now);

    // hub_here.cpp
    bool shown(protocol::PersonId person) const;
    void show(protocol::PersonId person);
    void absent(protocol::PersonId person, bool for_good);
    void own_feed_is_at(protocol::FeedId feed, protocol::Number last);
    void who_changed();
    void spread();
    void here_ticks(int number);
    void tell_others(storage::HereTold const& news);
    void stop_looking(Hearer& hearer, protocol::GroupId group);
    void group_changed(protocol::FeedId feed);
    void due(protocol::GroupId group);
    void read_due();
    void read_here(protocol::GroupId group);
    void here_read(protocol::GroupId group, std::vector<std::shared_ptr<Hearer>> const& lookers,
                   std::vector<LookedAt::Asked> const& asked,
                   protocol::Result<storage::GroupHere> read);
    void tell_here(protocol::GroupId group, LookedAt& state, storage::GroupHere const& read);
    void answer_who(protocol::GroupId group, LookedAt& state, LookedAt::Asked const& asked,
                    protocol::Result<void> const& may);

    std::unique_ptr<FeedReader> reader_;
    std::unique_ptr<Strand> strand_;
    Batches batches_;
    std::unordered_map<Listener const*, std::shared_ptr<Hearer>> hearers_;
    std::unordered_map<protocol::PersonId, Present, storage::UuidHash> people_;
    std::unordered_map<protocol::FeedId, protocol::PersonId, storage::UuidHash>
        owners_; ///< of people's own
    std::unordered_map<protocol::FeedId, FeedState, storage::UuidHash> feeds_;
    Followings followings_;
    std::uint64_t reads_ = 0;

    /// Told before a commit and not settled.
    struct InDoubt {
        std::vector<RightChange> narrowings;
        std::vector<std::shared_ptr<Follow>> follows;
        std::vector<std::shared_ptr<Hearer>> hearers;
        /// What each narrowing makes of the rights of its feed.
        std::vector<std::pair<protocol::FeedId, protocol::Number>> rights;
    };
    void doubt(InDoubt& in_doubt, RightChange const& narrowing);
    std::map<std::uint64_t, InDoubt> in_doubt_; ///< by the number of the commit

    bool looking_ = false;
    bool look_again_ = false;

    WhoIsHere who_;
    std::unordered_map<protocol::GroupId, LookedAt, storage::UuidHash> looked_at_;
    /// Whose last connection went, by which absence that was.
    std::unordered_map<protocol::PersonId, std::uint64_t, storage::UuidHash> leaving_;
    std::uint64_t absences_ = 0;
    bool gathering_ = false;
};

template <class Work>
void Hub::Inside::on_strand(Work work)
{
    strand_->post([weak = weak_from_this(), work = std::move(work)]() mutable {
        if (auto self = weak.lock())
            work(*self);
    });
}

template <class Work>
void Hub::Inside::after(std::chrono::microseconds delay, Work work)
{
    strand_->post_after(delay, [weak = weak_from_this(), work = std::move(work)] {
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
