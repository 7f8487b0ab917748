#include "storage/release_letters.hpp"

#include "storage/adopting.hpp"
#include "storage/seats.hpp"
#include "storage/standing.hpp"

#include <algorithm>

namespace folkmoot::storage {

namespace {

constexpr std::int64_t three_months = std::int64_t{90} * 24 * 60 * 60 * 1'000'000;

constexpr Sql select_to_be_told = R"sql(
SELECT DISTINCT p.id AS person, r.group_id
  FROM versions v
  JOIN resources r ON r.id = v.resource
  JOIN (SELECT a.resource, a.authority, a.version, a.by_person AS person
          FROM adoption_rows a
         WHERE a.last = 1 AND a.version IS NOT NULL
        UNION ALL
        SELECT d.origin, d.authority, d.base, d.person FROM adaptation_rows d) w
    ON w.resource = v.resource AND w.version <> v.id
  JOIN affiliations f
    ON f.authority = w.authority AND f.until_at IS NULL
   AND (f.coordinator = 1 OR f.person = w.person)
  JOIN people p ON p.id = f.person AND p.ended_at IS NULL AND p.library_letters = 1
 WHERE v.id = $1 AND p.id <> $2
 ORDER BY p.id
)sql";

constexpr Sql insert_letter = R"sql(
INSERT INTO outbox (id, person, version, made_at, due_at, tries, reply) VALUES ($1, $2, $3, $4, $4, 0, 0)
)sql";

constexpr Sql select_letter = R"sql(
SELECT p.id AS person, p.name AS person_name,
       COALESCE((SELECT m.mail FROM mails m WHERE m.person = p.id
                  ORDER BY m.confirmed_at NULLS LAST, m.folded LIMIT 1), '') AS mail,
       r.id AS resource, r.title, g.name AS group_name, v.number, v.changed, v.note
  FROM versions v
  JOIN resources r ON r.id = v.resource
  JOIN groups g ON g.id = r.group_id
  JOIN people p ON p.id = $2 AND p.ended_at IS NULL AND p.library_letters = 1
 WHERE v.id = $1 AND v.removed_at IS NULL AND v.number IS NOT NULL
)sql";

constexpr Sql update_secret = R"sql(
UPDATE outbox SET secret = $2 WHERE id = $1
)sql";

constexpr Sql select_shown = R"sql(
SELECT p.id AS person, p.name AS person_name, p.library_letters
  FROM outbox o
  JOIN people p ON p.id = o.person AND p.ended_at IS NULL
 WHERE o.secret = $1
)sql";

constexpr Sql update_stopped = R"sql(
UPDATE people SET library_letters = 0, revision = revision + 1 WHERE id = $1
)sql";

constexpr Sql delete_of_person = R"sql(
DELETE FROM outbox WHERE person = $1
)sql";

constexpr Sql delete_old = R"sql(
DELETE FROM outbox
 WHERE id IN (SELECT id FROM outbox WHERE person IS NOT NULL AND made_at < $1
               ORDER BY made_at LIMIT 1000)
)sql";

struct ToBeTold {
    PersonId person;
    GroupId group_id;
};
BOOST_DESCRIBE_STRUCT(ToBeTold, (), (person, group_id))

struct LetterRow {
    PersonId person;
    std::string person_name;
    std::string mail;
    ResourceId resource;
    std::string title;
    std::string group_name;
    Number number = 0;
    std::string changed;
    std::string note;
};
BOOST_DESCRIBE_STRUCT(LetterRow, (),
                      (person, person_name, mail, resource, title, group_name, number, changed,
                       note))

bool may_read(Read& read, PersonId person, GroupId group)
{
    auto const standing = standing_in(read, person, group);
    return standing && standing->reads();
}

} // namespace

BOOST_DESCRIBE_STRUCT(LettersShown, (), (person, person_name, library_letters))

void queue_release_letters(Change& change, VersionId version, PersonId released_by)
{
    for (auto const& to : change.rows<ToBeTold>(select_to_be_told, version, released_by)) {
        if (may_read(change, to.person, to.group_id)) {
            change.put(insert_letter, change.fresh_uuid(), to.person, version, change.now());
        }
    }
}

std::optional<ReleaseLetter> release_letter_taken(Change& change, Uuid const& mail, PersonId person,
                                                  VersionId version, SecretHash const& secret)
{
    auto const row = change.row<LetterRow>(select_letter, version, person);
    if (!row || row->mail.empty()) {
        return std::nullopt;
    }
    ReleaseLetter letter{row->person,     row->person_name, row->mail,    row->resource, row->title,
                         row->group_name, row->number,      row->changed, row->note,     {}};
    for (auto const& newer : newer_versions(change, person)) {
        if (newer.resource == row->resource && newer.current == row->number &&
            may_read(change, person, newer.group)) {
            letter.uses.push_back({newer.authority_name, newer.number});
        }
    }
    if (letter.uses.empty()) {
        return std::nullopt;
    }
    change.run(update_secret, mail, secret);
    return letter;
}

std::optional<LettersShown> show_letters(Read& read, SecretHash const& secret)
{
    return read.row<LettersShown>(select_shown, secret);
}

std::optional<LettersShown> stop_letters(Change& change, SecretHash const& secret)
{
    auto shown = show_letters(change, secret);
    if (shown && shown->library_letters) {
        change.run(update_stopped, shown->person);
        change.write_entry({.feed = feed_of(change, shown->person),
                            .kind = feeds::EntryKind::settings_changed,
                            .by = shown->person});
        shown->library_letters = false;
    }
    return shown;
}

void end_release_letters(Change& change, PersonId person)
{
    change.run(delete_of_person, person);
}

std::int64_t sweep_release_letters(Change& change)
{
    return change.run(delete_old, Instant{change.now().microseconds - three_months});
}

} // namespace folkmoot::storage
