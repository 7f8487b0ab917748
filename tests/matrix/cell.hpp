#pragma once
// One cell of the matrix: a group of some kind with things in it, and somebody who stands to it in some
// role. Each is made afresh, so that no question can spoil the next.

#include "protocol/invitations.hpp"
#include "server/dispatch.hpp"
#include "storage/groups.hpp"
#include "storage/sign_ins.hpp"

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace folkmoot::tests {

using namespace folkmoot::storage;

/// In the order of the signs in a word of matrix.txt.
enum class Standpoint {
    nobody,
    guest,
    member,
    facilitator,
    coordinator,
    administrator,
    other_member,
    other_guest,
    former,
    former_guest,
    ended,
    seatless,
};
inline constexpr std::array<std::string_view, 12> standpoint_names{
    "nobody",
    "a guest of the group",
    "a member",
    "a facilitator",
    "a coordinator of its people",
    "an administrator",
    "a member of another group",
    "a guest of another group",
    "a former member",
    "a former guest",
    "an ended person",
    "somebody without a seat",
};

/// In the order of the words in a line of matrix.txt.
struct Block {
    groups::Kind kind;
    bool archived;
    std::string_view name;
};
inline constexpr std::array<Block, 6> blocks{{
    {groups::Kind::open, false, "open"},
    {groups::Kind::by_request, false, "by request"},
    {groups::Kind::by_invitation, false, "by invitation"},
    {groups::Kind::open, true, "open, archived"},
    {groups::Kind::by_request, true, "by request, archived"},
    {groups::Kind::by_invitation, true, "by invitation, archived"},
}};

/// Parts of what is written and named in one cell: finding one in an answer means that it told.
struct Words {
    std::string group;    ///< in the group's name and purpose
    std::string inside;   ///< in titles, texts, labels
    std::string desk;     ///< in the report and the request at the desk
    std::string people;   ///< in the names of those who sit there
    std::string stranger; ///< in the asker's own name
};

struct Cell {
    Standpoint standpoint{};
    Block block{};
    Words words;

    PersonId asker; ///< exists for `nobody` too, who is just not signed in
    std::string mail;
    std::optional<Actor> actor;
    SignInId own_sign_in; ///< another one of the asker's
    SignInId anothers_sign_in;
    FeedId own_feed;
    FeedId anothers_feed;

    GroupId group;
    FeedId feed;
    FeedId desk;
    Revision group_revision = 0;
    AuthorityId authority;       ///< that of the group's people
    AuthorityId other_authority; ///< that of the other group's people
    PersonId facilitator;
    PersonId member; ///< whose belonging to `authority` is to end `later`
    Instant later;
    PersonId newcomer; ///< whom one may add
    SeatId member_seat;
    std::optional<SeatId> own_seat; ///< has ended when `has_left()`
    GroupId second_group;           ///< the asker's own, of a facilitator; another's
    LabelId label;
    JoinRequestId join_request;
    ReportId report;
    InvitationId invitation; ///< into the group, by the facilitator

    TopicId topic; ///< the member's question, with `post` as a reply
    Revision topic_revision = 0;
    PostId first_post;
    PostId post; ///< has an earlier text
    Revision post_revision = 0;
    std::optional<TopicId> own_topic; ///< the asker's question, with `own_post` as a reply
    Revision own_topic_revision = 0;
    std::optional<PostId> own_post;
    Revision own_post_revision = 0;

    ResourceId resource; ///< the member's, with `version` as a draft
    VersionId version;
    ResourceId used; ///< the member's, with `used_version` superseded and used by their authority
    VersionId used_version;
    VersionId current_version; ///< of `used`
    ResourceId adapted;        ///< the member's, made from `used_version`
    ResourceId caught_up;      ///< likewise, and has caught up once, at `caught_up_entry`
    Number caught_up_entry = 0;
    UploadId
        own_upload; ///< the asker's: says the same as the file of the current version of `used`
    std::optional<ResourceId> own_resource; ///< the asker's, with `own_version` as a draft
    std::optional<VersionId> own_version;

    bool sits() const;
    bool has_left() const;
    bool reads() const; ///< forum and feed
    bool knows() const; ///< name, purpose, facilitators
    bool is_anybody() const;
    /// The same question about things that do not exist.
    Cell of_nothing(std::uint64_t seed) const;
};

/// What the cells of one store share.
struct Ground {
    AuthorityId theirs;    ///< the authority of each group's people
    AuthorityId own;       ///< the asker's
    AuthorityId elsewhere; ///< that of the other group's people
    PersonId other_lead;
    GroupId other_group;       ///< where `other_member` and `other_guest` sit
    std::string password_hash; ///< everybody's
};
Ground make_ground(Change& change, std::string const& password_hash);
Cell make_cell(Change& change, Ground const& ground, Standpoint standpoint, Block const& block,
               int number);

} // namespace folkmoot::tests
