// crash_check FILE: looks at a database from outside, while no server runs. Prints one JSON object a
// line: what="problem" for each thing that must not be, then all posts, earlier texts, thanks and
// entries about posts, for the harness to compare with what was acknowledged.
// Ends with 0 when it could look, whatever it found.

#include "protocol/json.hpp"
#include "storage/change.hpp"
#include "storage/sqlite/connection.hpp"

#include <iostream>

using namespace folkmoot::protocol;
using folkmoot::storage::Read;
using folkmoot::storage::Sql;

namespace check {

constexpr Sql integrity = R"sql(PRAGMA integrity_check)sql";
constexpr Sql foreign_keys = R"sql(SELECT "table" FROM pragma_foreign_key_check LIMIT 20)sql";

/// Feeds whose numbers are not 1 to last_number, each once.
constexpr Sql feeds_with_gaps = R"sql(
SELECT f.id AS feed, f.last_number, count(e.number) AS entries, COALESCE(min(e.number), 1) AS first,
       COALESCE(max(e.number), 0) AS last
  FROM feeds f LEFT JOIN entries e ON e.feed = f.id
 GROUP BY f.id
HAVING count(e.number) <> f.last_number OR COALESCE(max(e.number), 0) <> f.last_number
    OR COALESCE(min(e.number), 1) <> 1
)sql";

/// Topics whose posts are not numbered 1 to their count.
constexpr Sql topics_with_gaps = R"sql(
SELECT t.id AS topic, t.posts, count(o.id) AS found, COALESCE(min(o.number), 1) AS first,
       COALESCE(max(o.number), 0) AS last
  FROM topics t LEFT JOIN posts o ON o.topic = t.id
 GROUP BY t.id
HAVING count(o.id) <> t.posts OR COALESCE(max(o.number), 0) <> t.posts
    OR COALESCE(min(o.number), 1) <> 1
)sql";

/// Posts whose entry does not tell of them.
constexpr Sql posts_untold = R"sql(
SELECT o.id FROM posts o
  JOIN groups g ON g.id = o.group_id
  LEFT JOIN entries e ON e.feed = g.feed AND e.number = o.entry
 WHERE e.post IS NULL OR e.post <> o.id
)sql";

constexpr Sql posts = "SELECT id AS post, topic, number, entry, text FROM posts";
constexpr Sql texts = "SELECT post, text FROM post_texts";
constexpr Sql thanks = "SELECT post, person FROM thanks";
constexpr Sql entries = R"sql(
SELECT feed, number, kind, by_person, post FROM entries WHERE post IS NOT NULL
)sql";

struct FeedGap {
    FeedId feed;
    Number last_number = 0;
    Count entries = 0;
    Number first = 0;
    Number last = 0;
};
BOOST_DESCRIBE_STRUCT(FeedGap, (), (feed, last_number, entries, first, last))

struct TopicGap {
    TopicId topic;
    Count posts = 0;
    Count found = 0;
    Number first = 0;
    Number last = 0;
};
BOOST_DESCRIBE_STRUCT(TopicGap, (), (topic, posts, found, first, last))

struct PostRow {
    PostId post;
    TopicId topic;
    Number number = 0;
    Number entry = 0;
    std::string text;
};
BOOST_DESCRIBE_STRUCT(PostRow, (), (post, topic, number, entry, text))

struct TextRow {
    PostId post;
    std::string text;
};
BOOST_DESCRIBE_STRUCT(TextRow, (), (post, text))

struct ThanksRow {
    PostId post;
    PersonId person;
};
BOOST_DESCRIBE_STRUCT(ThanksRow, (), (post, person))

struct EntryRow {
    FeedId feed;
    Number number = 0;
    std::string kind;
    std::optional<PersonId> by_person;
    PostId post;
};
BOOST_DESCRIBE_STRUCT(EntryRow, (), (feed, number, kind, by_person, post))

/// One line of output, built field by field.
class Line {
public:
    explicit Line(std::string_view what) { add("what", what); }
    ~Line() { std::cout << text_ << "}\n"; }
    Line(Line const&) = delete;
    Line& operator=(Line const&) = delete;

    Line& add(std::string_view name, std::string_view value)
    {
        begin(name);
        encode_string(text_, value);
        return *this;
    }
    Line& add(std::string_view name, Uuid const& value) { return add(name, to_string(value)); }
    Line& add(std::string_view name, std::int64_t value)
    {
        begin(name);
        text_ += std::to_string(value);
        return *this;
    }

private:
    void begin(std::string_view name)
    {
        text_ += text_.empty() ? '{' : ',';
        encode_string(text_, name);
        text_ += ':';
    }
    std::string text_;
};

void problem(std::string const& sentence)
{
    Line("problem").add("problem", sentence);
}

std::string numbers(Number first, Number last, Count found, Count promised)
{
    return std::to_string(found) + " numbered " + std::to_string(first) + " to " +
           std::to_string(last) + " where " + std::to_string(promised) + " are promised";
}

void print_problems(Read& read)
{
    for (auto const& said : read.rows<std::string>(integrity))
        if (said != "ok")
            problem("integrity_check: " + said);
    for (auto const& table : read.rows<std::string>(foreign_keys))
        problem("foreign_key_check: a row of " + table + " points to nothing");
    for (auto const& gap : read.rows<FeedGap>(feeds_with_gaps))
        problem("feed " + to_string(gap.feed) + " has entries " +
                numbers(gap.first, gap.last, gap.entries, gap.last_number));
    for (auto const& gap : read.rows<TopicGap>(topics_with_gaps))
        problem("topic " + to_string(gap.topic) + " has posts " +
                numbers(gap.first, gap.last, gap.found, gap.posts));
    for (auto const& post : read.rows<PostId>(posts_untold))
        problem("post " + to_string(post) + " has another number in the feed than its entry");
}

void print_rows(Read& read)
{
    for (auto const& row : read.rows<PostRow>(posts))
        Line("post")
            .add("post", row.post)
            .add("topic", row.topic)
            .add("number", row.number)
            .add("entry", row.entry)
            .add("text", row.text);
    for (auto const& row : read.rows<TextRow>(texts))
        Line("text").add("post", row.post).add("text", row.text);
    for (auto const& row : read.rows<ThanksRow>(thanks))
        Line("thanks").add("post", row.post).add("person", row.person);
    for (auto const& row : read.rows<EntryRow>(entries))
        Line("entry")
            .add("feed", row.feed)
            .add("number", row.number)
            .add("kind", row.kind)
            .add("by", row.by_person.value_or(PersonId{}))
            .add("post", row.post);
}

} // namespace check

int main(int count, char** parameters)
{
    if (count != 2) {
        std::cerr << "Say crash_check FILE.\n";
        return 2;
    }
    try {
        std::ios::sync_with_stdio(false);
        folkmoot::storage::sqlite::SqliteConnection connection(
            parameters[1], folkmoot::storage::sqlite::Access::read);
        Read read(connection);
        connection.begin_read();
        check::print_problems(read);
        check::print_rows(read);
        connection.roll_back();
        return 0;
    } catch (std::exception const& problem) {
        std::cerr << problem.what() << '\n';
        return 1;
    }
}
