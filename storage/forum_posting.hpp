#pragma once
// What starting a topic, replying and editing have in common.

#include "storage/change.hpp"

namespace folkmoot::storage {

/// Tells people who are newly mentioned in a post and may read its group; its author is not told.
struct Mentioning {
    GroupId group;
    TopicId topic;
    PostId post;
    PersonId author;
    AuthorityId authority;
};
void tell_mentioned(Change& change, Mentioning const& where, std::string_view text);

/// Gives a topic exactly these labels; `invalid` on "labels[N]" for one that the group does not have.
Result<void> label_topic(Change& change, GroupId group, TopicId topic,
                         std::vector<LabelId> const& labels);

/// The labels of `group` that have the words of the topic's own, in whichever group it is.
std::vector<LabelId> labels_worded_alike(Read& read, TopicId topic, GroupId group);

/// A draft was thrown away.
void drop_draft(Change& change, PersonId person, Uuid const& place);
/// The draft has become what it was for; one that was written on meanwhile stays.
void drop_posted_draft(Change& change, PersonId person, Uuid const& place, Markdown const& text);
void drop_drafts_of_post(Change& change, PostId post);

/// Writes an entry about a topic (and a post) into its group's feed; `authority` is whom the actor
/// speaks for, else that of their oldest seat.
struct AboutTopic {
    GroupId group;
    TopicId topic;
    std::optional<PostId> post;
    std::optional<AuthorityId> authority;
};
Number write_forum_entry(Change& change, Actor const& actor, feeds::EntryKind kind,
                         AboutTopic const& about);

/// Raises the topic's revision and tells that it was changed.
Revision touch_topic(Change& change, Actor const& actor, TopicId topic);

} // namespace folkmoot::storage
