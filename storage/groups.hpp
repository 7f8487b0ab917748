#pragma once
// Groups and seats: one function for each method of protocol/groups.hpp.
// Permission has been asked in the same transaction (server/routes.cpp); each function still answers
// not_found or conflict for what changed or is missing. Effects: a `change` writes its entries.

#include "storage/change.hpp"

namespace folkmoot::storage {

Result<groups::GroupList> groups_list(Read& read, Actor const& actor,
                                      groups::Groups const& request);
Result<groups::GroupPage> group_page(Read& read, Actor const& actor,
                                     groups::ShowGroup const& request);
Result<groups::GroupMade> make_group(Change& change, Actor const& actor,
                                     groups::MakeGroup const& request);
Result<people::Revised> change_group(Change& change, Actor const& actor,
                                     groups::ChangeGroup const& request);
Result<groups::WelcomeWords> welcome_of(Read& read, Actor const& actor,
                                        groups::ShowWelcome const& request);
Result<people::Revised> set_welcome(Change& change, Actor const& actor,
                                    groups::SetWelcome const& request);
Result<Done> put_away(Change& change, Actor const& actor, groups::PutAway const& request);
Result<people::Revised> archive_group(Change& change, Actor const& actor,
                                      groups::ArchiveGroup const& request);
Result<groups::SeatList> members_of(Read& read, Actor const& actor, groups::Members const& request);
Result<groups::SeatTaken> join(Change& change, Actor const& actor, groups::Join const& request);
Result<groups::Asked> ask_to_join(Change& change, Actor const& actor,
                                  groups::AskToJoin const& request);
Result<groups::JoinRequestList> join_requests(Read& read, Actor const& actor,
                                              groups::JoinRequests const& request);
Result<Done> decide(Change& change, Actor const& actor, groups::Decide const& request);
Result<groups::SeatTaken> add_member(Change& change, Actor const& actor,
                                     groups::AddMember const& request);
Result<Done> set_role(Change& change, Actor const& actor, groups::SetRole const& request);
Result<Done> remove_member(Change& change, Actor const& actor, groups::RemoveMember const& request);
Result<groups::LabelMade> add_label(Change& change, Actor const& actor,
                                    groups::AddLabel const& request);
Result<Done> remove_label(Change& change, Actor const& actor, groups::RemoveLabel const& request);

} // namespace folkmoot::storage
