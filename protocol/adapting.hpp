#pragma once
// Adapting: a resource of an authority's own that was made from a version of another, its origin, and remembers
// which: its base. When the origin has a newer version the adaptation can catch up: of what the origin
// changed some is taken and some refused, and the base moves on. Undoing that moves it back.

#include "protocol/library.hpp"

namespace folkmoot::protocol::library {

inline constexpr std::size_t origin_changes_max = 500; ///< that are listed one by one
inline constexpr Count catch_ups_told = 20;
inline constexpr Count credits_max = 20;

/// Of what an adaptation was made.
struct Credit {
    ResourceId resource;
    std::string title;
    std::string authority_name;
    VersionId base;
    Number number = 0;
    bool readable = false;
    bool removed = false;
    Count behind = 0;
};
FOLKMOOT_SHAPE(Credit, (resource, "The origin"), (title, "Its title today"),
               (authority_name, "The short name of the authority whose it is, today"),
               (base, "The version of it that was made use of"), (number, "That version's number"),
               (readable, "Whether one may read the origin"),
               (removed, "Whether that version was removed since; only said of what one may read"),
               (behind,
                "How many versions that still stand were released after it; only said of what one "
                "may read"))

/// Who made something of a resource.
struct Adapted {
    std::optional<ResourceId> resource;
    std::string title;
    AuthorityId authority;
    std::string authority_name;
    bool closed = false;
    Number number = 0;
    bool removed = false;
    Count behind = 0;
    Instant at;
};
FOLKMOOT_SHAPE(Adapted, (resource, "The adaptation; absent when one may not read it"),
               (title, "Its title; empty when one may not read it"), (authority, "Whose it is"),
               (authority_name, "Its short name today"),
               (closed, "Whether the authority is closed"), (number, "The number of its base"),
               (removed, "Whether its base was removed since"),
               (behind, "How many versions that still stand were released after its base"),
               (at, "Since when it rests on it"))

enum class ChangeKind { added, removed, replaced };
BOOST_DESCRIBE_ENUM(ChangeKind, added, removed, replaced)

enum class ChangeFate { taken, refused, open };
BOOST_DESCRIBE_ENUM(ChangeFate, taken, refused, open)

/// Words of a change as they are shown: of longer ones the beginning.
using ChangedWords = Lines<0, 1'000>;

/// What became of one thing that the origin changed.
struct SettledChange {
    ChangeKind kind = ChangeKind::replaced;
    ChangedWords before;
    ChangedWords after;
    ChangeFate fate = ChangeFate::open;
};
FOLKMOOT_SHAPE(SettledChange, (kind, "What the origin did"), (before, "What it said"),
               (after, "What it says now"), (fate, "What became of it here"))

struct CatchUp {
    Number entry = 0;
    Number number = 0;
    std::optional<VersionId> version;
    people::Byline by;
    Instant at;
    bool undone = false;
    std::vector<SettledChange> changes;
};
FOLKMOOT_SHAPE(CatchUp, (entry, "Which: the number of its entry in the group's feed"),
               (number, "The number of the base from then on"),
               (version, "The draft that was made of it; absent when nothing was taken"),
               (by, "Who did it, for whom"), (at, "When"), (undone, "Whether it was undone"),
               (changes, "What the origin had changed, and what became of it"))

struct AdaptationPage {
    std::vector<Credit> credits;
    std::vector<Adapted> adaptations;
    std::vector<CatchUp> catch_ups;
    Number entry = 0;
};
FOLKMOOT_SHAPE(AdaptationPage,
               (credits,
                "What it was made from, the origin first, then the origin's origin; none when it "
                "was made from nothing"),
               (adaptations, "What was made from it, by authority"),
               (catch_ups,
                "When its base was moved, the newest first, at most 20; the first time, when it "
                "was made, is the last of them"),
               (entry, "The number of the group's feed that this knows of"))

struct ShowAdaptation {
    using Answer = AdaptationPage;
    static constexpr Method method{"library.adaptation", Effect::read,
                                   "What a resource was made from, and what was made from it"};
    ResourceId resource;
};
FOLKMOOT_SHAPE(ShowAdaptation, (resource, "Which"))

struct AdaptVersion {
    using Answer = ResourceAdded;
    static constexpr Method method{
        "library.adapt_version", Effect::change,
        "Make a resource of an authority's own from a version, with the same file or link as its first draft; for who "
        "may read the version, and is a member of the group it goes to"};
    RequestId request;
    VersionId version;
    GroupId group;
    std::optional<AuthorityId> authority;
    Title title;
};
FOLKMOOT_SHAPE(AdaptVersion, (request, "Made by the client"),
               (version, "Which; released and not removed"), (group, "Whose library it goes to"),
               (authority, "For whom; else one's oldest seat in that group"),
               (title, "What it is called from now on"))

struct CaughtUp {
    std::optional<VersionId> version;
    Number entry = 0;
};
FOLKMOOT_SHAPE(CaughtUp, (version, "The new draft, if one was made"),
               (entry, "Its number in the group's feed"))

struct CatchUpWithOrigin {
    using Answer = CaughtUp;
    static constexpr Method method{
        "library.catch_up", Effect::change,
        "Say that an adaptation rests on a newer version of its origin from now on, with a draft "
        "that has what was taken of it, if anything was; for members who may read the origin"};
    RequestId request;
    ResourceId resource;
    VersionId base;
    VersionId to;
    std::optional<AuthorityId> authority;
    std::optional<VersionId> made_from;
    std::optional<UploadId> upload;
    Note changed;
    Few<SettledChange, origin_changes_max> changes;
};
FOLKMOOT_SHAPE(CatchUpWithOrigin, (request, "Made by the client"), (resource, "Which adaptation"),
               (base, "The base that was looked at"),
               (to, "The version of the origin to rest on from now on"),
               (authority, "For whom; else one's oldest seat"),
               (made_from, "The version of the adaptation that the draft was made from"),
               (upload, "The complete upload that the draft is; absent when nothing was taken"),
               (changed, "What changed in the draft"),
               (changes, "What the origin had changed, and what became of it"))

struct UndoCatchUp {
    using Answer = Done;
    static constexpr Method method{
        "library.undo_catch_up", Effect::change,
        "Take back the last catching up, with its draft, as long as that was not released; for members"};
    RequestId request;
    ResourceId resource;
    Number entry = 0;
};
FOLKMOOT_SHAPE(UndoCatchUp, (request, "Made by the client"), (resource, "Which adaptation"),
               (entry, "Which catching up"))

// --- taking what the origin changed --------------------------------------------------------------------

/// Why changes cannot be taken one by one.
enum class MergeState { ready, caught_up, kind, removed, large, damaged };
BOOST_DESCRIBE_ENUM(MergeState, ready, caught_up, kind, removed, large, damaged)

/// Why a change is left to a person.
enum class NeedsYou { both_changed, style, list, picture, note, tracked_change, table, other };
BOOST_DESCRIBE_ENUM(NeedsYou, both_changed, style, list, picture, note, tracked_change, table,
                    other)

struct OriginChange {
    ChangeKind kind = ChangeKind::replaced;
    std::string before;
    std::string after;
    std::optional<NeedsYou> needs_you;

