// The ends of rights.
//
// Ours: from before its commit until it is settled, a narrowing puts those it is about in doubt: they are
// given nothing. When it is settled they have ended, or go on where they stood.
//
// Another node's may reach us late, twice or never. So nothing rests on hearing of it: every narrowing is
// counted in its feed (`rights`), and each picture that entries are read from says how many it holds.
// Rights may have ended exactly between two numbers, so a feed's followers are known to have theirs at
// the numbers asked_at to `rights` (FeedState), and entries are given from no other picture.
//
// - A narrowing about one person that is exactly the next after `rights` ends their follows and is
//   counted; nobody is asked. Ours and another node's alike: a number belongs to one narrowing, and what
//   was told of it is true, however late. A lower one was in a picture we asked (or in the one that the
//   person's later follow was read from) and is passed over, so that late news end no right that began
//   again. A higher one means that we lack some.
// - When some are lacking (or everybody is concerned), nobody hears anything of the feed until each
//   follower's right was asked for in one picture; its number is then asked_at and `rights`. A higher
//   number that was seen meanwhile, by whatever way, has them asked again. Entries read before the answer
//   are thrown away: a right that was away and began again (which counts nothing) may lie between.
// - A picture may show a narrowing of ours before it is settled. Then the entries are held until it is:
//   committed, its number is counted and they are given; failed, the number was another node's, and
//   everybody is asked. Two commits of ours may be settled in the other order: the second finds a gap and
//   has everybody asked, the first is passed over.
// - A follow whose picture is older than asked_at is asked again with all others; one between asked_at
//   and `rights` missed only narrowings that were told one by one, and one about itself had it read again
//   (`touched`). A newer one has the others asked.
// - A follow of what is followed already waits for that: the end of the old one must not be told after
//   the answer.
// - When asking fails, those who were asked come back (close_come_back) and are looked at then.
//
// The end of a sign-in or a person is counted in the person's own feed. It is final, so it is believed
// whenever it comes; other numbers have the sign-in of each of the person's connections looked up.

#include "protocol/json.hpp"
#include "server/hub_inside.hpp"

#include <algorithm>

