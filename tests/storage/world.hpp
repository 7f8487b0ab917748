#pragma once
// A small network with verbs: people who ask for things as requests do, permission first and then the
// function, in one transaction.
//
//   World world;
//   auto lead = world.person("Skills lead", world.northmere);
//   auto group = world.group(facilitator, groups::Kind::open);
//   lead.joins(group).value();
//   lead.starts(group, "Measures", "What do you count?").value();
//   CHECK(refusal(lead.joins(group)) == ErrorName::conflict);

#include "storage/authorities.hpp"
#include "storage/feeds.hpp"
#include "storage/forum.hpp"
#include "storage/groups.hpp"
#include "storage/home.hpp"
#include "storage/network.hpp"
#include "storage/people.hpp"
#include "storage/permission.hpp"
#include "storage/seats.hpp"
#include "storage/sign_ins.hpp"
#include "tests/storage/fixture.hpp"

#include <doctest/doctest.h>

namespace folkmoot::tests {

using groups::Role;

/// What a refused request was told; nothing when it was not refused.
template <class T>
std::optional<ErrorName> refusal(Result<T> const& result)
{
    return result.has_error() ? std::optional{result.error().name} : std::nullopt;
}
template <class T>
std::string field_of_refusal(Result<T> const& result)
{
    return result.has_error() ? result.error().field.value_or("") : "(not refused)";
}

class World;

/// A signed-in person of the world.
struct Somebody {
    World* world;
    PersonId person;
    Actor actor;

    operator PersonId() const { return person; }

    /// Asks a permission alone.
    template <class Key>
    std::optional<ErrorName> refused(Result<void> (*may)(Read&, Actor const&, Key),
                                     std::type_identity_t<Key> key) const;
    /// As a route does: permission, then the function.
    template <class Key, class Answer, class On, class Request>
    Result<Answer> asks(Result<void> (*may)(Read&, Actor const&, Key),
                        std::type_identity_t<Key> key,
                        Result<Answer> (*function)(On&, Actor const&, Request const&),
                        std::type_identity_t<Request> const& request) const;
    /// For methods that need no more than being signed in.
    template <class Answer, class On, class Request>
    Result<Answer> asks(Result<Answer> (*function)(On&, Actor const&, Request const&),
                        std::type_identity_t<Request> const& request = {}) const;

    Result<groups::SeatTaken> joins(GroupId group, std::optional<AuthorityId> authority = {}) const
    {
        return asks(may_join, group, join, {.group = group, .authority = authority});
    }
    Result<groups::Asked> asks_to_join(GroupId group,
                                       std::optional<AuthorityId> authority = {}) const
    {
        return asks(may_ask_to_join, group, ask_to_join,
                    {.group = group, .authority = authority, .message = {"May I?"}});
    }
    Result<Done> decides(JoinRequestId join_request, bool accepted) const
    {
        return asks(may_decide, join_request, decide,
                    {.join_request = join_request, .accepted = accepted});
    }
    Result<groups::SeatTaken> adds(GroupId group, PersonId whom, Role role = Role::member,
                                   std::optional<AuthorityId> authority = {}) const
    {
        return asks(may_manage_group, group, add_member,
                    {.group = group, .person = whom, .authority = authority, .role = role});
    }
    Result<Done> sets_role(SeatId seat, Role role) const
    {
        return asks(may_change_seat, seat, set_role, {.seat = seat, .role = role});
    }
    Result<Done> removes(SeatId seat) const
    {
        return asks(may_end_seat, seat, remove_member, {.seat = seat});
    }
    Result<people::Revised> archives(GroupId group, bool archived = true) const
    {
        return asks(may_manage_group, group, archive_group, {.group = group, .archived = archived});
    }
    Result<groups::GroupMade> makes(groups::MakeGroup const& request) const
    {
        return asks(may_make_group, request.copy_of, make_group, request);
    }
    Result<people::Revised> welcomes(GroupId group, Revision revision, std::string text) const
    {
        return asks(may_facilitate, group, set_welcome,
                    {.group = group, .revision = revision, .text = {text}});
    }
    Result<Done> puts_away(GroupId group, groups::GroupPart part, bool away = true) const
    {
        return asks(may_read_group, group, put_away, {.group = group, .part = part, .away = away});
    }
    Result<groups::GroupPage> opens(GroupId group) const
    {
        return asks(may_see_group, group, group_page, {.group = group});
    }
    Result<groups::LabelMade> adds_label(GroupId group, std::string name) const
    {
        return asks(may_facilitate, group, add_label, {.group = group, .name = {name}});
    }

