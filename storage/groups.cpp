#include "storage/groups.hpp"

#include "protocol/markdown.hpp"
#include "storage/fold.hpp"
#include "storage/forum_rows.hpp"
#include "storage/group_rows.hpp"
#include "storage/seats.hpp"

namespace folkmoot::storage {

namespace {

constexpr Sql select_page = R"sql(
SELECT g.id AS "group", g.feed, g.desk, g.name, g.purpose, g.kind,
       CASE WHEN g.archived_at IS NULL THEN 0 ELSE 1 END AS archived, g.revision,
       NULL AS role, 0 AS reads,
       CASE WHEN EXISTS (SELECT 1 FROM join_requests j
                          WHERE j.group_id = g.id AND j.person = $2 AND j.decided_at IS NULL)
            THEN 1 ELSE 0 END AS asked,
       (SELECT count(DISTINCT s.person) FROM seats s
         WHERE s.group_id = g.id AND s.until_at IS NULL AND s.role <> 'guest') AS members,
       (SELECT count(DISTINCT s.person) FROM seats s
         WHERE s.group_id = g.id AND s.until_at IS NULL AND s.role = 'guest'
           AND NOT EXISTS (SELECT 1 FROM seats o
                            WHERE o.group_id = g.id AND o.person = s.person
                              AND o.until_at IS NULL AND o.role <> 'guest')) AS guests,
       (SELECT count(DISTINCT s.authority) FROM seats s
         WHERE s.group_id = g.id AND s.until_at IS NULL) AS authorities,
       (SELECT count(*) FROM topics t WHERE t.group_id = g.id) AS topics,
       0 AS unread,
       (SELECT count(*) FROM join_requests j
         WHERE j.group_id = g.id AND j.decided_at IS NULL) +
       (SELECT count(*) FROM reports r
         WHERE r.group_id = g.id AND r.settled_at IS NULL) AS waiting,
       w.html AS welcome_html, w.by_person AS welcome_by_person, w.by_name AS welcome_by_name,
       w.by_authority AS welcome_by_authority, w.by_authority_name AS welcome_by_authority_name,
       0 AS welcome_by_guest, w.at AS welcome_at
  FROM groups g
  LEFT JOIN welcome_rows w ON w.group_id = g.id
 WHERE g.id = $1
)sql";

constexpr Sql select_own_seats = R"sql(
SELECT r.*
  FROM seats s
  JOIN seat_rows r ON r.seat = s.id
 WHERE s.person = $2 AND s.group_id = $1 AND s.until_at IS NULL
 ORDER BY s.from_at, s.from_entry, s.id
)sql";

constexpr Sql select_facilitators = R"sql(
SELECT r.*
  FROM seats s
  JOIN seat_rows r ON r.seat = s.id
 WHERE s.group_id = $1 AND s.until_at IS NULL AND s.role = 'facilitator'
)sql";

constexpr Sql select_put_away = R"sql(
SELECT p.part
  FROM put_away p
 WHERE p.group_id = $1 AND p.person = $2
   AND NOT EXISTS (SELECT 1 FROM welcomes w
                    WHERE w.group_id = p.group_id AND p.part = 'welcome'
                      AND w.revision > p.revision)
 ORDER BY p.part
)sql";

constexpr Sql select_labels = R"sql(
SELECT id AS label, name FROM labels WHERE group_id = $1 ORDER BY folded
)sql";

constexpr Sql select_described = R"sql(
SELECT feed, name, purpose, kind,
       CASE WHEN archived_at IS NULL THEN 0 ELSE 1 END AS archived, revision
  FROM groups WHERE id = $1
)sql";

constexpr Sql update_group = R"sql(
UPDATE groups SET name = $2, purpose = $3, kind = $4, revision = $5 WHERE id = $1
)sql";

constexpr Sql update_archived = R"sql(
UPDATE groups SET archived_at = $2, revision = $3 WHERE id = $1
)sql";

constexpr Sql count_labels = R"sql(
SELECT count(*) FROM labels WHERE group_id = $1
)sql";

constexpr Sql count_label_named = R"sql(
SELECT count(*) FROM labels WHERE group_id = $1 AND folded = $2
)sql";

constexpr Sql insert_label = R"sql(
INSERT INTO labels (id, group_id, name, folded) VALUES ($1, $2, $3, $4)
)sql";

constexpr Sql select_label_group = R"sql(
SELECT group_id FROM labels WHERE id = $1
)sql";

constexpr Sql delete_resource_labels = R"sql(
DELETE FROM resource_labels WHERE label = $1
)sql";

constexpr Sql delete_topic_labels = R"sql(
DELETE FROM topic_labels WHERE label = $1
)sql";

constexpr Sql delete_label = R"sql(
DELETE FROM labels WHERE id = $1
)sql";

/// What change_group and archive_group look at.
struct Described {
    FeedId feed;
    std::string name;
    std::string purpose;
    groups::Kind kind{};
    bool archived = false;
    Revision revision = 0;
};
BOOST_DESCRIBE_STRUCT(Described, (), (feed, name, purpose, kind, archived, revision))

