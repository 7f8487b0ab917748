#include "server/hub_inside.hpp"

#include <algorithm>

namespace folkmoot::server {

using protocol::FeedId;
using protocol::Number;
using protocol::Result;
using protocol::feeds::FollowedList;

// --- the outside: from any thread --------------------------------------------------------------

Hub::Hub(std::unique_ptr<FeedReader> reader, std::unique_ptr<Strand> strand)
    : inside_(std::make_shared<Inside>(std::move(reader), std::move(strand)))
{
    inside_->look_on();
    inside_->begin_to_tell_others();
}

Hub::~Hub() = default;

void Hub::join(std::shared_ptr<Listener> listener)
{
    inside_->on_strand([listener = std::move(listener)](Inside& inside) { inside.join(listener); });
}

void Hub::leave(Listener const* listener)
{
    inside_->on_strand([listener](Inside& inside) { inside.leave(listener); });
}

void Hub::follow(std::shared_ptr<Listener> listener, protocol::feeds::FollowFeeds request,
                 std::function<void(Result<FollowedList>)> done)
{
    inside_->on_strand([listener = std::move(listener), request = std::move(request),
                        done = std::move(done)](Inside& inside) mutable {
        inside.follow(listener.get(), std::move(request), std::move(done));
    });
}

void Hub::look_who(std::shared_ptr<Listener> listener, protocol::GroupId group,
                   std::function<void(Result<protocol::here::Now>)> done)
{
    inside_->on_strand(
        [listener = std::move(listener), group, done = std::move(done)](Inside& inside) mutable {
            inside.look_who(listener.get(), group, std::move(done));
        });
}

storage::CommitListener Hub::commit_listener()
{
    std::weak_ptr<Inside> weak = inside_;
    return {
        [weak](std::uint64_t commit, std::vector<storage::RightChange> const& narrowings) {
            if (auto inside = weak.lock(); inside && !narrowings.empty())
                inside->on_strand(
                    [commit, narrowings](Inside& there) { there.narrow(commit, narrowings); });
        },
        [weak](std::uint64_t commit, storage::Committed const& committed) {
            if (auto inside = weak.lock())
                inside->on_strand(
                    [commit, committed](Inside& there) { there.settle(commit, committed); });
        },
        [weak](storage::Committed const& committed) {
            if (auto inside = weak.lock())
                inside->on_strand([committed](Inside& there) { there.heard(committed); });
        },
        [weak] {
            if (auto inside = weak.lock())
                inside->on_strand([](Inside& there) { there.missed(); });
        },
        [weak](storage::HereTold const& told) {
            if (auto inside = weak.lock())
                inside->on_strand([told](Inside& there) { there.here_told(told); });
        },
    };
}

// --- connections -------------------------------------------------------------------------------

Hub::Inside::Inside(std::unique_ptr<FeedReader> reader, std::unique_ptr<Strand> strand)
    : reader_(std::move(reader)), strand_(std::move(strand)),
      batches_([this](std::chrono::microseconds delay, void (Batches::*step)()) {
          auto work = [weak = weak_from_this(), step] {
              if (auto self = weak.lock())
                  (self->batches_.*step)();
          };
          if (delay.count() == 0)
              strand_->post(work);
          else
              strand_->post_after(delay, work);
      })
{
}

Hub::Inside::~Inside()
{
    for (auto const& [listener, hearer] : hearers_)
        hearer->follows.clear(); // each holds its hearer
}

void Hub::Inside::join(std::shared_ptr<Listener> const& listener)
{
    auto hearer = std::make_shared<Hearer>();
    hearer->listener = listener;
    hearer->actor = listener->actor();
    auto& same_person = people_[hearer->actor.person].hearers;
    if (same_person.size() >= connections_per_person_max) {
        listener->close(close_try_later);
        return;
    }
    same_person.push_back(hearer);
    hearers_[listener.get()] = hearer;
    // The sign-in may have ended after the door found it and before we knew of this connection.
    look_up(hearer);
}

void Hub::Inside::leave(Listener const* listener)
{
    auto place = hearers_.find(listener);
    if (place == hearers_.end())
        return;
    auto hearer = place->second;
    forget(*hearer);
}

void Hub::Inside::close(Hearer& hearer, int code)
{
    if (hearer.gone)
        return;
    hearer.listener->close(code);
    forget(hearer, code == protocol::feeds::close_sign_in_ended);
}

/// `for_good`: its person ended the sign-in, or was ended.
void Hub::Inside::forget(Hearer& hearer, bool for_good)
{
    if (hearer.gone)
        return;
    hearer.gone = true;
    hearer.waiting.clear();
    while (!hearer.follows.empty()) {
        auto follow = hearer.follows.begin()->second;
        end_follow(*follow);
        drop_if_idle(follow->feed);
    }
    while (!hearer.looks_at.empty())
        stop_looking(hearer, hearer.looks_at.front());
    auto const who = hearer.actor.person;
    auto person = people_.find(who);
    auto& present = person->second;
    std::erase_if(present.hearers, [&](auto const& other) { return other.get() == &hearer; });
    if (present.hearers.empty()) {
        if (present.feed)
            owners_.erase(*present.feed);
        people_.erase(person);
    }
    if (std::exchange(hearer.shows, false))
        absent(who, for_good);
    hearers_.erase(hearer.listener.get()); // may be the last to hold it
}

// --- following ---------------------------------------------------------------------------------

void Hub::Inside::follow(Listener const* listener, protocol::feeds::FollowFeeds request,
                         std::function<void(Result<FollowedList>)> done)
{
    auto place = hearers_.find(listener);
    if (place == hearers_.end()) {
        done(protocol::unavailable());
        return;
    }
    auto following = std::make_shared<Following>();
    following->hearer = place->second;
    following->request = std::move(request);
    following->done = std::move(done);
    // From here on, what is committed in these feeds is noted: it cannot fall between the picture that
    // is read and the first entry that is sent.
    for (auto const& cursor : following->request.feeds.values)
        ++feeds_[cursor.feed].asked_for;
    followings_.push_back(following);
    read_followed(following);
}

void Hub::Inside::read_followed(std::shared_ptr<Following> const& following)
{
    following->touched = following->waits = being_narrowed(*following);
    if (following->waits)
        return;
    reader_->follow(following->hearer->actor, following->request,
                    back_on_strand<FollowRead>([following](Inside& inside, auto result) {
                        inside.followed(following, std::move(result));
                    }));
}

void Hub::Inside::followed(std::shared_ptr<Following> const& following, Result<FollowRead> result)
{
    if (following->hearer->gone)
        finish(following, protocol::unavailable());
    else if (following->touched)
        read_followed(following);
    else if (result && not_sure_of(*following, *result))
        following->touched = following->waits = true;
    else if (!result)
        finish(following, result.error());
    else
        finish(following, begin_follows(*following, std::move(*result)));
}

void Hub::Inside::read_what_waits()
{
    auto const waiting = followings_;
    for (auto const& following : waiting)
        if (following->waits)
            read_followed(following);
}

/// What is followed already may rest on a right that ended since and began again. That is found out
/// first: its end must not be told after the answer.
bool Hub::Inside::not_sure_of(Following const& following, FollowRead const& read)
{
    bool sure = true;
    for (std::size_t i = 0; i < read.followed.feeds.size(); ++i) {
        auto const feed = read.followed.feeds[i].feed;
        if (!following.hearer->follows.contains(feed))
            continue;
        auto& state = feeds_[feed];
        state.rights_seen = std::max(state.rights_seen, read.rights.at(i));
        make_sure(feed);
        sure = sure && state.sure();
    }
    return !sure;
}

Result<FollowedList> Hub::Inside::begin_follows(Following const& following, FollowRead read)
{
    auto& list = read.followed;
    auto const& hearer = following.hearer;
    if (hearer->follows.size() + list.feeds.size() > followed_per_connection_max)
        return protocol::too_many("This connection follows too many feeds.");
    for (std::size_t i = 0; i < list.feeds.size(); ++i)
        begin_follow(hearer, list.feeds[i], read.rights.at(i));
    return std::move(list);
}

void Hub::Inside::begin_follow(std::shared_ptr<Hearer> const& hearer,
                               protocol::feeds::Followed& followed, Number rights)
{
    auto& follow = hearer->follows[followed.feed];
    if (follow) {
        followed.last = follow->sent;
        return;
    }
    auto& state = feeds_[followed.feed];
    follow = std::make_shared<Follow>();
    follow->hearer = hearer;
    follow->feed = followed.feed;
    follow->sent = followed.last;
    follow->looked_up = rights;
    follow->place = state.followers.size();
    if (state.followers.empty() && !state.asking)
        state.asked_at = state.rights = rights;
    else if (rights < state.asked_at)
        state.rights = not_looked_up; // from a picture older than what the others were asked at
    state.rights_seen = std::max(state.rights_seen, rights);
    state.known = std::max(state.known, followed.last);
    state.followers.push_back(follow);
}

void Hub::Inside::finish(std::shared_ptr<Following> const& following, Result<FollowedList> result)
{
    std::erase(followings_, following);
    // The answer goes out before the first entry, and after the end of what was followed before.
    if (!following->hearer->gone)
        batches_.send_now(*following->hearer);
    following->done(std::move(result));
    for (auto const& cursor : following->request.feeds.values) {
        if (auto state = feeds_.find(cursor.feed); state != feeds_.end())
            --state->second.asked_for;
        make_sure(cursor.feed);
        tell(cursor.feed);
        drop_if_idle(cursor.feed);
    }
}

void Hub::Inside::end_follow(Follow& follow)
{
    follow.ended = true;
    auto& followers = feeds_[follow.feed].followers;
    followers.back()->place = follow.place;
    std::swap(followers[follow.place], followers.back());
    auto kept = std::move(followers.back()); // `follow` lives to the end of this function
    followers.pop_back();
    follow.hearer->follows.erase(follow.feed);
}

void Hub::Inside::drop_if_idle(FeedId feed)
{
    auto place = feeds_.find(feed);
    if (place != feeds_.end() && place->second.idle())
        feeds_.erase(place);
}

// --- telling -----------------------------------------------------------------------------------

namespace {

/// One entry after the other from the one after `after` on, and at least one.
bool whole(std::vector<Told> const& entries, Number after)
{
    return !entries.empty() &&
           std::ranges::all_of(entries, [&](Told const& one) { return one.number == ++after; });
}

} // namespace

/// Has the next entries of a feed read, from the one that its slowest follower lacks. One read of a feed
/// at a time keeps their order.
void Hub::Inside::tell(FeedId feed)
{
    auto place = feeds_.find(feed);
    if (place == feeds_.end() || place->second.reading || place->second.asking)
        return;
    auto& state = place->second;
    Number after = state.known;
    for (auto const& follow : state.followers)
        if (follow->hears())
            after = std::min(after, follow->sent);
    if (after >= state.known)
        return;
    state.reading = true;
    state.read = ++reads_;
    reader_->entries(feed, after, state.known,
                     back_on_strand<EntriesRead>([feed, after](Inside& inside, auto result) {
                         inside.told(feed, after, std::move(result));
                     }));
}

void Hub::Inside::told(FeedId feed, Number after, Result<EntriesRead> result)
{
    auto& state = feeds_[feed];
    if (result && !known_at(state, result->rights, state.read)) {
        make_sure(feed);
        if (!state.asking && !state.sure() && !state.followers.empty()) {
            state.held = {after, std::move(*result)};
            return;
        }
    } else if (result && whole(result->entries, after)) {
        give(state, after, result->entries);
    } else {
        send_back(state);
        if (result && result->entries.empty())
            state.known = after; // it is not there after all
    }
    state.reading = false;
    tell(feed);
    drop_if_idle(feed);
}

/// To each follower what comes right after the last it was given, or nothing: never a gap, never twice.
void Hub::Inside::give(FeedState& state, Number after, std::vector<Told> const& entries)
{
    Number const newest = after + static_cast<Number>(entries.size());
    for (auto const& follow : state.followers) {
        if (!follow->hears() || follow->sent < after)
            continue;
        for (; follow->sent < newest; ++follow->sent)
            batches_.add(follow->hearer,
                         entries[static_cast<std::size_t>(follow->sent - after)].text);
    }
}

/// The entries could not be read: rather than leave a gap, let their followers come back and catch up.
void Hub::Inside::send_back(FeedState const& state)
{
    auto followers = state.followers;
    for (auto const& follow : followers)
        if (follow->sent < state.known)
            close(*follow->hearer, protocol::feeds::close_come_back);
}

} // namespace folkmoot::server
