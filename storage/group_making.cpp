// Making a group, with all that it begins with: words, labels, first topics, and the people of another.

#include "storage/fold.hpp"
#include "storage/forum.hpp"
#include "storage/forum_posting.hpp"
#include "storage/groups.hpp"
#include "storage/seats.hpp"

namespace folkmoot::storage {

namespace {

constexpr Sql insert_group = R"sql(
INSERT INTO groups (id, feed, desk, name, purpose, kind, revision, made_at)
VALUES ($1, $2, $3, $4, $5, $6, 1, $7)
)sql";

constexpr Sql select_pinned = R"sql(
SELECT t.title, t.question, o.text
  FROM topics t
  JOIN posts o ON o.topic = t.id AND o.number = 1
 WHERE t.id = $1 AND t.group_id = $2 AND t.pinned = 1 AND o.deleted_at IS NULL
)sql";

constexpr Sql select_seats = R"sql(
SELECT s.person, s.authority, s.role,
       CASE WHEN p.ended_at IS NULL
             AND EXISTS (SELECT 1 FROM affiliations f
                          WHERE f.person = s.person AND f.authority = s.authority
                            AND f.until_at IS NULL)
            THEN 1 ELSE 0 END AS stands
  FROM seats s
  JOIN people p ON p.id = s.person
 WHERE s.group_id = $1 AND s.until_at IS NULL
 ORDER BY s.person, s.from_at, s.from_entry
)sql";

struct Pinned {
    std::string title;
    bool question = false;
    std::string text;
};
BOOST_DESCRIBE_STRUCT(Pinned, (), (title, question, text))

struct Sitting {
    PersonId person;
    AuthorityId authority;
    groups::Role role{};
    bool stands = false; ///< the affiliation that it rests on
};
BOOST_DESCRIBE_STRUCT(Sitting, (), (person, authority, role, stands))

std::string item(char const* list, std::size_t place)
{
    return std::string{list} + "[" + std::to_string(place) + "]";
}

/// Fills a group that was just made. Each step answers what is wrong with the request, if anything.
class Furnishing {
public:
    Furnishing(Change& change, Actor const& actor, groups::MakeGroup const& request, GroupId group,
               AuthorityId authority)
        : change_(change), actor_(actor), request_(request), group_(group), authority_(authority)
    {
    }

    Result<void> welcome()
    {
        if (!request_.welcome) {
            return {};
        }
        auto const set = set_welcome(change_, actor_, {{}, group_, 0, *request_.welcome});
        return set.has_error() ? Result<void>{set.error()} : Result<void>{};
    }

    Result<void> labels()
    {
        auto const& words = request_.labels ? request_.labels->values : no_labels_;
        for (std::size_t place = 0; place < words.size(); ++place) {
            if (add_label(change_, actor_, {{}, group_, words[place]}).has_error()) {
                return invalid(item("labels", place), "This label is there twice.");
            }
        }
        return {};
    }

    /// The list of topics has the newest pinned one on top: what is first is started last.
    Result<void> first_topics()
    {
        if (!request_.topics) {
            return {};
        }
        auto const& topics = request_.topics->values;
        for (auto topic = topics.rbegin(); topic != topics.rend(); ++topic) {
            auto const started = start({.group = group_,
                                        .authority = authority_,
                                        .title = topic->title,
                                        .text = topic->text});
            if (started.has_error()) {
                return started;
            }
        }
        return {};
    }

    Result<void> copied_topics(groups::CopyOf const& from)
    {
        auto const& topics = from.topics.values;
        for (auto place = topics.size(); place-- > 0;) {
            auto const pinned = change_.row<Pinned>(select_pinned, topics[place], from.group);
            if (!pinned) {
                return invalid(item("copy_of.topics", place),
                               "This is not a pinned topic of the group.");
            }
            auto const started =
                start({.group = group_,
                       .authority = authority_,
                       .title = {pinned->title},
                       .text = {pinned->text},
                       .question = pinned->question,
                       .labels = {labels_worded_alike(change_, topics[place], group_)}});
            if (started.has_error()) {
                return started;
            }
        }
        return {};
    }

    /// Last, so that what is there is not unread to them, as to any newcomer.
    Result<void> copied_people(groups::CopyOf const& from, groups::GroupMade& made)
    {
        auto const sitting = change_.rows<Sitting>(select_seats, from.group);
        if (std::ssize(sitting) > groups::seats_copied_max) {
            return invalid("copy_of.people", "A group of more than 500 seats is copied without "
                                             "its people. Bring them in by a list.");
        }
        for (auto const& seat : sitting) {
            if (seat.person == actor_.person && seat.authority == authority_) {
                continue; // the maker sits already
            }
            if (!seat.stands) {
                ++made.left_out;
                continue;
            }
            auto const given = give_seat(change_, {.group = group_,
                                                   .person = seat.person,
                                                   .authority = seat.authority,
                                                   .role = seat.role,
                                                   .by = actor_.person});
            if (given.has_error()) {
                return given.error();
            }
            ++made.seats;
        }
        return {};
    }

private:
    Result<void> start(forum::StartTopic const& topic)
    {
        auto const started = start_topic(change_, actor_, topic);
        if (started.has_error()) {
            return started.error();
        }
        auto const pinned = pin(change_, actor_, {{}, started->topic, true});
        return pinned.has_error() ? Result<void>{pinned.error()} : Result<void>{};
    }

    Change& change_;
    Actor const& actor_;
    groups::MakeGroup const& request_;
    GroupId group_;
    AuthorityId authority_;
    std::vector<groups::LabelWord> no_labels_;
};

Result<void> furnish(Furnishing furnishing, std::optional<groups::CopyOf> const& from,
                     groups::GroupMade& made)
{
    if (auto const set = furnishing.welcome(); set.has_error()) {
        return set;
    }
    if (auto const added = furnishing.labels(); added.has_error()) {
        return added;
    }
    if (auto const started = furnishing.first_topics(); started.has_error()) {
        return started;
    }
    if (!from) {
        return {};
    }
    if (auto const copied = furnishing.copied_topics(*from); copied.has_error()) {
        return copied;
    }
    return from->people ? furnishing.copied_people(*from, made) : Result<void>{};
}

} // namespace

Result<groups::GroupMade> make_group(Change& change, Actor const& actor,
                                     groups::MakeGroup const& request)
{
    auto const authority = seatable(change, actor.person, request.authority);
    if (authority.has_error()) {
        return authority.error();
    }
    auto const group = change.fresh_id<GroupId>();
    auto const feed = change.fresh_id<FeedId>();
    auto const desk = change.fresh_id<FeedId>();
    change.make_feed(feed, "group");
    change.make_feed(desk, "desk");
    change.run(insert_group, group, feed, desk, request.name, request.purpose, request.kind,
               change.now());
    change.write_entry({.feed = feed,
                        .kind = feeds::EntryKind::group_made,
                        .by = actor.person,
                        .authority = *authority,
                        .group = group});
    auto const seat = give_seat(change, {.group = group,
                                         .person = actor.person,
                                         .authority = *authority,
                                         .role = groups::Role::facilitator,
                                         .by = actor.person});
    if (seat.has_error()) {
        return seat.error();
    }
    groups::GroupMade made{.group = group};
    auto const furnished =
        furnish({change, actor, request, group, *authority}, request.copy_of, made);
    if (furnished.has_error()) {
        return furnished.error();
    }
    return made;
}

} // namespace folkmoot::storage
