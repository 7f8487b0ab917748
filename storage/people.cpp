#include "storage/people.hpp"

#include "storage/endings.hpp"
#include "storage/fold.hpp"
#include "storage/network.hpp"
#include "storage/permission.hpp"
#include "storage/seats.hpp"
#include "storage/sign_ins.hpp"
#include "storage/standing.hpp"

#include <map>
#include <set>

namespace folkmoot::storage {

namespace {

constexpr Sql select_me = R"sql(
SELECT p.id AS person, p.feed, p.name,
       COALESCE((SELECT m.mail FROM mails m WHERE m.person = p.id
                  ORDER BY m.confirmed_at NULLS LAST, m.folded LIMIT 1), '') AS mail,
       p.language, p.zone, p.theme, p.administrator, 0 AS guest, p.shows_here,
       p.library_letters, p.revision,
       n.name AS network_name, n.feed AS network_feed
  FROM people p CROSS JOIN network n
 WHERE p.id = $1
)sql";

constexpr Sql select_affiliations = R"sql(
SELECT f.authority, a.name, a.short_name, f.coordinator, f.from_at
  FROM affiliations f
  JOIN authority_rows a ON a.authority = f.authority
 WHERE f.person = $1 AND f.until_at IS NULL
 ORDER BY f.from_at, f.id
)sql";

constexpr Sql select_settings = R"sql(
SELECT name, language, zone, theme, shows_here, library_letters, revision FROM people WHERE id = $1
)sql";

constexpr Sql update_settings = R"sql(
UPDATE people
   SET name = $2, language = $3, zone = $4, theme = $5, shows_here = $6, revision = $7,
       library_letters = $8
 WHERE id = $1
)sql";

constexpr Sql select_sign_ins = R"sql(
SELECT id AS sign_in, kind, label, made_at, used_at, expires_at,
       CASE WHEN id = $2 THEN 1 ELSE 0 END AS this_one
  FROM sign_ins
 WHERE person = $1 AND ended_at IS NULL
 ORDER BY made_at DESC, id DESC
)sql";

constexpr Sql select_person = R"sql(
SELECT id AS person, CASE WHEN ended_at IS NULL THEN name ELSE '' END AS name,
       CASE WHEN ended_at IS NULL THEN 0 ELSE 1 END AS ended, administrator
  FROM people WHERE id = $1
)sql";

constexpr Sql select_shared_groups = R"sql(
SELECT g.id AS "group", g.name
  FROM groups g
 WHERE EXISTS (SELECT 1 FROM seats s
                WHERE s.group_id = g.id AND s.person = $1 AND s.until_at IS NULL)
   AND EXISTS (SELECT 1 FROM seats s
                WHERE s.group_id = g.id AND s.person = $2 AND s.until_at IS NULL)
)sql";

constexpr Sql select_everybody = R"sql(
SELECT p.id AS person, p.name, f.authority, a.name AS authority_name, a.short_name,
       f.coordinator, f.from_at
  FROM people p
  LEFT JOIN affiliations f ON f.person = p.id AND f.until_at IS NULL
  LEFT JOIN authority_rows a ON a.authority = f.authority
 WHERE p.ended_at IS NULL
 ORDER BY p.id, f.from_at, f.id
)sql";

constexpr Sql select_sharing = R"sql(
SELECT DISTINCT theirs.person
  FROM seats mine
  JOIN seats theirs ON theirs.group_id = mine.group_id AND theirs.until_at IS NULL
 WHERE mine.person = $1 AND mine.until_at IS NULL
)sql";

constexpr Sql select_sitting = R"sql(
SELECT DISTINCT person FROM seats WHERE group_id = $1 AND until_at IS NULL
)sql";

struct Settings {
    std::string name;
    std::string language;
    std::string zone;
    people::Theme theme{};
    bool shows_here = true;
    bool library_letters = true;
    Revision revision = 0;
};
BOOST_DESCRIBE_STRUCT(Settings, (),
                      (name, language, zone, theme, shows_here, library_letters, revision))

/// One affiliation of one person, or a person without any.
struct Belonging {
    PersonId person;
    std::string name;
    std::optional<AuthorityId> authority;
    std::optional<std::string> authority_name;
    std::optional<std::string> short_name;
    std::optional<bool> coordinator;
    std::optional<Instant> from_at;
};
BOOST_DESCRIBE_STRUCT(Belonging, (),
                      (person, name, authority, authority_name, short_name, coordinator, from_at))

bool consists_of(std::string_view text, std::string_view signs)
{
    return std::all_of(text.begin(), text.end(), [&](char sign) {
        return (sign >= '0' && sign <= '9') || (sign >= 'A' && sign <= 'Z') ||
               (sign >= 'a' && sign <= 'z') || signs.find(sign) != signs.npos;
    });
}

std::vector<people::PersonFound> everybody(Read& read)
{
    std::vector<people::PersonFound> people;
    for (auto& row : read.rows<Belonging>(select_everybody)) {
        if (people.empty() || people.back().person != row.person) {
            people.push_back({row.person, std::move(row.name), {}});
        }
        if (row.authority) {
            people.back().affiliations.push_back(
                {*row.authority, row.authority_name.value_or(""), row.short_name.value_or(""),
                 row.coordinator.value_or(false), row.from_at.value_or(Instant{})});
        }
    }
    return people;
}