    bool operator==(OriginChange const&) const = default;
};
FOLKMOOT_SHAPE(OriginChange, (kind, "What the origin did"),
               (before, "What it said, or the beginning of it"), (after, "What it says now"),
               (needs_you,
                "Absent when it fits. Else why not: both changed the same place, or it needs a "
                "style, list, picture, footnote or tracked change, or a table that the adaptation "
                "does not have, or something else that is not taken"))

struct OriginChanges {
    MergeState state = MergeState::ready;
    std::optional<VersionId> ours;
    std::optional<VersionId> theirs;
    std::vector<OriginChange> changes;
};
FOLKMOOT_SHAPE(OriginChanges,
               (state,
                "Ready, or why changes are not listed: it rests on the current version; not all "
                "three files are plain text, or Word files; a version was removed or is a link; a "
                "file is too large; or it is damaged"),
               (ours, "The version of the adaptation that they would be taken into"),
               (theirs, "The current version of the origin"),
               (changes, "What the origin changed and the adaptation does not have yet, in order"))

struct ShowOriginChanges {
    using Answer = OriginChanges;
    static constexpr Method method{
        "library.origin_changes", Effect::read,
        "What the origin of an adaptation changed since its base, and which of that fits"};
    ResourceId resource;
};
FOLKMOOT_SHAPE(ShowOriginChanges, (resource, "Which adaptation"))

struct ChangesTaken {
    UploadId upload;
};
FOLKMOOT_SHAPE(ChangesTaken, (upload, "A complete upload of one's own, for library.catch_up"))

struct TakeOriginChanges {
    using Answer = ChangesTaken;
    static constexpr Method method{
        "library.take_origin_changes", Effect::mark,
        "Make a file of the adaptation with some of what its origin changed; nothing else changes"};
    ResourceId resource;
    VersionId base;
    VersionId ours;
    VersionId theirs;
    Few<Count, origin_changes_max> taken;
};
FOLKMOOT_SHAPE(TakeOriginChanges, (resource, "Which adaptation"),
               (base, "The base that was looked at"), (ours, "The version that was looked at"),
               (theirs, "The version of the origin that was looked at"),
               (taken, "Which of the listed changes, the first being 0; all of them fit"))

} // namespace folkmoot::protocol::library
