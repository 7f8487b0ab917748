#pragma once
// Logos of authorities. Each is in the database, in a row of its own, and as public as the authority
// itself. Setting one asks the picture, not its name.

#include "protocol/authorities.hpp"
#include "protocol/picture.hpp"
#include "storage/change.hpp"

namespace folkmoot::storage {

struct NewLogo {
    AuthorityId authority;
    Revision revision = 0; ///< of the authority, as it was looked at
    std::string bytes;
};
struct Logo {
    PictureKind kind{};
    std::string tag; ///< another for each picture
    Bytes bytes;
};

/// For administrators. `invalid` and `too_large` on "logo" when it is none that we take, `conflict` when
/// the authority was changed since. The picture that it has already changes nothing, whichever revision
/// was looked at: who got no answer sends it again.
Result<people::Revised> set_logo(Change& change, Actor const& actor, NewLogo const& logo);
Result<people::Revised> remove_logo(Change& change, Actor const& actor,
                                    authorities::RemoveLogo const& request);
/// For whoever may see the authority; for others, and when it has none, `not_found`.
Result<Logo> logo_of(Read& read, Actor const& actor, AuthorityId authority);

} // namespace folkmoot::storage
