#include "server/feed_reader.hpp"

#include "protocol/json.hpp"
#include "storage/feeds.hpp"
#include "storage/permission.hpp"

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

    void entries(FeedId feed, Number after, Number up_to,
                 std::function<void(Result<std::vector<Told>>)> done) override
    {
        store_.read<std::vector<Told>>(
            [=](Read& read) -> Result<std::vector<Told>> {
                std::vector<Told> all;
                for (auto const& entry :
                     storage::entries_between(read, feed, after, up_to, feeds::entries_page))
                    all.push_back(told(entry));
                return all;
            },
            std::move(done));
    }

    void follow(storage::Actor actor, feeds::FollowFeeds request,
                std::function<void(Result<feeds::FollowedList>)> done) override
    {
        store_.read<feeds::FollowedList>(
            [actor, request = std::move(request)](Read& read) -> Result<feeds::FollowedList> {
                if (auto const stands = storage::is_signed_in(read, actor); !stands)
                    return stands.error();
                return storage::follow_feeds(read, actor, request);
            },
            std::move(done));
    }

    void right_begins(std::vector<RightAsked> asked,
                      std::function<void(Result<Begins>)> done) override
    {
        store_.read<Begins>(
            [asked = std::move(asked)](Read& read) -> Result<Begins> {
                Begins begins;
                for (auto const& one : asked)
                    begins.push_back(storage::right_begins(read, one.actor, one.feed));
                return begins;
            },
            std::move(done));
    }

    void signed_in(storage::Actor actor, std::function<void(Result<Done>)> done) override
    {
        store_.read<Done>(
            [actor](Read& read) -> Result<Done> {
                if (auto const stands = storage::is_signed_in(read, actor); !stands)
                    return stands.error();
                return Done{};
            },
            std::move(done));
    }

private:
    storage::Store& store_;
};

} // namespace

std::unique_ptr<FeedReader> feed_reader(storage::Store& store)
{
    return std::make_unique<StoreFeedReader>(store);
}

} // namespace folkmoot::server
