#pragma once
// What tests put into a library when it does not matter what.

#include "storage/file_texts.hpp"
#include "storage/library.hpp"
#include "storage/uploads.hpp"
#include "tests/storage/world.hpp"

namespace folkmoot::tests {

/// A resource that is a link, with a draft of theirs.
inline library::ResourceAdded puts_link_in(Somebody const& who, GroupId group)
{
    return who
        .asks(may_write_in_group, group, add_resource,
              {.group = group,
               .title = {"Toolkit"},
               .language = {"en-GB"},
               .link = Link{"https://northmere.example/1"}})
        .value();
}

/// An upload of theirs that is complete, and says that it has this content.
inline UploadId uploads(Somebody const& who, GroupId group, std::string const& sha256)
{
    return who.world->store.change([&](Change& change) {
        auto const begun = begin_upload(change, who.actor, {group, "plan.docx", 3}).value();
        complete_upload(change, begun.upload, {sha256, 3, nullptr}).value();
        return begun.upload;
    });
}

/// A draft of theirs with this content.
inline VersionId adds_file(Somebody const& who, GroupId group, ResourceId resource,
                           std::string const& sha256)
{
    return who
        .asks(may_add_version, resource, add_version,
              {.resource = resource, .upload = uploads(who, group, sha256)})
        .value()
        .version;
}

} // namespace folkmoot::tests
