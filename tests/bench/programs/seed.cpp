// Fills an empty place with a network to measure: seed PLACE PEOPLE TOKENS SIZE…
//
// PLACE is a folder or a postgresql:// address. There are PEOPLE people of one authority and a group of
// each SIZE: in group g sit the people g, g + 1, … and go round. Person g started the one topic of group
// g, and everybody who sits there follows it. Everybody reads up to the topic's first post.
// Prints JSON: the groups with feed and topic, and access tokens of the first TOKENS people.
// Written row by row in one transaction, past permissions: 100,000 people in some seconds.

#include "server/sign_in.hpp"
#include "storage/network.hpp"
#include "storage/sign_ins.hpp"
#include "storage/store.hpp"

#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

namespace {

using namespace folkmoot::protocol;
using folkmoot::storage::Change;
using folkmoot::storage::Sql;
using folkmoot::storage::Store;

constexpr Sql insert_feed = R"sql(
INSERT INTO feeds (id, kind, last_number) VALUES ($1, $2, $3)
)sql";

constexpr Sql insert_entry = R"sql(
INSERT INTO entries (feed, number, at, kind, by_person, authority, group_id, topic, post, seat)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
)sql";

constexpr Sql insert_person = R"sql(
INSERT INTO people (id, feed, name, language, zone, theme, administrator, revision, made_at)
VALUES ($1, $2, $3, 'en-GB', 'Europe/London', 'system', 0, 1, $4)
)sql";

constexpr Sql insert_affiliation = R"sql(
INSERT INTO affiliations (id, person, authority, coordinator, from_at) VALUES ($1, $2, $3, 0, $4)
)sql";

constexpr Sql insert_group = R"sql(
INSERT INTO groups (id, feed, desk, name, purpose, kind, revision, made_at)
VALUES ($1, $2, $3, $4, 'To be measured', 'by_request', 1, $5)
)sql";

constexpr Sql insert_seat = R"sql(
INSERT INTO seats (id, group_id, person, authority, role, from_at, from_entry)
VALUES ($1, $2, $3, $4, 'member', $5, $6)
)sql";

constexpr Sql insert_group_reading = R"sql(
INSERT INTO group_reading (person, group_id, entry, read_at) VALUES ($1, $2, $3, $4)
)sql";

constexpr Sql insert_topic = R"sql(
INSERT INTO topics (id, group_id, title, author, authority, as_guest, at, revision, posts, last_at,
                    last_entry, last_author, last_authority, last_as_guest, pinned, closed, question)
VALUES ($1, $2, 'A topic to be measured', $3, $4, 0, $5, 1, 1, $5, $6, $3, $4, 0, 0, 0, 0)
)sql";

constexpr Sql insert_post = R"sql(
INSERT INTO posts (id, topic, group_id, number, entry, author, authority, as_guest, at, text, revision)
VALUES ($1, $2, $3, 1, $4, $5, $6, 0, $7, 'The first post.', 1)
)sql";

constexpr Sql insert_following = R"sql(
INSERT INTO following (person, topic, how) VALUES ($1, $2, 'follow')
)sql";

constexpr std::int64_t token_lasts = std::int64_t{90} * 24 * 3600 * 1'000'000;

struct Group {
    GroupId id;
    FeedId feed;
    TopicId topic;
};

class Seeding {
public:
    explicit Seeding(Change& change) : change_(change)
    {
        folkmoot::storage::make_network(change, "A network to be measured", "");
        authority_ = folkmoot::storage::add_authority(change, authorities::Kind::council,
                                                      "Measured Council", "Measured");
    }

    void add_people(std::size_t count)
    {
        for (std::size_t i = 0; i < count; ++i) {
            auto const person = people_.emplace_back(change_.fresh_id<PersonId>());
            auto const feed = add_feed("person", 0);
            change_.run(insert_person, person, feed, "Person " + std::to_string(i), change_.now());
            change_.run(insert_affiliation, change_.fresh_uuid(), person, authority_,
                        change_.now());
        }
    }

    std::string add_token(std::size_t person)
    {
        auto const secret =
            folkmoot::server::fresh_secret(folkmoot::storage::Surroundings::of_this_machine());
        folkmoot::storage::begin_sign_in(
            change_, {.person = people_[person],
                      .kind = people::SignInKind::token,
                      .label = "To measure with",
                      .secret = folkmoot::server::hash_of_secret(secret),
                      .expires_at = Instant{change_.now().microseconds + token_lasts}});
        return secret;
    }

