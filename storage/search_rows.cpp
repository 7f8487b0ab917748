#include "storage/search_rows.hpp"

#include "protocol/markdown.hpp"
#include "storage/search/in_few.hpp"
#include "storage/search/resources.hpp"

#include <algorithm>
#include <map>

namespace folkmoot::storage {

namespace {

constexpr Sql select_posts = R"sql(
SELECT 0 AS place, 'post' AS kind, o.id AS thing, o.group_id, g.name AS group_name, o.topic,
       o.number, t.title, o.text, 0 AS text_gone, o.author AS by_person,
       CASE WHEN p.ended_at IS NULL THEN p.name ELSE '' END AS by_name,
       o.authority AS by_authority,
       COALESCE((SELECT n.short_name FROM authority_names n
                  WHERE n.authority = o.authority AND n.from_at <= o.at
                  ORDER BY n.from_at DESC LIMIT 1), '') AS by_authority_name,
       o.as_guest AS by_guest, o.at, o.revision
  FROM posts o
  JOIN topics t ON t.id = o.topic
  JOIN groups g ON g.id = o.group_id
  JOIN people p ON p.id = o.author
 WHERE o.deleted_at IS NULL
   AND o.id IN ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,
                $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32)
)sql";

constexpr Sql select_topics = R"sql(
SELECT 0 AS place, 'topic' AS kind, t.id AS thing, t.group_id, g.name AS group_name, t.id AS topic,
       1 AS number, t.title, COALESCE(o.text, '') AS text,
       CASE WHEN o.deleted_at IS NULL AND o.id IS NOT NULL THEN 0 ELSE 1 END AS text_gone,
       t.author AS by_person,
       CASE WHEN p.ended_at IS NULL THEN p.name ELSE '' END AS by_name,
       t.authority AS by_authority,
       COALESCE((SELECT n.short_name FROM authority_names n
                  WHERE n.authority = t.authority AND n.from_at <= t.at
                  ORDER BY n.from_at DESC LIMIT 1), '') AS by_authority_name,
       t.as_guest AS by_guest, t.at, t.revision
  FROM topics t
  JOIN groups g ON g.id = t.group_id
  JOIN people p ON p.id = t.author
  LEFT JOIN posts o ON o.topic = t.id AND o.number = 1
 WHERE t.id IN ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,
                $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32)
)sql";

constexpr Sql select_texts = R"sql(
SELECT o.id AS thing, o.group_id, o.revision, substr(o.text, 1, 4000) AS text
  FROM posts o
 WHERE o.deleted_at IS NULL
   AND o.id IN ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,
                $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32)
)sql";

constexpr Sql select_titles = R"sql(
SELECT t.id AS thing, t.group_id, t.revision, t.title AS text
  FROM topics t
 WHERE t.id IN ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,
                $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32)
)sql";

/// Of a text that is longer, ranking looks at its beginning.
constexpr std::size_t ranked_bytes = 4'000;

ThingFound found(ResourceSearched&& resource)
{
    ThingFound thing{.kind = search::Kind::resource,
                     .thing = resource.thing,
                     .group_id = resource.group_id,
                     .group_name = std::move(resource.group_name),
                     .title = std::move(resource.title),
                     .text = std::move(resource.text),
                     .by = std::move(resource.by),
                     .at = resource.at,
                     .revision = resource.revision,
                     .file_sha256 = std::move(resource.file_sha256)};
    thing.resource =
        search::ResourceHit{ResourceId{resource.thing}, resource.kind, resource.current};
    return thing;
}

/// The beginning, as of a post.
TextFound text_of(ResourceSearched&& resource)
{
    auto text = words_of(resource);
    auto end = std::min(text.size(), ranked_bytes);
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80) {
        --end; // characters stay whole
    }
    text.resize(end);
    return {resource.thing, resource.group_id, resource.revision, std::move(text)};
}

/// The rows of all pieces: two statements for each few of them, and one reader of resources.
template <class Row, class OfResource>
std::map<Uuid, Row> rows_of(Read& read, std::vector<PieceFound> const& pieces, Sql of_posts,
                            Sql of_topics, OfResource of_resource)
{
    std::map<search::Kind, std::vector<Uuid>> things;
    for (auto const& piece : pieces) {
        things[piece.kind].push_back(piece.thing);
    }
    std::map<Uuid, Row> rows;
    auto const keep = [&](Row&& row) { rows.emplace(row.thing, std::move(row)); };
    for (auto& row : asked_in_few<Row>(read, of_posts, things[search::Kind::post])) {
        keep(std::move(row));
    }
    for (auto& row : asked_in_few<Row>(read, of_topics, things[search::Kind::topic])) {
        keep(std::move(row));
    }
    for (auto& resource : resources_searched(read, things[search::Kind::resource])) {
        keep(of_resource(std::move(resource)));
    }
    return rows;
}

/// The row of a piece, when it still is what the index took in, and may be read.
template <class Row>
Row* as_it_was(std::map<Uuid, Row>& rows, PieceFound const& piece,
               std::set<GroupId> const& readable)
{
    auto const row = rows.find(piece.thing);
    bool const stands = row != rows.end() && row->second.revision == piece.revision &&
                        readable.contains(row->second.group_id);
    return stands ? &row->second : nullptr;
}

} // namespace

std::vector<ThingFound> things_found(Read& read, std::vector<PieceFound> const& pieces,
                                     std::set<GroupId> const& readable)
{
    auto rows = rows_of<ThingFound>(read, pieces, select_posts, select_topics, found);
    std::vector<ThingFound> things;
    for (auto const& piece : pieces) {
        if (auto* row = as_it_was(rows, piece, readable)) {
            row->place = piece.place;
            things.push_back(std::move(*row));
        }
    }
    return things;
}

std::vector<RankedPiece> ranked(Read& read, std::vector<PieceFound> const& pieces,
                                std::set<GroupId> const& readable, std::vector<Term> const& terms)
{
    auto rows = rows_of<TextFound>(read, pieces, select_texts, select_titles, text_of);
    std::vector<RankedPiece> all;
    for (auto const& piece : pieces) {
        if (auto const* row = as_it_was(rows, piece, readable)) {
            bool const post = piece.kind == search::Kind::post;
            auto const words = words_in(post ? plain_text(row->text) : row->text);
            all.push_back({piece, weight_in(terms, words)});
        }
    }
    std::stable_sort(all.begin(), all.end(), [](RankedPiece const& one, RankedPiece const& other) {
        return one.weight > other.weight;
    });
    return all;
}

} // namespace folkmoot::storage
