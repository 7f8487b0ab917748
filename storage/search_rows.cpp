#include "storage/search_rows.hpp"

#include "protocol/markdown.hpp"

#include <algorithm>
#include <map>

namespace folkmoot::storage {

namespace {

constexpr std::size_t asked_at_once = 32;

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

/// Rows of things of one kind, in few statements.
template <class Row>
void read_rows(Read& read, Sql sql, std::vector<Uuid> const& things, std::map<Uuid, Row>& rows)
{
    for (std::size_t begin = 0; begin < things.size(); begin += asked_at_once) {
        std::array<Uuid, asked_at_once> some;
        some.fill(things[begin]); // asked for again, where fewer are left
        auto const end = std::min(begin + asked_at_once, things.size());
        std::copy(things.begin() + static_cast<std::ptrdiff_t>(begin),
                  things.begin() + static_cast<std::ptrdiff_t>(end), some.begin());
        auto found =
            std::apply([&](auto const&... each) { return read.rows<Row>(sql, each...); }, some);
        for (auto& row : found) {
            rows.emplace(row.thing, std::move(row));
        }
    }
}

template <class Row>
std::map<Uuid, Row> rows_of(Read& read, Sql of_posts, Sql of_topics,
                            std::vector<PieceFound> const& pieces)
{
    std::vector<Uuid> posts;
    std::vector<Uuid> topics;
    for (auto const& piece : pieces) {
        (piece.kind == search::Kind::topic ? topics : posts).push_back(piece.thing);
    }
    std::map<Uuid, Row> rows;
    read_rows(read, of_posts, posts, rows);
    read_rows(read, of_topics, topics, rows);
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
    auto rows = rows_of<ThingFound>(read, select_posts, select_topics, pieces);
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
    auto rows = rows_of<TextFound>(read, select_texts, select_titles, pieces);
    std::vector<RankedPiece> all;
    for (auto const& piece : pieces) {
        if (auto const* row = as_it_was(rows, piece, readable)) {
            bool const title = piece.kind == search::Kind::topic;
            auto const words = words_in(title ? row->text : plain_text(row->text));
            all.push_back({piece, weight_in(terms, words)});
        }
    }
    std::stable_sort(all.begin(), all.end(), [](RankedPiece const& one, RankedPiece const& other) {
        return one.weight > other.weight;
    });
    return all;
}

} // namespace folkmoot::storage
