// Logos of authorities: which pictures are taken, who sees them.

#include "storage/logos.hpp"
#include "tests/protocol/pictures.hpp"
#include "tests/storage/world.hpp"

using namespace folkmoot::tests;

namespace {

struct WithLogos {
    World world;
    Somebody boss = world.administrator();
    Somebody lead = world.person("Skills lead", world.northmere);

    Result<people::Revised> sets(Revision revision, std::string bytes,
                                 std::optional<AuthorityId> of = {})
    {
        return world.store.change([&](Change& change) {
            return set_logo(change, boss.actor,
                            {of.value_or(world.northmere), revision, std::move(bytes)});
        });
    }
    Result<people::Revised> removes(Revision revision)
    {
        return boss.asks(remove_logo, {.authority = world.northmere, .revision = revision});
    }
    Result<Logo> sees(Somebody const& who)
    {
        return world.store.read(
            [&](Read& read) { return logo_of(read, who.actor, world.northmere); });
    }
    authorities::AuthorityPage page()
    {
        return boss.asks(authority_page, {.authority = world.northmere}).value();
    }
    std::optional<std::string> listed(Somebody const& who)
    {
        for (auto const& row : who.asks(authorities_list).value().authorities) {
            if (row.authority == world.northmere) {
                return row.logo;
            }
        }
        return {};
    }
};

} // namespace

TEST_CASE_FIXTURE(WithLogos, "a logo is kept as it came, replaced and removed")
{
    CHECK(refusal(sees(lead)) == ErrorName::not_found);
    CHECK_FALSE(page().logo);
    auto const first = png_file(64, 32) + std::string(200'000, '\0') + "\xFF'\"";
    CHECK(sets(1, first).value().revision == 2);
    auto const logo = sees(lead).value();
    CHECK(logo.kind == PictureKind::png);
    CHECK(logo.bytes.value == first);
    CHECK(page().logo == logo.tag);
    CHECK(listed(lead) == logo.tag);
    CHECK(lead.hears(world.network.feed).back() == feeds::EntryKind::authority_changed);

    CHECK(sets(2, first).value().revision == 2); // nothing new
    CHECK(sets(1, first).value().revision == 2); // sent again: no answer came
    world.store.restart();
    CHECK(sets(2, jpeg_file(64, 32)).value().revision == 3);
    CHECK(sees(lead).value().kind == PictureKind::jpeg);
    CHECK(sees(lead).value().tag != logo.tag);

    CHECK(refusal(sets(2, webp_lossy(64, 32))) == ErrorName::conflict);
    CHECK(refusal(removes(2)) == ErrorName::conflict);
    CHECK(removes(3).value().revision == 4);
    CHECK(refusal(sees(lead)) == ErrorName::not_found);
    CHECK_FALSE(listed(lead));
    CHECK(removes(4).value().revision == 4);
    CHECK(refusal(sets(1, first, AuthorityId{})) == ErrorName::not_found);
}

TEST_CASE_FIXTURE(WithLogos, "what is no picture of a fitting size is refused by its field")
{
    auto const refused = [&](std::string bytes) { return field_of_refusal(sets(1, bytes)); };
    CHECK(refused("") == "logo");
    CHECK(refused("<svg xmlns=\"http://www.w3.org/2000/svg\"/>") == "logo");
    CHECK(refused(png_file(15, 16)) == "logo");
    CHECK(refused(png_file(16, 2'049)) == "logo");
    CHECK(refused(png_file(0xFFFFFFFF, 16)) == "logo");
    CHECK(refused(png_file(64, 64).substr(0, 20)) == "logo");
    CHECK(refused(webp_extended(64, 64, true)) == "logo"); // moves
    auto const longest = png_file(16, 16) + std::string(256'000 - png_file(16, 16).size(), 'x');
    CHECK(refusal(sets(1, longest + "x")) == ErrorName::too_large);
    CHECK(refused(longest + "x") == "logo");
    CHECK_FALSE(page().logo);
    CHECK(sets(1, longest).value().revision == 2);
    CHECK(sets(2, webp_lossless(2'048, 16)).value().revision == 3);
}

TEST_CASE_FIXTURE(WithLogos, "a logo is seen by those who see its authority, and by nobody else")
{
    auto const group = world.group(lead, groups::Kind::by_invitation);
    auto const near = world.member(group, "Near", world.easthaven, Role::guest);
    auto const others = world.group(world.person("Other", world.union_learning),
                                    groups::Kind::by_invitation, "Others");
    auto const far = world.member(others, "Far", world.easthaven, Role::guest);
    sets(1, png_file(64, 64)).value();
    CHECK(sees(near).has_value());
    CHECK(refusal(sees(far)) == ErrorName::not_found);
    CHECK_FALSE(listed(far));
    boss.asks(end_somebody, {.person = near}).value();
    CHECK(refusal(sees(near)) == ErrorName::sign_in_needed);
}
