#pragma once
// Everything that can be asked, in one list. server/routes.cpp must give each a permission and a
// function, or it does not compile; `folkmoot describe` prints them as OpenRPC.

#include "protocol/adapting.hpp"
#include "protocol/adopting.hpp"
#include "protocol/audit.hpp"
#include "protocol/authorities.hpp"
#include "protocol/feeds.hpp"
#include "protocol/file_texts.hpp"
#include "protocol/forum.hpp"
#include "protocol/groups.hpp"
#include "protocol/here.hpp"
#include "protocol/home.hpp"
#include "protocol/invitation_list.hpp"
#include "protocol/invitations.hpp"
#include "protocol/library.hpp"
#include "protocol/mail_changes.hpp"
#include "protocol/people.hpp"
#include "protocol/search.hpp"
#include "protocol/statements.hpp"

#include <boost/mp11/list.hpp>

namespace folkmoot::protocol {

using Methods = boost::mp11::mp_list<
    people::SignIn, people::SignOut, people::WhoAmI, people::ChangeMe, people::ChangePassword,
    people::SignIns, people::EndSignIn, people::ShowPerson, people::FindPeople,           //
    people::ShowAwaitedMail, people::ChangeMail, people::SendMailAgain, people::KeepMail, //
    authorities::Authorities, authorities::ShowPresence,                                  //
    authorities::ShowAuthority, authorities::Make, authorities::ChangeAuthority,
    authorities::RemoveLogo, authorities::Close, authorities::Merge, authorities::Split,
    authorities::SetCoordinator, authorities::EndAffiliation, people::EndPerson, people::UndoEnding,
    people::SetAdministrator, audit::ShowTrail, //
    groups::Groups, groups::ShowGroup, groups::MakeGroup, groups::ChangeGroup,
    groups::ArchiveGroup,                                     //
    groups::ShowWelcome, groups::SetWelcome, groups::PutAway, //
    groups::Members, groups::Join, groups::AskToJoin, groups::JoinRequests, groups::Decide,
    groups::AddMember,                                                            //
    groups::SetRole, groups::RemoveMember, groups::AddLabel, groups::RemoveLabel, //
    forum::Topics, forum::ShowTopic, forum::FindPost, forum::StartTopic, forum::Reply,
    forum::EditPost, //
    forum::DeletePost, forum::Texts, forum::RemoveEarlierTexts, forum::ChangeTopic, forum::Pin,
    forum::Close, forum::BeforeMove, forum::MoveTopic, //
    forum::MarkAnswer, forum::Thank, forum::Follow, forum::MarkRead, forum::MarkGroupRead,
    forum::ReportPost,                                                                    //
    forum::Reports, forum::SettleReport, forum::Preview, forum::Drafts, forum::SaveDraft, //
    library::Resources, library::ShowResource, library::WhichVersion, library::MarkSeen,
    library::AddResource, library::ChangeResource, library::AddVersion, library::ReleaseVersion,
    library::RemoveVersion, library::ShowVersionText, library::ShowNearestVersions, //
    library::Adoptions, library::AdoptVersion, library::EndAdoption,                //
    library::ShowAdaptation, library::AdaptVersion, library::CatchUpWithOrigin,
    library::UndoCatchUp, library::ShowOriginChanges, library::TakeOriginChanges, //
    feeds::FollowFeeds, feeds::Entries,                                           //
    here::LookWho,                                                                //
    home::Show,                                                                   //
    search::Find,                                                                 //
    invitations::Invitations, invitations::Invite, invitations::Withdraw, invitations::SendAgain,
    invitations::MakeLink, invitations::SendReset, invitations::LookOver, //
    statements::ShowStatement, statements::ChangeStatement>;

} // namespace folkmoot::protocol
