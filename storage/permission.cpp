#include "storage/permission.hpp"

#include "storage/feeds.hpp"
#include "storage/permission_rules.hpp"

#include <algorithm>

namespace folkmoot::storage {

using namespace rules;

namespace {

constexpr Sql count_sign_ins = R"sql(
SELECT count(*)
  FROM sign_ins s
  JOIN people p ON p.id = s.person
 WHERE s.id = $1 AND s.person = $2 AND s.ended_at IS NULL AND p.ended_at IS NULL
)sql";

constexpr Sql count_facilitated = R"sql(
SELECT count(*) FROM seats WHERE person = $1 AND role = 'facilitator' AND until_at IS NULL
)sql";

constexpr Sql count_authority = R"sql(
SELECT count(*) FROM authorities WHERE id = $1
)sql";

constexpr Sql count_met = R"sql(
SELECT count(*)
  FROM seats mine
  JOIN seats theirs ON theirs.group_id = mine.group_id AND theirs.until_at IS NULL
  JOIN affiliations f ON f.person = theirs.person AND f.until_at IS NULL
 WHERE mine.person = $1 AND mine.until_at IS NULL AND f.authority = $2
)sql";

constexpr Sql count_person = R"sql(
SELECT count(*) FROM people WHERE id = $1
)sql";

constexpr Sql select_topic_group = R"sql(
SELECT group_id FROM topics WHERE id = $1
)sql";

constexpr Sql select_topic_author = R"sql(
SELECT author FROM topics WHERE id = $1
)sql";

constexpr Sql select_post_group = R"sql(
SELECT group_id FROM posts WHERE id = $1
)sql";

constexpr Sql select_post_author = R"sql(
SELECT author FROM posts WHERE id = $1
)sql";

constexpr Sql select_seat = R"sql(
SELECT group_id, person FROM seats WHERE id = $1 AND until_at IS NULL
)sql";

constexpr Sql select_request_group = R"sql(
SELECT group_id FROM join_requests WHERE id = $1
)sql";

constexpr Sql select_report_group = R"sql(
SELECT group_id FROM reports WHERE id = $1
)sql";

constexpr Sql select_label_group = R"sql(
SELECT group_id FROM labels WHERE id = $1
)sql";

constexpr Sql count_own_sign_in = R"sql(
SELECT count(*) FROM sign_ins WHERE id = $1 AND person = $2 AND ended_at IS NULL
)sql";

struct SeatPlace {
    GroupId group_id;
    PersonId person;
};
BOOST_DESCRIBE_STRUCT(SeatPlace, (), (group_id, person))

// --- where things are ----------------------------------------------------------------------------

auto group_of(Read& read, TopicId topic)
{
    return found_by(read, select_topic_group, topic);
}

auto group_of(Read& read, PostId post)
{
    return found_by(read, select_post_group, post);
}

Asked<PersonId> author_of(Read& read, TopicId topic)
{
    return read.ask<PersonId>(select_topic_author, topic);
}

Asked<PersonId> author_of(Read& read, PostId post)
{
    return read.ask<PersonId>(select_post_author, post);
}

} // namespace

// --- above the groups ------------------------------------------------------------------------------

namespace {

Read::SignedIn const& asked_signed_in(Read& read, Actor const& actor)
{
    auto& known = read.signed_in();
    if (known && known->actor == actor) {
        return *known;
    }
    read.hold(Hold::together, actor.person);
    return known.emplace(actor,
                         read.ask<std::int64_t>(count_sign_ins, actor.sign_in, actor.person));
}

} // namespace

void ask_signed_in(Read& read, Actor const& actor)
{
    asked_signed_in(read, actor);
}

May is_signed_in(Read& read, Actor const& actor)
{
    return asked_signed_in(read, actor).count.row() > 0 ? May{} : May{sign_in_needed()};
}

