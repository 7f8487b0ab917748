// How long a search takes among many posts: makes a network of invented words in an empty place, then the
// index, then asks as somebody who sits in a few of its groups. The newest first and by relevance, for common
// and rare words, several at once and beginnings of words.
//
//   bench_search PLACE [POSTS]    PLACE: a folder that is not there yet, or postgresql://…

#include "storage/search.hpp"
#include "storage/groups.hpp"
#include "storage/network.hpp"
#include "storage/seats.hpp"
#include "storage/sign_ins.hpp"
#include "storage/store.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <random>
#include <string>

namespace {

using namespace folkmoot::storage;

constexpr Sql insert_topic = R"sql(
INSERT INTO topics (id, group_id, title, author, authority, as_guest, at, revision, posts, last_at,
                    last_entry, last_author, last_authority, last_as_guest, pinned, closed, question)
VALUES ($1, $2, $3, $4, $5, 0, $6, 1, 1, $6, $7, $4, $5, 0, 0, 0, 0)
)sql";

constexpr Sql insert_post = R"sql(
INSERT INTO posts (id, topic, group_id, number, entry, author, authority, as_guest, at, text,
                   revision)
VALUES ($1, $2, $3, $4, $5, $6, $7, 0, $8, $9, 1)
)sql";

constexpr std::size_t groups_made = 50;
constexpr std::size_t groups_read = 10; ///< of these, by the one who asks
constexpr std::int64_t posts_of_topic = 20;
constexpr std::size_t posts_at_once = 5'000;
constexpr std::int64_t minute = 60'000'000;

