// Random histories of live delivery, in every order of steps, against a record of who had which right
// when. FOLKMOOT_SEED=N repeats one.

#include "tests/server/live_scene.hpp"

#include <cstdlib>
#include <random>

using namespace folkmoot::server;
using Kind = RightChange::Kind;
namespace storage = folkmoot::storage;

namespace {

constexpr int people = 4;
constexpr int feeds_count = 3;
constexpr int ears_count = 6;

FeedId feed_of(int feed)
{
    return id_of<FeedId>(100 + feed);
}

/// What one connection must hear.
struct Expected {
    std::map<FeedId, Number> next; ///< of each feed it follows
    std::size_t checked = 0;       ///< of what it heard
};

class History {
public:
    explicit History(unsigned seed) : random_(seed)
    {
        for (int feed = 0; feed < feeds_count; ++feed)
            scene_.library->now.last[feed_of(feed)] = 0;
        past_.push_back(scene_.library->now);
        for (int i = 0; i < ears_count; ++i)
            ears_.push_back(new_ear());
    }

    void step()
    {
        switch (pick(12)) {
        case 0:
        case 1:
        case 2:
        case 3:
            scene_.strand->step();
            break;
        case 4:
        case 5:
            scene_.library->take_picture();
            break;
        case 6:
        case 7:
            scene_.library->hand_back(static_cast<std::size_t>(pick(2)));
            break;
        case 8:
            scene_.strand->pass(std::chrono::microseconds(500));
            break;
        case 9:
            follow(static_cast<std::size_t>(pick(ears_count)));
            break;
        case 10:
            commit_step();
            break;
        default:
            reconnect_perhaps(static_cast<std::size_t>(pick(ears_count)));
        }
        check_all();
    }

    /// Everything comes to rest; nothing may be missing then.
    void rest()
    {
        while (phase_ != 0)
            commit_step();
        scene_.run_for_long();
        check_all();
        auto const& now = scene_.library->now;
        for (std::size_t i = 0; i < ears_.size(); ++i)
            for (auto const& [feed, next] : ears_[i].expected->next) {
                if (ears_[i].ear->closed != 0)
                    continue;
                CHECK(now.right_begins(ears_[i].ear->actor(), feed).has_value());
                CHECK(next == now.last_of(feed) + 1);
            }
    }

    std::size_t heard() const { return heard_; }

private:
    struct Connected {
        std::shared_ptr<Ear> ear;
        std::shared_ptr<Expected> expected;
    };

    int pick(int below) { return std::uniform_int_distribution<int>(0, below - 1)(random_); }

    Connected new_ear()
    {
        auto const person = pick(people);
        auto ear = std::make_shared<Ear>(
            Actor{id_of<PersonId>(person), id_of<SignInId>(person * 1000 + generation_[person])});
        scene_.hub.join(ear);
        return {ear, std::make_shared<Expected>()};
    }

    void reconnect_perhaps(std::size_t which)
    {
        if (ears_[which].ear->closed == 0 && pick(20) != 0)
            return;
        scene_.hub.leave(ears_[which].ear.get());
        left_.push_back(ears_[which]);
        ears_[which] = new_ear();
    }

    void follow(std::size_t which)
    {
        FollowFeeds request;
        for (int feed = 0; feed < feeds_count; ++feed)
            if (pick(2) == 0)
                request.feeds.values.push_back({feed_of(feed), {}});
        auto const connected = ears_[which];
        scene_.hub.follow(connected.ear, request, [connected](Result<FollowedList> list) {
            if (!list)
                return;
            check(*connected.ear, *connected.expected, nullptr);
            for (auto const& one : list->feeds)
                if (!connected.expected->next.contains(one.feed))
                    connected.expected->next[one.feed] = one.last + 1;
        });
    }

    // --- commits, in three steps -----------------------------------------------------------------

    void commit_step()
    {
        if (phase_ == 0) {
            plan();
            std::vector<RightChange> narrowings;
            for (auto const& change : committed_.right_changes)
                if (change.narrows())
                    narrowings.push_back(change);
            if (!narrowings.empty() || pick(2) == 0)
                scene_.commits.before_commit(narrowings);
            else
                fails_ = false;
        } else if (phase_ == 1) {
            if (!fails_)
                scene_.library->now = planned_;
            if (!fails_)
                past_.push_back(planned_);
        } else {
            scene_.commits.settled(fails_ ? storage::Committed{} : committed_);
        }
        phase_ = (phase_ + 1) % 3;
    }