May may_make_groups(Read& read, Actor const& actor)
{
    if (auto const may = is_signed_in(read, actor); may.has_error()) {
        return may;
    }
    if (read.number(count_facilitated, actor.person) == 0 &&
        !is_administrator(read, actor.person)) {
        return forbidden("Groups are made by facilitators and administrators.");
    }
    return {};
}

May may_make_group(Read& read, Actor const& actor, std::optional<groups::CopyOf> const& copy_of)
{
    return copy_of ? may_read_desk(read, actor, copy_of->group) : may_make_groups(read, actor);
}

May may_administer(Read& read, Actor const& actor)
{
    if (auto const may = is_signed_in(read, actor); may.has_error()) {
        return may;
    }
    if (!is_administrator(read, actor.person)) {
        return forbidden("This is for the administrators of the network.");
    }
    return {};
}

May may_see_presence(Read& read, Actor const& actor, AuthorityId authority)
{
    if (auto const may = is_signed_in(read, actor); may.has_error()) {
        return may;
    }
    auto const exists = read.number(count_authority, authority) > 0;
    if (exists &&
        (is_administrator(read, actor.person) || coordinates(read, actor.person, authority))) {
        return {};
    }
    // A guest sees their own authorities and those of people they share a group with.
    if (!exists || (is_guest(read, actor.person) && !belongs_to(read, actor.person, authority) &&
                    read.number(count_met, actor.person, authority) == 0)) {
        return not_found();
    }
    return forbidden("This is for the coordinators of the authority and administrators.");
}

May may_see_person(Read& read, Actor const& actor, PersonId person)
{
    if (auto const may = is_signed_in(read, actor); may.has_error()) {
        return may;
    }
    if (read.number(count_person, person) == 0) {
        return not_found();
    }
    auto const sees = person == actor.person || !is_guest(read, actor.person) ||
                      is_administrator(read, actor.person) ||
                      share_a_group(read, actor.person, person);
    return sees ? May{} : May{not_found()};
}

May may_end_sign_in(Read& read, Actor const& actor, SignInId sign_in)
{
    if (auto const may = is_signed_in(read, actor); may.has_error()) {
        return may;
    }
    if (read.number(count_own_sign_in, sign_in, actor.person) == 0) {
        return not_found();
    }
    return {};
}

// --- groups ----------------------------------------------------------------------------------------

May may_see_group(Read& read, Actor const& actor, GroupId group)
{
    return if_known(read, actor, group, always);
}

May may_read_group(Read& read, Actor const& actor, GroupId group)
{
    return if_known(read, actor, group, reads);
}

May may_see_seats(Read& read, Actor const& actor, GroupId group)
{
    return if_known(read, actor, group, sees_seats);
}

May may_write_in_group(Read& read, Actor const& actor, GroupId group)
{
    return if_known(read, actor, group, writes);
}

May may_join(Read& read, Actor const& actor, GroupId group)
{
    return if_known(read, actor, group, [](Standing const& standing) {
        return comes_in(standing, groups::Kind::open, "This group is not open to be joined.");
    });
}

May may_ask_to_join(Read& read, Actor const& actor, GroupId group)
{
    return if_known(read, actor, group, [](Standing const& standing) {
        return comes_in(standing, groups::Kind::by_request, "This group takes no requests.");
    });
}

May may_facilitate(Read& read, Actor const& actor, GroupId group)
{
    return if_known(read, actor, group, leads);
}

May may_read_desk(Read& read, Actor const& actor, GroupId group)
{
    return if_known(read, actor, group, facilitates);
}

May may_manage_group(Read& read, Actor const& actor, GroupId group)
{
    return if_known(read, actor, group, manages);
}

// --- the forum -------------------------------------------------------------------------------------

May may_read_topic(Read& read, Actor const& actor, TopicId topic)
{
    return if_read(read, actor, group_of(read, topic), always);
}

May may_write_in_topic(Read& read, Actor const& actor, TopicId topic)
{
    return if_read(read, actor, group_of(read, topic), writes);
}

