#include "storage/search/feeder.hpp"

#include "protocol/markdown.hpp"
#include "storage/required.hpp"
#include "storage/search/resources.hpp"

#include <algorithm>
#include <array>
#include <map>

namespace folkmoot::storage {

namespace {

// --- the network's own tables ----------------------------------------------------------------------

constexpr Sql select_network = R"sql(
SELECT id FROM network
)sql";

constexpr Sql select_feeds = R"sql(
SELECT g.feed, f.last_number AS last FROM groups g JOIN feeds f ON f.id = g.feed
)sql";

constexpr Sql select_entry_at = R"sql(
SELECT at FROM entries WHERE feed = $1 AND number = $2
)sql";

// These say nothing new of their topic.
constexpr Sql select_topics = R"sql(
SELECT 'topic' AS kind, t.id AS thing, t.group_id, t.at, t.revision, t.author, t.authority, t.title AS text, 0 AS gone
  FROM topics t
 WHERE t.id IN (SELECT e.topic FROM entries e
                 WHERE e.feed = $1 AND e.number > $2 AND e.number <= $3
                   AND e.kind NOT IN ('post_added', 'post_edited', 'thanked'))
)sql";

constexpr Sql select_posts = R"sql(
SELECT 'post' AS kind, o.id AS thing, o.group_id, o.at, o.revision, o.author, o.authority, o.text,
       CASE WHEN o.deleted_at IS NULL THEN 0 ELSE 1 END AS gone
  FROM posts o
 WHERE o.id IN (SELECT e.post FROM entries e
                 WHERE e.feed = $1 AND e.number > $2 AND e.number <= $3 AND e.kind <> 'thanked')
)sql";

constexpr Sql select_posts_of_topic = R"sql(
SELECT 'post' AS kind, o.id AS thing, o.group_id, o.at, o.revision, o.author, o.authority, o.text,
       CASE WHEN o.deleted_at IS NULL THEN 0 ELSE 1 END AS gone
  FROM posts o
 WHERE o.topic = $1
)sql";

// What is said of a resource is read by storage/search/resources.hpp.
constexpr Sql select_resources = R"sql(
SELECT DISTINCT e.resource FROM entries e
 WHERE e.feed = $1 AND e.number > $2 AND e.number <= $3 AND e.resource IS NOT NULL
)sql";

constexpr Sql count_resources_fed = R"sql(
SELECT count(*) FROM entries e
 WHERE e.feed = $1 AND e.number <= $2 AND e.kind = 'resource_added'
)sql";

constexpr Sql count_topics_fed = R"sql(
SELECT count(*) FROM topics t
 WHERE t.id IN (SELECT e.topic FROM entries e
                 WHERE e.feed = $1 AND e.number <= $2
                   AND e.kind NOT IN ('post_added', 'post_edited', 'thanked'))
)sql";

// --- the index's ------------------------------------------------------------------------------------

constexpr Sql count_state = R"sql(
SELECT count(*) FROM search_state WHERE version = $1 AND network = $2
)sql";

constexpr Sql count_any_state = R"sql(
SELECT count(*) FROM search_state
)sql";

constexpr Sql insert_state = R"sql(
INSERT INTO search_state (single, version, network, complete) VALUES (1, $1, $2, 0)
)sql";

constexpr Sql update_complete = R"sql(
UPDATE search_state SET complete = 1 WHERE complete = 0
)sql";

constexpr Sql select_fed = R"sql(
SELECT feed, number, at FROM search_fed
)sql";

constexpr Sql upsert_fed = R"sql(
INSERT INTO search_fed (feed, number, at) VALUES ($1, $2, $3)
ON CONFLICT (feed) DO UPDATE SET number = excluded.number, at = excluded.at
)sql";

constexpr Sql select_piece = R"sql(
SELECT place, group_id, revision FROM search_pieces WHERE thing = $1
)sql";

constexpr Sql select_oldest = R"sql(
SELECT place FROM search_pieces ORDER BY place LIMIT 1
)sql";

constexpr Sql select_newest = R"sql(
SELECT place FROM search_pieces ORDER BY place DESC LIMIT 1
)sql";

constexpr Sql insert_piece = R"sql(
INSERT INTO search_pieces (place, thing, kind, group_id, revision) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (place) DO NOTHING
)sql";

constexpr Sql delete_piece = R"sql(
DELETE FROM search_pieces WHERE place = $1
)sql";

struct FeedLast {
    FeedId feed;
    Number last = 0;
};
BOOST_DESCRIBE_STRUCT(FeedLast, (), (feed, last))