/// Whom the actor may see; nothing for everybody.
std::optional<std::set<PersonId>> visible_to(Read& read, PersonId person)
{
    if (!is_guest(read, person) || is_administrator(read, person)) {
        return std::nullopt;
    }
    auto const sharing = read.rows<PersonId>(select_sharing, person);
    return std::set<PersonId>(sharing.begin(), sharing.end());
}

bool holds_each(people::PersonFound const& person, std::vector<std::string> const& words)
{
    std::string text = folded(person.name);
    for (auto const& affiliation : person.affiliations) {
        text += '\n' + folded(affiliation.name) + '\n' + folded(affiliation.short_name);
    }
    return std::all_of(words.begin(), words.end(),
                       [&](std::string const& word) { return text.find(word) != text.npos; });
}

people::PeopleFound first_by_name(std::vector<people::PersonFound> people, std::size_t most)
{
    people::PeopleFound found;
    std::map<std::pair<std::string, PersonId>, people::PersonFound> by_name;
    for (auto& person : people) {
        std::pair key{folded(person.name), person.person};
        by_name.emplace(std::move(key), std::move(person));
    }
    for (auto& [key, person] : by_name) {
        if (found.people.size() == most) {
            found.more = true;
            break;
        }
        found.people.push_back(std::move(person));
    }
    return found;
}

} // namespace

Result<people::Me> me(Read& read, Actor const& actor, people::WhoAmI const&)
{
    auto me = read.row<people::Me>(select_me, actor.person);
    if (!me) {
        return not_found();
    }
    me->guest = is_guest(read, actor.person);
    me->affiliations = read.rows<people::Affiliation>(select_affiliations, actor.person);
    return *me;
}

Result<people::Revised> change_me(Change& change, Actor const& actor,
                                  people::ChangeMe const& request)
{
    if (!consists_of(request.language.value, "-")) {
        return invalid("language", "A language is written like en-GB.");
    }
    if (!consists_of(request.zone.value, "/_+-")) {
        return invalid("zone", "A time zone is written like Europe/London.");
    }
    auto const settings = change.row<Settings>(select_settings, actor.person);
    if (!settings) {
        return not_found();
    }
    if (settings->revision != request.revision) {
        return conflict("Your settings were changed since you looked.");
    }
    bool const shows_here = request.shows_here.value_or(settings->shows_here);
    bool const library_letters = request.library_letters.value_or(settings->library_letters);
    if (settings->name == request.name.value && settings->language == request.language.value &&
        settings->zone == request.zone.value && settings->theme == request.theme &&
        settings->shows_here == shows_here && settings->library_letters == library_letters) {
        return people::Revised{settings->revision};
    }
    auto const revision = settings->revision + 1;
    change.run(update_settings, actor.person, request.name, request.language, request.zone,
               request.theme, shows_here, revision, library_letters);
    change.write_entry({.feed = feed_of(change, actor.person),
                        .kind = feeds::EntryKind::settings_changed,
                        .by = actor.person});
    return people::Revised{revision};
}

Result<people::SignInList> sign_ins(Read& read, Actor const& actor, people::SignIns const&)
{
    return people::SignInList{
        read.rows<people::SignInRow>(select_sign_ins, actor.person, actor.sign_in)};
}

Result<Done> end_own_sign_in(Change& change, Actor const& actor, people::EndSignIn const& request)
{
    if (auto const may = may_end_sign_in(change, actor, request.sign_in); may.has_error()) {
        return may.error();
    }
    end_sign_in(change, request.sign_in);
    return Done{};
}

Result<people::PersonPage> person_page(Read& read, Actor const& actor,
                                       people::ShowPerson const& request)
{
    auto page = read.row<people::PersonPage>(select_person, request.person);
    if (!page) {
        return not_found();
    }
    page->administrator = page->administrator && is_administrator(read, actor.person);
    page->affiliations = read.rows<people::Affiliation>(select_affiliations, request.person);
    if (is_administrator(read, actor.person)) {
        page->endings = endings_of(read, request.person);
    }
    page->shared_groups =
        read.rows<people::SharedGroup>(select_shared_groups, request.person, actor.person);
    sort_by_name(page->shared_groups, &people::SharedGroup::name, &people::SharedGroup::group);
    return *page;
}

Result<people::PeopleFound> find_people(Read& read, Actor const& actor,
                                        people::FindPeople const& request)
{
    std::set<PersonId> sitting;
    if (request.group) {
        auto seated = people_sitting(read, actor, *request.group);
        if (seated.has_error()) {
            return seated.error();
        }
        sitting = *std::move(seated);
    }
    auto const words = folded_words(request.words.value);
    return people_seen(read, actor, [&](people::PersonFound const& person) {
        return (!request.group || sitting.contains(person.person)) && holds_each(person, words);
    });
}

people::PeopleFound people_seen(Read& read, Actor const& actor,
                                std::function<bool(people::PersonFound const&)> const& fits,
                                std::size_t most)
{
    auto const visible = visible_to(read, actor.person);
    auto people = everybody(read);
    std::erase_if(people, [&](people::PersonFound const& person) {
        return (visible && !visible->contains(person.person)) || !fits(person);
    });
    return first_by_name(std::move(people), most);
}

Result<std::set<PersonId>> people_sitting(Read& read, Actor const& actor, GroupId group)
{
    if (auto const may = may_see_seats(read, actor, group); may.has_error()) {
        return may.error();
    }
    auto const seats = read.rows<PersonId>(select_sitting, group);
    return std::set<PersonId>(seats.begin(), seats.end());
}

} // namespace folkmoot::storage
