#pragma once
// What changes of a resource and of its versions have in common: telling of them, and its labels.

#include "storage/change.hpp"
#include "storage/seats.hpp"

namespace folkmoot::storage {

/// An entry about a resource, and perhaps one of its versions.
struct AboutResource {
    GroupId group;
    ResourceId resource;
    std::optional<VersionId> version;
    AuthorityId authority; ///< whom the person speaks for
};
/// Its number in the group's feed.
Number write_library_entry(Change& change, PersonId by, feeds::EntryKind kind,
                           AboutResource const& about);

/// Gives a resource exactly these labels; `invalid` on "labels[N]" for one that the group does not have.
Result<void> label_resource(Change& change, GroupId group, ResourceId resource,
                            std::vector<LabelId> const& labels);

/// What a version is: one of the three.
struct VersionIs {
    std::optional<Link> link;
    std::optional<UploadId> upload;
    std::optional<VersionId> copy_of; ///< the same link or file as this one, which stands
};
/// A draft.
struct NewVersion {
    VersionId version;
    GroupId group;
    ResourceId resource;
    std::optional<VersionId> base;
    std::string_view changed;
    VersionIs is;
};
/// An id whose printed code no other version has.
VersionId fresh_version(Change& change);
/// `invalid` on "link" or "upload" when it is neither, both, or an upload that nothing can be made of.
Result<void> insert_version(Change& change, Actor const& actor, Speaking const& seat,
                            NewVersion const& version);

/// What is said of a resource when it is put in.
struct NewResource {
    GroupId group;
    std::string title;
    std::string summary;
    library::ResourceKind kind = library::ResourceKind::other;
    std::string audience;
    std::string licence;
    std::string language;
    std::optional<Day> review_on;
    std::vector<LabelId> labels;
};
/// With its first version, a draft. As label_resource() and insert_version().
Result<library::ResourceAdded> put_resource_in(Change& change, Actor const& actor,
                                               Speaking const& seat, NewResource const& resource,
                                               VersionIs const& is);

/// For what is said in the name of an authority: as speaking(), and `forbidden` when that seat is a guest's.
Result<Speaking> speaking_as_member(Read& read, PersonId person, GroupId group,
                                    std::optional<AuthorityId> authority);

struct VersionTaken {
    PersonId by;
    Speaking const& seat;
    VersionId version;
    std::string_view why;
};
/// Takes what a version holds, which stands; the mark stays. `conflict` while a hold is on its author or the group. The
/// resource's new revision.
Result<Revision> take_version(Change& change, VersionTaken const& taken);

} // namespace folkmoot::storage