    /// People from `first` on take `size` seats.
    Group add_group(std::size_t first, std::size_t size)
    {
        auto const entries = static_cast<std::int64_t>(size) + 1;
        Group const group{change_.fresh_id<GroupId>(), add_feed("group", entries),
                          change_.fresh_id<TopicId>()};
        change_.run(insert_group, group.id, group.feed, add_feed("desk", 0),
                    "Group " + std::to_string(first), change_.now());
        for (std::size_t i = 0; i < size; ++i) {
            add_seat(group, person(first + i), static_cast<std::int64_t>(i) + 1, entries);
        }
        add_topic(group, person(first), entries);
        for (std::size_t i = 0; i < size; ++i) {
            change_.run(insert_following, person(first + i), group.topic);
        }
        return group;
    }

private:
    PersonId person(std::size_t i) const { return people_[i % people_.size()]; }

    FeedId add_feed(std::string_view kind, std::int64_t last)
    {
        auto const feed = change_.fresh_id<FeedId>();
        change_.run(insert_feed, feed, kind, last);
        return feed;
    }

    void add_seat(Group const& group, PersonId person, std::int64_t entry, std::int64_t read)
    {
        auto const seat = change_.fresh_uuid();
        change_.run(insert_entry, group.feed, entry, change_.now(), feeds::EntryKind::member_joined,
                    person, authority_, group.id, std::nullopt, std::nullopt, seat);
        change_.run(insert_seat, seat, group.id, person, authority_, change_.now(), entry);
        change_.run(insert_group_reading, person, group.id, read, change_.now());
    }

    void add_topic(Group const& group, PersonId author, std::int64_t entry)
    {
        auto const post = change_.fresh_id<PostId>();
        // No two at the same instant, by which the search tells them apart: people are not that quick.
        Instant const at{change_.now().microseconds + ++topics_};
        change_.run(insert_entry, group.feed, entry, at, feeds::EntryKind::topic_started, author,
                    authority_, group.id, group.topic, post, std::nullopt);
        change_.run(insert_topic, group.topic, group.id, author, authority_, at, entry);
        change_.run(insert_post, post, group.topic, group.id, entry, author, authority_, at);
    }

    Change& change_;
    AuthorityId authority_;
    std::vector<PersonId> people_;
    std::int64_t topics_ = 0;
};

struct Wanted {
    std::size_t people = 0;
    std::size_t tokens = 0;
    std::vector<std::size_t> sizes;
};

/// `{"groups": […], "tokens": […]}`; nothing in it needs escaping.
std::string seed(Change& change, Wanted const& wanted)
{
    Seeding seeding{change};
    seeding.add_people(wanted.people);
    std::string groups;
    for (std::size_t i = 0; i < wanted.sizes.size(); ++i) {
        auto const group = seeding.add_group(i, wanted.sizes[i]);
        groups += std::string{i == 0 ? "" : ","} + R"({"size":)" + std::to_string(wanted.sizes[i]) +
                  R"(,"group":")" + to_string(group.id) + R"(","feed":")" + to_string(group.feed) +
                  R"(","topic":")" + to_string(group.topic) + R"("})";
    }
    std::string tokens;
    for (std::size_t i = 0; i < wanted.tokens; ++i) {
        tokens += std::string{i == 0 ? "" : ","} + '"' + seeding.add_token(i) + '"';
    }
    return R"({"groups":[)" + groups + R"(],"tokens":[)" + tokens + "]}";
}

} // namespace

int main(int count, char** words)
{
    if (count < 5) {
        std::fputs("Say seed PLACE PEOPLE TOKENS SIZE...\n", stderr);
        return 2;
    }
    Wanted wanted{.people = std::strtoull(words[2], nullptr, 10),
                  .tokens = std::strtoull(words[3], nullptr, 10),
                  .sizes = {}};
    for (int i = 4; i < count; ++i) {
        wanted.sizes.push_back(std::strtoull(words[i], nullptr, 10));
    }
    std::string const place = words[1];
    bool const server = place.starts_with("postgresql://");
    Store::Options options;
    options.place = {.folder = server ? "" : place, .url = server ? place : "", .patient = true};
    Store store{std::move(options), folkmoot::storage::Surroundings::of_this_machine()};
    auto const told = store.change_now<std::string>(
        [&](Change& change) -> Result<std::string> { return seed(change, wanted); });
    if (!told) {
        std::fprintf(stderr, "%s\n", told.error().message.c_str());
        return 1;
    }
    std::puts(told->c_str());
}
