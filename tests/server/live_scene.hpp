#pragma once
// A network of feeds in memory, and people who listen to them. Commits happen in steps (told before,
// done, settled) and reads in steps (asked, picture taken, answered), so that a test can put anything
// between any two of them.

#include "server/hub.hpp"
#include "tests/server/hand_strand.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdio>
#include <set>

namespace folkmoot::server {

using protocol::FeedId;
using protocol::Number;
using protocol::PersonId;
using protocol::Result;
using protocol::SignInId;
using protocol::feeds::FollowedList;
using protocol::feeds::FollowFeeds;
using storage::Actor;
using storage::RightChange;

template <class IdType>
IdType id_of(int number)
{
    protocol::Uuid id;
    id.bytes[8] = 1;
    id.bytes[14] = static_cast<std::uint8_t>(number >> 8);
    id.bytes[15] = static_cast<std::uint8_t>(number);
    return IdType{id};
}

/// What the database holds at one moment.
struct Picture {
    long version = 0;
    std::map<FeedId, Number> last;
    std::map<std::pair<PersonId, FeedId>, Number> seats; ///< from which number on
    std::set<FeedId> open;                               ///< everybody may read
    std::set<SignInId> ended;

    std::optional<Number> right_begins(Actor const& actor, FeedId feed) const
    {
        if (ended.contains(actor.sign_in))
            return {};
        if (open.contains(feed))
            return 1;
        auto const seat = seats.find({actor.person, feed});
        return seat == seats.end() ? std::nullopt : std::optional<Number>(seat->second);
    }
    Number last_of(FeedId feed) const
    {
        auto const place = last.find(feed);
        return place == last.end() ? 0 : place->second;
    }
};

/// One entry as a connection got it: which picture it was read from is in its text.
struct Heard {
    FeedId feed;
    Number number = 0;
    long version = 0;
    bool ended = false;
};

/// Reads wait until the test takes their picture, and then until it hands the answer back.
struct Library {
    Picture now;
    std::deque<std::function<std::function<void()>(Picture const&)>> asked;
    std::deque<std::function<void()>> answers;
    bool broken = false;  ///< reads fail
    bool at_once = false; ///< reads are answered at once

    template <class T>
    void ask(std::function<Result<T>(Picture const&)> read, std::function<void(Result<T>)> done)
    {
        asked.push_back(
            [this, read = std::move(read), done = std::move(done)](Picture const& picture) {
                auto result = broken ? Result<T>(protocol::unavailable()) : read(picture);
                return [done, result] { done(result); };
            });
        if (at_once && take_picture())
            hand_back();
    }
    bool take_picture()
    {
        if (asked.empty())
            return false;
        auto const read = std::move(asked.front());
        asked.pop_front();
        answers.push_back(read(now));
        return true;
    }
    bool hand_back(std::size_t which = 0)
    {
        if (which >= answers.size())
            return false;
        auto const answer = answers[which];
        answers.erase(answers.begin() + static_cast<std::ptrdiff_t>(which));
        answer();
        return true;
    }
};

class LibraryReader : public FeedReader {
public:
    explicit LibraryReader(std::shared_ptr<Library> library) : library_(std::move(library)) {}

    void entries(FeedId feed, Number after, Number up_to,
                 std::function<void(Result<std::vector<Told>>)> done) override
    {
        constexpr Number page = 5;
        library_->ask<std::vector<Told>>(
            [=](Picture const& picture) {
                std::vector<Told> all;
                auto const last = std::min({up_to, picture.last_of(feed), after + page});
                for (Number number = after + 1; number <= last; ++number)
                    all.push_back({number, text_of(feed, number, picture.version)});
                return all;
            },
            std::move(done));
    }
    void follow(Actor actor, FollowFeeds request,
                std::function<void(Result<FollowedList>)> done) override
    {
        library_->ask<FollowedList>(
            [=](Picture const& picture) {
                FollowedList list;
                for (auto const& cursor : request.feeds.values)
                    if (picture.right_begins(actor, cursor.feed))
                        list.feeds.push_back({cursor.feed, picture.last_of(cursor.feed), false});
                return list;
            },
            std::move(done));
    }
    void right_begins(std::vector<RightAsked> asked,
                      std::function<void(Result<Begins>)> done) override
    {
        library_->ask<Begins>(
            [=](Picture const& picture) {
                Begins begins;
                for (auto const& one : asked)
                    begins.push_back(picture.right_begins(one.actor, one.feed));
                return begins;
            },
            std::move(done));
    }
    void signed_in(Actor actor, std::function<void(Result<protocol::Done>)> done) override
    {
        library_->ask<protocol::Done>(
            [=](Picture const& picture) -> Result<protocol::Done> {
                if (picture.ended.contains(actor.sign_in))
                    return protocol::sign_in_needed();
                return protocol::Done{};
            },
            std::move(done));
    }

private:
    static std::shared_ptr<std::string const> text_of(FeedId feed, Number number, long version)
    {
        return std::make_shared<std::string const>("{entry " + protocol::to_string(feed) + ' ' +
                                                   std::to_string(number) + ' ' +
                                                   std::to_string(version) + '}');
    }
    std::shared_ptr<Library> library_;
};

class Ear : public Listener {
public:
    explicit Ear(Actor actor) : actor_(actor) {}

