#include "storage/home.hpp"

#include "protocol/markdown.hpp"
#include "storage/adopting.hpp"
#include "storage/feeds.hpp"
#include "storage/fold.hpp"
#include "storage/forum.hpp"
#include "storage/forum_rows.hpp"
#include "storage/group_rows.hpp"
#include "storage/required.hpp"

#include <map>
#include <set>

namespace folkmoot::storage {

namespace {

constexpr Sql select_since = R"sql(
SELECT read_at FROM group_reading WHERE person = $1 AND group_id = $2 AND read_at IS NOT NULL
)sql";

constexpr Sql select_new_topics = R"sql(
SELECT r.*, m.number AS read_up_to,
       COALESCE((SELECT o.text FROM posts o WHERE o.topic = t.id AND o.number = t.posts), '')
           AS text
  FROM topics t
  JOIN topic_rows r ON r.topic = t.id
  JOIN read_marks m ON m.topic = t.id AND m.person = $1
  JOIN group_reading g ON g.person = $1 AND g.group_id = t.group_id
 WHERE t.group_id = $2 AND t.last_entry > g.entry AND m.following <> 'mute'
   AND EXISTS (SELECT 1 FROM posts o
                WHERE o.topic = t.id AND o.number > m.number
                  AND o.author <> $1 AND o.deleted_at IS NULL)
 ORDER BY t.last_entry DESC
 LIMIT $3
)sql";

// The index entries_of_library is for the inner one, so that what else was said in the group costs nothing.
// `library_entry` follows looking there, `entry` saying that all is read.
constexpr Sql select_new_resources = R"sql(
SELECT e.resource, r.title, r.kind,
       CASE WHEN e.kind = 'version_released' THEN v.number END AS released,
       e.by_person, CASE WHEN p.ended_at IS NULL THEN p.name ELSE '' END AS by_name,
       e.authority AS by_authority,
       COALESCE((SELECT n.short_name FROM authority_names n
                  WHERE n.authority = e.authority AND n.from_at <= e.at
                  ORDER BY n.from_at DESC LIMIT 1), '') AS by_authority_name,
       CASE WHEN e.kind = 'version_released' THEN v.released_by_guest ELSE v.as_guest END
           AS by_guest,
       e.at
  FROM (SELECT n.number FROM entries n
         WHERE n.feed = $3 AND n.kind IN ('resource_added', 'version_released')
           AND n.number > (SELECT CASE WHEN g.entry > g.library_entry THEN g.entry
                                       ELSE g.library_entry END
                             FROM group_reading g WHERE g.person = $1 AND g.group_id = $2)
         ORDER BY n.number DESC
         LIMIT $4) news
  JOIN entries e ON e.feed = $3 AND e.number = news.number
  JOIN resources r ON r.id = e.resource
  JOIN versions v ON v.id = e.version
  JOIN people p ON p.id = e.by_person
 WHERE e.by_person <> $1 AND v.removed_at IS NULL
 ORDER BY e.number DESC
)sql";

constexpr Sql select_mentions = R"sql(
SELECT o.author AS by_person, CASE WHEN p.ended_at IS NULL THEN p.name ELSE '' END AS by_name,
       o.authority AS by_authority,
       COALESCE((SELECT n.short_name FROM authority_names n
                  WHERE n.authority = o.authority AND n.from_at <= o.at
                  ORDER BY n.from_at DESC LIMIT 1), '') AS by_authority_name,
       o.as_guest AS by_guest, e.at, o.group_id AS "group", o.topic, t.title, o.number
  FROM mentions e
  JOIN posts o ON o.id = e.post
  JOIN topics t ON t.id = o.topic
  JOIN people p ON p.id = o.author
  JOIN read_marks m ON m.topic = o.topic AND m.person = $1
 WHERE e.person = $1 AND o.number > m.number AND o.deleted_at IS NULL
 ORDER BY e.at DESC, o.id DESC
 LIMIT $2
)sql";

constexpr Sql select_desk = R"sql(
SELECT g.id AS "group", g.name,
       (SELECT count(*) FROM join_requests j
         WHERE j.group_id = g.id AND j.decided_at IS NULL) AS join_requests,
       (SELECT count(*) FROM reports r
         WHERE r.group_id = g.id AND r.settled_at IS NULL) AS reports
  FROM groups g
 WHERE g.id = $1
)sql";

