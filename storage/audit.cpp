#include "storage/audit.hpp"

#include <sodium/crypto_hash_sha256.h>

#include <limits>

namespace folkmoot::storage {

BOOST_DESCRIBE_STRUCT(AuditLink, (),
                      (number, at, kind, by, person, authority, group_id, role, hash))
namespace {

constexpr Sql select_newest = R"sql(
SELECT number, at, kind, by_person AS by, person, authority, group_id, role, hash
  FROM audit ORDER BY number DESC LIMIT 1
)sql";

constexpr Sql select_after = R"sql(
SELECT number, at, kind, by_person AS by, person, authority, group_id, role, hash
  FROM audit WHERE number > $1 ORDER BY number LIMIT $2
)sql";

constexpr Sql insert_link = R"sql(
INSERT INTO audit (number, at, kind, by_person, person, authority, group_id, role, hash)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
)sql";

constexpr Sql select_lines = R"sql(
SELECT t.number, t.at, t.kind,
       COALESCE((SELECT CASE WHEN p.ended_at IS NULL THEN p.name ELSE '' END
                   FROM people p WHERE p.id = t.by_person), '') AS by_name,
       COALESCE((SELECT CASE WHEN p.ended_at IS NULL THEN p.name ELSE '' END
                   FROM people p WHERE p.id = t.person), '') AS person_name,
       COALESCE((SELECT a.short_name FROM authority_rows a
                  WHERE a.authority = t.authority), '') AS authority_name,
       COALESCE((SELECT g.name FROM groups g WHERE g.id = t.group_id), '') AS group_name,
       COALESCE(t.role, '') AS role, t.by_person AS by, t.person
  FROM audit t
 WHERE t.number < $1
 ORDER BY t.number DESC
 LIMIT $2
)sql";

constexpr Count checked_at_once = 1'000;

/// Feeds values to a hash, each with its length, so that no two rows look alike.
class Sealing {
public:
    Sealing() { crypto_hash_sha256_init(&state_); }

    void add(std::string_view bytes)
    {
        number(static_cast<std::int64_t>(bytes.size()));
        crypto_hash_sha256_update(&state_, reinterpret_cast<unsigned char const*>(bytes.data()),
                                  bytes.size());
    }
    void number(std::int64_t value)
    {
        std::array<unsigned char, 8> bytes{};
        for (auto& byte : bytes) {
            byte = static_cast<unsigned char>(value & 0xFF);
            value >>= 8;
        }
        crypto_hash_sha256_update(&state_, bytes.data(), bytes.size());
    }
    template <std::size_t N>
    void add(std::array<std::uint8_t, N> const& bytes)
    {
        add(std::string_view{reinterpret_cast<char const*>(bytes.data()), N});
    }
    void add(std::optional<std::string> const& text) { add(std::string_view{text.value_or("")}); }
    template <class Thing>
    void add(std::optional<Id<Thing>> const& id)
    {
        id ? add(id->bytes) : add(std::string_view{});
    }
    LinkHash sealed()
    {
        LinkHash hash{};
        crypto_hash_sha256_final(&state_, hash.data());
        return hash;
    }

private:
    crypto_hash_sha256_state state_{};
};

} // namespace

bool tells_of_rights(feeds::EntryKind kind)
{
    using enum feeds::EntryKind;
    switch (kind) {
    case group_made:
    case group_changed:
    case group_archived:
    case group_reopened:
    case member_joined:
    case role_set:
    case member_left:
    case seat_goes_on:
    case network_made:
    case authority_made:
    case authority_closed:
    case authority_reopened:
    case authority_merged:
    case authority_split:
    case person_added:
    case affiliation_given:
    case affiliation_ended:
    case coordinator_made:
    case coordinator_unmade:
    case administrator_made:
    case administrator_unmade:
    case person_ended:
    case person_erased:
        return true;
    default:
        return false;
    }
}

LinkHash hash_of(LinkHash const& before, AuditLink const& link)
{
    Sealing sealing;
    sealing.add(before);
    sealing.number(link.number);
    sealing.number(link.at.microseconds);
    sealing.add(std::string_view{link.kind});
    sealing.add(link.by);
    sealing.add(link.person);
    sealing.add(link.authority);
    sealing.add(link.group_id);
    sealing.add(link.role);
    return sealing.sealed();
}

void add_link(Change& change, Audited const& right)
{
    auto const newest = newest_link(change);
    AuditLink link{.number = newest ? newest->number + 1 : 1,
                   .at = change.now(),
                   .kind = std::string{right.kind},
                   .by = right.by,
                   .person = right.person,
                   .authority = right.authority,
                   .group_id = right.group};
    if (right.role) {
        link.role = boost::describe::enum_to_string(*right.role, "");
    }
    link.hash = hash_of(newest ? newest->hash : LinkHash{}, link);
    change.run(insert_link, link.number, link.at, link.kind, link.by, link.person, link.authority,
               link.group_id, link.role, link.hash);
}

std::vector<AuditLink> links_after(Read& read, Number after, Count limit)
{
    return read.rows<AuditLink>(select_after, after, limit);
}

std::optional<AuditLink> newest_link(Read& read)
{
    return read.row<AuditLink>(select_newest);
}

AuditCheck check_audit(Read& read)
{
    AuditCheck check;
    for (;;) {
        auto const links = links_after(read, check.links, checked_at_once);
        for (auto const& link : links) {
            if (link.number != check.links + 1 || link.hash != hash_of(check.head, link)) {
                check.broken = check.links + 1;
                return check;
            }
            check.links = link.number;
            check.head = link.hash;
        }
        if (links.empty()) {
            return check;
        }
    }
}

std::vector<audit::Line> audit_lines(Read& read, Number before, Count limit)
{
    return read.rows<audit::Line>(select_lines, before, limit);
}

Result<audit::Trail> audit_trail(Read& read, Actor const&, audit::ShowTrail const& request)
{
    auto const before = request.before.value_or(std::numeric_limits<Number>::max());
    audit::Trail trail{audit_lines(read, before, audit::lines_page), false};
    trail.more = !trail.lines.empty() && trail.lines.back().number > 1;
    return trail;
}

} // namespace folkmoot::storage
