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

/// What a version is: one of the two.
struct VersionIs {
    std::optional<Link> link;
    std::optional<UploadId> upload;
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

} // namespace folkmoot::storage
