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

inline FeedId own_feed(PersonId person)
{
    FeedId feed{static_cast<protocol::Uuid const&>(person)};
    feed.bytes[9] = 1;
    return feed;
}

/// What the database holds at one moment.
struct Picture {
    long version = 0;
    std::map<FeedId, Number> last;
    std::map<FeedId, Number> rights;                     ///< how often they were narrowed
    std::map<std::pair<PersonId, FeedId>, Number> seats; ///< from which number on
    std::set<FeedId> open;                               ///< everybody may read
    std::set<SignInId> ended;
    std::set<PersonId> hidden; ///< do not wish to be seen here

    std::optional<Number> right_begins(Actor const& actor, FeedId feed) const
    {
        if (ended.contains(actor.sign_in))
            return {};
        if (open.contains(feed) || feed == own_feed(actor.person))
            return 1;
        auto const seat = seats.find({actor.person, feed});
        return seat == seats.end() ? std::nullopt : std::optional<Number>(seat->second);
    }
    Number last_of(FeedId feed) const
    {
        auto const place = last.find(feed);
        return place == last.end() ? 0 : place->second;
    }
    Number rights_of(FeedId feed) const
    {
        auto const place = rights.find(feed);
        return place == rights.end() ? 0 : place->second;
    }

    /// As a change writes it: with the number that it will have.
    RightChange next(RightChange narrowing) const
    {
        narrowing.rights = rights_of(feed_of(narrowing)) + 1;
        return narrowing;
    }
    void narrow(RightChange const& narrowing)
    {
        ++version;
        rights[feed_of(narrowing)] = narrowing.rights;
        if (narrowing.sign_in)
            ended.insert(*narrowing.sign_in);
        else if (!narrowing.person)
            open.erase(*narrowing.feed);
        else if (narrowing.feed)
            seats.erase({*narrowing.person, *narrowing.feed});
    }
    static FeedId feed_of(RightChange const& narrowing)
    {
        return narrowing.feed ? *narrowing.feed : own_feed(*narrowing.person);
    }
};

/// One entry as a connection got it: which picture it was read from is in its text.
struct Heard {
    FeedId feed;
    Number number = 0;
    long version = 0;
    bool ended = false;
};

/// Reads wait until the test takes their picture, and then until it hands the answer back. Several nodes
/// have one database.
struct Library {
    explicit Library(std::shared_ptr<Picture> a_database = std::make_shared<Picture>(),
                     bool is_shared = false)
        : database(std::move(a_database)), shared(is_shared)
    {
    }

