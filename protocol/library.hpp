#pragma once
// The library of a group: its resources and their versions. A version is never changed. It is a draft
// until somebody releases it, for an authority; then it has the next number, and the highest number that
// was not removed is the current version. Who may read the group may read its library; answers to changes
// hold ids and numbers only, so that receipts never keep anybody's words.

#include "protocol/groups.hpp"
#include "protocol/version_code.hpp"

namespace folkmoot::protocol::library {

inline constexpr std::size_t resource_labels_max = 5;
inline constexpr Count resources_page = 50;
inline constexpr Count drafts_max = 50; ///< of one resource that wait for a release
inline constexpr Count known_max = 20;  ///< answers to "which version is this?"

enum class ResourceKind { toolkit, guide, form, checklist, slides, course, report, other };
BOOST_DESCRIBE_ENUM(ResourceKind, toolkit, guide, form, checklist, slides, course, report, other)

using Summary = Lines<0, 2'000>;
using Audience = Text<0, 200>;
using Licence = Text<0, 100>;
using Language = Text<2, 35>;
/// What changed, why it was released, why it was removed.
using Note = Lines<0, 2'000>;
using Reason = Lines<1, 500>;

struct CurrentVersion {
    VersionId version;
    Number number = 0;
    Instant released_at;
};
FOLKMOOT_SHAPE(CurrentVersion, (version, "Which"), (number, "Its number"),
               (released_at, "When it was released"))

struct ResourceRow {
    ResourceId resource;
    GroupId group;
    std::string title;
    std::string summary;
    ResourceKind kind = ResourceKind::other;
    std::string audience;
    std::string licence;
    std::string language;
    std::optional<Day> review_on;
    people::Byline by;
    Instant at;
    Revision revision = 0;
    std::optional<CurrentVersion> current;
    Count drafts = 0;
    std::vector<LabelId> labels;
};
FOLKMOOT_SHAPE(ResourceRow, (resource, "Which"), (group, "Whose library it is in"),
               (title, "What it is called"), (summary, "What it is, in a few sentences"),
               (kind, "What kind of thing it is"), (audience, "Who it is for; may be empty"),
               (licence, "How others may use it; may be empty"),
               (language, "BCP 47 tag of what it is written in"),
               (review_on, "The day by which somebody should look whether it still holds"),
               (by, "Who put it in, for whom"), (at, "When"),
               (revision, "To be named when it is changed or one of its versions released"),
               (current, "The current version; absent before the first release"),
               (drafts, "How many versions wait for a release"),
               (labels, "The group's labels it has"))

enum class VersionState { draft, current, superseded, removed };
BOOST_DESCRIBE_ENUM(VersionState, draft, current, superseded, removed)

struct VersionFile {
    std::string name;
    Count size = 0;
    std::string sha256;
};
FOLKMOOT_SHAPE(VersionFile, (name, "As it was called by who sent it"), (size, "In bytes"),
               (sha256, "Of all its bytes, in hexadecimal"))

struct VersionRow {
    VersionId version;
    VersionCode code;
    ResourceId resource;
    std::optional<Number> number;
    VersionState state = VersionState::draft;
    std::optional<VersionId> base;
    people::Byline by;
    Instant at;
    std::string changed;
    std::string link;
    std::optional<VersionFile> file;
    std::optional<people::Byline> released_by;
    std::optional<Instant> released_at;
    std::string note;
    std::optional<people::Byline> removed_by;
    std::optional<Instant> removed_at;
    std::string removed_why;
};
FOLKMOOT_SHAPE(VersionRow, (version, "Which"),
               (code, "To be printed on it: /v/CODE says whether it is current"),
               (resource, "Of which resource"), (number, "Given at its release; never changes"),
               (state, "A draft, the current version, superseded by a later one, or removed"),
               (base, "The version it was made from; absent when from none"),
               (by, "Who added it, for whom"), (at, "When"),
               (changed, "What changed, in their words"),
               (link, "Where it is; empty of a file, and when removed"),
               (file, "The file it is, at /files/VERSION; absent of a link, and when removed"),
               (released_by, "Who released it, for whom"), (released_at, "When"),
               (note, "What they said of it"), (removed_by, "Who removed it, for whom"),
               (removed_at, "When"), (removed_why, "Why"))

struct ResourceList {
    std::vector<ResourceRow> resources;
    bool more = false;
};
FOLKMOOT_SHAPE(ResourceList, (resources, "By title"), (more, "Whether more follow"))

struct Resources {
    using Answer = ResourceList;
    static constexpr Method method{"library.resources", Effect::read,
                                   "The resources of a group's library, 50 a page"};
    GroupId group;
    std::optional<ResourceKind> kind;
    std::optional<LabelId> label;
    std::optional<Day> review_by;
    std::optional<ResourceId> after;
};
FOLKMOOT_SHAPE(Resources, (group, "Whose library"), (kind, "Only of this kind"),
               (label, "Only those with this label"),
               (review_by, "Only those to be looked at by this day"),
               (after, "The last resource of the page before"))

struct ResourcePage {
    ResourceRow resource;
    std::vector<VersionRow> versions;
    Number entry = 0;
};
FOLKMOOT_SHAPE(ResourcePage, (resource, "The resource"),
               (versions, "Drafts first, then by number; the newest first in each"),
               (entry, "The number of the group's feed that this page knows of"))

struct ShowResource {
    using Answer = ResourcePage;
    static constexpr Method method{"library.resource", Effect::read,
                                   "A resource with all its versions"};
    ResourceId resource;
};
FOLKMOOT_SHAPE(ShowResource, (resource, "Which"))

// --- which version is this? --------------------------------------------------------------------------

/// Why it is the one, the surest first.
enum class SameBy {
    content, ///< every byte
    link,
    code,
    saved_again, ///< every word and picture: saved again, or laid out otherwise
    words,       ///< every word; pictures differ
    nearly,      ///< many words
};
BOOST_DESCRIBE_ENUM(SameBy, content, link, code, saved_again, words, nearly)

struct KnownVersion {
    SameBy by = SameBy::content;
    std::optional<Count> likeness;
    ResourceRow resource;
    std::string group_name;
    VersionRow version;
    std::optional<Instant> superseded_at;
};
FOLKMOOT_SHAPE(KnownVersion,
               (by,
                "What is the same: every byte of the file, the link, the printed code, every word "
                "and picture, every word, or many words"),
               (likeness, "If many words are: how many of a hundred; 99 at most"),
               (resource, "Which resource, and its current version"),
               (group_name, "What the group is called whose library it is in"),
               (version, "Which version"),
               (superseded_at, "When the next version was released, if one was"))

struct KnownVersions {
    std::vector<KnownVersion> known;
};
FOLKMOOT_SHAPE(KnownVersions, (known, "Those that one may read, the newest first, at most 20"))

struct WhichVersion {
    using Answer = KnownVersions;
    static constexpr Method method{"library.which_version", Effect::read,
                                   "Which versions a file, a link or a printed code is of"};
    std::optional<Text<64, 64>> sha256;
    std::optional<Link> link;
    std::optional<VersionCode> code;
};
FOLKMOOT_SHAPE(WhichVersion, (sha256, "Of all the file's bytes, in hexadecimal, or"),
               (link, "where it is, or"), (code, "what is printed on it: one of the three"))

struct MarkSeen {
    using Answer = Done;
    static constexpr Method method{
        "library.mark_seen", Effect::mark,
        "Say that one has looked at a group's library up to an entry; never goes back"};
    GroupId group;
    Number entry = 0;
};
FOLKMOOT_SHAPE(MarkSeen, (group, "Whose library"), (entry, "A number of the group's feed"))

// --- changing it --------------------------------------------------------------------------------------

struct ResourceAdded {
    ResourceId resource;
    VersionId version;
    Number entry = 0;
};
FOLKMOOT_SHAPE(ResourceAdded, (resource, "The new resource"),
               (version, "Its first version, a draft"), (entry, "Its number in the group's feed"))

struct AddResource {
    using Answer = ResourceAdded;
    static constexpr Method method{
        "library.add_resource", Effect::change,
        "Put something into a group's library, with its first version as a draft"};
    RequestId request;
    GroupId group;
    std::optional<AuthorityId> authority;
    Title title;
    Summary summary;
    ResourceKind kind = ResourceKind::other;
    Audience audience;
    Licence licence;
    Language language;
    std::optional<Day> review_on;
    Few<LabelId, resource_labels_max> labels;
    std::optional<Link> link;
    std::optional<UploadId> upload;
};
FOLKMOOT_SHAPE(AddResource, (request, "Made by the client"), (group, "Whose library"),
               (authority, "For whom; else one's oldest seat"), (title, "What it is called"),
               (summary, "What it is, in a few sentences"), (kind, "What kind of thing it is"),
               (audience, "Who it is for"), (licence, "How others may use it"),
               (language, "BCP 47 tag of what it is written in"),
               (review_on, "The day by which somebody should look whether it still holds"),
               (labels, "Labels of this group"), (link, "Where its first version is, or"),
               (upload, "the complete upload that it is: one of the two"))

struct ChangeResource {
    using Answer = people::Revised;
    static constexpr Method method{
        "library.change_resource", Effect::change,
        "Change what is said about a resource; for members, and for a guest who put it in"};
    RequestId request;
    ResourceId resource;
    Revision revision = 0;
    Title title;
    Summary summary;
    ResourceKind kind = ResourceKind::other;
    Audience audience;
    Licence licence;
    Language language;
    std::optional<Day> review_on;
    Few<LabelId, resource_labels_max> labels;
};
FOLKMOOT_SHAPE(ChangeResource, (request, "Made by the client"), (resource, "Which"),
               (revision, "The revision that was looked at"), (title, "What it is called"),
               (summary, "What it is, in a few sentences"), (kind, "What kind of thing it is"),
               (audience, "Who it is for"), (licence, "How others may use it"),
               (language, "BCP 47 tag of what it is written in"),
               (review_on, "The day by which somebody should look whether it still holds"),
               (labels, "Labels of its group"))

struct VersionAdded {
    VersionId version;
    Number entry = 0;
};
FOLKMOOT_SHAPE(VersionAdded, (version, "The new version, a draft"),
               (entry, "Its number in the group's feed"))

struct AddVersion {
    using Answer = VersionAdded;
    static constexpr Method method{"library.add_version", Effect::change,
                                   "Add a version of a resource, as a draft"};
    RequestId request;
    ResourceId resource;
    std::optional<AuthorityId> authority;
    std::optional<VersionId> base;
    Note changed;
    std::optional<Link> link;
    std::optional<UploadId> upload;
};
FOLKMOOT_SHAPE(AddVersion, (request, "Made by the client"), (resource, "Of which"),
               (authority, "For whom; else one's oldest seat"),
               (base, "The version it was made from; absent when from none"),
               (changed, "What changed"), (link, "Where it is, or"),
               (upload, "the complete upload that it is: one of the two"))

struct Released {
    Number number = 0;
    Revision revision = 0;
    Number entry = 0;
};
FOLKMOOT_SHAPE(Released, (number, "The version's number from now on"),
               (revision, "The resource's new revision"), (entry, "Its number in the group's feed"))

struct ReleaseVersion {
    using Answer = Released;
    static constexpr Method method{
        "library.release_version", Effect::change,
        "Make a draft the current version; for members, and for a guest who put the resource in"};
    RequestId request;
    VersionId version;
    Revision revision = 0;
    std::optional<AuthorityId> authority;
    Note note;
    std::optional<Day> review_on;
};
FOLKMOOT_SHAPE(ReleaseVersion, (request, "Made by the client"), (version, "Which draft"),
               (revision, "The revision of the resource that was looked at"),
               (authority, "For whom; else one's oldest seat"), (note, "What to say of it"),
               (review_on, "The resource's new review date; absent for none"))

struct RemoveVersion {
    using Answer = people::Revised;
    static constexpr Method method{
        "library.remove_version", Effect::change,
        "Remove what a version holds; a mark stays. For who added it and facilitators"};
    RequestId request;
    VersionId version;
    Reason why;
};
FOLKMOOT_SHAPE(RemoveVersion, (request, "Made by the client"), (version, "Which"),
               (why, "Shown with the mark"))

} // namespace folkmoot::protocol::library
