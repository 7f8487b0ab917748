// Reading the forum: lists of topics, pages of a topic, where a post is. Writing is in forum_posts.cpp
// and forum_topics.cpp, what belongs to one person in forum_reading.cpp and forum_drafts.cpp, reports in
// forum_reports.cpp.

#include "storage/forum.hpp"

#include "protocol/markdown.hpp"
#include "storage/feeds.hpp"
#include "storage/forum_rows.hpp"
#include "storage/seats.hpp"

namespace folkmoot::storage {

namespace {

constexpr Sql select_topics = R"sql(
SELECT r.*, m.number AS read_up_to, m.following
  FROM topics t
  JOIN topic_rows r ON r.topic = t.id
  JOIN read_marks m ON m.topic = t.id AND m.person = $1
 WHERE t.group_id = $2
   AND (t.pinned < $3 OR (t.pinned = $3 AND t.last_entry < $4))
   AND ($5 = 'all'
        OR ($5 = 'questions' AND t.question = 1)
        OR ($5 = 'unanswered' AND t.question = 1 AND t.answer IS NULL)
        OR ($5 = 'following' AND m.following = 'follow')
        OR ($5 = 'unread' AND m.following <> 'mute'
            AND EXISTS (SELECT 1 FROM posts o
                         WHERE o.topic = t.id AND o.number > m.number
                           AND o.author <> $1 AND o.deleted_at IS NULL)))
   AND ($6 = 0 OR EXISTS (SELECT 1 FROM topic_labels l WHERE l.topic = t.id AND l.label = $7))
 ORDER BY t.pinned DESC, t.last_entry DESC
 LIMIT $8
)sql";

constexpr Sql select_key = R"sql(
SELECT pinned, last_entry FROM topics WHERE id = $1 AND group_id = $2
)sql";

constexpr Sql select_posts = R"sql(
SELECT r.*
  FROM posts o
  JOIN post_rows r ON r.post = o.id
 WHERE o.topic = $1 AND o.number >= $2
 ORDER BY o.number
 LIMIT $3
)sql";

constexpr Sql select_thanked = R"sql(
SELECT o.id
  FROM posts o
  JOIN thanks k ON k.post = o.id
 WHERE o.topic = $1 AND o.number >= $2 AND o.number <= $3 AND k.person = $4
 ORDER BY o.number
)sql";

constexpr Sql select_place = R"sql(
SELECT group_id AS "group", topic, number FROM posts WHERE id = $1
)sql";

constexpr Sql select_text = R"sql(
SELECT revision, COALESCE(edited_at, at) AS at, text, '' AS html
  FROM posts WHERE id = $1 AND deleted_at IS NULL
)sql";

constexpr Sql select_earlier = R"sql(
SELECT revision, at, text, '' AS html FROM post_texts WHERE post = $1 ORDER BY revision DESC
)sql";

/// A topic's place in the list of its group.
struct Key {
    Number pinned = 2;
    Number last_entry = 0;
};
BOOST_DESCRIBE_STRUCT(Key, (), (pinned, last_entry))

struct Listed : forum::TopicRow {
    Number read_up_to = 0;
    forum::Following following{};
};
BOOST_DESCRIBE_STRUCT(Listed, (forum::TopicRow), (read_up_to, following))

} // namespace

Result<forum::TopicList> topics_of(Read& read, Actor const& actor, forum::Topics const& request)
{
    Key after;
    if (request.after) {
        auto const key = read.row<Key>(select_key, *request.after, request.group);
        if (!key) {
            return invalid("after", "This topic is not in the group.");
        }
        after = *key;
    }
    auto rows = read.rows<Listed>(
        select_topics, actor.person, request.group, after.pinned, after.last_entry,
        request.filter.value_or(forum::TopicFilter::all), request.label.has_value(),
        request.label.value_or(LabelId{}), forum::topics_page + 1);
    forum::TopicList list;
    list.more = std::ssize(rows) > forum::topics_page;
    rows.resize(std::min<std::size_t>(rows.size(), forum::topics_page));
    for (auto& row : rows) {
        fill(read, row);
        list.read_up_to.push_back(row.read_up_to);
        list.following.push_back(row.following);
        list.topics.push_back(std::move(row));
    }
    return list;
}

Result<forum::TopicPage> topic_page(Read& read, Actor const& actor, forum::ShowTopic const& request)
{
    auto topic = topic_row(read, request.topic);
    if (!topic) {
        return not_found();
    }
    forum::TopicPage page;
    auto const from = request.from.value_or(1);
    page.posts = read.rows<forum::Post>(select_posts, request.topic, from, forum::posts_page);
    for (auto& post : page.posts) {
        fill(read, post);
    }
    if (!page.posts.empty()) {
        page.thanked = read.rows<PostId>(select_thanked, request.topic, from,
                                         page.posts.back().number, actor.person);
    }
    auto const mark = read_mark(read, actor.person, request.topic);
    page.read_up_to = mark.number;
    page.following = mark.following;
    page.entry = last_number(read, feeds_of(read, topic->group).feed);
    page.topic = std::move(*topic);
    return page;
}

Result<forum::PostPlace> find_post(Read& read, Actor const&, forum::FindPost const& request)
{
    auto const place = read.row<forum::PostPlace>(select_place, request.post);
    if (!place) {
        return not_found();
    }
    return *place;
}

Result<forum::PostTexts> texts_of(Read& read, Actor const&, forum::Texts const& request)
{
    forum::PostTexts texts{read.rows<forum::PostText>(select_text, request.post)};
    for (auto& earlier : read.rows<forum::PostText>(select_earlier, request.post)) {
        texts.texts.push_back(std::move(earlier));
    }
    for (auto& text : texts.texts) {
        text.html = render_markdown(text.text);
    }
    return texts;
}

} // namespace folkmoot::storage
