#include "storage/erasure.hpp"

#include "storage/file_texts.hpp"
#include "storage/library.hpp"
#include "storage/mail_changes.hpp"
#include "storage/network.hpp"
#include "storage/required.hpp"
#include "storage/standing.hpp"

namespace folkmoot::storage {

BOOST_DESCRIBE_STRUCT(Erasure, (), (kind, thing, at))
BOOST_DESCRIBE_STRUCT(HoldRow, (), (person_name, group_name, set_by_name, set_at, why))

namespace {

constexpr Sql select_ended = R"sql(
SELECT CASE WHEN ended_at IS NULL THEN 0 ELSE 1 END AS ended FROM people WHERE id = $1
)sql";

constexpr Sql count_other_administrators = R"sql(
SELECT count(*) FROM people WHERE id <> $1 AND administrator = 1 AND ended_at IS NULL
)sql";

constexpr Sql update_person = R"sql(
UPDATE people SET name = '', language = 'en-GB', zone = 'Europe/London', theme = 'system',
                  administrator = 0, ends_at = NULL, ends_by = NULL, revision = revision + 1
 WHERE id = $1
)sql";

constexpr Sql update_sign_ins = R"sql(
UPDATE sign_ins SET label = '' WHERE person = $1
)sql";

constexpr Sql update_requests = R"sql(
UPDATE join_requests SET message = '' WHERE person = $1
)sql";

constexpr Sql update_reports = R"sql(
UPDATE reports SET why = '' WHERE person = $1
)sql";

constexpr Sql update_reasons = R"sql(
UPDATE posts SET deleted_why = '' WHERE deleted_by = $1
)sql";

constexpr Sql update_holds = R"sql(
UPDATE holds SET why = '' WHERE set_by = $1
)sql";

// Of those that brought them in and those that go to their addresses.
constexpr Sql update_invitations = R"sql(
UPDATE invitations SET name = '', mail = '', folded = '',
                       revoked_at = CASE WHEN used_at IS NULL THEN COALESCE(revoked_at, $2)
                                         ELSE revoked_at END
 WHERE person = $1 OR folded IN (SELECT m.folded FROM mails m WHERE m.person = $1)
)sql";

constexpr Sql update_reasons_of_removals = R"sql(
UPDATE versions SET removed_why = '' WHERE removed_by = $1
)sql";

constexpr Sql delete_drafts = R"sql(
DELETE FROM drafts WHERE person = $1
)sql";

constexpr Sql delete_uploads = R"sql(
DELETE FROM uploads WHERE person = $1
)sql";

constexpr Sql delete_following = R"sql(
DELETE FROM following WHERE person = $1
)sql";

constexpr Sql delete_reading = R"sql(
DELETE FROM reading WHERE person = $1
)sql";

constexpr Sql delete_group_reading = R"sql(
DELETE FROM group_reading WHERE person = $1
)sql";

constexpr Sql delete_mentions = R"sql(
DELETE FROM mentions WHERE person = $1
)sql";

constexpr Sql delete_thanks = R"sql(
DELETE FROM thanks WHERE person = $1
)sql";

constexpr Sql delete_receipts = R"sql(
DELETE FROM receipts WHERE person = $1
)sql";

constexpr Sql select_posts = R"sql(
SELECT id FROM posts WHERE author = $1 AND deleted_at IS NULL ORDER BY at, id
)sql";

constexpr Sql select_topics = R"sql(
SELECT id FROM topics WHERE author = $1 ORDER BY at, id
)sql";

constexpr Sql update_title = R"sql(
UPDATE topics SET title = 'Erased', revision = revision + 1 WHERE id = $1
RETURNING group_id, id AS topic, author, authority
)sql";

constexpr Sql update_welcomes = R"sql(
UPDATE welcomes SET text = '', revision = revision + 1 WHERE author = $1
)sql";

constexpr Sql delete_put_away = R"sql(
DELETE FROM put_away WHERE person = $1
)sql";

constexpr Sql select_post = R"sql(
SELECT group_id, topic, author, authority FROM posts WHERE id = $1 AND deleted_at IS NULL
)sql";

constexpr Sql delete_texts = R"sql(
DELETE FROM post_texts WHERE post = $1
)sql";

constexpr Sql delete_texts_of_author = R"sql(
DELETE FROM post_texts WHERE post IN (SELECT id FROM posts WHERE author = $1)
)sql";

constexpr Sql delete_mentions_in = R"sql(
DELETE FROM mentions WHERE post = $1
)sql";

constexpr Sql delete_drafts_of_post = R"sql(
DELETE FROM drafts WHERE post = $1
)sql";

constexpr Sql update_post = R"sql(
UPDATE posts SET text = '', deleted_at = $2, deleted_by = author, deleted_by_authority = authority,
                 deleted_by_guest = as_guest, deleted_why = '', revision = revision + 1
 WHERE id = $1
)sql";

