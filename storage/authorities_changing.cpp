// Authorities as administrators see and change them.

#include "storage/authorities.hpp"
#include "storage/endings.hpp"
#include "storage/fold.hpp"
#include "storage/network.hpp"
#include "storage/succession.hpp"

#include <set>

namespace folkmoot::storage {

namespace {

constexpr Sql select_page = R"sql(
SELECT r.authority, a.feed, r.kind, r.name, r.short_name, a.colour, r.closed, a.revision,
       a.succeeded_by, a.split_from,
       (SELECT count(DISTINCT s.group_id) FROM seats s
         WHERE s.authority = a.id AND s.until_at IS NULL) AS groups,
       (SELECT l.tag FROM authority_logos l WHERE l.authority = a.id) AS logo
  FROM authorities a
  JOIN authority_rows r ON r.authority = a.id
 WHERE a.id = $1
)sql";

constexpr Sql select_domains = R"sql(
SELECT domain FROM authority_domains WHERE authority = $1 ORDER BY domain
)sql";

constexpr Sql select_names = R"sql(
SELECT from_at, name, short_name FROM authority_names WHERE authority = $1 ORDER BY from_at DESC
)sql";

constexpr Sql select_people = R"sql(
SELECT f.person, p.name, f.coordinator, f.from_at,
       CASE WHEN p.ends_at < COALESCE(f.ends_at, p.ends_at + 1) THEN p.ends_at
            ELSE f.ends_at END AS ends_at
  FROM affiliations f
  JOIN people p ON p.id = f.person
 WHERE f.authority = $1 AND f.until_at IS NULL
)sql";

constexpr Sql select_known = R"sql(
SELECT r.kind, r.name, r.short_name, a.colour, r.closed, a.revision, a.succeeded_by
  FROM authorities a
  JOIN authority_rows r ON r.authority = a.id
 WHERE a.id = $1
)sql";

constexpr Sql count_named = R"sql(
SELECT count(*) FROM authority_rows
 WHERE authority <> $1 AND closed = 0 AND (name = $2 OR short_name = $3)
)sql";

constexpr Sql count_people = R"sql(
SELECT count(*) FROM affiliations WHERE authority = $1 AND until_at IS NULL
)sql";

constexpr Sql update_authority = R"sql(
UPDATE authorities SET kind = $2, colour = $3, revision = $4 WHERE id = $1
)sql";

constexpr Sql update_split_from = R"sql(
UPDATE authorities SET split_from = $2 WHERE id = $1
)sql";

constexpr Sql upsert_name = R"sql(
INSERT INTO authority_names (authority, from_at, name, short_name) VALUES ($1, $2, $3, $4)
ON CONFLICT (authority, from_at) DO UPDATE SET name = excluded.name,
                                               short_name = excluded.short_name
)sql";

constexpr Sql delete_domains = R"sql(
DELETE FROM authority_domains WHERE authority = $1
)sql";

constexpr Sql insert_domain = R"sql(
INSERT INTO authority_domains (authority, domain) VALUES ($1, $2)
ON CONFLICT (authority, domain) DO NOTHING
)sql";

constexpr Sql update_closed = R"sql(
UPDATE authorities SET closed_at = $2, succeeded_by = $3, revision = revision + 1 WHERE id = $1
)sql";

constexpr Sql update_revision = R"sql(
UPDATE authorities SET revision = revision + 1 WHERE id = $1
)sql";

constexpr Sql select_belonging = R"sql(
SELECT person FROM affiliations WHERE authority = $1 AND until_at IS NULL ORDER BY from_at, id
)sql";

/// An authority as it stands, before it is changed.
struct Known {
    authorities::Kind kind{};
    std::string name;
    std::string short_name;
    authorities::Colour colour{};
    bool closed = false;
    Revision revision = 0;
    std::optional<AuthorityId> succeeded_by;
};
BOOST_DESCRIBE_STRUCT(Known, (), (kind, name, short_name, colour, closed, revision, succeeded_by))

Error named_already()
{
    return invalid("name", "Another authority has this name or short name.");
}

Error is_closed()
{
    return conflict("This authority is closed. Open it again first.");
}

/// Nobody else changes it until the commit; who comes to belong to it waits too.
Result<Known> held(Change& change, AuthorityId authority, Revision looked_at)
{
    change.hold(Hold::alone, authority);
    auto known = change.row<Known>(select_known, authority);
    if (!known) {
        return not_found();
    }
    if (known->revision != looked_at) {
        return conflict("The authority was changed since you looked.");
    }
    return *std::move(known);
}

