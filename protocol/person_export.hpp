#pragma once
// Everything a network holds of one person, to be handed to them: person.json of
// `folkmoot person export`.

#include "protocol/groups.hpp"

namespace folkmoot::protocol::people {

struct ExportedBelonging {
    std::string authority;
    bool coordinator = false;
    Instant from_at;
    std::optional<Instant> until_at;
    std::optional<Instant> ends_at;
};
FOLKMOOT_SHAPE(ExportedBelonging, (authority, "Its name today"),
               (coordinator, "Whether they are or were its coordinator"), (from_at, "Since when"),
               (until_at, "Until when; absent while they belong to it"),
               (ends_at, "When it was planned to end"))

struct ExportedSeat {
    std::string group;
    std::string authority;
    groups::Role role = groups::Role::member;
    Instant from_at;
    std::optional<Instant> until_at;
};
FOLKMOOT_SHAPE(ExportedSeat, (group, "The group"), (authority, "For which authority"),
               (role, "As what"), (from_at, "Since when"),
               (until_at, "Until when; absent while they sit there"))

struct ExportedSignIn {
    SignInKind kind = SignInKind::browser;
    std::string label;
    Instant made_at;
    Instant used_at;
    std::optional<Instant> ended_at;
};
FOLKMOOT_SHAPE(ExportedSignIn, (kind, "A browser or an access token"),
               (label, "Browser and system, or the token's purpose"), (made_at, "Begun"),
               (used_at, "Last used, to the hour"), (ended_at, "When it was ended"))

struct ExportedPost {
    PostId post;
    std::string group;
    std::string topic;
    Number number = 0;
    Instant at;
    std::string authority;
    std::string text;
    std::optional<Instant> deleted_at;
};
FOLKMOOT_SHAPE(ExportedPost, (post, "Its id"), (group, "In which group"),
               (topic, "The topic's title"), (number, "Its place in the topic"), (at, "When"),
               (authority, "For which authority, by its name of that day"),
               (text, "In Markdown, as it was written; empty when deleted"),
               (deleted_at, "When it was deleted"))

struct ExportedText {
    PostId post;
    Instant at;
    std::string text;
};
FOLKMOOT_SHAPE(ExportedText, (post, "An earlier text of this post"), (at, "When it was written"),
               (text, "In Markdown"))

struct ExportedDraft {
    Instant at;
    std::string title;
    std::string text;
};
FOLKMOOT_SHAPE(ExportedDraft, (at, "Last changed"), (title, "Of a new topic"),
               (text, "In Markdown"))

struct ExportedMessage {
    Instant at;
    std::string group;
    std::string text;
};
FOLKMOOT_SHAPE(ExportedMessage, (at, "When"), (group, "To which group"), (text, "What it says"))

/// What they marked, and where.
struct ExportedMark {
    Instant at;
    PostId post;
    std::string topic;
};
FOLKMOOT_SHAPE(ExportedMark, (at, "When"), (post, "Which post"), (topic, "The topic's title"))

struct ExportedTopic {
    Instant at;
    std::string group;
    std::string title;
};
FOLKMOOT_SHAPE(ExportedTopic, (at, "When"), (group, "In which group"), (title, "Its title"))

struct ExportedResource {
    Instant at;
    std::string group;
    std::string title;
    std::string summary;
    std::string audience;
    std::string licence;
};
FOLKMOOT_SHAPE(ExportedResource, (at, "When they put it in"), (group, "Into which group's library"),
               (title, "Its title"), (summary, "What is said about it"),
               (audience, "Who it is for"), (licence, "How others may use it"))

struct ExportedVersion {
    Instant at;
    std::string group;
    std::string resource;
    std::optional<Number> number;
    std::string changed;
    std::string link;
    std::optional<Instant> removed_at;
};
FOLKMOOT_SHAPE(ExportedVersion, (at, "When they added it"), (group, "In which group"),
               (resource, "The resource's title"), (number, "Given at its release"),
               (changed, "What changed, in their words; empty when removed"),
               (link, "Where it is; empty when removed"), (removed_at, "When it was removed"))

struct ExportedRelease {
    Instant at;
    std::string group;
    std::string resource;
    Number number = 0;
    std::string note;
};
FOLKMOOT_SHAPE(ExportedRelease, (at, "When they released a version"), (group, "In which group"),
               (resource, "The resource's title"), (number, "The version's number"),
               (note, "What they said of it"))

struct ExportedAdoption {
    Instant at;
    std::string group;
    std::string resource;
    std::string authority;
    std::optional<Number> number;
    std::string words;
};
FOLKMOOT_SHAPE(ExportedAdoption, (at, "When they said what an authority uses"),
               (group, "In which group"), (resource, "The resource's title"),
               (authority, "Which authority"),
               (number, "The version's number; absent when it stopped using it"),
               (words, "What they said of it"))

struct ExportedUpload {
    Instant at;
    std::string group;
    std::string name;
    Count size = 0;
};
FOLKMOOT_SHAPE(ExportedUpload, (at, "When they began to send it"), (group, "For which group"),
               (name, "The name of the file"), (size, "How many bytes it has"))

struct ExportedReading {
    std::string topic;
    Number number = 0;
    Instant at;
};
FOLKMOOT_SHAPE(ExportedReading, (topic, "The topic's title"), (number, "Read up to this post"),
               (at, "When"))

struct ExportedGroupReading {
    std::string group;
    Number entry = 0;
    Number library_entry = 0;
    std::optional<Instant> read_at;
};
FOLKMOOT_SHAPE(ExportedGroupReading, (group, "The group"),
               (entry, "All up to this entry of its feed was marked as read"),
               (library_entry, "Its library was looked at up to this entry"), (read_at, "When"))

struct ExportedPutAway {
    std::string group;
    std::string part;
};
FOLKMOOT_SHAPE(ExportedPutAway, (group, "In which group"), (part, "What they put out of sight"))

struct ExportedInvitation {
    Instant made_at;
    std::string purpose;
    std::string name;
    std::string mail;
    std::string group;
    std::string authority;
    Instant expires_at;
    std::optional<Instant> used_at;
};
FOLKMOOT_SHAPE(ExportedInvitation, (made_at, "When"),
               (purpose, "join: into the network; reset: a link for a new password"),
               (name, "Whom it is for; empty once it is used"),
               (mail, "Where it went; empty once it is used"), (group, "Into which group"),
               (authority, "For which authority"), (expires_at, "Until when it could be used"),
               (used_at, "When it was"))

struct ExportedMailChange {
    Instant made_at;
    std::string mail;
    std::optional<Instant> used_at;
};
FOLKMOOT_SHAPE(ExportedMailChange, (made_at, "When they asked for it"),
               (mail, "The address, as long as it is awaited"), (used_at, "When it was confirmed"))

struct ExportedRight {
    Instant at;
    std::string kind;
    bool by_them = false;
    std::string authority;
    std::string group;
};
FOLKMOOT_SHAPE(ExportedRight, (at, "When"), (kind, "What was given or ended"),
               (by_them, "Whether they did it; else it was done for them"),
               (authority, "For which authority"), (group, "In which group"))

struct ExportedHold {
    Instant set_at;
    std::optional<Instant> lifted_at;
    bool by_them = false;
    std::string why;
};
FOLKMOOT_SHAPE(ExportedHold, (set_at, "Since when nothing could be erased"),
               (lifted_at, "Until when"),
               (by_them, "Whether they set it; else it is about what they wrote"),
               (why, "In their words; others' reasons are others' words"))

struct ExportedChange {
    Instant at;
    std::string method;
};
FOLKMOOT_SHAPE(ExportedChange, (at, "When"), (method, "What they did, of the last 90 days"))

struct PersonExport {
    PersonId person;
    std::string name;
    std::string language;
    std::string zone;
    Theme theme = Theme::system;
    bool shows_here = true;
    bool library_letters = true;
    bool administrator = false;
    Instant made_at;
    std::optional<Instant> ended_at;
    std::optional<Instant> ends_at;
    std::vector<std::string> mails;
    std::vector<ExportedMailChange> mail_changes;
    std::vector<ExportedBelonging> belongings;
    std::vector<ExportedSeat> seats;
    std::vector<ExportedSignIn> sign_ins;
    std::vector<ExportedPost> posts;
    std::vector<ExportedText> earlier_texts;
    std::vector<ExportedDraft> drafts;
    std::vector<ExportedMessage> requests;
    std::vector<ExportedMessage> reports;
    std::vector<ExportedTopic> topics;
    std::vector<ExportedResource> resources;
    std::vector<ExportedVersion> versions;
    std::vector<ExportedRelease> releases;
    std::vector<ExportedAdoption> adoptions;
    std::vector<ExportedUpload> uploads;
    std::vector<ExportedMessage> welcomes;
    std::vector<ExportedMessage> reasons;
    std::vector<ExportedMark> thanks;
    std::vector<ExportedMark> mentions;
    std::vector<std::string> following;
    std::vector<ExportedReading> reading;
    std::vector<ExportedGroupReading> group_reading;
    std::vector<ExportedPutAway> put_away;
    std::vector<ExportedInvitation> invitations_made;
    std::vector<ExportedInvitation> invitations_got;
    std::vector<ExportedRight> rights;
    std::vector<ExportedHold> holds;
    std::vector<ExportedChange> changes;
};
FOLKMOOT_SHAPE(
    PersonExport, (person, "Their id"), (name, "Their name"), (language, "Their language"),
    (zone, "Their time zone"), (theme, "How pages are coloured for them"),
    (shows_here, "Whether others see when they are here"),
    (library_letters, "Whether they get mails about newer versions"),
    (administrator, "Whether they administer the network"), (made_at, "When they came"),
    (ended_at, "When they left"), (ends_at, "When they were planned to leave"),
    (mails, "Their addresses"), (mail_changes, "Other addresses they asked to sign in with"),
    (belongings, "Authorities they belong or belonged to"), (seats, "Groups they sit or sat in"),
    (sign_ins, "Where they signed in"), (posts, "What they wrote"),
    (earlier_texts, "Earlier texts of it"), (drafts, "What they began to write"),
    (requests, "Requests to join a group"), (reports, "Posts they reported, with why"),
    (topics, "Topics they started"), (welcomes, "Welcome texts of groups that they wrote last"),
    (resources, "What they put into libraries"), (versions, "Versions they added"),
    (releases, "Versions they released"), (adoptions, "What they said that authorities use"),
    (uploads, "Files they sent that nothing was made of yet"),
    (reasons, "Why they deleted posts and removed versions"), (thanks, "Posts they thanked for"),
    (mentions, "Posts that mention them"), (following, "Topics they follow"),
    (reading, "How far they read topics"), (group_reading, "What they marked as read in groups"),
    (put_away, "What they put out of sight"), (invitations_made, "Invitations they made"),
    (invitations_got, "Invitations and links for a new password that they got"),
    (rights, "Rights they gave, and were given"), (holds, "What must not be erased"),
    (changes, "What they did, by which a repeated request is known"))

} // namespace folkmoot::protocol::people