May may_facilitate_topic(Read& read, Actor const& actor, TopicId topic)
{
    return if_read(read, actor, group_of(read, topic), leads);
}

May may_move_topic(Read& read, Actor const& actor, TopicId topic, GroupId to)
{
    if (auto const may = is_signed_in(read, actor); may.has_error()) {
        return may;
    }
    // Whoever moves topics between the same two groups holds them in the same order.
    if (auto const from = group_of(read, topic)().row()) {
        read.hold_group(std::min(*from, to));
        read.hold_group(std::max(*from, to));
    }
    if (auto const may = if_read(read, actor, group_of(read, topic), leads); may.has_error()) {
        return may;
    }
    return if_known(read, actor, to, leads);
}

May may_change_topic(Read& read, Actor const& actor, TopicId topic)
{
    return if_read(read, actor, group_of(read, topic),
                   writes_as_author_or_leads(actor.person, author_of(read, topic)));
}

May may_read_post(Read& read, Actor const& actor, PostId post)
{
    return if_read(read, actor, group_of(read, post), always);
}

May may_report_post(Read& read, Actor const& actor, PostId post)
{
    return if_read(read, actor, group_of(read, post), not_archived);
}

May may_write_beside_post(Read& read, Actor const& actor, PostId post)
{
    return if_read(read, actor, group_of(read, post), writes);
}

May may_edit_post(Read& read, Actor const& actor, PostId post)
{
    return if_read(read, actor, group_of(read, post),
                   writes_as_author(actor.person, author_of(read, post)));
}

May may_remove_post(Read& read, Actor const& actor, PostId post)
{
    return if_read(read, actor, group_of(read, post),
                   writes_as_author_or_leads(actor.person, author_of(read, post)));
}

// --- seats, desk, feeds, drafts --------------------------------------------------------------------

May may_decide(Read& read, Actor const& actor, JoinRequestId join_request)
{
    return if_read(read, actor, found_by(read, select_request_group, join_request), leads_at_desk);
}

May may_settle(Read& read, Actor const& actor, ReportId report)
{
    return if_read(read, actor, found_by(read, select_report_group, report), leads_at_desk);
}

May may_change_seat(Read& read, Actor const& actor, SeatId seat)
{
    auto const place = read.row<SeatPlace>(select_seat, seat).value_or(SeatPlace{});
    return if_known(read, actor, place.group_id, [](Standing const& standing) -> May {
        return standing.sees_seats() ? manages(standing) : May{not_found()};
    });
}

May may_end_seat(Read& read, Actor const& actor, SeatId seat)
{
    auto const place = read.row<SeatPlace>(select_seat, seat).value_or(SeatPlace{});
    if (place.person == actor.person) {
        return is_signed_in(read, actor);
    }
    return may_change_seat(read, actor, seat);
}

May may_remove_label(Read& read, Actor const& actor, LabelId label)
{
    return if_read(read, actor, found_by(read, select_label_group, label), leads);
}

May may_read_feed(Read& read, Actor const& actor, FeedId feed)
{
    if (auto const may = is_signed_in(read, actor); may.has_error()) {
        return may;
    }
    return right_begins(read, actor, feed) ? May{} : May{not_found()};
}

May may_draft_at(Read& read, Actor const& actor, forum::DraftPlace const& place)
{
    if (auto const may = is_signed_in(read, actor); may.has_error()) {
        return may;
    }
    if (place.group.has_value() + place.topic.has_value() + place.post.has_value() != 1) {
        return invalid("place", "Name one of group, topic and post.");
    }
    if (place.group) {
        return may_write_in_group(read, actor, *place.group);
    }
    if (place.topic) {
        return may_write_in_topic(read, actor, *place.topic);
    }
    return may_edit_post(read, actor, place.post.value_or(PostId{}));
}

} // namespace folkmoot::storage