/// Words as often as in a language: the second half as often as the first, and so on.
class Vocabulary {
public:
    std::string text(int words)
    {
        std::string text;
        for (int i = 0; i < words; ++i) {
            text += word(rank()) + ' ';
        }
        return text;
    }
    static std::string word(std::size_t rank)
    {
        static constexpr char const* syllables[] = {"ba", "ce", "di", "fo", "gu", "la", "me",
                                                    "ni", "po", "ru", "ta", "ve", "wi", "zo"};
        std::string word = "k";
        for (auto rest = rank + 14; rest > 0; rest /= 14) {
            word += syllables[rest % 14];
        }
        return word;
    }

private:
    std::size_t rank()
    {
        double const even = std::uniform_real_distribution<>{0, 1}(random_);
        return static_cast<std::size_t>(std::pow(20'000.0, even)) - 1;
    }
    std::mt19937_64 random_{1};
};

struct Network {
    Actor asks;
    AuthorityId authority;
    PersonId author;
    std::vector<GroupId> groups;
    std::vector<FeedId> feeds;
    std::vector<TopicId> topics;
    std::int64_t posts = 0;
};

Network make_people_and_groups(Change& change)
{
    Network made;
    make_network(change, "Bench", "");
    made.authority = add_authority(change, authorities::Kind::council, "Northmere", "Northmere");
    made.author = add_person(change, {.name = "Author", .mail = {"a@folkmoot.example"}});
    auto const asks = add_person(change, {.name = "Reader", .mail = {"r@folkmoot.example"}});
    for (auto const person : {made.author, asks}) {
        affiliate(change, person, made.authority, false);
    }
    NewSignIn sign_in{.person = asks,
                      .expires_at = Instant{change.now().microseconds + 1'000'000'000'000}};
    made.asks = {asks, begin_sign_in(change, sign_in)};
    for (std::size_t i = 0; i < groups_made; ++i) {
        Actor const maker{i < groups_read ? asks : made.author, {}};
        groups::MakeGroup request{.name = {"Group " + std::to_string(i)},
                                  .kind = groups::Kind::by_invitation};
        made.groups.push_back(make_group(change, maker, request).value().group);
        made.feeds.push_back(feeds_of(change, made.groups.back()).feed);
    }
    made.topics.resize(groups_made);
    return made;
}

void add_posts(Change& change, Network& network, Vocabulary& vocabulary, std::size_t count)
{
    for (std::size_t i = 0; i < count; ++i, ++network.posts) {
        auto const place = static_cast<std::size_t>(network.posts) % groups_made;
        auto const of_group = network.posts / static_cast<std::int64_t>(groups_made);
        auto const number = of_group % posts_of_topic + 1;
        auto const group = network.groups[place];
        Instant const at{1'600'000'000'000'000 + network.posts * minute};
        auto const post = change.fresh_id<PostId>();
        auto& topic = network.topics[place];
        if (number == 1) {
            topic = change.fresh_id<TopicId>();
        }
        auto const entry = change.write_entry(
            {.feed = network.feeds[place],
             .kind = number == 1 ? feeds::EntryKind::topic_started : feeds::EntryKind::post_added,
             .by = network.author,
             .authority = network.authority,
             .group = group,
             .topic = topic,
             .post = post});
        if (number == 1) {
            change.run(insert_topic, topic, group, vocabulary.text(6), network.author,
                       network.authority, at, entry);
        }
        // What is said everywhere but where the one who asks may read.
        std::string const hidden = place < groups_read ? "" : "hidden ";
        change.run(insert_post, post, topic, group, number, entry, network.author,
                   network.authority, at, hidden + vocabulary.text(40));
    }
}

double milliseconds_of(auto const& work)
{
    auto const begin = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin)
        .count();
}

void ask(Store& store, Network const& network, char const* name, search::Order order,
         std::string const& kind)
{
    std::vector<double> times;
    std::size_t hits = 0;
    std::size_t refused = 0;
    std::mt19937 random{7};
    auto const rank = [&](unsigned from, unsigned to) {
        return Vocabulary::word(std::uniform_int_distribution<unsigned>{from, to}(random));
    };
    for (int i = 0; i < 200; ++i) {
        std::string words = rank(0, 20);
        if (kind == "rare") {
            words = rank(5'000, 19'000);
        } else if (kind == "hidden" || kind == "nowhere") {
            words = kind;
        } else if (kind == "several") {
            words += ' ' + rank(100, 1'000) + ' ' + rank(0, 100);
        } else if (kind == "beginning") {
            words = rank(200, 2'000).substr(0, 5) + '*';
        } else if (kind == "phrase") {
            words = '"' + rank(0, 20) + ' ' + rank(0, 20) + '"';
        }
        search::Find request{.words = {words}, .order = order};
        request.kinds.values = {search::Kind::post, search::Kind::topic};
        times.push_back(milliseconds_of([&] {
            auto const found = store.read_now<search::Hits>(
                [&](Read& read) { return find(read, network.asks, request); });
            refused += found.has_error();
            hits += found ? found->hits.size() : 0;
        }));
    }
    std::sort(times.begin(), times.end());
    std::printf(
        "%-10s %-10s  p50 %7.2f ms   p99 %7.2f ms   max %7.2f ms   %5.1f hits   %zu refused\n",
        name, kind.c_str(), times[times.size() / 2], times[times.size() * 99 / 100], times.back(),
        static_cast<double>(hits) / static_cast<double>(times.size()), refused);
    std::fflush(stdout);
}

void bench(DatabasePlace const& place, std::int64_t posts)
{
    auto const here = Surroundings::of_this_machine();
    Network network;
    {
        Store store{{.place = place}, here};
        network = store
                      .change_now<Network>([](Change& change) -> Result<Network> {
                          return make_people_and_groups(change);
                      })
                      .value();
        Vocabulary vocabulary;
        while (network.posts < posts) {
            store
                .change_now<Done>([&](Change& change) -> Result<Done> {
                    add_posts(change, network, vocabulary, posts_at_once);
                    return Done{};
                })
                .value();
        }
    }
    Store store{{.place = place, .search = true}, here};
    auto const made = milliseconds_of([&] { store.settle_search(); });
    std::printf("%lld posts in %zu groups, of which %zu are read; the index was made in %.1f s\n",
                static_cast<long long>(network.posts), groups_made, groups_read, made / 1000);
    for (auto const* kind :
         {"common", "rare", "several", "phrase", "beginning", "hidden", "nowhere"}) {
        ask(store, network, "newest", search::Order::newest, kind);
        ask(store, network, "relevance", search::Order::relevance, kind);
    }
    auto const caught_up = milliseconds_of([&] {
        Vocabulary vocabulary;
        store
            .change_now<Done>([&](Change& change) -> Result<Done> {
                add_posts(change, network, vocabulary, 1);
                return Done{};
            })
            .value();
        store.settle_search();
    });
    std::printf("a post was stored and taken in after %.1f ms\n", caught_up);
}

} // namespace

int main(int count, char** words)
{
    if (count < 2) {
        std::fputs("bench_search PLACE [POSTS]\n", stderr);
        return 2;
    }
    std::string const place = words[1];
    auto const posts = count > 2 ? std::stoll(words[2]) : 1'000'000;
    bool const server = place.starts_with("postgres");
    bench({.folder = server ? "" : place, .url = server ? place : ""}, posts);
}