constexpr Sql update_unmarked = R"sql(
UPDATE topics SET answer = NULL WHERE answer = $1
)sql";

constexpr Sql select_group_feed = R"sql(
SELECT feed FROM groups WHERE id = $1
)sql";

constexpr Sql insert_erasure = R"sql(
INSERT INTO erasures (id, kind, thing, at) VALUES ($1, $2, $3, $4)
)sql";

constexpr Sql select_erasures = R"sql(
SELECT kind, thing, at FROM erasures WHERE at >= $1 ORDER BY at, id
)sql";

constexpr Sql select_holder_of_person = R"sql(
SELECT p.name FROM holds h JOIN people p ON p.id = h.set_by
 WHERE h.person = $1 AND h.lifted_at IS NULL
)sql";

constexpr Sql select_holder_of_group = R"sql(
SELECT p.name FROM holds h JOIN people p ON p.id = h.set_by
 WHERE h.group_id = $1 AND h.lifted_at IS NULL
)sql";

constexpr Sql select_held_where_written = R"sql(
SELECT h.group_id FROM holds h
 WHERE h.group_id IS NOT NULL AND h.lifted_at IS NULL
   AND (EXISTS (SELECT 1 FROM posts o WHERE o.group_id = h.group_id AND o.author = $1)
        OR EXISTS (SELECT 1 FROM resources r WHERE r.group_id = h.group_id AND r.author = $1)
        OR EXISTS (SELECT 1 FROM versions v JOIN resources r ON r.id = v.resource
                    WHERE r.group_id = h.group_id AND v.author = $1)
        OR EXISTS (SELECT 1 FROM adoptions a JOIN resources r ON r.id = a.resource
                    WHERE r.group_id = h.group_id AND a.person = $1 AND a.words <> ''))
)sql";

constexpr Sql insert_hold = R"sql(
INSERT INTO holds (id, person, group_id, set_by, set_at, why) VALUES ($1, $2, $3, $4, $5, $6)
)sql";

constexpr Sql update_hold_of_person = R"sql(
UPDATE holds SET lifted_at = $2 WHERE person = $1 AND lifted_at IS NULL
)sql";

constexpr Sql update_hold_of_group = R"sql(
UPDATE holds SET lifted_at = $2 WHERE group_id = $1 AND lifted_at IS NULL
)sql";

constexpr Sql select_holds = R"sql(
SELECT COALESCE(p.name, '') AS person_name, COALESCE(g.name, '') AS group_name,
       s.name AS set_by_name, h.set_at, h.why
  FROM holds h
  JOIN people s ON s.id = h.set_by
  LEFT JOIN people p ON p.id = h.person
  LEFT JOIN groups g ON g.id = h.group_id
 WHERE h.lifted_at IS NULL
 ORDER BY h.set_at, h.id
)sql";

struct PostPlace {
    GroupId group_id;
    TopicId topic;
    PersonId author;
    AuthorityId authority;
};
BOOST_DESCRIBE_STRUCT(PostPlace, (), (group_id, topic, author, authority))

/// Whether there were words to erase.
bool erase_post(Change& change, PostId post)
{
    auto const place = change.row<PostPlace>(select_post, post);
    if (!place) {
        return false;
    }
#ifndef FOLKMOOT_BROKEN_KEEP_EARLIER_TEXTS // the fault that tests/erasure must catch
    change.run(delete_texts, post);
#endif
    change.run(delete_mentions_in, post);
    change.run(delete_drafts_of_post, post);
    change.run(update_post, post, change.now());
    change.run(update_unmarked, post);
    change.write_entry({.feed = required(change.row<FeedId>(select_group_feed, place->group_id)),
                        .kind = feeds::EntryKind::post_deleted,
                        .by = place->author,
                        .authority = place->authority,
                        .group = place->group_id,
                        .topic = place->topic,
                        .post = post});
    return true;
}

void erase_writings(Change& change, PersonId person)
{
    for (auto const post : change.rows<PostId>(select_posts, person)) {
        erase_post(change, post);
    }
#ifndef FOLKMOOT_BROKEN_KEEP_EARLIER_TEXTS
    change.run(delete_texts_of_author, person);
#endif
    change.run(update_welcomes, person);
    for (auto const topic : change.rows<TopicId>(select_topics, person)) {
        auto const place = required(change.row<PostPlace>(update_title, topic));
        change.write_entry({.feed = required(change.row<FeedId>(select_group_feed, place.group_id)),
                            .kind = feeds::EntryKind::topic_changed,
                            .by = person,
                            .authority = place.authority,
                            .group = place.group_id,
                            .topic = topic});
    }
    erase_library_of(change, person);
}