struct FedUpTo {
    FeedId feed;
    Number number = 0;
    Instant at;
};
BOOST_DESCRIBE_STRUCT(FedUpTo, (), (feed, number, at))

/// A piece as the index has it.
struct Kept {
    std::int64_t place = 0;
    GroupId group_id;
    Revision revision = 0;
};
BOOST_DESCRIBE_STRUCT(Kept, (), (place, group_id, revision))

std::string mark(char kind, Uuid const& id)
{
    auto text = to_string(id);
    std::erase(text, '-');
    return kind + text;
}

} // namespace

/// A post, topic or resource as it stands.
struct SearchFeeder::Thing {
    search::Kind kind{};
    Uuid thing;
    GroupId group_id;
    Instant at;
    Revision revision = 0;
    PersonId author;
    AuthorityId authority;
    std::string text; ///< of a post in Markdown, else plain
    bool gone = false;
    std::string file_sha256; ///< of a resource, whose words are found as well

    BOOST_DESCRIBE_CLASS(Thing, (),
                         (kind, thing, group_id, at, revision, author, authority, text, gone), (),
                         ())
};

std::string in_group(GroupId group, std::string_view word)
{
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    for (std::size_t byte = 12; byte < group.bytes.size(); ++byte) { // random ones of a UUIDv7
        text += digits[group.bytes[byte] >> 4U];
        text += digits[group.bytes[byte] & 15U];
    }
    text += '_';
    text += word;
    return text;
}

std::string author_mark(PersonId person)
{
    return mark('p', person);
}
std::string authority_mark(AuthorityId authority)
{
    return mark('a', authority);
}
std::string kind_mark(search::Kind kind)
{
    return boost::describe::enum_to_string(kind, "");
}

std::vector<std::string> marks_wanted(PiecesWanted const& wanted)
{
    std::vector<std::string> marks;
    if (wanted.author) {
        marks.push_back(author_mark(*wanted.author));
    }
    if (wanted.authority) {
        marks.push_back(authority_mark(*wanted.authority));
    }
    if (marks.empty() && wanted.terms.empty() && wanted.kinds.empty()) {
        marks.emplace_back(piece_mark);
    }
    return marks;
}

bool may_lack_order(PiecesWanted const& wanted, Term const& term)
{
    auto const& kinds = wanted.kinds;
    return term.words.size() > 1 && (kinds.empty() || std::find(kinds.begin(), kinds.end(),
                                                                kind_without_order) != kinds.end());
}

template <class... Parameters>
std::int64_t SearchFeeder::write(Sql sql, Parameters const&... parameters)
{
    std::array<Value, sizeof...(Parameters)> const values{parameter(parameters)...};
    fed_.wrote = true;
    return writing_.run(sql.text(), values, [](Columns const&) {});
}

bool SearchFeeder::belongs()
{
    auto const network = network_.row<NetworkId>(select_network).value_or(NetworkId{});
    if (index_.number(count_state, search_version, network) == 0) {
        return false;
    }
    auto const fed = index_.rows<FedUpTo>(select_fed);
    return std::all_of(fed.begin(), fed.end(), [&](FedUpTo const& one) {
        return network_.row<Instant>(select_entry_at, one.feed, one.number) == one.at;
    });
}

void SearchFeeder::begin()
{
    write(insert_state, search_version,
          network_.row<NetworkId>(select_network).value_or(NetworkId{}));
}

bool SearchFeeder::is_whole()
{
    if (index_.number(count_any_state) == 0) {
        return false;
    }
    auto const oldest = index_.row<std::int64_t>(select_oldest);
    auto const newest = index_.row<std::int64_t>(select_newest);
    return oldest && newest ? shelf_.has(*oldest) && shelf_.has(*newest) : !has_fed_things();
}

/// A topic or resource that was taken in has a piece for as long as the network is there. Asked only while
/// there is no piece at all, so hardly ever of much.
bool SearchFeeder::has_fed_things()
{
    auto const fed = index_.rows<FedUpTo>(select_fed);
    return std::any_of(fed.begin(), fed.end(), [&](FedUpTo const& one) {
        return network_.number(count_topics_fed, one.feed, one.number) > 0 ||
               network_.number(count_resources_fed, one.feed, one.number) > 0;
    });
}

