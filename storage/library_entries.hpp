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

/// The first words about a version, as a draft.
struct NewVersion {
    VersionId version;
    ResourceId resource;
    std::optional<VersionId> base;
    std::string_view changed;
    std::string_view link;
};
void insert_version(Change& change, Actor const& actor, Speaking const& seat,
                    NewVersion const& version);

} // namespace folkmoot::storage
