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
};
FOLKMOOT_SHAPE(ExportedBelonging, (authority, "Its name today"),
               (coordinator, "Whether they are or were its coordinator"), (from_at, "Since when"),
               (until_at, "Until when; absent while they belong to it"))

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

struct PersonExport {
    PersonId person;
    std::string name;
    std::string language;
    std::string zone;
    bool administrator = false;
    Instant made_at;
    std::optional<Instant> ended_at;
    std::vector<std::string> mails;
    std::vector<ExportedBelonging> belongings;
    std::vector<ExportedSeat> seats;
    std::vector<ExportedSignIn> sign_ins;
    std::vector<ExportedPost> posts;
    std::vector<ExportedText> earlier_texts;
    std::vector<ExportedDraft> drafts;
    std::vector<ExportedMessage> requests;
    std::vector<ExportedMessage> reports;
};
FOLKMOOT_SHAPE(PersonExport, (person, "Their id"), (name, "Their name"),
               (language, "Their language"), (zone, "Their time zone"),
               (administrator, "Whether they administer the network"), (made_at, "When they came"),
               (ended_at, "When they left"), (mails, "Their addresses"),
               (belongings, "Authorities they belong or belonged to"),
               (seats, "Groups they sit or sat in"), (sign_ins, "Where they signed in"),
               (posts, "What they wrote"), (earlier_texts, "Earlier texts of it"),
               (drafts, "What they began to write"), (requests, "Requests to join a group"),
               (reports, "Posts they reported, with why"))

} // namespace folkmoot::protocol::people
