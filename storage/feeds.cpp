#include "storage/feeds.hpp"

#include "storage/forum_rows.hpp"
#include "storage/library_rows.hpp"
#include "storage/permission.hpp"
#include "storage/standing.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <tuple>

namespace folkmoot::storage {

namespace {

constexpr Sql select_entries = R"sql(
SELECT e.number, e.at, e.kind, e.by_person,
       CASE WHEN p.ended_at IS NULL THEN p.name ELSE '' END AS by_name,
       e.authority AS by_authority,
       COALESCE((SELECT n.short_name FROM authority_names n
                  WHERE n.authority = e.authority AND n.from_at <= e.at
                  ORDER BY n.from_at DESC LIMIT 1), '') AS by_authority_name,
       CASE WHEN EXISTS (SELECT 1 FROM seats s
                          WHERE s.group_id = e.group_id AND s.person = e.by_person
                            AND s.authority = e.authority
                            AND s.until_at IS NULL AND s.role = 'guest')
            THEN 1 ELSE 0 END AS by_guest,
       e.group_id AS "group", e.topic, e.post, e.seat, e.label, e.resource,
       e.version, e.about_person, e.about_authority,
       (SELECT f.rights FROM feeds f WHERE f.id = $1) AS rights
  FROM entries e
  LEFT JOIN people p ON p.id = e.by_person
 WHERE e.feed = $1 AND e.number > $2 AND e.number <= $3
 ORDER BY e.number
 LIMIT $4
)sql";

constexpr Sql select_topics = R"sql(
SELECT r.* FROM topic_rows r
 WHERE r.topic IN (SELECT e.topic FROM entries e
                    WHERE e.feed = $1 AND e.number >= $2 AND e.number <= $3)
)sql";

constexpr Sql select_posts = R"sql(
SELECT r.* FROM post_rows r
 WHERE r.post IN (SELECT e.post FROM entries e
                   WHERE e.feed = $1 AND e.number >= $2 AND e.number <= $3)
)sql";

constexpr Sql select_seats = R"sql(
SELECT r.* FROM seat_rows r
 WHERE r.seat IN (SELECT e.seat FROM entries e
                   WHERE e.feed = $1 AND e.number >= $2 AND e.number <= $3)
)sql";

constexpr Sql select_resources = R"sql(
SELECT r.* FROM resource_rows r
 WHERE r.resource IN (SELECT e.resource FROM entries e
                       WHERE e.feed = $1 AND e.number >= $2 AND e.number <= $3)
)sql";

constexpr Sql select_last_number = R"sql(
SELECT last_number FROM feeds WHERE id = $1
)sql";

constexpr Sql select_rights = R"sql(
SELECT rights FROM feeds WHERE id = $1
)sql";

/// Of as many feeds as asked_at_once.
constexpr Sql select_feeds_now = R"sql(
SELECT id AS feed, last_number AS last, rights FROM feeds
 WHERE id IN ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16,
              $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32,
              $33, $34, $35, $36, $37, $38, $39, $40, $41, $42, $43, $44, $45, $46, $47, $48,
              $49, $50, $51, $52, $53, $54, $55, $56, $57, $58, $59, $60, $61, $62, $63, $64)
)sql";
constexpr std::size_t asked_at_once = 64;

constexpr Sql select_feed_kind = R"sql(
SELECT kind FROM feeds WHERE id = $1
)sql";

constexpr Sql select_owner = R"sql(
SELECT id FROM people WHERE feed = $1
)sql";

constexpr Sql select_group_of_feed = R"sql(
SELECT id FROM groups WHERE feed = $1 OR desk = $1
)sql";

constexpr Sql select_authority_of_feed = R"sql(
SELECT id FROM authorities WHERE feed = $1
)sql";

constexpr Sql select_spans = R"sql(
SELECT from_entry, until_entry, desk_from
  FROM seats
 WHERE person = $1 AND group_id = $2
 ORDER BY from_entry DESC
)sql";

struct EntryRow {
    Number number = 0;
    Instant at;
    feeds::EntryKind kind{};
    std::optional<people::Byline> by;
    std::optional<GroupId> group;
    std::optional<TopicId> topic;
    std::optional<PostId> post;
    std::optional<SeatId> seat;
    std::optional<LabelId> label;
    std::optional<ResourceId> resource;
    std::optional<VersionId> version;
    std::optional<PersonId> about_person;
    std::optional<AuthorityId> about_authority;
    Number rights = 0; ///< of the feed: the same in each row
};
BOOST_DESCRIBE_STRUCT(EntryRow, (),
                      (number, at, kind, by, group, topic, post, seat, label, resource, version,
                       about_person, about_authority, rights))