    Result<forum::TopicStarted> starts(GroupId group, std::string title, std::string text,
                                       std::vector<LabelId> labels = {}) const
    {
        return asks(may_write_in_group, group, start_topic,
                    {.group = group, .title = {title}, .text = {text}, .labels = {labels}});
    }
    Result<forum::TopicStarted> asks_question(GroupId group, std::string title) const
    {
        return asks(may_write_in_group, group, start_topic,
                    {.group = group, .title = {title}, .text = {title}, .question = true});
    }
    Result<forum::PostAdded> replies(TopicId topic, std::string text,
                                     std::optional<AuthorityId> authority = {}) const
    {
        return asks(may_write_in_topic, topic, reply,
                    {.topic = topic, .authority = authority, .text = {text}});
    }
    Result<people::Revised> edits(PostId post, Revision revision, std::string text) const
    {
        return asks(may_edit_post, post, edit_post,
                    {.post = post, .revision = revision, .text = {text}});
    }
    Result<Done> deletes(PostId post, std::string why = "") const
    {
        return asks(may_remove_post, post, delete_post, {.post = post, .why = {why}});
    }
    Result<Done> thanks(PostId post, bool thanked = true) const
    {
        return asks(may_write_beside_post, post, thank, {.post = post, .thanks = thanked});
    }
    Result<people::Revised> answers_with(TopicId topic, std::optional<PostId> post) const
    {
        return asks(may_change_topic, topic, mark_answer, {.topic = topic, .post = post});
    }
    Result<people::Revised> closes(TopicId topic, bool closed = true) const
    {
        return asks(may_facilitate_topic, topic, close, {.topic = topic, .closed = closed});
    }
    Result<people::Revised> pins(TopicId topic, bool pinned = true) const
    {
        return asks(may_facilitate_topic, topic, pin, {.topic = topic, .pinned = pinned});
    }
    Result<Done> follows(TopicId topic, forum::Following following) const
    {
        return asks(may_read_topic, topic, follow, {.topic = topic, .following = following});
    }
    Result<Done> has_read(TopicId topic, Number number) const
    {
        return asks(may_read_topic, topic, mark_read, {.topic = topic, .number = number});
    }
    Result<Done> has_read_all(GroupId group, Number entry = 1'000'000) const
    {
        return asks(may_read_group, group, mark_group_read, {.group = group, .entry = entry});
    }
    Result<forum::TopicPage> looks_at(TopicId topic, std::optional<Number> from = {}) const
    {
        return asks(may_read_topic, topic, topic_page, {.topic = topic, .from = from});
    }
    Result<forum::TopicList> lists(GroupId group, std::optional<forum::TopicFilter> filter = {},
                                   std::optional<TopicId> after = {}) const
    {
        return asks(may_read_group, group, topics_of,
                    {.group = group, .filter = filter, .after = after});
    }
    Result<forum::Reported> reports(PostId post, std::string why) const
    {
        return asks(may_report_post, post, report_post, {.post = post, .why = {why}});
    }
    Result<Done> drafts(forum::DraftPlace place, std::string text) const
    {
        return asks(may_draft_at, place, save_draft, {.place = place, .text = {text}});
    }
    Count unread(GroupId group) const { return opens(group).value().unread; }
    Result<feeds::EntryPage> catches_up(FeedId feed, Number after = 0) const
    {
        return asks(may_read_feed, feed, entries, {.feed = feed, .after = after});
    }
    std::vector<feeds::EntryKind> hears(FeedId feed, Number after = 0) const;
    /// The entries of one's own feed.
    std::vector<feeds::Entry> own_entries() const;
    FeedId feed() const;
};

class World {
public:
    explicit World(Store::Options options = {}) : store(std::move(options))
    {
        store.change([&](Change& change) {
            network = make_network(change, "Skills of the Vale", "");
            northmere = add_authority(change, authorities::Kind::council,
                                      "Northmere District Council", "Northmere");
            easthaven = add_authority(change, authorities::Kind::council,
                                      "Easthaven Borough Council", "Easthaven");
            union_learning =
                add_authority(change, authorities::Kind::union_body, "Vale Union Learning", "VUL");
        });
    }

