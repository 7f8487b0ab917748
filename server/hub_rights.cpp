// The ends of rights. From before its commit until it is settled, a narrowing puts those it is about in
// doubt: they are given nothing. When it is settled they have ended, or go on where they stood.

#include "protocol/json.hpp"
#include "server/hub_inside.hpp"

#include <algorithm>

namespace folkmoot::server {

using protocol::FeedId;
using protocol::Result;
using Kind = storage::RightChange::Kind;

void Hub::Inside::narrow(std::vector<RightChange> narrowings)
{
    for (auto const& narrowing : narrowings) {
        doubt(narrowing);
        for (auto const& following : followings_)
            if (touches(narrowing, *following))
                following->touched = true;
    }
    in_doubt_.narrowings = std::move(narrowings);
}

void Hub::Inside::doubt(RightChange const& narrowing)
{
    for (auto const& follow : followers_of(narrowing)) {
        ++follow->doubts;
        in_doubt_.follows.push_back(follow);
    }
    for (auto const& hearer : hearers_of(narrowing)) {
        ++hearer->doubts;
        in_doubt_.hearers.push_back(hearer);
    }
}

void Hub::Inside::settle(storage::Committed const& committed)
{
    auto const doubted = std::exchange(in_doubt_, {});
    for (auto const& change : committed.right_changes)
        if (change.narrows())
            narrowed(change);
    for (auto const& hearer : doubted.hearers) {
        --hearer->doubts;
        for (auto const& [feed, follow] : hearer->follows)
            tell(feed);
    }
    for (auto const& follow : doubted.follows)
        --follow->doubts;

    for (auto const& entry : committed.entries)
        if (auto state = feeds_.find(entry.feed); state != feeds_.end())
            state->second.known = std::max(state->second.known, entry.number);
    for (auto const& entry : committed.entries)
        tell(entry.feed);
    for (auto const& follow : doubted.follows)
        tell(follow->feed);

    auto const waiting = followings_;
    for (auto const& following : waiting)
        if (following->waits)
            read_followed(following);
}

/// A narrowing that is committed. It is applied to all whom it is about now, in doubt or not.
void Hub::Inside::narrowed(RightChange const& narrowing)
{
    for (auto const& hearer : hearers_of(narrowing))
        close(*hearer, protocol::feeds::close_sign_in_ended);
    auto const followers = followers_of(narrowing);
    if (!narrowing.person)
        ask_again(followers);
    else
        for (auto const& follow : followers)
            end_with_notice(follow);
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

/// Everybody without a seat has lost the feed: who has one, storage knows. Until it has said so they
/// stay in doubt.
void Hub::Inside::ask_again(std::vector<std::shared_ptr<Follow>> const& follows)
{
    if (follows.empty())
        return;
    std::vector<RightAsked> asked;
    asked.reserve(follows.size());
    for (auto const& follow : follows) {
        ++follow->doubts;
        asked.push_back({follow->hearer->actor, follow->feed});
    }
    reader_->right_begins(std::move(asked),
                          back_on_strand<FeedReader::Begins>(
                              [follows](Inside& inside, Result<FeedReader::Begins> result) {
                                  inside.asked_again(follows, std::move(result));
                              }));
}

void Hub::Inside::asked_again(std::vector<std::shared_ptr<Follow>> const& follows,
                              Result<FeedReader::Begins> result)
{
    for (std::size_t i = 0; i < follows.size(); ++i) {
        auto const& follow = follows[i];
        --follow->doubts;
        if (follow->ended)
            continue;
        follow->read_from = reads_ + 1; // no picture of the time when the right may have been away
        if (!result)
            close(*follow->hearer, protocol::feeds::close_come_back);
        else if (auto const begin = (*result)[i]; !begin || *begin > follow->sent + 1)
            end_with_notice(follow); // no right, or one that began anew, later than what was sent
    }
    if (!follows.empty())
        tell(follows.front()->feed);
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
    if (narrowing.kind == Kind::person_ended && narrowing.person) {
        auto const person = people_.find(*narrowing.person);
        return person == people_.end() ? std::vector<std::shared_ptr<Hearer>>{} : person->second;
    }
    std::vector<std::shared_ptr<Hearer>> hearers;
    if (narrowing.kind == Kind::sign_in_ended && narrowing.sign_in)
        for (auto const& [listener, hearer] : hearers_)
            if (hearer->actor.sign_in == *narrowing.sign_in)
                hearers.push_back(hearer);
    return hearers;
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
    return std::ranges::any_of(in_doubt_.narrowings, [&](RightChange const& narrowing) {
        return touches(narrowing, following);
    });
}

} // namespace folkmoot::server
