#pragma once
// The audit trail of rights: every change of somebody's rights, in the order of commits, each link
// sealed with the hash of the one before. Ids and kinds only: erasing a person breaks nothing. Whoever
// keeps the newest hash elsewhere can prove that nothing before it was changed since.
// A link is written by Change::audit in the transaction of the change it tells of; posts write none.

#include "protocol/audit.hpp"
#include "storage/change.hpp"

namespace folkmoot::storage {

using LinkHash = std::array<std::uint8_t, 32>;

struct AuditLink {
    Number number = 0; ///< 1, 2, 3 …
    Instant at;
    std::string
        kind; ///< an EntryKind, token_made, hold_set, hold_lifted, or an end planned or undone
    std::optional<PersonId> by; ///< absent when the operator did it
    std::optional<PersonId> person;
    std::optional<AuthorityId> authority;
    std::optional<GroupId> group_id;
    std::optional<std::string> role;
    LinkHash hash{};
};

/// Whether an entry of this kind changes rights.
bool tells_of_rights(feeds::EntryKind kind);
/// SHA-256 of the hash before, the number and each field with its length; pure.
LinkHash hash_of(LinkHash const& before, AuditLink const& link);
/// For Change::audit alone.
void add_link(Change& change, Audited const& right);

/// Links with numbers after `after`, at most `limit`, the oldest first.
std::vector<AuditLink> links_after(Read& read, Number after, Count limit);
/// The newest; nothing of an empty trail.
std::optional<AuditLink> newest_link(Read& read);

struct AuditCheck {
    Number links = 0; ///< that hold, from the first on
    LinkHash head{};
    std::optional<Number> broken; ///< the first that does not follow from those before it
};
/// Follows the whole chain.
AuditCheck check_audit(Read& read);

/// Links as people read them, with numbers below `before`, the newest first.
std::vector<audit::Line> audit_lines(Read& read, Number before, Count limit);
/// Route function, for administrators.
Result<audit::Trail> audit_trail(Read& read, Actor const& actor, audit::ShowTrail const& request);

} // namespace folkmoot::storage
