#pragma once
// Making a network and who is in it, for `folkmoot init` and `demo` and for invitations. No permission is
// asked here: whoever calls is the operator at the terminal, or has asked.

#include "protocol/authorities.hpp"
#include "storage/change.hpp"

namespace folkmoot::storage {

struct NetworkRow {
    NetworkId network;
    FeedId feed;
    std::string name;
    std::string public_url; ///< empty when none
};
std::optional<NetworkRow> the_network(Read& read);
NetworkRow make_network(Change& change, std::string_view name, std::string_view public_url);
/// To be said before it is looked whether an authority has a name: nobody else, on another node either, gives
/// one until the commit.
void hold_authority_names(Change& change);
AuthorityId add_authority(Change& change, authorities::Kind kind, std::string_view name,
                          std::string_view short_name, std::optional<PersonId> by = {});
struct NewPerson {
    std::string name;
    Mail mail;
    bool mail_confirmed = true; ///< whether we know that they receive what is sent there
    std::string password_hash;  ///< may be empty: cannot sign in by password
    std::string zone = "Europe/London";
    std::string language = "en-GB";
    bool administrator = false;
};
PersonId add_person(Change& change, NewPerson const& person);
/// With the authority that it went on in, when it was merged since. `by` is absent when the operator does it.
void affiliate(Change& change, PersonId person, AuthorityId authority, bool coordinator,
               std::optional<PersonId> by = {});
/// Asks for no last one. `by` is absent when the operator does it.
void set_administrator(Change& change, PersonId person, bool administrator,
                       std::optional<PersonId> by = {});
/// The person stays as an author; sign-ins, seats and affiliations end now.
void end_person(Change& change, PersonId person, std::optional<PersonId> by = {});
void end_affiliation(Change& change, PersonId person, AuthorityId authority,
                     std::optional<PersonId> by = {});
std::optional<PersonId> person_with_mail(Read& read, Mail const& mail);
/// Whether somebody has shown that they receive what is sent there.
bool mail_confirmed(Read& read, Mail const& mail);

/// Who can sign in, for the terminal.
struct PersonListed {
    std::string name;
    std::string mail;
    std::string authority_name;
    bool administrator = false;
};
std::vector<PersonListed> people_listed(Read& read);

} // namespace folkmoot::storage
