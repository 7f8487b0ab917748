#pragma once
// Seats: one person in one group for one authority. What groups.hpp, network.hpp and forum.hpp share:
// for whom somebody speaks, giving and ending a seat with all that follows from it.

#include "storage/change.hpp"

#include <set>

namespace folkmoot::storage {

/// In which seat somebody speaks.
struct Speaking {
    SeatId seat;
    AuthorityId authority;
    groups::Role role = groups::Role::member;
    bool as_guest() const { return role == groups::Role::guest; }
};
BOOST_DESCRIBE_STRUCT(Speaking, (), (seat, authority, role))

/// The current seat for `authority`, or else the oldest; `invalid` on "authority" when there is none.
Result<Speaking> speaking(Read& read, PersonId person, GroupId group,
                          std::optional<AuthorityId> authority);
/// The same in the group of a topic, in two steps: asked, and told when the answer is needed.
Asked<Speaking> ask_seats(Read& read, PersonId person, TopicId topic);
Result<Speaking> speaking(Asked<Speaking> const& seats, std::optional<AuthorityId> authority);
/// The authority of their oldest current seat; nothing for an administrator without one.
std::optional<AuthorityId> spoken_for(Read& read, PersonId person, GroupId group);
/// The authority somebody may take a seat for: `authority`, or else their oldest affiliation;
/// `invalid` on "authority" when they do not belong to it.
Result<AuthorityId> seatable(Read& read, PersonId person, std::optional<AuthorityId> authority);

/// Every feed that a person may read now.
std::set<FeedId> readable_feeds(Read& read, PersonId person);

/// Takes down what a person may read, and at tell() says to live delivery what came and went since.
/// One seat can touch many feeds: the last seat that is no guest's takes every open group with it.
class RightsBefore {
public:
    /// Nobody else changes the person's rights until the commit.
    RightsBefore(Change& change, PersonId person);
    void tell();

private:
    Change& change_;
    PersonId person_;
    std::set<FeedId> readable_;
};

struct NewSeat {
    GroupId group;
    PersonId person;
    AuthorityId authority;
    groups::Role role = groups::Role::member;
    PersonId by;
};
/// Entries, rights, a reading position (what is there is not unread to a newcomer), and the person's
/// waiting request, if any, is settled. `conflict` when they hold this seat already.
Result<SeatId> give_seat(Change& change, NewSeat const& seat);
/// Ends a current seat. `by` is absent when the operator does it. Does not ask for the last facilitator.
void end_seat(Change& change, SeatId seat, std::optional<PersonId> by);

struct SeatHeld {
    SeatId seat;
    GroupId group_id;
    PersonId person;
    AuthorityId authority;
    groups::Role role = groups::Role::member;
};
BOOST_DESCRIBE_STRUCT(SeatHeld, (), (seat, group_id, person, authority, role))
/// A seat that has not ended.
std::optional<SeatHeld> seat_held(Read& read, SeatId seat);
/// Whether the group has a facilitator's seat beside this one.
bool another_facilitates(Read& read, SeatHeld const& seat);
/// Entry and rights. Does not ask for the last facilitator.
void change_role(Change& change, SeatHeld const& seat, groups::Role role, PersonId by);
/// The seat ends and goes on for another authority, with what it had seen and the same rights; into the
/// seat they have for that one, if any, with the higher of the two roles.
void continue_seat(Change& change, SeatHeld const& seat, AuthorityId with, PersonId by);

struct GroupFeeds {
    FeedId feed;
    FeedId desk;
};
BOOST_DESCRIBE_STRUCT(GroupFeeds, (), (feed, desk))
/// The group must exist.
GroupFeeds feeds_of(Read& read, GroupId group);
/// The person must exist.
FeedId feed_of(Read& read, PersonId person);

} // namespace folkmoot::storage
