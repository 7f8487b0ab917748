#pragma once
// How a person stands to a group, and what follows from it: the one place where roles, kinds of groups
// and guests become "knows of it", "reads it", "sees who sits there". permission.cpp turns it into
// answers, lists and counts leave out by it.

#include "storage/change.hpp"

namespace folkmoot::storage {

struct Standing {
    GroupId group_id;
    FeedId feed;
    FeedId desk;
    groups::Kind kind = groups::Kind::open;
    bool archived = false;
    bool administrator = false;
    std::optional<groups::Role> role; ///< the highest of one's seats in this group
    bool guest = false;               ///< as is_guest()

    bool facilitates() const { return role == groups::Role::facilitator; }
    /// In an open group everybody reads, and by request everybody knows of it; guests are not everybody.
    bool reads() const { return role || (kind == groups::Kind::open && !guest); }
    bool knows() const
    {
        return role || administrator || (kind != groups::Kind::by_invitation && !guest);
    }
    bool sees_seats() const { return reads() || administrator; }
};
BOOST_DESCRIBE_STRUCT(Standing, (),
                      (group_id, feed, desk, kind, archived, administrator, role, guest))

/// Nothing when the group does not exist or the person has ended.
Asked<Standing> ask_standing_in(Read& read, PersonId person, GroupId group);
std::optional<Standing> standing_in(Read& read, PersonId person, GroupId group);
/// To every group of the network, those they do not know of among them.
std::vector<Standing> standings_of(Read& read, PersonId person);

/// Sits in groups, if any, only as a guest, and has sat in one so: a guest who leaves stays a guest, or
/// leaving would show them what they were not invited to.
bool is_guest(Read& read, PersonId person);
/// Has not ended, and administers the network.
bool is_administrator(Read& read, PersonId person);
/// Both sit in some group now.
bool share_a_group(Read& read, PersonId one, PersonId other);
bool belongs_to(Read& read, PersonId person, AuthorityId authority);
bool coordinates(Read& read, PersonId person, AuthorityId authority);

} // namespace folkmoot::storage
