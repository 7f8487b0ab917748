#pragma once
// Adopting: an authority says that it uses a resource, at which version. What was said is never changed: taking
// up another version, or none, is said anew, and what an authority said last is what holds.

#include "protocol/library.hpp"

namespace folkmoot::protocol::library {

inline constexpr Count adoptions_told = 100; ///< of what was said before

struct Adoption {
    AuthorityId authority;
    std::string authority_name;
    bool closed = false;
    std::optional<VersionId> version;
    std::optional<Number> number;
    bool removed = false;
    Count behind = 0;
    people::Byline by;
    Instant at;
    std::string words;
};
FOLKMOOT_SHAPE(Adoption, (authority, "Whose"), (authority_name, "Its short name today"),
               (closed, "Whether the authority is closed"),
               (version, "The version it uses; absent when it stopped using any"),
               (number, "That version's number"),
               (removed, "Whether that version was removed since"),
               (behind, "How many versions that still stand were released after it"),
               (by, "Who said so, for whom"), (at, "Since when"), (words, "What they said of it"))

struct AdoptionGrid {
    std::vector<Adoption> adoptions;
    std::vector<Adoption> before;
    Number entry = 0;
};
FOLKMOOT_SHAPE(AdoptionGrid, (adoptions, "Authorities that use it now, by name"),
               (before, "What authorities said before, the newest first, at most 100"),
               (entry, "The number of the group's feed that this knows of"))

struct Adoptions {
    using Answer = AdoptionGrid;
    static constexpr Method method{"library.adoptions", Effect::read,
                                   "Who uses a resource, and which version of it"};
    ResourceId resource;
};
FOLKMOOT_SHAPE(Adoptions, (resource, "Which"))

struct AdoptVersion {
    using Answer = Done;
    static constexpr Method method{
        "library.adopt_version", Effect::change,
        "Say that an authority uses this version; for members who sit in the group for it"};
    RequestId request;
    VersionId version;
    std::optional<AuthorityId> authority;
    Note note;
};
FOLKMOOT_SHAPE(AdoptVersion, (request, "Made by the client"),
               (version, "Which; released and not removed"),
               (authority, "Which authority; else that of one's oldest seat"),
               (note, "What to say of it; may be empty"))

struct EndAdoption {
    using Answer = Done;
    static constexpr Method method{
        "library.end_adoption", Effect::change,
        "Say that an authority does not use a resource any more; as library.adopt_version, and for "
        "facilitators when the authority is closed"};
    RequestId request;
    ResourceId resource;
    std::optional<AuthorityId> authority;
    Note why;
};
FOLKMOOT_SHAPE(EndAdoption, (request, "Made by the client"), (resource, "Which"),
               (authority, "Which authority; else that of one's oldest seat"),
               (why, "Why; may be empty"))

} // namespace folkmoot::protocol::library