bool is_domain(std::string_view text)
{
    auto const fits = std::all_of(text.begin(), text.end(), [](char sign) {
        return (sign >= 'a' && sign <= 'z') || (sign >= '0' && sign <= '9') || sign == '-' ||
               sign == '.' || static_cast<unsigned char>(sign) >= 0x80;
    });
    return fits && text.find('.') != text.npos && text.find("..") == text.npos &&
           text.front() != '.' && text.back() != '.' && text.front() != '-';
}

/// In lower case, each once.
Result<std::set<std::string>> domains_of(authorities::MailDomains const& said)
{
    std::set<std::string> domains;
    for (auto const& domain : said.values) {
        auto lower = Mail{domain.value}.folded();
        if (!is_domain(lower)) {
            return invalid("mail_domains",
                           "A mail domain is what stands behind the @, like northmere.example.");
        }
        domains.insert(std::move(lower));
    }
    return domains;
}

std::set<std::string> domains_of(Read& read, AuthorityId authority)
{
    auto const rows = read.rows<std::string>(select_domains, authority);
    return {rows.begin(), rows.end()};
}

void set_domains(Change& change, AuthorityId authority, std::set<std::string> const& domains)
{
    change.run(delete_domains, authority);
    for (auto const& domain : domains) {
        change.run(insert_domain, authority, domain);
    }
}

/// Whether another has the name; from here on nobody else takes it.
bool is_named(Change& change, AuthorityId authority, std::string_view name,
              std::string_view short_name)
{
    hold_authority_names(change);
    return change.number(count_named, authority, name, short_name) > 0;
}

bool says_the_same(Known const& known, authorities::ChangeAuthority const& request)
{
    return known.name == request.name.value && known.short_name == request.short_name.value &&
           known.kind == request.kind && known.colour == request.colour;
}

} // namespace

Result<authorities::AuthorityPage> authority_page(Read& read, Actor const&,
                                                  authorities::ShowAuthority const& request)
{
    auto page = read.row<authorities::AuthorityPage>(select_page, request.authority);
    if (!page) {
        return not_found();
    }
    page->mail_domains = read.rows<std::string>(select_domains, request.authority);
    page->names = read.rows<authorities::DatedName>(select_names, request.authority);
    page->people = read.rows<authorities::Belonging>(select_people, request.authority);
    sort_by_name(page->people, &authorities::Belonging::name, &authorities::Belonging::person);
    return *std::move(page);
}

Result<authorities::Made> make_authority(Change& change, Actor const& actor,
                                         authorities::Make const& request)
{
    auto const domains = domains_of(request.mail_domains);
    if (domains.has_error()) {
        return domains.error();
    }
    if (is_named(change, AuthorityId{}, request.name.value, request.short_name.value)) {
        return named_already();
    }
    auto const id = add_authority(change, request.kind, request.name.value,
                                  request.short_name.value, actor.person);
    change.run(update_authority, id, request.kind, request.colour, 1);
    set_domains(change, id, *domains);
    return authorities::Made{id};
}

Result<people::Revised> change_authority(Change& change, Actor const& actor,
                                         authorities::ChangeAuthority const& request)
{
    auto const known = held(change, request.authority, request.revision);
    if (known.has_error()) {
        return known.error();
    }
    auto const domains = domains_of(request.mail_domains);
    if (domains.has_error()) {
        return domains.error();
    }
    if (is_named(change, request.authority, request.name.value, request.short_name.value)) {
        return named_already();
    }
    auto const same = says_the_same(*known, request);
    if (same && domains_of(change, request.authority) == *domains) {
        return people::Revised{known->revision};
    }
    auto const revision = known->revision + 1;
    change.run(update_authority, request.authority, request.kind, request.colour, revision);
    if (known->name != request.name.value || known->short_name != request.short_name.value) {
        change.run(upsert_name, request.authority, change.now(), request.name, request.short_name);
    }
    set_domains(change, request.authority, *domains);
    tell_of_authority(change, feeds::EntryKind::authority_changed, request.authority, actor.person);
    return people::Revised{revision};
}

