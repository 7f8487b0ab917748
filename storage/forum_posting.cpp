#include "storage/forum_posting.hpp"

#include "protocol/markdown.hpp"
#include "storage/required.hpp"
#include "storage/seats.hpp"
#include "storage/standing.hpp"

#include <algorithm>

namespace folkmoot::storage {

namespace {

constexpr Sql insert_mention = R"sql(
INSERT INTO mentions (person, post, at) VALUES ($1, $2, $3)
ON CONFLICT (person, post) DO NOTHING
)sql";

constexpr Sql count_label = R"sql(
SELECT count(*) FROM labels WHERE id = $1 AND group_id = $2
)sql";

constexpr Sql delete_labels = R"sql(
DELETE FROM topic_labels WHERE topic = $1
)sql";

constexpr Sql insert_label = R"sql(
INSERT INTO topic_labels (topic, label) VALUES ($1, $2)
ON CONFLICT (topic, label) DO NOTHING
)sql";

constexpr Sql select_worded_alike = R"sql(
SELECT n.id
  FROM topic_labels t
  JOIN labels l ON l.id = t.label
  JOIN labels n ON n.folded = l.folded AND n.group_id = $2
 WHERE t.topic = $1
 ORDER BY n.folded
)sql";

constexpr Sql delete_draft = R"sql(
DELETE FROM drafts WHERE person = $1 AND place = $2
)sql";

constexpr Sql delete_posted_draft = R"sql(
DELETE FROM drafts WHERE person = $1 AND place = $2 AND text = $3
)sql";

constexpr Sql delete_drafts_of_post = R"sql(
DELETE FROM drafts WHERE post = $1
)sql";

constexpr Sql update_revision = R"sql(
UPDATE topics SET revision = revision + 1 WHERE id = $1 RETURNING revision
)sql";

constexpr Sql select_group = R"sql(
SELECT group_id FROM topics WHERE id = $1
)sql";

} // namespace

void tell_mentioned(Change& change, Mentioning const& where, std::string_view text)
{
    auto mentioned = mentions(text);
    mentioned.resize(std::min(mentioned.size(), forum::mentions_max));
    for (auto const person : mentioned) {
        auto const standing = standing_in(change, person, where.group);
        if (person == where.author || !standing || !standing->reads() ||
            change.run(insert_mention, person, where.post, change.now()) == 0) {
            continue;
        }
        change.write_entry({.feed = feed_of(change, person),
                            .kind = feeds::EntryKind::mentioned,
                            .by = where.author,
                            .authority = where.authority,
                            .group = where.group,
                            .topic = where.topic,
                            .post = where.post});
    }
}

Result<void> label_topic(Change& change, GroupId group, TopicId topic,
                         std::vector<LabelId> const& labels)
{
    change.put(delete_labels, topic);
    for (std::size_t place = 0; place < labels.size(); ++place) {
        if (change.number(count_label, labels[place], group) == 0) {
            return invalid("labels[" + std::to_string(place) + "]",
                           "The group does not have this label.");
        }
        change.put(insert_label, topic, labels[place]);
    }
    return {};
}

std::vector<LabelId> labels_worded_alike(Read& read, TopicId topic, GroupId group)
{
    return read.rows<LabelId>(select_worded_alike, topic, group);
}

void drop_draft(Change& change, PersonId person, Uuid const& place)
{
    change.put(delete_draft, person, place);
}

void drop_posted_draft(Change& change, PersonId person, Uuid const& place, Markdown const& text)
{
    change.put(delete_posted_draft, person, place, text);
}

void drop_drafts_of_post(Change& change, PostId post)
{
    change.put(delete_drafts_of_post, post);
}

Number write_forum_entry(Change& change, Actor const& actor, feeds::EntryKind kind,
                         AboutTopic const& about)
{
    auto const authority =
        about.authority ? about.authority : spoken_for(change, actor.person, about.group);
    return change.write_group_entry({.feed = {},
                                     .kind = kind,
                                     .by = actor.person,
                                     .authority = authority,
                                     .group = about.group,
                                     .topic = about.topic,
                                     .post = about.post});
}

Revision touch_topic(Change& change, Actor const& actor, TopicId topic)
{
    auto const revision = change.number(update_revision, topic);
    auto const group = required(change.row<GroupId>(select_group, topic));
    write_forum_entry(change, actor, feeds::EntryKind::topic_changed,
                      {.group = group, .topic = topic});
    return revision;
}

} // namespace folkmoot::storage
