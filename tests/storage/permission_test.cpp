// Every predicate, asked by every kind of person, of a group of each kind. server's matrix does the same
// for methods; this one says which predicate is wrong.

#include "tests/storage/world.hpp"

using namespace folkmoot::tests;

namespace {

/// What is told: y yes, f forbidden, n not found, s sign in first.
char told(std::optional<ErrorName> refusal)
{
    if (!refusal) {
        return 'y';
    }
    switch (*refusal) {
    case ErrorName::forbidden:
        return 'f';
    case ErrorName::not_found:
        return 'n';
    case ErrorName::sign_in_needed:
        return 's';
    default:
        return '?';
    }
}

/// A group with a topic by its author, and one of every kind of person.
struct Stage {
    explicit Stage(groups::Kind kind)
    {
        facilitator = world.person("Facilitator", world.northmere);
        group = world.group(facilitator, kind);
        author = world.member(group, "Author", world.easthaven);
        member = world.member(group, "Member", world.easthaven);
        guest = world.member(group, "Guest", world.union_learning, Role::guest);
        auto const elsewhere = world.group(facilitator, groups::Kind::by_invitation, "Elsewhere");
        outsider = world.member(elsewhere, "Outsider", world.easthaven);
        foreign_guest = world.member(elsewhere, "Foreign", world.union_learning, Role::guest);
        administrator = world.administrator();
        ended = world.member(group, "Ended", world.easthaven);
        topic = author.starts(group, "Measures", "What?").value().topic;
        post = author.looks_at(topic).value().posts[0].post;
        seat = member.opens(group).value().own_seats[0].seat;
        label = facilitator.adds_label(group, "Evidence").value().label;
        report = guest.reports(post, "Why?").value().report;
        world.store.change([&](Change& change) { end_person(change, ended); });
    }

    /// Facilitator, author, member, guest | outsider, foreign guest, administrator, ended.
    template <class Key>
    std::string asked(Result<void> (*may)(Read&, Actor const&, Key), std::type_identity_t<Key> key)
    {
        std::string all;
        for (auto const* who : {&facilitator, &author, &member, &guest, &outsider, &foreign_guest,
                                &administrator, &ended}) {
            all += told(who->refused(may, key));
        }
        return all;
    }

    World world;
    Somebody facilitator{}, author{}, member{}, guest{}, outsider{}, foreign_guest{},
        administrator{}, ended{};
    GroupId group;
    TopicId topic;
    PostId post;
    SeatId seat;
    LabelId label;
    ReportId report;
};

} // namespace

TEST_CASE("a group by invitation does not exist for those outside")
{
    Stage stage(groups::Kind::by_invitation);
    auto const feeds = stage.world.feeds(stage.group);
    CHECK(stage.asked(may_see_group, stage.group) == "yyyynnys");
    CHECK(stage.asked(may_see_seats, stage.group) == "yyyynnys");
    CHECK(stage.asked(may_read_group, stage.group) == "yyyynnfs");
    CHECK(stage.asked(may_write_in_group, stage.group) == "yyyynnfs");
    CHECK(stage.asked(may_join, stage.group) == "ffffnnfs");
    CHECK(stage.asked(may_ask_to_join, stage.group) == "ffffnnfs");
    CHECK(stage.asked(may_facilitate, stage.group) == "yfffnnfs");
    CHECK(stage.asked(may_read_desk, stage.group) == "yfffnnfs");
    CHECK(stage.asked(may_manage_group, stage.group) == "yfffnnys");
    CHECK(stage.asked(may_read_topic, stage.topic) == "yyyynnns");
    CHECK(stage.asked(may_write_in_topic, stage.topic) == "yyyynnns");
    CHECK(stage.asked(may_facilitate_topic, stage.topic) == "yfffnnns");
    CHECK(stage.asked(may_change_topic, stage.topic) == "yyffnnns");
    CHECK(stage.asked(may_read_post, stage.post) == "yyyynnns");
    CHECK(stage.asked(may_write_beside_post, stage.post) == "yyyynnns");
    CHECK(stage.asked(may_edit_post, stage.post) == "fyffnnns");
    CHECK(stage.asked(may_remove_post, stage.post) == "yyffnnns");
    CHECK(stage.asked(may_settle, stage.report) == "ynnnnnns");
    CHECK(stage.asked(may_change_seat, stage.seat) == "yfffnnys");
    CHECK(stage.asked(may_end_seat, stage.seat) == "yfyfnnys");
    CHECK(stage.asked(may_remove_label, stage.label) == "yfffnnns");
    CHECK(stage.asked(may_read_feed, feeds.feed) == "yyyynnns");
    CHECK(stage.asked(may_read_feed, feeds.desk) == "ynnnnnns");
    CHECK(stage.asked(may_draft_at, forum::DraftPlace{.group = stage.group}) == "yyyynnfs");
    CHECK(stage.asked(may_draft_at, forum::DraftPlace{.topic = stage.topic}) == "yyyynnns");
    CHECK(stage.asked(may_draft_at, forum::DraftPlace{.post = stage.post}) == "fyffnnns");
}

