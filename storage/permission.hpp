#pragma once
// Who may do what: one predicate for each kind of right, asked inside the transaction of the request.
// Each gives nothing when the actor may, `sign_in_needed` when the sign-in or person has ended,
// `not_found` when they may not even see the thing (byte for byte as for what does not exist), and
// `forbidden` when they see it and may not do this. server/routes.cpp names one for every method.
//
// Roles: facilitator, member, guest in a group; coordinator of an authority, administrator of the
// network above. A person with several seats in a group has the highest of their roles. A person all of
// whose seats are guests' sees only the groups they sit in, and the people they share them with; so it
// stays when the last of these seats has ended.
// An archived group is read, and nothing in it changes but by its being opened again (`forbidden`).
// Open groups: everybody with a sign-in who is not a guest may read. By request: name, purpose and
// facilitators are visible. By invitation: does not exist for others, administrators apart, who see its
// name and seats but read no content unless they sit in it.

#include "storage/change.hpp"

namespace folkmoot::storage {

/// Asks what is_signed_in() tells, which then need not wait for it alone. In a change the person is held.
void ask_signed_in(Read& read, Actor const& actor);
/// Signed in, and neither the sign-in nor the person has ended.
Result<void> is_signed_in(Read& read, Actor const& actor);
/// Facilitates some group, or is an administrator.
Result<void> may_make_groups(Read& read, Actor const& actor);
/// The same; and facilitates the group that it is a copy of, if any, archived or not.
Result<void> may_make_group(Read& read, Actor const& actor,
                            std::optional<groups::CopyOf> const& copy_of);
/// An administrator of the network; what it is about is asked by the function.
Result<void> may_administer(Read& read, Actor const& actor);
/// Coordinator of this authority, or administrator.
Result<void> may_see_presence(Read& read, Actor const& actor, AuthorityId authority);
/// Shares a group with them, or is not a guest.
Result<void> may_see_person(Read& read, Actor const& actor, PersonId person);

/// Knows that the group exists: name, purpose, facilitators.
Result<void> may_see_group(Read& read, Actor const& actor, GroupId group);
/// Reads forum and feed: a seat, or an open group.
Result<void> may_read_group(Read& read, Actor const& actor, GroupId group);
/// Sees who sits in it: reads it, or is an administrator.
Result<void> may_see_seats(Read& read, Actor const& actor, GroupId group);
/// Holds a seat of any role, and the group is not archived.
Result<void> may_write_in_group(Read& read, Actor const& actor, GroupId group);
Result<void> may_join(Read& read, Actor const& actor, GroupId group);
Result<void> may_ask_to_join(Read& read, Actor const& actor, GroupId group);
/// Facilitator, of a group that is not archived.
Result<void> may_facilitate(Read& read, Actor const& actor, GroupId group);
/// Reads the desk: facilitator.
Result<void> may_read_desk(Read& read, Actor const& actor, GroupId group);
/// Facilitator or administrator, archived or not: archiving, seats.
Result<void> may_manage_group(Read& read, Actor const& actor, GroupId group);

Result<void> may_read_topic(Read& read, Actor const& actor, TopicId topic);
Result<void> may_write_in_topic(Read& read, Actor const& actor, TopicId topic);
Result<void> may_facilitate_topic(Read& read, Actor const& actor, TopicId topic);
/// Facilitator of both groups, neither of them archived.
Result<void> may_move_topic(Read& read, Actor const& actor, TopicId topic, GroupId to);
/// Its author (still with a seat) or a facilitator.
Result<void> may_change_topic(Read& read, Actor const& actor, TopicId topic);

Result<void> may_read_post(Read& read, Actor const& actor, PostId post);
/// Reads it, and the group is not archived.
Result<void> may_report_post(Read& read, Actor const& actor, PostId post);
Result<void> may_write_beside_post(Read& read, Actor const& actor, PostId post);
/// Its author, still with a seat.
Result<void> may_edit_post(Read& read, Actor const& actor, PostId post);
/// Its author (still with a seat) or a facilitator.
Result<void> may_remove_post(Read& read, Actor const& actor, PostId post);

Result<void> may_read_resource(Read& read, Actor const& actor, ResourceId resource);
Result<void> may_read_version(Read& read, Actor const& actor, VersionId version);
/// Holds a seat of any role: a draft takes nothing from anybody.
Result<void> may_add_version(Read& read, Actor const& actor, ResourceId resource);
/// Holds a seat; a guest, only where they put the resource in.
Result<void> may_change_resource(Read& read, Actor const& actor, ResourceId resource);
Result<void> may_release_version(Read& read, Actor const& actor, VersionId version);
/// Who added it (still with a seat) or a facilitator.
Result<void> may_remove_version(Read& read, Actor const& actor, VersionId version);
/// Holds a seat that is no guest's.
Result<void> may_adopt(Read& read, Actor const& actor, VersionId version);
Result<void> may_end_adoption(Read& read, Actor const& actor, ResourceId resource);
/// Reads the version, and holds a seat that is no guest's in the group it goes to.
Result<void> may_adapt(Read& read, Actor const& actor, VersionId version, GroupId to);
/// Likewise in the group of the resource.
Result<void> may_catch_up(Read& read, Actor const& actor, ResourceId resource, VersionId to);
/// Reads the adaptation and its origin.
Result<void> may_see_origin_changes(Read& read, Actor const& actor, ResourceId adaptation);
Result<void> may_undo_catch_up(Read& read, Actor const& actor, ResourceId resource);

Result<void> may_decide(Read& read, Actor const& actor, JoinRequestId join_request);
Result<void> may_settle(Read& read, Actor const& actor, ReportId report);
Result<void> may_change_seat(Read& read, Actor const& actor,
                             SeatId seat); ///< facilitator or administrator
Result<void> may_end_seat(Read& read, Actor const& actor, SeatId seat); ///< the same, or one's own
Result<void> may_remove_label(Read& read, Actor const& actor, LabelId label);
Result<void> may_read_feed(Read& read, Actor const& actor, FeedId feed);
Result<void> may_end_sign_in(Read& read, Actor const& actor, SignInId sign_in);
Result<void> may_draft_at(Read& read, Actor const& actor, forum::DraftPlace const& place);

} // namespace folkmoot::storage
