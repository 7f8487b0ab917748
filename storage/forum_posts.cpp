// Starting topics, replying, and what happens to a post afterwards.

#include "storage/erasure.hpp"
#include "storage/forum.hpp"
#include "storage/forum_posting.hpp"
#include "storage/forum_rows.hpp"
#include "storage/required.hpp"
#include "storage/seats.hpp"

namespace folkmoot::storage {

namespace {

constexpr Sql insert_topic = R"sql(
INSERT INTO topics (id, group_id, title, author, authority, as_guest, at, revision, posts, last_at,
                    last_entry, last_author, last_authority, last_as_guest, pinned, closed, question)
VALUES ($1, $2, $3, $4, $5, $6, $7, 1, 1, $7, $8, $4, $5, $6, 0, 0, $9)
)sql";

constexpr Sql insert_post = R"sql(
INSERT INTO posts (id, topic, group_id, number, entry, author, authority, as_guest, at, text,
                   revision)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 1)
)sql";

/// And whether $1 has read all that others wrote in it.
constexpr Sql select_topic = R"sql(
SELECT t.group_id, t.closed,
       CASE WHEN EXISTS (SELECT 1 FROM posts o
                          WHERE o.topic = t.id
                            AND o.number > (SELECT m.number FROM read_marks m
                                             WHERE m.person = $1 AND m.topic = t.id)
                            AND o.author <> $1 AND o.deleted_at IS NULL)
            THEN 0 ELSE 1 END AS read_all
  FROM topics t WHERE t.id = $2
)sql";

/// Its entry is the one that its group's feed gets next: the group is held.
constexpr Sql update_last_post = R"sql(
UPDATE topics
   SET posts = posts + 1, last_at = $2, last_author = $3, last_authority = $4, last_as_guest = $5,
       last_entry = 1 + (SELECT f.last_number FROM feeds f JOIN groups g ON g.feed = f.id
                          WHERE g.id = topics.group_id)
 WHERE id = $1 RETURNING posts
)sql";

constexpr Sql insert_following = R"sql(
INSERT INTO following (person, topic, how) VALUES ($1, $2, 'follow')
ON CONFLICT (person, topic) DO NOTHING
)sql";

constexpr Sql upsert_reading = R"sql(
INSERT INTO reading (person, topic, number, at) VALUES ($1, $2, $3, $4)
ON CONFLICT (person, topic) DO UPDATE SET number = excluded.number, at = excluded.at
)sql";

constexpr Sql select_post = R"sql(
SELECT topic, group_id, number, author, authority, text, revision, COALESCE(edited_at, at) AS at,
       CASE WHEN deleted_at IS NULL THEN 0 ELSE 1 END AS deleted
  FROM posts WHERE id = $1
)sql";

constexpr Sql count_texts = R"sql(
SELECT count(*) FROM post_texts WHERE post = $1
)sql";

constexpr Sql insert_text = R"sql(
INSERT INTO post_texts (post, revision, at, text) VALUES ($1, $2, $3, $4)
)sql";

constexpr Sql update_text = R"sql(
UPDATE posts SET text = $2, revision = $3, edited_at = $4 WHERE id = $1
)sql";

constexpr Sql delete_texts = R"sql(
DELETE FROM post_texts WHERE post = $1
)sql";

constexpr Sql update_deleted = R"sql(
UPDATE posts SET text = '', deleted_at = $2, deleted_by = $3, deleted_by_authority = $4,
                 deleted_by_guest = $5, deleted_why = $6, revision = revision + 1
 WHERE id = $1
)sql";

constexpr Sql delete_mentions = R"sql(
DELETE FROM mentions WHERE post = $1
)sql";

constexpr Sql update_unmarked = R"sql(
UPDATE topics SET answer = NULL WHERE id = $1 AND answer = $2
)sql";

constexpr Sql insert_thanks = R"sql(
INSERT INTO thanks (post, person, authority, as_guest, at) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (post, person) DO NOTHING
)sql";

constexpr Sql delete_thanks = R"sql(
DELETE FROM thanks WHERE post = $1 AND person = $2
)sql";