TEST_CASE(
    "a group by request is known to everybody but guests from elsewhere, and read by those inside")
{
    Stage stage(groups::Kind::by_request);
    CHECK(stage.asked(may_see_group, stage.group) == "yyyyynys");
    CHECK(stage.asked(may_see_seats, stage.group) == "yyyyfnys");
    CHECK(stage.asked(may_read_group, stage.group) == "yyyyfnfs");
    CHECK(stage.asked(may_write_in_group, stage.group) == "yyyyfnfs");
    CHECK(stage.asked(may_join, stage.group) == "fffffnfs");
    CHECK(stage.asked(may_ask_to_join, stage.group) == "yyyfynys");
    CHECK(stage.asked(may_read_topic, stage.topic) == "yyyynnns");
    CHECK(stage.asked(may_read_post, stage.post) == "yyyynnns");
    CHECK(stage.asked(may_change_seat, stage.seat) == "yfffnnys");
    CHECK(stage.asked(may_remove_label, stage.label) == "yfffnnns");
    CHECK(stage.asked(may_read_feed, stage.world.feeds(stage.group).feed) == "yyyynnns");
}

TEST_CASE(
    "an open group is read by everybody but guests from elsewhere, and written in by those inside")
{
    Stage stage(groups::Kind::open);
    CHECK(stage.asked(may_see_group, stage.group) == "yyyyynys");
    CHECK(stage.asked(may_see_seats, stage.group) == "yyyyynys");
    CHECK(stage.asked(may_read_group, stage.group) == "yyyyynys");
    CHECK(stage.asked(may_write_in_group, stage.group) == "yyyyfnfs");
    CHECK(stage.asked(may_join, stage.group) == "yyyfynys");
    CHECK(stage.asked(may_ask_to_join, stage.group) == "fffffnfs");
    CHECK(stage.asked(may_read_desk, stage.group) == "yffffnfs");
    CHECK(stage.asked(may_read_topic, stage.topic) == "yyyyynys");
    CHECK(stage.asked(may_write_in_topic, stage.topic) == "yyyyfnfs");
    CHECK(stage.asked(may_change_topic, stage.topic) == "yyfffnfs");
    CHECK(stage.asked(may_edit_post, stage.post) == "fyfffnfs");
    CHECK(stage.asked(may_settle, stage.report) == "ynnnnnns");
    CHECK(stage.asked(may_change_seat, stage.seat) == "yffffnys");
    CHECK(stage.asked(may_read_feed, stage.world.feeds(stage.group).feed) == "yyyyynys");
}

TEST_CASE("what does not exist is refused like what is hidden")
{
    Stage stage(groups::Kind::by_invitation);
    CHECK(stage.asked(may_see_group, GroupId{}) == "nnnnnnns");
    CHECK(stage.asked(may_read_topic, TopicId{}) == "nnnnnnns");
    CHECK(stage.asked(may_edit_post, PostId{}) == "nnnnnnns");
    CHECK(stage.asked(may_change_seat, SeatId{}) == "nnnnnnns");
    CHECK(stage.asked(may_end_seat, SeatId{}) == "nnnnnnns");
    CHECK(stage.asked(may_decide, JoinRequestId{}) == "nnnnnnns");
    CHECK(stage.asked(may_settle, ReportId{}) == "nnnnnnns");
    CHECK(stage.asked(may_remove_label, LabelId{}) == "nnnnnnns");
    CHECK(stage.asked(may_read_feed, FeedId{}) == "nnnnnnns");
    CHECK(stage.asked(may_end_sign_in, SignInId{}) == "nnnnnnns");
    CHECK(stage.asked(may_see_person, PersonId{}) == "nnnnnnns");
    CHECK(stage.asked(may_see_presence, AuthorityId{}) == "nnnnnnns");
    auto const refusal_of = [&](TopicId topic) {
        return stage.world.store
            .read([&](Read& read) { return may_read_topic(read, stage.outsider.actor, topic); })
            .error();
    };
    CHECK(refusal_of(stage.topic) == refusal_of(TopicId{}));
}

TEST_CASE("an author without a seat changes their post no more; a facilitator still removes it")
{
    Stage stage(groups::Kind::open);
    stage.author.removes(stage.author.opens(stage.group).value().own_seats[0].seat).value();
    CHECK(stage.author.refused(may_edit_post, stage.post) == ErrorName::forbidden);
    CHECK(stage.author.refused(may_remove_post, stage.post) == ErrorName::forbidden);
    CHECK(stage.author.refused(may_change_topic, stage.topic) == ErrorName::forbidden);
    CHECK_FALSE(stage.facilitator.refused(may_remove_post, stage.post));
}

TEST_CASE("somebody else's sign-in is nobody")
{
    World world;
    auto const one = world.person("One", world.northmere);
    auto const other = world.person("Other", world.northmere);
    Somebody const mixed{&world, one.person, {one.person, other.actor.sign_in}};
    CHECK(refusal(mixed.asks(groups_list)) == ErrorName::sign_in_needed);
}

TEST_CASE("in an archived group a post is not reported: nobody could settle it")
{
    Stage stage(groups::Kind::open);
    CHECK(stage.asked(may_report_post, stage.post) == "yyyyynys");
    stage.facilitator.archives(stage.group).value();
    CHECK(stage.asked(may_report_post, stage.post) == "fffffnfs");
    CHECK(stage.asked(may_settle, stage.report) == "fnnnnnns");
}

TEST_CASE("a guest sees the authorities of people they share a group with, not who sits for them")
{
    Stage stage(groups::Kind::by_invitation);
    auto const apart = stage.world.store.change([](Change& change) {
        return add_authority(change, authorities::Kind::council, "Westmere Council", "Westmere");
    });
    CHECK(stage.asked(may_see_presence, stage.world.easthaven) == "ffffffys");
    CHECK(stage.asked(may_see_presence, stage.world.union_learning) == "ffffffys");
    CHECK(stage.asked(may_see_presence, apart) == "fffnfnys");
}