/// Those with the least to take in first: what was just written is found, while others are being made.
std::vector<SearchFeeder::Behind> SearchFeeder::behind()
{
    std::map<FeedId, Number> fed;
    for (auto const& one : index_.rows<FedUpTo>(select_fed)) {
        fed.emplace(one.feed, one.number);
    }
    std::vector<Behind> all;
    for (auto const& feed : network_.rows<FeedLast>(select_feeds)) {
        auto const known = fed.find(feed.feed);
        auto const number = known == fed.end() ? 0 : known->second;
        if (number < feed.last) {
            all.push_back({feed.feed, number, feed.last});
        }
    }
    std::sort(all.begin(), all.end(), [](Behind const& one, Behind const& other) {
        return one.last - one.fed < other.last - other.fed;
    });
    return all;
}

SearchFeeder::Fed SearchFeeder::feed()
{
    fed_ = {};
    auto left = entries_fed_at_once;
    for (auto const& group : behind()) {
        auto const last = std::min(group.last, group.fed + left);
        left -= last - group.fed;
        fed_.left += group.last - last;
        if (last > group.fed) {
            feed_group(group, last);
        }
    }
    fed_.more = fed_.left > 0;
    if (!fed_.more) {
        std::array<Value, 0> const none{};
        fed_.wrote |= writing_.run(update_complete.text(), none, [](Columns const&) {}) > 0;
    }
    return fed_;
}

SearchFeeder::Thing SearchFeeder::thing_of(ResourceSearched const& resource)
{
    return Thing{.kind = search::Kind::resource,
                 .thing = resource.thing,
                 .group_id = resource.group_id,
                 .at = resource.at,
                 .revision = resource.revision,
                 .author = resource.by.person,
                 .authority = required(resource.by.authority),
                 .text = words_of(resource),
                 .file_sha256 = resource.file_sha256};
}

/// What the entries after those taken in are about.
std::vector<SearchFeeder::Thing> SearchFeeder::things_of(Behind const& group, Number last)
{
    auto things = network_.rows<Thing>(select_topics, group.feed, group.fed, last);
    auto posts = network_.rows<Thing>(select_posts, group.feed, group.fed, last);
    std::move(posts.begin(), posts.end(), std::back_inserter(things));
    auto const resources = network_.rows<Uuid>(select_resources, group.feed, group.fed, last);
    for (auto const& resource : resources_searched(network_, resources)) {
        things.push_back(thing_of(resource));
    }
    return things;
}

void SearchFeeder::feed_group(Behind const& group, Number last)
{
    auto things = things_of(group, last);
    // An index takes what comes in its own order best.
    std::sort(things.begin(), things.end(), [](Thing const& one, Thing const& other) {
        return place_of_piece(one.at, one.thing) < place_of_piece(other.at, other.thing);
    });
    for (auto const& thing : things) {
        refresh(thing);
    }
    write(upsert_fed, group.feed, last,
          required(network_.row<Instant>(select_entry_at, group.feed, last)));
}

void SearchFeeder::refresh(Thing const& thing)
{
    auto const kept = index_.row<Kept>(select_piece, thing.thing);
    bool const moved = kept && kept->group_id != thing.group_id;
    if (kept && !thing.gone && !moved && kept->revision == thing.revision) {
        return;
    }
    if (kept) {
        take(kept->place);
    }
    if (!thing.gone) {
        // A post stands at its instant for ever, a resource at that of its current version.
        bool const stays = kept && instant_of_place(kept->place) == thing.at;
        put(thing, stays ? kept->place : place_of_piece(thing.at, thing.thing));
    }
    if (moved && thing.kind == search::Kind::topic) {
        for (auto const& post : network_.rows<Thing>(select_posts_of_topic, thing.thing)) {
            refresh(post);
        }
    }
}

void SearchFeeder::take(std::int64_t place)
{
    shelf_.take(place);
    write(delete_piece, place);
    fed_.took = true;
}

void SearchFeeder::put(Thing const& thing, std::int64_t place)
{
    while (write(insert_piece, place, thing.thing, thing.kind, thing.group_id, thing.revision) ==
           0) {
        ++place;
    }
    WordShelf::Words words;
    for (auto& word :
         words_in(thing.kind == search::Kind::post ? plain_text(thing.text) : thing.text)) {
        words.in_order.push_back(std::move(word.word));
    }
    words.beside = file_words(network_, thing.file_sha256);
    words.marks = {std::string{piece_mark}, kind_mark(thing.kind), author_mark(thing.author),
                   authority_mark(thing.authority)};
    shelf_.put(place, thing.group_id, words);
}

} // namespace folkmoot::storage
