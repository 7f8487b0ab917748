#include "storage/person_export.hpp"

namespace folkmoot::storage {

namespace {

constexpr Sql select_person = R"sql(
SELECT id AS person, name, language, zone, administrator, made_at, ended_at
  FROM people WHERE id = $1
)sql";

constexpr Sql select_mails = R"sql(
SELECT mail FROM mails WHERE person = $1 ORDER BY folded
)sql";

constexpr Sql select_belongings = R"sql(
SELECT a.name AS authority, f.coordinator, f.from_at, f.until_at
  FROM affiliations f JOIN authority_rows a ON a.authority = f.authority
 WHERE f.person = $1 ORDER BY f.from_at, f.id
)sql";

constexpr Sql select_seats = R"sql(
SELECT g.name AS "group", a.name AS authority, s.role, s.from_at, s.until_at
  FROM seats s
  JOIN groups g ON g.id = s.group_id
  JOIN authority_rows a ON a.authority = s.authority
 WHERE s.person = $1 ORDER BY s.from_at, s.id
)sql";

constexpr Sql select_sign_ins = R"sql(
SELECT kind, label, made_at, used_at, ended_at FROM sign_ins WHERE person = $1 ORDER BY made_at, id
)sql";

constexpr Sql select_posts = R"sql(
SELECT o.id AS post, g.name AS "group", t.title AS topic, o.number, o.at,
       COALESCE((SELECT n.name FROM authority_names n
                  WHERE n.authority = o.authority AND n.from_at <= o.at
                  ORDER BY n.from_at DESC LIMIT 1), '') AS authority,
       o.text, o.deleted_at
  FROM posts o
  JOIN topics t ON t.id = o.topic
  JOIN groups g ON g.id = o.group_id
 WHERE o.author = $1 ORDER BY o.at, o.id
)sql";

constexpr Sql select_texts = R"sql(
SELECT e.post, e.at, e.text
  FROM post_texts e JOIN posts o ON o.id = e.post
 WHERE o.author = $1 ORDER BY e.at, e.post
)sql";

constexpr Sql select_drafts = R"sql(
SELECT at, title, text FROM drafts WHERE person = $1 ORDER BY at, place
)sql";

constexpr Sql select_requests = R"sql(
SELECT j.at, g.name AS "group", j.message AS text
  FROM join_requests j JOIN groups g ON g.id = j.group_id
 WHERE j.person = $1 ORDER BY j.at, j.id
)sql";

constexpr Sql select_reports = R"sql(
SELECT r.at, g.name AS "group", r.why AS text
  FROM reports r JOIN groups g ON g.id = r.group_id
 WHERE r.person = $1 ORDER BY r.at, r.id
)sql";

} // namespace

std::optional<people::PersonExport> person_export(Read& read, PersonId person)
{
    auto all = read.row<people::PersonExport>(select_person, person);
    if (!all) {
        return all;
    }
    all->mails = read.rows<std::string>(select_mails, person);
    all->belongings = read.rows<people::ExportedBelonging>(select_belongings, person);
    all->seats = read.rows<people::ExportedSeat>(select_seats, person);
    all->sign_ins = read.rows<people::ExportedSignIn>(select_sign_ins, person);
    all->posts = read.rows<people::ExportedPost>(select_posts, person);
    all->earlier_texts = read.rows<people::ExportedText>(select_texts, person);
    all->drafts = read.rows<people::ExportedDraft>(select_drafts, person);
    all->requests = read.rows<people::ExportedMessage>(select_requests, person);
    all->reports = read.rows<people::ExportedMessage>(select_reports, person);
    return all;
}

} // namespace folkmoot::storage
