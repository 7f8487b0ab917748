#include "storage/search/resources.hpp"

#include "storage/file_texts.hpp"
#include "storage/search/in_few.hpp"
#include "storage/search_words.hpp"

#include <map>
#include <set>

namespace folkmoot::storage {

namespace {

// The revision counts what is said about a resource, releases and removals. Between two of these versions are only
// added, and files only read out, so counting them tells each state from the one before.
constexpr Sql select_resources = R"sql(
SELECT w.resource AS thing, w."group" AS group_id, g.name AS group_name, w.title, w.summary,
       w.audience, w.kind, w.current_number AS current, w.by_person, w.by_name, w.by_authority,
       w.by_authority_name, w.by_guest, COALESCE(w.current_released_at, w.at) AS at,
       w.revision * 1000000 + (SELECT count(*) FROM versions v WHERE v.resource = w.resource)
           + (SELECT count(*) FROM versions v
                JOIN file_texts t ON t.sha256 = v.sha256 AND t.state = 'ready'
               WHERE v.resource = w.resource) AS revision,
       COALESCE((SELECT t.sha256 FROM versions v
                   JOIN file_texts t ON t.sha256 = v.sha256 AND t.state = 'ready'
                  WHERE v.id = COALESCE(w.current_version,
                                        (SELECT d.id FROM versions d
                                          WHERE d.resource = w.resource AND d.number IS NULL
                                            AND d.removed_at IS NULL
                                          ORDER BY d.at DESC, d.id DESC LIMIT 1))), '')
           AS file_sha256
  FROM resource_rows w
  JOIN groups g ON g.id = w."group"
 WHERE w.resource IN ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17,
                      $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32)
)sql";

constexpr Sql select_labels = R"sql(
SELECT t.resource AS thing, l.name AS words
  FROM resource_labels t
  JOIN labels l ON l.id = t.label
 WHERE t.resource IN ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17,
                      $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32)
 ORDER BY l.folded
)sql";

// The current version, then what waits for a release, then the older ones, the newest first.
constexpr Sql select_versions = R"sql(
SELECT s.resource AS thing, s.changed, s.note, s.file_name, s.place
  FROM (SELECT v.resource, v.changed, v.note, COALESCE(v.file_name, '') AS file_name,
               row_number() OVER (
                   PARTITION BY v.resource
                   ORDER BY CASE WHEN v.number = (SELECT max(n.number) FROM versions n
                                                   WHERE n.resource = v.resource
                                                     AND n.removed_at IS NULL) THEN 0
                                 WHEN v.number IS NULL THEN 1
                                 ELSE 2 END,
                            v.number DESC, v.at DESC, v.id DESC) AS place
          FROM versions v
         WHERE v.removed_at IS NULL
           AND v.resource IN ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15,
                              $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28,
                              $29, $30, $31, $32)) s
 WHERE s.place <= 50
 ORDER BY s.resource, s.place
)sql";
static_assert(versions_searched == 50, "as select_versions has it");

struct LabelWords {
    Uuid thing;
    std::string words;
};
BOOST_DESCRIBE_STRUCT(LabelWords, (), (thing, words))

struct VersionWords {
    Uuid thing;
    std::string changed;
    std::string note;
    std::string file_name;
    Number place = 0;
};
BOOST_DESCRIBE_STRUCT(VersionWords, (), (thing, changed, note, file_name, place))

/// On one line, so that a piece of it can be shown anywhere.
void add(std::string& text, std::string_view words)
{
    if (words.empty()) {
        return;
    }
    if (!text.empty()) {
        text += " · ";
    }
    auto const begin = text.size();
    text += words;
    std::replace(text.begin() + static_cast<std::ptrdiff_t>(begin), text.end(), '\n', ' ');
}

} // namespace

std::string words_of(ResourceSearched const& resource)
{
    return resource.title + '\n' + resource.text;
}

std::vector<std::string> file_words(Read& read, std::string_view sha256)
{
    constexpr std::size_t bytes_beside = 12; // of the group and the quotation marks
    std::set<std::string> words;
    std::size_t bytes = 0;
    for (Number piece = 0; auto const blocks = text_piece(read, sha256, piece); ++piece) {
        for (auto const& block : *blocks) {
            for (auto& word : words_in(block.text)) {
                auto const size = word.word.size() + bytes_beside;
                if (bytes + size <= file_words_bytes_max &&
                    words.insert(std::move(word.word)).second) {
                    bytes += size;
                }
            }
        }
    }
    return {words.begin(), words.end()};
}

std::vector<ResourceSearched> resources_searched(Read& read, std::vector<Uuid> const& resources)
{
    auto all = asked_in_few<ResourceSearched>(read, select_resources, resources);
    std::map<Uuid, std::string*> texts;
    for (auto& one : all) {
        add(one.text, one.summary);
        add(one.text, one.audience);
        texts.emplace(one.thing, &one.text);
    }
    for (auto const& label : asked_in_few<LabelWords>(read, select_labels, resources)) {
        add(*texts.at(label.thing), label.words);
    }
    for (auto const& version : asked_in_few<VersionWords>(read, select_versions, resources)) {
        auto& text = *texts.at(version.thing);
        if (text.size() < resource_text_enough) {
            add(text, version.changed);
            add(text, version.note);
            add(text, version.file_name);
        }
    }
    return all;
}

} // namespace folkmoot::storage
