#include "storage/logos.hpp"

#include "storage/authorities.hpp"
#include "storage/permission.hpp"
#include "storage/sha256.hpp"
#include "storage/succession.hpp"

namespace folkmoot::storage {

BOOST_DESCRIBE_STRUCT(Logo, (), (kind, tag, bytes))

namespace {

constexpr Sql select_revision = R"sql(
SELECT revision FROM authorities WHERE id = $1
)sql";

constexpr Sql update_revision = R"sql(
UPDATE authorities SET revision = $2 WHERE id = $1
)sql";

constexpr Sql select_tag = R"sql(
SELECT tag FROM authority_logos WHERE authority = $1
)sql";

constexpr Sql select_logo = R"sql(
SELECT kind, tag, bytes FROM authority_logos WHERE authority = $1
)sql";

constexpr Sql upsert_logo = R"sql(
INSERT INTO authority_logos (authority, kind, tag, bytes, at) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (authority) DO UPDATE
   SET kind = excluded.kind, tag = excluded.tag, bytes = excluded.bytes, at = excluded.at
)sql";

constexpr Sql delete_logo = R"sql(
DELETE FROM authority_logos WHERE authority = $1
)sql";

constexpr std::size_t tag_signs = 32;

std::string tag_of(std::string_view bytes)
{
    Sha256 sha;
    sha.add(bytes);
    return sha.hash().substr(0, tag_signs);
}

Result<Picture> taken(std::string_view bytes)
{
    if (bytes.size() > authorities::logo_bytes_max) {
        return too_large("logo", "A logo has at most 256,000 bytes. Save it smaller.");
    }
    auto const picture = picture_of(bytes);
    if (!picture) {
        return invalid("logo", "A logo is a PNG, JPEG or WebP picture. Save it as one of these.");
    }
    auto const fits = [](std::uint32_t side) {
        return side >= authorities::logo_side_min && side <= authorities::logo_side_max;
    };
    if (!fits(picture->width) || !fits(picture->height)) {
        return invalid("logo", "A logo has 16 to 2,048 pixels on each side. This one has " +
                                   std::to_string(picture->width) + " by " +
                                   std::to_string(picture->height) + ".");
    }
    if (picture->moves) {
        return invalid("logo", "A logo stands still. Save one picture of it.");
    }
    return *picture;
}

/// Its revision; nobody else changes it until the commit.
Result<Revision> held(Change& change, AuthorityId authority)
{
    change.hold(Hold::alone, authority);
    auto const revision = change.row<Revision>(select_revision, authority);
    if (!revision) {
        return not_found();
    }
    return *revision;
}

Error changed_since()
{
    return conflict("The authority was changed since you looked.");
}

people::Revised changed(Change& change, Actor const& actor, AuthorityId authority,
                        Revision looked_at)
{
    change.run(update_revision, authority, looked_at + 1);
    tell_of_authority(change, feeds::EntryKind::authority_changed, authority, actor.person);
    return {looked_at + 1};
}

} // namespace

Result<people::Revised> set_logo(Change& change, Actor const& actor, NewLogo const& logo)
{
    auto const picture = taken(logo.bytes);
    if (picture.has_error()) {
        return picture.error();
    }
    auto const revision = held(change, logo.authority);
    if (revision.has_error()) {
        return revision.error();
    }
    auto const tag = tag_of(logo.bytes);
    if (change.row<std::string>(select_tag, logo.authority) == tag) {
        return people::Revised{*revision}; // also when it is sent again because no answer came
    }
    if (*revision != logo.revision) {
        return changed_since();
    }
    change.run(upsert_logo, logo.authority, picture->kind, tag, Bytes{logo.bytes}, change.now());
    return changed(change, actor, logo.authority, logo.revision);
}

Result<people::Revised> remove_logo(Change& change, Actor const& actor,
                                    authorities::RemoveLogo const& request)
{
    auto const revision = held(change, request.authority);
    if (revision.has_error()) {
        return revision.error();
    }
    if (*revision != request.revision) {
        return changed_since();
    }
    if (change.run(delete_logo, request.authority) == 0) {
        return people::Revised{request.revision};
    }
    return changed(change, actor, request.authority, request.revision);
}

Result<Logo> logo_of(Read& read, Actor const& actor, AuthorityId authority)
{
    if (auto const may = is_signed_in(read, actor); may.has_error()) {
        return may.error();
    }
    auto const seen = authorities_seen(read, actor.person);
    auto logo =
        seen && !seen->contains(authority) ? std::nullopt : read.row<Logo>(select_logo, authority);
    if (!logo) {
        return not_found();
    }
    return *std::move(logo);
}

} // namespace folkmoot::storage
