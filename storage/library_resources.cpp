// Putting a resource into the library, and what is said about it.

#include "storage/fold.hpp"
#include "storage/library.hpp"
#include "storage/library_entries.hpp"

#include <set>
#include <tuple>

namespace folkmoot::storage {

namespace {

constexpr Sql insert_resource = R"sql(
INSERT INTO resources (id, group_id, title, folded, summary, kind, audience, licence, language,
                       review_on, author, authority, as_guest, at, revision)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 1)
)sql";

constexpr Sql select_said = R"sql(
SELECT group_id, title, summary, kind, audience, licence, language, review_on, revision
  FROM resources WHERE id = $1
)sql";

constexpr Sql update_said = R"sql(
UPDATE resources
   SET title = $2, folded = $3, summary = $4, kind = $5, audience = $6, licence = $7, language = $8,
       review_on = $9, revision = $10
 WHERE id = $1
)sql";

constexpr Sql select_labels = R"sql(
SELECT label FROM resource_labels WHERE resource = $1
)sql";

constexpr Sql delete_labels = R"sql(
DELETE FROM resource_labels WHERE resource = $1
)sql";

constexpr Sql insert_label = R"sql(
INSERT INTO resource_labels (resource, label) VALUES ($1, $2)
ON CONFLICT (resource, label) DO NOTHING
)sql";

constexpr Sql count_label = R"sql(
SELECT count(*) FROM labels WHERE id = $1 AND group_id = $2
)sql";

/// What people say about a resource.
struct Said {
    GroupId group_id;
    std::string title;
    std::string summary;
    library::ResourceKind kind{};
    std::string audience;
    std::string licence;
    std::string language;
    std::optional<Day> review_on;
    Revision revision = 0;
};
BOOST_DESCRIBE_STRUCT(Said, (),
                      (group_id, title, summary, kind, audience, licence, language, review_on,
                       revision))

bool says_the_same(Read& read, Said const& said, library::ChangeResource const& request)
{
    if (std::tie(said.title, said.summary, said.audience, said.licence, said.language) !=
            std::tie(request.title.value, request.summary.value, request.audience.value,
                     request.licence.value, request.language.value) ||
        said.kind != request.kind || said.review_on != request.review_on) {
        return false;
    }
    auto const labels = read.rows<LabelId>(select_labels, request.resource);
    auto const& asked = request.labels.values;
    return std::set(labels.begin(), labels.end()) == std::set(asked.begin(), asked.end());
}

} // namespace

Result<void> label_resource(Change& change, GroupId group, ResourceId resource,
                            std::vector<LabelId> const& labels)
{
    change.put(delete_labels, resource);
    for (std::size_t place = 0; place < labels.size(); ++place) {
        if (change.number(count_label, labels[place], group) == 0) {
            return invalid("labels[" + std::to_string(place) + "]",
                           "The group does not have this label.");
        }
        change.put(insert_label, resource, labels[place]);
    }
    return {};
}

Number write_library_entry(Change& change, PersonId by, feeds::EntryKind kind,
                           AboutResource const& about)
{
    return change.write_group_entry({.feed = {},
                                     .kind = kind,
                                     .by = by,
                                     .authority = about.authority,
                                     .group = about.group,
                                     .resource = about.resource,
                                     .version = about.version});
}

Result<Speaking> speaking_as_member(Read& read, PersonId person, GroupId group,
                                    std::optional<AuthorityId> authority)
{
    auto const seat = speaking(read, person, group, authority);
    if (seat.has_value() && seat->as_guest()) {
        return forbidden("Guests do not say this for their authority.");
    }
    return seat;
}

Result<library::ResourceAdded> put_resource_in(Change& change, Actor const& actor,
                                               Speaking const& seat, NewResource const& said,
                                               VersionIs const& is)
{
    auto const resource = change.fresh_id<ResourceId>();
    auto const version = fresh_version(change);
    change.put(insert_resource, resource, said.group, said.title, folded(said.title), said.summary,
               said.kind, said.audience, said.licence, said.language, said.review_on, actor.person,
               seat.authority, seat.as_guest(), change.now());
    if (auto const labelled = label_resource(change, said.group, resource, said.labels);
        labelled.has_error()) {
        return labelled.error();
    }
    if (auto const made = insert_version(change, actor, seat,
                                         {.version = version,
                                          .group = said.group,
                                          .resource = resource,
                                          .base = {},
                                          .changed = {},
                                          .is = is});
        made.has_error()) {
        return made.error();
    }
    auto const entry = write_library_entry(change, actor.person, feeds::EntryKind::resource_added,
                                           {.group = said.group,
                                            .resource = resource,
                                            .version = version,
                                            .authority = seat.authority});
    return library::ResourceAdded{resource, version, entry};
}

Result<library::ResourceAdded> add_resource(Change& change, Actor const& actor,
                                            library::AddResource const& request)
{
    auto const seat = speaking(change, actor.person, request.group, request.authority);
    if (seat.has_error()) {
        return seat.error();
    }
    return put_resource_in(change, actor, *seat,
                           {.group = request.group,
                            .title = request.title.value,
                            .summary = request.summary.value,
                            .kind = request.kind,
                            .audience = request.audience.value,
                            .licence = request.licence.value,
                            .language = request.language.value,
                            .review_on = request.review_on,
                            .labels = request.labels.values},
                           {request.link, request.upload, {}});
}

Result<people::Revised> change_resource(Change& change, Actor const& actor,
                                        library::ChangeResource const& request)
{
    auto const said = change.row<Said>(select_said, request.resource);
    if (!said) {
        return not_found();
    }
    if (said->revision != request.revision) {
        return conflict("The resource was changed since you looked.");
    }
    if (says_the_same(change, *said, request)) {
        return people::Revised{said->revision};
    }
    auto const seat = speaking(change, actor.person, said->group_id, std::nullopt);
    if (seat.has_error()) {
        return seat.error();
    }
    if (auto const labelled =
            label_resource(change, said->group_id, request.resource, request.labels.values);
        labelled.has_error()) {
        return labelled.error();
    }
    auto const revision = said->revision + 1;
    change.put(update_said, request.resource, request.title, folded(request.title.value),
               request.summary, request.kind, request.audience, request.licence, request.language,
               request.review_on, revision);
    write_library_entry(change, actor.person, feeds::EntryKind::resource_changed,
                        {.group = said->group_id,
                         .resource = request.resource,
                         .version = {},
                         .authority = seat->authority});
    return people::Revised{revision};
}

} // namespace folkmoot::storage
