#pragma once
// The forum: one function for each method of protocol/forum.hpp.
// Permission has been asked in the same transaction (server/routes.cpp); each function still answers
// not_found or conflict for what changed or is missing. Effects: a `change` writes its entries.

#include "storage/change.hpp"

namespace folkmoot::storage {

Result<forum::TopicList> topics_of(Read& read, Actor const& actor, forum::Topics const& request);
Result<forum::TopicPage> topic_page(Read& read, Actor const& actor,
                                    forum::ShowTopic const& request);
Result<forum::PostPlace> find_post(Read& read, Actor const& actor, forum::FindPost const& request);
Result<forum::TopicStarted> start_topic(Change& change, Actor const& actor,
                                        forum::StartTopic const& request);
Result<forum::PostAdded> reply(Change& change, Actor const& actor, forum::Reply const& request);
Result<people::Revised> edit_post(Change& change, Actor const& actor,
                                  forum::EditPost const& request);
Result<Done> delete_post(Change& change, Actor const& actor, forum::DeletePost const& request);
Result<forum::PostTexts> texts_of(Read& read, Actor const& actor, forum::Texts const& request);
Result<Done> remove_earlier_texts(Change& change, Actor const& actor,
                                  forum::RemoveEarlierTexts const& request);
Result<people::Revised> change_topic(Change& change, Actor const& actor,
                                     forum::ChangeTopic const& request);
Result<people::Revised> pin(Change& change, Actor const& actor, forum::Pin const& request);
Result<people::Revised> close(Change& change, Actor const& actor, forum::Close const& request);
Result<forum::MoveOutlook> before_move(Read& read, Actor const& actor,
                                       forum::BeforeMove const& request);
Result<people::Revised> move_topic(Change& change, Actor const& actor,
                                   forum::MoveTopic const& request);
Result<people::Revised> mark_answer(Change& change, Actor const& actor,
                                    forum::MarkAnswer const& request);
Result<Done> thank(Change& change, Actor const& actor, forum::Thank const& request);
Result<Done> follow(Change& change, Actor const& actor, forum::Follow const& request);
Result<Done> mark_read(Change& change, Actor const& actor, forum::MarkRead const& request);
Result<Done> mark_group_read(Change& change, Actor const& actor,
                             forum::MarkGroupRead const& request);
Result<forum::Reported> report_post(Change& change, Actor const& actor,
                                    forum::ReportPost const& request);
Result<forum::ReportList> reports_of(Read& read, Actor const& actor, forum::Reports const& request);
Result<Done> settle_report(Change& change, Actor const& actor, forum::SettleReport const& request);
Result<forum::DraftList> drafts_of(Read& read, Actor const& actor, forum::Drafts const& request);
Result<Done> save_draft(Change& change, Actor const& actor, forum::SaveDraft const& request);

} // namespace folkmoot::storage
