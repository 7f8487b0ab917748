#include "protocol/codec.hpp"
#include "protocol/feeds.hpp"

namespace folkmoot::protocol {

FOLKMOOT_CODEC(feeds::FollowedList)
FOLKMOOT_CODEC(feeds::FollowFeeds)
FOLKMOOT_CODEC(feeds::EntryPage)
FOLKMOOT_CODEC(feeds::Entries)
FOLKMOOT_CODEC(feeds::Entry)
FOLKMOOT_CODEC(feeds::Ended)

} // namespace folkmoot::protocol