    std::shared_ptr<Picture> database;
    Picture& now = *database;
    bool shared; ///< other nodes change it
    std::deque<std::function<std::function<void()>(Picture const&)>> asked;
    std::deque<std::function<void()>> answers;
    bool broken = false;                 ///< reads fail
    bool at_once = false;                ///< reads are answered at once
    int rights_asked = 0;                ///< how often followers' rights were asked for again
    int here_asked = 0;                  ///< how often it was asked who of a group is here
    std::vector<storage::HereTold> told; ///< to the other nodes

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
    bool take_picture(std::size_t which = 0)
    {
        if (which >= asked.size())
            return false;
        auto const read = asked[which];
        asked.erase(asked.begin() + static_cast<std::ptrdiff_t>(which));
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

    void entries(FeedId feed, Number after, Number up_to, Answer<EntriesRead> done) override
    {
        constexpr Number page = 5;
        library_->ask<EntriesRead>(
            [=](Picture const& picture) {
                EntriesRead all{.rights = picture.rights_of(feed)};
                auto const last = std::min({up_to, picture.last_of(feed), after + page});
                for (Number number = after + 1; number <= last; ++number)
                    all.entries.push_back({number, text_of(feed, number, picture.version)});
                return all;
            },
            std::move(done));
    }
    void follow(Actor actor, FollowFeeds request, Answer<FollowRead> done) override
    {
        library_->ask<FollowRead>(
            [=](Picture const& picture) {
                FollowRead all;
                for (auto const& [feed, after] : request.feeds.values)
                    if (picture.right_begins(actor, feed)) {
                        all.followed.feeds.push_back({feed, picture.last_of(feed), false});
                        all.rights.push_back(picture.rights_of(feed));
                    }
                return all;
            },
            std::move(done));
    }
    void right_begins(FeedId feed, std::vector<Actor> actors, Answer<RightsRead> done) override
    {
        ++library_->rights_asked;
        library_->ask<RightsRead>(
            [=](Picture const& picture) {
                RightsRead all{.rights = picture.rights_of(feed)};
                for (auto const& actor : actors)
                    all.begins.push_back(picture.right_begins(actor, feed));
                return all;
            },
            std::move(done));
    }
    void signed_in(Actor actor, Answer<SignInRead> done) override
    {
        library_->ask<SignInRead>(
            [=](Picture const& picture) -> Result<SignInRead> {
                if (picture.ended.contains(actor.sign_in))
                    return protocol::sign_in_needed();
                auto const feed = own_feed(actor.person);
                return SignInRead{feed, picture.rights_of(feed), picture.last_of(feed),
                                  !picture.hidden.contains(actor.person)};
            },
            std::move(done));
    }
    void feeds_now(std::vector<FeedId> feeds, Answer<std::vector<storage::FeedNow>> done) override
    {
        library_->ask<std::vector<storage::FeedNow>>(
            [=](Picture const& picture) {
                std::vector<storage::FeedNow> all;
                for (auto const& feed : feeds)
                    all.push_back({feed, picture.last_of(feed), picture.rights_of(feed)});
                return all;
            },
            std::move(done));
    }
    /// A group has its feed's id; who may read the feed sits there.
    void here(protocol::GroupId group, std::vector<Actor> askers,
              std::shared_ptr<storage::PeopleSet const> everybody,
              Answer<storage::GroupHere> done) override
    {
        ++library_->here_asked;
        library_->ask<storage::GroupHere>(
            [=](Picture const& picture) {
                FeedId const feed{static_cast<protocol::Uuid const&>(group)};
                storage::GroupHere all{.feed = feed, .may = {}, .seated = {}, .showing = {}};
                for (auto const& asker : askers)
                    all.may.push_back(picture.right_begins(asker, feed)
                                          ? Result<void>{}
                                          : Result<void>{protocol::not_found()});
                for (auto const& [seat, from] : picture.seats) {
                    if (seat.second != feed)
                        continue;
                    all.seated.push_back(seat.first);
                    if (everybody->contains(seat.first) && !picture.hidden.contains(seat.first))
                        all.showing.push_back({seat.first, "Somebody"});
                }
                return all;
            },
            std::move(done));
    }
    void tell(storage::HereTold const& told) override { library_->told.push_back(told); }
    bool shared() const override { return library_->shared; }

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
        auto const before = heard.size() + here.size();
        read(*message);
        CHECK(heard.size() + here.size() - before == entries);
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
    std::vector<std::string>
        here; ///< the parameters of each here.changed, and what comes after them
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
        constexpr std::string_view changed = R"("method":"here.changed","params":)";
        for (std::size_t at = 0; (at = message.find(changed, at)) != std::string::npos; ++at)
            here.push_back(message.substr(at + changed.size()));
    }
    Actor actor_;
};

/// The hub between the two: one node.
struct Scene {
    Scene() : Scene(std::make_shared<Picture>(), false) {}
    Scene(std::shared_ptr<Picture> database, bool shared)
        : library(std::make_shared<Library>(std::move(database), shared))
    {
    }

    std::shared_ptr<HandStrand> strand = std::make_shared<HandStrand>();
    std::shared_ptr<Library> library;
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
        commits.settled(++commits_, committed);
    }
    /// A narrowing that is being committed here, in three steps; with entries that are written with it.
    struct Ending {
        Scene* scene;
        std::uint64_t commit;
        RightChange change;
        std::vector<storage::EntryNumbered> entries;

        void happens()
        {
            scene->library->now.narrow(change);
            for (auto const& entry : entries)
                scene->library->now.last[entry.feed] = entry.number;
        }
        void settles() { scene->commits.settled(commit, {entries, {change}}); }
        void fails() { scene->commits.settled(commit, {}); }
    };
    Ending begins_ending(RightChange change, std::vector<storage::EntryNumbered> entries = {})
    {
        Ending ending{this, ++commits_, library->now.next(std::move(change)), std::move(entries)};
        commits.before_commit(ending.commit, {ending.change});
        return ending;
    }
    void ends(RightChange change)
    {
        auto ending = begins_ending(std::move(change));
        ending.happens();
        ending.settles();
    }

private:
    std::uint64_t commits_ = 0;
};

} // namespace folkmoot::server
