#include "storage/person_export.hpp"

namespace folkmoot::storage {

namespace {

constexpr Sql select_person = R"sql(
SELECT id AS person, name, language, zone, theme, shows_here, library_letters, administrator, made_at, ended_at,
       ends_at
  FROM people WHERE id = $1
)sql";

constexpr Sql select_mails = R"sql(
SELECT mail FROM mails WHERE person = $1 ORDER BY folded
)sql";

constexpr Sql select_belongings = R"sql(
SELECT a.name AS authority, f.coordinator, f.from_at, f.until_at, f.ends_at
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

constexpr Sql select_mail_changes = R"sql(
SELECT made_at, mail, used_at FROM mail_changes
 WHERE person = $1 AND purpose = 'confirm' ORDER BY made_at, id
)sql";

constexpr Sql select_topics = R"sql(
SELECT t.at, g.name AS "group", t.title
  FROM topics t JOIN groups g ON g.id = t.group_id
 WHERE t.author = $1 ORDER BY t.at, t.id
)sql";

constexpr Sql select_resources = R"sql(
SELECT r.at, g.name AS "group", r.title, r.summary, r.audience, r.licence
  FROM resources r JOIN groups g ON g.id = r.group_id
 WHERE r.author = $1 ORDER BY r.at, r.id
)sql";

constexpr Sql select_versions = R"sql(
SELECT v.at, g.name AS "group", r.title AS resource, v.number, v.changed, v.link, v.removed_at
  FROM versions v JOIN resources r ON r.id = v.resource JOIN groups g ON g.id = r.group_id
 WHERE v.author = $1 ORDER BY v.at, v.id
)sql";

constexpr Sql select_uploads = R"sql(
SELECT u.at, g.name AS "group", u.name, u.size
  FROM uploads u JOIN groups g ON g.id = u.group_id
 WHERE u.person = $1 ORDER BY u.at, u.id
)sql";

constexpr Sql select_releases = R"sql(
SELECT v.released_at AS at, g.name AS "group", r.title AS resource, v.number, v.note
  FROM versions v JOIN resources r ON r.id = v.resource JOIN groups g ON g.id = r.group_id
 WHERE v.released_by = $1 ORDER BY v.released_at, v.id
)sql";

constexpr Sql select_adoptions = R"sql(
SELECT a.at, g.name AS "group", r.title AS resource, u.name AS authority, v.number, a.words
  FROM adoptions a JOIN resources r ON r.id = a.resource JOIN groups g ON g.id = r.group_id
  JOIN authority_rows u ON u.authority = a.authority
  LEFT JOIN versions v ON v.id = a.version
 WHERE a.person = $1 ORDER BY a.at, a.resource, a.entry
)sql";

constexpr Sql select_welcomes = R"sql(
SELECT w.at, g.name AS "group", w.text
  FROM welcomes w JOIN groups g ON g.id = w.group_id
 WHERE w.author = $1 ORDER BY w.at, w.group_id
)sql";

constexpr Sql select_reasons = R"sql(
SELECT o.deleted_at AS at, g.name AS "group", o.deleted_why AS text
  FROM posts o JOIN groups g ON g.id = o.group_id
 WHERE o.deleted_by = $1 AND o.deleted_why <> '' AND o.deleted_at IS NOT NULL
UNION ALL
SELECT v.removed_at AS at, g.name AS "group", v.removed_why AS text
  FROM versions v JOIN resources r ON r.id = v.resource JOIN groups g ON g.id = r.group_id
 WHERE v.removed_by = $1 AND v.removed_why <> '' AND v.removed_at IS NOT NULL
 ORDER BY 1, 2, 3
)sql";

constexpr Sql select_thanks = R"sql(
SELECT h.at, h.post, t.title AS topic
  FROM thanks h JOIN posts o ON o.id = h.post JOIN topics t ON t.id = o.topic
 WHERE h.person = $1 ORDER BY h.at, h.post
)sql";

constexpr Sql select_mentions = R"sql(
SELECT m.at, m.post, t.title AS topic
  FROM mentions m JOIN posts o ON o.id = m.post JOIN topics t ON t.id = o.topic
 WHERE m.person = $1 ORDER BY m.at, m.post
)sql";

constexpr Sql select_following = R"sql(
SELECT t.title FROM following f JOIN topics t ON t.id = f.topic
 WHERE f.person = $1 ORDER BY t.title, t.id
)sql";

constexpr Sql select_reading = R"sql(
SELECT t.title AS topic, r.number, r.at
  FROM reading r JOIN topics t ON t.id = r.topic
 WHERE r.person = $1 ORDER BY r.at, r.topic
)sql";

