#pragma once
// People, their sign-ins and settings.

#include "protocol/values.hpp"

#include <chrono>

namespace folkmoot::protocol::people {

inline constexpr std::size_t password_characters_min = 12;

/// Somebody as others see them beside what they made, on the day they made it.
struct Byline {
    PersonId person;
    std::string name; ///< empty when the person has ended: "former member of …"
    std::optional<AuthorityId> authority; ///< whom they spoke for
    std::string authority_name;           ///< its short name on that day
    bool guest = false;
};
FOLKMOOT_SHAPE(Byline, (person, "Who"),
               (name, "Their name; empty for somebody who has left the network"),
               (authority, "The authority they spoke for"),
               (authority_name, "That authority's short name on the day"),
               (guest, "Whether they sit in this group as a guest"))

struct Affiliation {
    AuthorityId authority;
    std::string name;
    std::string short_name;
    bool coordinator = false;
    Instant from_at;
};
FOLKMOOT_SHAPE(Affiliation, (authority, "The authority"), (name, "Its name today"),
               (short_name, "Its short name today"),
               (coordinator, "Whether they are its coordinator"),
               (from_at, "Since when they belong to it"))

enum class Theme { system, light, dark };
BOOST_DESCRIBE_ENUM(Theme, system, light, dark)

/// The signed-in person's own page.
struct Me {
    PersonId person;
    FeedId feed;
    std::string name;
    std::string mail;
    std::string language;
    std::string zone;
    Theme theme = Theme::system;
    bool administrator = false;
    bool guest = false;
    bool shows_here = true;
    bool library_letters = true;
    Revision revision = 0;
    std::vector<Affiliation> affiliations;
    std::string network_name;
    FeedId network_feed;
};
FOLKMOOT_SHAPE(
    Me, (person, "Who is signed in"), (feed, "The feed of entries for this person"),
    (name, "Their name"), (mail, "The address they sign in with"), (language, "Like en-GB"),
    (zone, "Time zone, like Europe/London"), (theme, "How the pages are coloured"),
    (administrator, "Whether they are an administrator of the network"),
    (guest, "Whether every seat they hold is a guest's"),
    (shows_here, "Whether others see when they are here"),
    (library_letters,
     "Whether they get a mail when a newer version of what their authority uses is released"),
    (revision, "To be named when settings are changed"),
    (affiliations, "The authorities they belong to"), (network_name, "The network's name"),
    (network_feed, "The feed of the network"))

struct SignIn {
    using Answer = Me;
    static constexpr Method method{"people.sign_in", Effect::mark,
                                   "Sign in with mail and password; the answer sets the cookie"};
    Mail mail;
    Secret password;
};
FOLKMOOT_SHAPE(SignIn, (mail, "The address"), (password, "The password"))

struct SignOut {
    using Answer = Done;
    static constexpr Method method{"people.sign_out", Effect::mark, "End this sign-in"};
};
FOLKMOOT_EMPTY_SHAPE(SignOut)

struct WhoAmI {
    using Answer = Me;
    static constexpr Method method{"people.me", Effect::read, "Who is signed in"};
};
FOLKMOOT_EMPTY_SHAPE(WhoAmI)

struct Revised {
    Revision revision = 0;
};
FOLKMOOT_SHAPE(Revised, (revision, "The revision that the change made"))

struct ChangeMe {
    using Answer = Revised;
    static constexpr Method method{"people.change_me", Effect::change, "Change one's own settings"};
    RequestId request;
    Revision revision = 0;
    Name name;
    Text<2, 35> language;
    Text<1, 64> zone;
    Theme theme = Theme::system;
    std::optional<bool> shows_here;
    std::optional<bool> library_letters;
};
FOLKMOOT_SHAPE(
    ChangeMe, (request, "Made by the client"), (revision, "The revision that was looked at"),
    (name, "Their name"), (language, "BCP 47 tag"), (zone, "IANA time zone name"),
    (theme, "Colours"),
    (shows_here, "Whether others see when one is here; absent to leave it as it is"),
    (library_letters,
     "Whether one gets mails about newer versions of what one's authority uses; absent to leave it as it is"))

struct ChangePassword {
    using Answer = Done;
    static constexpr Method method{"people.change_password", Effect::mark,
                                   "Change one's own password; every other sign-in ends"};
    Secret old_password;
    Secret new_password;
};
FOLKMOOT_SHAPE(ChangePassword, (old_password, "The password so far"),
               (new_password, "At least 12 characters, and not one that everybody knows"))

enum class SignInKind { browser, token };
BOOST_DESCRIBE_ENUM(SignInKind, browser, token)

struct SignInRow {
    SignInId sign_in;
    SignInKind kind = SignInKind::browser;
    std::string label;
    Instant made_at;
    Instant used_at;
    Instant expires_at;
    bool this_one = false;
};
FOLKMOOT_SHAPE(SignInRow, (sign_in, "Which"), (kind, "A browser, or an access token"),
               (label, "Browser and system as far as known, or the token's purpose"),
               (made_at, "Signed in"), (used_at, "Last used, to the hour"),
               (expires_at, "Ends by itself"), (this_one, "Whether it is the one asking"))

struct SignInList {
    std::vector<SignInRow> sign_ins;
};
FOLKMOOT_SHAPE(SignInList, (sign_ins, "The newest first"))

struct SignIns {
    using Answer = SignInList;
    static constexpr Method method{"people.sign_ins", Effect::read,
                                   "One's own sign-ins and access tokens"};
};
FOLKMOOT_EMPTY_SHAPE(SignIns)

struct EndSignIn {
    using Answer = Done;
    static constexpr Method method{"people.end_sign_in", Effect::mark,
                                   "End one of one's own sign-ins"};
    SignInId sign_in;
};
FOLKMOOT_SHAPE(EndSignIn, (sign_in, "Which"))

struct SharedGroup {
    GroupId group;
    std::string name;
};
FOLKMOOT_SHAPE(SharedGroup, (group, "The group"), (name, "Its name"))

/// What is to end on a later day.
struct PlannedEnding {
    std::optional<AuthorityId> authority;
    std::string short_name;
    Instant at;
    std::string by_name;
};
FOLKMOOT_SHAPE(PlannedEnding,
               (authority, "They no longer belong to it; absent: they leave the network"),
               (short_name, "The authority's short name today"), (at, "From when on"),
               (by_name, "Who planned it; empty when they have left"))

struct PersonPage {
    PersonId person;
    std::string name;
    bool ended = false;
    bool administrator = false;
    std::vector<Affiliation> affiliations;
    std::vector<SharedGroup> shared_groups;
    std::vector<PlannedEnding> endings;
};
FOLKMOOT_SHAPE(PersonPage, (person, "Who"), (name, "Their name"),
               (ended, "Whether they have left the network"),
               (administrator, "Whether they administer it; told to administrators only"),
               (affiliations, "The authorities they belong to"),
               (shared_groups, "The groups that both of you sit in"),
               (endings, "What is to end on a later day; told to administrators only"))

struct ShowPerson {
    using Answer = PersonPage;
    static constexpr Method method{"people.person", Effect::read,
                                   "A person, as far as one may see them"};
    PersonId person;
};
FOLKMOOT_SHAPE(ShowPerson, (person, "Who"))

inline constexpr std::size_t people_found_max = 20;

struct PersonFound {
    PersonId person;
    std::string name;
    std::vector<Affiliation> affiliations;
};
FOLKMOOT_SHAPE(PersonFound, (person, "Who"), (name, "Their name"),
               (affiliations, "Where they belong"))

struct PeopleFound {
    std::vector<PersonFound> people;
    bool more = false;
};
FOLKMOOT_SHAPE(PeopleFound, (people, "By name, at most 20"),
               (more, "Whether more would fit the words"))

struct FindPeople {
    using Answer = PeopleFound;
    static constexpr Method method{
        "people.find", Effect::read,
        "People one may see whose name or authority holds each of the words"};
    Text<0, 100> words;
    std::optional<GroupId> group;
};
FOLKMOOT_SHAPE(FindPeople, (words, "Parts of names, in any order"),
               (group, "Only people who sit in this group"))

// --- for administrators ------------------------------------------------------------------------------

/// How far ahead an ending may be planned: five years.
inline constexpr std::chrono::microseconds planned_ahead_max =
    std::chrono::hours{24 * 365 * 5 + 48};

struct EndPerson {
    using Answer = Done;
    static constexpr Method method{
        "people.end", Effect::change,
        "End somebody's part in the network: sign-ins, seats and belonging end at once, what they "
        "wrote stays; for administrators. Whoever comes back is invited again"};
    RequestId request;
    PersonId person;
    std::optional<Instant> at;
};
FOLKMOOT_SHAPE(EndPerson, (request, "Made by the client"), (person, "Who"),
               (at, "Not now but then, at most five years ahead; until then nothing changes"))

struct UndoEnding {
    using Answer = Done;
    static constexpr Method method{
        "people.undo_ending", Effect::change,
        "What was planned to end does not; `conflict` when nothing is planned; for administrators"};
    RequestId request;
    PersonId person;
    std::optional<AuthorityId> authority;
};
FOLKMOOT_SHAPE(UndoEnding, (request, "Made by the client"), (person, "Whose"),
               (authority, "Their belonging to it; absent: their part in the network"))

struct SetAdministrator {
    using Answer = Done;
    static constexpr Method method{
        "people.set_administrator", Effect::change,
        "Make somebody an administrator, or no longer; a network keeps at least one"};
    RequestId request;
    PersonId person;
    bool administrator = true;
};
FOLKMOOT_SHAPE(SetAdministrator, (request, "Made by the client"), (person, "Who"),
               (administrator, "Whether they are from now on"))

} // namespace folkmoot::protocol::people
