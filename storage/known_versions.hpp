#pragma once
// Versions that were recognised, as they are told to who asked: by bytes, link and code (which_version.cpp), and
// by what they say (nearest_versions.cpp).

#include "storage/change.hpp"

#include <map>

namespace folkmoot::storage {

struct FoundVersion {
    VersionId version;
    ResourceId resource;
    GroupId group_id;
};
BOOST_DESCRIBE_STRUCT(FoundVersion, (), (version, resource, group_id))

/// The newest first.
std::vector<FoundVersion> versions_of_content(Read& read, std::string_view sha256);

library::KnownVersion known_version(Read& read, FoundVersion const& found, library::SameBy by);

/// Whether somebody reads each of these groups: asked once.
class Readable {
public:
    Readable(Read& read, PersonId person) : read_(read), person_(person) {}
    bool operator()(GroupId group);

private:
    Read& read_;
    PersonId person_;
    std::map<GroupId, bool> known_;
};

} // namespace folkmoot::storage
