#include "storage/change.hpp"

#include "storage/audit.hpp"

namespace folkmoot::storage {
namespace {

/// What all changes of rights wait for: a chain has one end.
constexpr Uuid end_of_chain{{'a', 'u', 'd', 'i', 't'}};

constexpr Sql make_feed_row = R"sql(
    INSERT INTO feeds (id, kind, last_number) VALUES ($1, $2, 0)
)sql";

// The feed's own row gives the number, so that two entries never get the same and a rolled back change
// leaves no gap.
constexpr Sql next_number = R"sql(
    UPDATE feeds SET last_number = last_number + 1 WHERE id = $1 RETURNING last_number
)sql";

constexpr Sql next_number_in_group = R"sql(
    UPDATE feeds SET last_number = last_number + 1
     WHERE id = (SELECT g.feed FROM groups g WHERE g.id = $1) RETURNING id AS feed, last_number
)sql";

constexpr Sql count_narrowing = R"sql(
    UPDATE feeds SET rights = rights + 1 WHERE id = $1 RETURNING rights
)sql";

constexpr Sql count_narrowing_of_person = R"sql(
    UPDATE feeds SET rights = rights + 1
     WHERE id = (SELECT p.feed FROM people p WHERE p.id = $1) RETURNING rights
)sql";

constexpr Sql add_entry = R"sql(
    INSERT INTO entries (feed, number, at, kind, by_person, authority, group_id, topic, post, seat, label,
                         resource, version, about_person, about_authority)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
)sql";

constexpr std::int64_t microseconds_per_millisecond = 1'000;

struct NextNumber {
    FeedId feed;
    Number last_number = 0;
};
BOOST_DESCRIBE_STRUCT(NextNumber, (), (feed, last_number))

} // namespace

Change::Change(Connection& connection, Surroundings const& surroundings,
               std::optional<GroupId> likely_group)
    : Read(connection, likely_group), surroundings_(surroundings), now_(surroundings.now())
{
}

Uuid Change::fresh_uuid()
{
    std::array<std::uint8_t, 10> random{};
    surroundings_.random(random);
    return uuid_v7(now_.microseconds / microseconds_per_millisecond, random);
}

Number Change::write_entry(EntryWritten const& entry)
{
    auto const number = row<Number>(next_number, entry.feed);
    if (!number) {
        throw DatabaseError("no feed " + to_string(entry.feed));
    }
    put_entry(entry, *number);
    return *number;
}

Number Change::write_group_entry(EntryWritten entry)
{
    auto const next = row<NextNumber>(next_number_in_group, entry.group);
    if (!next) {
        throw DatabaseError("an entry of no group");
    }
    entry.feed = next->feed;
    put_entry(entry, next->last_number);
    return next->last_number;
}

void Change::put_entry(EntryWritten const& entry, Number number)
{
    put(add_entry, entry.feed, number, now_, entry.kind, entry.by, entry.authority, entry.group,
        entry.topic, entry.post, entry.seat, entry.label, entry.resource, entry.version,
        entry.about_person, entry.about_authority);
    entries_.push_back({entry.feed, number});
    if (tells_of_rights(entry.kind) && !entry.again) {
        audit({.kind = boost::describe::enum_to_string(entry.kind, ""),
               .by = entry.by,
               .person = entry.about_person,
               .authority = entry.about_authority,
               .group = entry.group,
               .role = entry.role});
    }
}

void Change::make_feed(FeedId feed, std::string_view kind)
{
    run(make_feed_row, feed, kind);
}

void Change::audit(Audited const& right)
{
    connection_.hold(Hold::alone, end_of_chain);
    add_link(*this, right);
}

void Change::right_changes(RightChange change)
{
    if (change.kind == RightChange::Kind::feed_ended) {
        change.rights = row<Number>(count_narrowing, change.feed).value_or(0);
    } else if (change.narrows()) {
        change.rights = row<Number>(count_narrowing_of_person, change.person).value_or(0);
        signed_in_.reset(); // perhaps no more
    }
    right_changes_.push_back(change);
}

} // namespace folkmoot::storage
