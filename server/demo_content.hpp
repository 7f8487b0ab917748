#pragma once
// The demonstration network as data: seven councils of one region, an employers' body whose advisers run
// the groups, and a union learning service as guest. Everything is invented. People are named by their
// mail without ".example"; `{@skills.lead@northmere}` in a text is a mention.

#include "protocol/authorities.hpp"
#include "protocol/groups.hpp"
#include "protocol/library.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace folkmoot::server::demo {

/// When something happened, seen from the day the network is made: on the Nth working day before it, or
/// so many minutes ago (at most 400, so that it is later than anything of the working day before).
struct When {
    int working_days_ago = 0;
    int minutes = 0; ///< of the day; or minutes ago, when no days
};
constexpr When at(int working_days_ago, int hour, int minute)
{
    return {working_days_ago, hour * 60 + minute};
}
constexpr When minutes_ago(int minutes)
{
    return {0, minutes};
}

struct AuthorityContent {
    std::string_view key; ///< what stands behind the @ of its people
    protocol::authorities::Kind kind;
    std::string_view name;
    std::string_view short_name;
};

struct PersonContent {
    std::string_view key; ///< "skills.lead@northmere"
    std::string_view name;
    bool coordinator = false;
    bool administrator = false;
    /// When they last looked at their groups.
    When last_visit = at(3, 12, 0);
};

struct SeatContent {
    std::string_view person;
    protocol::groups::Role role = protocol::groups::Role::member;
};

struct PostContent {
    When when;
    std::string_view by;
    std::string_view text;
    std::vector<std::string_view> thanked_by;
    /// Written over it an hour later.
    std::string_view edited_to;
};

struct TopicContent {
    std::string_view title;
    std::vector<std::string_view> labels;
    bool question = false;
    bool pinned = false;
    bool closed = false;
    std::optional<std::size_t> answer; ///< which of the posts; 0 is the first post itself
    std::vector<PostContent> posts;
};

struct GroupContent {
    std::string_view key;
    std::string_view name;
    std::string_view purpose;
    protocol::groups::Kind kind;
    std::string_view facilitator; ///< who made it
    std::vector<SeatContent> seats;
    std::vector<std::string_view> labels;
    std::vector<TopicContent> topics;
    std::string_view welcome;
    bool settled =
        false; ///< everybody has read the welcome, and what is left to set up is put away
};

/// One that nobody released is a draft.
struct VersionContent {
    When added;
    std::string_view by;
    std::string_view link;
    std::string_view changed;
    std::optional<When> released;
    std::string_view released_by;
    std::string_view note;
};

/// In the library of a group; the first version is what it was put in with.
struct ResourceContent {
    std::string_view group;
    std::string_view title;
    std::string_view summary;
    protocol::library::ResourceKind kind;
    std::string_view audience;
    std::string_view licence;
    std::vector<std::string_view> labels;
    int review_in_days = 0; ///< from the day the network is made
    std::vector<VersionContent> versions;
};

/// Somebody waits to be let in.
struct AskContent {
    When when;
    std::string_view person;
    std::string_view group;
    std::string_view message;
};

/// A post was reported, and waits for a facilitator. It is named by its topic's title.
struct ReportContent {
    When when;
    std::string_view person;
    std::string_view topic;
    std::size_t post;
    std::string_view why;
};

/// A reply that somebody began and did not send.
struct DraftContent {
    When when;
    std::string_view person;
    std::string_view topic;
    std::string_view text;
};

inline constexpr std::string_view network_name = "Meres Learning Network";
std::vector<AuthorityContent> const& authorities();
std::vector<PersonContent> const& people();
GroupContent impact_group();
GroupContent digital_group();
GroupContent representatives_group();
std::vector<ResourceContent> const& resources();
std::vector<AskContent> const& asks();
std::vector<ReportContent> const& reports();
std::vector<DraftContent> const& drafts();

} // namespace folkmoot::server::demo