    Actor actor() const override { return actor_; }
    void send(std::shared_ptr<std::string const> message, std::size_t entries) override
    {
        CHECK(closed == 0);
        messages.push_back(message);
        auto const before = heard.size();
        read(*message);
        CHECK(heard.size() - before == entries);
    }
    void close(int code) override { closed = code; }

    std::vector<Number> numbers(FeedId feed) const
    {
        std::vector<Number> all;
        for (auto const& one : heard)
            if (one.feed == feed && !one.ended)
                all.push_back(one.number);
        return all;
    }
    bool told_ended(FeedId feed) const
    {
        return std::ranges::any_of(heard,
                                   [&](auto const& one) { return one.feed == feed && one.ended; });
    }

    std::vector<std::shared_ptr<std::string const>> messages;
    std::vector<Heard> heard;
    int closed = 0;

private:
    void read(std::string const& message)
    {
        REQUIRE(message.front() == '[');
        REQUIRE(message.back() == ']');
        for (std::size_t at = 0; (at = message.find("{entry ", at)) != std::string::npos; ++at) {
            Heard one;
            one.feed = FeedId{*protocol::uuid_from(message.substr(at + 7, 36))};
            std::sscanf(message.c_str() + at + 44, "%ld %ld", &one.number, &one.version);
            heard.push_back(one);
        }
        constexpr std::string_view ended = R"("params":{"feed":")";
        for (std::size_t at = 0; (at = message.find(ended, at)) != std::string::npos; ++at) {
            Heard one;
            one.feed = FeedId{*protocol::uuid_from(message.substr(at + ended.size(), 36))};
            one.ended = true;
            heard.push_back(one);
        }
    }
    Actor actor_;
};

/// The hub between the two.
struct Scene {
    std::shared_ptr<HandStrand> strand = std::make_shared<HandStrand>();
    std::shared_ptr<Library> library = std::make_shared<Library>();
    Hub hub{std::make_unique<LibraryReader>(library), std::make_unique<StrandByHand>(strand)};
    storage::CommitListener commits = hub.commit_listener();

    std::shared_ptr<Ear> connects(int person)
    {
        auto ear = std::make_shared<Ear>(Actor{id_of<PersonId>(person), id_of<SignInId>(person)});
        hub.join(ear);
        run();
        return ear;
    }
    /// What feeds.follow answers, when it has.
    std::shared_ptr<std::optional<Result<FollowedList>>> asks_to_follow(
        std::shared_ptr<Ear> const& ear, std::vector<FeedId> feeds)
    {
        auto answer = std::make_shared<std::optional<Result<FollowedList>>>();
        FollowFeeds request;
        for (auto feed : feeds)
            request.feeds.values.push_back({feed, {}});
        hub.follow(ear, request,
                   [answer](Result<FollowedList> list) { *answer = std::move(list); });
        return answer;
    }
    FollowedList follows(std::shared_ptr<Ear> const& ear, std::vector<FeedId> feeds)
    {
        auto const answer = asks_to_follow(ear, std::move(feeds));
        run();
        REQUIRE(answer->has_value());
        REQUIRE((*answer)->has_value());
        return ***answer;
    }
    /// Everything that can happen without time passing.
    void run()
    {
        do
            strand->run();
        while (library->take_picture() || library->hand_back());
    }
    void run_for_long()
    {
        for (int i = 0; i < 100; ++i) {
            run();
            strand->pass(tick_max);
        }
    }
    void begins_seat(int person, FeedId feed)
    {
        library->now.seats[{id_of<PersonId>(person), feed}] = library->now.last_of(feed) + 1;
    }
    /// One commit of `count` entries in a feed.
    void commits_entries(FeedId feed, int count)
    {
        storage::Committed committed;
        ++library->now.version;
        for (int i = 0; i < count; ++i)
            committed.entries.push_back({feed, ++library->now.last[feed]});
        commits.settled(committed);
    }
};

} // namespace folkmoot::server