constexpr Sql select_group_reading = R"sql(
SELECT g.name AS "group", r.entry, r.library_entry, r.read_at
  FROM group_reading r JOIN groups g ON g.id = r.group_id
 WHERE r.person = $1 ORDER BY g.name, g.id
)sql";

constexpr Sql select_put_away = R"sql(
SELECT g.name AS "group", p.part
  FROM put_away p JOIN groups g ON g.id = p.group_id
 WHERE p.person = $1 ORDER BY g.name, g.id, p.part
)sql";

constexpr Sql select_invitations_made = R"sql(
SELECT i.made_at, i.purpose, i.name, i.mail, COALESCE(g.name, '') AS "group",
       COALESCE(a.name, '') AS authority, i.expires_at, i.used_at
  FROM invitations i
  LEFT JOIN groups g ON g.id = i.group_id
  LEFT JOIN authority_rows a ON a.authority = i.authority
 WHERE i.inviter = $1 ORDER BY i.made_at, i.id
)sql";

// Those under way go to one of their addresses.
constexpr Sql select_invitations_got = R"sql(
SELECT i.made_at, i.purpose, i.name, i.mail, COALESCE(g.name, '') AS "group",
       COALESCE(a.name, '') AS authority, i.expires_at, i.used_at
  FROM invitations i
  LEFT JOIN groups g ON g.id = i.group_id
  LEFT JOIN authority_rows a ON a.authority = i.authority
 WHERE i.person = $1 OR i.folded IN (SELECT m.folded FROM mails m WHERE m.person = $1)
 ORDER BY i.made_at, i.id
)sql";

constexpr Sql select_rights = R"sql(
SELECT u.at, u.kind, CASE WHEN u.by_person = $1 THEN 1 ELSE 0 END AS by_them,
       COALESCE(a.name, '') AS authority, COALESCE(g.name, '') AS "group"
  FROM audit u
  LEFT JOIN groups g ON g.id = u.group_id
  LEFT JOIN authority_rows a ON a.authority = u.authority
 WHERE u.person = $1 OR u.by_person = $1 ORDER BY u.number
)sql";

constexpr Sql select_holds = R"sql(
SELECT set_at, lifted_at, CASE WHEN set_by = $1 THEN 1 ELSE 0 END AS by_them,
       CASE WHEN set_by = $1 THEN why ELSE '' END AS why
  FROM holds WHERE person = $1 OR set_by = $1 ORDER BY set_at, id
)sql";

constexpr Sql select_changes = R"sql(
SELECT at, method FROM receipts WHERE person = $1 ORDER BY at, request
)sql";

void add_marks(Read& read, PersonId person, people::PersonExport& all)
{
    all.thanks = read.rows<people::ExportedMark>(select_thanks, person);
    all.mentions = read.rows<people::ExportedMark>(select_mentions, person);
    all.following = read.rows<std::string>(select_following, person);
    all.reading = read.rows<people::ExportedReading>(select_reading, person);
    all.group_reading = read.rows<people::ExportedGroupReading>(select_group_reading, person);
    all.put_away = read.rows<people::ExportedPutAway>(select_put_away, person);
}

void add_rights(Read& read, PersonId person, people::PersonExport& all)
{
    all.invitations_made = read.rows<people::ExportedInvitation>(select_invitations_made, person);
    all.invitations_got = read.rows<people::ExportedInvitation>(select_invitations_got, person);
    all.rights = read.rows<people::ExportedRight>(select_rights, person);
    all.holds = read.rows<people::ExportedHold>(select_holds, person);
    all.changes = read.rows<people::ExportedChange>(select_changes, person);
}

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
    all->mail_changes = read.rows<people::ExportedMailChange>(select_mail_changes, person);
    all->topics = read.rows<people::ExportedTopic>(select_topics, person);
    all->resources = read.rows<people::ExportedResource>(select_resources, person);
    all->versions = read.rows<people::ExportedVersion>(select_versions, person);
    all->uploads = read.rows<people::ExportedUpload>(select_uploads, person);
    all->releases = read.rows<people::ExportedRelease>(select_releases, person);
    all->adoptions = read.rows<people::ExportedAdoption>(select_adoptions, person);
    all->welcomes = read.rows<people::ExportedMessage>(select_welcomes, person);
    all->reasons = read.rows<people::ExportedMessage>(select_reasons, person);
    add_marks(read, person, *all);
    add_rights(read, person, *all);
    return all;
}

} // namespace folkmoot::storage