/// Takes out of a page what this person may not know.
void leave_out_what_is_hidden(groups::GroupPage& page, Standing const& standing)
{
    if (!standing.sees_seats()) {
        page.members = page.guests = page.authorities = 0;
    }
    if (!standing.reads()) {
        page.topics = 0;
        page.labels.clear();
        page.welcome.reset();
    }
    if (!standing.facilitates()) {
        page.desk.reset();
        page.waiting = 0;
    }
}

Number write_group_entry(Change& change, Actor const& actor, GroupId group, feeds::EntryKind kind,
                         std::optional<LabelId> label = {})
{
    return change.write_entry({.feed = feeds_of(change, group).feed,
                               .kind = kind,
                               .by = actor.person,
                               .authority = spoken_for(change, actor.person, group),
                               .group = group,
                               .label = label});
}

} // namespace

Result<groups::GroupList> groups_list(Read& read, Actor const& actor, groups::Groups const&)
{
    groups::GroupList list;
    for (auto const& standing : standings_of(read, actor.person)) {
        if (standing.knows()) {
            list.groups.push_back(group_row(read, actor.person, standing));
        }
    }
    sort_by_name(list.groups, &groups::GroupRow::name, &groups::GroupRow::group);
    return list;
}

Result<groups::GroupPage> group_page(Read& read, Actor const& actor,
                                     groups::ShowGroup const& request)
{
    auto const standing = standing_in(read, actor.person, request.group);
    auto page = read.row<groups::GroupPage>(select_page, request.group, actor.person);
    if (!page || !standing || !standing->knows()) {
        return not_found();
    }
    page->role = standing->role;
    page->reads = standing->reads();
    page->own_seats = read.rows<groups::SeatRow>(select_own_seats, request.group, actor.person);
    page->facilitators = read.rows<groups::SeatRow>(select_facilitators, request.group);
    sort_by_name(page->facilitators, &groups::SeatRow::name, &groups::SeatRow::seat);
    page->labels = read.rows<groups::LabelRow>(select_labels, request.group);
    if (standing->role) {
        page->unread = unread_in(read, actor.person, request.group);
    }
    if (page->welcome) {
        page->welcome->html = render_markdown(page->welcome->html);
    }
    page->put_away = read.rows<groups::GroupPart>(select_put_away, request.group, actor.person);
    leave_out_what_is_hidden(*page, *standing);
    return *page;
}

Result<people::Revised> change_group(Change& change, Actor const& actor,
                                     groups::ChangeGroup const& request)
{
    auto const group = change.row<Described>(select_described, request.group);
    if (!group) {
        return not_found();
    }
    if (group->revision != request.revision) {
        return conflict("The group was changed since you looked.");
    }
    if (group->name == request.name.value && group->purpose == request.purpose.value &&
        group->kind == request.kind) {
        return people::Revised{group->revision};
    }
    auto const revision = group->revision + 1;
    change.run(update_group, request.group, request.name, request.purpose, request.kind, revision);
    write_group_entry(change, actor, request.group, feeds::EntryKind::group_changed);
    if (group->kind == groups::Kind::open && request.kind != groups::Kind::open) {
        change.right_changes({.kind = RightChange::Kind::feed_ended, .feed = group->feed});
    }
    return people::Revised{revision};
}

Result<people::Revised> archive_group(Change& change, Actor const& actor,
                                      groups::ArchiveGroup const& request)
{
    auto const group = change.row<Described>(select_described, request.group);
    if (!group) {
        return not_found();
    }
    if (group->archived == request.archived) {
        return people::Revised{group->revision};
    }
    auto const revision = group->revision + 1;
    auto const archived_at = request.archived ? std::optional{change.now()} : std::nullopt;
    change.run(update_archived, request.group, archived_at, revision);
    write_group_entry(change, actor, request.group,
                      request.archived ? feeds::EntryKind::group_archived
                                       : feeds::EntryKind::group_reopened);
    return people::Revised{revision};
}

Result<groups::LabelMade> add_label(Change& change, Actor const& actor,
                                    groups::AddLabel const& request)
{
    auto const word = folded(request.name.value);
    if (change.number(count_label_named, request.group, word) > 0) {
        return conflict("The group has this label already.");
    }
    if (change.number(count_labels, request.group) >= groups::labels_max) {
        return too_many("A group has at most 30 labels.");
    }
    auto const label = change.fresh_id<LabelId>();
    change.run(insert_label, label, request.group, request.name, word);
    write_group_entry(change, actor, request.group, feeds::EntryKind::label_added, label);
    return groups::LabelMade{label};
}

Result<Done> remove_label(Change& change, Actor const& actor, groups::RemoveLabel const& request)
{
    auto const group = change.row<GroupId>(select_label_group, request.label);
    if (!group) {
        return not_found();
    }
    change.run(delete_topic_labels, request.label);
    change.run(delete_resource_labels, request.label);
    change.run(delete_label, request.label);
    write_group_entry(change, actor, *group, feeds::EntryKind::label_removed, request.label);
    return Done{};
}

} // namespace folkmoot::storage
