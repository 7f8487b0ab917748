// What is committed: here, as it happens; by other nodes, by their news (hints) and by a look at the
// newest numbers of all that concerns anybody here, once a second and whenever news may have been missed.
// News make delivery quick, the look makes it complete. Only where the store is shared.

#include "server/hub_inside.hpp"

#include <algorithm>

namespace folkmoot::server {

using protocol::FeedId;
using protocol::Number;
using protocol::Result;
using storage::FeedNow;

// --- here --------------------------------------------------------------------------------------

void Hub::Inside::settle(std::uint64_t commit, storage::Committed const& committed)
{
    InDoubt doubted;
    if (auto const place = in_doubt_.find(commit); place != in_doubt_.end()) {
        doubted = std::move(place->second);
        in_doubt_.erase(place);
    }
    for (auto const& change : committed.right_changes)
        if (change.narrows())
            narrowed(change);
    for (auto const& hearer : doubted.hearers)
        --hearer->doubts;
    for (auto const& follow : doubted.follows)
        --follow->doubts;
    for (auto const& [feed, rights] : doubted.rights)
        go_on(feed);
    entries_committed(committed);
    for (auto const& hearer : doubted.hearers)
        for (auto const& [feed, follow] : hearer->follows)
            tell(feed);
    for (auto const& follow : doubted.follows)
        tell(follow->feed);
    read_what_waits();
}

/// A narrowing of it is settled: what waited for that.
void Hub::Inside::go_on(FeedId feed)
{
    make_sure(feed);
    auto const place = feeds_.find(feed);
    if (place == feeds_.end())
        return;
    if (auto held = std::exchange(place->second.held, std::nullopt))
        told(feed, held->after, std::move(held->read));
}

void Hub::Inside::entries_committed(storage::Committed const& committed)
{
    for (auto const& entry : committed.entries)
        if (auto const state = feeds_.find(entry.feed); state != feeds_.end())
            state->second.known = std::max(state->second.known, entry.number);
    for (auto const& entry : committed.entries) {
        own_feed_is_at(entry.feed, entry.number);
        group_changed(entry.feed);
        tell(entry.feed);
    }
}

// --- other nodes -------------------------------------------------------------------------------

constexpr std::chrono::microseconds look_every{1'000'000};

void Hub::Inside::heard(storage::Committed const& committed)
{
    for (auto const& change : committed.right_changes)
        if (change.narrows())
            narrowed(change);
    entries_committed(committed);
}

void Hub::Inside::missed()
{
#ifndef FOLKMOOT_BROKEN_TRUST_NEWS_ALONE
    look();
#endif
}

void Hub::Inside::look_on()
{
#ifndef FOLKMOOT_BROKEN_TRUST_NEWS_ALONE
    if (!reader_->shared())
        return;
    strand_->post_after(look_every, [weak = weak_from_this()] {
        if (auto self = weak.lock()) {
            self->look();
            self->look_on();
        }
    });
#endif
}

void Hub::Inside::look()
{
    for (auto const& [listener, hearer] : hearers_)
        if (hearer->rights == not_looked_up)
            look_up(hearer);
    std::vector<FeedId> feeds;
    feeds.reserve(feeds_.size() + owners_.size());
    for (auto const& [feed, state] : feeds_)
        feeds.push_back(feed);
    for (auto const& [feed, person] : owners_)
        if (!feeds_.contains(feed))
            feeds.push_back(feed);
    if (feeds.empty())
        return;
    look_again_ = std::exchange(looking_, true);
    if (look_again_) // one look at a time: what may have been missed during one is looked at after it
        return;
    reader_->feeds_now(
        std::move(feeds),
        back_on_strand<std::vector<FeedNow>>([read = ++reads_](Inside& inside, auto result) {
            inside.looked(read, result ? *result : std::vector<FeedNow>{});
        }));
}

void Hub::Inside::looked(std::uint64_t read, std::vector<FeedNow> const& feeds)
{
    for (auto const& now : feeds)
        looked_at(read, now);
    looking_ = false;
    if (std::exchange(look_again_, false))
        look();
}

void Hub::Inside::looked_at(std::uint64_t read, FeedNow const& now)
{
    if (auto const owner = owners_.find(now.feed); owner != owners_.end())
        for (auto const& hearer : people_[owner->second].hearers)
            if (hearer->rights != now.rights)
                look_up(hearer);
    own_feed_is_at(now.feed, now.last);
    auto const place = feeds_.find(now.feed);
    if (place == feeds_.end())
        return;
    auto& state = place->second;
    if (state.known < now.last)
        group_changed(now.feed);
    state.known = std::max(state.known, now.last);
    known_at(state, now.rights, read);
    make_sure(now.feed);
    tell(now.feed);
}

} // namespace folkmoot::server