    Somebody person(std::string name, std::optional<AuthorityId> authority,
                    bool administrator = false)
    {
        return store.change([&](Change& change) {
            auto const mail = "p" + std::to_string(++people_) + "@folkmoot.example";
            auto const person =
                add_person(change, {.name = name, .mail = {mail}, .administrator = administrator});
            if (authority) {
                affiliate(change, person, *authority, false);
            }
            return Somebody{this, person, {person, sign_in(change, person)}};
        });
    }
    Somebody administrator() { return person("Administrator", std::nullopt, true); }

    /// Somebody who facilitates it makes it.
    GroupId group(Somebody const& facilitator, groups::Kind kind, std::string name = "Measures")
    {
        return store
            .change([&](Change& change) {
                return make_group(change, facilitator.actor, {.name = {name}, .kind = kind});
            })
            .value()
            .group;
    }
    Somebody member(GroupId group, std::string name, AuthorityId authority,
                    Role role = Role::member)
    {
        auto const somebody = person(std::move(name), authority);
        seat(group, somebody, authority, role);
        return somebody;
    }
    SeatId seat(GroupId group, PersonId person, AuthorityId authority, Role role = Role::member)
    {
        return store
            .change([&](Change& change) {
                return give_seat(change, {.group = group,
                                          .person = person,
                                          .authority = authority,
                                          .role = role,
                                          .by = person});
            })
            .value();
    }
    GroupFeeds feeds(GroupId group)
    {
        return store.read([&](Read& read) { return feeds_of(read, group); });
    }

    /// What was told to live delivery since the last time this was asked.
    std::vector<RightChange> right_changes() { return std::exchange(right_changes_, {}); }

    FreshStore store;
    NetworkRow network;
    AuthorityId northmere;
    AuthorityId easthaven;
    AuthorityId union_learning;

private:
    friend struct Somebody;

    SignInId sign_in(Change& change, PersonId person)
    {
        NewSignIn sign_in{.person = person,
                          .expires_at = Instant{change.now().microseconds + 1'000'000'000'000}};
        sign_in.secret[0] = static_cast<std::uint8_t>(people_);
        sign_in.secret[1] = static_cast<std::uint8_t>(people_ / 256);
        return begin_sign_in(change, sign_in);
    }
    void note(Read&) {}
    void note(Change& change)
    {
        auto const& told = change.right_changes();
        right_changes_.insert(right_changes_.end(), told.begin(), told.end());
    }
    template <class On, class Work>
    auto run(Work work)
    {
        if constexpr (std::is_same_v<On, Change>) {
            return store.change(std::move(work));
        } else {
            return store.read(std::move(work));
        }
    }

    int people_ = 0;
    std::vector<RightChange> right_changes_;
};

template <class Key>
std::optional<ErrorName> Somebody::refused(Result<void> (*may)(Read&, Actor const&, Key),
                                           std::type_identity_t<Key> key) const
{
    return world->store.read(
        [&](Read& read) -> std::optional<ErrorName> { return refusal(may(read, actor, key)); });
}

template <class Key, class Answer, class On, class Request>
Result<Answer> Somebody::asks(Result<void> (*may)(Read&, Actor const&, Key),
                              std::type_identity_t<Key> key,
                              Result<Answer> (*function)(On&, Actor const&, Request const&),
                              std::type_identity_t<Request> const& request) const
{
    return world->run<On>([&](On& on) -> Result<Answer> {
        if (auto const allowed = may(on, actor, key); allowed.has_error()) {
            return allowed.error();
        }
        auto answer = function(on, actor, request);
        world->note(on);
        return answer;
    });
}

template <class Answer, class On, class Request>
Result<Answer> Somebody::asks(Result<Answer> (*function)(On&, Actor const&, Request const&),
                              std::type_identity_t<Request> const& request) const
{
    return world->run<On>([&](On& on) -> Result<Answer> {
        if (auto const allowed = is_signed_in(on, actor); allowed.has_error()) {
            return allowed.error();
        }
        auto answer = function(on, actor, request);
        world->note(on);
        return answer;
    });
}

inline FeedId Somebody::feed() const
{
    return world->store.read([&](Read& read) { return folkmoot::storage::feed_of(read, person); });
}

inline std::vector<feeds::Entry> Somebody::own_entries() const
{
    return catches_up(feed()).value().entries;
}

inline std::vector<feeds::EntryKind> Somebody::hears(FeedId feed, Number after) const
{
    std::vector<feeds::EntryKind> kinds;
    for (auto const& entry : catches_up(feed, after).value().entries) {
        kinds.push_back(entry.kind);
    }
    return kinds;
}

} // namespace folkmoot::tests
