#pragma once
// Mails that tell those whose authority uses a resource that a newer version was released. A row of the outbox is
// written in the release's transaction; what the mail says is read when it is written.

#include "storage/sign_ins.hpp"

namespace folkmoot::storage {

/// One for each person who is told of newer versions (storage/adopting.hpp: newer_versions), wants mails about it
/// and did not release it themselves.
void queue_release_letters(Change& change, VersionId version, PersonId released_by);

struct ReleaseLetter {
    PersonId person;
    std::string person_name;
    std::string mail;
    ResourceId resource;
    std::string title;
    std::string group_name;
    Number number = 0;
    std::string changed; ///< in the words of who added the version
    std::string note;    ///< in the words of who released it
    /// "Northmere uses version 2", each authority of theirs that does not use this one.
    struct Use {
        std::string authority_name;
        Number number = 0;
    };
    std::vector<Use> uses;
};
/// Its link for wanting no more holds `secret` from here on. Nothing when there is nothing to say any more: they may
/// not read it, want no mails, caught up already, or the version is not the current one by now.
std::optional<ReleaseLetter> release_letter_taken(Change& change, Uuid const& mail, PersonId person,
                                                  VersionId version, SecretHash const& secret);

/// Whose letters a link is about; nothing when it is unknown.
struct LettersShown {
    PersonId person;
    std::string person_name;
    bool library_letters = true;
};
std::optional<LettersShown> show_letters(Read& read, SecretHash const& secret);
/// They get no more of them. Pressing again changes nothing.
std::optional<LettersShown> stop_letters(Change& change, SecretHash const& secret);

/// For somebody who leaves.
void end_release_letters(Change& change, PersonId person);
/// Forgets those that were made three months ago, a thousand at a time; how many. Their links lead nowhere then.
std::int64_t sweep_release_letters(Change& change);

} // namespace folkmoot::storage
