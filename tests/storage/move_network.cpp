// Rows in every table.

#include "storage/sha256.hpp"
#include "tests/storage/move_scene.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <random>

namespace folkmoot::tests {
namespace {

constexpr int authorities = 9;
constexpr int people = 24;
constexpr int groups = 3;
constexpr int invitations = 4;
constexpr int topics = 24;
constexpr int resources = 12;
constexpr int uploads = 8;
constexpr int posts = 450; // more than two pages

enum Thing {
    feed_of_network,
    authority,
    authority_feed,
    person,
    person_feed,
    group,
    group_feed,
    group_desk,
    topic,
    post,
    resource,
    other
};

/// The same in each run, and in no order: rows come in another order than they were put in.
Value id(Thing thing, int number)
{
    std::mt19937 engine{static_cast<unsigned>(thing * 100'000 + number)};
    Bytes bytes{std::string(16, '\0')};
    for (auto& byte : bytes.value) {
        byte = static_cast<char>(engine());
    }
    return bytes;
}

Value all_bytes()
{
    Bytes bytes;
    for (int byte = 0; byte < 256; ++byte) {
        bytes.value += static_cast<char>(byte);
    }
    return bytes;
}

/// Text that is easily changed on the way.
Value words(int number)
{
    static std::array<std::string, 9> const hard{
        "",
        "plain",
        " spaces at both ends ",
        "emoji 👩‍👩‍👧‍👦 🏴󠁧󠁢󠁥󠁮󠁧󠁿 e\u0301 é",
        "lines\r\n\tand \"quotes\" it's \\n \\000 $1 'x'",
        "\u202Eעברית\u202C العربية 漢字",
        "\x01\x02\x1F\x7F\u0080\u2028\uFEFF\uFFFD\uFFFF",
        "\U0010FFFF\U00010000 NULL",
        std::string(300, 'x') + "ü",
    };
    if (number % 100 == 50) {
        return std::string(32'000, 'y') + "é";
    }
    return hard[static_cast<std::size_t>(number) % hard.size()];
}

std::int64_t moment(int number)
{
    return 1'790'845'200'000'000 + number;
}

Value maybe(int number, Value value)
{
    return number % 2 == 0 ? std::move(value) : Value{};
}

void put_feed(Connection& to, Value const& feed, std::string const& kind, int entries)
{
    put(to, "feeds", {{"id", feed}, {"kind", kind}, {"last_number", std::int64_t{entries}}});
    for (int number = 1; number <= entries; ++number) {
        put(to, "entries",
            {{"feed", feed},
             {"number", std::int64_t{number}},
             {"at", moment(number)},
             {"kind", "post_added"},
             {"by_person", maybe(number, id(person, 1))},
             {"post", maybe(number + 1, id(post, number))}});
    }
}

void put_authorities(Connection& to)
{
    put_feed(to, id(feed_of_network, 0), "network", 210);
    put(to, "network",
        {{"single", std::int64_t{1}},
         {"id", id(other, 0)},
         {"feed", id(feed_of_network, 0)},
         {"name", words(3)},
         {"public_url", ""},
         {"made_at", moment(0)}});
    for (int number = 0; number < authorities; ++number) {
        put_feed(to, id(authority_feed, number), "authority", 3);
        // Each was succeeded by the one before: in the order of their ids, some come before it.
        put(to, "authorities",
            {{"id", id(authority, number)},
             {"feed", id(authority_feed, number)},
             {"kind", "council"},
             {"closed_at", number == 0 ? Value{} : Value{moment(number)}},
             {"succeeded_by", number == 0 ? Value{} : id(authority, number - 1)},
             {"split_from", maybe(number, id(authority, number + 1))}});
        put(to, "authority_names",
            {{"authority", id(authority, number)},
             {"from_at", moment(number)},
             {"name", words(number)},
             {"short_name", words(number + 1)}});
        put(to, "authority_logos",
            {{"authority", id(authority, number)},
             {"kind", "webp"},
             {"tag", words(number)},
             {"bytes", all_bytes()},
             {"at", moment(number)}});
        put(to, "authority_domains",
            {{"authority", id(authority, number)}, {"domain", "d" + std::to_string(number)}});
    }
}

void put_person(Connection& to, int number)
{
    auto const who = id(person, number);
    put_feed(to, id(person_feed, number), "person", number);
    put(to, "people",
        {{"id", who},
         {"feed", id(person_feed, number)},
         {"name", words(number)},
         {"language", "en"},
         {"zone", "Europe/London"},
         {"theme", "dark"},
         {"administrator", std::int64_t{number == 0}},
         {"revision", std::int64_t{1}},
         {"made_at", moment(number)},
         {"ended_at", maybe(number, moment(number))}});
    put(to, "mails",
        {{"folded", "p" + std::to_string(number) + "@ü.example"},
         {"person", who},
         {"mail", "P" + std::to_string(number) + "@Ü.example"},
         {"confirmed_at", maybe(number, moment(1))}});
    put(to, "passwords", {{"person", who}, {"hash", "$argon2id$"}, {"set_at", moment(number)}});
    put(to, "sign_ins",
        {{"id", id(other, 1000 + number)},
         {"person", who},
         {"kind", "token"},
         {"secret", id(other, 2000 + number)},
         {"label", words(number)},
         {"made_at", moment(1)},
         {"used_at", std::int64_t{0}},
         {"expires_at", std::numeric_limits<std::int64_t>::max()},
         {"ended_at", Value{}}});
    put(to, "affiliations",
        {{"id", id(other, 3000 + number)},
         {"person", who},
         {"authority", id(authority, number % authorities)},
         {"coordinator", std::int64_t{number % 2}},
         {"from_at", std::numeric_limits<std::int64_t>::min()},
         {"until_at", maybe(number, moment(9))}});
    put(to, "receipts",
        {{"person", who},
         {"request", id(other, 4000 + number)},
         {"method", "forum.reply"},
         {"hash", number == 0 ? Value{Bytes{}} : all_bytes()},
         {"result", "{}"},
         {"at", std::int64_t{-1}}});
}

/// What keeps account of rights and erasures.
void put_account(Connection& to, int number)
{
    put(to, "audit",
        {{"number", std::int64_t{number + 1}},
         {"at", moment(number)},
         {"kind", "role_set"},
         {"by_person", maybe(number, id(person, 1))},
         {"person", maybe(number + 1, id(person, 2))},
         {"authority", maybe(number, id(authority, 1))},
         {"group_id", maybe(number + 1, id(group, 1))},
         {"role", maybe(number, "guest")},
         {"hash", id(other, 8000 + number)}});
    put(to, "erasures",
        {{"id", id(other, 8100 + number)},
         {"kind", "post"},
         {"thing", id(post, number)},
         {"at", moment(number)}});
    put(to, "holds",
        {{"id", id(other, 8200 + number)},
         {"person", maybe(number, id(person, number))},
         {"group_id", maybe(number + 1, id(group, number % groups))},
         {"set_by", id(person, 0)},
         {"set_at", moment(number)},
         {"why", words(number)},
         {"lifted_at", maybe(number / 2, moment(9))}});
}

void put_group(Connection& to, int number)
{
    auto const it = id(group, number);
    put_feed(to, id(group_feed, number), "group", 250);
    put_feed(to, id(group_desk, number), "desk", 0);
    put(to, "groups",
        {{"id", it},
         {"feed", id(group_feed, number)},
         {"desk", id(group_desk, number)},
         {"name", words(number)},
         {"purpose", words(number + 4)},
         {"kind", "open"},
         {"archived_at", maybe(number, moment(5))},
         {"revision", std::int64_t{7}},
         {"made_at", moment(1)}});
    for (int who = 0; who < people; ++who) {
        bool const facilitates = who % 5 == 0;
        put(to, "seats",
            {{"id", id(other, 5000 + number * 100 + who)},
             {"group_id", it},
             {"person", id(person, who)},
             {"authority", id(authority, who % authorities)},
             {"role", facilitates ? "facilitator" : "guest"},
             {"from_at", moment(who)},
             {"from_entry", std::int64_t{who}},
             {"desk_from", facilitates ? Value{std::int64_t{0}} : Value{}}});
    }
    put(to, "join_requests",
        {{"id", id(other, 6000 + number)},
         {"group_id", it},
         {"person", id(person, 1)},
         {"authority", id(authority, 1)},
         {"message", words(4)},
         {"at", moment(1)}});
    put(to, "labels",
        {{"id", id(other, 7000 + number)}, {"group_id", it}, {"name", "É"}, {"folded", "é"}});
    put(to, "welcomes",
        {{"group_id", it},
         {"author", id(person, 1)},
         {"authority", id(authority, 1)},
         {"at", moment(1)},
         {"revision", std::int64_t{2}},
         {"text", words(number + 2)}});
    put(to, "put_away",
        {{"person", id(person, 1)},
         {"group_id", it},
         {"part", "welcome"},
         {"revision", std::int64_t{1}}});
    put(to, "group_reading",
        {{"person", id(person, 1)},
         {"group_id", it},
         {"entry", std::int64_t{3}},
         {"library_entry", std::int64_t{2}}});
}

void put_invitation(Connection& to, int number)
{
    bool const to_group = number % 2 == 0;
    put(to, "invitations",
        {{"id", id(other, 8000 + number)},
         {"purpose", "join"},
         {"secret", maybe(number, id(other, 9000 + number))},
         {"person", maybe(number, id(person, 1))},
         {"name", words(number)},
         {"mail", "N@Ü.example"},
         {"folded", "n@ü.example"},
         {"by_mail", std::int64_t{1}},
         {"administrator", std::int64_t{0}},
         {"authority", maybe(number, id(authority, 1))},
         {"coordinator", std::int64_t{0}},
         {"group_id", maybe(number, id(group, 0))},
         {"role", to_group ? Value{"guest"} : Value{}},
         {"inviter", maybe(number, id(person, 2))},
         {"made_at", moment(number)},
         {"expires_at", moment(number)},
         {"revoked_at", maybe(number, moment(2))},
         {"used_at", maybe(number, moment(3))}});
    put(to, "mail_changes",
        {{"id", id(other, 9600 + number)},
         {"purpose", to_group ? "told" : "confirm"},
         {"secret", maybe(number, id(other, 9700 + number))},
         {"person", id(person, 1)},
         {"mail", "N@Ü.example"},
         {"folded", "n@ü.example"},
         {"made_at", moment(number)},
         {"expires_at", moment(number)},
         {"ended_at", maybe(number, moment(2))},
         {"used_at", maybe(number, moment(3))}});
    put(to, "outbox",
        {{"id", id(other, 9500 + number)},
         {"invitation", maybe(number, id(other, 8000 + number))},
         {"mail_change", maybe(number + 1, id(other, 9600 + number))},
         {"person", maybe(number, id(person, 1))},
         {"version", Value{}},
         {"secret", maybe(number, id(other, 9750 + number))},
         {"made_at", moment(number)},
         {"due_at", moment(number)},
         {"tries", std::int64_t{number}},
         {"reply", std::int64_t{550}},
         {"sent_at", maybe(number, moment(4))},
         {"failed_at", maybe(number + 1, moment(5))}});
}

void put_topic(Connection& to, int number)
{
    auto const in = id(group, number % groups);
    put(to, "topics",
        {{"id", id(topic, number)},
         {"group_id", in},
         {"title", words(number)},
         {"author", id(person, 1)},
         {"authority", id(authority, 1)},
         {"as_guest", std::int64_t{0}},
         {"at", moment(number)},
         {"revision", std::int64_t{1}},
         {"posts", std::int64_t{1}},
         {"last_at", moment(number)},
         {"last_entry", std::int64_t{number}},
         {"last_author", id(person, 2)},
         {"last_authority", id(authority, 2)},
         {"last_as_guest", std::int64_t{1}},
         {"pinned", std::int64_t{0}},
         {"closed", std::int64_t{0}},
         {"question", std::int64_t{1}},
         {"answer", maybe(number, id(post, number))}});
    put(to, "topic_labels",
        {{"topic", id(topic, number)}, {"label", id(other, 7000 + number % groups)}});
    put(to, "following",
        {{"person", id(person, 1)}, {"topic", id(topic, number)}, {"how", "mute"}});
    put(to, "reading",
        {{"person", id(person, 1)},
         {"topic", id(topic, number)},
         {"number", std::int64_t{1}},
         {"at", moment(1)}});
    put(to, "drafts",
        {{"person", id(person, 3)},
         {"place", id(topic, number)},
         {"topic", maybe(number, id(topic, number))},
         {"title", ""},
         {"text", words(number)},
         {"at", moment(1)}});
}

std::string bytes_of_content(int number)
{
    return "content " + std::to_string(number % 10);
}

/// As it is named.
std::string content(int number)
{
    Sha256 hash;
    hash.add(bytes_of_content(number));
    return hash.hash();
}

void put_resource(Connection& to, int number)
{
    auto const it = id(resource, number);
    put(to, "resources",
        {{"id", it},
         {"group_id", id(group, number % groups)},
         {"title", words(number)},
         {"folded", words(number + 1)},
         {"summary", words(number + 2)},
         {"kind", "toolkit"},
         {"audience", words(number + 3)},
         {"licence", words(number + 4)},
         {"language", "cy"},
         {"review_on", maybe(number, std::int64_t{20'000})},
         {"author", id(person, 1)},
         {"authority", id(authority, 1)},
         {"as_guest", std::int64_t{0}},
         {"at", moment(number)},
         {"revision", std::int64_t{3}}});
    put(to, "resource_labels", {{"resource", it}, {"label", id(other, 7000 + number % groups)}});
    bool const removed = number % 3 == 0;
    bool const file = number == 1;
    put(to, "versions",
        {{"id", id(other, 9800 + number)},
         {"resource", it},
         {"base", maybe(number, id(other, 9800))},
         {"author", id(person, 2)},
         {"authority", id(authority, 2)},
         {"as_guest", std::int64_t{1}},
         {"at", moment(number)},
         {"changed", removed ? Value{""} : words(number)},
         {"link", removed || file ? Value{""} : Value{"https://é.example/"}},
         {"sha256", file ? Value{content(number)} : Value{}},
         {"file_name", file ? words(number + 7) : Value{}},
         {"file_size", file ? Value{std::int64_t{9}} : Value{}},
         {"number", maybe(number, std::int64_t{1})},
         {"released_at", maybe(number, moment(number))},
         {"released_by", maybe(number, id(person, 3))},
         {"released_by_authority", maybe(number, id(authority, 3))},
         {"note", removed ? Value{""} : words(number + 5)},
         {"removed_at", removed ? Value{moment(number)} : Value{}},
         {"removed_by", removed ? id(person, 4) : Value{}},
         {"removed_by_authority", removed ? id(authority, 4) : Value{}},
         {"removed_why", words(number + 6)}});
    put(to, "adoptions",
        {{"resource", it},
         {"entry", std::int64_t{number}},
         {"authority", id(authority, 3)},
         {"version", maybe(number, id(other, 9800 + number))},
         {"person", id(person, 3)},
         {"by_authority", id(authority, 4)},
         {"at", moment(number)},
         {"words", words(number + 8)}});
    put(to, "adaptations",
        {{"resource", it},
         {"entry", std::int64_t{number}},
         {"origin", it},
         {"base", id(other, 9800 + number)},
         {"version", maybe(number, id(other, 9800 + number))},
         {"person", id(person, 3)},
         {"by_authority", id(authority, 4)},
         {"at", moment(number)},
         {"undone_at", maybe(number, moment(number + 1))},
         {"undone_by", maybe(number, id(person, 5))}});
    put(to, "origin_changes",
        {{"resource", it},
         {"entry", std::int64_t{number}},
         {"place", std::int64_t{0}},
         {"kind", "added"},
         {"before", ""},
         {"after", words(number + 9)},
         {"fate", "open"}});
}

void put_upload(Connection& to, int number)
{
    bool const complete = number % 2 == 0;
    auto const hash = content(number);
    put(to, "blobs",
        {{"sha256", hash},
         {"size", std::int64_t{9}},
         {"at", moment(number)},
         {"unnamed_at", maybe(number, moment(number + 1))}});
    put(to, "file_texts",
        {{"sha256", hash},
         {"state", complete ? Value{"ready"} : Value{"waiting"}},
         {"tries", std::int64_t{number}},
         {"due_at", complete ? Value{} : Value{moment(number)}},
         {"cut", std::int64_t{number % 2}},
         {"words", maybe(number, words(number))},
         {"pictures", maybe(number, words(number + 1))}});
    put(to, "file_text_pieces",
        {{"sha256", hash}, {"piece", std::int64_t{number}}, {"blocks", words(number)}});
    put(to, "file_shingles", {{"shingle", std::int64_t{number} - 3}, {"sha256", hash}});
    put(to, "uploads",
        {{"id", id(other, 9900 + number)},
         {"person", id(person, number % people)},
         {"group_id", id(group, number % groups)},
         {"name", words(number)},
         {"size", std::int64_t{9}},
         {"received", std::int64_t{complete ? 9 : number}},
         {"sha256", complete ? Value{hash} : Value{}},
         {"at", moment(number)},
         {"expires", moment(number + 7)}});
}

void put_post(Connection& to, int number)
{
    auto const it = id(post, number);
    put(to, "posts",
        {{"id", it},
         {"topic", id(topic, number % topics)},
         {"group_id", id(group, number % topics % groups)},
         {"number", std::int64_t{number}},
         {"entry", std::int64_t{number}},
         {"author", id(person, number % people)},
         {"authority", id(authority, number % authorities)},
         {"as_guest", std::int64_t{0}},
         {"at", moment(number)},
         {"text", words(number)},
         {"revision", std::int64_t{2}}});
    put(to, "post_texts",
        {{"post", it},
         {"revision", std::int64_t{1}},
         {"at", moment(1)},
         {"text", words(number + 1)}});
    put(to, "thanks",
        {{"post", it},
         {"person", id(person, 4)},
         {"authority", id(authority, 1)},
         {"as_guest", std::int64_t{1}},
         {"at", moment(1)}});
    put(to, "mentions", {{"person", id(person, 5)}, {"post", it}, {"at", moment(1)}});
    put(to, "reports",
        {{"id", id(other, 8000 + number)},
         {"group_id", id(group, 0)},
         {"post", it},
         {"person", id(person, 6)},
         {"authority", maybe(number, id(authority, 1))},
         {"as_guest", std::int64_t{0}},
         {"why", words(number + 2)},
         {"at", moment(1)}});
}

} // namespace

void put_contents(std::filesystem::path const& files)
{
    for (int number = 0; number < uploads; ++number) {
        auto const folder = files / content(number).substr(0, 2);
        std::filesystem::create_directories(folder);
        std::ofstream{folder / content(number)} << bytes_of_content(number);
    }
}

void put_network(Connection& connection)
{
    connection.begin_change();
    put_authorities(connection);
    for (int number = 0; number < people; ++number) {
        put_person(connection, number);
    }
    for (int number = 0; number < groups; ++number) {
        put_group(connection, number);
    }
    for (int number = 0; number < invitations; ++number) {
        put_invitation(connection, number);
    }
    for (int number = 0; number < 4; ++number) {
        put_account(connection, number);
    }
    for (int number = 0; number < topics; ++number) {
        put_topic(connection, number);
    }
    for (int number = 0; number < posts; ++number) {
        put_post(connection, number);
    }
    for (int number = 0; number < uploads; ++number) {
        put_upload(connection, number);
    }
    for (int number = 0; number < resources; ++number) {
        put_resource(connection, number);
    }
    connection.commit();
    put(connection, "statements",
        {{"which", "privacy"},
         {"revision", std::int64_t{3}},
         {"text", words(1)},
         {"by_person", id(person, 1)},
         {"at", moment(2)}});
}

} // namespace folkmoot::tests
