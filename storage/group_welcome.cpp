// What newcomers to a group read first, and what somebody has put away of its first page.

#include "storage/erasure.hpp"
#include "storage/groups.hpp"
#include "storage/seats.hpp"

namespace folkmoot::storage {

namespace {

constexpr Sql select_welcome = R"sql(
SELECT revision, text FROM welcomes WHERE group_id = $1
)sql";

constexpr Sql select_author = R"sql(
SELECT author FROM welcomes WHERE group_id = $1 AND text <> ''
)sql";

constexpr Sql upsert_welcome = R"sql(
INSERT INTO welcomes (group_id, author, authority, at, revision, text)
VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (group_id) DO UPDATE
   SET author = excluded.author, authority = excluded.authority, at = excluded.at,
       revision = excluded.revision, text = excluded.text
)sql";

constexpr Sql upsert_put_away = R"sql(
INSERT INTO put_away (person, group_id, part, revision)
VALUES ($1, $2, $3, COALESCE((SELECT w.revision FROM welcomes w WHERE w.group_id = $2), 0))
ON CONFLICT (person, group_id, part) DO UPDATE SET revision = excluded.revision
)sql";

constexpr Sql delete_put_away = R"sql(
DELETE FROM put_away WHERE person = $1 AND group_id = $2 AND part = $3
)sql";

} // namespace

Result<groups::WelcomeWords> welcome_of(Read& read, Actor const&,
                                        groups::ShowWelcome const& request)
{
    return read.row<groups::WelcomeWords>(select_welcome, request.group)
        .value_or(groups::WelcomeWords{});
}

Result<people::Revised> set_welcome(Change& change, Actor const& actor,
                                    groups::SetWelcome const& request)
{
    auto const before = change.row<groups::WelcomeWords>(select_welcome, request.group)
                            .value_or(groups::WelcomeWords{});
    if (before.revision != request.revision) {
        return conflict("The welcome text was changed since you looked.");
    }
    if (before.text == request.text.value) {
        return people::Revised{before.revision};
    }
    // what stood there before is lost
    if (auto const author = change.row<PersonId>(select_author, request.group)) {
        auto const may = not_held(change, {.person = author, .group = request.group});
        if (may.has_error()) {
            return may.error();
        }
    }
    auto const seat = speaking(change, actor.person, request.group, std::nullopt);
    if (seat.has_error()) {
        return seat.error();
    }
    auto const revision = before.revision + 1;
    change.run(upsert_welcome, request.group, actor.person, seat->authority, change.now(), revision,
               request.text);
    change.write_entry({.feed = feeds_of(change, request.group).feed,
                        .kind = feeds::EntryKind::group_changed,
                        .by = actor.person,
                        .authority = seat->authority,
                        .group = request.group});
    return people::Revised{revision};
}

Result<Done> put_away(Change& change, Actor const& actor, groups::PutAway const& request)
{
    if (request.away) {
        change.run(upsert_put_away, actor.person, request.group, request.part);
    } else {
        change.run(delete_put_away, actor.person, request.group, request.part);
    }
    return Done{};
}

} // namespace folkmoot::storage