struct TopicState {
    GroupId group_id;
    bool closed = false;
    bool read_all = false;
};
BOOST_DESCRIBE_STRUCT(TopicState, (), (group_id, closed, read_all))

struct PostState {
    TopicId topic;
    GroupId group_id;
    Number number = 0;
    PersonId author;
    AuthorityId authority;
    std::string text;
    Revision revision = 0;
    Instant at; ///< when the present text was written
    bool deleted = false;

    AboutTopic about(PostId post, std::optional<AuthorityId> for_whom = {}) const
    {
        return {.group = group_id, .topic = topic, .post = post, .authority = for_whom};
    }
};
BOOST_DESCRIBE_STRUCT(PostState, (),
                      (topic, group_id, number, author, authority, text, revision, at, deleted))

Error was_deleted()
{
    return conflict("This post was deleted.");
}

/// Who writes follows what they wrote in, and has read what they wrote when they had read all before.
void follow_along(Change& change, PersonId person, TopicId topic, Number number, bool had_read_all)
{
    change.put(insert_following, person, topic);
    if (had_read_all) {
        change.put(upsert_reading, person, topic, number, change.now());
    }
}

struct NewPost {
    GroupId group;
    TopicId topic;
    Number number = 0;
    Number entry = 0;
    std::string const& text;
};
void insert(Change& change, Actor const& actor, Speaking const& speaking, PostId post,
            NewPost const& made)
{
    change.put(insert_post, post, made.topic, made.group, made.number, made.entry, actor.person,
               speaking.authority, speaking.as_guest(), change.now(), made.text);
    tell_mentioned(change,
                   {.group = made.group,
                    .topic = made.topic,
                    .post = post,
                    .author = actor.person,
                    .authority = speaking.authority},
                   made.text);
}

} // namespace

Result<forum::TopicStarted> start_topic(Change& change, Actor const& actor,
                                        forum::StartTopic const& request)
{
    auto const seat = speaking(change, actor.person, request.group, request.authority);
    if (seat.has_error()) {
        return seat.error();
    }
    auto const topic = change.fresh_id<TopicId>();
    auto const post = change.fresh_id<PostId>();
    auto const entry = write_forum_entry(
        change, actor, feeds::EntryKind::topic_started,
        {.group = request.group, .topic = topic, .post = post, .authority = seat->authority});
    change.put(insert_topic, topic, request.group, request.title, actor.person, seat->authority,
               seat->as_guest(), change.now(), entry, request.question);
    auto const labelled = label_topic(change, request.group, topic, request.labels.values);
    if (labelled.has_error()) {
        return labelled.error();
    }
    insert(change, actor, *seat, post,
           {.group = request.group,
            .topic = topic,
            .number = 1,
            .entry = entry,
            .text = request.text.value});
    follow_along(change, actor.person, topic, 1, true);
    drop_posted_draft(change, actor.person, request.group, request.text);
    return forum::TopicStarted{topic, post, entry};
}

Result<forum::PostAdded> reply(Change& change, Actor const& actor, forum::Reply const& request)
{
    auto const seats = ask_seats(change, actor.person, request.topic);
    auto const topic = change.row<TopicState>(select_topic, actor.person, request.topic);
    if (!topic) {
        return not_found();
    }
    if (topic->closed) {
        return forbidden("This topic is closed: it takes no more replies.");
    }
    auto const seat = speaking(seats, request.authority);
    if (seat.has_error()) {
        return seat.error();
    }
    auto const post = change.fresh_id<PostId>();
    auto const posts = change.ask<Number>(update_last_post, request.topic, change.now(),
                                          actor.person, seat->authority, seat->as_guest());
    auto const entry = write_forum_entry(change, actor, feeds::EntryKind::post_added,
                                         {.group = topic->group_id,
                                          .topic = request.topic,
                                          .post = post,
                                          .authority = seat->authority});
    auto const number = required(posts.row());
    insert(change, actor, *seat, post,
           {.group = topic->group_id,
            .topic = request.topic,
            .number = number,
            .entry = entry,
            .text = request.text.value});
    follow_along(change, actor.person, request.topic, number, topic->read_all);
    drop_posted_draft(change, actor.person, request.topic, request.text);
    return forum::PostAdded{post, number, entry};
}