void erase_traces(Change& change, PersonId person)
{
    for (auto const& trace :
         {update_person, update_sign_ins, update_requests, update_reports, update_reasons,
          update_reasons_of_removals, update_holds, delete_drafts, delete_following, delete_reading,
          delete_group_reading, delete_put_away, delete_mentions, delete_thanks, delete_receipts,
          delete_uploads}) {
        change.run(trace, person);
    }
    forget_unnamed_texts(change); // of their uploads
}

/// Without asking for holds.
Result<Done> erase(Change& change, PersonId person, Writings writings, std::optional<PersonId> by)
{
    change.hold(Hold::alone, person);
    auto const ended = change.row<bool>(select_ended, person);
    if (!ended) {
        return not_found();
    }
    if (is_administrator(change, person) &&
        change.number(count_other_administrators, person) == 0) {
        return conflict("They are the last administrator. Make somebody else one first.");
    }
    end_ways_in(change, person); // while their addresses are known
    change.run(update_invitations, person, change.now());
    end_mail_changes(change, person);
    if (!*ended) {
        end_person(change, person);
    }
    if (writings == Writings::erased) {
        erase_writings(change, person);
    }
    erase_traces(change, person);
    note_erasure(change,
                 writings == Writings::erased ? ErasureKind::person_and_writings
                                              : ErasureKind::person,
                 person);
    change.write_entry({.feed = required(the_network(change)).feed,
                        .kind = feeds::EntryKind::person_erased,
                        .by = by,
                        .about_person = person});
    return Done{};
}

bool erase_once_more(Change& change, Erasure const& erasure)
{
    switch (erasure.kind) {
    case ErasureKind::post:
        return erase_post(change, PostId{erasure.thing});
    case ErasureKind::version:
        return erase_version(change, VersionId{erasure.thing});
    case ErasureKind::earlier_texts:
        return change.run(delete_texts, PostId{erasure.thing}) > 0;
    case ErasureKind::person:
        return erase(change, PersonId{erasure.thing}, Writings::stay, {}).has_value();
    case ErasureKind::person_and_writings:
        return erase(change, PersonId{erasure.thing}, Writings::erased, {}).has_value();
    }
    return false;
}

Result<void> not_held_by(std::optional<std::string> const& holder, char const* what)
{
    if (!holder) {
        return {};
    }
    return conflict(std::string{what} + " must be kept: " +
                    (holder->empty() ? "an administrator who has left" : *holder) +
                    " set a hold. Lift it first.");
}

} // namespace

Result<Done> erase_person(Change& change, PersonId person, Writings writings,
                          std::optional<PersonId> by)
{
    if (auto const may = not_held(change, {.person = person}); may.has_error()) {
        return may.error();
    }
    if (writings == Writings::erased) {
        for (auto const group : change.rows<GroupId>(select_held_where_written, person)) {
            if (auto const may = not_held(change, {.group = group}); may.has_error()) {
                return may.error();
            }
        }
    }
    return erase(change, person, writings, by);
}

void note_erasure(Change& change, ErasureKind kind, Uuid const& thing)
{
    change.run(insert_erasure, change.fresh_uuid(), kind, thing, change.now());
}

std::vector<Erasure> erasures_since(Read& read, Instant since)
{
    return read.rows<Erasure>(select_erasures, since);
}

Count erase_again(Change& change, std::vector<Erasure> const& erasures)
{
    return std::count_if(erasures.begin(), erasures.end(),
                         [&](Erasure const& erasure) { return erase_once_more(change, erasure); });
}

Result<Done> set_hold(Change& change, HeldThing const& thing, PersonId by, std::string_view why)
{
    if (auto const may = not_held(change, thing); may.has_error()) {
        return may.error();
    }
    change.run(insert_hold, change.fresh_uuid(), thing.person, thing.group, by, change.now(), why);
    change.audit({.kind = "hold_set", .by = by, .person = thing.person, .group = thing.group});
    return Done{};
}

Result<Done> lift_hold(Change& change, HeldThing const& thing, std::optional<PersonId> by)
{
    auto const lifted = thing.person ? change.run(update_hold_of_person, thing.person, change.now())
                                     : change.run(update_hold_of_group, thing.group, change.now());
    if (lifted == 0) {
        return not_found();
    }
    change.audit({.kind = "hold_lifted", .by = by, .person = thing.person, .group = thing.group});
    return Done{};
}

std::vector<HoldRow> holds(Read& read)
{
    return read.rows<HoldRow>(select_holds);
}

Result<void> not_held(Read& read, HeldThing const& thing)
{
    if (thing.person) {
        auto const may = not_held_by(read.row<std::string>(select_holder_of_person, *thing.person),
                                     "What this person wrote");
        if (may.has_error()) {
            return may;
        }
    }
    if (thing.group) {
        return not_held_by(read.row<std::string>(select_holder_of_group, *thing.group),
                           "What is written in this group");
    }
    return {};
}

} // namespace folkmoot::storage
