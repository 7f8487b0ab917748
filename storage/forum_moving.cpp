// Moving a topic to another group. docs/design says why nothing leaks and what becomes of the numbers.

#include "storage/erasure.hpp"
#include "storage/fold.hpp"
#include "storage/forum.hpp"
#include "storage/forum_posting.hpp"
#include "storage/forum_rows.hpp"
#include "storage/required.hpp"
#include "storage/seats.hpp"
#include "storage/standing.hpp"

#include <set>

namespace folkmoot::storage {

namespace {

constexpr Sql select_topic = R"sql(
SELECT t.group_id, t.posts, t.revision, g.kind AS group_kind,
       (SELECT min(o.entry) FROM posts o WHERE o.topic = t.id) AS first_entry
  FROM topics t
  JOIN groups g ON g.id = t.group_id
 WHERE t.id = $1
)sql";

constexpr Sql update_topic = R"sql(
UPDATE topics SET group_id = $2, last_entry = $3, revision = revision + 1
 WHERE id = $1 RETURNING revision
)sql";

/// Numbers below all that were there: they count as read, and no two are ever alike.
constexpr Sql update_posts = R"sql(
UPDATE posts SET group_id = $2, entry = number - $3 - 1 + $4 WHERE topic = $1
)sql";

/// The last post is what came with the entry.
constexpr Sql update_last_post = R"sql(
UPDATE posts SET entry = $3 WHERE topic = $1 AND number = $2
)sql";

constexpr Sql keep_what_was_read = R"sql(
INSERT INTO reading (person, topic, number, at)
SELECT m.person, m.topic, m.number, $3
  FROM read_marks m
 WHERE m.topic = $1 AND m.number > 0
   AND m.person IN (SELECT g.person FROM group_reading g WHERE g.group_id = $2)
ON CONFLICT (person, topic) DO UPDATE SET number = excluded.number, at = excluded.at
 WHERE excluded.number > reading.number
)sql";

constexpr Sql select_waiting = R"sql(
SELECT x.person, x.authority, x.post
  FROM reports x
  JOIN posts o ON o.id = x.post
 WHERE o.topic = $1 AND x.settled_at IS NULL
 ORDER BY x.at, x.id
)sql";

constexpr Sql update_reports = R"sql(
UPDATE reports SET group_id = $2 WHERE post IN (SELECT o.id FROM posts o WHERE o.topic = $1)
)sql";

constexpr Sql count_labels = R"sql(
SELECT count(*) FROM topic_labels WHERE topic = $1
)sql";

constexpr Sql select_sitting = R"sql(
SELECT s.person,
       p.name,
       s.authority,
       a.short_name AS authority_name,
       CASE WHEN s.role = 'guest' THEN 1 ELSE 0 END AS guest
  FROM seats s
  JOIN people p ON p.id = s.person
  JOIN authority_rows a ON a.authority = s.authority
 WHERE s.group_id = $1 AND s.until_at IS NULL
 ORDER BY s.from_at, s.from_entry
)sql";

constexpr Sql select_kind = R"sql(
SELECT kind FROM groups WHERE id = $1
)sql";

struct Moving {
    GroupId group_id;
    Count posts = 0;
    Revision revision = 0;
    groups::Kind group_kind{};
    Number first_entry = 0; ///< below 1 when it was moved before
};
BOOST_DESCRIBE_STRUCT(Moving, (), (group_id, posts, revision, group_kind, first_entry))

struct Waiting {
    PersonId person;
    std::optional<AuthorityId> authority;
    PostId post;
};
BOOST_DESCRIBE_STRUCT(Waiting, (), (person, authority, post))

/// What waited at one desk waits at the other.
void move_reports(Change& change, TopicId topic, GroupId to)
{
    auto const waiting = change.rows<Waiting>(select_waiting, topic);
    change.run(update_reports, topic, to);
    for (auto const& report : waiting) {
        change.write_entry({.feed = feeds_of(change, to).desk,
                            .kind = feeds::EntryKind::post_reported,
                            .by = report.person,
                            .authority = report.authority,
                            .group = to,
                            .topic = topic,
                            .post = report.post});
    }
}

/// Each person once, with their oldest seat.
std::vector<people::Byline> losing(Read& read, GroupId from, GroupId to)
{
    std::vector<people::Byline> people;
    std::set<PersonId> seen;
    for (auto& person : read.rows<people::Byline>(select_sitting, from)) {
        auto const standing = standing_in(read, person.person, to);
        if (seen.insert(person.person).second && (!standing || !standing->reads())) {
            people.push_back(std::move(person));
        }
    }
    sort_by_name(people, &people::Byline::name, &people::Byline::person);
    return people;
}

} // namespace

Result<forum::MoveOutlook> before_move(Read& read, Actor const&, forum::BeforeMove const& request)
{
    auto const topic = read.row<Moving>(select_topic, request.topic);
    if (!topic) {
        return not_found();
    }
    auto people = losing(read, topic->group_id, request.to);
    auto const labels = read.number(count_labels, request.topic);
    auto const kept = std::ssize(labels_worded_alike(read, request.topic, request.to));
    forum::MoveOutlook outlook{
        .posts = topic->posts,
        .reports = std::ssize(read.rows<Waiting>(select_waiting, request.topic)),
        .labels_left = labels - kept,
        .everybody_read = topic->group_kind == groups::Kind::open,
        .everybody_will_read =
            read.row<groups::Kind>(select_kind, request.to) == groups::Kind::open,
        .losing = std::ssize(people)};
    people.resize(std::min<std::size_t>(people.size(), forum::losing_shown_max));
    outlook.losing_people = std::move(people);
    return outlook;
}

Result<people::Revised> move_topic(Change& change, Actor const& actor,
                                   forum::MoveTopic const& request)
{
    auto const topic = change.row<Moving>(select_topic, request.topic);
    if (!topic) {
        return not_found();
    }
    if (topic->group_id != request.from) {
        return conflict("The topic was moved since you looked.");
    }
    if (request.to == request.from) {
        return conflict("The topic is in this group already.");
    }
    // a hold keeps what was written in a group there
    if (auto const may = not_held(change, {.group = request.from}); may.has_error()) {
        return may.error();
    }
    change.run(keep_what_was_read, request.topic, request.from, change.now());
    auto const labels = labels_worded_alike(change, request.topic, request.to);
    write_forum_entry(change, actor, feeds::EntryKind::topic_moved_away,
                      {.group = request.from, .topic = request.topic});
    auto const entry = write_forum_entry(change, actor, feeds::EntryKind::topic_moved_here,
                                         {.group = request.to, .topic = request.topic});
    auto const revision = change.number(update_topic, request.topic, request.to, entry);
    change.run(update_posts, request.topic, request.to, topic->posts,
               std::min<Number>(topic->first_entry, 0));
    change.run(update_last_post, request.topic, topic->posts, entry);
    if (auto const labelled = label_topic(change, request.to, request.topic, labels);
        labelled.has_error()) {
        return labelled.error();
    }
    move_reports(change, request.topic, request.to);
    return people::Revised{revision};
}

} // namespace folkmoot::storage
