#pragma once
// The library of a group: route functions. Reading is in library.cpp, what is said about a resource in
// library_resources.cpp, its versions in library_versions.cpp. Permission is asked by the routes.

#include "storage/change.hpp"

namespace folkmoot::storage {

/// By title, as people read it. `not_found` when `after` is none of the group's resources.
Result<library::ResourceList> resources_of(Read& read, Actor const& actor,
                                           library::Resources const& request);
Result<library::ResourcePage> resource_page(Read& read, Actor const& actor,
                                            library::ShowResource const& request);
/// Of the asking person alone: what is new to them from here on.
Result<Done> mark_library_seen(Change& change, Actor const& actor,
                               library::MarkSeen const& request);

/// `invalid` on "labels[N]" for a label that the group does not have, on "authority" without a seat for it.
Result<library::ResourceAdded> add_resource(Change& change, Actor const& actor,
                                            library::AddResource const& request);
/// `conflict` when it was changed, or one of its versions released or removed, since it was looked at.
Result<people::Revised> change_resource(Change& change, Actor const& actor,
                                        library::ChangeResource const& request);

/// `invalid` on "base" for no version of this resource; `too_many` when 50 drafts wait.
Result<library::VersionAdded> add_version(Change& change, Actor const& actor,
                                          library::AddVersion const& request);
/// The next number, whatever was removed. `conflict` when it is no draft, and as change_resource().
Result<library::Released> release_version(Change& change, Actor const& actor,
                                          library::ReleaseVersion const& request);
/// Its link and words go and the mark stays; once removed it stays as it is. `conflict` while a hold is on
/// its author or the group. The revision is the resource's.
Result<people::Revised> remove_version(Change& change, Actor const& actor,
                                       library::RemoveVersion const& request);

/// Takes out of the library what this person wrote: titles and what is said of their resources, the versions
/// they added, and what they said of those that they released. For storage/erasure.cpp.
void erase_library_of(Change& change, PersonId person);
/// Takes a version's link and words, in the name of its author. Whether there were any.
bool erase_version(Change& change, VersionId version);

} // namespace folkmoot::storage
