// What somebody began to write: theirs alone, never an entry, gone with the writing of it.

#include "storage/forum.hpp"
#include "storage/forum_posting.hpp"
#include "storage/permission.hpp"

namespace folkmoot::storage {

namespace {

constexpr Sql select_drafts = R"sql(
SELECT group_id AS place_group, topic AS place_topic, post AS place_post, title, text, at
  FROM drafts
 WHERE person = $1
 ORDER BY at DESC, place DESC
)sql";

constexpr Sql count_other_drafts = R"sql(
SELECT count(*) FROM drafts WHERE person = $1 AND place <> $2
)sql";

constexpr Sql upsert_draft = R"sql(
INSERT INTO drafts (person, place, group_id, topic, post, title, text, at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
ON CONFLICT (person, place) DO UPDATE
   SET title = excluded.title, text = excluded.text, at = excluded.at
)sql";

/// Like forum::Draft, but a place of which any part may be missing.
struct Kept {
    std::optional<GroupId> place_group;
    std::optional<TopicId> place_topic;
    std::optional<PostId> place_post;
    std::string title;
    std::string text;
    Instant at;
};
BOOST_DESCRIBE_STRUCT(Kept, (), (place_group, place_topic, place_post, title, text, at))

Uuid place_id(forum::DraftPlace const& place)
{
    if (place.group) {
        return *place.group;
    }
    return place.topic ? Uuid{*place.topic} : Uuid{place.post.value_or(PostId{})};
}

} // namespace

Result<forum::DraftList> drafts_of(Read& read, Actor const& actor, forum::Drafts const&)
{
    forum::DraftList list;
    for (auto& kept : read.rows<Kept>(select_drafts, actor.person)) {
        forum::DraftPlace const place{kept.place_group, kept.place_topic, kept.place_post};
        if (may_draft_at(read, actor, place).has_value()) {
            list.drafts.push_back({place, std::move(kept.title), std::move(kept.text), kept.at});
        }
    }
    return list;
}

Result<Done> save_draft(Change& change, Actor const& actor, forum::SaveDraft const& request)
{
    auto const& place = request.place;
    auto const id = place_id(place);
    if (request.title.value.empty() && request.text.value.empty()) {
        drop_draft(change, actor.person, id);
        return Done{};
    }
    if (change.number(count_other_drafts, actor.person, id) >= forum::drafts_max) {
        return too_many("There are 100 drafts already. Throw some away first.");
    }
    change.run(upsert_draft, actor.person, id, place.group, place.topic, place.post, request.title,
               request.text, change.now());
    return Done{};
}

} // namespace folkmoot::storage
