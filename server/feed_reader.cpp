#include "server/feed_reader.hpp"

#include "protocol/json.hpp"
#include "storage/permission.hpp"
#include "storage/seats.hpp"

namespace folkmoot::server {
namespace {

using namespace protocol;
using storage::Read;

Told told(feeds::Entry const& entry)
{
    auto text = notification(feeds::entry_notification, encode(entry));
    return {entry.number, std::make_shared<std::string const>(std::move(text))};
}

/// Serialises on the store's reading threads: the hub's strand only hands on.
class StoreFeedReader : public FeedReader {
public:
    explicit StoreFeedReader(storage::Store& store) : store_(store) {}

    void entries(FeedId feed, Number after, Number up_to, Answer<EntriesRead> done) override
    {
        store_.read<EntriesRead>(
            [=](Read& read) -> Result<EntriesRead> {
                auto const run =
                    storage::entries_between(read, feed, after, up_to, feeds::entries_page);
                EntriesRead all{.rights = run.rights};
                for (auto const& entry : run.entries)
                    all.entries.push_back(told(entry));
                return all;
            },
            std::move(done));
    }

    void follow(storage::Actor actor, feeds::FollowFeeds request, Answer<FollowRead> done) override
    {
        store_.read<FollowRead>(
            [actor, request = std::move(request)](Read& read) -> Result<FollowRead> {
                if (auto const stands = storage::is_signed_in(read, actor); !stands)
                    return stands.error();
                auto followed = storage::follow_feeds(read, actor, request);
                if (!followed)
                    return followed.error();
                FollowRead all{.followed = std::move(*followed)};
                for (auto const& one : all.followed.feeds)
                    all.rights.push_back(storage::rights_of(read, one.feed));
                return all;
            },
            std::move(done));
    }

    void right_begins(FeedId feed, std::vector<storage::Actor> actors,
                      Answer<RightsRead> done) override
    {
        store_.read<RightsRead>(
            [feed, actors = std::move(actors)](Read& read) -> Result<RightsRead> {
                RightsRead all{.rights = storage::rights_of(read, feed)};
                for (auto const& actor : actors)
                    all.begins.push_back(storage::right_begins(read, actor, feed));
                return all;
            },
            std::move(done));
    }

    void signed_in(storage::Actor actor, Answer<SignInRead> done) override
    {
        store_.read<SignInRead>(
            [actor](Read& read) -> Result<SignInRead> {
                if (auto const stands = storage::is_signed_in(read, actor); !stands)
                    return stands.error();
                auto const feed = storage::feed_of(read, actor.person);
                return SignInRead{feed, storage::rights_of(read, feed),
                                  storage::last_number(read, feed),
                                  storage::shows_here(read, actor)};
            },
            std::move(done));
    }

    void feeds_now(std::vector<FeedId> feeds, Answer<std::vector<storage::FeedNow>> done) override
    {
        store_.read<std::vector<storage::FeedNow>>(
            [feeds = std::move(feeds)](Read& read) -> Result<std::vector<storage::FeedNow>> {
                return storage::feeds_now(read, feeds);
            },
            std::move(done));
    }

    void here(GroupId group, std::vector<storage::Actor> askers,
              std::shared_ptr<storage::PeopleSet const> everybody,
              Answer<storage::GroupHere> done) override
    {
        store_.read<storage::GroupHere>(
            [group, askers = std::move(askers),
             everybody = std::move(everybody)](Read& read) -> Result<storage::GroupHere> {
                return storage::group_here(read, group, askers, *everybody);
            },
            std::move(done));
    }

    void tell(storage::HereTold const& told) override { store_.tell(told); }

    bool shared() const override { return store_.shared(); }

private:
    storage::Store& store_;
};

} // namespace

std::unique_ptr<FeedReader> feed_reader(storage::Store& store)
{
    return std::make_unique<StoreFeedReader>(store);
}

} // namespace folkmoot::server