namespace folkmoot::server {

using protocol::FeedId;
using protocol::Number;
using protocol::PersonId;
using protocol::Result;
using Kind = storage::RightChange::Kind;

// --- before the commit -------------------------------------------------------------------------

void Hub::Inside::narrow(std::uint64_t commit, std::vector<RightChange> narrowings)
{
    auto& in_doubt = in_doubt_[commit];
    for (auto const& narrowing : narrowings) {
        doubt(in_doubt, narrowing);
        touch_followings(narrowing);
    }
    in_doubt.narrowings = std::move(narrowings);
}

void Hub::Inside::doubt(InDoubt& in_doubt, RightChange const& narrowing)
{
    for (auto const& follow : followers_of(narrowing)) {
        ++follow->doubts;
        in_doubt.follows.push_back(follow);
    }
    for (auto const& hearer : hearers_of(narrowing)) {
        ++hearer->doubts;
        in_doubt.hearers.push_back(hearer);
    }
    if (narrowing.kind == Kind::feed_ended && narrowing.feed) {
        in_doubt.rights.emplace_back(*narrowing.feed, narrowing.rights);
    } else if (narrowing.person) {
        auto const person = people_.find(*narrowing.person);
        auto const own = person == people_.end() ? std::nullopt : person->second.feed;
        if (own)
            in_doubt.rights.emplace_back(*own, narrowing.rights);
    }
}

// --- when it is committed ----------------------------------------------------------------------

/// A narrowing that is committed, here or by another node.
void Hub::Inside::narrowed(RightChange const& narrowing)
{
    for (auto const& hearer : hearers_of(narrowing))
        close(*hearer, protocol::feeds::close_sign_in_ended);
    if (narrowing.kind == Kind::feed_ended)
        feed_narrowed(narrowing);
    else if (narrowing.person)
        own_feed_narrowed(*narrowing.person, narrowing.rights);
}

void Hub::Inside::feed_narrowed(RightChange const& narrowing)
{
    auto const followers = followers_of(narrowing);
    auto const feed = narrowing.feed.value_or(FeedId{});
    auto const place = feeds_.find(feed);
    if (place == feeds_.end())
        return;
    auto& state = place->second;
    touch_followings(narrowing);
    if (!narrowing.person) {
        state.rights_seen = std::max(state.rights_seen, narrowing.rights);
    } else if (count_narrowing(state, narrowing.rights)) {
        for (auto const& follow : followers)
            end_with_notice(follow);
    }
    make_sure(feed);
}

/// Whether it was exactly the next, so that nobody else need be asked.
bool Hub::Inside::count_narrowing(FeedState& state, Number rights)
{
    bool const next = rights == state.rights + 1;
    if (next) {
        state.rights = rights;
        state.counted_by = reads_ + 1;
    }
    state.rights_seen = std::max(state.rights_seen, rights);
    return next;
}

void Hub::Inside::own_feed_narrowed(PersonId person, Number rights)
{
    auto const place = people_.find(person);
    if (place == people_.end())
        return;
    if (auto const feed = place->second.feed) {
        auto const state = feeds_.find(*feed);
        if (state != feeds_.end())
            count_narrowing(state->second, rights);
        make_sure(*feed);
    }
    for (auto const& hearer : place->second.hearers) {
        if (rights == hearer->rights + 1)
            hearer->rights = rights;
        hearer->rights_seen = std::max(hearer->rights_seen, rights);
        if (hearer->rights < hearer->rights_seen)
            look_up(hearer);
    }
}

void Hub::Inside::end_with_notice(std::shared_ptr<Follow> const& follow)
{
    if (follow->ended)
        return;
    end_follow(*follow);
    drop_if_idle(follow->feed);
    auto text = protocol::notification(protocol::feeds::ended_notification,
                                       protocol::encode(protocol::feeds::Ended{follow->feed}));
    batches_.add(follow->hearer, std::make_shared<std::string const>(std::move(text)));
}

// --- when some are lacking ---------------------------------------------------------------------

/// Whether all followers had their right in a picture with so many narrowings, which was read for the
/// read of this number. What else it shows is noted: make_sure() goes on from there.
bool Hub::Inside::known_at(FeedState& state, Number rights, std::uint64_t read) const
{
    bool const fresh = read >= state.read_from;
    state.rights_seen = std::max(state.rights_seen, rights);
    if (fresh && rights < (read >= state.counted_by ? state.rights : state.asked_at))
        state.rights = not_looked_up; // the database went back to what it was before
    return fresh && !state.asking && state.asked_at <= rights && rights <= state.rights;
}

bool Hub::Inside::ours_in_doubt(FeedId feed, FeedState const& state) const
{
    return std::ranges::any_of(in_doubt_, [&](auto const& commit) {
        return std::ranges::any_of(commit.second.rights, [&](auto const& one) {
            return one.first == feed && state.rights < one.second &&
                   one.second <= state.rights_seen;
        });
    });
}

/// Has the followers' rights asked for again where it is not known that they stand. A narrowing of ours
/// that is in doubt may explain it, and is waited for.
void Hub::Inside::make_sure(FeedId feed)
{
    auto const place = feeds_.find(feed);
    if (place == feeds_.end())
        return;
    auto& state = place->second;
    if (!state.asking && !state.sure() && !state.followers.empty() && !ours_in_doubt(feed, state))
        ask_again(feed, state);
}

void Hub::Inside::ask_again(FeedId feed, FeedState& state)
{
    state.asking = true;
    std::vector<storage::Actor> actors;
    actors.reserve(state.followers.size());
    for (auto const& follow : state.followers)
        actors.push_back(follow->hearer->actor);
    reader_->right_begins(
        feed, std::move(actors),
        back_on_strand<RightsRead>([feed, follows = state.followers,
                                    seen = state.rights_seen](Inside& inside, auto result) {
            inside.asked_again(feed, follows, seen, std::move(result));
        }));
}

void Hub::Inside::asked_again(FeedId feed, std::vector<std::shared_ptr<Follow>> const& follows,
                              Number seen, Result<RightsRead> result)
{
    auto& state = feeds_[feed]; // kept while asking
    if (result) {
        judge(follows, *result);
        state.asked_at = state.rights = result->rights;
        if (state.rights_seen == seen || state.rights_seen < state.rights)
            state.rights_seen = state.rights;
        if (std::ranges::any_of(state.followers, [&](auto const& follow) {
                return follow->looked_up < state.asked_at; // it began meanwhile
            }))
            state.rights = not_looked_up;
    } else {
        for (auto const& follow : follows)
            if (!follow->ended)
                close(*follow->hearer, protocol::feeds::close_come_back);
    }
    state.asking = false;
    state.read_from = reads_ + 1;
    make_sure(feed);
    tell(feed);
    drop_if_idle(feed);
    read_what_waits();
}

void Hub::Inside::judge(std::vector<std::shared_ptr<Follow>> const& follows, RightsRead const& read)
{
    for (std::size_t i = 0; i < follows.size(); ++i) {
        auto const& follow = follows[i];
        follow->looked_up = read.rights;
        auto const begin = read.begins.at(i);
        if (!begin || *begin > follow->sent + 1)
            end_with_notice(follow); // no right, or one that began anew, later than what was sent
    }
}

/// Has the sign-in of a connection looked up.
void Hub::Inside::look_up(std::shared_ptr<Hearer> const& hearer)
{
    if (std::exchange(hearer->asking, true))
        return;
    reader_->signed_in(hearer->actor,
                       back_on_strand<SignInRead>(
                           [hearer, seen = hearer->rights_seen](Inside& inside, auto result) {
                               inside.looked_up(hearer, seen, std::move(result));
                           }));
}

void Hub::Inside::looked_up(std::shared_ptr<Hearer> const& hearer, Number seen,
                            Result<SignInRead> result)
{
    hearer->asking = false;
    if (hearer->gone)
        return;
    if (!result) {
        if (result.error().name == protocol::ErrorName::sign_in_needed)
            close(*hearer, protocol::feeds::close_sign_in_ended);
        else if (hearer->rights != not_looked_up)
            close(*hearer, protocol::feeds::close_come_back);
        return;
    }
    auto const person = hearer->actor.person;
    auto& feed = people_[person].feed;
    feed = result->feed;
    owners_[*feed] = person;
    hearer->rights = result->rights;
    hearer->own_last = result->last;
    hearer->shows = result->shows;
    show(person);
    if (hearer->rights_seen == seen || hearer->rights_seen < hearer->rights)
        hearer->rights_seen = hearer->rights;
    else if (hearer->rights < hearer->rights_seen)
        look_up(hearer);
    if (std::exchange(hearer->ask_again, false))
        look_up(hearer);
}

// --- whom a narrowing is about -----------------------------------------------------------------

std::vector<std::shared_ptr<Follow>> Hub::Inside::followers_of(RightChange const& narrowing) const
{
    if (narrowing.kind != Kind::feed_ended || !narrowing.feed)
        return {};
    auto const state = feeds_.find(*narrowing.feed);
    if (state == feeds_.end())
        return {};
    auto followers = state->second.followers;
    if (narrowing.person)
        std::erase_if(followers, [&](auto const& follow) {
            return follow->hearer->actor.person != *narrowing.person;
        });
    return followers;
}

std::vector<std::shared_ptr<Hearer>> Hub::Inside::hearers_of(RightChange const& narrowing) const
{
    if (narrowing.kind == Kind::feed_ended || !narrowing.person)
        return {};
    auto const person = people_.find(*narrowing.person);
    if (person == people_.end())
        return {};
    auto hearers = person->second.hearers;
    if (narrowing.kind == Kind::sign_in_ended)
        std::erase_if(hearers, [&](auto const& hearer) {
            return hearer->actor.sign_in != narrowing.sign_in;
        });
    return hearers;
}

void Hub::Inside::touch_followings(RightChange const& narrowing)
{
    for (auto const& following : followings_)
        if (touches(narrowing, *following))
            following->touched = true;
}

bool Hub::Inside::touches(RightChange const& narrowing, Following const& following) const
{
    auto const& actor = following.hearer->actor;
    switch (narrowing.kind) {
    case Kind::person_ended:
        return narrowing.person == actor.person;
    case Kind::sign_in_ended:
        return narrowing.sign_in == actor.sign_in;
    case Kind::feed_ended:
        return (!narrowing.person || *narrowing.person == actor.person) &&
               std::ranges::any_of(following.request.feeds.values, [&](auto const& cursor) {
                   return narrowing.feed == cursor.feed;
               });
    case Kind::feed_begun:
        break;
    }
    return false;
}

bool Hub::Inside::being_narrowed(Following const& following) const
{
    return std::ranges::any_of(in_doubt_, [&](auto const& commit) {
        return std::ranges::any_of(commit.second.narrowings, [&](RightChange const& narrowing) {
            return touches(narrowing, following);
        });
    });
}

} // namespace folkmoot::server