constexpr std::size_t excerpt_characters = 160;
/// Of these, one's own and those about a resource that is told of already are left out.
constexpr Count library_entries_looked_at = 100;
/// Of these, the ones in groups one may no longer read are left out.
constexpr Count mentions_looked_at = 200;

struct Unread : forum::TopicRow {
    Number read_up_to = 0;
    std::string text;
};
BOOST_DESCRIBE_STRUCT(Unread, (forum::TopicRow), (read_up_to, text))

std::vector<home::NewTopic> new_topics(Read& read, PersonId person, GroupId group)
{
    std::vector<home::NewTopic> topics;
    for (auto& row : read.rows<Unread>(select_new_topics, person, group, home::topics_per_group)) {
        fill(read, row);
        home::NewTopic topic;
        topic.unread = unread_in(read, person, row.topic);
        topic.read_up_to = row.read_up_to;
        topic.excerpt = excerpt(row.text, excerpt_characters);
        topic.topic = std::move(row);
        topics.push_back(std::move(topic));
    }
    return topics;
}

std::vector<home::NewResource> new_resources(Read& read, PersonId person, Standing const& standing)
{
    std::vector<home::NewResource> resources;
    std::set<ResourceId> told;
    for (auto& row : read.rows<home::NewResource>(select_new_resources, person, standing.group_id,
                                                  standing.feed, library_entries_looked_at)) {
        if (told.insert(row.resource).second) {
            resources.push_back(std::move(row));
        }
    }
    resources.resize(std::min(resources.size(), home::resources_per_group));
    return resources;
}

home::SinceInGroup since_in_group(Read& read, PersonId person, Standing const& standing)
{
    home::SinceInGroup since;
    since.group = group_row(read, person, standing);
    since.feed = standing.feed;
    if (standing.facilitates()) {
        since.desk = standing.desk;
    }
    since.since = read.row<Instant>(select_since, person, standing.group_id);
    since.entry = last_number(read, standing.feed);
    if (since.group.unread > 0) {
        since.topics = new_topics(read, person, standing.group_id);
    }
    since.library = new_resources(read, person, standing);
    return since;
}

std::vector<home::Mention> mentions_of(Read& read, PersonId person,
                                       std::map<GroupId, Standing> const& readable)
{
    auto mentions = read.rows<home::Mention>(select_mentions, person, mentions_looked_at);
    std::erase_if(mentions,
                  [&](home::Mention const& mention) { return !readable.contains(mention.group); });
    mentions.resize(std::min<std::size_t>(mentions.size(), home::mentions_shown));
    return mentions;
}

std::vector<home::NewerVersion> newer_versions_for(Read& read, PersonId person,
                                                   std::map<GroupId, Standing> const& readable)
{
    auto versions = newer_versions(read, person);
    std::erase_if(versions, [&](home::NewerVersion const& version) {
        return !readable.contains(version.group);
    });
    versions.resize(std::min<std::size_t>(versions.size(), home::newer_versions_shown));
    return versions;
}

} // namespace

Result<home::Page> home_page(Read& read, Actor const& actor, home::Show const&)
{
    home::Page page;
    std::map<GroupId, Standing> readable;
    for (auto const& standing : standings_of(read, actor.person)) {
        if (standing.reads()) {
            readable.emplace(standing.group_id, standing);
        }
        if (standing.role) {
            page.groups.push_back(since_in_group(read, actor.person, standing));
        }
        if (standing.facilitates()) {
            auto const desk = required(read.row<home::Desk>(select_desk, standing.group_id));
            if (desk.join_requests + desk.reports > 0) {
                page.desks.push_back(desk);
            }
        }
    }
    std::sort(page.groups.begin(), page.groups.end(), [](auto const& one, auto const& other) {
        return std::pair{folded(one.group.name), one.group.group} <
               std::pair{folded(other.group.name), other.group.group};
    });
    sort_by_name(page.desks, &home::Desk::name, &home::Desk::group);
    page.mentions = mentions_of(read, actor.person, readable);
    page.newer_versions = newer_versions_for(read, actor.person, readable);
    page.drafts = drafts_of(read, actor, {})->drafts;
    return page;
}

} // namespace folkmoot::storage