/// From which entry to which somebody held a seat.
struct Span {
    Number from_entry = 0;
    std::optional<Number> until_entry;
    std::optional<Number> desk_from;
};
BOOST_DESCRIBE_STRUCT(Span, (), (from_entry, until_entry, desk_from))

/// The things that a run of entries is about, each read once.
class Things {
public:
    Things(Read& read, FeedId feed, Number first, Number last)
    {
        for (auto& topic : read.rows<forum::TopicRow>(select_topics, feed, first, last)) {
            fill(read, topic);
            topics_.emplace(topic.topic, std::move(topic));
        }
        for (auto& post : read.rows<forum::Post>(select_posts, feed, first, last)) {
            fill(read, post);
            posts_.emplace(post.post, std::move(post));
        }
        for (auto& seat : read.rows<groups::SeatRow>(select_seats, feed, first, last)) {
            seats_.emplace(seat.seat, std::move(seat));
        }
        for (auto& resource :
             read.rows<library::ResourceRow>(select_resources, feed, first, last)) {
            fill(read, resource);
            resources_.emplace(resource.resource, std::move(resource));
        }
    }

    feeds::Entry told(FeedId feed, EntryRow const& row) const
    {
        feeds::Entry entry{.feed = feed, .number = row.number, .at = row.at, .kind = row.kind};
        entry.by = row.by;
        entry.group = row.group;
        entry.label = row.label;
        entry.version = row.version;
        entry.about_person = row.about_person;
        entry.about_authority = row.about_authority;
        entry.topic = found(topics_, row.topic);
        entry.post = found(posts_, row.post);
        entry.seat = found(seats_, row.seat);
        entry.resource = found(resources_, row.resource);
        return entry;
    }

private:
    template <class Key, class Row>
    static std::optional<Row> found(std::map<Key, Row> const& rows, std::optional<Key> const& key)
    {
        auto const row = key ? rows.find(*key) : rows.end();
        return row == rows.end() ? std::nullopt : std::optional{row->second};
    }

    std::map<TopicId, forum::TopicRow> topics_;
    std::map<PostId, forum::Post> posts_;
    std::map<SeatId, groups::SeatRow> seats_;
    std::map<ResourceId, library::ResourceRow> resources_;
};

void leave_out_the_topic(feeds::Entry& entry)
{
    entry.by.reset();
    entry.topic.reset();
    entry.post.reset();
}

/// Who reads a group's feed or desk may not read the group that a topic was moved to.
void leave_out_what_moved(feeds::Entry& entry)
{
    if (!entry.topic || entry.topic->group == entry.group) {
        return;
    }
    if (entry.kind == feeds::EntryKind::topic_moved_away) {
        entry.moved = entry.topic->topic;
        entry.topic.reset();
    } else {
        leave_out_the_topic(entry);
    }
}

/// A person keeps their own feed when they leave a group, or a topic does, but not what stands there.
void leave_out_what_is_left(Read& read, PersonId owner, feeds::Entry& entry)
{
    if (!entry.topic) {
        return;
    }
    auto const standing = standing_in(read, owner, entry.topic->group);
    if (standing && standing->reads()) {
        entry.group = entry.topic->group;
    } else {
        leave_out_the_topic(entry);
    }
}

/// A post is told with its topic or not at all.
void leave_out_what_is_hidden(Read& read, FeedId feed, std::vector<feeds::Entry>& entries)
{
    auto const owner = read.row<PersonId>(select_owner, feed);
    for (auto& entry : entries) {
        if (entry.topic && owner) {
            leave_out_what_is_left(read, *owner, entry);
        } else if (entry.topic) {
            leave_out_what_moved(entry);
        }
    }
}

/// Where the unbroken row of seats begins of which the newest still stands. Spans come newest first.
std::optional<Number> unbroken_from(std::vector<Span> const& spans)
{
    std::optional<Number> begin;
    for (auto const& span : spans) {
        auto const reaches = !span.until_entry || (begin && *span.until_entry >= *begin);
        if (reaches && (!begin || span.from_entry < *begin)) {
            begin = span.from_entry;
        }
    }
    return begin;
}

std::optional<Number> desk_begins(std::vector<Span> const& spans)
{
    std::optional<Number> begin;
    for (auto const& span : spans) {
        if (!span.until_entry && span.desk_from) {
            begin = std::min(begin.value_or(*span.desk_from), *span.desk_from);
        }
    }
    return begin;
}

