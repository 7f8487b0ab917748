#pragma once
// News in words that NOTIFY carries: "1 NODE e:FEED:NUMBER r:KIND:RIGHTS:PERSON:FEED:SIGN_IN …", with "-"
// for what is absent; and, in payloads and a channel of their own, "1 NODE h:PERSON g:PERSON a": here,
// gone, asks. Pure.

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
/// Who is here, while it waits to be told: of each person the last word counts.
struct HereTelling {
    std::map<PersonId, bool> people;
    bool asks = false;

    bool empty() const { return people.empty() && !asks; }
    void add(HereTold const& told);
};
std::vector<std::string> payloads_of(Uuid const& node, HereTelling const& telling);

/// Rights first: whoever hears it all late narrows before it tells.
std::vector<std::string> payloads_of(Uuid const& node, Telling const& telling);

struct Payload {
    Uuid node;
    Committed committed;
    HereTold here;
};
/// Nothing when it is not one of ours.
std::optional<Payload> payload_from(std::string_view text);

} // namespace folkmoot::storage::postgres