    void plan()
    {
        planned_ = scene_.library->now;
        ++planned_.version;
        committed_ = {};
        fails_ = pick(8) == 0;
        for (int changes = 1 + pick(4); changes > 0; --changes)
            plan_change();
    }

    void plan_change()
    {
        auto const feed = feed_of(pick(feeds_count));
        auto const person = pick(people);
        std::pair const seat{id_of<PersonId>(person), feed};
        switch (pick(9)) {
        case 0:
            if (planned_.seats.erase(seat) && !planned_.open.contains(feed))
                committed_.right_changes.push_back(
                    {.kind = Kind::feed_ended, .person = seat.first, .feed = feed});
            break;
        case 1:
        case 2:
            if (!planned_.seats.contains(seat)) {
                planned_.seats[seat] = planned_.last_of(feed) + 1;
                committed_.right_changes.push_back(
                    {.kind = Kind::feed_begun, .person = seat.first, .feed = feed});
            }
            break;
        case 3:
            if (planned_.open.erase(feed))
                committed_.right_changes.push_back({.kind = Kind::feed_ended, .feed = feed});
            else
                planned_.open.insert(feed);
            break;
        case 4:
            if (pick(3) == 0)
                end_sign_in(person);
            break;
        default:
            for (int i = 1 + pick(3); i > 0; --i)
                committed_.entries.push_back({feed, ++planned_.last[feed]});
        }
    }

    void end_sign_in(int person)
    {
        auto const sign_in = id_of<SignInId>(person * 1000 + generation_[person]);
        if (!planned_.ended.insert(sign_in).second)
            return;
        committed_.right_changes.push_back({.kind = Kind::sign_in_ended, .sign_in = sign_in});
        if (!fails_)
            ++generation_[person];
    }

    // --- what must hold --------------------------------------------------------------------------

    void check_all()
    {
        for (auto* list : {&ears_, &left_})
            for (auto const& connected : *list)
                heard_ += check(*connected.ear, *connected.expected, &past_);
    }

    /// In order, once, without a gap; and from no picture in which the right did not stand.
    static std::size_t check(Ear const& ear, Expected& expected, std::vector<Picture> const* past)
    {
        std::size_t count = 0;
        for (; expected.checked < ear.heard.size(); ++expected.checked, ++count) {
            auto const& one = ear.heard[expected.checked];
            auto const next = expected.next.find(one.feed);
            REQUIRE(next != expected.next.end()); // nothing of what one does not follow
            if (one.ended) {
                expected.next.erase(next);
                continue;
            }
            CHECK(one.number == next->second);
            next->second = one.number + 1;
            if (!past)
                continue;
            auto const begin =
                past->at(static_cast<std::size_t>(one.version)).right_begins(ear.actor(), one.feed);
            REQUIRE(begin.has_value());
            CHECK(one.number >= *begin);
        }
        return count;
    }

    std::mt19937 random_;
    Scene scene_;
    std::vector<Picture> past_; ///< by version
    std::map<int, int> generation_;
    std::vector<Connected> ears_;
    std::vector<Connected> left_;
    int phase_ = 0; ///< of a commit: nothing told, told before, committed
    Picture planned_;
    storage::Committed committed_;
    bool fails_ = false;
    std::size_t heard_ = 0;
};

std::size_t play(unsigned seed)
{
    INFO("repeat with FOLKMOOT_SEED=" << seed);
    History history(seed);
    for (int i = 0; i < 1'500; ++i)
        history.step();
    history.rest();
    return history.heard();
}

} // namespace

TEST_CASE("random histories: never a gap, never twice, nothing without the right")
{
    if (auto const* seed = std::getenv("FOLKMOOT_SEED")) {
        play(static_cast<unsigned>(std::strtoul(seed, nullptr, 10)));
        return;
    }
    auto const first = std::random_device{}();
    std::size_t heard = 0;
    for (unsigned i = 0; i < 150; ++i)
        heard += play(first + i);
    CHECK(heard > 10'000); // the histories do say something
}
