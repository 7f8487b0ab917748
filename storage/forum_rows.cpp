#include "storage/forum_rows.hpp"

#include "protocol/markdown.hpp"

namespace folkmoot::storage {

namespace {

constexpr Sql select_topic = R"sql(
SELECT r.* FROM topic_rows r WHERE r.topic = $1
)sql";

constexpr Sql select_post = R"sql(
SELECT r.* FROM post_rows r WHERE r.post = $1
)sql";

constexpr Sql select_labels = R"sql(
SELECT l.id
  FROM topic_labels t
  JOIN labels l ON l.id = t.label
 WHERE t.topic = $1
 ORDER BY l.folded
)sql";

constexpr Sql select_thanked_by = R"sql(
SELECT k.person, CASE WHEN p.ended_at IS NULL THEN p.name ELSE '' END AS name, k.authority,
       COALESCE((SELECT n.short_name FROM authority_names n
                  WHERE n.authority = k.authority AND n.from_at <= k.at
                  ORDER BY n.from_at DESC LIMIT 1), '') AS authority_name,
       k.as_guest AS guest
  FROM thanks k
  JOIN people p ON p.id = k.person
 WHERE k.post = $1
 ORDER BY k.at, k.person
 LIMIT 50
)sql";

constexpr Sql select_read_mark = R"sql(
SELECT number, following FROM read_marks WHERE person = $1 AND topic = $2
)sql";

constexpr Sql count_unread_in_group = R"sql(
SELECT count(*) FROM (
    SELECT 1
      FROM topics t
      LEFT JOIN reading r ON r.person = $1 AND r.topic = t.id
      JOIN posts o ON o.topic = t.id AND o.number > COALESCE(r.number, 0)
     WHERE t.group_id = $2
       AND t.last_entry > (SELECT g.entry FROM group_reading g
                            WHERE g.person = $1 AND g.group_id = $2)
       AND t.posts > COALESCE(r.number, 0)
       AND o.entry > (SELECT g.entry FROM group_reading g
                       WHERE g.person = $1 AND g.group_id = $2)
       AND o.author <> $1 AND o.deleted_at IS NULL
       AND NOT EXISTS (SELECT 1 FROM following f
                        WHERE f.person = $1 AND f.topic = t.id AND f.how = 'mute')
       AND EXISTS (SELECT 1 FROM seats s
                    WHERE s.person = $1 AND s.group_id = $2 AND s.until_at IS NULL)
     LIMIT 100) unread
)sql";

constexpr Sql count_unread_in_topic = R"sql(
SELECT count(*) FROM (
    SELECT 1
      FROM topics t
      LEFT JOIN reading r ON r.person = $1 AND r.topic = t.id
      JOIN group_reading g ON g.person = $1 AND g.group_id = t.group_id
      JOIN posts o ON o.topic = t.id AND o.number > COALESCE(r.number, 0)
     WHERE t.id = $2 AND o.entry > g.entry AND o.author <> $1 AND o.deleted_at IS NULL
     LIMIT 100) unread
)sql";

} // namespace

void fill(Read& read, forum::TopicRow& topic)
{
    topic.labels = read.rows<LabelId>(select_labels, topic.topic);
}

void fill(Read& read, forum::Post& post)
{
    if (!post.html.empty()) {
        post.html = render_markdown(post.html);
    }
    if (post.thanks > 0) {
        post.thanked_by = read.rows<people::Byline>(select_thanked_by, post.post);
    }
}

std::optional<forum::TopicRow> topic_row(Read& read, TopicId topic)
{
    auto row = read.row<forum::TopicRow>(select_topic, topic);
    if (row) {
        fill(read, *row);
    }
    return row;
}

std::optional<forum::Post> post_row(Read& read, PostId post)
{
    auto row = read.row<forum::Post>(select_post, post);
    if (row) {
        fill(read, *row);
    }
    return row;
}

ReadMark read_mark(Read& read, PersonId person, TopicId topic)
{
    return read.row<ReadMark>(select_read_mark, person, topic).value_or(ReadMark{});
}

Count unread_in(Read& read, PersonId person, GroupId group)
{
    return read.number(count_unread_in_group, person, group);
}

Count unread_in(Read& read, PersonId person, TopicId topic)
{
    return read.number(count_unread_in_topic, person, topic);
}

} // namespace folkmoot::storage
