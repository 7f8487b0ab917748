#pragma once
// Adapting: resources that were made from a version of another, and catching up with it. Route functions; permission is asked
// by the routes.

#include "protocol/adapting.hpp"
#include "storage/change.hpp"

namespace folkmoot::storage {

/// What one may not read is named as a credit all the same: whoever adapts makes known from what.
Result<library::AdaptationPage> adaptation_page(Read& read, Actor const& actor,
                                                library::ShowAdaptation const& request);

/// `conflict` on a draft or a removed version, `invalid` on "authority" without a seat for it.
Result<library::ResourceAdded> adapt_version(Change& change, Actor const& actor,
                                             library::AdaptVersion const& request);
/// `conflict` when the base was moved since it was looked at, `invalid` on "to" for what is no later version of
/// the origin, on "made_from" for no version of the adaptation, on "resource" for what is no adaptation.
Result<library::CaughtUp> catch_up(Change& change, Actor const& actor,
                                   library::CatchUpWithOrigin const& request);
/// `conflict` when it is not the last one, or its draft was released.
Result<Done> undo_catch_up(Change& change, Actor const& actor, library::UndoCatchUp const& request);

/// A file that changes are taken from, or into.
struct MergedFile {
    VersionId version;
    std::string sha256;
    std::int64_t size = 0;
    std::string name;
};
struct FilesToMerge {
    library::MergeState state = library::MergeState::ready;
    GroupId group;     ///< of the adaptation
    MergedFile base;   ///< when ready, as the next two
    MergedFile ours;   ///< the current version, or a draft that came after it was released
    MergedFile theirs; ///< the origin's current version
};
/// `not_found` when there is no such adaptation.
Result<FilesToMerge> files_to_merge(Read& read, ResourceId adaptation);

/// Takes away what was listed of the words of a version that is removed.
void forget_origin_changes(Change& change, VersionId version);

} // namespace folkmoot::storage
