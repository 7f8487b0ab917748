#pragma once
// Topics and posts as they are told, whole: what a row of the database does not hold itself (labels, who
// said thanks, the text made safe to show) is filled in. Shared by the forum, feeds and home.

#include "storage/change.hpp"

namespace folkmoot::storage {

/// Labels of a topic whose other fields are read.
void fill(Read& read, forum::TopicRow& topic);
/// A post read from post_rows, whose html is still the text: renders it, and says who thanked.
void fill(Read& read, forum::Post& post);

std::optional<forum::TopicRow> topic_row(Read& read, TopicId topic);
std::optional<forum::Post> post_row(Read& read, PostId post);

/// How far one person has read one topic: up to a post of it, and up to an entry of the group.
struct ReadMark {
    Number number = 0;
    forum::Following following = forum::Following::plain;
};
BOOST_DESCRIBE_STRUCT(ReadMark, (), (number, following))
ReadMark read_mark(Read& read, PersonId person, TopicId topic);

/// Posts of a group (of a topic) that a person who sits there has not read: not their own, not deleted,
/// not in topics they muted. At most 100 are counted.
inline constexpr Count unread_counted_max = 100;
Count unread_in(Read& read, PersonId person, GroupId group);
Count unread_in(Read& read, PersonId person, TopicId topic);

} // namespace folkmoot::storage
