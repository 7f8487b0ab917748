#pragma once
// Who of a group's people is here: what the database has to say to it. Who is here at all, the server
// knows; it is stored nowhere.

#include "protocol/here.hpp"
#include "storage/change.hpp"
#include "storage/lanes.hpp"

#include <unordered_set>

namespace folkmoot::storage {

using PeopleSet = std::unordered_set<PersonId, UuidHash>;

struct GroupHere {
    FeedId feed;                         ///< the group's; nil when there is no such group
    std::vector<Result<void>> may;       ///< of each asker: may_see_seats()
    std::vector<PersonId> seated;        ///< who sits there, here or not
    std::vector<here::Somebody> showing; ///< those of them who are here and let it be seen
};
/// All from one picture, so that nobody is told of who came after their right ended.
GroupHere group_here(Read& read, GroupId group, std::vector<Actor> const& askers,
                     PeopleSet const& here);

/// Whether this sign-in makes its person be here for others: a browser's, and not against their wish.
bool shows_here(Read& read, Actor const& actor);

} // namespace folkmoot::storage
