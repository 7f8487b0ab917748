// What happens to a topic after it was started: title and labels, pinned, closed, answered.

#include "storage/forum.hpp"
#include "storage/forum_posting.hpp"

#include <set>

namespace folkmoot::storage {

namespace {

constexpr Sql select_topic = R"sql(
SELECT group_id, title, revision, pinned, closed, question, answer FROM topics WHERE id = $1
)sql";

constexpr Sql select_labels = R"sql(
SELECT label FROM topic_labels WHERE topic = $1
)sql";

constexpr Sql update_topic = R"sql(
UPDATE topics SET title = $2, question = $3, answer = $4 WHERE id = $1
)sql";

constexpr Sql update_pinned = R"sql(
UPDATE topics SET pinned = $2 WHERE id = $1
)sql";

constexpr Sql update_closed = R"sql(
UPDATE topics SET closed = $2 WHERE id = $1
)sql";

constexpr Sql update_answer = R"sql(
UPDATE topics SET answer = $2 WHERE id = $1
)sql";

constexpr Sql count_replies = R"sql(
SELECT count(*) FROM posts
 WHERE id = $1 AND topic = $2 AND number > 1 AND deleted_at IS NULL
)sql";

struct TopicState {
    GroupId group_id;
    std::string title;
    Revision revision = 0;
    bool pinned = false;
    bool closed = false;
    bool question = false;
    std::optional<PostId> answer;
};
BOOST_DESCRIBE_STRUCT(TopicState, (), (group_id, title, revision, pinned, closed, question, answer))

bool same_labels(Read& read, TopicId topic, std::vector<LabelId> const& asked)
{
    auto const labels = read.rows<LabelId>(select_labels, topic);
    return std::set(labels.begin(), labels.end()) == std::set(asked.begin(), asked.end());
}

} // namespace

Result<people::Revised> change_topic(Change& change, Actor const& actor,
                                     forum::ChangeTopic const& request)
{
    auto const topic = change.row<TopicState>(select_topic, request.topic);
    if (!topic) {
        return not_found();
    }
    if (topic->revision != request.revision) {
        return conflict("The topic was changed since you looked.");
    }
    if (topic->title == request.title.value && topic->question == request.question &&
        same_labels(change, request.topic, request.labels.values)) {
        return people::Revised{topic->revision};
    }
    auto const labelled =
        label_topic(change, topic->group_id, request.topic, request.labels.values);
    if (labelled.has_error()) {
        return labelled.error();
    }
    change.run(update_topic, request.topic, request.title, request.question,
               request.question ? topic->answer : std::nullopt);
    return people::Revised{touch_topic(change, actor, request.topic)};
}

Result<people::Revised> pin(Change& change, Actor const& actor, forum::Pin const& request)
{
    auto const topic = change.row<TopicState>(select_topic, request.topic);
    if (!topic) {
        return not_found();
    }
    if (topic->pinned == request.pinned) {
        return people::Revised{topic->revision};
    }
    change.run(update_pinned, request.topic, request.pinned);
    return people::Revised{touch_topic(change, actor, request.topic)};
}

Result<people::Revised> close(Change& change, Actor const& actor, forum::Close const& request)
{
    auto const topic = change.row<TopicState>(select_topic, request.topic);
    if (!topic) {
        return not_found();
    }
    if (topic->closed == request.closed) {
        return people::Revised{topic->revision};
    }
    change.run(update_closed, request.topic, request.closed);
    return people::Revised{touch_topic(change, actor, request.topic)};
}

Result<people::Revised> mark_answer(Change& change, Actor const& actor,
                                    forum::MarkAnswer const& request)
{
    auto const topic = change.row<TopicState>(select_topic, request.topic);
    if (!topic) {
        return not_found();
    }
    if (!topic->question) {
        return conflict("This topic asks no question.");
    }
    if (request.post && change.number(count_replies, *request.post, request.topic) == 0) {
        return invalid("post", "This is not a reply of the topic.");
    }
    if (topic->answer == request.post) {
        return people::Revised{topic->revision};
    }
    change.run(update_answer, request.topic, request.post);
    return people::Revised{touch_topic(change, actor, request.topic)};
}

} // namespace folkmoot::storage
