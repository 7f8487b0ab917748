#include "storage/authorities.hpp"

#include "storage/fold.hpp"
#include "storage/standing.hpp"

namespace folkmoot::storage {

namespace {

constexpr Sql select_authorities = R"sql(
SELECT r.authority, r.kind, r.name, r.short_name, a.colour, r.closed,
       (SELECT count(*) FROM affiliations f
         WHERE f.authority = r.authority AND f.until_at IS NULL) AS people,
       (SELECT l.tag FROM authority_logos l WHERE l.authority = r.authority) AS logo
  FROM authority_rows r
  JOIN authorities a ON a.id = r.authority
)sql";

constexpr Sql select_shared = R"sql(
SELECT f.authority
  FROM affiliations f
 WHERE f.until_at IS NULL
   AND (f.person = $1
        OR f.person IN (SELECT theirs.person
                          FROM seats mine
                          JOIN seats theirs ON theirs.group_id = mine.group_id
                                           AND theirs.until_at IS NULL
                         WHERE mine.person = $1 AND mine.until_at IS NULL))
)sql";

constexpr Sql select_presence = R"sql(
SELECT s.person, p.name, g.id AS "group", g.name AS group_name, s.role
  FROM seats s
  JOIN people p ON p.id = s.person
  JOIN groups g ON g.id = s.group_id
 WHERE s.authority = $1 AND s.until_at IS NULL
)sql";

} // namespace

Result<authorities::AuthorityList> authorities_list(Read& read, Actor const& actor,
                                                    authorities::Authorities const&)
{
    using authorities::AuthorityRow;
    auto rows = read.rows<AuthorityRow>(select_authorities);
    auto const administers = is_administrator(read, actor.person);
    if (!administers) {
        for (auto& row : rows) {
            row.people = 0;
        }
    }
    if (auto const seen = authorities_seen(read, actor.person)) {
        std::erase_if(rows,
                      [&](AuthorityRow const& row) { return !seen->contains(row.authority); });
    }
    sort_by_name(rows, &AuthorityRow::name, &AuthorityRow::authority);
    return authorities::AuthorityList{std::move(rows)};
}

std::optional<std::set<AuthorityId>> authorities_seen(Read& read, PersonId person)
{
    if (!is_guest(read, person) || is_administrator(read, person)) {
        return std::nullopt;
    }
    auto const shared = read.rows<AuthorityId>(select_shared, person);
    return std::set<AuthorityId>(shared.begin(), shared.end());
}

Result<authorities::PresenceList> presence_of(Read& read, Actor const&,
                                              authorities::ShowPresence const& request)
{
    auto seats = read.rows<authorities::Presence>(select_presence, request.authority);
    std::sort(seats.begin(), seats.end(), [](auto const& one, auto const& other) {
        return std::tuple{folded(one.name), one.person, folded(one.group_name), one.group} <
               std::tuple{folded(other.name), other.person, folded(other.group_name), other.group};
    });
    return authorities::PresenceList{std::move(seats)};
}

} // namespace folkmoot::storage
