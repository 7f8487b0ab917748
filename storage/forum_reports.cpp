// Posts that somebody wants the facilitators to look at.

#include "storage/forum.hpp"
#include "storage/forum_rows.hpp"
#include "storage/required.hpp"
#include "storage/seats.hpp"

namespace folkmoot::storage {

namespace {

constexpr Sql select_post = R"sql(
SELECT group_id, topic, CASE WHEN deleted_at IS NULL THEN 0 ELSE 1 END AS deleted
  FROM posts WHERE id = $1
)sql";

constexpr Sql count_waiting = R"sql(
SELECT count(*) FROM reports
 WHERE group_id = $1 AND post = $2 AND person = $3 AND settled_at IS NULL
)sql";

constexpr Sql insert_report = R"sql(
INSERT INTO reports (id, group_id, post, person, authority, as_guest, why, at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
)sql";

constexpr Sql select_reports = R"sql(
SELECT x.id AS report, x.person AS by_person,
       CASE WHEN p.ended_at IS NULL THEN p.name ELSE '' END AS by_name,
       x.authority AS by_authority,
       COALESCE((SELECT n.short_name FROM authority_names n
                  WHERE n.authority = x.authority AND n.from_at <= x.at
                  ORDER BY n.from_at DESC LIMIT 1), '') AS by_authority_name,
       x.as_guest AS by_guest, x.at, x.why, x.post
  FROM reports x
  JOIN people p ON p.id = x.person
 WHERE x.group_id = $1 AND x.settled_at IS NULL
 ORDER BY x.at, x.id
)sql";

constexpr Sql select_report = R"sql(
SELECT x.group_id, o.topic, x.post
  FROM reports x
  JOIN posts o ON o.id = x.post
 WHERE x.id = $1 AND x.settled_at IS NULL
)sql";

constexpr Sql update_settled = R"sql(
UPDATE reports SET settled_at = $2, settled_by = $3 WHERE id = $1
)sql";

struct Reportable {
    GroupId group_id;
    TopicId topic;
    bool deleted = false;
};
BOOST_DESCRIBE_STRUCT(Reportable, (), (group_id, topic, deleted))

struct Waiting {
    ReportId report;
    people::Byline by;
    Instant at;
    std::string why;
    PostId post;
};
BOOST_DESCRIBE_STRUCT(Waiting, (), (report, by, at, why, post))

struct Reported {
    GroupId group_id;
    TopicId topic;
    PostId post;
};
BOOST_DESCRIBE_STRUCT(Reported, (), (group_id, topic, post))

/// For whom somebody reports. In an open group one may do so without a seat.
struct Reporting {
    std::optional<AuthorityId> authority;
    bool as_guest = false;
};
Reporting reporting(Read& read, PersonId person, GroupId group)
{
    if (auto const seat = speaking(read, person, group, std::nullopt)) {
        return {seat->authority, seat->as_guest()};
    }
    auto const authority = seatable(read, person, std::nullopt);
    return {authority ? std::optional{*authority} : std::nullopt};
}

void write_desk_entry(Change& change, Actor const& actor, feeds::EntryKind kind,
                      Reported const& reported)
{
    change.write_entry({.feed = feeds_of(change, reported.group_id).desk,
                        .kind = kind,
                        .by = actor.person,
                        .authority = spoken_for(change, actor.person, reported.group_id),
                        .group = reported.group_id,
                        .topic = reported.topic,
                        .post = reported.post});
}

} // namespace

Result<forum::Reported> report_post(Change& change, Actor const& actor,
                                    forum::ReportPost const& request)
{
    auto const post = change.row<Reportable>(select_post, request.post);
    if (!post) {
        return not_found();
    }
    if (post->deleted) {
        return conflict("This post was deleted.");
    }
    if (change.number(count_waiting, post->group_id, request.post, actor.person) > 0) {
        return conflict("You have reported this post already.");
    }
    auto const report = change.fresh_id<ReportId>();
    auto const reporter = reporting(change, actor.person, post->group_id);
    change.run(insert_report, report, post->group_id, request.post, actor.person,
               reporter.authority, reporter.as_guest, request.why, change.now());
    write_desk_entry(change, actor, feeds::EntryKind::post_reported,
                     {post->group_id, post->topic, request.post});
    return forum::Reported{report};
}

Result<forum::ReportList> reports_of(Read& read, Actor const&, forum::Reports const& request)
{
    forum::ReportList list;
    for (auto& waiting : read.rows<Waiting>(select_reports, request.group)) {
        forum::ReportRow row{.report = waiting.report,
                             .by = std::move(waiting.by),
                             .at = waiting.at,
                             .why = std::move(waiting.why)};
        row.post = required(post_row(read, waiting.post));
        row.topic = required(topic_row(read, row.post.topic));
        list.reports.push_back(std::move(row));
    }
    return list;
}

Result<Done> settle_report(Change& change, Actor const& actor, forum::SettleReport const& request)
{
    auto const reported = change.row<Reported>(select_report, request.report);
    if (!reported) {
        return Done{}; // another facilitator was quicker
    }
    change.run(update_settled, request.report, change.now(), actor.person);
    write_desk_entry(change, actor, feeds::EntryKind::report_settled, *reported);
    return Done{};
}

} // namespace folkmoot::storage