std::optional<Number> begins_in_group(Read& read, PersonId person, FeedId feed)
{
    auto const group = read.row<GroupId>(select_group_of_feed, feed);
    auto const standing = group ? standing_in(read, person, *group) : std::nullopt;
    if (!standing || !standing->reads()) {
        return std::nullopt;
    }
    if (feed == standing->feed && standing->kind == groups::Kind::open && !standing->guest) {
        return 1;
    }
    auto const spans = read.rows<Span>(select_spans, person, *group);
    return feed == standing->feed ? unbroken_from(spans) : desk_begins(spans);
}

feeds::Followed followed(Read& read, feeds::Cursor const& cursor, Number begins)
{
    feeds::Followed feed{.feed = cursor.feed, .last = last_number(read, cursor.feed)};
    if (cursor.after) {
        auto const after = std::max<Number>(*cursor.after, 0);
        feed.afresh =
            after > feed.last || feed.last - after > feeds::behind_max || after + 1 < begins;
    }
    return feed;
}

} // namespace

EntryRun entries_between(Read& read, FeedId feed, Number after, Number up_to, Count limit)
{
    auto const rows = read.rows<EntryRow>(select_entries, feed, after, up_to, limit);
    if (rows.empty()) {
        return {.rights = rights_of(read, feed)};
    }
    EntryRun run{.rights = rows.front().rights};
    Things const things(read, feed, rows.front().number, rows.back().number);
    std::size_t words = 0;
    for (auto const& row : rows) {
        auto const& entry = run.entries.emplace_back(things.told(feed, row));
        words += entry.post ? entry.post->html.size() : 0;
        if (words >= told_bytes_max) {
            break;
        }
    }
    leave_out_what_is_hidden(read, feed, run.entries);
    return run;
}

Number last_number(Read& read, FeedId feed)
{
    return read.row<Number>(select_last_number, feed).value_or(0);
}

Number rights_of(Read& read, FeedId feed)
{
    return read.row<Number>(select_rights, feed).value_or(0);
}

std::vector<FeedNow> feeds_now(Read& read, std::vector<FeedId> const& feeds)
{
    std::vector<FeedNow> all;
    for (std::size_t begin = 0; begin < feeds.size(); begin += asked_at_once) {
        std::array<FeedId, asked_at_once> some;
        some.fill(feeds[begin]); // asked for again, where fewer are left
        auto const end = std::min(begin + asked_at_once, feeds.size());
        std::copy(feeds.begin() + static_cast<std::ptrdiff_t>(begin),
                  feeds.begin() + static_cast<std::ptrdiff_t>(end), some.begin());
        auto const found = std::apply(
            [&](auto const&... each) { return read.rows<FeedNow>(select_feeds_now, each...); },
            some);
        all.insert(all.end(), found.begin(), found.end());
    }
    return all;
}

std::optional<Number> right_begins(Read& read, Actor const& actor, FeedId feed)
{
    auto const kind = read.row<std::string>(select_feed_kind, feed);
    if (!kind || is_signed_in(read, actor).has_error()) {
        return std::nullopt;
    }
    if (*kind == "group" || *kind == "desk") {
        return begins_in_group(read, actor.person, feed);
    }
    bool reads = false;
    if (*kind == "person") {
        reads = read.row<PersonId>(select_owner, feed) == actor.person;
    } else if (*kind == "network") {
        reads = !is_guest(read, actor.person);
    } else if (*kind == "authority") {
        auto const authority = read.row<AuthorityId>(select_authority_of_feed, feed);
        reads = authority && belongs_to(read, actor.person, *authority);
    }
    return reads ? std::optional<Number>{1} : std::nullopt;
}

Result<feeds::FollowedList> follow_feeds(Read& read, Actor const& actor,
                                         feeds::FollowFeeds const& request)
{
    feeds::FollowedList list;
    for (auto const& cursor : request.feeds.values) {
        if (auto const begins = right_begins(read, actor, cursor.feed)) {
            list.feeds.push_back(followed(read, cursor, *begins));
        }
    }
    return list;
}

Result<feeds::EntryPage> entries(Read& read, Actor const& actor, feeds::Entries const& request)
{
    auto const begins = right_begins(read, actor, request.feed);
    if (!begins) {
        return not_found();
    }
    auto const last = last_number(read, request.feed);
    auto const after = std::max(request.after, *begins - 1);
    feeds::EntryPage page{
        entries_between(read, request.feed, after, last, feeds::entries_page).entries, false};
    page.more = !page.entries.empty() && page.entries.back().number < last;
    return page;
}

} // namespace folkmoot::storage
