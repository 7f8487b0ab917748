// Who is here, as those hear of it who look at a group.
//
// A person is here while a browser of theirs has a connection at some node, and for a few seconds after
// the last one went: a page that is loaded anew is no going. Who ends their sign-in is gone at once.
// Nothing of it is stored. What changes is gathered for a moment; then each group that somebody looks at
// and that it is about is read once: who of those that are here sits there and lets it be seen, and who of
// those that look may still know. What was the case before the picture was taken, and nothing later, is
// told to exactly those. So nobody is told what happened after their right ended, whichever node ended
// it, and whether or not we have heard of that.

#include "protocol/json.hpp"
#include "server/hub_inside.hpp"

#include <algorithm>

namespace folkmoot::server {

using protocol::FeedId;
using protocol::GroupId;
using protocol::Number;
using protocol::PersonId;
using protocol::Result;
using HereNow = protocol::here::Now;
using storage::GroupHere;

// --- who is here -------------------------------------------------------------------------------

bool Hub::Inside::shown(PersonId person) const
{
    auto const place = people_.find(person);
    return place != people_.end() && std::ranges::any_of(place->second.hearers, &Hearer::shows);
}

/// A sign-in of theirs was looked up.
void Hub::Inside::show(PersonId person)
{
    if (shown(person)) {
        leaving_.erase(person);
        who_.came(person);
    } else if (!leaving_.contains(person)) {
        who_.left(person);
    }
    who_changed();
}

/// A connection of theirs has ended.
void Hub::Inside::absent(PersonId person, bool for_good)
{
    if (shown(person))
        return;
    if (for_good) {
        leaving_.erase(person);
        who_.left(person);
        who_changed();
        return;
    }
    auto const number = ++absences_;
    leaving_[person] = number;
    after(here_grace, [person, number](Inside& inside) {
        auto const place = inside.leaving_.find(person);
        if (place == inside.leaving_.end() || place->second != number)
            return;
        inside.leaving_.erase(place);
        inside.show(person);
    });
}

/// Something was written in somebody's own feed: what they wish may have changed.
void Hub::Inside::own_feed_is_at(FeedId feed, Number last)
{
    auto const owner = owners_.find(feed);
    if (owner == owners_.end())
        return;
    for (auto const& hearer : people_[owner->second].hearers) {
        if (last <= hearer->own_last)
            continue;
        if (hearer->asking)
            hearer->ask_again = true;
        else
            look_up(hearer);
    }
}

void Hub::Inside::who_changed()
{
    if (!reader_->shared() && looked_at_.empty()) {
        who_.take_changed();
        return;
    }
    if (std::exchange(gathering_, true))
        return;
    after(here_gathered, [](Inside& inside) { inside.spread(); });
}

void Hub::Inside::spread()
{
    gathering_ = false;
    auto const changed = who_.take_changed();
    std::vector<GroupId> about;
    for (auto const& [group, state] : looked_at_)
        if (state.reading || std::ranges::any_of(changed, [&state = state](PersonId person) {
                return state.seated.contains(person);
            }))
            about.push_back(group);
    for (auto const group : about)
        due(group);
    tell_others(who_.take_news());
}

// --- at other nodes ----------------------------------------------------------------------------

void Hub::Inside::tell_others(storage::HereTold const& news)
{
    if (reader_->shared() && !news.empty())
        reader_->tell(news);
}

void Hub::Inside::here_told(storage::HereTold const& told)
{
    who_.told(told);
    if (told.asks)
        tell_others(who_.whole());
    who_changed();
}

void Hub::Inside::begin_to_tell_others()
{
    if (!reader_->shared())
        return;
    tell_others({.node = {}, .here = {}, .gone = {}, .asks = true});
    here_ticks(1);
}

void Hub::Inside::here_ticks(int number)
{
    after(here_tick, [number](Inside& inside) {
        inside.who_.tick();
        inside.who_changed();
        if (number % ticks_between_repeats == 0) {
            inside.tell_others(inside.who_.whole());
            for (auto& [group, state] : inside.looked_at_)
                state.due = true; // what was not heard of is seen at the latest now
            inside.read_due();
        }
        inside.here_ticks(number + 1);
    });
}

// --- who looks ---------------------------------------------------------------------------------

void Hub::Inside::look_who(Listener const* listener, GroupId group,
                           std::function<void(Result<HereNow>)> done)
{
    auto const place = hearers_.find(listener);
    if (place == hearers_.end()) {
        done(protocol::unavailable());
        return;
    }
    looked_at_[group].asked.push_back({place->second, std::move(done)});
    read_here(group);
}

void Hub::Inside::stop_looking(Hearer& hearer, GroupId group)
{
    std::erase(hearer.looks_at, group);
    auto const place = looked_at_.find(group);
    if (place == looked_at_.end())
        return;
    std::erase_if(place->second.lookers, [&](auto const& one) { return one.get() == &hearer; });
    if (place->second.idle())
        looked_at_.erase(place);
}

void Hub::Inside::group_changed(FeedId feed)
{
    std::vector<GroupId> about;
    for (auto const& [group, state] : looked_at_)
        if (state.feed == feed)
            about.push_back(group);
    for (auto const group : about)
        due(group);
}

void Hub::Inside::due(GroupId group)
{
    auto const place = looked_at_.find(group);
    if (place == looked_at_.end())
        return;
    place->second.due = true;
    if (!place->second.resting)
        read_here(group);
}

void Hub::Inside::read_due()
{
    std::vector<GroupId> groups;
    for (auto const& [group, state] : looked_at_)
        if (state.due && !state.resting)
            groups.push_back(group);
    for (auto const group : groups)
        read_here(group);
}

/// One read of a group at a time: what is told next is the difference to what was told last.
void Hub::Inside::read_here(GroupId group)
{
    auto& state = looked_at_.at(group);
    if (std::exchange(state.reading, true))
        return;
    state.due = false;
    auto asked = std::exchange(state.asked, {});
    std::vector<storage::Actor> askers;
    askers.reserve(state.lookers.size() + asked.size());
    for (auto const& looker : state.lookers)
        askers.push_back(looker->actor);
    for (auto const& one : asked)
        askers.push_back(one.hearer->actor);
    reader_->here(group, std::move(askers), who_.everybody(),
                  back_on_strand<GroupHere>([group, lookers = state.lookers,
                                             asked = std::move(asked)](Inside& inside, auto read) {
                      inside.here_read(group, lookers, asked, std::move(read));
                  }));
}

void Hub::Inside::here_read(GroupId group, std::vector<std::shared_ptr<Hearer>> const& lookers,
                            std::vector<LookedAt::Asked> const& asked, Result<GroupHere> read)
{
    auto& state = looked_at_.at(group); // kept while reading
    if (read) {
        for (std::size_t i = 0; i < lookers.size(); ++i)
            if (!read->may.at(i))
                stop_looking(*lookers[i], group);
        tell_here(group, state, *read);
        for (std::size_t i = 0; i < asked.size(); ++i)
            answer_who(group, state, asked[i], read->may.at(lookers.size() + i));
    } else {
        for (auto const& one : asked)
            one.done(read.error());
        state.due = true;
    }
    state.reading = false;
    if (state.idle()) {
        looked_at_.erase(group);
    } else if (!state.asked.empty()) {
        read_here(group);
    } else if (!std::exchange(state.resting, true)) {
        after(here_rest, [group](Inside& inside) {
            if (auto const place = inside.looked_at_.find(group); place != inside.looked_at_.end())
                place->second.resting = false;
            inside.read_due();
        });
    }
}

/// To those who look already, what is other than they were told last.
void Hub::Inside::tell_here(GroupId group, LookedAt& state, GroupHere const& read)
{
    protocol::here::Changed changed{.group = group, .count = {}, .came = {}, .gone = {}};
    std::map<PersonId, std::string> now;
    for (auto const& one : read.showing) {
        now.emplace(one.person, one.name);
        auto const before = state.told.find(one.person);
        if (before == state.told.end() || before->second != one.name)
            changed.came.push_back(one);
    }
    for (auto const& [person, name] : state.told)
        if (!now.contains(person))
            changed.gone.push_back(person);
    state.feed = read.feed;
    state.seated = {read.seated.begin(), read.seated.end()};
    state.told = std::move(now);
    if (state.lookers.empty() || (changed.came.empty() && changed.gone.empty()))
        return;
    changed.count = static_cast<protocol::Count>(state.told.size());
    changed.came.resize(std::min(changed.came.size(), protocol::here::people_max));
    auto const text = std::make_shared<std::string const>(
        protocol::notification(protocol::here::changed_notification, protocol::encode(changed)));
    for (auto const& looker : state.lookers)
        batches_.add(looker, text);
}

void Hub::Inside::answer_who(GroupId group, LookedAt& state, LookedAt::Asked const& asked,
                             Result<void> const& may)
{
    auto const& hearer = asked.hearer;
    if (hearer->gone)
        return asked.done(protocol::unavailable());
    if (!may)
        return asked.done(may.error());
    if (std::erase(hearer->looks_at, group) == 0)
        state.lookers.push_back(hearer);
    hearer->looks_at.push_back(group);
    if (hearer->looks_at.size() > protocol::here::groups_max)
        stop_looking(*hearer, hearer->looks_at.front());
    HereNow now{
        .group = group, .count = static_cast<protocol::Count>(state.told.size()), .people = {}};
    for (auto const& [person, name] : state.told)
        if (now.people.size() < protocol::here::people_max)
            now.people.push_back({person, name});
    batches_.send_now(*hearer); // what changed before is told before
    asked.done(std::move(now));
}

} // namespace folkmoot::server