Result<people::Revised> edit_post(Change& change, Actor const& actor,
                                  forum::EditPost const& request)
{
    auto const post = change.row<PostState>(select_post, request.post);
    if (!post) {
        return not_found();
    }
    if (post->deleted) {
        return was_deleted();
    }
    if (post->revision != request.revision) {
        return conflict("The post was changed since you looked.");
    }
    drop_posted_draft(change, actor.person, request.post, request.text);
    if (post->text == request.text.value) {
        return people::Revised{post->revision};
    }
    if (change.number(count_texts, request.post) >= forum::earlier_texts_max) {
        return too_many("This post was edited 100 times. Write a new one.");
    }
    auto const revision = post->revision + 1;
    change.put(insert_text, request.post, post->revision, post->at, post->text);
    change.put(update_text, request.post, request.text, revision, change.now());
    write_forum_entry(change, actor, feeds::EntryKind::post_edited,
                      post->about(request.post, post->authority));
    tell_mentioned(change,
                   {.group = post->group_id,
                    .topic = post->topic,
                    .post = request.post,
                    .author = actor.person,
                    .authority = post->authority},
                   request.text.value);
    return people::Revised{revision};
}

Result<Done> delete_post(Change& change, Actor const& actor, forum::DeletePost const& request)
{
    auto const post = change.row<PostState>(select_post, request.post);
    if (!post) {
        return not_found();
    }
    if (post->deleted) {
        return Done{};
    }
    auto const seat = speaking(change, actor.person, post->group_id, std::nullopt);
    if (seat.has_error()) {
        return seat.error();
    }
    auto const may = not_held(change, {.person = post->author, .group = post->group_id});
    if (may.has_error()) {
        return may.error();
    }
    note_erasure(change, ErasureKind::post, request.post);
    change.put(delete_texts, request.post);
    change.put(delete_mentions, request.post);
    drop_drafts_of_post(change, request.post);
    change.put(update_deleted, request.post, change.now(), actor.person, seat->authority,
               seat->as_guest(), request.why);
    write_forum_entry(change, actor, feeds::EntryKind::post_deleted,
                      post->about(request.post, seat->authority));
    if (change.run(update_unmarked, post->topic, request.post) > 0) {
        touch_topic(change, actor, post->topic);
    }
    return Done{};
}

Result<Done> remove_earlier_texts(Change& change, Actor const& actor,
                                  forum::RemoveEarlierTexts const& request)
{
    auto const post = change.row<PostState>(select_post, request.post);
    if (!post) {
        return not_found();
    }
    auto const may = not_held(change, {.person = post->author, .group = post->group_id});
    if (may.has_error()) {
        return may.error();
    }
    if (change.run(delete_texts, request.post) > 0) {
        note_erasure(change, ErasureKind::earlier_texts, request.post);
        write_forum_entry(change, actor, feeds::EntryKind::earlier_texts_removed,
                          post->about(request.post));
    }
    return Done{};
}

Result<Done> thank(Change& change, Actor const& actor, forum::Thank const& request)
{
    auto const post = change.row<PostState>(select_post, request.post);
    if (!post) {
        return not_found();
    }
    if (post->author == actor.person) {
        return forbidden("Thanks are for what others wrote.");
    }
    if (post->deleted) {
        return was_deleted();
    }
    auto const seat = speaking(change, actor.person, post->group_id, std::nullopt);
    if (seat.has_error()) {
        return seat.error();
    }
    auto const changed = request.thanks
                             ? change.run(insert_thanks, request.post, actor.person,
                                          seat->authority, seat->as_guest(), change.now())
                             : change.run(delete_thanks, request.post, actor.person);
    if (changed > 0) {
        write_forum_entry(change, actor, feeds::EntryKind::thanked,
                          post->about(request.post, seat->authority));
    }
    return Done{};
}

} // namespace folkmoot::storage