Result<people::Revised> close_authority(Change& change, Actor const& actor,
                                        authorities::Close const& request)
{
    auto const known = held(change, request.authority, request.revision);
    if (known.has_error()) {
        return known.error();
    }
    if (known->closed == request.closed) {
        return people::Revised{known->revision};
    }
    if (known->succeeded_by) {
        return conflict("This authority goes on in another and cannot be opened again.");
    }
    if (request.closed && change.number(count_people, request.authority) > 0) {
        return conflict("People still belong to this authority. Merge it into another, or end "
                        "their belonging first.");
    }
    if (!request.closed && is_named(change, request.authority, known->name, known->short_name)) {
        return conflict("Another authority has this name by now. Give one of them another first.");
    }
    auto const closed_at = request.closed ? std::optional{change.now()} : std::nullopt;
    change.run(update_closed, request.authority, closed_at, std::optional<AuthorityId>{});
    tell_of_authority(change,
                      request.closed ? feeds::EntryKind::authority_closed
                                     : feeds::EntryKind::authority_reopened,
                      request.authority, actor.person);
    return people::Revised{known->revision + 1};
}

Result<people::Revised> merge_authority(Change& change, Actor const& actor,
                                        authorities::Merge const& request)
{
    auto const known = held(change, request.authority, request.revision);
    if (known.has_error()) {
        return known.error();
    }
    change.hold(Hold::alone, request.into);
    auto const into = change.row<Known>(select_known, request.into);
    if (!into) {
        return invalid("into", "There is no such authority.");
    }
    if (request.into == request.authority) {
        return invalid("into", "An authority goes on in another one, not in itself.");
    }
    if (known->closed || into->closed) {
        return is_closed();
    }
    for (auto const person : change.rows<PersonId>(select_belonging, request.authority)) {
        continue_affiliation(change, person, request.authority, request.into, actor.person);
    }
    for (auto const& domain : domains_of(change, request.authority)) {
        change.run(insert_domain, request.into, domain);
    }
    change.run(delete_domains, request.authority);
    change.run(update_closed, request.authority, change.now(), std::optional{request.into});
    change.run(update_revision, request.into);
    tell_of_authority(change, feeds::EntryKind::authority_merged, request.authority, actor.person);
    tell_of_authority(change, feeds::EntryKind::authority_changed, request.into, actor.person);
    return people::Revised{known->revision + 1};
}

Result<authorities::Made> split_authority(Change& change, Actor const& actor,
                                          authorities::Split const& request)
{
    auto const known = held(change, request.authority, request.revision);
    if (known.has_error()) {
        return known.error();
    }
    if (known->closed) {
        return is_closed();
    }
    if (is_named(change, AuthorityId{}, request.name.value, request.short_name.value)) {
        return named_already();
    }
    auto const belonging = change.rows<PersonId>(select_belonging, request.authority);
    std::set<PersonId> const all(belonging.begin(), belonging.end());
    std::set<PersonId> const moving(request.people.values.begin(), request.people.values.end());
    if (!std::includes(all.begin(), all.end(), moving.begin(), moving.end())) {
        return invalid("people", "Not all of them belong to this authority any more.");
    }
    auto const id = add_authority(change, request.kind, request.name.value,
                                  request.short_name.value, actor.person);
    change.run(update_split_from, id, request.authority);
    for (auto const person : moving) {
        continue_affiliation(change, person, request.authority, id, actor.person);
    }
    change.run(update_revision, request.authority);
    tell_of_authority(change, feeds::EntryKind::authority_split, request.authority, actor.person);
    return authorities::Made{id};
}

Result<Done> end_belonging(Change& change, Actor const& actor,
                           authorities::EndAffiliation const& request)
{
    change.hold(Hold::alone, request.authority);
    auto const belonging = change.rows<PersonId>(select_belonging, request.authority);
    if (std::ranges::find(belonging, request.person) == belonging.end()) {
        return not_found();
    }
    if (request.at) {
        return plan_ending(change, {.person = request.person, .authority = request.authority},
                           *request.at, actor.person);
    }
    end_affiliation(change, request.person, request.authority, actor.person);
    return Done{};
}

Result<Done> set_coordinator(Change& change, Actor const& actor,
                             authorities::SetCoordinator const& request)
{
    change.hold(Hold::alone, request.authority);
    auto const belonging = change.rows<PersonId>(select_belonging, request.authority);
    if (std::ranges::find(belonging, request.person) == belonging.end()) {
        return not_found();
    }
    affiliate(change, request.person, request.authority, request.coordinator, actor.person);
    return Done{};
}

} // namespace folkmoot::storage
