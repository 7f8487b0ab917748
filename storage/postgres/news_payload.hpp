#pragma once
// News in words that NOTIFY carries: "1 NODE e:FEED:NUMBER r:KIND:RIGHTS:PERSON:FEED:SIGN_IN …", with "-"
// for what is absent. Pure.

#include "storage/database.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace folkmoot::storage::postgres {

/// PostgreSQL takes less than 8,000.
inline constexpr std::size_t payload_bytes_max = 7'900;

/// What waits to be told: of each feed the newest number is enough.
struct Telling {
    std::map<FeedId, Number> newest;
    std::vector<RightChange> right_changes;

    bool empty() const { return newest.empty() && right_changes.empty(); }
    void add(Committed const& committed);
};
/// Rights first: whoever hears it all late narrows before it tells.
std::vector<std::string> payloads_of(Uuid const& node, Telling const& telling);

struct Payload {
    Uuid node;
    Committed committed;
};
/// Nothing when it is not one of ours.
std::optional<Payload> payload_from(std::string_view text);

} // namespace folkmoot::storage::postgres
